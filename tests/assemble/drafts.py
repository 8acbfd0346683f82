"""Drafts by hand: `draft("acquisition", 0, acquirer="甲", target="乙", amount=yen(10))`."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.assemble.drafts import Draft, Settled
from extractor.assemble.entities import Cluster
from extractor.model import Attribution, Money, Status, Value

Told = str | Settled | list[str]


def yen(value: int) -> Settled:
    return valued(f"{value}円", Money(value, "JPY"))


def valued(text: str, value: Value, *equivalents: Money) -> Settled:
    return Settled(text, 0, len(text), value=value, equivalents=equivalents)


def draft(
    type: str,
    sentence: int,
    *,
    headline: bool = False,
    detail: bool = False,
    part: bool = False,
    status: Status = "completed",
    doubts: Iterable[str] = (),
    **roles: Told,
) -> Draft:
    """A telling in one sentence, 100 characters a sentence; names are entities of their own, told by the same words."""
    return Draft(
        type=type,
        roles={role: _fillers(told) for role, told in roles.items()},
        status=status,
        attribution=Attribution("author"),
        order=(sentence, 0),
        evidence=[(sentence * 100, sentence * 100 + 99, (f"{type}.test",))],
        headline=headline,
        doubts=frozenset(doubts),
        detail=detail,
        part=part,
        told=[sentence],
    )


def _fillers(told: Told) -> list[Settled]:
    if isinstance(told, Settled):
        return [told]
    return [Settled(name, 0, len(name), cluster=Cluster(name)) for name in ([told] if isinstance(told, str) else told)]
