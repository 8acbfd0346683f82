"""What each party put in and received, by currency, told of the nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.graph.deals import Deal, deals
from extractor.graph.facts import fact_graph
from extractor.graph.relations import MONEY_RELATIONS, parties
from extractor.graph.telling import CALLED_OFF, Attributes, alone, amount, sums
from extractor.model import Corpus

if TYPE_CHECKING:
    import networkx as nx

# Who the money of a deal goes to: its seller where shares are bought from one, else the filler of this role.
_RECEIVER = {
    "funding_round": "company",
    "investment": "company",
    "debt_financing": "company",
    "grant": "company",
    "listing": "company",
    "fund": "fund",
}


def add_money(graph: nx.MultiDiGraph[str], corpus: Corpus) -> None:
    """Adds to the nodes of `graph` (of build_graph) what `corpus`, of told_once, tells; what is called off moves none.

    Node attributes: invested (the party's own amounts of investments, loans, grants and takeovers) and received (whole
    deals' amounts, each once), both dicts by currency; invested_unknown, received_unknown: how many tell no number;
    invested_converted … and invested_unconverted …, as sums says, where linking converted some.
    """
    for name, shares in (("invested", _invested(corpus)), ("received", _received(corpus))):
        by_party: defaultdict[str, list[Attributes]] = defaultdict(list)
        for party, share in shares:
            by_party[party].append(share)
        for party, told in by_party.items():
            if party in graph:
                known = [share for share in told if "amount" in share]
                graph.nodes[party].update(sums(name, known))
                graph.nodes[party][f"{name}_unknown"] = len(told) - len(known)


def _invested(corpus: Corpus) -> Iterator[tuple[str, Attributes]]:
    """Each party with what tells its share."""
    for source, _, edge in fact_graph(corpus).edges(data=True):
        if edge["relation"] in MONEY_RELATIONS and edge["status"] not in CALLED_OFF:
            yield source, edge


def _received(corpus: Corpus) -> Iterator[tuple[str, Attributes]]:
    for deal in deals(corpus):
        role = "seller" if deal.whole.roles.get("seller") else _RECEIVER.get(deal.whole.type)
        if role and deal.whole.status not in CALLED_OFF:
            shares = _amounts(deal) if alone(deal.whole, role) else []
            yield from ((party, share) for party in parties(deal.whole, role) for share in shares or [{}])


def _amounts(deal: Deal) -> list[Attributes]:
    """The whole's amount; where it tells no number, those of its parts."""
    whole = amount(deal.whole)
    told = [whole] if "amount" in whole else [amount(part) for part in deal.parts if part.status not in CALLED_OFF]
    return [share for share in told if "amount" in share]
