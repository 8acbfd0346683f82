"""The types that flow through the extractor; this module imports nothing of ours.

Offsets are Unicode code points into `Document.text`, half open: `text == document.text[start:end]`.
Values follow the fact contract (docs/facts.md): money in whole currency units, dates as EDTF with the
first and last day, percentages out of 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol

Number = int | Decimal
Bound = Literal["exact", "about", "at_most", "at_least", "range", "vague"]
Status = Literal["completed", "announced", "planned", "negotiating", "cancelled", "denied"]
EntityType = Literal["organization", "person", "product", "facility", "place", "fund"]
BlockKind = Literal["title", "heading", "paragraph", "item", "row", "press_header"]


# --- what was read -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Replaced:
    """An earlier text of a document, whose facts the present one's took the place of; `facts` counts them."""

    sha256: str | None
    title: str | None
    published: str | None
    facts: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article as decoded from its source.

    `title` is a span of `text` (the front matter's title value, a headline's line), never a copy of it, or None.
    `body` is where the article proper begins: after the front matter, if any.
    """

    id: str
    text: str
    title: tuple[int, int] | None = None
    body: int = 0
    published: date | datetime | None = None
    source: str | None = None
    format: Literal["markdown", "text"] = "text"
    metadata: Mapping[str, object] = field(default_factory=dict)
    replaces: tuple[Replaced, ...] = ()

    @property
    def anchor(self) -> date | None:
        """The day that relative dates count from (a time stamp has been moved to Japan's zone by the reader)."""
        return self.published.date() if isinstance(self.published, datetime) else self.published


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: `document.text[start:end]`, its block's number and kind.

    `header` is set on a table's row: the spans of the column titles, cell by cell.
    `repeat_of` names the block that this one repeats word for word, so that facts are not told twice.
    """

    start: int
    end: int
    block: int
    kind: BlockKind
    cells: tuple[tuple[int, int], ...] = ()
    header: tuple[tuple[int, int], ...] = ()
    repeat_of: int | None = None


# --- values ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Money:
    """`value` in whole units of `currency` (ISO 4217); None with `low` and `high` for a range or a vague amount."""

    value: Number | None
    currency: str
    bound: Bound = "exact"
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """An EDTF date with its first and last day (ISO 8601); all None, with `relative`, where it cannot be resolved."""

    edtf: str | None
    start: str | None = None
    end: str | None = None
    relative: str | None = None


@dataclass(frozen=True, slots=True)
class Percent:
    """`value` out of 100."""

    value: Number | None
    bound: Bound = "exact"
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` of `unit`, which has one spelling (基, MW, 株)."""

    value: Number | None
    unit: str
    bound: Bound = "exact"
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a closed list, or the words themselves."""

    value: str


Value = Money | Date | Percent | Quantity | Term


@dataclass(frozen=True, slots=True)
class ValueMention:
    """A value where it stands. `equivalents`: conversions of the amount, told right after the span."""

    start: int
    end: int
    value: Value
    equivalents: tuple[Money, ...] = ()


# --- facts -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency: `value` (or `low` and `high`) is the amount told times `rate`, of `rate_date`."""

    value: Number | None
    currency: str
    rate: Number
    rate_date: str
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: an entity's id, or a value, with the words it was read from.

    `documents`, in an event: those that tell it, the one that the words and offsets are of first.
    """

    text: str
    start: int
    end: int
    entity: str | None = None
    value: Value | None = None
    equivalents: tuple[Money, ...] = ()
    converted: Converted | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that tells the fact and the rules that read it."""

    start: int
    end: int
    text: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who vouches for a fact: the media, a company, or the author; `source` names who, where the text does."""

    kind: Literal["media", "company", "author"]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that does not fit, reported and never mended silently."""

    code: str
    message: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A checked fact of one document. `part_of` holds the id of the fact this one is a part of; `grounds` say what its
    confidence is made of (confidence.py), and stand in no file."""

    id: str
    type: str
    document: str
    status: Status
    attribution: Attribution
    roles: Mapping[str, tuple[Filler, ...]]
    evidence: tuple[Evidence, ...]
    confidence: float
    part_of: str | None = None
    issues: tuple[Issue, ...] = ()
    grounds: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells of an entity: its spellings, registered numbers, and attributes (seat, business)."""

    document: str
    name: str
    names: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merge:
    """Why names of several documents are one entity; `documents`: those that give the reason."""

    reason: str
    names: tuple[str, ...]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A company, person, product, facility, place or fund with all its spellings."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A role of an event for which its documents tell what cannot all be so."""

    role: str
    values: tuple[Filler, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A status of an event, and the fact that tells it first; `date` is its document's day."""

    status: Status
    date: str | None
    document: str
    fact: str


@dataclass(frozen=True, slots=True)
class Event:
    """A deal, as all the facts about it tell it. A role's first filler is the one to take where only one is wanted."""

    id: str
    type: str
    status: Status
    facts: tuple[str, ...]
    roles: Mapping[str, tuple[Filler, ...]]
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[Step, ...] = ()
    first_seen: str | None = None
    last_seen: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read or processed."""

    source: str
    message: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What one document tells."""

    document: Document
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]


class CorpusView(Protocol):
    """What is written to a file: a Corpus, or one that is read anew for each use."""

    @property
    def documents(self) -> Iterable[Document]: ...
    @property
    def entities(self) -> Iterable[Entity]: ...
    @property
    def facts(self) -> Iterable[Fact]: ...
    @property
    def events(self) -> Sequence[Event]: ...


@dataclass(frozen=True, slots=True)
class Corpus:
    """A facts file in memory: what a run read, found and could not read."""

    documents: tuple[Document, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
