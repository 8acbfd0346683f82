"""Fillers of gold and of predictions in a few words, and what of the text speaks for them."""

from __future__ import annotations

from typing import Any

from extractor.evaluate.pairing import Pairing, Record, Told, Wanted
from extractor.evaluate.score import norm


def wanted_words(wanted: Wanted) -> str:
    """The first accepted name, the number with its unit, or the words; ` | ` parts alternatives."""
    filler = wanted.filler
    if isinstance(filler, list):
        return " | ".join(filler)
    if isinstance(filler, dict):
        return " | ".join(_amount(form, form.get("bound", [])) for form in [filler, *filler.get("or", [])])
    return str(filler).replace("|", " | ")


def told_words(told: Told) -> str:
    """The words as the text has them, with the value read from them or the entity that they name."""
    kind, value, text = told.filler["kind"], told.filler["value"], told.filler["text"]
    match kind:
        case "date":
            return f"{text} = {value.get('edtf') or value.get('relative')}"
        case "money" | "percent" | "quantity":
            return f"{text} = {_amount(value, [value['bound']])}"
        case _:
            return f"{text} = {told.name}" if told.name is not None and norm(told.name) != norm(text) else str(text)


def _amount(form: Record, bounds: list[str]) -> str:
    number = form.get("value")
    shown = _digits(number) if number is not None else f"{_digits(form.get('low'))}..{_digits(form.get('high'))}"
    unit = form.get("currency") or form.get("unit") or ""
    bound = "" if bounds in ([], ["exact"]) else f" ({'/'.join(bounds)})"
    return f"{shown} {unit}".rstrip() + bound


def _digits(number: Any) -> str:
    return "" if number is None else f"{number:.15g}" if isinstance(number, float) else str(number)


def evidence(pairing: Pairing, told: Told | None = None) -> list[Record]:
    """The evidence that a filler stands in; all of the fact's where it stands in none (a topic carried over)."""
    every: list[Record] = pairing.predicted["evidence"] if pairing.predicted is not None else []
    if told is None:
        return every
    start = told.filler["start"]
    return [one for one in every if one["start"] <= start < one["end"]] or every


def rules_of(evidences: list[Record]) -> tuple[str, ...]:
    """The rules that made them, each once."""
    return tuple(dict.fromkeys(rule for one in evidences for rule in one["rules"]))


def sentences_of(evidences: list[Record]) -> tuple[str, ...]:
    """Their sentences, a line each."""
    return tuple(dict.fromkeys(" ".join(one["text"].split()) for one in evidences))
