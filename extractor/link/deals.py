"""When two facts tell of one deal: type, parties, round, sum and time, each of which may speak for it or against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from extractor.link.amounts import compare, ratio
from extractor.link.workspace import Record


class DealType(NamedTuple):
    """How deals of a type are told apart.

    `anchors`: two facts of one deal share a filler of the first of these roles, or, where one lacks it, of the next.
    `keys` must not be disjoint where both have them. `days`: how long after one another two documents may tell of one
    such deal when nothing but its parties agrees; None where a thing of the type happens once. `identifying`: roles
    that, all shared, leave no doubt, whatever the sums.
    """

    anchors: tuple[str, ...]
    keys: tuple[str, ...] = ()
    days: int | None = None
    identifying: tuple[tuple[str, ...], ...] = ()
    amount: str = "amount"


DEALS = {
    "funding_round": DealType(("company",), ("company", "round"), 45),
    "investment": DealType(("company", "investor"), ("company", "investor", "seller"), 90),
    "debt_financing": DealType(("company",), ("company", "instrument"), 45),
    "grant": DealType(("company",), ("company", "funder", "programme"), 45),
    "acquisition": DealType(("target", "acquirer"), ("target", "acquirer"), 550, (("target", "acquirer"),)),
    "alliance": DealType(("member",), ("kind", "venture"), 365),
    "facility": DealType(
        ("operator", "name"),
        ("operator", "name", "kind", "location"),
        365,
        (("operator", "name"), ("operator", "kind", "location")),
    ),
    "supply": DealType(("supplier", "customer"), ("supplier", "customer", "product"), 180),
    "founding": DealType(("company",), ("company",)),
    "listing": DealType(("company",), ("company",), 730, (("company",),)),
    "fund": DealType(("fund", "manager"), ("fund", "manager"), 180, (("fund",),)),
    "valuation": DealType(("company",), ("company",), 30, amount="valuation"),
    "product": DealType(("product",), ("product", "developer")),
    "position": DealType(("person",), ("person", "company")),
    "competition": DealType(("company",), ()),
}
OPEN = ("planned", "negotiating", "announced")  # what is told so may come about later
LATER = 400  # days within which it does
EARLIER = 45  # days for which news is news
SAME_SUM = 120  # days between two tellings of one sum
SAME_ROUND = 370  # days between plan and closing of a round
CONFLICT = 21  # days within which papers tell different sums of one deal
GROWTH = 120  # days within which a sum changes between plan and deed
MOVED = 1.5  # by which a sum changes at most


@dataclass(frozen=True)
class Telling:
    """A fact, with what tells deals apart; days as ordinals."""

    record: Record
    published: str | None

    @cached_property
    def type(self) -> DealType:
        return DEALS[self.record["type"]]

    def filled(self, role: str) -> frozenset[str]:
        """A role's fillers as text that can be compared."""
        return self._filled.get(role, frozenset())

    @cached_property
    def _filled(self) -> dict[str, frozenset[str]]:
        return {role: frozenset(map(value_key, fillers)) for role, fillers in self.record["roles"].items()}

    def words(self, role: str) -> list[str]:
        """A role's fillers as the text has them."""
        return [filler["text"] for filler in self.record["roles"].get(role, ())]

    @cached_property
    def amount(self) -> Record | None:
        fillers = self.record["roles"].get(self.type.amount, ())
        return next((filler for filler in fillers if filler.get("money")), None)

    @cached_property
    def parties(self) -> frozenset[str]:
        """Entities beside the anchors."""
        return frozenset(
            filler["entity"]
            for role, fillers in self.record["roles"].items()
            if role not in self.type.anchors[:1]
            for filler in fillers
            if filler.get("entity")
        )

    @cached_property
    def dated(self) -> tuple[int, int] | None:
        return _days(self.record["roles"].get("date", ()))

    @cached_property
    def told(self) -> int | None:
        """The day on which it was news, as far as that is known."""
        if announced := _days(self.record["roles"].get("announced", ())):
            return announced[0]
        return date.fromisoformat(self.published[:10]).toordinal() if self.published else None

    @cached_property
    def when(self) -> tuple[int, int] | None:
        """The days between which it happens."""
        if self.dated:
            return self.dated
        if self.told is None:
            return None
        return self.told - EARLIER, self.told + (LATER if self.record["status"] in OPEN else 0)


