"""Documents through the pipeline and the contract's scorer."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.evaluate import evaluate
from extractor.export import json_file
from extractor.model import Document, DocumentFacts
from extractor.pipeline import collect

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline
    from extractor.rulebook.model import Rulebook

Record = dict[str, Any]


def read_lines(path: Path) -> list[Record]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def figures(pipeline: Pipeline, documents: Iterable[Document], gold: list[Record]) -> Record:
    """The scorer's totals alone: whoever writes rules must not see the errors of a half that is checked on."""
    found = [told for told in pipeline.extract(documents) if isinstance(told, DocumentFacts)]
    stream = io.StringIO()
    json_file.write(collect(found), stream)
    texts = {told.document.id: told.document.text for told in found}
    result = evaluate(gold, json.loads(stream.getvalue()), None, texts).figures
    assert not result["unread"]
    shown: Record = {kind: result[kind]["f1"] for kind in ("roles", "money_facts", "edges", "exact_records")}
    alarms = len(result["factless_with_facts"])
    kept = ("status_accuracy", "bound_accuracy", "grounded", "factless_documents")
    return {**shown, **{key: result[key] for key in kept}, "false_alarms": alarms}


def below(found: Record, floors: dict[str, float]) -> Record:
    """The figures that are under their floors."""
    return {key: f"{found[key]} < {floor}" for key, floor in floors.items() if found[key] < floor}


def without_lexicon(rulebook: Rulebook) -> Rulebook:
    """The rules as they are with an empty folder lexicon/."""
    return replace(rulebook, names=replace(rulebook.names, spellings={}), spellings=())
