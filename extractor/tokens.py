"""A parsed sentence as the rules read it: plain Python objects under spaCy's names.

spaCy makes an attribute anew whenever it is asked for one, and a Doc's text out of all its tokens; the rules ask many
times. It tells all attributes of all tokens at once as a table of numbers.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, count, repeat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy import strings as spacy_strings
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
    orth: int
    vectors: Container[int]
    head: Token

    @property
    def is_oov(self) -> bool:
        """Whether the model has no vector of it, as spaCy says."""
        return self.orth not in self.vectors


class Entity(NamedTuple):
    """What GiNZA takes for an entity, in characters of the Doc's text."""

    label_: str
    start_char: int
    end_char: int


# GiNZA's labels (Sekine's extended hierarchy) by the entity type that they vote for.
LABELS = {
    "organization": "Company Company_Group Corporation_Other GOE_Other Organization_Other Show_Organization School "
    "Government Political_Organization_Other International_Organization Public_Institution Cabinet "
    "Research_Institute Pro_Sports_Organization Newspaper",
    "person": "Person",
    "product": "Product_Other Software Character Weapon Spaceship Car Aircraft Drug Service Website Magazine",
    "facility": "Facility_Other Station Airport Port Amusement_Park",
    "place": "Country City Province County Region_Other Domestic_Region Continental_Region GPE_Other Location_Other",
    "other": "Dish Food_Other Animal_Disease Music Movie Book Doctrine_Method_Other Natural_Phenomenon_Other Material "
    "Compound Flora Mammal Bird Fish Color_Other Offense Plan Event_Other Numex_Other Date Money Percent",
}
VOTE = {label: kind for kind, labels in LABELS.items() for label in labels.split()}


class Doc(list[Token]):
    """One sentence's tokens; `source` is the Doc that it was read from, for spaCy's Matcher."""

    __slots__ = ("ents", "source", "text")

    def __init__(self, text: str, tokens: Iterable[Token], ents: tuple[Entity, ...], source: spacy.Doc) -> None:
        super().__init__(tokens)
        self.text, self.ents, self.source = text, ents, source


_COLUMNS: list[int | str] = ["ORTH", "SPACY", "TAG", "LEMMA", "DEP", "HEAD"]
_WRAP = 1 << 64  # heads are told as steps, and a step back as an unsigned number


class _Words(dict[int, str]):
    """A vocabulary's words by their numbers; one asked for before comes at a dict's speed."""

    def __init__(self, strings: spacy_strings.StringStore) -> None:
        self.strings = strings

    def __missing__(self, number: int) -> str:
        self[number] = word = self.strings[number]
        return word


@lru_cache(maxsize=4)
def _words(strings: spacy_strings.StringStore) -> _Words:
    return _Words(strings)


def plain(doc: spacy.Doc) -> Doc:
    """A parsed spaCy Doc as plain objects."""
    word = _words(doc.vocab.strings).__getitem__
    orths, spaced, tags, lemmas, deps, steps = doc.to_array(_COLUMNS).T.tolist()
    texts, spaces = list(map(word, orths)), [" " * one for one in spaced]
    written = list(map(str.__add__, texts, spaces))
    starts = accumulate(map(len, written), initial=0)
    same = repeat(doc.vocab.vectors), repeat(None)
    columns = (count(), starts, texts, spaces, map(word, tags), map(word, lemmas), map(word, deps), orths, *same)
    tokens = list(map(Token, *columns))
    for token, step in zip(tokens, steps, strict=True):
        token.head = tokens[(token.i + step) % _WRAP]
    ents = tuple(Entity(ent.label_, ent.start_char, ent.end_char) for ent in doc.ents)
    return Doc("".join(written), tokens, ents, doc)
