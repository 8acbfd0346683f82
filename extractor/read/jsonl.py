"""JSON Lines: a record a line with `text`, and optionally `id`, `title`, `published` and `source`."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from itertools import chain

from extractor.errors import InputError
from extractor.model import Document, Failure
from extractor.read.article import build_document
from extractor.read.dates import read_published
from extractor.read.decode import decode


def read_jsonl(lines: Iterable[bytes], where: str, stem: str) -> Iterator[tuple[str, Document | Failure]]:
    """Each record's document with its place `file:line`; a bad line is a Failure and the others go on.

    A record without an id takes the file's stem; further ones `stem:line`.
    """
    empty, stem_taken = True, False
    for number, line in enumerate(_as_utf8(lines, where), start=1):
        if not line.strip():
            continue
        empty, place = False, f"{where}:{number}"
        try:
            record = _parse(line, place)
            told = _id(record, place)
            id = told or (f"{stem}:{number}" if stem_taken else stem)
            yield place, _document(record, place, id)
            stem_taken = stem_taken or told is None
        except InputError as error:
            yield place, Failure(error.where, error.message)
    if empty:
        raise InputError(where, "the file is empty", "remove it or give it records")


def _as_utf8(lines: Iterable[bytes], where: str) -> Iterator[bytes]:
    """The lines as they are, or those of UTF-16 input, which a reader of bytes has cut in the middle of characters."""
    lines = iter(lines)
    first = next(lines, b"")
    if not first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from chain([first], lines)
        return
    rest = ""
    try:
        for piece in codecs.iterdecode(chain([first], lines), "utf-16"):
            *whole, rest = (rest + piece).split("\n")
            yield from (line.encode() for line in whole)
    except UnicodeDecodeError:
        raise InputError(where, "not UTF-16, though it begins as such", "convert the file to UTF-8") from None
    yield rest.encode()


def _parse(line: bytes, place: str) -> dict[str, object]:
    try:
        record = json.loads(decode(line, place))
    except (ValueError, RecursionError) as error:
        raise InputError(place, f"no JSON ({error})", "a record is one object a line") from None
    if not isinstance(record, dict):
        raise InputError(place, "JSON, but no object", 'write {"id": "…", "text": "…"}')
    return record


def _document(record: dict[str, object], place: str, id: str) -> Document:
    text = record.get("text")
    if not isinstance(text, str):
        raise InputError(place, "no `text`" if text is None else "`text` is no string", 'write {"text": "…"}')
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise InputError(place, "half a surrogate pair in `text`", "write the character itself or both \\u escapes")
    source = record.get("source")
    return build_document(
        text,
        place,
        id,
        published=read_published(record.get("published"), place),
        metadata={key: value for key, value in record.items() if key not in ("id", "text", "published", "source")},
        source=source if isinstance(source, str) and source else None,
    )


def _id(record: dict[str, object], place: str) -> str | None:
    told = record.get("id")
    if told is None:
        return None
    if isinstance(told, bool) or not isinstance(told, (str, int)) or told == "":
        raise InputError(place, f"the id {told!r} is no name", 'write "id": "a-name", or leave it out')
    return str(told)
