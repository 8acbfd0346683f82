"""The facts file: one JSON object, a document, entity, fact or event a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TextIO

from extractor.contract import SCHEMA_VERSION
from extractor.export.records import Record, document_record, entity_record, event_record, fact_record
from extractor.model import Corpus


def write(corpus: Corpus, stream: TextIO) -> None:
    """The whole corpus, as the fact contract shapes it; `events` only where there are some."""
    lists: dict[str, Iterable[Record]] = {
        "documents": map(document_record, corpus.documents),
        "entities": map(entity_record, corpus.entities),
        "facts": map(fact_record, corpus.facts),
    }
    if corpus.events:
        lists["events"] = map(event_record, corpus.events)
    write_lists(lists, stream)


def write_lists(lists: Mapping[str, Iterable[Record]], stream: TextIO) -> None:
    """A facts file of lists of records, each taken one record at a time."""
    stream.write(f'{{\n"schema_version": {SCHEMA_VERSION}')
    for name, records in lists.items():
        stream.write(f',\n"{name}": [')
        before = "\n"
        for record in records:
            stream.write(before + json.dumps(record, ensure_ascii=False))
            before = ",\n"
        stream.write("\n]")
    stream.write("\n}\n")
