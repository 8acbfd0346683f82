"""An evaluation as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from extractor.evaluate import Record
from extractor.evaluate.by_rule import RuleFigures
from extractor.evaluate.reliability import Reliability
from extractor.tables import plain_table

if TYPE_CHECKING:
    from rich.table import Table

SUMS = {"roles": "roles", "money_facts": "money facts", "edges": "edges", "exact_records": "whole records"}
SHARES = {
    "status_accuracy": "status",
    "status_macro": "status, mean of statuses",
    "bound_accuracy": "bound",
    "grounded": "grounded",
}


def totals_table(figures: Record, old: Record | None = None) -> Table:
    """The sums over all types; with `old`, a run before, how far each has moved."""
    moved = ("was", "by") if old else ()
    table = _numbers("", "P", "R", "F1", "95 %", "right", "wrong", "missed", *moved)
    for key, label in SUMS.items():
        one, interval = figures[key], ""
        if key == "roles":
            interval = "–".join(_share(bound) for bound in figures["roles_f1_95"])
        table.add_row(label, *_prf(one), interval, *_counts(one), *_moved(one["f1"], old[key]["f1"] if old else None))
    for key, label in SHARES.items():
        found = figures[key]
        if found is not None:
            table.add_row(label, "", "", _share(found), "", "", "", "", *_moved(found, old[key] if old else None))
    return table


def types_table(per_type: Mapping[str, Record]) -> Table:
    """Everything for each type of fact by itself."""
    table = _numbers(
        "type", "P", "R", "F1", "95 %", "right", "wrong", "missed", "edges F1", "records F1", "status", "bound"
    )
    for kind, figures in per_type.items():
        roles, edges, records = figures["roles"], figures["edges"], figures["exact_records"]
        table.add_row(
            kind,
            *_prf(roles),
            "–".join(_share(bound) for bound in figures["roles_f1_95"]),
            *_counts(roles),
            _share(edges["f1"]) if any(edges.values()) else "",
            _share(records["f1"]),
            _share(figures["status_accuracy"]),
            _share(figures["bound_accuracy"]),
        )
    return table


def roles_table(per_role: Record) -> Table:
    """A row for each role of each type."""
    table = _numbers("type.role", "P", "R", "F1", "right", "wrong", "missed")
    for role, one in per_role.items():
        table.add_row(role, *_prf(one), *_counts(one))
    return table


def rules_table(rules: Iterable[RuleFigures]) -> Table:
    """A row for each rule that told a fact, the most wrong fillers first."""
    table = _numbers("rule", "facts", "nothing wrong", "fillers right", "wrong", "P", "status right")
    for one in rules:
        statuses = f"{one.statuses_right}/{one.statuses}" if one.statuses else ""
        counts = (str(number) for number in (one.facts, one.facts_right, one.right, one.wrong))
        table.add_row(one.rule, *counts, _share(one.precision), statuses)
    return table


def reliability_table(found: Reliability) -> Table:
    """A row for each bin of confidence."""
    table = _numbers("confidence", "facts", "mean", "right", "95 %", "fillers right")
    for one in found.bins:
        interval = "–".join(_share(bound) for bound in one.interval)
        table.add_row(
            f"{one.low:.2f}–{one.high:.2f}",
            str(one.facts),
            _share(one.confidence),
            _share(one.right),
            interval,
            _share(one.fillers_right),
        )
    return table


def _numbers(*columns: str) -> Table:
    table = plain_table(*columns)
    for column in table.columns[1:]:
        column.justify, column.no_wrap = "right", True
    return table


def _prf(one: Record) -> tuple[str, str, str]:
    return _share(one["p"]), _share(one["r"]), _share(one["f1"])


def _counts(one: Record) -> tuple[str, str, str]:
    return str(one["tp"]), str(one["fp"]), str(one["fn"])


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"


def _moved(found: float | None, before: float | None) -> tuple[str, ...]:
    if before is None or found is None:
        return ()
    return _share(before), f"{found - before:+.3f}"
