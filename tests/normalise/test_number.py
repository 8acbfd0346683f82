from decimal import Decimal

import kanjize
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.normalise.number import find_numbers, parse_number

COUNTS = st.integers(1, 10**16 - 1)


@pytest.mark.parametrize("style", list(kanjize.KanjizeStyle))
@given(count=COUNTS)
def test_numbers_read_as_kanjize_writes_them(style: kanjize.KanjizeStyle, count: int) -> None:
    """二億五千万, 2億5千万, 二五〇〇〇〇〇〇〇"""
    assert parse_number(kanjize.number2kanji(count, config=kanjize.KanjizeConfiguration(style=style))) == count


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二六", 2026),
        ("1,234.5", Decimal("1234.5")),
        ("1.5億", 150_000_000),
        ("0.3兆", 300_000_000_000),
        ("2千500", 2500),
        ("1億 2000万", 120_000_000),
        ("12,34", None),
        ("十百", None),
        ("数十億", None),
        ("億", None),
        ("9" * 5000, None),
    ],
)
def test_a_number_or_none(text: str, value: int | Decimal | None) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("数", 2, 9),
        ("数十億", 2_000_000_000, 9_000_000_000),
        ("数100万", 2_000_000, 9_000_000),
        ("十数", 11, 19),
        ("百数十", 120, 190),
        ("20数", 21, 29),
    ],
)
def test_the_ends_of_a_vague_number(text: str, low: int, high: int) -> None:
    (token,) = find_numbers(text)
    assert (token.low, token.high, token.vague) == (low, high, True)
