"""YAML with line numbers: what the loader needs to say where a mistake stands."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

import yaml

from extractor.errors import RuleError


class Located(dict[str, object]):
    """A YAML mapping that knows its file and the line of each key (from 1)."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__()
        self.path, self.line = path, line
        self.lines: dict[str, int] = {}

    def where(self, key: str | None = None) -> str:
        return f"{self.path.parent.name}/{self.path.name}:{self.lines.get(key, self.line) if key else self.line}"

    def check_keys(self, allowed: set[str], name: str) -> None:
        for key in self:
            if key not in allowed:
                near = get_close_matches(key, sorted(allowed), 1)
                hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(sorted(allowed))}"
                raise RuleError(f"{self.where(key)} {name}", f"unknown key {key!r}", hint)


class Text(str):
    """A YAML string that knows its line."""

    line: int = 0


_SCALARS = yaml.constructor.SafeConstructor()


def read_yaml(path: Path) -> Located:
    """The file's top mapping. Raises RuleError for what is no YAML, a key told twice or a top that is no mapping."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise RuleError(
            f"{path.parent.name}/{path.name}:{line}", f"no YAML: {error.problem}", "mend the syntax"
        ) from error
    if not isinstance(node, yaml.MappingNode):
        raise RuleError(f"{path.parent.name}/{path.name}:1", "a rule file is a mapping", "start with `rules:`")
    built = _build(node, path)
    assert isinstance(built, Located)
    return built


def _build(node: yaml.Node, path: Path) -> object:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        out = Located(path, line)
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in out:
                raise RuleError(
                    f"{path.parent.name}/{path.name}:{key_node.start_mark.line + 1}", f"key {key!r} told twice"
                )
            out.lines[key] = key_node.start_mark.line + 1
            out[key] = _build(value_node, path)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, path) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    value = node.value if node.tag == "tag:yaml.org,2002:str" else _SCALARS.construct_document(node)
    if isinstance(value, str):
        text = Text(value)
        text.line = line
        return text
    return value


def rule_files(folder: Path) -> Iterator[Path]:
    """The YAML files of a rules folder, in order; the lexicon's are read by name."""
    yield from sorted(folder.glob("*.yaml"))


def digest(folder: Path) -> str:
    """What tells one state of a rules folder from another: sixteen hexadecimal digits of all its YAML."""
    told = sha256()
    for path in sorted(folder.rglob("*.yaml")):
        data = path.read_bytes()
        told.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return told.hexdigest()[:16]
