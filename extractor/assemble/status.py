"""Factuality: how a text tells an event (FactBank's sense), read off the predicates above the trigger.

Cues are data (rules/modality.yaml). The strongest cue on the chain wins: a denial over a plan, a plan over a report;
without a cue, tense decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractor.match.frame import Hit
from extractor.model import Attribution, Date, Status
from extractor.names import Name
from extractor.reading import Reading
from extractor.rulebook.model import Cue

ORDER = ("none", "denied", "cancelled", "negotiating", "planned", "completed", "announced")
PAST = re.compile(
    r"(た|だった|ました|でした|ている|ており|ていた|ています|済み)(と|が|ことが|こと|の|ほか|うえ|上で|後|際|一方|、|。|$)"
)
NONPAST = re.compile(r"(する|される|れる|る|う|く|す|つ|ぬ|ぶ|む|します|ます)(と|が|こと|の|、|。|$)")
AIM = re.compile(r"向け(た|て)$")  # 買収に向けたTOB: the past of 向ける says nothing of the deed
END_LINKS = frozenset(("self", "light", "modal", "abstract", "offered"))
DIRECT_LINKS = END_LINKS | {"report", "governed"}

STANDING = frozenset(("supply", "alliance"))  # types of which 「Aに供給するB」 tells how things stand
TO_COME = frozenset(("joint_venture", "merger_of_equals"))  # kinds of an alliance that begin with an act

Chain = list[tuple[str, str]]  # the predicates from the trigger up, as written, each with its link


@dataclass(frozen=True, slots=True)
class Factuality:
    """A status with the cues that told it; `status` None: no fact (a hypothesis, a mere possibility)."""

    status: Status | None
    cues: tuple[str, ...]


class FactualityReader:
    """Reads status and attribution of a hit."""

    def __init__(self, cues: Sequence[Cue], attribution: Mapping[str, re.Pattern[str]]) -> None:
        self.cues, self.attribution = [(cue, _scope(cue)) for cue in cues], attribution

    def read(self, hit: Hit, published: date | None = None) -> Factuality:
        """The status of a hit by the cues in scope, else by tense, where its day is not over when the text appears."""
        if hit.rule.fact == "position" and hit.rule.status == "completed":
            return Factuality("completed", ())  # 「山田社長によると、売らない」: an office holds, whatever is said
        chain = _chain_texts(hit)
        found = self._found(hit.reading.text, chain)
        if hit.rule.status is not None:
            killed = [name for status, name in found if status == "none"]
            return Factuality(None if killed else hit.rule.status, tuple(killed))
        if found:
            best = min(found, key=lambda cue: ORDER.index(cue[0]))
            names = tuple(name for status, name in found if status == best[0])
            return Factuality(None if best[0] == "none" else best[0], names)  # type: ignore[arg-type]
        if _holds(hit):
            return Factuality("completed", ("held",))
        if _stands(hit):
            return Factuality("completed", ("standing",))
        assert hit.clause is not None
        states = hit.rule.fact == "valuation" or "cumulative_amount" in hit.roles
        told = self._by_tense(chain, states=states, noun=hit.clause.modified is not None)
        over = told.cues == ("non-past",) and ended(hit, published)
        return Factuality("completed", ("past day",)) if over else told

    def _found(self, sentence: str, chain: Chain) -> list[tuple[str, str]]:
        out: list[tuple[str, str]] = []
        for cue, scope in self.cues:
            texts = [sentence] if cue.where == "clause" else [text for text, link in chain if link in scope]
            if any(map(cue.pattern.search, texts)):
                out.append((cue.status, cue.name))
        return out

    @staticmethod
    def _by_tense(chain: Chain, *, states: bool, noun: bool) -> Factuality:
        """`states`: what is told is how things are, in whatever tense (評価額は10億ドルに上る, 累計は30億円を超える).

        `noun`: the last predicate modifies a noun, and so has no tense of its own (投じ、15％を握る筆頭株主となった).
        """
        reported = any(link == "report" for _, link in chain)
        if any(AIM.search(text) for text, _ in chain):
            return Factuality("announced" if reported else "planned", ("aim",))
        for at, (text, link) in enumerate(chain):
            if link in ("conditional",):
                return Factuality(None, ("condition",))
            if link == "report" and not PAST.search(chain[0][0]):
                return Factuality("announced", ("report",))
            if PAST.search(text):
                return Factuality("completed", ("past",))
            inside = chain[at + 1][1] in ("abstract", "relative") if at + 1 < len(chain) else noun
            if link == "conjunct" and inside:
                continue
            if NONPAST.search(text) and link not in ("report", "relative", "copula"):
                return Factuality("completed" if states else "announced", ("non-past",))
        return Factuality("announced" if reported else "completed", ("bare",))

    def attribution_of(self, reading: Reading) -> Attribution:
        """Who vouches for a sentence: the media, a company (発表した), or the author."""
        for kind in ("media", "company"):
            if self.attribution[kind].search(reading.text):
                return Attribution(kind, self._source(reading, kind))
        return Attribution("author")

    def _source(self, reading: Reading, kind: str) -> str | None:
        """The subject of the reporting verb, or によると's noun."""
        for phrase in reading.phrases:
            if phrase.case == "伝聞" and isinstance(tail := reading.tails.get(phrase.index), Name):
                return tail.text
        for phrase in reversed(reading.phrases):
            if self.attribution[kind].search(reading.text[phrase.start : reading.end(phrase)]):
                for child in phrase.children:
                    name = reading.tails.get(child)
                    if isinstance(name, Name) and reading.case[child] in ("は", "が", "、"):
                        return name.text
        return None


