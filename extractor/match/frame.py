"""Case frames: a rule's roles laid on a clause, in any voice, with the gap of a relative clause filled."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from extractor.contract import FACT_TYPES
from extractor.match.clause import CLEFT, SUBJECT_CASES, Argument, Clause
from extractor.model import Percent, ValueMention
from extractor.names import Name
from extractor.phrases import Phrase
from extractor.reading import Reading, value_type
from extractor.rulebook.model import RoleSpec, Rule

NAME_ROLE_TYPES = frozenset(("organization", "person", "product", "facility", "place", "fund", "business"))
TERM_TYPES = frozenset(("round", "instrument", "facility_kind", "method"))  # read inside a phrase, beside its tail
# What an unsettled name may turn out to be in a role.
UNSETTLED = frozenset(("organization", "product", "facility", "fund", "business"))
WELL_TOLD = 2  # votes at which a name of no settled type is surely a name
# Of several objects each has a fact of its own.
OBJECTS = {"investment": "company", "acquisition": "target", "grant": "company", "product": "product"}
SHARED = ("amount", "stake")  # what is told of several together is none's own
KATAKANA = re.compile("[ァ-ヺー]")
GAP_ORDER = {"active": ("が", "を", "に"), "passive": ("を", "に", "が")}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A filler before entities are known; characters of the reading's text."""

    start: int
    end: int
    name: Name | None = None
    value: ValueMention | None = None
    term: str | None = None
    type: str = ""


