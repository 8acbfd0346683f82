"""JSON Lines: a record a line, a bad one named by its line."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.model import Document, Failure
from extractor.read.jsonl import read_jsonl


def read(*lines: str | bytes) -> list[Document | Failure]:
    data = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return [found for _, found in read_jsonl(data, "news.jsonl", "news")]


def test_a_full_record() -> None:
    record = (
        '{"id": 7, "text": "見出し\\n本文。", "title": "題", "published": "2026-04-07", "source": "A紙", "tags": ["b"]}'
    )
    assert read(record) == [
        Document(
            id="7",
            text="見出し\n本文。",
            published=date(2026, 4, 7),
            source="A紙",
            metadata={"title": "題", "tags": ["b"]},
        )
    ]


def test_a_record_without_an_id_takes_the_files_name_and_then_its_line() -> None:
    found = read('{"text": "一"}', '{"id": "x", "text": "二"}', '{"id": null, "text": "三"}')
    assert [(one.id, one.source) for one in found if isinstance(one, Document)] == [
        ("news", "news.jsonl:1"),
        ("x", "news.jsonl:2"),
        ("news:3", "news.jsonl:3"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param('{"text": "一"', "no JSON (Expecting", id="cut off"),
        pytest.param("本文。", "no JSON (Expecting", id="a text"),
        pytest.param("[" * 100_000, "no JSON (", id="nested too deep"),
        pytest.param('["一"]', "JSON, but no object", id="a list"),
        pytest.param('{"id": "x"}', "no `text`", id="no text"),
        pytest.param('{"text": 1}', "`text` is no string", id="a number for a text"),
        pytest.param('{"text": " \\n"}', "the text is empty", id="a blank text"),
        pytest.param('{"text": "\\ud83d"}', "half a surrogate pair", id="half a character"),
        pytest.param('{"id": "", "text": "一"}', "the id '' is no name", id="an empty id"),
        pytest.param('{"id": true, "text": "一"}', "the id True is no name", id="an id that is no name"),
        pytest.param('{"published": "4月", "text": "一"}', "published '4月' is no date", id="no date"),
        pytest.param(b'{"text": "\x93\xfa"}', "not UTF-8 at byte 10", id="other bytes"),
    ],
)
def test_a_bad_line_fails_alone(line: str | bytes, words: str) -> None:
    first, second = read(line, '{"text": "二"}')
    assert isinstance(first, Failure)
    assert first.source == "news.jsonl:1"
    assert first.message.startswith(words)
    assert isinstance(second, Document)
    assert second.id == "news"


def test_utf_16_lines() -> None:
    data = '{"text": "上り"}\n{"text": "ਊ"}\n'.encode("utf-16")  # both hold a byte 0A inside a character
    assert [one.text for one in read(*data.splitlines(keepends=True)) if isinstance(one, Document)] == ["上り", "ਊ"]
