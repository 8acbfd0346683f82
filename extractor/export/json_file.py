"""The facts file: one JSON object, a document, entity or fact a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from extractor.contract import SCHEMA_VERSION
from extractor.export.records import Record, document_record, entity_record, fact_record
from extractor.model import CorpusView


def write(corpus: CorpusView, stream: TextIO) -> None:
    """The whole corpus, as the fact contract shapes it."""
    stream.write(f'{{\n"schema_version": {SCHEMA_VERSION},\n')
    _write_list(stream, "documents", map(document_record, corpus.documents), ",")
    _write_list(stream, "entities", map(entity_record, corpus.entities), ",")
    _write_list(stream, "facts", map(fact_record, corpus.facts), "")
    stream.write("}\n")


def _write_list(stream: TextIO, name: str, records: Iterable[Record], then: str) -> None:
    stream.write(f'"{name}": [')
    before = "\n"
    for record in records:
        stream.write(before + json.dumps(record, ensure_ascii=False))
        before = ",\n"
    stream.write(f"\n]{then}\n")
