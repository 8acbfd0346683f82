"""The rules that we ship hold what they promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.rulebook.examples import run_examples
from extractor.rulebook.lint import lint
from extractor.rulebook.load import default_rules

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline


def test_lint() -> None:
    errors = [str(finding) for finding in lint(default_rules()) if finding.severity == "error"]
    assert not errors, "\n".join(errors)


def test_examples(pipeline: Pipeline) -> None:
    failed = [str(result) for result in run_examples(pipeline) if not result.passed]
    assert not failed, "\n".join(failed)
