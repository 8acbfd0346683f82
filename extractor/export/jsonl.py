"""JSON Lines: a fact a line that stands alone, with its document and its entities."""

from __future__ import annotations

import json
from typing import TextIO

from extractor.export.records import Record, document_record, entity_record, fact_record
from extractor.model import Corpus, Entity


def write(corpus: Corpus, stream: TextIO) -> None:
    """The facts as in the facts file, but `document` is the document itself and an entity's filler has its `name`.

    `entities` has the records of those that the fact names, with what its document tells of them.
    """
    documents = {document.id: document_record(document) for document in corpus.documents}
    entities = {entity.id: entity for entity in corpus.entities}
    for fact in corpus.facts:
        record = fact_record(fact)
        record["document"] = documents[fact.document]
        named: dict[str, Record] = {}
        for fillers in record["roles"].values():
            for filler in fillers:
                if "entity" in filler:
                    entity = entities[filler["entity"]]
                    filler["name"] = entity.name
                    named[entity.id] = _told_by(entity, fact.document)
        record["entities"] = list(named.values())
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def _told_by(entity: Entity, document: str) -> Record:
    record = entity_record(entity)
    record["told"] = [one for one in record["told"] if one["document"] == document]
    return record