@dataclass(slots=True)
class Hit:
    """A rule that fired on a sentence. `open_role`: the subject that the sentence leaves out."""

    rule: Rule
    reading: Reading
    start: int
    end: int
    roles: dict[str, list[Candidate]]
    clause: Clause | None = None
    open_role: str | None = None
    wanted: str | None = None  # an optional role that the topic may fill
    # What else was bought, made or invested in: 「AはBとCを買収した」.
    alike: list[Candidate] = field(default_factory=list)

    def each(self) -> list[Hit]:
        """A hit for each of several objects, itself alone where there is one."""
        if not self.alike:
            return [self]
        objective = OBJECTS[self.rule.fact]
        own = {role: fillers for role, fillers in self.roles.items() if role not in SHARED}
        return [replace(self, roles=own | {objective: [one]}, alike=[]) for one in (*self.alike, *own[objective])]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule whose trigger stood there and which did not fire for want of `missing`: a role (or one of several, parted
    by `/`), or a condition in words."""

    rule: Rule
    reading: Reading
    clause: Clause
    missing: str

    @property
    def word(self) -> str:
        return self.clause.trigger.word


def match_frame(rule: Rule, reading: Reading, clause: Clause) -> Hit | NearMiss:
    """Lay one rule's frame on one trigger's clause."""
    trigger = clause.trigger
    if rule.headline and not reading.headline:
        return NearMiss(rule, reading, clause, "a headline")
    if rule.form is not None and (rule.form == "verbal") != reading.phrases[trigger.phrase].verbal:
        return NearMiss(rule, reading, clause, f"a {rule.form} trigger")
    if rule.without and _barred(rule.without, reading, clause):
        return NearMiss(rule, reading, clause, f"no {'/'.join(rule.without)}")
    if rule.main and (clause.described or any(_below(reading, clause, at) for at in range(len(clause.chain)))):
        return NearMiss(rule, reading, clause, "a main clause")
    if rule.object_type is not None and _other_object(rule.object_type, reading, clause):
        return NearMiss(rule, reading, clause, f"{rule.object_type}を")
    if rule.light and not any(
        reading.word(reading.phrases[index]) in rule.light for index, link in clause.chain[1:] if link != "offered"
    ):
        return NearMiss(rule, reading, clause, f"verb {'/'.join(rule.light)}")
    for case, nouns in rule.with_words.items():
        held = [a.phrase for a in clause.arguments if _cased(a, case, clause.voice)]
        held += [clause.relative] if clause.relative is not None else []
        held += _topic_object(reading, clause) if case == "を" else []
        done = reading.phrases[clause.chain[-1][0]].function.endswith(("た", "だ"))
        if case == "を" and clause.modified is not None and clause.voice == "active" and not done:
            held.append(clause.modified)  # Aが設立するファンドで; a fund that it has set up is background
        if not any(_ends_in(reading, index, nouns) for index in held):
            return NearMiss(rule, reading, clause, f"{'/'.join(nouns)}{case.removeprefix('any')}")
    filling = Filling(rule, reading, clause)
    roles = filling.fill()
    if filling.out_of_bounds:
        return NearMiss(rule, reading, clause, f"{filling.out_of_bounds} within its bounds")
    open_role = None
    for role in rule.roles:
        if role.required and _count(roles.get(role.name, ()), reading) < role.least:
            lone = role.least > 1 and role.name not in roles and rule.fact != "alliance"  # 「Xを開発」: none of the two
            if open_role is None and not lone and _may_be_elliptic(role, reading, clause):
                open_role = role.name
            else:
                return NearMiss(rule, reading, clause, role.name)
    for role in rule.roles:  # 「Bと共同で設立した」 without a subject: the topic is a party too
        relative = filling.holder.get(role.name, -1) == clause.relative  # ファンドを設けたB銀行
        found = role.name in filling.whole or relative
        left_out = role.collect and role.required and not clause.has_subject and not found
        if left_out and open_role is None and role.name in roles:
            open_role = role.name if not reading.headline else None
    optional = open_role is None and not clause.has_subject and clause.voice == "active" and not clause.unnamed
    wanted = (
        next((role.name for role in rule.roles if role.topic and role.name not in roles), None) if optional else None
    )
    add_dates(rule, reading, clause, roles)
    for group in rule.any_of:
        if not any(role in roles or role in (open_role, wanted) for role in group):
            return NearMiss(rule, reading, clause, "/".join(group))
    for name, term in rule.set_terms.items():
        roles.setdefault(name, [Candidate(trigger.start, trigger.end, term=term, type="term")])
    if not roles:
        return NearMiss(rule, reading, clause, "any role")
    return Hit(rule, reading, trigger.start, trigger.end, roles, clause, open_role, wanted, filling.alike)


def _barred(cases: Collection[str], reading: Reading, clause: Clause) -> bool:
    """Whether a phrase other than an amount stands in one of these cases; in の only a name counts."""
    for argument in clause.arguments:
        if argument.case not in cases:
            continue
        tail = reading.tails.get(argument.phrase)
        funds = argument.case == "を" and reading.core(reading.phrases[argument.phrase]) == "資金"  # 資金を出す
        if isinstance(tail, Name) or (tail is None and argument.case != "の" and not funds):
            return True
    return False


def _below(reading: Reading, clause: Clause, at: int) -> bool:
    """Whether a link makes the clause a part of a noun; a cleft (出資したのはBだ) is a clause of its own, and what a
    sentence ends in (融資する方針だ) its predicate."""
    index, link = clause.chain[at]
    if link == "abstract" and reading.phrases[index].head is None:
        return False
    cleft = at > 0 and CLEFT.search(reading.phrases[clause.chain[at - 1][0]].function)
    return link == "abstract" or (link == "relative" and not cleft)


def _count(fillers: Sequence[Candidate], reading: Reading) -> int:
    """How many parties fillers stand for: 両社 is two."""
    pairs = reading.rulebook.names.pairs
    return sum(2 if c.name is not None and c.name.reference and c.name.text in pairs else 1 for c in fillers)


def _other_object(wanted: str, reading: Reading, clause: Clause) -> bool:
    """部品を調達, 小麦1万トンを調達: what is got is not of the wanted type (`none`: there is no object at all)."""
    for argument in clause.arguments:
        tail = reading.tails.get(argument.phrase)
        if argument.via == "bare" and isinstance(tail, ValueMention) and value_type(tail) == "quantity":
            return True  # 燃料電池100MW調達
        if argument.case == "を" and argument.via in ("direct", "light"):
            phrase = reading.phrases[argument.phrase]
            funds = reading.core(phrase).endswith(reading.rulebook.words.funds)
            if not funds and not (isinstance(tail, ValueMention) and value_type(tail) == wanted):
                return True
    return False


def _purpose(case: str) -> str:
    """The case that a rule names: 「設備投資の資金として融資する」 is as good as 「設備投資に融資する」, は as が."""
    return "に" if case == "として" else "が" if case == "は" else case


def _cased(argument: Argument, case: str, voice: str) -> bool:
    return (
        case in (argument.case, _purpose(argument.case), "any")
        or (case == "が" and argument.case in SUBJECT_CASES)
        or (case == "を" and voice == "passive" and argument.case in SUBJECT_CASES)  # ファンドが設立された
        or (case == "を" and argument.case == "")
        or (case == "で" and argument.case == "による")  # 新規株式公開によって調達する
    )


def _topic_object(reading: Reading, clause: Clause) -> list[int]:
    """「Aの新株は、Bが引き受けた」: with が said, は is the object's topic."""
    said = any(a.case == "が" and isinstance(reading.tails.get(a.phrase), Name) for a in clause.arguments)
    return [a.phrase for a in clause.arguments if a.case == "は"] if said and clause.voice == "active" else []


