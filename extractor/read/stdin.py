"""Standard input: JSON Lines if its first line that is not blank is a JSON object, else one text."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator
from itertools import chain

from extractor.model import Document, Failure
from extractor.read.jsonl import read_jsonl
from extractor.read.text import read_text

WHERE = "standard input"


def read_stdin(id: str) -> Iterator[tuple[str, Document | Failure]]:
    """What stands on standard input, each with its place; JSON Lines are read one at a time as they come."""
    stream, head = sys.stdin.buffer, []
    for line in stream:
        head.append(line)
        if line.strip():
            break
    if head and _is_record(head[-1]):
        yield from read_jsonl(chain(head, stream), WHERE, id)
    else:
        yield WHERE, read_text(b"".join(head) + stream.read(), WHERE, id)


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.removeprefix(codecs.BOM_UTF8)), dict)
    except (ValueError, RecursionError):
        return False
