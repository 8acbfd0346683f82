"""What a fact tells beside its parties, as plain attributes of an edge or a node; what is not told is absent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from extractor.model import Date, Fact, Money, Number, Percent, Term

Attributes = dict[str, object]

CALLED_OFF = frozenset({"cancelled", "denied"})  # their money moves nowhere, so no sum has it


def telling(fact: Fact) -> Attributes:
    """Where the fact comes from and how sure it is: fact, fact_type, document, status, attribution, evidence …"""
    told = {
        "fact": fact.id,
        "fact_type": fact.type,
        "document": fact.document,
        "status": fact.status,
        "attribution": fact.attribution.kind,
        "attributed_to": fact.attribution.source,
        "confidence": fact.confidence,
        "evidence": fact.evidence[0].text if fact.evidence else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def circumstances(fact: Fact) -> Attributes:
    """When, in which round and for what stake; a date that could not be resolved is left out."""
    told: Attributes = {}
    for role in ("date", "announced", "round", "stake"):
        for filler in fact.roles.get(role, ())[:1]:
            match filler.value:
                case Date(edtf=str(edtf), start=first, end=last) if role == "date":
                    told |= {"date_edtf": edtf, "first_day": first, "last_day": last}
                case Date(edtf=str(edtf)):
                    told[role] = edtf
                case Term(value=term):
                    told[role] = term
                case Percent(value=share) if share is not None:
                    told[role] = float(share)
    return {name: value for name, value in told.items() if value is not None}


def amount(fact: Fact, prefix: str = "") -> Attributes:
    """The fact's amount, and what linking converted it to; a range or a vague amount has no value, but its words."""
    told: Attributes = {}
    for filler in fact.roles.get("amount", ())[:1]:
        if isinstance(filler.value, Money):
            told |= {f"{prefix}amount_text": filler.text, f"{prefix}amount_bound": filler.value.bound}
            if filler.value.value is not None:
                told |= {f"{prefix}amount": filler.value.value, f"{prefix}currency": filler.value.currency}
                if (other := filler.converted) is not None and other.value is not None:
                    told |= {f"{prefix}amount_converted": other.value, f"{prefix}converted_currency": other.currency}
                    told[f"{prefix}rate_date"] = other.rate_date
    return told


def alone(fact: Fact, role: str) -> bool:
    """Whether the role has one filler, named or not: what several put in together is nobody's own."""
    return len({filler.entity or filler.text for filler in fact.roles.get(role, ())}) == 1


def sums(name: str, amounts: Sequence[Attributes]) -> Attributes:
    """What `amount` told of several, added up by currency, to the last digit; currencies in alphabetical order.

    Where linking converted some of them, also `<name>_converted`, and `<name>_unconverted`: how many it did not.
    """
    told: Attributes = {name: _totals(amounts, "currency", "amount")}
    converted = [one for one in amounts if "amount_converted" in one]
    if converted:
        told[f"{name}_converted"] = _totals(converted, "converted_currency", "amount_converted")
        told[f"{name}_unconverted"] = len(amounts) - len(converted)
    return told


def _totals(amounts: Iterable[Attributes], currency: str, amount: str) -> dict[str, Number]:
    totals: dict[str, Number] = {}
    for one in amounts:
        code, value = cast("str", one[currency]), cast("Number", one[amount])
        totals[code] = totals.get(code, 0) + value
    return dict(sorted(totals.items()))
