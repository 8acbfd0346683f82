"""Identities → linked entities: their ids, their names, and their records with the reasons of every merge."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby

from extractor.assemble.entities import PREFIXES
from extractor.link.identity import Identities
from extractor.link.workspace import Record, Workspace, dump, load

_SAID = ("names", "identifiers", "attributes")


def number(space: Workspace) -> None:
    """An id for each identity: of its type and smallest name, and, where several have that, of its first document.

    So an id depends on what is told, not on the order in which it is read.
    """
    space.db.executescript(
        """
        CREATE INDEX identity_root ON identity (root, n);
        CREATE TEMP TABLE first AS
            SELECT root, min(kind || ' ' || key) AS name FROM identity JOIN told USING (n) GROUP BY root;
        CREATE INDEX temp.first_name ON first (name, root);
        """
    )
    space.db.create_function("place", 2, _place, deterministic=True)
    rows = space.db.execute(
        """
        SELECT root, name, place, several, row_number() OVER (PARTITION BY name, place ORDER BY root) FROM (
            SELECT root, name, several, CASE WHEN several > 1 THEN (
                SELECT min(place(document, record)) FROM identity JOIN told USING (n) WHERE identity.root = one.root
            ) END AS place
            FROM (SELECT root, name, count(*) OVER (PARTITION BY name) AS several FROM first) AS one
        )
        """
    )
    space.db.executemany(
        "INSERT INTO linked VALUES (?, ?)",
        (
            (root, _digest(name if several == 1 else f"{name}\t{place}\t{number}"))
            for root, name, place, several, number in rows
        ),
    )


def _place(document: str, kept: bytes) -> str:
    told = load(kept)
    return f"{document} {json.dumps([told[name] for name in _SAID], ensure_ascii=False, separators=(',', ':'))}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def write_entities(space: Workspace, identities: Identities) -> None:
    """Fills the workspace's entities; what documents call it decides an identity's type and name."""
    reasons: dict[int, list[Record]] = defaultdict(list)
    for n, reason in identities.reasons:
        reasons[identities.find(n)].append(reason)
    space.db.execute("CREATE TABLE entity (id TEXT PRIMARY KEY, root INTEGER UNIQUE, record BLOB)")
    for root, record in _records(space, reasons):
        space.db.execute("INSERT INTO entity VALUES (?, ?, ?)", (record["id"], root, dump(record)))


def _records(space: Workspace, reasons: dict[int, list[Record]]) -> Iterator[tuple[int, Record]]:
    rows = space.db.execute(
        "SELECT identity.root, linked.id, told.key, told.record "
        "FROM identity JOIN told USING (n) JOIN linked USING (root) "
        "ORDER BY identity.root, told.document, told.entity"
    )
    for (root, digest), group in groupby(rows, key=lambda row: (row[0], row[1])):
        told = [(key, load(record)) for _, _, key, record in group]
        types = Counter(one.pop("type") for _, one in told)
        names = Counter(one["name"] for _, one in told)
        kind = max(types, key=lambda type: (types[type], type))
        same: dict[str, set[str]] = defaultdict(set)
        for key, one in told:
            same[key].add(one["name"])
        merges = [
            {"reason": "same_name", "names": sorted(spelt), "documents": []}
            for _, spelt in sorted(same.items())
            if len([1 for other, _ in told if same[other] is spelt]) > 1
        ]
        record = {
            "id": f"{PREFIXES[kind]}:{digest}",
            "type": kind,
            "name": max(names, key=lambda name: (names[name], len(name), name)),
            "aliases": sorted({name for _, one in told for name in (one["name"], *one["names"])}),
            "identifiers": {k: v for _, one in reversed(told) for k, v in one["identifiers"].items()},
            "told": [one for _, one in told],
        }
        merges += sorted(reasons.get(root, []), key=lambda one: (one["reason"], one["names"], one["documents"]))
        if merges:
            record["merges"] = merges
        yield root, record
