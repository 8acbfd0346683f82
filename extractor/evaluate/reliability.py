"""Whether a confidence of 0.9 is right nine times out of ten.

A fact is right where gold has it, nothing that it tells in a core role is wrong, and its status is an accepted one:
what a reader who takes the fact at its word may rely on. What it leaves out does not count against it, since
confidence is about what is told. A fact set against an optional gold fact counts neither way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from extractor.evaluate.pairing import Pairing

WIDTH = 0.05  # of a bin: nearly all confidences lie above one half


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicted fact with its confidence: right or not, and how many of its core fillers are."""

    confidence: float
    right: bool
    fillers: int
    fillers_right: int


@dataclass(frozen=True, slots=True)
class Bin:
    """The facts of `low <= confidence < high` (the last bin holds 1). `interval`: Wilson's, 95 %."""

    low: float
    high: float
    facts: int
    confidence: float
    right: float
    interval: tuple[float, float]
    fillers_right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """`brier`: mean squared distance of confidence from 0 or 1; `ece`: mean distance of confidence from share right."""

    bins: tuple[Bin, ...]
    facts: int
    right: float
    brier: float
    ece: float


def judge(pairings: Iterable[Pairing]) -> list[Judged]:
    """Every predicted fact that counts."""
    return [
        Judged(
            pairing.predicted["confidence"],
            pairing.gold is not None and not pairing.wrong and pairing.status_right is not False,
            len(pairing.right) + len(pairing.wrong),
            len(pairing.right),
        )
        for pairing in pairings
        if pairing.predicted is not None and pairing.counted
    ]


def reliability(judged: Sequence[Judged]) -> Reliability | None:
    """The table with its scores; None where there is no fact to judge."""
    if not judged:
        return None
    last = round(1 / WIDTH) - 1
    binned: dict[int, list[Judged]] = {}
    for one in judged:
        binned.setdefault(min(last, int(one.confidence / WIDTH + 1e-9)), []).append(one)
    bins = tuple(_bin(at, binned[at]) for at in sorted(binned))
    total = len(judged)
    return Reliability(
        bins,
        total,
        sum(one.right for one in judged) / total,
        sum((one.confidence - one.right) ** 2 for one in judged) / total,
        sum(one.facts * abs(one.confidence - one.right) for one in bins) / total,
    )


def _bin(at: int, held: Sequence[Judged]) -> Bin:
    count, right = len(held), sum(one.right for one in held)
    fillers = sum(one.fillers for one in held)
    return Bin(
        round(at * WIDTH, 2),
        round((at + 1) * WIDTH, 2),
        count,
        sum(one.confidence for one in held) / count,
        right / count,
        _wilson(right, count),
        sum(one.fillers_right for one in held) / fillers if fillers else 0.0,
    )


def _wilson(right: int, count: int) -> tuple[float, float]:
    """Wilson's score interval for a share (JASA 22, 1927)."""
    z = 1.96
    share = right / count
    middle = share + z * z / (2 * count)
    spread = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
