"""What a headline looks like: it is a line of its own and ends in no 。"""

from __future__ import annotations

import re

from extractor.model import Document
from extractor.read.press_header import PressHeader, find_press_header
from extractor.split.block import Span, trim
from extractor.split.sentences import sentence_spans

_LONGEST = 200
_SHORT = 60
_LINE = re.compile(r"[^\S\r\n]*\S[^\r\n]*")
_REST = re.compile(r"[^\S\r\n*_]*[*_]*(?P<words>[^\r\n]*)")
_MARKS = re.compile(r"#{1,6}[ \t]+")


def is_headline(line: str) -> bool:
    """Whether a text's first line is its headline: up to 200 characters without a full sentence."""
    return 0 < len(line) <= _LONGEST and not any(line[end - 1] == "。" for _, end in sentence_spans(line))


def is_heading(line: str) -> bool:
    """Whether a line between two blank ones is a heading: up to 60 characters without a full sentence."""
    return len(line) <= _SHORT and is_headline(line)


def press_headline(text: str, header: PressHeader) -> Span | None:
    """The headline that a press release service runs on behind its header; it may well hold 。"""
    rest = _REST.match(text, header.span[1])
    start, end = trim(text, *rest.span("words")) if rest else (0, 0)
    return (start, end) if 0 < end - start <= _LONGEST else None


def find_headline(document: Document) -> Span | None:
    """The title, else the body's first line if it is a headline."""
    if document.title:
        return document.title
    header = find_press_header(document.text, document.body)
    if header and (released := press_headline(document.text, header)):
        return released
    line = _LINE.search(document.text, header.span[1] if header else document.body)
    if not line:
        return None
    start, end = trim(document.text, *line.span())
    marks = _MARKS.match(document.text, start, end)
    start = marks.end() if marks else start
    return (start, end) if is_headline(document.text[start:end]) else None
