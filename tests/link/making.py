"""Facts files in a line or two: what documents tell, and the linked corpus that comes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extractor.link.decisions import Decisions
from extractor.link.rates import Rates
from extractor.link.run import link

Record = dict[str, Any]
PREFIXES = {"organization": "org"}


def money(value: int, currency: str = "JPY", bound: str = "exact", *equivalents: Record) -> Record:
    """A filler; `equivalents` are of the same shape."""
    told = {"value": value, "currency": currency, "bound": bound, "low": None, "high": None}
    return {"text": "円", "start": 0, "end": 1, "money": told, "equivalents": [one["money"] for one in equivalents]}


def day(first: str, last: str | None = None) -> Record:
    return {"text": "日", "start": 0, "end": 1, "date": {"edtf": first, "start": first, "end": last or first}}


def term(word: str) -> Record:
    return {"text": word, "start": 0, "end": len(word), "term": word}


def told(*names: str, type: str = "organization", **beside: str) -> Record:
    """An entity of a document, its fullest name first; `beside`: seat, business, securities_code …"""
    attributes = {key: value for key, value in beside.items() if key in ("seat", "business")}
    identifiers = {key: value for key, value in beside.items() if key not in attributes}
    return {"type": type, "names": list(names), "identifiers": identifiers, "attributes": attributes}


def file(*documents: tuple[str, str | None, list[Record]]) -> Record:
    """A facts file of documents: (id, day, facts)."""
    entities: dict[str, Record] = {}
    facts = []
    for id, _, tellings in documents:
        for number, telling in enumerate(tellings):
            roles = {}
            for role, fillers in telling["roles"].items():
                roles[role] = [_filler(id, one, entities) for one in fillers]
            facts.append({**telling, "id": f"{id}.{number}", "document": id, "roles": roles})
    records = [{"id": id, "published": published, "sha256": id} for id, published, _ in documents]
    return {"schema_version": 1, "documents": records, "entities": list(entities.values()), "facts": facts}


def fact(type: str = "funding_round", status: str = "completed", **roles: Any) -> Record:
    """A fact; a role is a filler, an entity, a name, or a list of them."""
    listed = {role: value if isinstance(value, list) else [value] for role, value in roles.items()}
    rest = {"attribution": {"kind": "author", "source": None}, "part_of": None, "issues": []}
    return {"type": type, "status": status, "roles": listed, "evidence": [], "confidence": 0.9, **rest}


def _filler(document: str, one: Any, entities: dict[str, Record]) -> Record:
    if isinstance(one, str):
        one = told(one)
    if "names" not in one:
        return dict(one)
    name = one["names"][0]
    id = f"{PREFIXES.get(one['type'], one['type'])}:{document}-{name}"
    mine = {key: one[key] for key in ("names", "identifiers", "attributes")}
    record = {"id": id, "type": one["type"], "name": name, "aliases": one["names"], "identifiers": one["identifiers"]}
    entities[id] = {**record, "told": [{"document": document, "name": name, **mine}]}
    return {"entity": id, "text": name, "start": 0, "end": len(name)}


def linked(folder: Path, *files: Record, decisions: Decisions = Decisions(), rates: Rates | None = None) -> Record:  # noqa: B008
    """The files, linked."""
    paths = []
    for number, one in enumerate(files):
        paths.append(folder / f"facts-{number}.json")
        paths[-1].write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    link(paths, folder / "corpus.json", decisions=decisions, rates=rates)
    corpus: Record = json.loads((folder / "corpus.json").read_text(encoding="utf-8"))
    return corpus


def names(corpus: Record) -> list[list[str]]:
    """Each organization's documents, sorted."""
    return sorted(sorted(one["document"] for one in entity["told"]) for entity in corpus["entities"])
