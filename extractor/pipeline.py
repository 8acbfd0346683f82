"""The way of an article: the only place that knows the order of the stages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import FundexError
from extractor.model import Corpus, Date, Document, DocumentFacts, Entity, Fact, Failure, Sentence
from extractor.normalise import find_dates, find_values
from extractor.read.press_header import find_press_header
from extractor.rulebook.load import load_rulebook
from extractor.rulebook.model import Rulebook
from extractor.split import Clean, clean, split
from extractor.tokens import plain

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from extractor.assemble.discourse import Named
    from extractor.match.matcher import Match

BATCH_LINES = 256  # sentences parsed together
INTRODUCED = 3  # sentences in which an author may say who writes
BATCH_LETTERS = 1_000_000  # characters of documents held at once
_LISTED = re.compile("[^。：:]{1,40}")  # a line under a heading that may be one of its list
_COUNTED_ON = re.compile("同[年月日]|翌[年月日]")

Parse = Callable[[Sequence[Clean]], Iterable["Doc"]]  # a document's sentences in, a parsed Doc a sentence out


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to read: its number in the document, its words, and what the text around it tells of it.

    `heading` is what an item or row stands under, `last` the date told last before it; `kept`: the gate lets it pass.
    """

    number: int
    sentence: Sentence
    shown: Clean
    heading: str
    last: Date | None
    kept: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A document and the lines of it that are read."""

    document: Document
    lines: tuple[Line, ...]


class Pipeline:
    """read → split → gate → annotate → mentions → match → assemble.

    `rules`: their folder, or a rulebook; `types`: only facts of these types. `nlp` is a loaded ja_ginza; without it one
    is loaded at the first sentence that passes the gate. `gated` False reads every sentence and tells the same facts,
    many times slower.
    """

    def __init__(
        self,
        rules: Path | Rulebook | None = None,
        types: frozenset[str] | None = None,
        nlp: Language | None = None,
        *,
        gated: bool = True,
    ) -> None:
        from extractor.annotate import is_unlisted
        from extractor.assemble import Assembler
        from extractor.gate import Gate
        from extractor.match.matcher import RuleMatcher
        from extractor.reading import Reader

        self.rulebook = rules if isinstance(rules, Rulebook) else load_rulebook(rules)
        self.nlp, self.gated = nlp, gated
        self.gate = Gate(self.rulebook, types)
        self.reader = Reader(self.rulebook, partial(is_unlisted, nlp=nlp))
        self.matcher = RuleMatcher(self.rulebook, types)
        self.assembler = Assembler(self.rulebook)

    def extract(self, documents: Iterable[Document | Failure]) -> Iterator[DocumentFacts | Failure]:
        """Each document's facts, in order; a failure passes through, and a document that fails becomes one.

        Sentences of many documents are parsed together; no more than a batch of documents is held.
        """
        for batch in _batches(self._planned(documents)):
            docs = self._parse_all([one for one in batch if isinstance(one, Plan)])
            for one in batch:
                yield one if isinstance(one, Failure) else self._told(one, docs.get(id(one)))

    def facts(self, document: Document, parse: Parse | None = None) -> DocumentFacts:
        """One document's facts; `parse` gives its sentences' Docs where they are already there."""
        plan = self.plan(document)
        return self._assemble(plan, (parse or self._parse)([line.shown for line in plan.lines]))

    def match(self, document: Document) -> list[Match]:
        """All of a document's sentences, also those that the gate keeps out, with every rule's near misses."""
        plan = self.plan(document, gated=False)
        return self._match(plan, self._parse([line.shown for line in plan.lines]), screened=False)

    def assemble(self, document: Document, matches: Sequence[Match]) -> DocumentFacts:
        """The facts that matched sentences tell together; what the gate keeps out counts only where a rule fired."""
        counted = [match for match in matches if match.reading.kept or match.hits]
        return self.assembler.assemble(document, counted, author_of(counted))

    # --- what to read -----------------------------------------------------------------------------------------

    def plan(self, document: Document, *, gated: bool | None = None) -> Plan:
        """Which sentences of a document are read."""
        gated = self.gated if gated is None else gated
        if gated and not self.gate.may_tell(document.text):
            return Plan(document, ())
        sentences = [s for s in split(document) if s.repeat_of is None]
        shown = [clean(document.text, s.start, s.end, document.format == "markdown") for s in sentences]
        texts = [one.text for one in shown]
        headings = list(_headings(sentences, texts, self.rulebook.words.announces))
        kept = self.gate.keep(sentences, texts, headings)
        dates = LastDates(texts, document)
        if not gated and not any(kept):  # it tells no fact, whatever is asked of it
            kept = [True] * len(texts)
        numbers = [at for at in range(len(texts)) if kept[at] or not gated]
        lines = (Line(at, sentences[at], shown[at], headings[at], dates.before(at), kept[at]) for at in numbers)
        return Plan(document, tuple(lines))

    def _planned(self, documents: Iterable[Document | Failure]) -> Iterator[Plan | Failure]:
        for document in documents:
            if isinstance(document, Failure):
                yield document
                continue
            try:
                yield self.plan(document)
            except FundexError:
                raise
            except Exception as error:
                yield _failure(document, error)

    # --- reading it -------------------------------------------------------------------------------------------

    def _parse(self, shown: Sequence[Clean]) -> Iterator[Doc]:
        if not shown:
            return iter(())
        from extractor.annotate import annotate

        return annotate((one.text for one in shown), self.nlp)

    def _parse_all(self, plans: Sequence[Plan]) -> dict[int, list[Doc]]:
        """The Docs of each plan by its id; one that cannot be parsed has none, and the others are parsed without it."""
        try:
            docs = iter(list(self._parse([line.shown for plan in plans for line in plan.lines])))
        except Exception:
            if len(plans) == 1:
                return {}
            return {key: docs for plan in plans for key, docs in self._parse_all([plan]).items()}
        return {id(plan): [next(docs) for _ in plan.lines] for plan in plans}

    def _told(self, plan: Plan, docs: Sequence[Doc] | None) -> DocumentFacts | Failure:
        try:
            shown = [line.shown for line in plan.lines]
            return self._assemble(plan, self._parse(shown) if docs is None else docs)
        except FundexError:
            raise
        except Exception as error:
            return _failure(plan.document, error)

    def _assemble(self, plan: Plan, docs: Iterable[Doc]) -> DocumentFacts:
        return self.assemble(plan.document, self._match(plan, docs))

    def _match(self, plan: Plan, docs: Iterable[Doc], *, screened: bool = True) -> list[Match]:
        readings = []
        header = find_press_header(plan.document.text, plan.document.body)
        author = plan.document.text[slice(*header.company)].strip() if header else ""
        for line, doc in zip(plan.lines, docs, strict=True):
            values = find_values(line.shown.text, plan.document.anchor, last=line.last)
            reading = self.reader.read(line.sentence, plain(doc), line.shown.offsets, values, author)
            reading.number, reading.heading, reading.kept = line.number, line.heading, line.kept
            readings.append(reading)
        self.reader.settle(readings)
        return [self.matcher.match(reading, screened=screened) for reading in readings]


class LastDates:
    """The dates that 同月 and 翌年 count from, read when one asks for them."""

    def __init__(self, texts: Sequence[str], document: Document) -> None:
        self.texts, self.anchor = texts, document.anchor
        self._after: list[Date | None] = []

    def before(self, number: int) -> Date | None:
        """The date told last before a sentence; None for one whose dates count from none."""
        if not _COUNTED_ON.search(self.texts[number]):
            return None
        while len(self._after) < number:
            last = self._after[-1] if self._after else None
            found = find_dates(self.texts[len(self._after)], self.anchor, last=last)
            told = [one.value for one in found if isinstance(one.value, Date) and one.value.edtf]
            self._after.append(told[-1] if told else last)
        return self._after[number - 1] if number else None


def _batches(plans: Iterable[Plan | Failure]) -> Iterator[list[Plan | Failure]]:
    """Plans in order, in lists that a parse is worth."""
    batch: list[Plan | Failure] = []
    lines = letters = 0
    for plan in plans:
        batch.append(plan)
        if isinstance(plan, Plan):
            lines, letters = lines + len(plan.lines), letters + len(plan.document.text)
        if lines >= BATCH_LINES or letters >= BATCH_LETTERS:
            yield batch
            batch, lines, letters = [], 0, 0
    if batch:
        yield batch


def _headings(sentences: Iterable[Sentence], texts: Iterable[str], announces: tuple[str, ...]) -> Iterator[str]:
    """What each item of a list stands under: the heading or the line that announces the list (引受先一覧)."""
    heading = ""
    for sentence, text in zip(sentences, texts, strict=True):
        announced = text.rstrip("。").endswith((*announces, "：", ":"))
        listed = sentence.kind == "paragraph" and not announced and _LISTED.fullmatch(text) is not None
        if sentence.kind in ("item", "row") or listed:
            yield heading
            continue
        heading = text if sentence.kind == "heading" or announced else ""
        yield ""


def _failure(document: Document, error: Exception) -> Failure:
    what = f"cannot be processed ({type(error).__name__}: {error}); please report it with this document"
    return Failure(document.source or document.id, what)


def author_of(matches: Iterable[Match]) -> Named | None:
    """Whose text it is, with the sentence that says so: 「株式会社Xのプレスリリース」, 「X代表の山田です。」."""
    for match in matches:
        reading = match.reading
        if reading.sentence.kind == "press_header":
            named = (name for name in reading.names if name.type in ("organization", "unknown"))
            return next(((name, reading) for name in named), None)
        if reading.number < INTRODUCED and (host := reading.introduced) is not None:
            return host, reading
    return None


def joined(known: Entity | None, other: Entity) -> Entity:
    """One entity of two documents' tellings, with all its spellings."""
    if known is None:
        return other
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
            entities[entity.id] = joined(entities.get(entity.id), entity)
    return Corpus(tuple(documents), tuple(sorted(entities.values(), key=lambda e: e.id)), tuple(facts))
