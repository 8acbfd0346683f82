"""Events in the place of the facts that tell them, so that what six articles tell counts once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from extractor.model import Corpus, Event, Fact


class Sources(NamedTuple):
    """Ids of the facts and of the documents that tell one thing."""

    facts: tuple[str, ...]
    documents: tuple[str, ...]


def told_once(corpus: Corpus) -> Corpus:
    """A linked corpus with each event as a fact, by the event's id; facts of no event stay as they are.

    Such a fact has the event's roles and status, and of its facts the first one's document, attribution and evidence,
    and the highest confidence. It is part of the event that the wholes of its facts are in, if that is another.
    """
    facts = {fact.id: fact for fact in corpus.facts}
    event_of = {id: event.id for event in corpus.events for id in event.facts}
    events = tuple(_fact(event, facts, event_of) for event in corpus.events)
    rest = tuple(
        replace(fact, part_of=event_of.get(fact.part_of or "", fact.part_of))
        for fact in corpus.facts
        if fact.id not in event_of
    )
    return replace(corpus, facts=events + rest)


def _fact(event: Event, facts: Mapping[str, Fact], event_of: Mapping[str, str]) -> Fact:
    told = [facts[id] for id in event.facts]
    wholes = [event_of.get(fact.part_of, fact.part_of) for fact in told if fact.part_of]
    return replace(
        told[0],
        id=event.id,
        type=event.type,
        status=event.status,
        roles=event.roles,
        confidence=max(fact.confidence for fact in told),
        part_of=next((whole for whole in wholes if whole != event.id), None),
        issues=(),
    )


def sources(corpus: Corpus) -> dict[str, Sources]:
    """By the id of each fact of `corpus`, which may be of told_once: the facts and documents that tell it."""
    events = {event.id: event for event in corpus.events}
    return {fact.id: _sources(fact, events.get(fact.id)) for fact in corpus.facts}


def _sources(fact: Fact, event: Event | None) -> Sources:
    if event is None:
        return Sources((fact.id,), (fact.document,))
    fillers = [filler for fillers in event.roles.values() for filler in fillers]
    return Sources(
        event.facts, tuple(dict.fromkeys([fact.document, *(id for filler in fillers for id in filler.documents)]))
    )
