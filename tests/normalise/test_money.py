from decimal import Decimal

import pytest
from tables import only, rows, unmark

from extractor.model import Money, Number
from extractor.normalise import find_money
from extractor.normalise.currency import code_of


def number(text: str) -> Number | None:
    if not text:
        return None
    return Decimal(text) if "." in text else int(text)


def equivalent(text: str) -> Money:
    amount, currency, bound = text.split()
    low, _, high = amount.partition("..")
    if high:
        return Money(None, currency, bound, number(low), number(high))
    return Money(number(amount), currency, bound)


@pytest.mark.parametrize("row", rows("money"), ids=lambda row: row["text"])
def test_an_amount_in_its_spelling(row: dict[str, str]) -> None:
    text, start, end = unmark(row["text"])
    mention = only(find_money(text), start, end)
    assert mention.value == Money(
        number(row["value"]), row["currency"], row["bound"], number(row["low"]), number(row["high"])
    )
    assert mention.equivalents == tuple(equivalent(part) for part in row["equivalents"].split("; ") if part)


def test_whole_amounts_are_integers() -> None:
    whole, part = (mention.value for mention in find_money("2.0億円と0.5円"))
    assert isinstance(whole, Money)
    assert isinstance(whole.value, int)
    assert isinstance(part, Money)
    assert isinstance(part.value, Decimal)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("50億円（うち10億円は融資）", [50, 10]),  # the same currency: a part, no conversion
        ("50億円（上場時は3億ドルを集めた）", [50, 3]),  # another currency, but a tale of its own
        ("5億円、6億円、7億ドル", [5, 6, 7]),
        ("出資枠を1億円から3億円に広げる", [1, 3]),  # a change has two ends
        ("5億円から、3億ドルへ", [5, 3]),
        ("8億円3億ドル", [8, 3]),
        ("3億円=2億円", [3, 2]),
    ],
)
def test_amounts_that_stay_apart(text: str, values: list[int]) -> None:
    found = [mention.value for mention in find_money(text)]
    assert [money.value for money in found if isinstance(money, Money)] == [value * 10**8 for value in values]


def test_a_rate_beside_an_amount_is_dropped() -> None:
    text = "1ドル＝150円で計算し、2億ドルを払う"
    assert [text[one.start : one.end] for one in find_money(text)] == ["2億ドル"]


@pytest.mark.parametrize("written", ["ト\u3099ル", "ドル", "スイス・フラン", "US$", "EUR"])
def test_a_currency_has_one_code_in_any_spelling(written: str) -> None:
    assert code_of(written) == {"ス": "CHF", "E": "EUR"}.get(written[0], "USD")
