"""A rule as compiled from YAML, and the rulebook that holds them all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from extractor.confidence import Confidence
from extractor.contract import FACT_TYPES
from extractor.model import Status
from extractor.names import NameGrammar
from extractor.particulars import Particulars
from extractor.phrases import Particles

Kind = Literal["frame", "tokens", "text", "veto"]
VALUE_TYPES = ("money", "date", "percent", "quantity", "round", "instrument", "facility_kind", "method")
NAME_TYPES = ("organization", "person", "product", "facility", "place", "fund", "business")
ROLE_TYPES = (*VALUE_TYPES, *NAME_TYPES, "thing")

# In a text pattern a mention stands as a run of its type's private-use character, as long as the mention.
MASKS = {kind: chr(0xE000 + n) for n, kind in enumerate((*VALUE_TYPES, *NAME_TYPES, "unknown"))}


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """Where a role's filler stands and what it must be.

    `cases` in order of preference, as the active voice has them (が, を, に …; 「""」 is a noun right before the
    trigger); `types` of value or entity; `of` names a role whose phrase the filler depends on (AのB事業: A of B事業);
    `anywhere` takes the nearest filler of the clause when no case fits; `collect` joins the fillers of all its cases
    (AはBとCと提携), of which a required role wants `least`; `ends` are endings that the filler's words must have;
    `elliptic` may be left out of the sentence; `deal` is then the company of the raise told last (only that, or first
    that and else the topic), the partner of the alliance told last, or the company invested in, bought or listed last
    (`held` only that, `invested` else the topic); `topic` fills an
    optional role with the topic where the clause has no subject; `strict` takes no name whose type is unsettled, unless
    it is quoted, Latin or well evidenced (`full`: none at all); `apart` are nouns under which a filler is another
    role's (B銀行からの融資: no investor); `after` and `not_after` are words that must, or must not, stand right before
    a value (累計).
    """

    name: str
    cases: tuple[str, ...]
    types: tuple[str, ...]
    required: bool = False
    many: bool = False
    of: str | None = None
    anywhere: bool = False
    terms: tuple[str, ...] = ()
    collect: bool = False
    least: int = 1
    ends: tuple[str, ...] = ()
    elliptic: bool = False
    deal: Literal["only", "first", "partner", "invested", "held", "valued", "founded"] | None = None
    strict: bool | Literal["full"] = False
    topic: bool = False
    minimum: int | None = None
    maximum: int | None = None
    excludes: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence marked up with the roles that a rule must find: `[company A社]は[amount 10億円]を調達した。`"""

    text: str
    roles: tuple[tuple[str, str], ...]
    line: int
    marked: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `where` is `file:line` for messages."""

    id: str
    kind: Kind
    fact: str
    where: str
    roles: tuple[RoleSpec, ...] = ()
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    with_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    set_terms: Mapping[str, str] = field(default_factory=dict)
    status: Status | None = None
    detail: bool = False
    alone: bool = False
    part: bool = False
    headline: bool = False
    gap: tuple[str, ...] = ()
    under: re.Pattern[str] | None = None
    without: tuple[str, ...] = ()
    object_type: str | None = None
    main: bool = False
    form: Literal["nominal", "verbal"] | None = None
    open_role: str | None = None
    beats: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    pattern: re.Pattern[str] | None = None
    tokens: tuple[tuple[Mapping[str, object], ...], ...] = ()
    kills: tuple[str, ...] = ()
    scope: Literal["trigger", "clause", "sentence"] = "clause"
    why: str = ""
    examples: tuple[Example, ...] = ()
    near_misses: tuple[Example, ...] = ()
    todo: tuple[Example, ...] = ()

    @property
    def telling(self) -> int:
        """The votes that a name needs to stand in a role: one is enough where money changes or companies join hands."""
        return 1 if FACT_TYPES[self.fact].money or self.fact == "alliance" else 2

    def role(self, name: str) -> RoleSpec | None:
        return next((role for role in self.roles if role.name == name), None)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells factuality: `pattern` is searched in a phrase of the predicate chain."""

    status: Literal["completed", "announced", "planned", "negotiating", "cancelled", "denied", "none"]
    pattern: re.Pattern[str]
    name: str
    where: Literal["chain", "clause", "end"]


@dataclass(frozen=True, slots=True)
class Words:
    """Word classes that the matcher climbs by (rules/words.yaml): whole words, or (tuples, longest first) endings."""

    light: frozenset[str]
    receive: frozenset[str]
    request: frozenset[str]
    report: frozenset[str]
    press: frozenset[str]
    answer: frozenset[str]
    offer: frozenset[str]
    transparent: tuple[str, ...]
    shares: tuple[str, ...]
    holding: frozenset[str]
    process: tuple[str, ...]
    abstract: tuple[str, ...]
    genitive: frozenset[str]
    measure: frozenset[str]
    purpose: frozenset[str]
    course: frozenset[str]
    estimates: tuple[str, ...]
    idioms: frozenset[str]
    adverbial: tuple[str, ...]
    decisions: tuple[str, ...]
    meetings: tuple[str, ...]
    funds: tuple[str, ...]
    speakers: tuple[str, ...]
    writers: tuple[str, ...]
    disclosing: tuple[str, ...]
    founders: tuple[str, ...]
    unit_prices: tuple[str, ...]
    contracts: tuple[str, ...]
    raising: tuple[str, ...]
    behind: frozenset[str]
    negative: frozenset[str]
    announces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules and the word classes that they share."""

    rules: tuple[Rule, ...]
    words: Words
    cues: tuple[Cue, ...]
    attribution: Mapping[str, re.Pattern[str]]
    particles: Particles
    names: NameGrammar
    spellings: tuple[tuple[str, ...], ...]
    particulars: Particulars
    terms: Mapping[str, Mapping[str, str]]
    confidence: Confidence
