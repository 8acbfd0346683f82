"""A parsed sentence as the rules read it: plain Python objects under spaCy's names.

spaCy makes an attribute anew whenever it is asked for one, and a Doc's text out of all its tokens; the rules ask many
times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from spacy import tokens as spacy


@dataclass(slots=True, eq=False)
class Token:
    """A token; `idx` is its first character in the Doc's text, `head` the token that it depends on."""

    i: int
    idx: int
    text: str
    whitespace_: str
    tag_: str
    lemma_: str
    dep_: str
    is_oov: bool
    head: Token


class Entity(NamedTuple):
    """What GiNZA takes for an entity, in characters of the Doc's text."""

    label_: str
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Doc:
    """One sentence; `source` is the Doc that it was read from, for spaCy's Matcher."""

    text: str
    tokens: list[Token]
    ents: tuple[Entity, ...]
    source: spacy.Doc

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...

    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        return self.tokens[at]


def plain(doc: spacy.Doc) -> Doc:
    """A parsed spaCy Doc as plain objects."""
    parsed = list(doc)  # spaCy makes its tokens anew at each look
    tokens = [
        Token(t.i, t.idx, t.text, t.whitespace_, t.tag_, t.lemma_, t.dep_, t.is_oov, None)  # type: ignore[arg-type]
        for t in parsed
    ]
    for token, source in zip(tokens, parsed, strict=True):
        token.head = tokens[source.head.i]
    ents = tuple(Entity(ent.label_, ent.start_char, ent.end_char) for ent in doc.ents)
    return Doc(doc.text, tokens, ents, doc)
