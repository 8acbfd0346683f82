"""Facts by hand, for tests of what comes after reading: `corpus(fact("investment", investor=..., company=...))`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import cast

from extractor.model import (
    Attribution,
    Bound,
    Converted,
    Corpus,
    Date,
    Document,
    Entity,
    EntityType,
    Evidence,
    Fact,
    Filler,
    Money,
    Number,
    Percent,
    Status,
    Term,
)

_PREFIXES = {"organization": "org"}
_numbers = count(1)

Told = Entity | Filler | list[Entity] | list[Filler] | list[Entity | Filler]


def entity(
    name: str, type: EntityType = "organization", *aliases: str, identifiers: dict[str, str] | None = None
) -> Entity:
    """An entity whose id is its name after the type's prefix."""
    return Entity(f"{_PREFIXES.get(type, type)}:{name}", type, name, aliases or (name,), identifiers or {})


def money(value: Number | None, currency: str = "JPY", bound: Bound = "exact", text: str | None = None) -> Filler:
    words = text or f"{value}{currency}"
    return Filler(words, 0, len(words), value=Money(value, currency, bound))


def converted(told: Filler, value: Number | None, currency: str = "USD", low: Number | None = None) -> Filler:
    """An amount that linking converted, by a rate of 2025-03-03."""
    return replace(told, converted=Converted(value, currency, Decimal("0.0067"), "2025-03-03", low, low))


def day(edtf: str | None, start: str | None = None, end: str | None = None, relative: str | None = None) -> Filler:
    words = edtf or relative or ""
    return Filler(words, 0, len(words), value=Date(edtf, start or edtf, end or start or edtf, relative))


def term(word: str) -> Filler:
    return Filler(word, 0, len(word), value=Term(word))


def percent(value: int | str) -> Filler:
    return Filler(f"{value}%", 0, len(f"{value}%"), value=Percent(Decimal(value)))


def fact(
    type: str,
    *,
    id: str | None = None,
    document: str = "d1",
    status: Status = "completed",
    attribution: Attribution | None = None,
    part_of: str | None = None,
    **roles: Told,
) -> Fact:
    """A fact of one sentence; a role is an entity, a filler, or a list of them."""
    return Fact(
        id=id or f"f{next(_numbers)}",
        type=type,
        document=document,
        status=status,
        attribution=attribution or Attribution("author"),
        roles={role: tuple(_fillers(told)) for role, told in roles.items()},
        evidence=(Evidence(0, 3, "文。", (f"{type}.test",)),),
        confidence=0.9,
        part_of=part_of,
    )


def corpus(*facts: Fact, entities: Iterable[Entity] = ()) -> Corpus:
    """A corpus of `facts`, with the entities they name as `entity` makes them, or as `entities` gives them."""
    given = {one.id: one for one in entities}
    for one in facts:
        for fillers in one.roles.values():
            for filler in fillers:
                if filler.entity is not None and filler.entity not in given:
                    given[filler.entity] = _entity_of(filler)
    documents = tuple(Document(name, "") for name in dict.fromkeys(one.document for one in facts))
    return Corpus(documents, tuple(given.values()), facts)


def _fillers(told: Told) -> Iterable[Filler]:
    for one in told if isinstance(told, list) else [told]:
        yield one if isinstance(one, Filler) else Filler(one.name, 0, len(one.name), entity=one.id)


def _entity_of(filler: Filler) -> Entity:
    prefix, _, name = str(filler.entity).partition(":")
    return entity(name, cast("EntityType", "organization" if prefix == "org" else prefix))
