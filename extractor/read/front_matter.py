"""YAML front matter between two lines of `---`, with the place of its title in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from extractor.errors import InputError
from extractor.read.dates import parse_published

if TYPE_CHECKING:
    from yaml import MappingNode, Node, ScalarNode

_OPEN = re.compile(r"---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[\w-]+[ \t]*:(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says of itself. `body` is the offset behind it; `title` a span, if it stands there verbatim."""

    body: int = 0
    title: tuple[int, int] | None = None
    published: date | datetime | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)


def read_front_matter(text: str, where: str) -> FrontMatter:
    """The front matter of a text, an empty one where there is none; InputError on bad YAML or a date that is none."""
    opened = _OPEN.match(text)
    closed = _CLOSE.search(text, opened.end()) if opened else None
    # A text may also begin with a rule: only keys make front matter of what lies between two.
    if not opened or not closed or not _KEY.match(text, opened.end()):
        return FrontMatter()
    start = opened.end()
    node, values = _parse(text[start : closed.start()], where)
    values.pop("date", None)
    return FrontMatter(
        body=closed.end(),
        title=_title_span(text, node, start),
        published=_published(node, where),
        metadata=values | {key.value: _tags(value) for key, value in node.value if key.value == "tags"},
    )


def _parse(header: str, where: str) -> tuple[MappingNode, dict[str, object]]:
    from yaml import MappingNode, MarkedYAMLError, SafeLoader, YAMLError

    loader = SafeLoader(header)
    try:
        node = loader.get_single_node()
        if not isinstance(node, MappingNode):
            raise InputError(where, "the front matter holds no `key: value` lines", "write `title: …` or remove it")
        return node, {str(key): value for key, value in loader.construct_document(node).items()}
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        line = f":{mark.line + 2}" if mark else ""  # lines count from 0, and the first --- is not among them
        what = (error.problem if isinstance(error, MarkedYAMLError) else None) or "cannot be parsed"
        raise InputError(f"{where}{line}", f"front matter: {what}", "put values that hold : or # in quotes") from None
    except ValueError as error:  # a time stamp with a month 13
        raise InputError(where, f"front matter: {error}", "write dates as 2026-04-07") from None
    finally:
        loader.dispose()


def _scalar(node: MappingNode, name: str) -> ScalarNode | None:
    from yaml import ScalarNode

    return next((value for key, value in node.value if key.value == name and isinstance(value, ScalarNode)), None)


def _title_span(text: str, node: MappingNode, start: int) -> tuple[int, int] | None:
    value = _scalar(node, "title")
    title = value.value.strip() if value else ""
    if not value or not title:
        return None
    # An escaped or folded title is not written as it reads, so it has no place in the file.
    at = text.find(title, start + value.start_mark.index, start + value.end_mark.index)
    return (at, at + len(title)) if at >= 0 else None


def _published(node: MappingNode, where: str) -> date | datetime | None:
    told = _scalar(node, "date")
    if not told or told.tag.endswith(":null"):
        return None
    try:
        return parse_published(told.value)
    except ValueError:
        raise InputError(where, f"front matter: date {told.value!r} is no date", "write it as 2026-04-07") from None


def _tags(value: Node) -> list[str]:
    """The tags as written: YAML would read the tag `on` as true."""
    from yaml import ScalarNode

    if isinstance(value, ScalarNode):
        return [tag.strip() for tag in re.split(r"[,、]", value.value) if tag.strip()]
    return [tag.value for tag in value.value if isinstance(tag, ScalarNode)]
