"""A decoded text → a Document, the same way for every format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from extractor.errors import InputError
from extractor.model import Document
from extractor.read.front_matter import read_front_matter
from extractor.read.press_header import find_announcement_date, find_press_header

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_BOLD = re.compile(r"^\*\*[^*\n]+\*\*[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\]\((?:https?://|/|#)")


def build_document(
    text: str,
    where: str,
    id: str,
    *,
    markdown: bool = False,
    published: date | datetime | None = None,
    metadata: Mapping[str, object] | None = None,
    source: str | None = None,
) -> Document:
    """A document of this text; InputError if it is blank or its front matter is broken.

    What is given goes before what the front matter says, and that before a date read from the press header. A text
    that is not said to be Markdown is taken as such if it has front matter, headings, lines in bold or links.
    """
    if not text.strip():
        raise InputError(where, "the text is empty", "remove it or give it a text")
    header = read_front_matter(text, where)
    return Document(
        id=id,
        text=text,
        title=header.title,
        body=header.body,
        published=published or header.published or _told_date(text, header.body),
        source=source or where,
        format="markdown" if markdown or header.body or looks_like_markdown(text) else "text",
        metadata={**header.metadata, **(metadata or {})},
    )


def looks_like_markdown(text: str) -> bool:
    """Whether a text has a Markdown heading (`## …`; a hash tag has no space), a line in bold or a link (`[…](https://…)`)."""
    return bool(_HEADING.search(text) or _BOLD.search(text) or _LINK.search(text))


def _told_date(text: str, body: int) -> date | datetime | None:
    header = find_press_header(text, body)
    return header.published if header else find_announcement_date(text, body)
