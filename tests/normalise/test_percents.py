from decimal import Decimal

import pytest
from tables import only, rows, unmark

from extractor.model import Percent
from extractor.normalise import find_percents


@pytest.mark.parametrize("row", rows("percents"), ids=lambda row: row["text"])
def test_a_share_in_its_spelling(row: dict[str, str]) -> None:
    text, start, end = unmark(row["text"])
    value, low, high = (Decimal(row[name]) if row[name] else None for name in ("value", "low", "high"))
    assert only(find_percents(text), start, end).value == Percent(value, row["bound"], low, high)
