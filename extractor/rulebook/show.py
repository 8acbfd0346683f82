"""One rule as it is written, and as plain data."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

from extractor.rulebook.model import Rule


def rule_source(folder: Path, rule: Rule) -> str:
    """The lines of the rule's file in `folder` that hold the rule, moved to the left."""
    file, _, line = rule.where.rpartition(":")
    lines = (folder / Path(file).name).read_text(encoding="utf-8").splitlines()[int(line) - 1 :]
    depth = _indent(lines[0])
    length = next((n for n, told in enumerate(lines) if n and told.strip() and _indent(told) <= depth), len(lines))
    return dedent("\n".join(lines[:length])).rstrip()


def rule_record(rule: Rule) -> dict[str, Any]:
    """A rule as JSON takes it: who and where it is, its trigger words and roles, its sentences."""
    return {
        "id": rule.id,
        "kind": rule.kind,
        "fact": rule.fact or None,
        "kills": list(rule.kills),
        "where": rule.where,
        "why": rule.why,
        "trigger": [*rule.nouns, *rule.verbs],
        "roles": {role.name: {"case": list(role.cases), "type": list(role.types)} for role in rule.roles},
        "examples": [example.marked for example in rule.examples],
        "near_misses": [example.marked for example in rule.near_misses],
        "todo": [example.marked for example in rule.todo],
    }


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
