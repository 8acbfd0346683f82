"""What a document is told to be: its format and its date."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from extractor.read.article import build_document
from extractor.read.press_header import find_press_header

HEADER = "株式会社Aのプレスリリース（2026年4月7日 11時00分）"


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("見出し\n\n本文。", "text"),
        ("#資金調達 の話。", "text"),
        ("会社[1]（東京）", "text"),
        ("前書き\n\n## 見出し\n\n本文。", "markdown"),
        ("[A社](https://a.example/)が調達。", "markdown"),
        ("---\ntitle: A\n---\n本文。", "markdown"),
    ],
)
def test_format(text: str, format: str) -> None:
    assert build_document(text, "a.txt", "a").format == format


@pytest.mark.parametrize(
    ("text", "company", "published"),
    [
        (f"{HEADER}A社、10億円を調達", "株式会社A", datetime(2026, 4, 7, 11)),
        (f"# {HEADER}\n本文。", "株式会社A", datetime(2026, 4, 7, 11)),
        ("トップ > 企業\nA, Inc.のプレスリリース(2026年4月7日)", "A, Inc.", date(2026, 4, 7)),
        ("Ａ社のプレスリリース（２０２６年４月７日\u30009時05分）", "Ａ社", datetime(2026, 4, 7, 9, 5)),
        ("Aのプレスリリース（2026年2月31日）\nBのプレスリリース（2026年4月7日）", "B", date(2026, 4, 7)),
    ],
)
def test_press_header(text: str, company: str, published: date) -> None:
    found = find_press_header(text)
    assert found is not None
    assert text[slice(*found.company)] == company
    assert found.published == published
    assert text[slice(*found.span)].startswith(company)
    assert text[slice(*found.span)][-1] in "）)"
    assert build_document(text, "a.txt", "a").published == published


@pytest.mark.parametrize(
    "text",
    [
        "A社のプレスリリースによると、2026年4月7日に調達した。",
        "A社のプレスリリース（2026年4月）",
        "あ" * 700 + "\n" + HEADER,
    ],
)
def test_no_press_header(text: str) -> None:
    assert find_press_header(text) is None


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("発表日：2026年4月7日\n本文。", date(2026, 4, 7)),
        ("A社が調達。\n配信日時: 2026/04/07 10:00", date(2026, 4, 7)),
        ("発表日は2026年4月7日。", None),
        ("発表日：2026年4月77日", None),
    ],
)
def test_announcement_date(text: str, published: date | None) -> None:
    assert build_document(text, "a.txt", "a").published == published


def test_which_date_goes_first() -> None:
    text = f"---\ndate: 2026-04-06\n---\n{HEADER}本文。"
    assert build_document(text, "a.txt", "a").published == date(2026, 4, 6)
    assert build_document(text, "a.txt", "a", published=date(2026, 4, 5)).published == date(2026, 4, 5)
