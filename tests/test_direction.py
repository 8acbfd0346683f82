"""Who gives and who gets: each sentence of direction.tsv tells its parties the right way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sentence_tables import Row, params, read, spellings, words

if TYPE_CHECKING:
    from extractor.model import DocumentFacts, Filler
    from extractor.pipeline import Pipeline

# The roles that a thing goes from and to, by fact type.
ENDS = {
    "funding_round": (("investor", "lead_investor"), "company"),
    "investment": (("investor",), "company"),
    "debt_financing": (("lender",), "company"),
    "grant": (("funder",), "company"),
    "acquisition": (("acquirer",), "target"),
    "supply": (("supplier",), "customer"),
    "fund": (("investor",), "fund"),
}


def parties(cell: str) -> list[set[str]]:
    """The parties of a cell, each with the names that are accepted for it."""
    return [set(party.split("|")) for party in cell.split(";") if party]


def named(told: DocumentFacts, fillers: list[Filler], wanted: list[set[str]]) -> list[int]:
    """The numbers of the wanted parties that fillers stand for; -1 for one that is not wanted."""
    return sorted(
        {next((i for i, names in enumerate(wanted) if names & spellings(told, filler)), -1) for filler in fillers}
    )


@pytest.mark.parametrize("row", params("direction"))
def test_direction(pipeline: Pipeline, row: Row) -> None:
    told = read(pipeline, row["sentence"])
    types, givers, getters, sellers = row["type"].split("|"), *map(parties, (row["from"], row["to"], row["seller"]))
    found: dict[str, list[Filler]] = {"from": [], "to": [], "seller": []}
    for fact in told.facts:
        if fact.type not in ENDS:
            continue
        sources, target = ENDS[fact.type]
        ends = {
            "from": [filler for role in sources for filler in fact.roles.get(role, ())],
            "to": list(fact.roles.get(target, ())),
            "seller": list(fact.roles.get("seller", ())),
        }
        turned = {*named(told, ends["from"], getters), *named(told, ends["to"], givers)} - {-1}
        assert not turned, f"turned round: {words(told)}"
        if fact.type in types:
            for end, fillers in ends.items():
                found[end] += fillers
    if "none" in types and not any(fact.type in types for fact in told.facts):
        return
    for end, wanted in (("from", givers), ("to", getters), ("seller", sellers)):
        assert named(told, found[end], wanted) == list(range(len(wanted))), f"{end}: {words(told)}"
