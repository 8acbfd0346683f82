"""JSON Lines: a fact a line that stands alone, with its document and its entities' names."""

from __future__ import annotations

import json
from typing import TextIO

from extractor.export.records import document_record, fact_record
from extractor.model import CorpusView


def write(corpus: CorpusView, stream: TextIO) -> None:
    """The facts as in the facts file, but `document` is the document itself and an entity's filler has its `name`."""
    documents = {document.id: document_record(document) for document in corpus.documents}
    names = {entity.id: entity.name for entity in corpus.entities}
    for fact in corpus.facts:
        record = fact_record(fact)
        record["document"] = documents[fact.document]
        for fillers in record["roles"].values():
            for filler in fillers:
                if "entity" in filler:
                    filler["name"] = names[filler["entity"]]
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")