def _ends_in(reading: Reading, index: int, nouns: Sequence[str]) -> bool:
    phrase = reading.phrases[index]
    if "ラウンド" in nouns and reading.closes(phrase, "round"):
        return True  # シリーズAに参加
    words = reading.core(phrase).rstrip("」』")
    return words.endswith(tuple(nouns)) and any(_is_word(reading, phrase, words, noun) for noun in nouns)


def _is_word(reading: Reading, phrase: Phrase, words: str, noun: str) -> bool:
    """Whether a phrase's words end in a noun, and not a name in the end of another: ローン, but not テラドローン's."""
    if not words.endswith(noun):
        return False
    glued = KATAKANA.match(noun) and KATAKANA.match(words[: -len(noun)][-1:])
    return not glued or not isinstance(reading.tails.get(phrase.index), Name)


def _may_be_elliptic(role: RoleSpec, reading: Reading, clause: Clause) -> bool:
    """A subject may be left out in running text, but not where another subject stands in its place."""
    if role.elliptic:
        own = all(link in ("self", "light", "modal") for _, link in clause.chain)
        return not (own and clause.described and clause.modified is not None)  # Aが株を握る企業: who is unnamed
    told = any(link == "report" for _, link in clause.chain)  # 「10億円を調達したとする投稿」
    if clause.modified is not None and clause.voice == "active" and "が" in role.cases and not told:
        return False  # 「Xを手掛ける技術者」: whoever that is
    if {"を", "に"} & set(role.cases) and NAME_ROLE_TYPES & set(role.types):
        if clause.described and not clause.unnamed:
            return True  # A買収の投資会社
        agents = (reading.tails.get(a.phrase) for a in clause.arguments if a.case == "による")
        governed = len(clause.chain) > 1 and clause.chain[1][1] == "governed"  # Cは、Bによる買収に融資した
        nominal = not reading.phrases[clause.trigger.phrase].verbal and not governed
        if nominal and any(isinstance(agent, Name) for agent in agents):
            return True  # Aは、Bによる出資が完了したと発表した
    if clause.unnamed and {"が", "を"} & set(role.cases) and clause.voice == "active":
        return False  # 病院を運営する現地企業に, 10月に設立する会社の: it has no name here
    mine = "が" in role.cases if clause.voice == "active" else bool({"を", "に"} & set(role.cases))
    named = any(
        a.subject
        and (isinstance(reading.tails.get(a.phrase), Name) or (a.case == "が" and a.via in ("direct", "light")))
        for a in clause.arguments
    )
    return mine and not named and bool(NAME_ROLE_TYPES & set(role.types))


