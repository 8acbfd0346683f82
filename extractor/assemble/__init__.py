"""Hits → facts: entities joined, references resolved, tellings merged, parts linked, sums checked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from extractor.assemble.discourse import Discourse, Named
from extractor.assemble.drafts import Draft, Settled, Settler
from extractor.assemble.entities import EntityTable, spelling_keys
from extractor.assemble.merge import (
    check,
    fold,
    link_parts,
    merge,
    place_valuations,
    seat_leads,
    split_raises,
    value_key,
)
from extractor.assemble.reports import report_sentences
from extractor.assemble.status import FactualityReader
from extractor.contract import FACT_TYPES
from extractor.match.matcher import Match
from extractor.model import Date, Document, DocumentFacts, Entity, Evidence, Fact, Filler, Issue
from extractor.rulebook.model import Rulebook


class Assembler:
    """Turns one document's matches into its facts."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.grammar, self.legal = rulebook.names, rulebook.names.legal
        self.group = spelling_keys(rulebook.spellings, self.legal)
        self.particulars = rulebook.particulars
        self.confidence = rulebook.confidence
        self.factuality = FactualityReader(rulebook.cues, rulebook.attribution)

    def assemble(self, document: Document, matches: Sequence[Match], author: Named | None = None) -> DocumentFacts:
        """Facts and the entities that they name; `author` is whose text it is, and the sentence that says so."""
        readings = [match.reading for match in matches]
        table = EntityTable(readings, self.group, self.grammar, self.particulars)
        settler = Settler(document.text, Discourse(readings, table, author, self.grammar), self.factuality)
        drafts = [
            draft
            for match in matches
            for hit in match.hits
            if (draft := settler.settle(hit, match.reading.number)) is not None
            and any(role in FACT_TYPES[draft.type].core for role in draft.roles)
        ]
        report_sentences(matches, drafts, settler)
        merged = fold(place_valuations(split_raises(merge(drafts, self.grammar.businesses))))
        link_parts(merged)
        seat_leads(merged)
        for draft in merged:
            check(draft)
        return self._write(document, merged)

    def _write(self, document: Document, drafts: Sequence[Draft]) -> DocumentFacts:
        entities: dict[str, Entity] = {}  # by the cluster's key
        ids = {id(draft): self._fact_id(document, draft) for draft in drafts}
        facts: dict[str, Fact] = {}
        for draft in drafts:
            if ids[id(draft)] in facts:
                continue
            roles = {
                role: tuple(self._filler(f, document, entities) for f in fillers)
                for role, fillers in draft.roles.items()
            }
            fact = Fact(
                id=ids[id(draft)],
                type=draft.type,
                document=document.id,
                status=draft.status,
                attribution=draft.attribution,
                roles=roles,
                evidence=_evidence(document, draft),
                confidence=self.confidence.of(draft.grounds),
                part_of=ids[id(draft.whole)] if draft.whole is not None else None,
                issues=tuple(Issue(*note) for note in draft.notes),
                grounds=draft.grounds,
            )
            facts[fact.id] = fact
        return DocumentFacts(document, tuple(sorted(entities.values(), key=lambda e: e.id)), tuple(facts.values()))

    def _filler(self, settled: Settled, document: Document, entities: dict[str, Entity]) -> Filler:
        entity = None
        if settled.cluster is not None:
            key = settled.cluster.canonical
            entity = entities.get(key) or settled.cluster.entity(self.legal, document.id)
            entities[key] = entity
        return Filler(
            settled.text,
            settled.start,
            settled.end,
            entity=entity.id if entity else None,
            value=settled.value,
            equivalents=settled.equivalents,
        )

    def _fact_id(self, document: Document, draft: Draft) -> str:
        """A hash of document id, type and core roles: rules, confidence and evidence don't change it."""
        parts = [document.id, draft.type]
        for role in sorted(FACT_TYPES[draft.type].core):
            fillers = draft.roles.get(role, [])
            keys = sorted(f.cluster.id if f.cluster else _value_key(f) for f in fillers)
            parts.append(f"{role}={'|'.join(keys)}")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def _value_key(filler: Settled) -> str:
    return (
        str(filler.value.edtf or filler.value.relative) if isinstance(filler.value, Date) else value_key(filler.value)
    )


def _evidence(document: Document, draft: Draft) -> tuple[Evidence, ...]:
    rules: dict[tuple[int, int], list[str]] = {}
    for start, end, names in draft.evidence:
        known = rules.setdefault((start, end), [])
        known += [name for name in names if name not in known]
    return tuple(Evidence(a, b, document.text[a:b], tuple(names)) for (a, b), names in sorted(rules.items()))
