"""Parts of a corpus."""

from __future__ import annotations

from dataclasses import replace

from extractor.model import Corpus


def confident(corpus: Corpus, minimum: float) -> Corpus:
    """The facts of at least this confidence and the entities they name; a part whose whole is gone stands alone."""
    facts = [fact for fact in corpus.facts if fact.confidence >= minimum]
    kept = {fact.id for fact in facts}
    named = {filler.entity for fact in facts for fillers in fact.roles.values() for filler in fillers}
    return replace(
        corpus,
        entities=tuple(entity for entity in corpus.entities if entity.id in named),
        facts=tuple(fact if fact.part_of in kept else replace(fact, part_of=None) for fact in facts),
    )
