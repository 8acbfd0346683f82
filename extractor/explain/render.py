"""An explanation for people, as plain text, and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from extractor.explain.notes import Explanation, NearNote, SentenceNote, UnheardNote
from extractor.export.records import document_record, entity_record, fact_record
from extractor.model import Fact

BEST = 5  # near misses shown of a sentence where a type of fact was expected
MOST = 4  # alternatives shown of what is wanted


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
    """An explanation as plain text, sentence by sentence, then the facts.

    Where a type was expected, only the sentences that have something of it, each with its best near misses.
    """
    expect = explanation.expect
    shown = explanation.sentences if expect is None else _concerned(explanation.sentences)
    lines: list[str] = []
    for sentence in shown:
        lines += [f"[{sentence.start}–{sentence.end} {sentence.kind}] {' '.join(sentence.text.split())}"]
        for label, entries in _sections(sentence, full=expect is not None):
            lines += [f"  {label if number == 0 else '':9}{entry}" for number, entry in enumerate(entries)]
        lines.append("")
    if expect and not any(sentence.fired or sentence.near for sentence in shown):
        lines += [f"no trigger word of {expect} here; fundex rules list --type {expect} --json has them all"]
    if explanation.patterns and not any(sentence.fired for sentence in shown):
        lines += [f"no match of the patterns: {' '.join(explanation.patterns)}", ""]
    facts = explanation.told.facts
    kind = f" of {expect}" if expect else ""
    lines.append(f"{len(facts)} {'fact' if len(facts) == 1 else 'facts'}{kind}")
    for fact in facts:
        lines += _fact_lines(fact)
    return "\n".join(lines)


def _concerned(sentences: Sequence[SentenceNote]) -> Sequence[SentenceNote]:
    """Those with a trigger or pattern of the type; else those with a word like one; else all."""
    heard = [one for one in sentences if one.fired or one.near or one.vetoed or one.beaten]
    return heard or [one for one in sentences if one.unheard] or sentences


def _sections(sentence: SentenceNote, *, full: bool) -> Iterator[tuple[str, list[str]]]:
    phrases = [
        p.text + (f"〔{p.case}〕" if p.case else "") + (f"→{p.head}" if p.head else "") for p in sentence.phrases
    ]
    yield "phrases", ["  ".join(phrases)] if phrases else []
    yield "names", [f"{n.text}: {n.type} {n.score} ({', '.join(n.reasons)})" for n in sentence.names]
    yield "values", [f"{v.text}: {v.kind} {v.value}" for v in sentence.values]
    yield "triggers", [" ".join(sentence.triggers)] if sentence.triggers else []
    yield "fired", [f"{f.rule}: {f.fact} ({_told(f.roles)}), {f.outcome}" for f in sentence.fired]
    yield "vetoed", [f"{v.rule}: {v.fact} ({_told(v.roles)}), by {v.veto}: {v.why}" for v in sentence.vetoed]
    yield "beaten", [f"{b.rule}: {b.fact} ({_told(b.roles)}), by {b.by}" for b in sentence.beaten]
    yield "nearly", list(_near_lines(sentence.near, full=full))
    yield "unheard", [_unheard_line(note) for note in sentence.unheard]


def _near_lines(near: Sequence[NearNote], *, full: bool) -> Iterator[str]:
    for note in near[:BEST] if full else near:
        wants = f"{note.rule} on {note.trigger}: wants {_some(note.missing.split('/'))}"
        if full:
            yield f"{wants}{f'; has {_told(note.had)}' if note.had else ''}"
            for role, reasons in note.reasons.items():
                yield from (f"  {f'{role}: ' if role else ''}{reason}" for reason in reasons)
        else:
            firsts = [reasons[0] for reasons in note.reasons.values() if reasons]
            yield f"{wants} ({'; '.join(firsts)})" if firsts else wants
    if full and len(near) > BEST:
        yield f"{len(near) - BEST} more, farther off"


def _unheard_line(note: UnheardNote) -> str:
    like = f"{note.trigger} stands inside it" if note.inside else f"the nearest is {note.trigger}"
    return f"{note.word} is no trigger; {like} ({_some(note.rules)})"


def _some(words: Sequence[str]) -> str:
    return "/".join(words[:MOST]) + ("/…" if len(words) > MOST else "")


def _told(roles: Mapping[str, Iterable[str]]) -> str:
    return ", ".join(f"{role} {'・'.join(texts)}" for role, texts in roles.items())


def _fact_lines(fact: Fact) -> Iterator[str]:
    roles = _told({role: [filler.text for filler in fillers] for role, fillers in fact.roles.items()})
    part = f", part of {fact.part_of}" if fact.part_of else ""
    yield f"  {fact.type} {fact.id}: {roles}"
    why = f" ({', '.join(fact.grounds)})" if fact.grounds else ""
    yield f"    {fact.status}, {fact.attribution.kind}, confidence {fact.confidence:.2f}{why}{part}"
    yield from (f"    {' '.join(e.rules)}: {' '.join(e.text.split())}" for e in fact.evidence)
    yield from (f"    issue {issue.code}: {issue.message}" for issue in fact.issues)
