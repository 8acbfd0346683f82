"""The deals that a document tells of an entity: what may say which of several namesakes it means."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.contract import CLOSED_TERMS
from extractor.link.workspace import Record, Workspace

PARTY = "with"
ENOUGH = 2  # features of a deal that two documents must share


def features(space: Workspace, document: str, entity: str) -> set[str]:
    """Amounts, rounds and other parties of the facts that name the entity, each with the fact's type."""
    keys = dict(space.db.execute("SELECT entity, kind || ' ' || key FROM told WHERE document = ?", (document,)))
    return {
        f"{fact['type']} {one}"
        for fact in space.facts_of(document)
        if any(f.get("entity") == entity for fillers in fact["roles"].values() for f in fillers)
        for one in _told(fact, entity, keys)
    }


def _told(fact: Record, entity: str, keys: dict[str, str]) -> Iterator[str]:
    for role, fillers in fact["roles"].items():
        for filler in fillers:
            if (other := filler.get("entity")) and other != entity:
                yield f"{PARTY} {keys[other]}"
            for money in (filler.get("money"), *filler.get("equivalents", ())):
                if money and money["value"] is not None:
                    yield f"{money['currency']} {money['value']}"
            if role in ("round", "kind") and filler.get("term") in CLOSED_TERMS:
                yield f"{role} {filler['term']}"


def names_party(feature: str) -> bool:
    """Whether it is another party of the deal."""
    return feature.split(" ")[1] == PARTY
