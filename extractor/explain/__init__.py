"""Why a document tells its facts: what was read in each sentence, which rules fired there, and which nearly did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.explain.notes import (
    BeatenNote,
    Explanation,
    FiredNote,
    NameNote,
    NearNote,
    PhraseNote,
    SentenceNote,
    UnheardNote,
    ValueNote,
    VetoNote,
)
from extractor.explain.unheard import unheard, words_of
from extractor.export.words import value_words
from extractor.match.wanting import look, refusals
from extractor.model import Document, Fact
from extractor.pipeline import Pipeline
from extractor.reading import Reading, value_type

if TYPE_CHECKING:
    from extractor.match.frame import Hit
    from extractor.match.matcher import Match
    from extractor.rulebook.model import Rule

__all__ = ["Explanation", "explain"]


def explain(pipeline: Pipeline, document: Document, expect: str | None = None) -> Explanation:
    """Run the pipeline on one document and keep what it saw on the way, of one type of fact if one is expected."""
    matches = pipeline.match(document)
    told = pipeline.assemble(document, matches)
    rules = [rule for rule in pipeline.rulebook.rules if rule.kind != "veto" and expect in (None, rule.fact)]
    if expect is not None:
        told = replace(told, facts=tuple(fact for fact in told.facts if fact.type == expect))
    notes = _Notes(pipeline, document, told.facts, rules)
    patterns = tuple(rule.id for rule in rules if rule.kind != "frame") if expect is not None else ()
    return Explanation(tuple(notes.sentence(match) for match in matches), told, expect, patterns)


class _Notes:
    """Takes down each sentence of one document, as far as some rules go."""

    def __init__(self, pipeline: Pipeline, document: Document, facts: Sequence[Fact], rules: Sequence[Rule]) -> None:
        self.document, self.facts = document, facts
        self.rules = {rule.id for rule in rules}
        self.words = words_of(rules)
        self.factuality = pipeline.assembler.factuality
        self.known = pipeline.rulebook.words
        self.grammar = pipeline.rulebook.names

    def sentence(self, match: Match) -> SentenceNote:
        reading, sentence = match.reading, match.reading.sentence
        return SentenceNote(
            start=sentence.start,
            end=sentence.end,
            kind=sentence.kind,
            text=self.document.text[sentence.start : sentence.end],
            phrases=tuple(_phrases(reading)),
            names=tuple(NameNote(n.text, n.type, n.score, n.reasons) for n in reading.names),
            values=tuple(
                ValueNote(reading.text[v.start : v.end], value_type(v), value_words(v.value)) for v in reading.values
            ),
            triggers=tuple(dict.fromkeys(trigger.word for trigger in reading.triggers)),
            fired=tuple(self._fired(hit) for hit in match.hits if hit.rule.id in self.rules),
            near=tuple(self._near(match)),
            unheard=tuple(self._unheard(reading)),
            vetoed=tuple(
                VetoNote(hit.rule.id, hit.rule.fact, _roles(hit), veto.id, veto.why)
                for hit, veto in match.vetoed
                if hit.rule.id in self.rules
            ),
            beaten=tuple(
                BeatenNote(hit.rule.id, hit.rule.fact, _roles(hit), winner.id)
                for hit, winner in match.beaten
                if hit.rule.id in self.rules
            ),
        )

    def _near(self, match: Match) -> list[NearNote]:
        """Once each, those first that lacked only a role, and of these the ones that had most."""
        seen: list[NearNote] = []
        for near in match.near:
            found = look(near, self.grammar)
            note = NearNote(near.rule.id, near.rule.fact, near.word, near.missing, found.had, found.reasons)
            if near.rule.id in self.rules and note not in seen:
                seen.append(note)
        return sorted(seen, key=lambda note: ("" in note.reasons, -len(note.had)))

    def _unheard(self, reading: Reading) -> Iterator[UnheardNote]:
        """Only where no rule in question has heard a trigger."""
        if not any(trigger.word in self.words for trigger in reading.triggers):
            yield from unheard(reading, self.words, self.known)

    def _fired(self, hit: Hit) -> FiredNote:
        read = self.factuality.read(hit, self.document.anchor)
        told = tuple(fact.id for fact in self.facts if fact.type == hit.rule.fact and _is_evidence(hit, fact))
        if read.status is None:
            told, outcome = (), f"no fact: hypothetical or merely possible ({', '.join(read.cues)})"
        elif told:
            outcome = f"told as {read.status} ({', '.join(read.cues)})" if read.cues else f"told as {read.status}"
        elif hit.open_role is not None:
            outcome = f"no fact: the {hit.open_role} is left out, and no sentence before names one{self._refused(hit)}"
        elif hit.rule.detail:
            outcome = "no fact: a detail, and no fact near it that lacks it"
        else:
            outcome = "no fact: a party stands on both sides, or another fact tells the same"
        return FiredNote(hit.rule.id, hit.rule.fact, _roles(hit), read.status, read.cues, told, outcome)

    def _refused(self, hit: Hit) -> str:
        """In brackets, what stood there instead and is no name."""
        role = hit.rule.role(hit.open_role or "")
        if role is None or hit.rule.kind != "frame":
            return ""
        return f" ({'; '.join(refusals(hit, role, self.grammar))})"


def _phrases(reading: Reading) -> Iterator[PhraseNote]:
    for phrase in reading.phrases:
        head = reading.phrases[phrase.head].text if phrase.head is not None else None
        yield PhraseNote(phrase.text, reading.case[phrase.index], head)


def _roles(hit: Hit) -> dict[str, tuple[str, ...]]:
    text = hit.reading.text
    return {role: tuple(text[c.start : c.end] for c in told) for role, told in hit.roles.items()}


def _is_evidence(hit: Hit, fact: Fact) -> bool:
    sentence = hit.reading.sentence
    return any(hit.rule.id in e.rules and (e.start, e.end) == (sentence.start, sentence.end) for e in fact.evidence)
