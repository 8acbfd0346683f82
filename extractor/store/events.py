"""Events, as linking writes them beside the facts, and the facts that they join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from extractor.store import tables

Event = Mapping[str, Any]


def load_events(connection: Connection, told: Iterable[Event]) -> None:
    """Puts these events in the place of those they share a fact with; one that is there as told is left alone.

    An event that lost a fact, because a newer run tells its document otherwise, goes too.
    """
    events = {event["id"]: event for event in told}
    kept, lost = _standing(connection, events)
    facts = [fact for event in events.values() for fact in event["facts"]]
    stale = {*lost, *_holding(connection, facts), *events} - kept
    for ids in _batches(sorted(stale)):
        connection.execute(delete(tables.events).where(tables.events.c.id.in_(ids)))
    new = [event for id, event in events.items() if id not in kept]
    if new:
        connection.execute(insert(tables.events), [_row(event) for event in new])
        links = [{"event_id": event["id"], "fact_id": fact} for event in new for fact in event["facts"]]
        connection.execute(insert(tables.event_facts), links)


def _standing(connection: Connection, events: Mapping[str, Event]) -> tuple[set[str], set[str]]:
    """The ids of events that are there as told, and of those that have fewer facts than they had."""
    links, table = tables.event_facts, tables.events
    count = select(func.count()).where(links.c.event_id == table.c.id).scalar_subquery()
    kept, lost = set(), set()
    for id, facts, record, linked in connection.execute(select(table.c.id, table.c.facts, table.c.record, count)):
        if linked != facts:
            lost.add(id)
        elif events.get(id) == record:
            kept.add(id)
    return kept, lost


def _holding(connection: Connection, facts: Sequence[str]) -> Iterator[str]:
    links = tables.event_facts
    for ids in _batches(facts):
        yield from connection.scalars(select(links.c.event_id).where(links.c.fact_id.in_(ids)))


def _row(event: Event) -> dict[str, Any]:
    days = {name: _day(event.get(name)) for name in ("first_seen", "last_seen")}
    named = {name: event[name] for name in ("id", "type", "status")}
    return {**named, **days, "facts": len(event["facts"]), "record": dict(event)}


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """A few at a time: engines take only so many parameters in one statement."""
    return (ids[at : at + 500] for at in range(0, len(ids), 500))
