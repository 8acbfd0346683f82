"""Which predicted fact the scorer sets against which gold fact, and what of it is right, missed and wrong.

The scorer counts these and keeps only the sums; here its own parts are put together in its order, so that each can be
named. A test holds the sums of both against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.evaluate.score import CORE, Gold, assign, gold_roles, norm, overlap, read_prediction

Record = dict[str, Any]
OPTIONAL_HANDICAP = 0.05  # the scorer's: of two gold facts that fit alike, the required one is taken
LEAST_OVERLAP = 0.02  # the scorer's: less in common is no pair


@dataclass(frozen=True, slots=True)
class Told:
    """A predicted filler of a role, as the scorer reads it (`kind`, `entity`, `value`, `text`, `start`, `end`).

    `name`: the entity's, where it is one.
    """

    role: str
    filler: Record
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A gold filler of a role: a list of names, a number, a money value with its alternatives, or words."""

    role: str
    filler: Any


@dataclass(frozen=True, slots=True)
class Pairing:
    """A gold fact and the predicted one set against it; one of the two may be wanting. Core roles only.

    `number` is the gold fact's place in its document; `bounds` the right amounts whose bound is wrong.
    """

    document: str
    type: str
    gold: Record | None
    number: int | None
    predicted: Record | None
    right: tuple[tuple[Wanted, Told], ...] = ()
    missed: tuple[Wanted, ...] = ()
    wrong: tuple[Told, ...] = ()
    bounds: tuple[tuple[Wanted, Told], ...] = ()

    @property
    def counted(self) -> bool:
        """Whether it is rewarded or punished: an optional gold fact is neither."""
        return self.gold is None or not self.gold.get("optional")

    @property
    def status_right(self) -> bool | None:
        """None where there is nothing to compare."""
        if self.gold is None or self.predicted is None or not self.gold.get("status"):
            return None
        return self.predicted["status"] in self.gold["status"]

    @property
    def flawless(self) -> bool:
        """Nothing missed, nothing wrong, the status and the bounds right."""
        return self.gold is not None and not (
            self.missed or self.wrong or self.bounds or self.predicted is None or self.status_right is False
        )


def pair_facts(gold: Iterable[Record], predicted: Record, types: set[str]) -> Iterator[Pairing]:
    """Every gold and every predicted fact once, document by document in the gold's order."""
    entities = {one["id"]: one for one in predicted["entities"]}
    names = {
        id: {norm(name) for name in [one["name"], *one.get("aliases", [])] if name} for id, one in entities.items()
    }
    labels = {id: one["name"] for id, one in entities.items()}
    by_document = read_prediction(predicted, types)
    for document in gold:
        pairs = _Pairs(document, Gold(document, names), labels)
        yield from pairs.of(by_document.get(document["id"], []), types)


class _Pairs:
    """Sets the predicted facts of one document against its gold facts."""

    def __init__(self, document: Record, gold: Gold, labels: Mapping[str, str]) -> None:
        self.document, self.gold, self.labels = document, gold, labels

    def of(self, told: Sequence[Record], types: set[str]) -> Iterator[Pairing]:
        facts = [(number, fact) for number, fact in enumerate(self.document["facts"]) if fact["type"] in types]
        for kind in sorted({fact["type"] for _, fact in facts} | {fact["type"] for fact in told}):
            wanted = [(number, fact) for number, fact in facts if fact["type"] == kind]
            found = [fact for fact in told if fact["type"] == kind]
            partner = _assigned(self.gold, [fact for _, fact in wanted], found)
            for at, (number, fact) in enumerate(wanted):
                yield self._compare(fact, number, found[partner[at]] if at in partner else None)
            for at, alone in enumerate(found):
                if at not in partner.values():
                    wrong = [
                        self._told(role, one) for role in sorted(CORE[kind]) for one in alone["roles"].get(role, [])
                    ]
                    yield Pairing(self.document["id"], kind, None, None, alone, wrong=tuple(wrong))

    def _told(self, role: str, filler: Record) -> Told:
        return Told(role, filler, self.labels.get(filler["entity"]))

    def _compare(self, fact: Record, number: int, predicted: Record | None) -> Pairing:
        must, may = gold_roles(fact)
        right: list[tuple[Wanted, Told]] = []
        missed: list[Wanted] = []
        wrong: list[Told] = []
        bounds: list[tuple[Wanted, Told]] = []
        for role in sorted(CORE[fact["type"]]):
            want = must.get(role, [])
            have = predicted["roles"].get(role, []) if predicted is not None else []
            hits = self.gold.pairs(want, have)
            for a, b in hits:
                pair = Wanted(role, want[a]), self._told(role, have[b])
                right.append(pair)
                form = self.gold.match(want[a], have[b])
                if isinstance(form, dict) and form.get("bound") and have[b]["value"].get("bound") not in form["bound"]:
                    bounds.append(pair)
            missed += [Wanted(role, one) for a, one in enumerate(want) if a not in {a for a, _ in hits}]
            free = {b for _, b in self.gold.pairs(may.get(role, []), have)} | {b for _, b in hits}
            if role not in may or may[role]:  # an empty list frees the whole role
                wrong += [self._told(role, one) for b, one in enumerate(have) if b not in free]
        return Pairing(
            self.document["id"],
            fact["type"],
            fact,
            number,
            predicted,
            tuple(right),
            tuple(missed),
            tuple(wrong),
            tuple(bounds),
        )


def _assigned(gold: Gold, wanted: Sequence[Record], found: Sequence[Record]) -> dict[int, int]:
    """The pairs of places with the most in common."""
    if not wanted or not found:
        return {}
    weight = [
        [max(0.0, overlap(gold, g, p) - (OPTIONAL_HANDICAP if g.get("optional") else 0)) for p in found] for g in wanted
    ]
    return {g: p for g, p in assign(weight) if weight[g][p] > LEAST_OVERLAP}
