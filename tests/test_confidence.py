"""Log-odds added up, and how their weights are fitted."""

from __future__ import annotations

import pytest
from calibrate import Case, fit

from extractor.confidence import GROUNDS, Confidence
from extractor.evaluate.reliability import Judged


def weighed(start: float, **weights: float) -> Confidence:
    return Confidence(start, dict.fromkeys(GROUNDS, 0.0) | weights)


@pytest.mark.parametrize(
    ("start", "grounds", "expected"),
    [
        pytest.param(0.0, (), 0.5, id="even odds"),
        pytest.param(1.1, ("headline",), 0.5, id="a ground takes away"),
        pytest.param(1.1, ("headline", "told_again"), 0.88, id="and another adds"),
        pytest.param(9.0, (), 0.99, id="never certain"),
        pytest.param(-9.0, (), 0.05, id="never impossible"),
    ],
)
def test_a_confidence_is_a_sum_of_log_odds(start: float, grounds: tuple[str, ...], expected: float) -> None:
    assert weighed(start, headline=-1.1, told_again=2.0).of(grounds) == expected


def told(right: int, wrong: int, *grounds: str) -> list[Case]:
    return [Case(grounds, Judged(0.9, so, 1, int(so))) for so in [True] * right + [False] * wrong]


def test_without_grounds_the_fit_is_the_share_that_is_right() -> None:
    assert fit(told(3, 1, "headline"), ()).of(("headline",)) == 0.75


def test_a_weight_is_what_the_facts_say_and_less_where_they_are_few() -> None:
    many = fit(told(900, 100) + told(500, 500, "headline"))
    assert (many.of(()), many.of(("headline",))) == (pytest.approx(0.9, abs=0.01), pytest.approx(0.5, abs=0.01))
    few = fit(told(900, 100) + told(1, 1, "headline"))
    assert few.of(()) > few.of(("headline",)) > 0.75
    assert few.weights["weak_name"] == 0.0
