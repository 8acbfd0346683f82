"""Fits the weights of rules/confidence.yaml anew, and writes their test into docs/accuracy.md: `make calibrate`.

Fitted on the two sets that no rule was written on; tested on each of them with weights fitted on the other. It takes
numbers from them, and never looks at a text or an error.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from accuracy import PAGE, ROOT, Texts, put, read, score, sets, share

from extractor.confidence import GROUNDS, Confidence
from extractor.evaluate.reliability import Judged, Reliability, judge, reliability
from extractor.pipeline import Pipeline
from extractor.rulebook.coverage import Coverage

HELD_OUT = ("dev `check`", "own `blind`")
WEIGHTS = ROOT / "rules/confidence.yaml"
RIDGE = 2.0  # pulls a weight that few facts speak for towards 0; the start is free
STEPS = 50  # of Newton's method, which needs about six


@dataclass(frozen=True)
class Case:
    """A fact that counts: what speaks for and against it, and whether it is right."""

    grounds: tuple[str, ...]
    judged: Judged


def cases(pipeline: Pipeline, texts: Texts) -> list[Case]:
    told = read(pipeline, texts, Coverage())
    grounds = {fact.id: fact.grounds for one in told for fact in one.facts}
    return [
        Case(grounds[pairing.predicted["id"]], judged)
        for pairing in score(texts, told).pairings
        if pairing.predicted is not None
        for judged in judge([pairing])
    ]


def fit(held: Sequence[Case], grounds: Sequence[str] = GROUNDS) -> Confidence:
    """Logistic regression with a ridge penalty. With no grounds, the share that is right."""
    x = np.array([[1.0, *(ground in case.grounds for ground in grounds)] for case in held])
    y = np.array([float(case.judged.right) for case in held])
    penalty = np.diag([0.0] + [RIDGE] * len(grounds))
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        weights -= np.linalg.solve((x.T * (p * (1 - p))) @ x + penalty, x.T @ (p - y) + penalty @ weights)
    start, *others = (round(float(weight), 2) for weight in weights)
    return Confidence(start, dict.fromkeys(GROUNDS, 0.0) | dict(zip(grounds, others, strict=True)))


def judged_by(model: Confidence, held: Sequence[Case]) -> list[Judged]:
    return [replace(case.judged, confidence=model.of(case.grounds)) for case in held]


def test_of(judged: Sequence[Judged]) -> Reliability:
    found = reliability(judged)
    assert found is not None, "no fact to judge"
    return found


def bins(found: Reliability) -> Iterator[str]:
    yield "| confidence | facts | mean | right (95 % interval) | fillers right |"
    yield "|---|---|---|---|---|"
    for one in found.bins:
        low, high = one.interval
        right = f"{share(one.right)} ({share(low)}–{share(high)})"
        bounds = f"{one.low:.2f}–{one.high:.2f}"
        yield f"| {bounds} | {one.facts} | {share(one.confidence)} | {right} | {share(one.fillers_right)} |"


def page(held: dict[str, list[Case]]) -> Iterator[str]:
    """The test: each set with the weights of the other, and beside it one number for all, the other's share right."""
    every: list[Judged] = []
    rows: list[str] = []
    for name, other in (HELD_OUT, HELD_OUT[::-1]):
        judged = judged_by(fit(held[other]), held[name])
        found, plain = test_of(judged), test_of(judged_by(fit(held[other], ()), held[name]))
        numbers = [found.right, found.brier, found.ece, plain.brier]
        rows.append(f"| {other} | {name} | {found.facts} | {' | '.join(map(share, numbers))} |")
        every += judged
    both = test_of(every)
    yield from bins(both)
    yield ""
    scores = f"Brier score {both.brier:.3f}, expected calibration error {both.ece:.3f}"
    yield f"{both.facts} facts, {both.right:.3f} right; {scores}."
    yield ""
    yield "| fitted on | tested on | facts | right | Brier score | calibration error | Brier score of one number |"
    yield "|---|---|---|---|---|---|---|"
    yield from rows


def main() -> int:
    chosen = {texts.name: texts for texts in sets() if texts.name in HELD_OUT}
    wanting = [path for texts in chosen.values() for path in (*texts.inputs, texts.gold) if not path.is_file()]
    if wanting:
        print(
            f"{wanting[0]}: not there; either set is tested with weights fitted on the other. Nothing done",
            file=sys.stderr,
        )
        return 2
    pipeline = Pipeline()
    held = {name: cases(pipeline, texts) for name, texts in chosen.items()}
    model = fit([case for name in HELD_OUT for case in held[name]])
    text = WEIGHTS.read_text(encoding="utf-8")
    for key, weight in {"start": model.start, **model.weights}.items():
        text, found = re.subn(rf"^{key}: .*$", f"{key}: {weight}", text, flags=re.MULTILINE)
        assert found == 1, f"{WEIGHTS} has no {key}"
    WEIGHTS.write_text(text, encoding="utf-8")
    PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), "reliability", page(held)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
