"""The way of an article: the only place that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.model import Corpus, Date, Document, DocumentFacts, Entity, Fact, Failure, ValueMention
from extractor.normalise import find_values
from extractor.rulebook.load import load_rulebook
from extractor.split import Clean, clean, split

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from extractor.match.matcher import Match
    from extractor.names import Name
    from extractor.reading import Reading

Parse = Callable[[Sequence[Clean]], Iterable["Doc"]]  # a document's sentences in, a parsed Doc a sentence out


class Pipeline:
    """read → split → annotate → mentions → match → assemble, for documents one after the other.

    `nlp` is a loaded ja_ginza; without it one is loaded at the first sentence.
    """

    def __init__(
        self, rules_dir: Path | None = None, types: frozenset[str] | None = None, nlp: Language | None = None
    ) -> None:
        from extractor.annotate import is_unlisted
        from extractor.assemble import Assembler
        from extractor.match.matcher import RuleMatcher
        from extractor.reading import Reader

        self.rulebook = load_rulebook(rules_dir)
        self.nlp = nlp
        self.reader = Reader(self.rulebook, partial(is_unlisted, nlp=nlp))
        self.matcher = RuleMatcher(self.rulebook, types)
        self.assembler = Assembler(self.rulebook)

    def extract(self, documents: Iterable[Document | Failure]) -> Iterator[DocumentFacts | Failure]:
        """Each document's facts, in order; a failure passes through."""
        for document in documents:
            yield document if isinstance(document, Failure) else self.facts(document)

    def facts(self, document: Document, parse: Parse | None = None) -> DocumentFacts:
        """One document's facts; `parse` gives its sentences' Docs where they are already there."""
        matches = self.match(document, parse)
        return self.assembler.assemble(document, matches, author_of(matches))

    def match(self, document: Document, parse: Parse | None = None) -> list[Match]:
        """One document's sentences, read and matched."""
        sentences = [s for s in split(document) if s.repeat_of is None]
        cleaned = [clean(document.text, s.start, s.end, document.format == "markdown") for s in sentences]
        docs = (parse or self._parse)(cleaned)
        readings: list[Reading] = []
        last: Date | None = None
        for sentence, shown, doc in zip(sentences, cleaned, docs, strict=True):
            values = find_values(shown.text, document.anchor, last=last)
            last = _last_date(values, last)
            readings.append(self.reader.read(sentence, doc, shown.offsets, values))
        self.reader.settle(readings)
        _put_under_headings(readings)
        return [self.matcher.match(reading) for reading in readings]

    def _parse(self, sentences: Sequence[Clean]) -> Iterator[Doc]:
        from extractor.annotate import annotate, load_model

        return annotate(self.nlp or load_model(), (sentence.text for sentence in sentences))


def _put_under_headings(readings: Iterable[Reading]) -> None:
    """An item of a list knows the heading or the line that announces the list (引受先一覧)."""
    heading = ""
    for reading in readings:
        if reading.sentence.kind in ("item", "row"):
            reading.heading = heading
        elif reading.sentence.kind == "heading" or reading.text.rstrip("。").endswith(
            ("下記", "以下", "通り", "とおり", "：", ":", "は")
        ):
            heading = reading.text
        else:
            heading = ""


def _last_date(values: Iterable[ValueMention], last: Date | None) -> Date | None:
    for mention in values:
        if isinstance(mention.value, Date) and mention.value.edtf:
            last = mention.value
    return last


def author_of(matches: Iterable[Match]) -> Name | None:
    """The company that a press release is of: 「株式会社Xのプレスリリース」."""
    for match in matches:
        if match.reading.sentence.kind == "press_header":
            return next((name for name in match.reading.names if name.type in ("organization", "unknown")), None)
    return None


def _joined(known: Entity, other: Entity) -> Entity:
    name = max(known.name, other.name, key=lambda n: (len(n), n))
    return Entity(
        id=known.id,
        type=known.type,
        name=name,
        aliases=tuple(sorted({*known.aliases, *other.aliases})),
        identifiers={**other.identifiers, **known.identifiers},
        told=(*known.told, *other.told),
    )


def collect(results: Iterable[DocumentFacts]) -> Corpus:
    """Many documents' facts as one corpus; entities of one id are one, with all their spellings."""
    documents: list[Document] = []
    facts: list[Fact] = []
    entities: dict[str, Entity] = {}
    for result in results:
        documents.append(result.document)
        facts.extend(result.facts)
        for entity in result.entities:
            known = entities.get(entity.id)
            entities[entity.id] = entity if known is None else _joined(known, entity)
    return Corpus(tuple(documents), tuple(sorted(entities.values(), key=lambda e: e.id)), tuple(facts))
