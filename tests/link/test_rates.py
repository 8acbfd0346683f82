"""Amounts in one currency: by a published rate, or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from making import day, fact, file, linked, money

from extractor.errors import FormatError
from extractor.link.rates import read_rates

ECB = """Date,USD,JPY,ISK,
2025-10-09,1.1611,177.32,N/A,
2025-10-08,1.1627,177.50,141.9,
2025-10-03,1.1734,172.74,N/A,
"""


@pytest.fixture
def ecb(tmp_path: Path) -> Path:
    path = tmp_path / "eurofxref-hist.csv"
    path.write_text(ECB, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("money_told", "on", "value", "rate_date"),
    [
        (("EUR", 100), "2025-10-08", 116.27, "2025-10-08"),
        (("JPY", 17750), "2025-10-08", 116.27, "2025-10-08"),  # by way of the euro
        (("EUR", 100), "2025-10-05", 117.34, "2025-10-03"),  # a Sunday
        (("USD", 100), "2025-10-05", 100, "2025-10-05"),
        (("EUR", 100), "2025-10-20", None, None),  # the last rate is too old
        (("EUR", 100), "2025-10-01", None, None),  # before the first
        (("ISK", 100), "2025-10-09", 0.82, "2025-10-08"),  # N/A: both of the day before
        (("KRW", 100), "2025-10-08", None, None),
    ],
)
def test_conversion(
    ecb: Path, money_told: tuple[str, int], on: str, value: float | None, rate_date: str | None
) -> None:
    currency, amount = money_told
    told = {"value": amount, "currency": currency, "low": None, "high": None}
    found = read_rates(ecb).convert(told, "USD", date.fromisoformat(on))
    assert (found and found["value"], found and found["rate_date"]) == (value, rate_date)


@pytest.mark.parametrize(
    ("published", "roles", "rate_date"),
    [
        ("2025-10-09", {}, "2025-10-09"),
        ("2025-10-09", {"date": day("2025-10-08")}, "2025-10-08"),
        ("2025-10-09", {"date": day("2025-10-01", "2025-10-31")}, "2025-10-09"),  # this month: the day it is told
        ("2025-10-09", {"date": day("2023-01-01", "2023-12-31")}, None),  # a year gone by has no one rate
        ("2025-10-09", {"date": day("2026-03-31")}, "2025-10-09"),  # to come: the day it is told
        (None, {}, None),
    ],
)
def test_whose_day_the_rate_is_of(
    tmp_path: Path, ecb: Path, published: str | None, roles: dict[str, Any], rate_date: str | None
) -> None:
    told = fact(company="ソラネ", amount=money(100, "EUR"), **roles)
    corpus = linked(tmp_path, file(("a", published, [told])), rates=read_rates(ecb))
    (amount,) = corpus["facts"][0]["roles"]["amount"]
    assert amount["money"]["value"] == 100
    assert amount.get("converted", {}).get("rate_date") == rate_date
    assert corpus["events"][0]["roles"]["amount"][0].get("converted") == amount.get("converted")


def test_plain_rates_have_a_base(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("date,currency,rate\n2025-10-08,JPY,150\n", encoding="utf-8")
    told = {"value": None, "currency": "JPY", "low": 1500, "high": 3000}
    found = read_rates(path, "USD").convert(told, "USD", date(2025, 10, 8))
    assert found is not None
    assert (found["low"], found["high"], found["value"]) == (10, 20, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("day,cur\n", "rates.csv:1: no head"),
        ("date,currency,rate\n2025-10-08,JPY\n", "rates.csv:2: a line of fewer"),
        ("date,currency,rate\n8.10.2025,JPY,150\n", "'8.10.2025' is no date"),
        ("Date,USD\n2025-10-08,-1\n", "'-1' is no rate"),
    ],
)
def test_what_is_no_rates_file(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as error:
        read_rates(path)
    assert said in str(error.value)
