"""What is named right, missed and wrong adds up to what the contract's scorer counts."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from told import Record, fact, facts_file, gold_fact, names, yen

from extractor.contract import FACT_TYPES
from extractor.evaluate.pairing import Pairing, Told, Wanted, pair_facts
from extractor.evaluate.score import score

SUMS = ("tp", "fp", "fn")
GOLD = Path(__file__).parents[1] / "corpus/gold.jsonl"


def counted(pairings: Iterable[Pairing]) -> dict[str, Counter[str]]:
    """The scorer's `per_role`, from pairings."""
    out: dict[str, Counter[str]] = {}
    for pairing in pairings:
        if pairing.counted:
            told = [("tp", wanted.role) for wanted, _ in pairing.right]
            told += [("fn", wanted.role) for wanted in pairing.missed]
            told += [("fp", one.role) for one in pairing.wrong]
            for what, role in told:
                out.setdefault(f"{pairing.type}.{role}", Counter())[what] += 1
    return out


def guessed(gold: list[Record], seed: int) -> Record:
    """A prediction made of the gold: facts dropped, told twice or of another type, fillers dropped or swapped."""
    draw = random.Random(seed)
    facts: list[Record] = []
    entities: dict[str, Record] = {}
    every = [filler for doc in gold for one in doc["facts"] for told in one["roles"].values() for filler in told]
    for doc in gold:
        for one in doc["facts"]:
            for _ in range(draw.choice((0, 1, 1, 1, 2))):
                roles: Record = {}
                for role, told in one["roles"].items():
                    for filler in told:
                        shown = filler if draw.random() < 0.8 else draw.choice(every)
                        if draw.random() < 0.85:
                            roles.setdefault(role.rstrip("?"), []).append(written(shown, draw, entities, doc["id"]))
                kinds = [kind for kind, known in FACT_TYPES.items() if known.roles >= roles.keys()]
                kind = one["type"] if draw.random() < 0.9 else draw.choice(kinds)
                status = draw.choice(one["status"] + ["planned"])
                facts.append(
                    {"id": f"{len(facts)}", "document": doc["id"], "type": kind, "status": status, "roles": roles}
                )
    return {"documents": [], "entities": list(entities.values()), "facts": facts}


def written(filler: object, draw: random.Random, entities: dict[str, Record], document: str) -> Record:
    words: Record = {"text": "x", "start": 0, "end": 1}
    match filler:
        case list():
            id = f"org:{document}:{filler[0]}"
            entities[id] = {"id": id, "name": draw.choice(filler), "aliases": []}
            return words | {"entity": id}
        case {"currency": _}:
            return words | {"money": {**filler, "bound": draw.choice((*filler["bound"], "about"))}}
        case dict():
            return words | {"quantity": {**filler, "unit": "基", "bound": "exact"}}
        case int() | float():
            return words | {"percent": {"value": filler, "bound": "exact"}}
        case _:
            part = str(filler).split("|")[0]
            return words | ({"date": {"edtf": part}} if part[:1].isdigit() else {"term": part})


def bounded(wanted: Wanted, told: Told) -> bool:
    """Whether an amount has its bound compared: an alternative in another currency has none."""
    gold = wanted.filler
    same = isinstance(gold, dict) and gold.get("value") == told.filler["value"].get("value")
    return same and gold.get("currency") == told.filler["value"].get("currency")


@pytest.mark.parametrize("seed", range(12))
def test_sums_are_the_scorer_s(seed: int) -> None:
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    predicted = guessed(gold, seed)
    types = set(FACT_TYPES) if seed % 3 else {"funding_round", "investment", "alliance"}
    pairings = list(pair_facts(gold, predicted, types))
    figures = score(gold, predicted, types)
    told = {role: {what: one[what] for what in SUMS} for role, one in figures["per_role"].items()}
    named = {role: {what: one[what] for what in SUMS} for role, one in counted(pairings).items()}
    assert named == {role: one for role, one in told.items() if not role.endswith("(empty)")}
    exact = figures["exact_records"]
    required = [p for p in pairings if p.gold is not None and p.counted]
    assert exact["tp"] == sum(
        p.predicted is not None and not p.missed and not p.wrong and bool(p.right) for p in required
    )
    statuses = [p.status_right for p in required if p.status_right is not None]
    assert figures["status_accuracy"] == round(sum(statuses) / len(statuses), 4)
    told_so = [p for p in required for wanted, told in p.right if bounded(wanted, told)]
    wrong = sum(len(p.bounds) for p in required)
    assert figures["bound_accuracy"] == round(1 - wrong / len(told_so), 4)


def test_each_fact_stands_once() -> None:
    gold = [
        {
            "id": "d",
            "facts": [
                gold_fact("funding_round", company=names("朝凪製作所"), amount=[yen(10**9, "about")], investor_=[]),
                gold_fact("acquisition", acquirer=names("汐見商事"), target=names("弓張鉄工")),
                gold_fact("alliance", optional=True, member=names("汐見商事", "弓張鉄工")),
            ],
        }
    ]
    predicted = facts_file(
        fact("funding_round", {"company": ["朝凪製作所"], "amount": [10**9], "investor": ["汐見商事"]}),
        fact("alliance", {"member": ["汐見商事", "朝凪製作所"]}),
        fact("product", {"developer": ["汐見商事"]}),
    )
    by_type = {pairing.type: pairing for pairing in pair_facts(gold, predicted, set(FACT_TYPES))}
    assert len(by_type) == 4
    raised = by_type["funding_round"]
    assert [wanted.role for wanted, _ in raised.right] == ["amount", "company"]
    assert (raised.missed, raised.wrong, len(raised.bounds), raised.flawless) == ((), (), 1, False)
    assert [one.role for one in by_type["acquisition"].missed] == ["acquirer", "target"]
    assert not by_type["alliance"].counted
    assert (by_type["product"].gold, [one.role for one in by_type["product"].wrong]) == (None, ["developer"])
