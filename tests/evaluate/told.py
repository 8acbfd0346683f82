"""Small gold documents and facts files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Record = dict[str, Any]
TEXT = "朝凪製作所は10億円を調達した。汐見商事は弓張鉄工を買収した。"


def yen(value: int, *bounds: str) -> Record:
    return {"value": value, "currency": "JPY", "bound": list(bounds or ("exact",))}


def gold_fact(kind: str, status: str = "completed", *, optional: bool = False, **roles: Any) -> Record:
    """A gold fact; a role with a `_` at its end is free (`role?`)."""
    fillers = {role.replace("_", "?") if role.endswith("_") else role: told for role, told in roles.items()}
    return {"type": kind, "status": [status], "optional": optional, "roles": fillers}


def names(*told: str) -> list[list[str]]:
    return [[name] for name in told]


def fact(
    kind: str,
    roles: Mapping[str, Any],
    *,
    text: str = TEXT,
    status: str = "completed",
    rules: Mapping[str, str] | None = None,
    confidence: float = 0.9,
) -> Record:
    """A predicted fact: a name stands for an entity, a number for yen. `rules`: a sentence's words → its rule."""
    evidence = []
    for words, rule in (rules or {text: "rule.any"}).items():
        start = text.index(words)
        evidence.append({"start": start, "end": start + len(words), "text": words, "rules": rule.split()})
    fillers = {role: [_filler(one, text) for one in told] for role, told in roles.items()}
    return {
        "id": f"{kind} {sorted(roles.items())}",
        "type": kind,
        "document": "d",
        "status": status,
        "attribution": {"kind": "author", "source": None},
        "roles": fillers,
        "evidence": evidence,
        "confidence": confidence,
    }


def _filler(told: str | int | tuple[int, str], text: str) -> Record:
    if isinstance(told, str):
        start = text.index(told)
        return {"entity": f"org:{told}", "text": told, "start": start, "end": start + len(told)}
    value, bound = told if isinstance(told, tuple) else (told, "exact")
    money = {"value": value, "currency": "JPY", "bound": bound, "low": None, "high": None}
    words = f"{value // 10**8}億円"
    start = max(0, text.find(words))
    return {"money": money, "text": text[start : start + len(words)], "start": start, "end": start + len(words)}


def facts_file(*facts: Record, documents: tuple[str, ...] = ("d",)) -> Record:
    """The facts of some documents, with the entities that they name."""
    ids = {filler["entity"] for one in facts for told in one["roles"].values() for filler in told if "entity" in filler}
    entities = [
        {"id": id, "type": "organization", "name": id.removeprefix("org:"), "aliases": []} for id in sorted(ids)
    ]
    return {
        "schema_version": 1,
        "documents": [{"id": id} for id in documents],
        "entities": entities,
        "facts": list(facts),
    }