class Filling:
    """A rule's roles being filled from one clause."""

    def __init__(self, rule: Rule, reading: Reading, clause: Clause) -> None:
        self.rule, self.reading, self.clause = rule, reading, clause
        self.arguments = list(clause.arguments)
        if clause.relative is not None:
            self.arguments += [Argument(i, "連体", "relative") for i in self._modified(clause.relative)]
        elif clause.modified is not None:
            self.arguments.append(Argument(clause.modified, "連体", "relative"))
        self._object_topic()
        self.cased = [(argument, self.cases(argument)) for argument in self.arguments]
        self.used: set[int] = set()
        self.roles: dict[str, list[Candidate]] = {}
        self.holder: dict[str, int] = {}
        self.out_of_bounds = ""
        self.alike: list[Candidate] = []
        self.dates = set(clause.dates) | set(clause.announced)
        self.whole: set[str] = set()  # mutual roles of which the sentence names every party: AとBの提携

    def _modified(self, index: int) -> list[int]:
        """The name that a clause modifies, and the plant that it is of: 「石巻に建てる｜樹脂の｜新工場」."""
        head = self.reading.phrases[index].head
        if head is None or self.reading.case[index] != "の":
            return [index]
        return [index, head] if self.reading.closes(self.reading.phrases[head], "facility_kind") else [index]

    def _object_topic(self) -> None:
        """「Aは、Bも買収する」: after a topic, a name in も is the object, where the clause has none."""
        phrases, tails, cases = self.reading.phrases, self.reading.tails, self.reading.case
        spec = self.rule.role(OBJECTS.get(self.rule.fact, ""))
        verb = phrases[self.clause.trigger.phrase].verbal and self.clause.voice == "active"
        if spec is None or not verb or any(a.case == "を" and a.via != "inner" for a in self.arguments):
            return
        above = {index for index, _ in self.clause.chain}
        above |= {i for at in above for i in phrases[at].children if phrases[i].verbal and not phrases[i].attributive}
        topics = [
            p.index
            for p in phrases
            if cases[p.index] == "は"
            and p.function == "は"
            and p.head in above
            and isinstance(tails.get(p.index), Name)
        ]
        for at, argument in enumerate(self.arguments):
            also = argument.case == "は" and phrases[argument.phrase].function == "も"
            before = [i for i in topics if i < argument.phrase]
            if not also or not before or not isinstance(tails.get(argument.phrase), Name):
                continue
            self.arguments[at] = replace(argument, case="を", subject=False)
            if all(a.phrase != before[-1] for a in self.arguments):
                self.arguments.append(Argument(before[-1], "は", "inherited", subject=True))
            return

    def fill(self) -> dict[str, list[Candidate]]:
        order = sorted(self.rule.roles, key=lambda role: role.of is not None)
        for role in order:
            self._fill(role)
        self._fill_gap()
        self._fill_topic()
        for role in order:
            if role.of is None or role.name in self.roles:
                continue
            if role.of in self.holder:
                self._fill(role)  # 「Cの倉庫事業はAが買収した」
            if role.name not in self.roles and (best := self._owned(role)) is not None:
                self._take(role, best[1], best[2])
        for role in order:
            if role.anywhere and role.name not in self.roles:
                self._fill_anywhere(role)
        return self.roles

    def cases(self, argument: Argument) -> tuple[str, ...]:
        """The active-voice cases that an argument may stand for."""
        case = argument.case
        if argument.via == "copula":
            return ("を", "") if case == "を" else (case, "が", "")
        if (self.clause.relative is not None or self.clause.described) and argument.via == "bare":
            return ("が", "")  # A出資のB: A invests
        if self.clause.granted and case in ("から", "による"):
            return ("が", case)
        if self.clause.voice == "passive" and argument.via != "inner":
            if case in SUBJECT_CASES:
                return ("を", "に")
            if case in ("から", "に", "による", "の"):
                return ("が", case)
        if case == "は" and self._is_object(argument):
            return ("を", case)
        if case in SUBJECT_CASES:
            return ("が", case)
        return (case,)

    def _is_object(self, argument: Argument) -> bool:
        """「うち80億円はB銀行が貸す」: before a subject in が the amount in は is what it gives."""
        tails = self.reading.tails
        tail = tails.get(argument.phrase)
        if not isinstance(tail, ValueMention) or value_type(tail) != "money":
            return False
        givers = (a.phrase for a in self.arguments if a.case == "が" and a.via == "direct")
        return any(isinstance(tails.get(giver), Name) for giver in givers)

    def _fill(self, role: RoleSpec) -> None:
        if role.collect:
            self._collect(role)
            return
        if self._states(role):
            return
        wanted = set(role.cases)
        best: tuple[tuple[int, ...], int, list[Candidate]] | None = None
        for argument, cases in (*self.cased, *((one, self.cases(one)) for one in self._hung(role))):
            if wanted.isdisjoint(cases):
                continue
            if (argument.phrase in self.dates and "date" not in role.types) or (
                argument.phrase in self.used and not set(role.types) <= TERM_TYPES
            ):
                continue
            if role.of is not None and not self.belongs(argument, role.of):
                continue
            if role.apart and any(_ends_in(self.reading, at, role.apart) for at in self._under(argument)):
                continue
            whose = argument.via == "inner" and argument.parent is not None and role.name == OBJECTS.get(self.rule.fact)
            if whose and (self.fillers(argument.parent or 0, role) or self._is_thing(argument.parent or 0)):
                continue  # Cの倉庫事業は, CのAIクラウド買収: C is whose it is, or who buys
            fillers = self.fillers(argument.phrase, role)
            if fillers and argument.case == "、" and "が" in role.cases and self._listed(argument.phrase):
                continue  # 「A、B、Cから調達」: of a headline's names only the first is its subject
            if fillers and argument.case == "、" and "が" in role.cases and self._acts_unnamed():
                continue  # 「A、上場廃止へ　投資会社がTOB」: who acts has no name
            if fillers and argument.case == "、" and fillers[-1].value is not None:
                continue  # 8000万円、…: an amount before a comma is no subject
            if fillers:
                weak = argument.via in ("inherited", "climbed")
                lent = argument.via == "light" and argument.case in SUBJECT_CASES  # 「Aが買収する計画をCが調べ始めた」
                rank = min(role.cases.index(case) for case in cases if case in wanted)
                key = (weak, rank, lent, abs(self.clause.trigger.phrase - argument.phrase))
                if best is None or key < best[0]:
                    best = (key, argument.phrase, fillers)
        if best is None and role.of is not None:
            best = self._owned(role)
        if best is not None:
            self._take(role, best[1], best[2])

    def _acts_unnamed(self) -> bool:
        """Whether the clause's own が is no name and no value."""
        return any(
            a.case == "が" and a.via == "direct" and a.subject and self.reading.tails.get(a.phrase) is None
            for a in self.arguments
        )

    def _is_thing(self, index: int) -> bool:
        """Whether a phrase is a bare noun before the trigger, and none that passes on what hangs on it."""
        bare = any(a.phrase == index and a.via == "bare" for a in self.arguments)
        return bare and self.reading.tails.get(index) is None and not self._is_part(index)

    def _under(self, argument: Argument) -> list[int]:
        """The noun that an argument hangs on, and one that is written onto its name (B社株を)."""
        tail = self.reading.tails.get(argument.phrase)
        onto = isinstance(tail, Name) and tail.end < self.reading.phrases[argument.phrase].core_end
        return [at for at in (argument.parent, argument.phrase if onto else None) if at is not None]

    def _hung(self, role: RoleSpec) -> list[Argument]:
        """「Aの計画にC円を融資する」: a role of a case finds what hangs on the noun in it, whatever the noun."""
        if role.of is None or self.rule.role(role.of) is not None:
            return []
        cases, known = self.reading.case, {a.phrase for a in self.arguments}
        return [
            Argument(child, cases[child], "inner", argument.phrase)
            for argument in self.arguments
            if _purpose(argument.case) == role.of
            for child in self.reading.phrases[argument.phrase].children
            if child not in known and cases[child] in role.cases
        ]

    def _owned(self, role: RoleSpec) -> tuple[tuple[int, ...], int, list[Candidate]] | None:
        """B社の半導体を採用, B社製の半導体を採用: whose goods they are, by what stands before them."""
        spec = self.rule.role(role.of or "")
        if spec is not None and not {"product", "thing"} & set(spec.types):
            return None
        held = [self.holder[spec.name]] if spec is not None and spec.name in self.holder else []
        if spec is None and "product" in self.holder:
            held = [a.phrase for a in self.arguments if a.case == role.of and a.phrase not in self.used]
        for index in [i for at in held for i in (at, *reversed(self.reading.phrases[at].children))]:
            phrase = self.reading.phrases[index]
            made = [
                Candidate(n.start, n.end, name=n, type=n.type)
                for n in self.reading.names
                if phrase.start <= n.start < phrase.end and n.link == "製" and accepts(n, role, self.rule.telling)
            ]
            if not made and index not in held and self.reading.case[index] == "の" and index not in self.used:
                made = self.fillers(index, role)
            if made:
                return (0, 0, 0), index, made
        return None

    def _listed(self, index: int) -> bool:
        """Whether a phrase stands behind the name that opens its headline: one of a list, no subject."""
        opener, phrases = self.reading.opener, self.reading.phrases
        return opener is not None and opener < index and phrases[opener].segment == phrases[index].segment

    def _states(self, role: RoleSpec) -> bool:
        """「調達総額は43億円、累計調達額は61億円となる」: of a detail's figures the one right after its topic."""
        at = self.clause.trigger.phrase
        states = self.rule.detail and role.anywhere and self.reading.case[at] in ("は", "が")
        if not states or at + 1 >= len(self.reading.phrases) or self.reading.case[at + 1] == "から":
            return False  # 「比率は20%から67%に」: what it was
        fillers = self.fillers(at + 1, role)
        if not fillers or fillers[-1].value is None or at + 1 in self.used:
            return False
        self._take(role, at + 1, fillers)
        return True

    def belongs(self, argument: Argument, of: str) -> bool:
        """Whether an argument depends on the phrase of a role, or on the phrase in a case (of: に)."""
        if of in self.holder:
            told = argument.case == "から" and argument.via in ("direct", "light")  # CからBを買収
            return told or self._hangs(argument, self.holder[of])
        above: Argument | None = argument
        while above is not None:  # Aが進める｜基地の｜増設に: past the nouns that pass it on
            if any(self._hangs(above, a.phrase) and _purpose(a.case) == of for a in self.arguments):
                return True
            above = next((a for a in self.arguments if a.phrase == above.parent), None)
        return False

    @staticmethod
    def _hangs(argument: Argument, phrase: int) -> bool:
        """Whether an argument depends on a phrase, as の right before it does whatever the parser says."""
        return argument.parent == phrase or (argument.case == "の" and argument.phrase + 1 == phrase)

    def _collect(self, role: RoleSpec) -> None:
        """All parties of a mutual act: AはBと提携, A・B両社が提携."""
        found: list[Candidate] = []
        for argument in sorted(self.clause.arguments, key=lambda a: a.phrase):
            if argument.phrase in self.used or not set(self.cases(argument)) & set(role.cases):
                continue
            fillers = self.fillers(argument.phrase, role)
            alone = len(self.reading.coordinated(argument.phrase)) == 1
            if argument.case == "の" and alone:  # 輸送船の合弁会社 is what it is for, not whose
                fillers = [f for f in fillers if f.name is not None and f.name.type != "unknown"]
            if fillers:
                found += [f for f in fillers if f not in found]
                self.used.update(self.reading.coordinated(argument.phrase))
                if argument.case in ("の", "による", "は", "が") and _count(found, self.reading) >= role.least:
                    self.whole.add(role.name)
        if self.clause.relative is not None and found and _count(found, self.reading) < role.least:
            found += self.fillers(self.clause.relative, role)  # Aと提携するB, Aが提携するB
            self.whole.add(role.name)
        if found:
            self.roles[role.name] = found

    def _take(self, role: RoleSpec, phrase: int, fillers: list[Candidate]) -> None:
        self.roles[role.name] = fillers if role.many else fillers[-1:]
        if role.name == OBJECTS.get(self.rule.fact):
            self.alike = [f for f in fillers[:-1] if f.name is not None]
        self.holder[role.name] = phrase
        if not set(role.types) <= TERM_TYPES:
            self.used.update(self._told(phrase, role))

    def _told(self, phrase: int, role: RoleSpec) -> list[int]:
        """The phrases that a role has taken: of 「A社とB銀行は」 a lender is the bank alone."""
        group = self.reading.coordinated(phrase)
        if not role.ends and not role.excludes:
            return group
        starts = {c.start for c in self.roles[role.name]}
        return [i for i in group if i == phrase or getattr(self.reading.tails.get(i), "start", None) in starts]

    def _fill_gap(self) -> None:
        """出資するB: the noun that the clause modifies fills the case that the clause leaves open."""
        if self.clause.relative is None or self.clause.relative in self.holder.values():
            return  # 「石巻に建設した蓄電所」: what was built did not build
        if self._fill_holder():
            return
        by_case = [role for case in GAP_ORDER[self.clause.voice] for role in self.rule.roles if case in role.cases]
        by_name = [role for name in self.rule.gap for role in self.rule.roles if role.name == name]
        for role in by_name or by_case:
            taken = role.name == "target" and "を" in role.cases and self._has_object()
            if role.name not in self.roles and NAME_ROLE_TYPES & set(role.types) and not taken:
                fillers = self.fillers(self.clause.relative, role)
                if fillers:
                    self._take(role, self.clause.relative, fillers)
                return

    def _has_object(self) -> bool:
        """「11社を買収したA」: with its を, the noun after the clause is who acts."""
        objects = [a.phrase for a in self.arguments if a.case == "を" and a.via in ("direct", "light")]
        tails = [self.reading.tails.get(i) for i in objects if not self._is_part(i)]
        return any(not (isinstance(v, ValueMention) and value_type(v) in ("money", "percent")) for v in tails)

    def _is_part(self, index: int) -> bool:
        """Whether a phrase is of what a company is made of: its shares, its control."""
        return self.reading.core(self.reading.phrases[index]).endswith(self.reading.rulebook.words.transparent)

    def _fill_holder(self) -> bool:
        """「Aは5%を出資するBと組む」: of a clause that says neither, the topic holds and the noun is held."""
        objective, relative, phrases = OBJECTS.get(self.rule.fact), self.clause.relative, self.reading.phrases
        clause = phrases[self.clause.chain[-2][0]]
        if objective is None or relative is None or self.clause.voice == "passive":
            return False
        figures = ("money", "percent")
        told = any(
            isinstance(v := self.reading.tails.get(a.phrase), ValueMention) and value_type(v) in figures
            for a in self.arguments
        )
        if clause.function.endswith("た") and not (told and self.reading.case[relative] in ("と", "に")):
            return False
        holders = [role for role in self.rule.roles if "が" in role.cases and NAME_ROLE_TYPES & set(role.types)]
        held = self.rule.role(objective)
        low, _ = self._extent()
        topics = [i for i, case in self.reading.case.items() if case == "は" and phrases[i].start < low]
        if held is None or not holders or not topics or {held.name, holders[0].name} & set(self.roles):
            return False
        shares = self.reading.word(phrases[relative]).endswith(self.reading.rulebook.words.shares)
        if self.reading.case[relative] in ("は", "が") or shares:  # 「Aは保有するB株を売却する」 tells of the sale
            return False
        holder, company = self.fillers(max(topics), holders[0]), self.fillers(relative, held)
        if holder and company:
            self._take(holders[0], max(topics), holder)
            self._take(held, relative, company)
        return bool(holder and company)

    def _fill_topic(self) -> None:
        """「Aは、山田氏が設立した」「Aは、B社が株式の過半を取得した」: with が said, は is the object's topic."""
        if self.clause.described or any(link in ("relative", "abstract") for _, link in self.clause.chain[:2]):
            return
        said = any(a.case == "が" and a.phrase in self.used for a in self.arguments)
        for role in self.rule.roles if said and self.clause.voice == "active" else ():
            objective = self._is_left_open(role) and NAME_ROLE_TYPES & set(role.types)
            if role.name in self.roles or not objective:
                continue
            for argument in (*self.arguments, *self._reporting()):
                if argument.case in ("は", "、") and argument.via != "inner" and argument.phrase not in self.used:
                    fillers = self.fillers(argument.phrase, role)
                    if fillers:
                        self._take(role, argument.phrase, fillers)
                        break

    def _is_left_open(self, role: RoleSpec) -> bool:
        """Whether a clause has no word yet for a role that is no subject: its を, its に, whose shares are got."""
        objects = [a.phrase for a in self.arguments if a.case == "を" and a.via in ("direct", "light")]
        words = self.reading.rulebook.words.shares
        shares = any(self.reading.core(self.reading.phrases[i]).endswith(words) or self._is_share(i) for i in objects)
        whose = role.name == OBJECTS.get(self.rule.fact) and "の" in role.cases and shares
        given = any(a.case == "に" and a.via == "direct" and not self._situates(a.phrase) for a in self.arguments)
        return ("に" in role.cases and not given) or ("を" in role.cases and not objects) or whose

    def _situates(self, index: int) -> bool:
        """Whether a phrase tells when or where, and not to whom."""
        tail = self.reading.tails.get(index)
        return isinstance(tail, ValueMention) or (isinstance(tail, Name) and tail.type == "place")

    def _is_share(self, index: int) -> bool:
        tail = self.reading.tails.get(index)
        return isinstance(tail, ValueMention) and value_type(tail) == "percent"

    def _reporting(self) -> list[Argument]:
        """「Aは、B社が株式の過半を取得すると発表した」: who says it is who it is about."""
        bought = self.rule.fact in OBJECTS
        says = (at for at, link in self.clause.chain if link == "report" and bought)
        children = (i for at in says for i in self.reading.phrases[at].children)
        return [Argument(i, "は", "climbed") for i in children if self.reading.case[i] == "は"]

    def _fill_anywhere(self, role: RoleSpec) -> None:
        """The nearest mention of the type in the trigger's clause, before it rather than after."""
        low, high = self._extent()
        found = [c for c in self._mentions(role, low, high) if _within(c, role) and not self._spoken_for(c)]
        if found:
            at = self.clause.trigger.start
            self.roles[role.name] = [min(found, key=lambda c: (abs(at - c.start), c.start))]

    def _extent(self) -> tuple[int, int]:
        if self.rule.detail:
            return self.clause.trigger.start, len(self.reading.text)
        spans = [self.reading.phrases[a.phrase] for a in self.clause.arguments]
        trigger = self.reading.phrases[self.clause.trigger.phrase]
        return min([p.start for p in spans] + [trigger.start]), max([p.end for p in spans] + [trigger.end])

    def _spoken_for(self, candidate: Candidate) -> bool:
        return any(c.start == candidate.start for fillers in self.roles.values() for c in fillers)

    def _mentions(self, role: RoleSpec, low: int, high: int) -> list[Candidate]:
        """The terms, values and places of the role's types within a span."""
        out = [
            Candidate(t.start, t.end, term=t.term, type=t.kind)
            for t in self.reading.terms
            if low <= t.start and t.end <= high and t.kind in role.types and (not role.terms or t.term in role.terms)
        ]
        out += [
            Candidate(v.start, v.end, value=v, type=value_type(v))
            for v in self.reading.values
            if low <= v.start and v.end <= high and value_type(v) in role.types
        ]
        if "place" in role.types:
            out += [
                Candidate(n.start, n.end, name=n, type="place")
                for n in self.reading.names
                if low <= n.start and n.end <= high and n.type == "place"
            ]
        return out

    def fillers(self, index: int, role: RoleSpec) -> list[Candidate]:
        """What a phrase offers a role: its tail, with all that is coordinated to it."""
        out: list[Candidate] = []
        for at in self.reading.coordinated(index):
            tail = self.reading.tails.get(at)
            if isinstance(tail, Name) and role.types[0] != "person":
                tail = self.reading.company_of(tail) or tail
            if isinstance(tail, Name) and accepts(tail, role, self.rule.telling):
                out.append(Candidate(tail.start, tail.end, name=tail, type=tail.type))
            elif isinstance(tail, ValueMention) and value_type(tail) in role.types:
                out.append(Candidate(tail.start, tail.end, value=tail, type=value_type(tail)))
        if not out:
            phrase = self.reading.phrases[index]
            out = self._mentions(role, phrase.start, phrase.end)[-1:]
        if not out and "thing" in role.types:
            out = self._thing(index)
        bounded = [c for c in out if _within(c, role)]
        if len(bounded) < len(out):
            self.out_of_bounds, out = role.name, bounded
        if role.after:
            out = [c for c in out if self._follows(c, role.after)]
        if role.not_after:
            out = [c for c in out if not self._follows(c, role.not_after)]
        goods = {"thing", "product"} <= set(role.types)  # 部品 must be goods, 「X」 is
        return [c for c in out if (goods and c.name) or ends_well(self.reading.text[c.start : c.end], role)]

    def _follows(self, candidate: Candidate, words: tuple[str, ...]) -> bool:
        """Whether one of the words stands right before a value, or as an adverb of its clause (これまでにBから…)."""
        adverbs = (self._written(a.phrase) for a in self.arguments if a.via == "direct" and a.case not in SUBJECT_CASES)
        return self.reading.text[: candidate.start].rstrip("、").endswith(words) or any(a in words for a in adverbs)

    def _written(self, index: int) -> str:
        phrase = self.reading.phrases[index]
        return self.reading.text[phrase.start : self.reading.end(phrase)].rstrip("、")

    def _thing(self, index: int) -> list[Candidate]:
        phrase = self.reading.phrases[index]
        if isinstance(self.reading.tails.get(index), ValueMention) or phrase.verbal:
            return []
        text, start = self.reading.core(phrase), phrase.start
        first = self.reading.doc[phrase.tokens[0]]
        if len(first.text) == 1 and first.text in self.reading.rulebook.names.nationality and len(text) > 1:
            text, start = text[1:], start + 1  # 米｜ナスダック市場
        return [Candidate(start, phrase.core_end, term=text, type="thing")]


