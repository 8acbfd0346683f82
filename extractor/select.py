"""Parts of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.model import Converted, Corpus, Date, Fact, Money, Number


@dataclass(frozen=True, slots=True)
class Selection:
    """Which facts are wanted; None stands for all. `first` and `last` are days in ISO 8601, `over` has a value."""

    types: frozenset[str] | None = None
    statuses: frozenset[str] | None = None
    first: str | None = None
    last: str | None = None
    over: Money | None = None
    min_confidence: float = 0


def confident(corpus: Corpus, minimum: float) -> Corpus:
    """The facts of at least this confidence and the entities they name; a part whose whole is gone stands alone."""
    if minimum <= 0:
        return corpus
    kept, _ = select(corpus, Selection(min_confidence=minimum))
    return kept


def select(corpus: Corpus, wanted: Selection) -> tuple[Corpus, Mapping[str, int]]:
    """The facts wanted with the entities they name, and how many were left out, by the first reason against each.

    A fact's days are those of its event, else of the announcement, else its document's; it is wanted if any of them
    is. An amount counts in its own currency, or in one that the text itself or linking converts it to. Days and amount
    may be told by the whole that a fact is a part of. A part whose whole is gone stands alone.
    """
    wholes = {fact.id: fact for fact in corpus.facts}
    published = {one.id: str(one.anchor) for one in corpus.documents if one.anchor}
    facts, left_out = [], Counter[str]()
    for fact in corpus.facts:
        telling = [fact, *([wholes[fact.part_of]] if fact.part_of in wholes else [])]
        reason = _against(telling, wanted, published.get(fact.document))
        if reason is None:
            facts.append(fact)
        else:
            left_out[reason] += 1
    kept = {fact.id for fact in facts}
    wholes_kept = {None, *kept}
    parties = named(facts)
    part = replace(
        corpus,
        entities=tuple(entity for entity in corpus.entities if entity.id in parties),
        facts=tuple(fact if fact.part_of in wholes_kept else replace(fact, part_of=None) for fact in facts),
        events=tuple(event for event in corpus.events if event.id in kept or kept.issuperset(event.facts)),
    )
    return part, left_out


def named(facts: Iterable[Fact]) -> set[str]:
    """The ids of the entities that facts name."""
    fillers = (filler for fact in facts for fillers in fact.roles.values() for filler in fillers)
    return {filler.entity for filler in fillers if filler.entity is not None}


def _against(telling: Sequence[Fact], wanted: Selection, published: str | None) -> str | None:
    """Why a fact, here with the whole it is a part of, is not wanted."""
    fact = telling[0]
    if wanted.types is not None and fact.type not in wanted.types:
        return "of other types"
    if wanted.statuses is not None and fact.status not in wanted.statuses:
        return "of other statuses"
    if fact.confidence < wanted.min_confidence:
        return "less sure"
    if wanted.first or wanted.last:
        days = next(_days(telling), (published, published) if published else None)
        if days is None:
            return "without a date"
        if days[0] > (wanted.last or days[0]) or days[1] < (wanted.first or days[1]):
            return "of other days"
    if wanted.over is not None:
        amounts = list(_amounts(telling, wanted.over.currency))
        if not amounts:
            return f"without an amount in {wanted.over.currency}"
        if max(amounts) < (wanted.over.value or 0):
            return "of less money"
    return None


def _days(telling: Sequence[Fact]) -> Iterator[tuple[str, str]]:
    for role in ("date", "announced"):
        for fact in telling:
            for filler in fact.roles.get(role, ()):
                if isinstance(filler.value, Date) and filler.value.start and filler.value.end:
                    yield filler.value.start, filler.value.end


def _amounts(telling: Sequence[Fact], currency: str) -> Iterator[Number]:
    """The numbers told; of a range or a vague amount (数十億円) the low end, which it surely reaches."""
    for fact in telling:
        for filler in fact.roles.get("amount", ()):
            for money in (filler.value, *filler.equivalents, filler.converted):
                if isinstance(money, Money | Converted) and money.currency == currency:
                    value = money.low if money.value is None else money.value
                    if value is not None:
                        yield value
