import pytest
from tables import only, rows, unmark

from extractor.contract import CLOSED_TERMS
from extractor.model import Term
from extractor.normalise import find_terms
from extractor.normalise.terms import Kind

OTHER: dict[str, Kind] = {"round": "instrument", "instrument": "round"}


@pytest.mark.parametrize("row", rows("terms"), ids=lambda row: row["text"])
def test_a_term_in_its_spelling(row: dict[str, str]) -> None:
    text, start, end = unmark(row["text"])
    assert only(find_terms(text), start, end).value == Term(row["value"])
    assert row["value"] in CLOSED_TERMS
    assert find_terms(text, OTHER[row["kind"]]) == []


def test_terms_in_order_within_a_part_of_the_text() -> None:
    text = "前回はシード、今回はシリーズAの第三者割当増資と融資で集めた"
    found = find_terms(text, start=text.index("今回"))
    assert [text[one.start : one.end] for one in found] == ["シリーズA", "第三者割当増資", "融資"]