def fill_open(hit: Hit, clause: Clause) -> None:
    """What a pattern leaves out is the subject of its clause, where one in が is said."""
    spec = hit.rule.role(hit.open_role) if hit.open_role is not None else None
    if spec is None:
        return
    for argument in clause.arguments:
        tail = hit.reading.tails.get(argument.phrase)
        if argument.case != "が" or not isinstance(tail, Name) or not accepts(tail, spec, hit.rule.telling):
            continue
        if spec.collect and tail.end > hit.start:
            continue  # 「競合にはBがある」: B is no subject that the pattern leaves out
        if not any(c.name is tail for fillers in hit.roles.values() for c in fillers):
            joined = hit.roles.get(spec.name, []) if spec.collect else []
            hit.roles[spec.name] = [Candidate(tail.start, tail.end, name=tail, type=tail.type), *joined]
            hit.open_role = None
            return


def accepts(name: Name, role: RoleSpec, telling: int) -> bool:
    """Whether a role takes a name; an unsettled name is taken for what the role wants."""
    types = role.types
    if name.type == "ambiguous":
        return "organization" in types or "person" in types
    if name.type == "unknown" or (_barely_person(name) and "person" not in types):
        told = "quoted" in name.reasons or name.text.isascii()
        told = told or (name.score >= WELL_TOLD and "organization" in types)
        settled = not role.strict or (role.strict != "full" and told)
        return name.score >= telling and settled and bool(UNSETTLED & set(types))
    return name.type in types and name.score >= telling


