"""The rules that we ship hold what they promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractor.rulebook.examples import run_examples
from extractor.rulebook.lint import lint
from extractor.rulebook.load import default_rules
from extractor.rulebook.redundant import parse_once, redundant

if TYPE_CHECKING:
    from extractor.pipeline import Parse, Pipeline


def test_lint() -> None:
    errors = [str(finding) for finding in lint(default_rules()) if finding.severity == "error"]
    assert not errors, "\n".join(errors)


@pytest.fixture(scope="module")
def parse(pipeline: Pipeline) -> Parse:
    return parse_once(pipeline)


def test_examples(pipeline: Pipeline, parse: Parse) -> None:
    failed = [str(result) for result in run_examples(pipeline, parse=parse) if not result.passed]
    assert not failed, "\n".join(failed)


def test_every_rule_is_needed(pipeline: Pipeline, parse: Parse) -> None:
    needless = [str(finding) for finding in redundant(pipeline, pipeline.rulebook.rules, parse)]
    assert not needless, "\n".join(needless)
