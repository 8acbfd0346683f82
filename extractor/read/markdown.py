"""Markdown files."""

from __future__ import annotations

from extractor.model import Document
from extractor.read.article import build_document
from extractor.read.decode import decode


def read_markdown(data: bytes, where: str, id: str) -> Document:
    """The document of a Markdown file; InputError if it cannot be decoded or is empty."""
    return build_document(decode(data, where), where, id, markdown=True)
