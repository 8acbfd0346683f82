"""People's decisions on who is one company and who is not: a YAML file that wins over the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from extractor.errors import FormatError

HEAD = """\
# Decisions on identity for `fundex link --decisions`. They win over the program and hold for new extractions:
# they name companies as documents spell them. Delete an entry to undo it.
#   merge: the names are one company; `documents` limits it to what these documents tell
#   split: in these spellings, or in these documents, it is another company than the one named first
"""


@dataclass(frozen=True, slots=True)
class Merge:
    """All of `names` are one; in `documents` only, if some are given."""

    names: tuple[str, ...]
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Split:
    """`name` told under one of `aliases`, or in one of `documents`, is another than `name` elsewhere."""

    name: str
    aliases: tuple[str, ...] = ()
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decisions:
    """The file, read."""

    merges: tuple[Merge, ...] = ()
    splits: tuple[Split, ...] = ()


def read_decisions(path: Path) -> Decisions:
    """Raises FormatError, naming the entry, for what is no decision."""
    data = _data(path)
    for key in data:
        if key not in ("merge", "split"):
            raise FormatError(str(path), f"unknown key {key!r}", "use merge and split")
    merges = [
        Merge(
            tuple(_texts(path, "merge", one, "names", at_least=2)), frozenset(_texts(path, "merge", one, "documents"))
        )
        for one in _entries(path, data, "merge", {"names", "documents"})
    ]
    splits = []
    for one in _entries(path, data, "split", {"name", "aliases", "documents"}):
        aliases, documents = _texts(path, "split", one, "aliases"), _texts(path, "split", one, "documents")
        if not isinstance(one.get("name"), str) or not (aliases or documents):
            raise FormatError(f"{path} split", f"{one} is no split", "write name, and aliases or documents")
        splits.append(Split(one["name"], tuple(aliases), frozenset(documents)))
    return Decisions(tuple(merges), tuple(splits))


def add_merge(path: Path, names: list[str], documents: list[str]) -> None:
    """Writes one more merge into the file, which is made if it is not there."""
    _add(path, "merge", {"names": names, **({"documents": documents} if documents else {})})


def add_split(path: Path, name: str, aliases: list[str], documents: list[str]) -> None:
    """Writes one more split into the file, which is made if it is not there."""
    lists = {"aliases": aliases, "documents": documents}
    _add(path, "split", {"name": name, **{key: told for key, told in lists.items() if told}})


def _add(path: Path, kind: str, entry: dict[str, object]) -> None:
    from extractor.export.atomic import whole_file

    data: dict[str, Any] = {}
    if path.exists():
        read_decisions(path)
        data = _data(path)
    data[kind] = [*(data.get(kind) or []), entry]
    with whole_file(path) as part:
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)
        part.write_text(HEAD + text, encoding="utf-8")


def _data(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FormatError(str(path), f"cannot be read ({error.strerror})", "name a decisions file") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FormatError(str(path), f"no YAML ({str(error).splitlines()[0]})", "mend the syntax") from None
    if not isinstance(data or {}, dict):
        raise FormatError(str(path), "a list where merge and split belong", "start with `merge:` or `split:`")
    return data or {}


def _entries(path: Path, data: dict[str, Any], kind: str, keys: set[str]) -> list[dict[str, Any]]:
    entries = data.get(kind) or []
    check: Callable[[object], bool] = lambda one: isinstance(one, dict) and set(one) <= keys  # noqa: E731
    if not isinstance(entries, list) or not all(map(check, entries)):
        raise FormatError(
            f"{path} {kind}", "an entry is wrong", f"write a list of entries with {', '.join(sorted(keys))}"
        )
    return entries


def _texts(path: Path, kind: str, entry: dict[str, Any], key: str, at_least: int = 0) -> list[str]:
    told = entry.get(key) or []
    if not isinstance(told, list) or len(told) < at_least or not all(isinstance(one, str) for one in told):
        raise FormatError(f"{path} {kind}", f"{key} of {entry} is no list of names", f"write {key}: [A, B]")
    return told
