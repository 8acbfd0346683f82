from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import only, rows, unmark

from extractor.model import Date
from extractor.normalise import find_dates, find_values
from extractor.normalise.date.interval import Interval, point

ANCHOR = date(2026, 5, 20)


def told(edtf: str) -> Date | None:
    """The date that an EDTF code of one point stands for."""
    return point(*(int(part) for part in edtf.split("-"))).to_date() if edtf else None


@pytest.mark.parametrize("row", rows("dates"), ids=lambda row: f"{row['text']} {row['anchor']}")
def test_a_date_in_its_spelling(row: dict[str, str]) -> None:
    text, start, end = unmark(row["text"])
    anchor = date.fromisoformat(row["anchor"]) if row["anchor"] else ANCHOR
    mention = only(find_dates(text, anchor, last=told(row["last"])), start, end)
    assert isinstance(mention.value, Date)
    assert mention.value.edtf == row["edtf"]


@pytest.mark.parametrize("row", rows("unanchored"), ids=lambda row: row["text"])
def test_a_date_of_a_text_without_one(row: dict[str, str]) -> None:
    text, start, end = unmark(row["text"])
    value = only(find_dates(text), start, end).value
    assert isinstance(value, Date)
    assert (value.edtf or "", value.relative or "") == (row["edtf"], row["relative"])
    assert (value.start is None) is (value.edtf is None)


@pytest.mark.parametrize(
    ("first", "last", "start", "end"),
    [
        ((2026,), (2026,), "2026-01-01", "2026-12-31"),
        ((2024, 2), (2024, 2), "2024-02-01", "2024-02-29"),
        ((2026, 5, 20), (2026, 5, 20), "2026-05-20", "2026-05-20"),
        ((2025, 10), (2026, 3), "2025-10-01", "2026-03-31"),
        ((2025, 10), (2026, 3, 15), "2025-10-01", "2026-03-15"),
        ((2026,), (2029,), "2026-01-01", "2029-12-31"),
    ],
)
def test_the_first_and_last_day(first: tuple[int, ...], last: tuple[int, ...], start: str, end: str) -> None:
    value = Interval(first, last).to_date()
    assert (value.start, value.end) == (start, end)


@pytest.mark.parametrize("first", [(2026, 2, 30), (2026, 13), (2027,)])
def test_days_that_are_none(first: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Interval(first, (2026, 3)).to_date()


def test_each_date_is_told_last_for_the_next() -> None:
    text = "2023年4月に設立し、同年9月に5億円を集め、同月にA社、翌年にB社を買った。"
    found = [mention.value for mention in find_dates(text, ANCHOR)]
    assert [value.edtf for value in found if isinstance(value, Date)] == ["2023-04", "2023-09", "2023-09", "2024"]


def test_the_same_day_of_a_month_is_unresolved() -> None:
    (mention,) = find_dates("同日に会見した", ANCHOR, last=told("2026-04"))
    assert mention.value == Date(None, relative="同日")


def test_a_move_from_one_date_to_another_is_no_range() -> None:
    text = "稼働を2027年4月から2028年10月に延期する"
    found = [mention.value for mention in find_dates(text, ANCHOR)]
    assert [value.edtf for value in found if isinstance(value, Date)] == ["2027-04", "2028-10"]


days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


@given(anchor=days, day=st.integers(1, 31))
def test_a_past_day_is_not_ahead(anchor: date, day: int) -> None:
    (mention,) = find_dates(f"{day}日に会見を開いた。", anchor)
    assert isinstance(mention.value, Date)
    assert mention.value.start is not None
    resolved = date.fromisoformat(mention.value.start)
    assert resolved.day == day
    assert timedelta(days=-62) <= resolved - anchor <= timedelta(days=1)  # a day of slack for dates told in UTC


@given(anchor=days, day=days)
def test_a_full_date_needs_no_anchor(anchor: date, day: date) -> None:
    text = f"{day.year}年{day.month}月{day.day}日"
    expected = Date(day.isoformat(), day.isoformat(), day.isoformat())
    assert [mention.value for mention in find_values(text, anchor)] == [expected]
    assert [mention.value for mention in find_values(text)] == [expected]
