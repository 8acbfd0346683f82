"""Markup out of a sentence, with the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.split import clean


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[A社](https://a.example/x_(y) '題')が**10億円**を*調達*", "A社が10億円を調達"),
        ("[**A**社](<u v>)と[B][1]と[C]", "A社とBと[C]"),
        ("[![図](a.png)](https://b.example)A社![図][1]", "A社"),
        ("注[^1]と``A`社``と`<b>`", "注とA`社と<b>"),
        ("<span class='x'>A社</span><!-- 注 -->と<https://a.example>", "A社と"),
        ("M&amp;A&nbsp;と&#12354;R&D;", "M&AとR&D;"),
        (r"\*A\*社と\[B\]と\あ", r"*A*社と[B]と\あ"),
        ("__A__と_B_と~~C~~と***D***", "AとBとCとD"),
        ("a_b_c と snake__case と 2 * 3", "a_b_c と snake__case と 2 * 3"),
        ("A社は\n> 調達した", "A社は調達した"),
        ("Series\n  B round", "Series B round"),
        ("A社は\nSeries", "A社はSeries"),
        ("A社  \nB社<br/>C社", "A社\nB社\nC社"),
        ("**A社。B社", "A社。B社"),
    ],
)
def test_what_is_dropped(source: str, text: str) -> None:
    cleaned = clean(f"序{source}終", 1, len(source) + 1, True)
    assert cleaned.text == text
    for i, char in enumerate(cleaned.text):
        at = cleaned.offsets[i] - 1
        assert source[at] == char or (char in " \n" and source[at] in " \n<")


def test_a_span_goes_back_without_the_markup_around_it() -> None:
    source = "**A社**は[B](u)に出資"
    cleaned = clean(source, 0, len(source), True)
    assert cleaned.text == "A社はBに出資"
    assert [source[slice(*cleaned.span(*span))] for span in ((0, 2), (3, 4), (0, 3))] == ["A社", "B", "A社**は"]
    assert cleaned.span(0, len(cleaned.text)) == (2, len(source))


@pytest.mark.parametrize(("text", "markdown"), [("**A社**\nB", False), ("A社は調達した。", True)])
def test_nothing_to_drop_costs_nothing(text: str, markdown: bool) -> None:
    cleaned = clean(text, 1, len(text), markdown)
    assert cleaned.text == text[1:]
    assert cleaned.offsets == range(1, len(text) + 1)


@given(st.text(alphabet="Aあ。[]()!*_`<>b/&;\\\n #|~-", max_size=60))
def test_offsets_rise_and_point_at_what_is_kept(source: str) -> None:
    cleaned = clean(source, 0, len(source), True)
    assert len(cleaned.offsets) == len(cleaned.text) + 1
    assert list(cleaned.offsets) == sorted(set(cleaned.offsets))
    assert all(source[at] == char or char in " \n" for at, char in zip(cleaned.offsets, cleaned.text, strict=False))
    assert cleaned.offsets[-1] == len(source)
