"""The entities of a corpus as nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.errors import FormatError
from extractor.graph.telling import Attributes
from extractor.model import Corpus, Entity, Fact

if TYPE_CHECKING:
    import networkx as nx


def add_entities(graph: nx.MultiDiGraph[str], corpus: Corpus) -> None:
    """A node for each entity that fills a role, in the corpus's order. Raises FormatError for one not listed."""
    known = {entity.id for entity in corpus.entities}
    used = set()
    for fact in corpus.facts:
        for role, fillers in fact.roles.items():
            for filler in fillers:
                if filler.entity is not None and filler.entity not in known:
                    fix = "list the entity under entities"
                    raise FormatError(f"fact {fact.id}, role {role}", f"names the unlisted entity {filler.entity}", fix)
                used.add(filler.entity)
    for entity in corpus.entities:
        if entity.id in used:
            graph.add_node(entity.id, **_attributes(entity))


def _attributes(entity: Entity) -> Attributes:
    identifiers = tuple(f"{scheme}:{value}" for scheme, value in entity.identifiers.items())
    node: Attributes = {"label": entity.name, "entity_type": entity.type, "aliases": entity.aliases}
    return node | ({"identifiers": identifiers} if identifiers else {})


def facts_by_id(corpus: Corpus) -> dict[str, Fact]:
    """The facts by id. Raises FormatError for an id told twice."""
    by_id: dict[str, Fact] = {}
    for fact in corpus.facts:
        if fact.id in by_id:
            raise FormatError(f"fact {fact.id}", "is listed twice", "a fact's id belongs to one fact only")
        by_id[fact.id] = fact
    return by_id
