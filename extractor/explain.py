"""Why a document tells its facts: what was read in each sentence, which rules fired there, and which nearly did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from extractor.export.records import document_record, entity_record, fact_record
from extractor.export.words import value_words
from extractor.model import Document, DocumentFacts, Fact
from extractor.pipeline import Pipeline
from extractor.reading import Reading, value_type

if TYPE_CHECKING:
    from extractor.assemble.status import FactualityReader
    from extractor.match.frame import Hit
    from extractor.match.matcher import Match


@dataclass(frozen=True, slots=True)
class PhraseNote:
    """A phrase, the case that it stands in, and the phrase that it depends on."""

    text: str
    case: str
    head: str | None


@dataclass(frozen=True, slots=True)
class NameNote:
    """A name with the votes for it."""

    text: str
    type: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueNote:
    """A value as written and as read."""

    text: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class FiredNote:
    """A rule that fired, with the words of its roles; `outcome` says which facts it told, or why none."""

    rule: str
    fact: str
    roles: Mapping[str, tuple[str, ...]]
    status: str | None
    cues: tuple[str, ...]
    facts: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class NearNote:
    """A rule whose trigger word stood there and which did not fire for want of a role or a word."""

    rule: str
    trigger: str
    missing: str


@dataclass(frozen=True, slots=True)
class VetoNote:
    """A rule that fired and that a veto killed."""

    rule: str
    fact: str
    roles: Mapping[str, tuple[str, ...]]
    veto: str
    why: str


@dataclass(frozen=True, slots=True)
class BeatenNote:
    """A rule that fired and gave way to another that read the same words."""

    rule: str
    fact: str
    roles: Mapping[str, tuple[str, ...]]
    by: str


@dataclass(frozen=True, slots=True)
class SentenceNote:
    """One sentence, `document.text[start:end]`, with all that was read in it."""

    start: int
    end: int
    kind: str
    text: str
    phrases: tuple[PhraseNote, ...]
    names: tuple[NameNote, ...]
    values: tuple[ValueNote, ...]
    triggers: tuple[str, ...]
    fired: tuple[FiredNote, ...]
    near: tuple[NearNote, ...]
    vetoed: tuple[VetoNote, ...]
    beaten: tuple[BeatenNote, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document's sentences, and the facts that they tell together."""

    sentences: tuple[SentenceNote, ...]
    told: DocumentFacts


def explain(pipeline: Pipeline, document: Document) -> Explanation:
    """Run the pipeline on one document and keep what it saw on the way."""
    matches = pipeline.match(document)
    told = pipeline.assemble(document, matches)
    factuality = pipeline.assembler.factuality
    return Explanation(tuple(_sentence(document, match, told.facts, factuality) for match in matches), told)


def _sentence(document: Document, match: Match, facts: Sequence[Fact], factuality: FactualityReader) -> SentenceNote:
    reading, sentence = match.reading, match.reading.sentence
    return SentenceNote(
        start=sentence.start,
        end=sentence.end,
        kind=sentence.kind,
        text=document.text[sentence.start : sentence.end],
        phrases=tuple(_phrases(reading)),
        names=tuple(NameNote(n.text, n.type, n.score, n.reasons) for n in reading.names),
        values=tuple(
            ValueNote(reading.text[v.start : v.end], value_type(v), value_words(v.value)) for v in reading.values
        ),
        triggers=tuple(dict.fromkeys(trigger.word for trigger in reading.triggers)),
        fired=tuple(_fired(hit, facts, factuality) for hit in match.hits),
        near=tuple(dict.fromkeys(NearNote(near.rule.id, near.word, near.missing) for near in match.near)),
        vetoed=tuple(VetoNote(h.rule.id, h.rule.fact, _roles(h), veto.id, veto.why) for h, veto in match.vetoed),
        beaten=tuple(BeatenNote(h.rule.id, h.rule.fact, _roles(h), winner.id) for h, winner in match.beaten),
    )


def _phrases(reading: Reading) -> Iterator[PhraseNote]:
    for phrase in reading.phrases:
        head = reading.phrases[phrase.head].text if phrase.head is not None else None
        yield PhraseNote(phrase.text, reading.case[phrase.index], head)


def _roles(hit: Hit) -> dict[str, tuple[str, ...]]:
    text = hit.reading.text
    return {role: tuple(text[c.start : c.end] for c in told) for role, told in hit.roles.items()}


