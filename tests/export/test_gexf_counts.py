"""What graphology counts in a GEXF of real articles is what the fact contract's §5 says of their JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

from extractor.evaluate.score import EDGES
from extractor.pipeline import Pipeline

Record = dict[str, Any]
ROOT = Path(__file__).parents[2]
TABLE = {**EDGES, "facility": [*EDGES["facility"], ("supplies", "supplier", "name")]}  # which the scorer leaves out


def contract_edges(facts: list[Record]) -> Iterator[tuple[str, str, str, str]]:
    """Fact, relation, from and to by the contract's table; a part's edge stands for its round's between the two."""
    parts = {(one["part_of"], *ends) for one in facts if one["part_of"] for ends in _ends(one)}
    for fact in facts:
        yield from ((fact["id"], *ends) for ends in _ends(fact) if (fact["id"], *ends) not in parts)


def _ends(fact: Record) -> Iterator[tuple[str, str, str]]:
    def named(role: str) -> list[str]:
        return list(dict.fromkeys(one["entity"] for one in fact["roles"].get(role, ()) if one.get("entity")))

    for relation, a, b in TABLE.get(fact["type"], ()):
        pairs = combinations(named(a), 2) if a == b else product(named(a), named(b))
        yield from ((relation, *ends) for ends in pairs)


def test_graphology_counts_what_the_contract_says(
    pipeline: Pipeline, fundex: Callable[..., Any], read_gexf: Callable[[Path], Any], tmp_path: Path
) -> None:
    from extractor.export import write_corpus
    from extractor.model import DocumentFacts
    from extractor.pipeline import collect
    from extractor.read import read_inputs

    read = read_inputs([str(ROOT / "tests/deals/texts.jsonl"), str(ROOT / "examples")])
    told = [one for one in pipeline.extract(read) if isinstance(one, DocumentFacts)]
    write_corpus(collect(told), path := tmp_path / "facts.json")
    assert fundex("graph", str(path), "-o", str(tmp_path / "x.gexf")).status == 0
    graph, facts = read_gexf(tmp_path / "x.gexf"), json.loads(path.read_text(encoding="utf-8"))["facts"]
    found = [(one["fact"], one["relation"], one["source"], one["target"]) for one in graph["edges"]]
    assert Counter(found) == Counter(contract_edges(facts))
    fillers = (filler for fact in facts for fillers in fact["roles"].values() for filler in fillers)
    assert {one["id"] for one in graph["nodes"]} == {one["entity"] for one in fillers if one.get("entity")}
    assert len(found) > 60
