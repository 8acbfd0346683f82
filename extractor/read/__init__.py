"""Inputs → documents: files, folders, globs and standard input; one module a format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.errors import InputError
from extractor.model import Document, Failure
from extractor.read.inputs import InputFile, assign_ids, list_files
from extractor.read.jsonl import read_jsonl
from extractor.read.markdown import read_markdown
from extractor.read.remote import is_url
from extractor.read.stdin import read_stdin
from extractor.read.text import read_text

__all__ = ["count_inputs", "read_inputs"]

_LINES = (".jsonl", ".ndjson")  # a document a line


def read_inputs(inputs: Sequence[str]) -> Iterator[Document | Failure]:
    """Every document of the inputs, in order and one at a time; what cannot be read is a Failure that names its place.

    An input is a file, a folder (searched whole), a glob, an address of one (s3://…) or `-` for standard input.
    """
    places: dict[str, str] = {}
    for place, found in _read_all(inputs):
        if isinstance(found, Failure):
            yield found
            continue
        first = places.setdefault(found.id, place)
        if first is place:
            yield found
        else:
            yield Failure(place, f"the id {found.id!r} is already taken by {first}; give one of the two another id")


def count_inputs(inputs: Sequence[str]) -> int | None:
    """How many documents and failures read_inputs will give; None where that would take a second reading from afar.

    Lines of JSON Lines are counted as bytes, which reads a gigabyte in a second or two.
    """
    if any(given == "-" or is_url(given) for given in inputs):
        return None
    return sum(map(_count, list_files(inputs)))


def _count(entry: InputFile | Failure) -> int:
    if isinstance(entry, Failure) or entry.path.suffix.lower() not in _LINES:
        return 1
    try:
        with entry.open() as stream:
            return sum(1 for line in stream if line.strip()) or 1
    except OSError:
        return 1


def _read_all(inputs: Sequence[str]) -> Iterator[tuple[str, Document | Failure]]:
    found = list(list_files(inputs))
    ids = assign_ids([entry for entry in found if isinstance(entry, InputFile)])
    for entry in found:
        if isinstance(entry, Failure):
            yield entry.source, entry
            continue
        try:
            yield from _read_one(entry, ids)
        except InputError as error:
            yield error.where, Failure(error.where, error.message)
        except OSError as error:
            yield entry.name, Failure(entry.name, f"cannot be read: {error.strerror}; check its permissions")


def _read_one(file: InputFile, ids: dict[InputFile, str]) -> Iterator[tuple[str, Document | Failure]]:
    if file.is_stdin:
        yield from read_stdin(ids[file])
    elif file.path.suffix.lower() in _LINES:
        with file.open() as stream:
            yield from read_jsonl(stream, file.name, ids[file])
    else:
        read = read_text if file.path.suffix.lower() == ".txt" else read_markdown
        with file.open() as stream:
            data = stream.read()
        yield file.name, read(data, file.name, ids[file])
