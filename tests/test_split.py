"""Blocks and sentences, each with the place it has in the source."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Document, Sentence
from extractor.split import clean, find_headline, split
from extractor.split.markdown import markdown_blocks

Format = Literal["markdown", "text"]


def document(text: str, format: Format = "text", title: tuple[int, int] | None = None, body: int = 0) -> Document:
    return Document("d", text, title=title, body=body, format=format)


def told(text: str, format: Format = "text") -> list[tuple[str, str]]:
    """Kind and source of every sentence."""
    return [(one.kind, text[one.start : one.end]) for one in split(document(text, format))]


def words(text: str, format: Format = "text") -> list[str]:
    return [source for _, source in told(text, format)]


@pytest.mark.parametrize(
    "marked",
    [
        "A社が調達した。|B社も続いた。",
        "本当か？|A社が出資！|続く!?|終わり",
        "A社は「調達した。次も。」と話した。|次の文。",
        "調達（総額10億円。内訳は非公表）を終えた。|次。",
        "｢なぜか？｣に答えた。|【最大3億円！】募集。",
        "A社は『本（上。）』を出した。|次。",
        "括弧（が閉じない。|次の文。|その次。",
        "閉じ）だけ。|次。",
        "「" + "あ" * 401 + "。|長すぎる。」|次。",
        "A Inc.とB Ltd.が提携した。|評価額は1.5億ドル。",
        "Yahoo!ニュースとGo!Go!社。|https://a.example/?p=1 を参照。",
        "次は何だろう？って思う。|意味は？という問い。|どうなる？と聞いた。|真意は？が示すもの。",
        "どうなる？|とはいえ進む。|本当か？|がんばる人。|どうか？|のちに分かる。",
        "終わった。。|「叫ぶ！」次",
        "一。　\u3000|二。 |三。",
    ],
)
def test_where_sentences_end(marked: str) -> None:
    text = marked.replace("|", "")
    assert words("序。\n" + text)[1:] == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(
            "A社、10億円調達\nA社は調達した。次。\n",
            [("heading", "A社、10億円調達"), ("paragraph", "A社は調達した。"), ("paragraph", "次。")],
            id="headline and lead",
        ),
        pytest.param("A社は調達した。\n次", [("paragraph", "A社は調達した。"), ("paragraph", "次")], id="no headline"),
        pytest.param(
            "A社は10億円を調達\r\nした。", [("heading", "A社は10億円を調達"), ("paragraph", "した。")], id="CRLF"
        ),
        pytest.param(
            "序。\n\n調達の背景\n\n本文。\n途中の行\n次。",
            [
                ("paragraph", "序。"),
                ("heading", "調達の背景"),
                ("paragraph", "本文。"),
                ("paragraph", "途中の行"),
                ("paragraph", "次。"),
            ],
            id="a heading stands between blank lines",
        ),
        pytest.param(
            "序。\n\n" + "あ" * 61, [("paragraph", "序。"), ("paragraph", "あ" * 61)], id="too long for a heading"
        ),
        pytest.param(
            "序。\n■会社概要\n【引受先】\n【要】A社が調達した",
            [
                ("paragraph", "序。"),
                ("heading", "■会社概要"),
                ("heading", "【引受先】"),
                ("paragraph", "【要】A社が調達した"),
            ],
            id="section marks",
        ),
        pytest.param(
            "引受先。\n・A社\n●B社\n- C社\n1. D社\n（2）E社\n①F社\n▼G社\n\n◆H社\n",
            [("paragraph", "引受先。"), *(("item", f"{name}社") for name in "ABCDEFGH")],
            id="bullets and numbers",
        ),
        pytest.param(
            "序。\n○○社が調達。\n1.5億円だ。\n▲5億円だ。\n-5%だ。\n10年だ。",
            [
                ("paragraph", line)
                for line in ("序。", "○○社が調達。", "1.5億円だ。", "▲5億円だ。", "-5%だ。", "10年だ。")
            ],
            id="what is no bullet",
        ),
        pytest.param(
            "今日の材料▽A社、B社買収\u3000成長へ▽C社が調達。増資も◆D社",
            [
                ("paragraph", "今日の材料"),
                ("item", "A社、B社買収\u3000成長へ"),
                ("item", "C社が調達。"),
                ("item", "増資も"),
                ("item", "D社"),
            ],
            id="a digest in one line",
        ),
        pytest.param(
            "●A社が調達●B社も", [("item", "A社が調達"), ("item", "B社も")], id="a digest of the line's own mark"
        ),
        pytest.param("○○社が○○した。", [("paragraph", "○○社が○○した。")], id="names left out are no digest"),
        pytest.param("▽A社が調達▽B社も", [("item", "A社が調達"), ("item", "B社も")], id="a digest from the start"),
        pytest.param(
            "序。\n損益は▼5億円。◆印。",
            [("paragraph", one) for one in ("序。", "損益は▼5億円。", "◆印。")],
            id="no digest",
        ),
        pytest.param(
            "株式会社Aのプレスリリース（2026年4月7日 11時00分）A社が調達。世界へ\n\n本文。",
            [
                ("press_header", "株式会社Aのプレスリリース（2026年4月7日 11時00分）"),
                ("heading", "A社が調達。"),
                ("heading", "世界へ"),
                ("paragraph", "本文。"),
            ],
            id="press header, headline behind it",
        ),
        pytest.param(
            "企業情報\nAのプレスリリース（2026年4月7日）\nA社、調達\n本文。",
            [
                ("heading", "企業情報"),
                ("press_header", "Aのプレスリリース（2026年4月7日）"),
                ("heading", "A社、調達"),
                ("paragraph", "本文。"),
            ],
            id="press header, headline below it",
        ),
        pytest.param("# 見出し\n**強調**。", [("heading", "# 見出し"), ("paragraph", "**強調**。")], id="no Markdown"),
    ],
)
def test_plain_text(text: str, sentences: list[tuple[str, str]]) -> None:
    assert told(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(
            "# 題 #\n\nA社は10億円を\n調達した。次の\r\n文。\n",
            [("heading", "題"), ("paragraph", "A社は10億円を\n調達した。"), ("paragraph", "次の\r\n文。")],
            id="soft breaks are joined",
        ),
        pytest.param(
            "序。  \n次の行\\\n三行目", [("paragraph", one) for one in ("序。", "次の行", "三行目")], id="hard breaks"
        ),
        pytest.param(
            "題\n==\n\n本文が続く。\n---\n", [("heading", "題"), ("paragraph", "本文が続く。")], id="underlined"
        ),
        pytest.param(
            "A社、10億円を調達へ\nA社は7日、総額10億円を調達すると発表した。",
            [("heading", "A社、10億円を調達へ"), ("paragraph", "A社は7日、総額10億円を調達すると発表した。")],
            id="a headline right above its lead",
        ),
        pytest.param(
            "題。\n\n**背景と狙い**\n\n短い行だが\n続きがある",
            [("paragraph", "題。"), ("heading", "背景と狙い"), ("paragraph", "短い行だが\n続きがある")],
            id="a paragraph that is a heading",
        ),
        pytest.param(
            "- A社が\n  調達した。\n  - B社\n\n    続き。\n\n1. C社\n\n外。",
            [
                ("item", "A社が\n  調達した。"),
                ("item", "B社"),
                ("item", "続き。"),
                ("item", "C社"),
                ("paragraph", "外。"),
            ],
            id="lists",
        ),
        pytest.param(
            "序。\n\n会社名：A社\n引受先：B社\n・C社\n・D社\nと続く。",
            [
                ("paragraph", "序。"),
                ("paragraph", "会社名：A社"),
                ("paragraph", "引受先：B社"),
                ("item", "C社"),
                ("item", "D社\nと続く。"),
            ],
            id="lines that no one means to join",
        ),
        pytest.param(
            "> 引用の\n> 続き。\n>> 深い。\n\n```\ncode\n```\n\n    字下げ。\n\n[a]: https://a.example\n\n---\n",
            [("paragraph", "引用の\n> 続き。"), ("paragraph", "深い。"), ("paragraph", "字下げ。")],
            id="quotes and indented prose; code, targets and rules say nothing",
        ),
        pytest.param(
            "序。\n\n<div>\nA社<br>B社。\n</div>\n\n<script>\nx\n</script>\n\n<!-- 注 -->\n\n&nbsp;\n\n![図](a.png)\n",
            [("paragraph", "序。"), ("paragraph", "A社"), ("paragraph", "B社。")],
            id="HTML, spacers and pictures",
        ),
        pytest.param(
            "詳細は[A社？本当か](https://a.example/x。y)を参照。*強調。続き*も。",
            [("paragraph", "詳細は[A社？本当か](https://a.example/x。y)を参照。"), ("paragraph", "*強調。続き*も。")],
            id="no end inside a link",
        ),
        pytest.param(
            "詳しい[A社。](u)[B社](v)は次。続く[C社](w)",
            [("paragraph", "詳しい[A社。](u)"), ("paragraph", "[B社](v)は次。"), ("paragraph", "続く[C社](w)")],
            id="links at either end are taken whole",
        ),
        pytest.param(
            "**Aのプレスリリース（2026年4月7日）** \n\n本文。",
            [("press_header", "Aのプレスリリース（2026年4月7日）"), ("paragraph", "本文。")],
            id="press header",
        ),
    ],
)
def test_markdown(text: str, sentences: list[tuple[str, str]]) -> None:
    assert told(text, "markdown") == sentences


@pytest.mark.parametrize("quote", ["", "> "])
@pytest.mark.parametrize("bar", ["|", ""])
def test_table_rows(quote: str, bar: str) -> None:
    lines = ["投資家 | 金額", "--- | ---", "**A**社 | 1億円", r"B\|C | ", "D | 2億円 | 余り"]
    text = "序。\n\n" + "".join(f"{quote}{bar}{line}{bar}\n" for line in lines)
    rows = [one for one in split(document(text, "markdown")) if one.kind == "row"]

    def cells(spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [text[start:end] for start, end in spans]

    assert [cells(row.cells)[:2] for row in rows] == [
        ["投資家", "金額"],
        ["**A**社", "1億円"],
        [r"B\|C", ""],
        ["D", "2億円"],
    ]
    assert [cells(row.header) for row in rows] == [[], *([["投資家", "金額"]] * 3)]
    assert text[rows[1].start : rows[1].end] == "**A**社 | 1億円"


def test_a_row_too_long_to_parse_comes_cell_by_cell() -> None:
    text = f"| a | b |\n|---|---|\n| {'あ' * 2000}。 | {'い' * 2000} |\n"
    assert [kind for kind, _ in told(text, "markdown")] == ["row", "paragraph", "paragraph"]


def test_repeats() -> None:
    text = "A社が調達。\n\nB社も。続く。\n\nA社が調達。\n\nB社も。"
    assert [(one.block, one.repeat_of) for one in split(document(text))] == [
        (0, None),
        (1, None),
        (1, None),
        (2, 0),
        (3, None),
    ]


def test_a_row_repeats_only_under_the_same_columns() -> None:
    text = "|既存|\n|-|\n|A|\n\n|新規|\n|-|\n|A|\n|A|\n"
    assert [one.repeat_of for one in split(document(text, "markdown"))] == [None, None, None, None, 3]


def test_the_title_stands_first_and_the_headline_repeats_it() -> None:
    text = "---\ntitle: A社*、調達\n---\nA社*、調達\n\n本文。"
    sentences = split(document(text, "markdown", title=(11, 17), body=22))
    assert [(one.kind, text[one.start : one.end], one.repeat_of) for one in sentences] == [
        ("title", "A社*、調達", None),
        ("heading", "A社*、調達", 0),
        ("paragraph", "本文。", None),
    ]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("\n A社、調達 \n本文。", "A社、調達"),
        ("## A社、調達\n\n本文。", "A社、調達"),
        ("Aのプレスリリース（2026年4月7日）調達した。世界へ\n本文", "調達した。世界へ"),
        ("Aのプレスリリース（2026年4月7日）\n\nA社、調達\n本文", "A社、調達"),
        ("A社は調達した。\n次", None),
        ("あ" * 201, None),
        ("Aのプレスリリース（2026年4月7日）", None),
    ],
)
def test_headline(text: str, headline: str | None) -> None:
    span = find_headline(document(text))
    assert (text[slice(*span)] if span else None) == headline


def test_a_title_is_the_headline() -> None:
    assert find_headline(document("---\ntitle: A\n---\nB", title=(11, 12), body=17)) == (11, 12)


def test_long_sentences_break_at_a_comma_or_anywhere() -> None:
    text = "序。\n" + "あ" * 2000 + "、" + "い" * 5000
    assert [len(one) for one in words(text)] == [2, 2001, 3000, 2000]


_MARKS = list("「」（）。？!、・▽▼->#*_`|[\\=\u3000\n ")
_RUNS = ["A社", "\n\n", "\r\n", "##", "**", "```", "|-|-|", "](", "](u)", "1.", "---", "見出し："]
_HTML = ["<b>", "<br>", "<!--", "-->", "&amp;", "&nbsp;"]
_TEXTS = st.lists(st.sampled_from(_MARKS + _RUNS + _HTML) | st.text(max_size=3), max_size=60).map("".join)


def check(text: str, sentences: tuple[Sentence, ...], body: int) -> None:
    last = body
    for one in sentences:
        source = text[one.start : one.end]
        assert last <= one.start < one.end <= len(text)
        assert source == source.strip() != ""
        assert one.kind == "row" or not one.cells
        last = one.end
    assert [one.block for one in sentences] == sorted(one.block for one in sentences)


@given(text=_TEXTS, body=st.integers(0, 20))
def test_sentences_are_in_order_apart_and_not_blank(text: str, body: int) -> None:
    body = min(body, len(text))
    for format in ("text", "markdown"):
        check(text, split(document(text, format, body=body)), body)


@given(text=_TEXTS)
def test_plain_sentences_hold_every_letter(text: str) -> None:
    source = document(text)
    letters = sum(char in "社見出し" for char in text)
    assert sum(char in "社見出し" for one in split(source) for char in text[one.start : one.end]) == letters


@given(text=_TEXTS)
def test_a_sentence_reads_alone_as_it_reads_in_its_block(text: str) -> None:
    """The annotator cleans sentence by sentence, while the split was made in the cleaned block."""
    sentences = [one for one in split(document(text, "markdown")) if one.kind != "row"]
    for block in markdown_blocks(text, 0, len(text)):
        if block.kind != "row":
            inside = [one for one in sentences if block.start <= one.start and one.end <= block.end]
            alone = "".join(clean(text, one.start, one.end, True).text for one in inside)
            whole = clean(text, block.start, block.end, True).text
            assert "".join(alone.split()) == "".join(whole.split())
