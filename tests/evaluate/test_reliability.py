"""Confidence against what is right."""

from __future__ import annotations

import pytest
from told import fact, facts_file, gold_fact, names, yen

from extractor.contract import FACT_TYPES
from extractor.evaluate.pairing import pair_facts
from extractor.evaluate.reliability import Judged, judge, reliability

GOLD = [
    gold_fact("funding_round", company=names("朝凪製作所"), amount=[yen(10**9)]),
    gold_fact("alliance", optional=True, member=names("汐見商事", "弓張鉄工")),
]


@pytest.mark.parametrize(
    ("told", "judged"),
    [
        (fact("funding_round", {"company": ["朝凪製作所"], "amount": [10**9]}), [Judged(0.9, True, 2, 2)]),
        (fact("funding_round", {"company": ["朝凪製作所"]}), [Judged(0.9, True, 1, 1)]),  # what is left out is not told
        (fact("funding_round", {"company": ["汐見商事"], "amount": [10**9]}), [Judged(0.9, False, 2, 1)]),
        (fact("funding_round", {"company": ["朝凪製作所"]}, status="denied"), [Judged(0.9, False, 1, 1)]),
        (fact("acquisition", {"target": ["弓張鉄工"]}), [Judged(0.9, False, 1, 0)]),
        (fact("alliance", {"member": ["汐見商事", "弓張鉄工"]}), []),
    ],
    ids=["right", "incomplete", "wrong filler", "wrong status", "no such fact", "optional"],
)
def test_what_is_right(told: dict[str, object], judged: list[Judged]) -> None:
    assert judge(pair_facts([{"id": "d", "facts": GOLD}], facts_file(told), set(FACT_TYPES))) == judged


def test_bins_and_scores() -> None:
    found = reliability([Judged(0.95, True, 2, 2), Judged(1.0, False, 2, 1), Judged(0.6, True, 1, 1)])
    assert found is not None
    assert [(one.low, one.high, one.facts) for one in found.bins] == [(0.6, 0.65, 1), (0.95, 1.0, 2)]
    sure = found.bins[1]
    assert (sure.confidence, sure.right, sure.fillers_right) == (pytest.approx(0.975), 0.5, 0.75)
    assert sure.interval == pytest.approx((0.0945, 0.9055), abs=1e-4)  # Wilson, 1 of 2
    assert found.right == pytest.approx(2 / 3)
    assert found.brier == pytest.approx((0.05**2 + 1 + 0.4**2) / 3)
    assert found.ece == pytest.approx((0.4 + 2 * 0.475) / 3)
    assert reliability([]) is None
