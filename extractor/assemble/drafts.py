"""A hit with its fillers settled: entities resolved, values as they are, offsets in the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from extractor.assemble.discourse import Discourse
from extractor.assemble.entities import Cluster
from extractor.assemble.status import FactualityReader, ended
from extractor.confidence import GROUNDS
from extractor.contract import FACT_TYPES
from extractor.match.frame import Candidate, Hit, ends_well
from extractor.model import Attribution, Money, Status, Term, Value
from extractor.names import Name
from extractor.reading import Reading
from extractor.rulebook.model import RoleSpec

LABEL = re.compile("[^：:。、]{2,14}[：:]")  # 引受先：B
# Sentences after a deal in which another is about its company: 「このラウンドに」, 「Cも出資する」.
NEAR_DEAL = {"only": 5, "first": 12, "invested": 2, "held": 2, "valued": 2, "founded": 1}
HELD = ("investment", "acquisition", "listing")  # deals after which more is told of who holds the company
TOLD = {"valued": "valuation", "founded": "founding"}  # what the company of a role was told in last
NEAR_TAKEOVER = 2  # sentences after a takeover in which a founder is that of the company taken over
NEAR_ALLIANCE = 3  # sentences after an alliance in which an ally's money goes to the other
# Whose a fact is that later sentences may speak of without a name.
SPOKEN_OF = {
    "funding_round": "company",
    "investment": "company",
    "acquisition": "target",
    "listing": "company",
    "valuation": "company",
    "founding": "company",
}
# Roles between which one party cannot stand twice.
OPPOSED = {
    "funding_round": ("company", ("investor", "lead_investor", "lender")),
    "investment": ("company", ("investor", "seller")),
    "debt_financing": ("company", ("lender",)),
    "acquisition": ("target", ("acquirer", "seller")),
    "grant": ("company", ("funder",)),
    "supply": ("customer", ("supplier",)),
    "founding": ("company", ("founder",)),
    "fund": ("fund", ("manager", "investor")),
}
# Who acts, and on whom.
ACTS = {"investment": ("investor", "company"), "acquisition": ("acquirer", "target")}


@dataclass(frozen=True, slots=True)
class Settled:
    """A filler: its words in the document, and an entity's cluster or a value."""

    text: str
    start: int
    end: int
    cluster: Cluster | None = None
    value: Value | None = None
    equivalents: tuple[Money, ...] = ()

    @property
    def identity(self) -> object:
        return self.cluster.canonical if self.cluster is not None else self.value


@dataclass(frozen=True, slots=True)
class Allied:
    """The two of an alliance told last, in the sentence `number`; `even`: both are its subject (AとBは提携した)."""

    number: int
    sides: tuple[Settled, Settled]
    even: bool

    def other(self, side: Settled) -> Settled | None:
        """Whom one of the two is allied with."""
        one, two = self.sides
        return two if side.identity == one.identity else one if side.identity == two.identity else None


@dataclass
class Draft:
    """A fact in the making."""

    type: str
    roles: dict[str, list[Settled]]
    status: Status
    attribution: Attribution
    order: tuple[int, int]
    evidence: list[tuple[int, int, tuple[str, ...]]]
    headline: bool
    doubts: frozenset[str] = frozenset()  # grounds of confidence that hold in each of its tellings
    detail: bool = False
    alone: Settled | None = None  # of a detail that tells the fact where none is told: whose it is
    part: bool = False
    whole: Draft | None = None
    block: int | None = None  # the list item that tells it: in a digest each has its own deal
    told: list[int] = field(default_factory=list)  # the numbers of the sentences that tell it
    notes: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    @property
    def grounds(self) -> tuple[str, ...]:
        """What its confidence is made of, in the order of GROUNDS."""
        parties = {f.cluster.canonical for fillers in self.roles.values() for f in fillers if f.cluster is not None}
        told = {
            "told_again": len({start for start, *_ in self.evidence}) > 1,
            "headline": self.headline,
            "one_party": len(parties) < 2,
        }
        return tuple(ground for ground in GROUNDS if told.get(ground) or ground in self.doubts)


