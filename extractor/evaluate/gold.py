"""A gold file, checked: what the scorer would trip over, or score without a word, is named with its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from extractor.contract import FACT_TYPES, STATUSES
from extractor.errors import FormatError

Record = dict[str, Any]


def read_gold(path: Path) -> list[Record]:
    """The documents of a gold file, one a line; a FormatError names file, line and fact."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise FormatError(str(path), f"cannot be read ({what})", "GOLD is a .jsonl file, a document a line") from None
    out: list[Record] = []
    seen: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path}:{number}"
            out.append(_document(line, where))
            first = seen.setdefault(out[-1]["id"], where)
            if first != where:
                raise FormatError(where, f"the id {out[-1]['id']!r} stands in {first} already", "give each its own")
    if not out:
        raise FormatError(str(path), "holds no document", "write a document a line")
    return out


def _document(line: str, where: str) -> Record:
    try:
        told = json.loads(line)
    except json.JSONDecodeError as error:
        raise FormatError(where, f"no JSON ({error.msg})", "write one object a line") from None
    if not isinstance(told, dict) or not isinstance(told.get("id"), str) or not isinstance(told.get("facts"), list):
        raise FormatError(where, "no gold document", 'write {"id": "…", "facts": [{"type": …, "roles": {…}}]}')
    for number, fact in enumerate(told["facts"]):
        _check_fact(fact, f"{where} fact {number}")
    return told


def _check_fact(fact: Any, where: str) -> None:
    if not isinstance(fact, dict) or not isinstance(fact.get("roles"), dict):
        raise FormatError(where, "no fact", 'write {"type": "funding_round", "roles": {"company": [["…"]]}}')
    kind = fact.get("type")
    if kind not in FACT_TYPES:
        raise FormatError(where, f"no fact type {kind!r}", _near(kind, FACT_TYPES))
    status = fact.get("status", [])
    if not isinstance(status, list) or not set(status) <= set(STATUSES):
        raise FormatError(where, f"status {status!r}", f"write a list of some of: {', '.join(STATUSES)}")
    for role, fillers in fact["roles"].items():
        if role.removesuffix("?") not in FACT_TYPES[kind].roles:
            raise FormatError(where, f"{kind} has no role {role!r}", _near(role, FACT_TYPES[kind].roles))
        for wrong in _odd(fillers):
            forms = '["a name", …], {"value": …, "currency": …, "bound": ["exact"]}, a number, or "words"'
            raise FormatError(f"{where} {role}", f"filler {wrong!r}", f"a role is a list of fillers, each {forms}")


def _odd(fillers: Any) -> Iterator[object]:
    if not isinstance(fillers, list):
        yield fillers
        return
    for filler in fillers:
        match filler:
            case bool():
                yield filler
            case list() if filler and all(isinstance(name, str) for name in filler):
                pass
            case {"value": _} | {"low": _, "high": _} if isinstance(filler.get("bound", []), list):
                pass
            case int() | float() | str():
                pass
            case _:
                yield filler


def _near(word: object, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(str(word), names, 1)
    return f"did you mean {near[0]}?" if near else f"use one of: {', '.join(names)}"
