"""All that one evaluation says, for people to read and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from extractor.evaluate import Evaluation, Record
from extractor.evaluate.by_rule import RuleFigures, by_rule
from extractor.evaluate.compare import Change, compare
from extractor.evaluate.errors import FactError, find_errors
from extractor.evaluate.places import Places
from extractor.evaluate.reliability import Reliability, judge, reliability
from extractor.model import Document

BY_TYPE = ("roles", "roles_f1_95", "edges", "exact_records", "status_accuracy", "status_macro", "bound_accuracy")


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation with what was asked for beside its figures; None is what was not."""

    found: Evaluation
    before: Evaluation | None
    rules: list[RuleFigures]
    reliability: Reliability | None
    errors: list[FactError] | None
    changes: list[Change] | None


def build_report(
    found: Evaluation,
    before: Evaluation | None = None,
    documents: Iterable[Document] = (),
    *,
    errors: bool = False,
    confidence: bool = False,
) -> Report:
    """`before`: the run to compare with; `documents`: the texts, to say where what was missed stands."""
    return Report(
        found,
        before,
        by_rule(found.pairings),
        reliability(judge(found.pairings)) if confidence else None,
        list(find_errors(found.pairings, Places(documents))) if errors else None,
        None if before is None else compare(before.pairings, found.pairings),
    )


def report_record(report: Report) -> Record:
    """A report as JSON takes it: the scorer's own keys, and `per_type` with everything for each type."""
    found = report.found
    out: Record = {
        **_figures(found.figures),
        "per_type": {kind: {key: one[key] for key in BY_TYPE} for kind, one in found.per_type.items()},
        "rules": [{**asdict(rule), "types": sorted(rule.types)} for rule in report.rules],
    }
    if report.reliability is not None:
        out["reliability"] = asdict(report.reliability)
    if report.errors is not None:
        out["errors"] = [asdict(one) for one in report.errors]
    if report.before is not None:
        out["before"] = _figures(report.before.figures)
        out["changes"] = [asdict(one) for one in report.changes or ()]
    return out


def _figures(figures: Record) -> Record:
    return {key: value for key, value in figures.items() if key not in ("errors", "per_type")}
