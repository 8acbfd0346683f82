"""`import extractor`: light, documented, and as its examples say."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import date

import pytest

import extractor
from extractor import Date, Document, DocumentFacts, Failure, FundexError, InputError, RuleError

TEXT = "雪見酒造は17日、東港銀行から8億円を借り入れた。"


@pytest.mark.parametrize("module", ["extractor", "extractor.component", "extractor.normalise"])
def test_the_examples_in_docstrings_run(module: str) -> None:
    __import__(module)
    failed, tried = doctest.testmod(sys.modules[module])
    assert tried > 0
    assert failed == 0


def test_import_is_light() -> None:
    code = "import extractor, sys; print(sorted({'spacy', 'ginza', 'yaml', 'pydantic', 'networkx'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"


def test_all_that_is_named_is_there() -> None:
    assert [name for name in extractor.__all__ if not hasattr(extractor, name)] == []


@pytest.mark.parametrize(
    ("published", "edtf"),
    [
        (date(2026, 2, 18), "2026-02-17"),
        ("2026-02-18", "2026-02-17"),
        ("2026-02-16T23:30:00+00:00", "2026-02-17"),  # half past eight on the 17th in Japan
        (None, None),
    ],
)
def test_relative_dates_count_from_the_day_told(published: date | str | None, edtf: str | None) -> None:
    (fact,) = extractor.extract(TEXT, published=published).facts
    (filler,) = fact.roles["date"]
    assert isinstance(filler.value, Date)
    assert filler.value.edtf == edtf


def test_markdown_is_read_as_such_and_offsets_are_the_source_s() -> None:
    text = "**雪見酒造**は*東港銀行*から8億円を借り入れた。"
    (fact,) = extractor.extract(text, format="markdown").facts
    (company,) = fact.roles["company"]
    assert text[company.start : company.end] == company.text == "雪見酒造"


def test_what_a_document_is_told_to_be() -> None:
    told = extractor.extract(TEXT, id="a-1", title="酒蔵に融資")
    assert told.document.id == "a-1"
    assert told.document.metadata["title"] == "酒蔵に融資"
    assert [fact.document for fact in told.facts] == ["a-1"]


def test_types_narrow_what_is_found() -> None:
    assert extractor.extract(TEXT, types=["acquisition"]).facts == ()


def test_documents_one_at_a_time_with_failures() -> None:
    failure = Failure("x", "broken")
    found = extractor.extract_documents(iter([Document("a", TEXT), failure]))
    first = next(found)
    assert isinstance(first, DocumentFacts)
    assert first.document.id == "a"
    assert list(found) == [failure]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"text": "  "}, InputError, "the text is empty"),
        ({"published": "yesterday"}, InputError, "published 'yesterday' is no date"),
        ({"types": ["investmnt"]}, FundexError, "did you mean investment?"),
        ({"rules": "no-such-folder"}, RuleError, "no such folder of rules"),
    ],
)
def test_bad_input(options: dict[str, object], error: type[FundexError], message: str) -> None:
    with pytest.raises(error, match=message.replace("?", r"\?")):
        extractor.extract(**{"text": TEXT, **options})  # type: ignore[arg-type]
