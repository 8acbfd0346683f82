"""fundex: a funding-event knowledge extractor for Japanese.

`extract` reads one text, `extract_documents` many; `extractor.read.read_inputs` makes documents of files. The rules
and the language model are loaded at the first text and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extractor.errors import FormatError, FundexError, InputError, OutputError, RuleError
from extractor.model import (
    Attribution,
    Corpus,
    Date,
    Document,
    DocumentFacts,
    Entity,
    Evidence,
    Fact,
    Failure,
    Filler,
    Issue,
    Money,
    Percent,
    Quantity,
    Term,
    Value,
)

if TYPE_CHECKING:
    import pandas as pd

    from extractor.pipeline import Pipeline

__all__ = [
    "Attribution",
    "Corpus",
    "Date",
    "Document",
    "DocumentFacts",
    "Entity",
    "Evidence",
    "Fact",
    "Failure",
    "Filler",
    "FormatError",
    "FundexError",
    "InputError",
    "Issue",
    "Money",
    "OutputError",
    "Percent",
    "Quantity",
    "RuleError",
    "Term",
    "Value",
    "extract",
    "extract_documents",
    "read_frame",
]


def extract(
    text: str,
    *,
    id: str = "text",
    published: date | str | None = None,
    title: str | None = None,
    format: Literal["text", "markdown"] = "text",
    rules: Path | str | None = None,
    types: Iterable[str] | None = None,
) -> DocumentFacts:
    """The facts that one text tells, with offsets into `text`, and the entities that they name.

    `published` (a date, a time, or either in ISO 8601) is the day that 16日 and 昨年 count from. `title` is kept as
    metadata; a headline is read for facts where it stands in the text. `rules`: a folder to use in place of the rules
    shipped; `types`: only facts of these types. InputError for a blank text or a date that is none, RuleError for
    rules that are wrong, FundexError for a type that is none.

    >>> told = extract("雪見酒造は17日、東港銀行から8億円を借り入れた。", published="2026-02-18")
    >>> fact = told.facts[0]
    >>> fact.type, fact.status
    ('debt_financing', 'completed')
    >>> {role: [filler.text for filler in fillers] for role, fillers in sorted(fact.roles.items())}
    {'amount': ['8億円'], 'company': ['雪見酒造'], 'date': ['17日'], 'instrument': ['借り入れ'], 'lender': ['東港銀行']}
    >>> fact.roles["amount"][0].value
    Money(value=800000000, currency='JPY', bound='exact', low=None, high=None)
    >>> [entity.name for entity in told.entities if entity.id == fact.roles["lender"][0].entity]
    ['東港銀行']
    """
    from extractor.read.article import build_document
    from extractor.read.dates import read_published

    document = build_document(
        text,
        id,
        id,
        markdown=format == "markdown",
        published=read_published(published, id),
        metadata={} if title is None else {"title": title},
    )
    return _pipeline(rules, types).facts(document)


def extract_documents(
    documents: Iterable[Document | Failure], *, rules: Path | str | None = None, types: Iterable[str] | None = None
) -> Iterator[DocumentFacts | Failure]:
    """Each document's facts, in order and one at a time; a Failure (from `read_inputs`) passes through.

    >>> from datetime import date
    >>> articles = [
    ...     Document("a", "汐見商事は介護のヨリソイに6億円を出資した。", published=date(2026, 6, 12)),
    ...     Document("b", "弓張重工業がポンプのカスミ鉄工を買収する。", published=date(2026, 6, 13)),
    ... ]
    >>> for told in extract_documents(articles, types=["investment", "acquisition"]):
    ...     for fact in told.facts:
    ...         print(told.document.id, fact.type, fact.status)
    a investment completed
    b acquisition announced
    """
    return _pipeline(rules, types).extract(documents)


def read_frame(path: Path | str, table: str | None = None) -> pd.DataFrame:
    """A facts file (.json or .jsonl) as a pandas data frame; see `extractor.frames.read_frame`."""
    from extractor import frames

    return frames.read_frame(path, table)


def _pipeline(rules: Path | str | None, types: Iterable[str] | None) -> Pipeline:
    from extractor.contract import fact_types

    return _load(None if rules is None else Path(rules), None if types is None else fact_types(types))


@cache
def _load(rules: Path | None, types: frozenset[str] | None) -> Pipeline:
    from extractor.pipeline import Pipeline

    return Pipeline(rules, types)