def value_key(filler: Record) -> str:
    """A filler's entity or value as text: equal text is an equal filler."""
    for kind in ("entity", "term"):
        if filler.get(kind) is not None:
            return f"{kind} {filler[kind]}"
    if (day := filler.get("date")) is not None:
        return f"date {day['start']}/{day['end']}" if day["edtf"] else f"date {day.get('relative')}"
    kind = next(kind for kind in ("money", "percent", "quantity") if filler.get(kind) is not None)
    one = filler[kind]
    number = one["value"] if one["value"] is not None else f"{one['low']}-{one['high']}"
    return f"{kind} {number} {one.get('currency') or one.get('unit') or ''} {one['bound']}"


def parted(a: Telling, b: Telling) -> bool:
    """Whether the two name what one deal cannot both have: two targets, two rounds, two sites."""
    return any(_disjoint(a, b, role) for role in a.type.keys) or not _enough_members(a, b)


def one_deal(a: Telling, b: Telling) -> bool:
    """Whether two facts that nothing parts tell of one deal, by sum, round, other parties and time."""
    kind = a.type
    if kind.days is None:
        return True
    gap = _gap(a.when, b.when)
    sums = compare(a.amount, b.amount) if a.amount and b.amount else "unknown"
    rounds = bool(a.filled("round") & b.filled("round"))
    shared = bool(a.parties & b.parties)
    sure = any(all(_shared(a, b, role) for role in roles) for roles in kind.identifying)
    if sums == "other":
        return _conflicting(a, b, close=rounds or shared or _same_time(a, b), sure=sure, rounds=rounds)
    if gap is None:
        return sure or rounds or sums == "same"
    limit = kind.days
    if sums == "same":
        limit = max(limit, SAME_SUM)
    if rounds or (sums == "same" and shared):
        limit = max(limit, SAME_ROUND)
    if a.dated and b.dated and not sure:
        limit = 31  # both say when: a month's difference is a matter of signing and closing
    return gap <= limit


def _disjoint(a: Telling, b: Telling, role: str) -> bool:
    return bool(a.filled(role) and b.filled(role)) and not _shared(a, b, role)


def _shared(a: Telling, b: Telling, role: str) -> bool:
    if role == "location":  # 苫小牧 is in 北海道苫小牧市
        return any(x in y or y in x for x in a.words(role) for y in b.words(role))
    return bool(a.filled(role) & b.filled(role))


def _enough_members(a: Telling, b: Telling) -> bool:
    """Of companies that join hands or compete, two must be the same."""
    if a.record["type"] not in ("alliance", "competition"):
        return True
    mine, theirs = a.filled(a.type.anchors[0]), b.filled(a.type.anchors[0])
    return len(mine & theirs) >= min(2, len(mine), len(theirs))


def _conflicting(a: Telling, b: Telling, *, close: bool, sure: bool, rounds: bool) -> bool:
    """Two sums that cannot both be so: one deal if more than the company agrees and little time lies between."""
    factor = ratio(a.amount, b.amount) if a.amount and b.amount else None
    if a.told is None or b.told is None or factor is None or factor > MOVED or not (close or sure):
        return False
    if a.dated and b.dated and _gap(a.dated, b.dated) and not sure:
        return False
    limit = CONFLICT
    if a.record["status"] != b.record["status"]:
        limit = SAME_ROUND if rounds else GROWTH
    return abs(a.told - b.told) <= (a.type.days or 0 if sure else limit)


def _same_time(a: Telling, b: Telling) -> bool:
    """Whether both say when, to the month, and say the same."""
    return bool(a.dated and b.dated and not _gap(a.dated, b.dated) and max(_length(a.dated), _length(b.dated)) <= 31)


def _length(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _days(fillers: list[Record] | tuple[()]) -> tuple[int, int] | None:
    for filler in fillers:
        told = filler.get("date")
        if told and told["start"] and told["end"]:
            return date.fromisoformat(told["start"]).toordinal(), date.fromisoformat(told["end"]).toordinal()
    return None


def _gap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> int | None:
    """Days between two spans; 0 where they meet, None where one is not known."""
    if a is None or b is None:
        return None
    return max(0, a[0] - b[1], b[0] - a[1])
