"""What holds for values of every kind."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import rows

from extractor.model import Date, Money, Percent, Quantity
from extractor.normalise import find_dates, find_money, find_percents, find_quantities, find_terms, find_values
from extractor.normalise.fold import fold

ANCHOR = date(2026, 5, 20)
FIND = {
    "money": find_money,
    "date": lambda text: find_dates(text, ANCHOR),
    "percent": find_percents,
    "quantity": find_quantities,
    "term": find_terms,
}


@pytest.mark.parametrize("row", rows("not_applicable"), ids=lambda row: row["text"])
def test_what_is_no_value(row: dict[str, str]) -> None:
    assert FIND[row["kind"]](row["text"]) == []


def test_all_kinds_in_order() -> None:
    text = "A社は2026年4月に全株式を約50億円で取得し、10万基を置く。"
    found = find_values(text, ANCHOR)
    assert [type(one.value) for one in found] == [Date, Percent, Money, Quantity]
    assert [text[one.start : one.end] for one in found] == ["2026年4月", "全株式", "約50億円", "10万基"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5日本円", ["5日本円"]),  # no day
        ("300万台湾ドル", ["300万台湾ドル"]),  # no machines
        ("3割5分の1", ["3割5分"]),
    ],
)
def test_the_longer_reading_stands(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_values(text, ANCHOR)] == expected


def test_the_date_told_before_the_part_that_is_read() -> None:
    text = "2024年3月に設立。同年9月に上場。"
    at = text.index("同年")
    last = Date("2024-03", "2024-03-01", "2024-03-31")
    (mention,) = find_values(text, ANCHOR, start=at, last=last)
    assert (mention.start, mention.end) == (at, at + 4)
    assert mention.value == Date("2024-09", "2024-09-01", "2024-09-30")


WORDS = (
    "約 最大 総額 1 2 3 9 0 １ ２ 〇 二 一 十 千 数 , . ・ 億 万 兆 円 ドル ﾄﾞﾙ ユーロ $ ＄ 元 billion % ％ 割 分の",
    "以上 程度 超 を超える 〜 から - 年 月 ⽉ 日 期 度 末 前 後半 第 四半期 2026年 16日 同月 昨年 今後 令和 平成 春",
    "上期 FY Q1 に した する 全株 過半 基 台 MW 株 ( ) （ ） = ＝ 、 。 🙂 e\u0301 \u3099",
)
PIECES = st.sampled_from([" ", "\n", "\u3000", *(word for words in WORDS for word in words.split())])
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40)


@given(text=TEXTS, anchor=st.none() | st.dates())
def test_mentions_are_apart_in_order_and_inside(text: str, anchor: date | None) -> None:
    end = 0
    for mention in find_values(text, anchor):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        if isinstance(mention.value, Date):
            assert (mention.value.edtf is None) is (mention.value.relative is not None)
        else:
            has_ends = mention.value.bound in ("range", "vague")
            assert (mention.value.value is None, mention.value.low is None) == (has_ends, not has_ends)


@given(text=TEXTS, before=TEXTS, after=TEXTS)
def test_a_part_reads_as_it_would_alone(text: str, before: str, after: str) -> None:
    alone = find_values(text, ANCHOR)
    part = find_values(before + text + after, ANCHOR, start=len(before), end=len(before) + len(text))
    assert [(one.start - len(before), one.value) for one in part] == [(one.start, one.value) for one in alone]


@given(text=st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    for was, now in zip(text, folded, strict=True):
        assert was == now or now in (unicodedata.normalize("NFKC", was), "万", "〇")


WIDE = str.maketrans("0123456789,.$%", "０１２３４５６７８９，．＄％")


@given(amount=st.integers(1, 10**13), unit=st.sampled_from(["円", "億円", "万ドル", "%", "万株"]))
def test_width_changes_no_value(amount: int, unit: str) -> None:
    narrow, wide = (find_values(text, ANCHOR) for text in (f"{amount:,}{unit}", f"{amount:,}{unit}".translate(WIDE)))
    assert narrow == wide != []