def ends_well(text: str, role: RoleSpec) -> bool:
    """Whether a filler's words end as a role wants them to, and not as it does not."""
    return not text.endswith(role.excludes) and (not role.ends or text.endswith(role.ends))


def _barely_person(name: Name) -> bool:
    """A name in katakana that GiNZA alone calls a person, without a title: as often a company."""
    return name.type == "person" and name.score <= WELL_TOLD and not name.title and "・" in name.text


def _within(candidate: Candidate, role: RoleSpec) -> bool:
    """Whether a share lies within a role's bounds: control begins at half."""
    value = candidate.value.value if candidate.value is not None else None
    if not isinstance(value, Percent) or value.value is None:
        return role.minimum is None or not isinstance(value, Percent)
    return (role.minimum is None or value.value >= role.minimum) and (
        role.maximum is None or value.value <= role.maximum
    )


def add_dates(rule: Rule, reading: Reading, clause: Clause, roles: dict[str, list[Candidate]]) -> None:
    """Give a fact the days of its clause: when it happens, and when it was announced."""
    if rule.detail and rule.kind != "frame":
        return
    if rule.kind == "text" and rule.fact == "investment" and rule.status == "completed":
        return  # 「筆頭株主のAは12日、…」: the day is of what the sentence goes on to
    known = FACT_TYPES[rule.fact].roles
    lasts = clause.trigger.word in reading.rulebook.words.holding  # 「株式の5%を持つことが9日分かった」 has no day
    for role, phrases in (("date", [] if lasts else clause.dates), ("announced", clause.announced)):
        if role in known and role not in roles and phrases:
            value = reading.tails[phrases[-1]]
            assert isinstance(value, ValueMention)
            roles[role] = [Candidate(value.start, value.end, value=value, type="date")]