class Settler:
    """Hits in, drafts out."""

    def __init__(
        self, source: str, discourse: Discourse, factuality: FactualityReader, published: date | None = None
    ) -> None:
        self.source, self.discourse, self.factuality, self.published = source, discourse, factuality, published
        # By the type of a deal the sentence and company of the one told last, the latest last.
        self.dealt: dict[str, tuple[int, Settled]] = {}
        self.recent = False  # whether the raise told last is none of an earlier year
        self.allied: Allied | None = None
        self.allies: set[frozenset[object]] = set()  # the members of each alliance told
        self.venture: tuple[int, frozenset[object]] | None = None  # the sentence, and who founds a company together
        # By the type of an act the sentence, who acted and on whom, of the one told last.
        self.acted: dict[str, tuple[int, Settled, Settled]] = {}
        self.failed = False  # whether the takeover told last came to nothing: 「AはBへのTOBを断念した。Cが買収する」

    def settle(self, hit: Hit, number: int) -> Draft | None:
        """A draft, or None where the hit tells no fact: a hypothesis, an open subject, a party against itself."""
        factuality = self.factuality.read(hit, self.published)
        if factuality.status is None:
            return None
        roles = {role: self.fillers(hit.reading, candidates) for role, candidates in hit.roles.items()}
        detail = hit.rule.detail
        if detail and hit.rule.fact == "funding_round" and self._is_earlier(hit):
            if "round" not in roles:
                return None
            roles["company"], detail = [self.dealt["funding_round"][1]], False
        if hit.open_role is not None:
            spec = hit.rule.role(hit.open_role)
            assert spec is not None
            topics = [one for one in self._left_out(hit, spec, number, roles) if ends_well(one.text, spec)]
            if not topics or any(self._opposes(hit, topic, roles) for topic in topics):
                return None
            known = {topic.identity for topic in topics}
            roles[hit.open_role] = [*topics, *(f for f in roles.get(hit.open_role, []) if f.identity not in known)]
        if hit.wanted is not None and (spec := hit.rule.role(hit.wanted)) is not None:
            roles[hit.wanted] = self._unsaid(hit, spec, number)
        if not self._clean(hit, roles) or not self._invests(hit, number) or self._goes_on(hit, roles):
            return None
        if hit.rule.fact == "alliance":
            self._join(hit, roles, number)
        actor, object = ACTS.get(hit.rule.fact, ("", ""))
        if roles.get(actor) and roles.get(object):
            if hit.rule.fact == "acquisition":
                self.failed = factuality.status == "cancelled"
            self.acted[hit.rule.fact] = (number, roles[actor][0], roles[object][0])
        told = roles.get(SPOKEN_OF.get(hit.rule.fact, ""))
        if told and not detail:
            if hit.rule.fact == "funding_round":
                self.recent = not ended(hit, self._new_year())
            self.dealt.pop(hit.rule.fact, None)
            self.dealt[hit.rule.fact] = (number, told[0])
        start, end = hit.reading.sentence.start, hit.reading.sentence.end
        return Draft(
            type=hit.rule.fact,
            roles={role: fillers for role, fillers in roles.items() if fillers},
            status=factuality.status,
            attribution=self.factuality.attribution_of(hit.reading),
            order=(number, hit.start),
            evidence=[(start, end, (hit.rule.id,))],
            headline=hit.reading.headline,
            doubts=_doubts(hit),
            told=[number],
            block=hit.reading.sentence.block if _stands_alone(hit) else None,
            detail=detail,
            alone=self._alone(hit, roles) if hit.rule.alone else None,
            part=hit.rule.part,
        )

    def _goes_on(self, hit: Hit, roles: Mapping[str, list[Settled]]) -> bool:
        """「AとBは経営統合する。昨年、基本合意書を結んでいた。」: a general word for the alliance told before."""
        general = all(kind.value == Term("business") for kind in roles.get("kind", ()))
        unsaid = hit.rule.fact == "alliance" and hit.open_role is not None
        return unsaid and general and frozenset(f.identity for f in roles.get("member", ())) in self.allies

    def _invests(self, hit: Hit, number: int) -> bool:
        """Whether an alliance that an investment makes one of capital has its investment in the same sentence."""
        wants = hit.rule.fact == "alliance" and any(spec.deal == "invested" for spec in hit.rule.roles)
        return not wants or hit.open_role is not None or self.acted.get("investment", (None,))[0] == number

    def _join(self, hit: Hit, roles: Mapping[str, list[Settled]], number: int) -> None:
        """Remembers the two who ally, or those who found a company together."""
        members = roles.get("member", [])
        self.allies.add(frozenset(member.identity for member in members))
        if any(kind.value == Term("joint_venture") for kind in roles.get("kind", ())):
            self.allied, self.venture = None, (number, frozenset(member.identity for member in members))
        elif len(members) == 2:
            self.allied = _allied(hit, members, number)

    def _into_venture(self, hit: Hit, spec: RoleSpec, number: int, roles: Mapping[str, list[Settled]]) -> bool:
        """「AとBは合弁会社を設立する。Aが10億円を出資する。」: into the new company, which has no name."""
        if hit.rule.fact != "investment" or spec.name != "company" or self.venture is None:
            return False
        told, members = self.venture
        return number - told <= NEAR_ALLIANCE and {f.identity for f in roles.get("investor", ())} <= members

    def _new_year(self) -> date | None:
        return self.published.replace(month=1, day=1) if self.published is not None else None

    def _is_earlier(self, hit: Hit) -> bool:
        """「21年にはBが出資した」, 「昨年のシードにはCが参加した」, after a raise of this year: no part of that."""
        return self.recent and ended(hit, self._new_year())

    def _alone(self, hit: Hit, roles: Mapping[str, list[Settled]]) -> Settled | None:
        """Whose deal a detail is of where none is told: 「シリーズAにはBが参加した」, of the company of the text."""
        own, others = OPPOSED[hit.rule.fact]
        if roles.get(own):
            return None
        told = {c.name.text for fillers in hit.roles.values() for c in fillers if c.name is not None}
        spec = RoleSpec(own, (), ("organization",))
        about = self.discourse
        found = (
            about.subject(hit.reading, spec, told) or about.owner(hit.reading, told) or about.ahead(hit.reading, told)
        )
        topic = self._name(found[1], found[0]) if found is not None else None
        parties = {f.identity for role in others for f in roles.get(role, ())}
        return topic if topic is not None and topic.identity not in parties else None

    @staticmethod
    def _opposes(hit: Hit, topic: Settled, roles: Mapping[str, list[Settled]]) -> bool:
        """Whether the topic that would fill an unsaid object acts itself: 「A社は…A社とB社が出資する」."""
        opposed = OPPOSED.get(hit.rule.fact)
        if opposed is None or hit.open_role != opposed[0]:
            return False
        return any(f.identity == topic.identity for role in opposed[1] for f in roles.get(role, ()))

    def _left_out(self, hit: Hit, spec: RoleSpec, number: int, roles: dict[str, list[Settled]]) -> list[Settled]:
        """Who fills an open role: the other of two who deal with each other, else who a text leaves unsaid."""
        if hit.rule.fact == "alliance":
            ally = self._ally(number, roles)
            if ally is not None or spec.deal is not None:
                return [ally] if ally is not None else []
        if self._into_venture(hit, spec, number, roles):
            return []
        partner = self._partner(hit, spec, number, roles)
        topics = [partner] if partner is not None else self._unsaid(hit, spec, number)
        return [self._bought(hit, topic, number, roles) for topic in topics]

    def _bought(self, hit: Hit, topic: Settled, number: int, roles: Mapping[str, list[Settled]]) -> Settled:
        """「AはBを買収する。MBOを実施する。創業者の山田社長は残る。」: who took over is not who is taken over, nor is
        the founder his."""
        if "acquisition" not in self.acted:
            return topic
        told, acquirer, target = self.acted["acquisition"]
        rivals = {f.identity for f in roles.get("acquirer", ())}
        open_target = hit.rule.fact == "acquisition" and hit.open_role == "target"
        founds = not rivals and number - told < NEAR_TAKEOVER and _tells_founder(hit)
        taken = (open_target and (self.failed or not rivals)) or founds
        taken = taken and topic.identity == acquirer.identity and target.identity not in rivals
        return target if taken else topic

    def _unsaid(self, hit: Hit, spec: RoleSpec, number: int) -> list[Settled]:
        """Who fills a role that the sentence leaves out: the raise told last, or the topic carried over."""
        if spec.deal is not None:
            deal = self._deal(hit, spec.deal, number)
            if deal is not None or spec.deal in ("only", "partner", "held", "valued"):
                return [deal] if deal is not None else []
        told = {c.name.text for fillers in hit.roles.values() for c in fillers if c.name is not None}
        acts = hit.rule.kind == "frame" and hit.clause is not None and hit.clause.relative is None
        acts = acts and self.discourse.is_about(hit.reading, told)
        if spec.deal == "invested" and ((self._raised(number) and not self._is_earlier(hit)) or acts):
            return []  # it joins the raise told before; 「東邦電機は5億円を出資する」 leaves out no topic
        lasting = not FACT_TYPES[hit.rule.fact].money
        found = self.discourse.subject(hit.reading, spec, told, lasting=lasting)
        if found is None and lasting:  # 「Aの価値は400億ドルだ。山田氏が創業した。」
            found = self.discourse.owner(hit.reading, told)
        if found is None:
            return []
        several = spec.name in FACT_TYPES[hit.rule.fact].many and hit.rule.fact in ("alliance", "facility")
        names = self.discourse.together(*found) if several else [found[0]]
        return [self._name(found[1], name) for name in names]

    def _raised(self, number: int) -> bool:
        last = self.dealt.get("funding_round")
        return last is not None and number - last[0] <= NEAR_DEAL["only"]

    def _deal(self, hit: Hit, which: str, number: int) -> Settled | None:
        """The company of the deal that a role refers to, if it was told near enough."""
        if which in TOLD:
            last = self.dealt.get(TOLD[which])
        elif hit.rule.fact == "valuation":
            last = next((deal for kind, deal in reversed(self.dealt.items()) if kind != "founding"), None)
        elif which in ("invested", "held"):
            last = self._held()
        else:
            last = self.dealt.get("listing" if hit.rule.fact == "listing" else "funding_round")
        if last is None and which == "first" and "investment" in self.dealt:
            last, which = self.dealt["investment"], "invested"
        if last is None or which == "partner":
            return None
        refers = which in ("only", "first") and bool(hit.rule.with_words)  # このラウンドに: however far
        return last[1] if refers or number - last[0] <= NEAR_DEAL[which] else None

    def _held(self) -> tuple[int, Settled] | None:
        """The company that was invested in, bought or listed last."""
        return next((deal for kind, deal in reversed(self.dealt.items()) if kind in HELD), None)

    def _partner(self, hit: Hit, spec: RoleSpec, number: int, roles: dict[str, list[Settled]]) -> Settled | None:
        """「AはBと資本提携し、5%を出資した」: an ally invests in the other; who invests may be left out too."""
        allied = self.allied
        if hit.rule.fact != "investment" or spec.name != "company" or allied is None:
            return None
        if number - allied.number > NEAR_ALLIANCE:
            return None
        active = hit.clause is not None and hit.clause.voice == "active"
        if spec.deal == "partner" and not roles.get("investor") and not allied.even:
            roles["investor"] = [allied.sides[0 if active else 1]]  # 「BはAと資本提携し、出資を受けた」
        investors = roles.get("investor", ())
        return allied.other(investors[0]) if len(investors) == 1 else None

    def _ally(self, number: int, roles: dict[str, list[Settled]]) -> Settled | None:
        """「AはBに出資し、資本業務提携を結んだ」: who invests and who gets the money join hands."""
        if "investment" not in self.acted:
            return None
        told, investor, company = self.acted["investment"]
        one, two = investor.identity, company.identity
        members = {member.identity for member in roles.get("member", ())}
        reach = 0 if members else 1  # a sentence that names neither may go on from the one before
        if number - told > reach or not members <= {one, two} or len(members) > 1:
            return None
        if not members:
            roles["member"] = [investor]
        return investor if two in members else company

    def fillers(self, reading: Reading, candidates: list[Candidate]) -> list[Settled]:
        out: list[Settled] = []
        for candidate in candidates:
            for one in self._settle_one(reading, candidate):
                if all(one.identity != other.identity for other in out):
                    out.append(one)
        return out

    def _settle_one(self, reading: Reading, candidate: Candidate) -> list[Settled]:
        start, end = reading.source(candidate.start, candidate.end)
        text = self.source[start:end]
        if candidate.name is not None:
            name = candidate.name
            if name.reference:
                return [
                    Settled(text, start, end, cluster)
                    for n, _ in self.discourse.refer(reading, name)
                    if (cluster := self._cluster(n))
                ]
            return [Settled(text, start, end, self._cluster(name))]
        if candidate.value is not None:
            return [Settled(text, start, end, value=candidate.value.value, equivalents=candidate.value.equivalents)]
        return [Settled(text, start, end, value=Term(candidate.term or text))]

    def _name(self, reading: Reading, name: Name) -> Settled:
        start, end = reading.source(name.start, name.end)
        return Settled(self.source[start:end], start, end, self._cluster(name))

    def _cluster(self, name: Name) -> Cluster:
        return self.discourse.table.cluster(name)

    @staticmethod
    def _clean(hit: Hit, roles: dict[str, list[Settled]]) -> bool:
        """One party never stands on both sides; required roles are still filled after that."""
        part_sides(hit.rule.fact, roles, roles)
        members = roles.get("member") if hit.rule.fact == "alliance" else None
        if members is not None and len({m.identity for m in members}) < len(members):
            return False
        if any(not any(roles.get(role) for role in group) for group in hit.rule.any_of):
            return False
        return all(len(roles.get(spec.name, ())) >= spec.least for spec in hit.rule.roles if spec.required)


