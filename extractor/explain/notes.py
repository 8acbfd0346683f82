"""What an explanation holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.model import DocumentFacts


@dataclass(frozen=True, slots=True)
class PhraseNote:
    """A phrase, the case that it stands in, and the phrase that it depends on."""

    text: str
    case: str
    head: str | None


@dataclass(frozen=True, slots=True)
class NameNote:
    """A name with the votes for it."""

    text: str
    type: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueNote:
    """A value as written and as read."""

    text: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class FiredNote:
    """A rule that fired, with the words of its roles; `outcome` says which facts it told, or why none."""

    rule: str
    fact: str
    roles: Mapping[str, tuple[str, ...]]
    status: str | None
    cues: tuple[str, ...]
    facts: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class NearNote:
    """A rule whose trigger word stood there and which did not fire for want of a role or a word.

    `had`: the roles that were filled; `reasons`: by missing role (or "" for a word), what stood in its place.
    """

    rule: str
    fact: str
    trigger: str
    missing: str
    had: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class UnheardNote:
    """A word of the sentence that is no trigger, and the trigger word that it holds (`inside`) or is most like."""

    word: str
    trigger: str
    inside: bool
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VetoNote:
    """A rule that fired and that a veto killed."""

    rule: str
    fact: str
    roles: Mapping[str, tuple[str, ...]]
    veto: str
    why: str


@dataclass(frozen=True, slots=True)
class BeatenNote:
    """A rule that fired and gave way to another that read the same words."""

    rule: str
    fact: str
    roles: Mapping[str, tuple[str, ...]]
    by: str


@dataclass(frozen=True, slots=True)
class SentenceNote:
    """One sentence, `document.text[start:end]`, with all that was read in it."""

    start: int
    end: int
    kind: str
    text: str
    phrases: tuple[PhraseNote, ...]
    names: tuple[NameNote, ...]
    values: tuple[ValueNote, ...]
    triggers: tuple[str, ...]
    fired: tuple[FiredNote, ...]
    near: tuple[NearNote, ...]
    unheard: tuple[UnheardNote, ...]
    vetoed: tuple[VetoNote, ...]
    beaten: tuple[BeatenNote, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document's sentences, and the facts that they tell together.

    With `expect`, a type of fact, both hold what is of that type; `patterns` are its text and token rules.
    """

    sentences: tuple[SentenceNote, ...]
    told: DocumentFacts
    expect: str | None = None
    patterns: tuple[str, ...] = ()
