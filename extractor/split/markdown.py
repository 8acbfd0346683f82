"""Markdown → blocks, by the lines that markdown-it gives each token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.split.block import Block, Span, trim
from extractor.split.headline import is_heading, is_headline
from extractor.split.items import bullet_end, item_blocks
from extractor.split.table import row_block, row_cells

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNREAD_HTML = re.compile(r"\s*<(?:!|\?|script|style|pre)", re.IGNORECASE)
# 引受先：Aキャピタル — lines of a fact sheet, which no author means to run together.
_BOLD = re.compile(r"\*\*[^*\n]+\*\*$")  # a heading, as authors write it who know none
_LABEL = re.compile(r"[^\s、。：:]{1,12}[：:]")


def markdown_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """The blocks of `text[start:end]`; code has none."""
    source = text[start:end]
    if not source.strip():
        return
    starts = [start, *(start + found.end() for found in _LINE_END.finditer(source)), end]
    top, depth = True, 0
    header: tuple[Span, ...] | None = ()
    tokens = _parser().parse(source)
    for parent, token in pairwise(tokens):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(parent.type, 0)
        if token.type == "thead_open":
            header = None
        elif token.type == "tr_open" and token.map:
            cells = row_cells(text, *trim(text, starts[token.map[0]], starts[token.map[1]]))
            yield from row_block(cells, header or ())
            header = cells if header is None else header
        elif token.type == "inline" and parent.type in ("paragraph_open", "heading_open"):
            lines = _lines(text, starts, token)
            if not lines:
                continue
            if parent.type == "heading_open" and not (parent.markup == "-" and "。" in token.content):
                yield Block("heading", lines[0][0], lines[-1][1])
            else:  # a rule drawn right below a paragraph does not make a heading of it
                yield from _paragraph(text, lines, in_list=depth > 0, top=top)
            top = False
        elif token.type == "html_block" and not _UNREAD_HTML.match(token.content):
            yield from (Block("paragraph", *line) for line in _lines(text, starts, token))


def _paragraph(text: str, lines: list[Span], *, in_list: bool, top: bool) -> Iterator[Block]:
    """The paragraph, or its parts where an author broke lines that Markdown would join."""
    groups = [[lines[0]]]
    alone = top and not in_list
    for line in lines[1:]:
        parted = _begins_block(text, line) or (len(groups[-1]) == 1 and _is_bold(text, groups[-1][0]))
        if parted or (alone and len(groups) == 1 and _is_headline_over(text, lines[0], line)):
            groups.append([line])
        else:
            groups[-1].append(line)
    for number, group in enumerate(groups):
        start, end = group[0][0], group[-1][1]
        words = text[start:end] if len(group) == 1 and not in_list else ""
        is_title = (alone and number == 0 and is_headline(words)) or (len(lines) == 1 and is_heading(words))
        is_title = is_title or (len(group) == 1 and _is_bold(text, group[0]) and is_heading(words))
        if is_title and bullet_end(text, start, end) is None:
            yield Block("heading", start, end)
        else:
            yield from item_blocks(text, Block("item" if in_list else "paragraph", start, end))


def _begins_block(text: str, line: Span) -> bool:
    return bullet_end(text, *line) is not None or bool(_LABEL.match(text, *line)) or _is_bold(text, line)


def _is_bold(text: str, line: Span) -> bool:
    return _BOLD.fullmatch(text, *line) is not None


def _is_headline_over(text: str, first: Span, second: Span) -> bool:
    """A headline with its lead in the next line: a line wrapped by width has no much longer one below it."""
    return is_headline(text[slice(*first)]) and second[1] - second[0] > 1.5 * (first[1] - first[0])


def _lines(text: str, starts: list[int], token: Token) -> list[Span]:
    """The lines of a token's content, found in their source lines behind quote marks, bullets and indentation."""
    spans = []
    for number, content in zip(range(*(token.map or (0, 0))), token.content.split("\n"), strict=False):
        line_start, line_end = trim(text, starts[number], starts[number + 1])
        at = text.rfind(content.strip(), line_start, line_end)
        span = (at, at + len(content.strip())) if at >= 0 else (line_start, line_end)
        if span[0] < span[1]:
            spans.append(span)
    return spans


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # `inline`: clean() reads it, with offsets. `code`: an indented line of a Japanese article is prose, not code.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "code"])