def _allied(hit: Hit, members: list[Settled], number: int) -> Allied:
    """The sides of an alliance; who stands in と is the other of who stands in は or が."""
    reading, partners = hit.reading, set()
    arguments = hit.clause.arguments if hit.clause is not None else []
    joined = {index for a in arguments if a.case != "と" for index in reading.coordinated(a.phrase)}  # AとBは
    for argument in arguments:
        tail = reading.tails.get(argument.phrase)
        if argument.case == "と" and argument.phrase not in joined and isinstance(tail, Name):
            partners.add(reading.source(tail.start, tail.end)[0])
    one, two = sorted(members, key=lambda member: member.start in partners)
    return Allied(number, (one, two), even=len(partners & {one.start, two.start}) != 1)


def part_sides(fact: str, told: Mapping[str, list[Settled]], roles: dict[str, list[Settled]]) -> None:
    """Takes out of `roles` who stands on the other side in what is `told`: who raises is no investor of the round."""
    own, others = OPPOSED.get(fact, ("", ()))
    one = {filler.identity for filler in told.get(own, ())}
    for role in others:
        left = [filler for filler in roles.pop(role, ()) if filler.identity not in one]
        if left:
            roles[role] = left


def _stands_alone(hit: Hit) -> bool:
    """Whether a list item tells a deal of its own: no line of a list of names, nor one with a label (引受先：B)."""
    labelled = LABEL.match(hit.reading.text) and not isinstance(hit.reading.tails.get(0), Name)
    return hit.reading.sentence.kind == "item" and not hit.rule.under and not labelled


def _tells_founder(hit: Hit) -> bool:
    """Whether who holds office, or founded, is called a founder without a company."""
    words, text = hit.reading.rulebook.words.founders, hit.reading.text
    told = (c for fillers in hit.roles.values() for c in fillers if c.name is not None and c.name.type == "person")
    return any(text[: person.start].rstrip("ので、").endswith(words) for person in told)


def _doubts(hit: Hit) -> frozenset[str]:
    """The grounds of confidence that the telling itself gives: who is left out of it, a name with a single vote."""
    names = [c.name for fillers in hit.roles.values() for c in fillers if c.name is not None]
    told = {"left_out": hit.open_role is not None, "weak_name": any(name.score < 2 for name in names)}
    return frozenset(ground for ground, so in told.items() if so)