def _fired(hit: Hit, facts: Sequence[Fact], factuality: FactualityReader) -> FiredNote:
    read = factuality.read(hit)
    told = tuple(fact.id for fact in facts if fact.type == hit.rule.fact and _is_evidence(hit, fact))
    if read.status is None:
        told, outcome = (), f"no fact: hypothetical or merely possible ({', '.join(read.cues)})"
    elif told:
        outcome = f"told as {read.status} ({', '.join(read.cues)})" if read.cues else f"told as {read.status}"
    elif hit.open_role is not None:
        outcome = f"no fact: the {hit.open_role} is left out, and no sentence before names one"
    elif hit.rule.detail:
        outcome = "no fact: a detail, and no fact near it that lacks it"
    else:
        outcome = "no fact: a party stands on both sides, or another fact tells the same"
    return FiredNote(hit.rule.id, hit.rule.fact, _roles(hit), read.status, read.cues, told, outcome)


def _is_evidence(hit: Hit, fact: Fact) -> bool:
    sentence = hit.reading.sentence
    return any(hit.rule.id in e.rules and (e.start, e.end) == (sentence.start, sentence.end) for e in fact.evidence)


# --- for people and for programs --------------------------------------------------------------------------


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """An explanation as plain dicts and lists; its facts as the fact contract shapes them."""
    told = explanation.told
    return {
        "document": document_record(told.document),
        "sentences": [asdict(sentence) for sentence in explanation.sentences],
        "entities": [entity_record(entity) for entity in told.entities],
        "facts": [fact_record(fact) for fact in told.facts],
    }


def render(explanation: Explanation) -> str:
    """An explanation as plain text, sentence by sentence, then the facts."""
    lines: list[str] = []
    for sentence in explanation.sentences:
        lines += [f"[{sentence.start}–{sentence.end} {sentence.kind}] {' '.join(sentence.text.split())}"]
        for label, entries in _sections(sentence):
            lines += [f"  {label if number == 0 else '':9}{entry}" for number, entry in enumerate(entries)]
        lines.append("")
    facts = explanation.told.facts
    lines.append(f"{len(facts)} {'fact' if len(facts) == 1 else 'facts'}")
    for fact in facts:
        lines += _fact_lines(fact)
    return "\n".join(lines)


def _sections(sentence: SentenceNote) -> Iterator[tuple[str, list[str]]]:
    phrases = [
        p.text + (f"〔{p.case}〕" if p.case else "") + (f"→{p.head}" if p.head else "") for p in sentence.phrases
    ]
    yield "phrases", ["  ".join(phrases)] if phrases else []
    yield "names", [f"{n.text}: {n.type} {n.score} ({', '.join(n.reasons)})" for n in sentence.names]
    yield "values", [f"{v.text}: {v.kind} {v.value}" for v in sentence.values]
    yield "triggers", [" ".join(sentence.triggers)] if sentence.triggers else []
    yield "fired", [f"{f.rule}: {f.fact} ({_told(f.roles)}), {f.outcome}" for f in sentence.fired]
    yield "nearly", [f"{n.rule} on {n.trigger}: wants {n.missing}" for n in sentence.near]
    yield "vetoed", [f"{v.rule}: {v.fact} ({_told(v.roles)}), by {v.veto}: {v.why}" for v in sentence.vetoed]
    yield "beaten", [f"{b.rule}: {b.fact} ({_told(b.roles)}), by {b.by}" for b in sentence.beaten]


def _told(roles: Mapping[str, Iterable[str]]) -> str:
    return ", ".join(f"{role} {'・'.join(texts)}" for role, texts in roles.items())


def _fact_lines(fact: Fact) -> Iterator[str]:
    roles = _told({role: [filler.text for filler in fillers] for role, fillers in fact.roles.items()})
    part = f", part of {fact.part_of}" if fact.part_of else ""
    yield f"  {fact.type} {fact.id}: {roles}"
    yield f"    {fact.status}, {fact.attribution.kind}, confidence {fact.confidence:.2f}{part}"
    yield from (f"    {' '.join(e.rules)}: {' '.join(e.text.split())}" for e in fact.evidence)
    yield from (f"    issue {issue.code}: {issue.message}" for issue in fact.issues)
