"""CSV: a fact a row, a role a column, for spreadsheets and data frames."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from itertools import chain
from typing import TextIO

from extractor.contract import FACT_TYPES
from extractor.export.words import filler_words, number_words
from extractor.model import CorpusView, Fact, Money

_ROLES = tuple(
    dict.fromkeys(chain.from_iterable((*sorted(one.core), *sorted(one.extra)) for one in FACT_TYPES.values()))
)
COLUMNS = (
    *("id", "type", "document", "published", "status", "attribution_kind", "attribution_source", "confidence"),
    "part_of",
    *_ROLES,
    *("amount_value", "amount_currency", "amount_bound", "evidence", "rules"),
)
_SEPARATOR = " | "


def write(corpus: CorpusView, stream: TextIO) -> None:
    """A header and a row a fact; texts are exact, so a spreadsheet should import them as text."""
    rows = csv.DictWriter(stream, COLUMNS, restval="")
    rows.writeheader()
    names = {entity.id: entity.name for entity in corpus.entities}
    published = {document.id: document.published for document in corpus.documents}
    for fact in corpus.facts:
        day = published.get(fact.document)
        rows.writerow({**_row(fact, names), "published": day.isoformat() if day else ""})


def _row(fact: Fact, names: Mapping[str, str]) -> dict[str, object]:
    rules = dict.fromkeys(rule for one in fact.evidence for rule in one.rules)
    return {
        "id": fact.id,
        "type": fact.type,
        "document": fact.document,
        "status": fact.status,
        "attribution_kind": fact.attribution.kind,
        "attribution_source": fact.attribution.source or "",
        "confidence": fact.confidence,
        "part_of": fact.part_of or "",
        **{
            role: _SEPARATOR.join(filler_words(filler, names) for filler in fillers)
            for role, fillers in fact.roles.items()
        },
        **_amount(fact),
        "evidence": _SEPARATOR.join(one.text for one in fact.evidence),
        "rules": _SEPARATOR.join(rules),
    }


def _amount(fact: Fact) -> dict[str, str]:
    amounts = [one.value for one in fact.roles.get("amount", ()) if isinstance(one.value, Money)]
    if not amounts:
        return {}
    first = amounts[0]
    value = "" if first.value is None else number_words(first.value)
    return {"amount_value": value, "amount_currency": first.currency, "amount_bound": first.bound}
