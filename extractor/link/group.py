"""The workspace's facts in groups, a deal each: only facts that share an anchor are ever compared."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import groupby

from extractor.link.deals import DEALS, Telling, one_deal, parted, value_key
from extractor.link.events import build_event
from extractor.link.workspace import Record, Workspace, dump, load

COMPARED = 40  # of a deal told very often, the last tellings that a new one's parties are held against


def add_deal(space: Workspace, fact: Record, published: str | None) -> None:
    """A fact, its entities linked, to be grouped."""
    row = space.db.execute(
        "INSERT INTO deal (id, document, published, record) VALUES (?, ?, ?, ?)",
        (fact["id"], fact["document"], published, dump(fact)),
    )
    for role in DEALS[fact["type"]].anchors:
        keys = {(fact["type"], f"{role} {value_key(filler)}", row.lastrowid) for filler in fact["roles"].get(role, ())}
        space.db.executemany("INSERT INTO block VALUES (?, ?, ?)", sorted(keys))


def write_events(space: Workspace) -> None:
    """Fills the workspace's events from its deals."""
    (count,) = space.db.execute("SELECT count(*) FROM deal").fetchone()
    parent = array("q", range(count + 1))

    def find(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    space.db.execute("CREATE INDEX block_key ON block (type, key, n)")
    rows = space.db.execute(
        "SELECT block.type || ' ' || block.key, n, published, record FROM block JOIN deal USING (n) "
        "ORDER BY block.type, block.key, n"
    )
    for _, block in groupby(rows, key=lambda row: row[0]):
        for group in _groups([(n, Telling(load(record), published)) for _, n, published, record in block]):
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
        yield build_event([Telling(load(record), published) for _, published, record in group])


def _groups(block: list[tuple[int, Telling]]) -> list[list[int]]:
    """A block's facts in groups; those with a sum go first, by the day they were told, and each joins the nearest."""
    groups: list[list[tuple[int, Telling]]] = []
    if not _is_needed(block):
        return []
    for n, telling in sorted(block, key=lambda pair: (pair[1].amount is None, pair[1].published or "9999", pair[0])):
        best: tuple[int, int] | None = None
        for at, group in enumerate(groups):
            if any(parted(other, telling) for _, other in group[-COMPARED:]):
                continue
            days, near = _nearest(group, telling)
            if (best is None or days < best[0]) and any(one_deal(one, telling) for one in near):
                best = days, at
        if best is None:
            groups.append([(n, telling)])
        else:
            groups[best[1]].append((n, telling))
    return [[n for n, _ in group] for group in groups]


def _is_needed(block: list[tuple[int, Telling]]) -> bool:
    """A block of a second anchor (a manager's funds) only serves facts that lack the first (the fund's name)."""
    first = block[0][1].type.anchors[0]
    return len(block) > 1 and (
        len({frozenset(t.filled(first)) for _, t in block}) == 1 or any(not t.filled(first) for _, t in block)
    )


def _nearest(group: list[tuple[int, Telling]], telling: Telling) -> tuple[int, list[Telling]]:
    """The tellings of a group that lie closest to this one, and how many days; those with a sum, if this has one."""
    among = [other for _, other in group if other.amount or not telling.amount] or [other for _, other in group]
    days = min(_days_between(other, telling) for other in among)
    return days, [other for other in among if _days_between(other, telling) == days]


def _days_between(a: Telling, b: Telling) -> int:
    return abs(a.told - b.told) if a.told is not None and b.told is not None else 0