def ended(hit: Hit, day: date | None) -> bool:
    """「Aが2024年に5%を出資し、Bと組む」: whether the days told of a deed are all before a day."""
    told = [c.value.value for c in hit.roles.get("date", ()) if c.value is not None]
    ends = [value.end for value in told if isinstance(value, Date)]
    return day is not None and bool(ends) and all(end is not None and end < day.isoformat() for end in ends)


def _holds(hit: Hit) -> bool:
    """A stake as it stands: 「株式の5%を持つ」, 「Aが出資するB」; an amount or a day makes it an act."""
    clause = hit.clause
    if hit.rule.fact != "investment" or clause is None or {"amount", "date"} & set(hit.roles):
        return False
    phrases, words = hit.reading.phrases, hit.reading.rulebook.words
    verbs = [phrases[index] for index, link in clause.chain if link in ("self", "light")]
    if any(verb.verbal and verb.lemma in words.holding for verb in verbs):
        return True
    return (clause.relative is not None or clause.described) and len(verbs) == len(clause.chain) - (
        clause.relative is not None
    )


def _stands(hit: Hit) -> bool:
    """「Aに電池を供給するB」, 「Aと提携するB」: what describes a name is so already, unless a day of it is told."""
    assert hit.clause is not None
    if hit.rule.fact not in STANDING or hit.clause.relative is None or "date" in hit.roles:
        return False
    return hit.rule.set_terms.get("kind") not in TO_COME


def _scope(cue: Cue) -> frozenset[str]:
    """The links of the predicates that a cue counts on."""
    if cue.where == "end":
        return END_LINKS
    further = {"cancelled": {"conjunct"}, "denied": {"conjunct"}, "negotiating": {"adjunct"}}
    return DIRECT_LINKS | further.get(cue.status, set())


def _chain_texts(hit: Hit) -> Chain:
    assert hit.clause is not None
    reading = hit.reading
    out: Chain = []
    for index, link in hit.clause.chain:
        phrase = reading.phrases[index]
        start = max(phrase.start, hit.start) if link == "self" else phrase.start
        measured = link == "abstract" and out[-1][0].endswith(reading.rulebook.words.estimates)  # に上る可能性
        if out and (link == "governed" or phrase.lemma in reading.rulebook.words.idioms):
            start = min(
                start, reading.phrases[hit.clause.chain[0][0]].core_end
            )  # 起債を視野に入れる: with what stands between
        before = reading.phrases[index - 1]
        said = link == "abstract" and before.attributive and before.lemma in reading.rulebook.words.light
        if measured or said:  # 出資は｜行わない｜方針だ
            start = before.start
        out.append((reading.text[start : reading.end(phrase)], link))
    return out
