"""Events, as linking writes them beside the facts, and the facts that they join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from extractor.errors import FormatError
from extractor.export.records import event_record
from extractor.export.rows import event_rows
from extractor.model import Event
from extractor.store import tables

_BATCH = 500  # engines take only so many parameters in one statement
_ORDER = (
    tables.events,
    tables.event_facts,
    tables.event_history,
    tables.event_arguments,
    tables.event_equivalents,
)
_FIX = "link the facts anew with: fundex link"


@dataclass(slots=True)
class EventsLoaded:
    """How many events were written, there as told, or gone with a fact they lost; `loose`: facts that these leave."""

    written: int = 0
    unchanged: int = 0
    gone: int = 0
    loose: int = 0


def load_events(connection: Connection, told: Iterable[Event], file: str) -> EventsLoaded:
    """Puts these events, whole, in the place of those they share a fact with; one that is there as told is left alone.

    An event that lost a fact, because a newer run tells its document otherwise, goes too. Raises FormatError for an
    event that shares a fact with another of `told`, or joins one that is not in the database.
    """
    loaded, seen = EventsLoaded(), set[str]()
    events = iter(told)
    while batch := list(islice(events, _BATCH)):
        kept = _standing(connection, batch)
        new = [event for event in batch if event.id not in kept]
        loaded.written += len(new)
        loaded.unchanged += len(kept)
        _check(connection, new, file)
        stale = _holding(connection, new) | {event.id for event in new}
        seen |= kept
        if twice := sorted(stale & seen):
            raise FormatError(file, f"the event {twice[0]!r} shares a fact with another, or is told twice", _FIX)
        for ids in _batches(sorted(stale)):
            connection.execute(delete(tables.events).where(tables.events.c.id.in_(ids)))
        _insert(connection, new)
        seen |= {event.id for event in new}
    loaded.gone, loaded.loose = _drop_torn(connection)
    return loaded


def _standing(connection: Connection, events: Iterable[Event]) -> set[str]:
    """The ids of the events that are there as told, with all their facts."""
    told = {event.id: event for event in events}
    table = tables.events
    rows = connection.execute(select(table.c.id, table.c.facts, table.c.record, _linked()).where(table.c.id.in_(told)))
    return {id for id, facts, record, linked in rows if linked == facts and record == event_record(told[id])}


def _linked() -> Any:
    """How many of its facts an event still has."""
    links = tables.event_facts.alias().c
    return select(func.count(links.fact_id)).where(links.event_id == tables.events.c.id).scalar_subquery()


def _holding(connection: Connection, events: Iterable[Event]) -> set[str]:
    """The ids of the events that join these events' facts now."""
    links = tables.event_facts.c
    facts = [fact for event in events for fact in event.facts]
    return {
        id for ids in _batches(facts) for id in connection.scalars(select(links.event_id).where(links.fact_id.in_(ids)))
    }


def _check(connection: Connection, events: Iterable[Event], file: str) -> None:
    """Whether the facts and entities that the events name are there, and no fact is named by two of them."""
    facts: dict[str, str] = {}
    entities: dict[str, str] = {}
    for event in events:
        for fact in event.facts:
            if fact in facts:
                raise FormatError(f"{file} event {event.id}", f"the fact {fact!r} is in another event", _FIX)
            facts[fact] = event.id
        for step in event.history:
            if step.fact not in event.facts:
                raise FormatError(f"{file} event {event.id}", f"its history has {step.fact!r}, no fact of it", _FIX)
        fillers = (filler for fillers in event.roles.values() for filler in fillers)
        entities |= {filler.entity: event.id for filler in fillers if filler.entity is not None}
    for named, table, what in ((facts, tables.facts, "fact"), (entities, tables.entities, "entity")):
        for id in _missing(connection, table, named):
            raise FormatError(f"{file} event {named[id]}", f"no {what} {id!r}", _FIX)


def _missing(connection: Connection, table: Table, named: Mapping[str, str]) -> list[str]:
    known: set[str] = set()
    for ids in _batches(list(named)):
        known.update(connection.scalars(select(table.c.id).where(table.c.id.in_(ids))))
    return [id for id in named if id not in known]


def _insert(connection: Connection, events: Iterable[Event]) -> None:
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in _ORDER}
    for event in events:
        for name, row in event_rows(event):
            rows[name].append({**row, "record": event_record(event)} if name == "events" else row)
    for table in _ORDER:
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])


def _drop_torn(connection: Connection) -> tuple[int, int]:
    """Takes away the events that lost a fact; how many, and how many facts they still joined."""
    torn = tables.events.c.facts > _linked()
    links = select(func.count()).select_from(tables.event_facts).join(tables.events).where(torn)
    loose = connection.execute(links).scalar_one()
    return connection.execute(delete(tables.events).where(torn)).rowcount, loose


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH))
