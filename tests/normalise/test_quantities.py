from decimal import Decimal

import pytest
from tables import only, rows, unmark

from extractor.model import Quantity
from extractor.normalise import find_quantities


@pytest.mark.parametrize("row", rows("quantities"), ids=lambda row: row["text"])
def test_a_quantity_in_its_spelling(row: dict[str, str]) -> None:
    text, start, end = unmark(row["text"])
    value, low, high = (Decimal(row[name]) if row[name] else None for name in ("value", "low", "high"))
    assert only(find_quantities(text), start, end).value == Quantity(value, row["unit"], row["bound"], low, high)
