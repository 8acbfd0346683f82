"""Where in a text the fillers of a gold fact stand: gold tells names and values, not places."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.evaluate.pairing import Record, Wanted
from extractor.evaluate.score import Gold
from extractor.export.records import value_record
from extractor.model import Document
from extractor.normalise import find_values
from extractor.normalise.terms import find_terms
from extractor.split import clean, split

MOST = 3  # sentences shown for one fact


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    folded: str
    values: Sequence[Record]  # as the scorer reads fillers


class Places:
    """The sentences of the texts that were scored."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = {document.id: document for document in documents}
        self._read: dict[str, list[_Sentence]] = {}

    def telling(self, document: str, fillers: Sequence[Wanted]) -> tuple[str, ...]:
        """The fewest sentences, in the text's order, in which all the fillers stand that can be found."""
        sentences = self._sentences(document)
        standing = [{n for n, one in enumerate(fillers) if _stands(one, sentence)} for sentence in sentences]
        left, chosen = set(range(len(fillers))), set[int]()
        while len(chosen) < MOST and standing:
            best = max(range(len(sentences)), key=lambda at: (len(standing[at] & left), -at))
            if not standing[best] & left:
                break
            chosen.add(best)
            left -= standing[best]
        return tuple(sentences[at].text for at in sorted(chosen))

    def _sentences(self, id: str) -> list[_Sentence]:
        if id not in self._read and id in self.documents:
            document = self.documents[id]
            shown = [
                clean(document.text, one.start, one.end, document.format == "markdown").text for one in split(document)
            ]
            self._read[id] = [_read(text, document) for text in shown]
        return self._read.get(id, [])


def _read(text: str, document: Document) -> _Sentence:
    mentions = [*find_values(text, document.anchor)]
    for kind in ("round", "instrument"):
        mentions += find_terms(text, kind=kind)
    values: list[Record] = []
    for mention in mentions:
        for one in (mention.value, *mention.equivalents):
            kind, value = value_record(one)
            values.append({"kind": kind, "value": value, "names": {value} if kind == "term" else set()})
    return _Sentence(" ".join(text.split()), _fold(text), values)


def _stands(wanted: Wanted, sentence: _Sentence) -> bool:
    filler = wanted.filler
    if isinstance(filler, list):
        return any(_fold(name) in sentence.folded for name in filler)
    gold = Gold({"facts": []}, {})
    if any(gold.match(filler, value) is not None for value in sentence.values):
        return True
    return isinstance(filler, str) and any(_fold(part) in sentence.folded for part in filler.split("|"))


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
