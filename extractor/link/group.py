"""The workspace's facts in groups, a deal each: only facts that share an anchor are ever compared."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from itertools import groupby, islice

from extractor.link.deals import DEALS, Telling, one_deal, value_key
from extractor.link.events import build_event
from extractor.link.workspace import Record, Workspace, dump

COMPARED = 40  # of a deal told very often, the tellings that a new one is held against


def add_deal(space: Workspace, fact: Record, published: str | None) -> None:
    """A fact, its entities linked, to be grouped."""
    row = space.db.execute(
        "INSERT INTO deal (id, document, published, record) VALUES (?, ?, ?, ?)",
        (fact["id"], fact["document"], published, dump(fact)),
    )
    for role in DEALS[fact["type"]].anchors:
        if fillers := fact["roles"].get(role):
            keys = {(fact["type"], value_key(filler), row.lastrowid) for filler in fillers}
            space.db.executemany("INSERT INTO block VALUES (?, ?, ?)", keys)
            return


def write_events(space: Workspace) -> None:
    """Fills the workspace's events from its deals."""
    (count,) = space.db.execute("SELECT count(*) FROM deal").fetchone()
    parent = array("q", range(count + 1))

    def find(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    rows = space.db.execute(
        "SELECT block.type || ' ' || block.key, n, published, record FROM block JOIN deal USING (n) "
        "ORDER BY block.type, block.key, n"
    )
    for _, block in groupby(rows, key=lambda row: row[0]):
        for group in _groups([(n, Telling(json.loads(record), published)) for _, n, published, record in block]):
            for n in group[1:]:
                a, b = sorted((find(group[0]), find(n)))
                parent[b] = a
    space.db.execute("CREATE TEMP TABLE grouped (n INTEGER PRIMARY KEY, event INTEGER)")
    space.db.executemany("INSERT INTO grouped VALUES (?, ?)", ((n, find(n)) for n in range(1, count + 1)))
    space.db.execute("CREATE INDEX temp.grouped_event ON grouped (event, n)")
    for event in _events(space):
        space.db.execute("INSERT INTO event VALUES (?, ?)", (event["id"], dump(event)))


def _events(space: Workspace) -> Iterator[Record]:
    rows = space.db.execute(
        "SELECT event, published, record FROM grouped JOIN deal USING (n) ORDER BY grouped.event, grouped.n"
    )
    for _, group in groupby(rows, key=lambda row: row[0]):
        yield build_event([Telling(json.loads(record), published) for _, published, record in group])


def _groups(block: list[tuple[int, Telling]]) -> list[list[int]]:
    """A block's facts in groups that nothing parts; the best told go first, and each joins where most agree."""
    groups: list[list[tuple[int, Telling]]] = []
    for n, telling in sorted(block, key=lambda pair: (-_told(pair[1]), pair[1].published or "9999", pair[0])):
        best: tuple[int, int] | None = None
        for at, group in enumerate(groups):
            verdicts = [one_deal(other, telling) for _, other in islice(group, COMPARED)]
            agree = sum(verdict is True for verdict in verdicts)
            if agree and not any(verdict is False for verdict in verdicts) and (best is None or agree > best[0]):
                best = agree, at
        if best is None:
            groups.append([(n, telling)])
        else:
            groups[best[1]].append((n, telling))
    return [[n for n, _ in group] for group in groups]


def _told(telling: Telling) -> int:
    """How much a fact tells of what tells deals apart."""
    roles = telling.record["roles"]
    return (
        2 * ("round" in roles) + 2 * (telling.amount is not None) + (telling.dated is not None) + len(telling.parties)
    )
