"""Front matter: values, the title's place, and what only looks like it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from extractor.errors import InputError
from extractor.read.dates import JAPAN, parse_published
from extractor.read.front_matter import FrontMatter, read_front_matter


def test_what_it_tells() -> None:
    text = '---\ntitle: "A社、10億円調達"\ndate: 2026-04-07\ntags: [AI, on, 2026]\nauthor: B\n---\n本文。'
    found = read_front_matter(text, "a.md")
    assert found.title is not None
    assert text[slice(*found.title)] == "A社、10億円調達"
    assert text[found.body :] == "本文。"
    assert found.published == date(2026, 4, 7)
    assert found.metadata["author"] == "B"
    assert found.metadata["tags"] == ["AI", "on", "2026"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: A社、調達", "A社、調達"),
        ("title: 'A社、調達'", "A社、調達"),
        ("title: A社 # 注", "A社"),
        ("title: 2026", "2026"),
        ("title: >\n  A社、調達", "A社、調達"),
        ('title: "A社の\\"調達\\""', None),
        ("title: >\n  A社、\n  調達", None),
        ("title:", None),
        ("layout: post", None),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_titles_span(line: str, title: str | None, newline: str) -> None:
    text = f"---\nexcerpt: A社、調達 𠮷\n{line}\n---\n本文。".replace("\n", newline)
    span = read_front_matter(text, "a.md").title
    assert (text[slice(*span)] if span else None) == title
    assert span is None or span[0] > text.index("𠮷")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("本文。", id="none"),
        pytest.param("---\n本文。\n---\n続き。", id="two rules around a paragraph"),
        pytest.param("---\ntitle: A\n本文。", id="never closed"),
        pytest.param("\n---\ntitle: A\n---\n", id="not at the top"),
        pytest.param("---\n---\n本文。", id="an empty one"),
    ],
)
def test_what_is_none(text: str) -> None:
    assert read_front_matter(text, "a.md") == FrontMatter()


@pytest.mark.parametrize(
    ("header", "where", "words"),
    [
        pytest.param("title: A\ntags: [a", "a.md:", "front matter: ", id="a list left open"),
        pytest.param("title: A\nwhen: 2026-13-45", "a.md", "front matter: month must be", id="a month 13"),
        pytest.param(
            "title: !!python/name:os.system x", "a.md:2", "front matter: could not", id="a tag that runs code"
        ),
    ],
)
def test_bad_yaml(header: str, where: str, words: str) -> None:
    with pytest.raises(InputError) as error:
        read_front_matter(f"---\n{header}\n---\n本文。", "a.md")
    assert error.value.where.startswith(where)
    assert error.value.what.startswith(words)
    assert error.value.fix


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-04-07", date(2026, 4, 7)),
        ("2026/4/7", date(2026, 4, 7)),
        ("2026年4月7日", date(2026, 4, 7)),
        ("2026-04-07T11:00", datetime(2026, 4, 7, 11)),
        ("2026-04-07 23:30:00 +0000", datetime(2026, 4, 8, 8, 30, tzinfo=JAPAN)),
        ("2026-04-07T23:30:00.000Z", datetime(2026, 4, 8, 8, 30, tzinfo=JAPAN)),
        ("2026-04-07T00:30:00+09:00", datetime(2026, 4, 7, 0, 30, tzinfo=JAPAN)),
    ],
)
def test_dates(told: str, moment: date) -> None:
    assert parse_published(told) == moment
    assert type(parse_published(told)) is type(moment)


def test_a_moved_time_is_of_japans_day() -> None:
    moved = parse_published("2026-04-07 23:30:00 +0000")
    assert isinstance(moved, datetime)
    assert moved.date() == date(2026, 4, 8)


@pytest.mark.parametrize("told", ["", "昨日", "2026-02-30", "April 7, 2026", "1775520000"])
def test_no_dates(told: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_published(told)
