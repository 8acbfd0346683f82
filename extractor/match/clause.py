"""What a trigger governs: its arguments with their cases, its voice, and the predicates above it.

「AがBに10億円を出資することで合意したと発表した」: the arguments of 出資 are its own phrases; those of a light or modal
verb above it are lent to it; a reporting verb lends its subject and its date; a conjoined clause its topic.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Literal

from extractor.model import Date, Money, Percent, ValueMention
from extractor.names import Name
from extractor.phrases import SAHEN, Phrase
from extractor.reading import Reading, Trigger
from extractor.rulebook.model import Words

Link = Literal[
    "self",
    "copula",
    "figure",
    "offered",
    "governed",
    "light",
    "modal",
    "abstract",
    "report",
    "conjunct",
    "conditional",
    "adjunct",
    "relative",
    "compound",
]
Via = Literal["bare", "direct", "inner", "light", "climbed", "inherited", "relative", "copula"]
Voice = Literal["active", "passive"]

SUBJECT_CASES = ("が", "は", "、")
_SUBJECT = attrgetter("subject")
# The cases of a noun that acts elsewhere: 「Aが設立したファンドに」; 「Aが買収した新興で、」 tells of the topic.
ACTING = ("に", "を", "と", "から", "の", "が", "は")
GOVERNED_CASES = ("を", "が", "は", "に")
CLEFT = re.compile(r"の(は|が)$")
LIGHT_CASES = ("を", "が", "は", "に", "と", "")
QUOTE = re.compile(r"と(も|は)?$")
CONDITIONAL = re.compile(r"(ば|たら|なら|ならば|場合)$")


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase that a trigger governs, in the case it stands in; `parent`: the noun it was found under."""

    phrase: int
    case: str
    via: Via
    parent: int | None = None
    subject: bool = False


@dataclass(slots=True)
class Clause:
    """A trigger with all that it governs. `chain`: the predicates from it up to the root, and how each is linked."""

    trigger: Trigger
    voice: Voice
    arguments: list[Argument]
    chain: list[tuple[int, Link]]
    dates: list[int] = field(default_factory=list)
    announced: list[int] = field(default_factory=list)
    relative: int | None = None
    modified: int | None = None  # Bに供給する電池: the noun after the clause, no name
    granted: bool = False  # 補助金が国から交付された: a light verb in the passive, whose giver is から
    described: bool = False  # A買収の投資会社: the noun after の is the other party, unnamed
    unnamed: bool = False  # 病院を運営する企業に: the one who acts is described, without a name

    @property
    def has_subject(self) -> bool:
        return any(map(_SUBJECT, self.arguments))


class ClauseReader:
    """Reads the clause of one trigger in one sentence."""

    def __init__(self, reading: Reading, words: Words, describing: Collection[str]) -> None:
        self.reading, self.words, self.phrases, self.describing = reading, words, reading.phrases, describing
        self.verbs: Collection[str] = ()

    def read(self, trigger: Trigger, verbs: Collection[str] = ()) -> Clause:
        """`verbs`: those that rules for the trigger want above it (`light`), as good as light ones of words.yaml."""
        self.verbs = verbs
        phrase = self.phrases[trigger.phrase]
        voice: Voice = "passive" if phrase.passive else "active"
        clause = Clause(trigger, voice, [], [(phrase.index, "self")])
        self._own(clause, phrase)
        self._climb(clause, phrase)
        self._conjoined_topic(clause)
        self._conjoined_goal(clause)
        self._stated_subject(clause)
        self._past_trade(clause)
        self._shared_object(clause)
        self._opening_subject(clause)
        self._headline_topic(clause)
        self._headline_tail(clause)
        self._expand_inner(clause)
        self._sort_dates(clause)
        return clause

    def read_all(self, trigger: Trigger, verbs: Collection[str] = ()) -> list[Clause]:
        """A trigger's clause, and before it those that share its verb: 「6月に8000万円、翌年に6億円を調達した」."""
        clause = self.read(trigger, verbs)
        return self._each(clause) or [*self._gapped(clause), clause]

    # --- a verb told once for several amounts ---------------------------------------------------------

    def _gapped(self, clause: Clause) -> list[Clause]:
        at = clause.trigger.phrase
        first = max((p.index + 1 for p in self.phrases[:at] if p.verbal and not p.attributive), default=0)
        gaps = [i for i in range(first, at) if self._is_gap(i)] or self._dated(first, at)
        rest = range(gaps[-1] + 1, at + 1) if gaps else range(0)
        valued = any(self._is_value(i) and not self._date(i) and not self._is_gap(i) for i in rest)
        if not gaps or not (valued or self._dates_name(gaps[-1])):
            return []
        if any(self.reading.case[i] == "を" and self._is_gap(i) for i in gaps) and not any(
            self._amount(i) for i in rest
        ):
            return []  # 株式の20%を、10億円で
        if any(self.reading.core(self.phrases[i]).endswith("うち") for i in rest):
            return []
        said = any(self.reading.case[i] == "が" for i in rest)
        shared = [a for a in clause.arguments if a.case == "は" or (a.case == "が" and not said)]
        if said:  # BにはAが40%、Cが20%を出資する
            shared += [a for a in clause.arguments if a.case == "に" and a.phrase < min(self._subjects(first, at))]
        shared = [a for a in shared if a.phrase < gaps[-1]]
        keep = {a.phrase for a in shared}
        out: list[Clause] = []
        for gap in gaps:
            own = [
                Argument(i, "を" if i == gap else self.reading.case[i], "direct", subject=self.reading.case[i] == "が")
                for i in range(first, gap + 1)
                if i not in keep and not self.phrases[i].verbal and self.reading.case[i] not in ("の", "は")
            ]
            part = Clause(clause.trigger, clause.voice, [*shared, *own], clause.chain, announced=clause.announced)
            part.relative = clause.relative  # Aが40%、Cが10%を出資するB
            self._expand_inner(part)
            self._sort_dates(part)
            out.append(part)
            first = gap + 1
        clause.arguments = [a for a in clause.arguments if a.phrase > gaps[-1] or a.phrase in keep]
        clause.dates = [i for i in clause.dates if i > gaps[-1]]
        return out

    def _each(self, clause: Clause) -> list[Clause]:
        """「融資はA銀行が20億円、B銀行が10億円。」: each with what it gives."""
        stated = next((a.phrase for a in clause.arguments if a.via == "copula"), None)
        first = clause.trigger.phrase + 1
        gives = [i for i in self._subjects(first, stated or 0) if isinstance(self.reading.tails.get(i), Name)]
        if stated is None or len(gives) < 2 or not all(self._is_value(i + 1) and not self._date(i + 1) for i in gives):
            return []
        own = [a for a in clause.arguments if a.phrase < clause.trigger.phrase]
        case = "" if self._amount(stated) else "は"  # 「出資比率はAが20%、Bが5%」
        told = ([Argument(i, "が", "direct", subject=True), Argument(i + 1, case, "direct")] for i in gives)
        return [Clause(clause.trigger, clause.voice, [*own, *pair], clause.chain) for pair in told]

    def _subjects(self, first: int, last: int) -> list[int]:
        return [i for i in range(first, last) if self.reading.case[i] == "が"]

    def _dated(self, first: int, at: int) -> list[int]:
        """「21年にBを、23年にCを買収した」: names before a comma, each with a day of its own."""
        named = [i for i in range(first + 1, at) if self._dates_name(i)]
        return named[:-1] if len(named) > 1 and self.reading.case[named[-1]] == "を" else []

    def _dates_name(self, index: int) -> bool:
        named = isinstance(self.reading.tails.get(index), Name) and self._date(index - 1)
        case = self.reading.case[index]
        return named and (case == "を" or (case == "、" and self.phrases[index].comma)) and index > 0

    def _is_gap(self, index: int) -> bool:
        tail = self.reading.tails.get(index)
        amount = isinstance(tail, ValueMention) and isinstance(tail.value, (Money, Percent))
        case = self.reading.case[index]
        return amount and self.phrases[index].comma and (case == "、" or (case == "を" and self._amount(index)))

    # --- collecting -----------------------------------------------------------------------------------

    def _own(self, clause: Clause, phrase: Phrase) -> None:
        at = phrase.index - 1
        while at >= 0 and self._is_bare(at, phrase):
            told = self.phrases[at].others and isinstance(self.reading.tails.get(at), Name)
            clause.arguments.append(Argument(at, "が" if told else "", "bare", subject=told))  # 三菱電機など出資
            at -= 1
        self._lend(clause, phrase, "direct", skip=set())
        if not phrase.verbal:
            self._offered(clause, phrase)
        for index in (
            *self._strays(phrase),
            *self._underway(phrase),
            *self._manner(phrase),
            *self._past_adjective(phrase),
        ):
            case = self.reading.case[index]
            clause.arguments.append(Argument(index, case, "direct", subject=self._is_subject(index, case)))

    def _offered(self, clause: Clause, phrase: Phrase) -> None:
        """「Aが発行した社債」, 「AがBから受けた融資」: a clause that only says it was done lends its words."""
        amounts = (self.phrases[i] for i in phrase.children if self._amount(i))
        for index in [*phrase.children, *(i for amount in amounts for i in amount.children)]:
            verb = self.phrases[index]
            if verb.attributive and verb.lemma in self.words.report:
                clause.announced += [i for i in verb.children if self._date(i)]  # 昨年12月に発表した買収
            got = verb.lemma in self.words.receive
            if not verb.attributive or not (got or verb.lemma in self.words.offer):
                continue
            objects = [self.phrases[i] for i in verb.children if self.reading.case[i] == "を"]
            if any(self._word(done) not in self.words.offer for done in objects):  # 発行を予定する社債
                continue
            if got and any(self.reading.case[i] in SUBJECT_CASES for i in verb.children):
                clause.voice = "passive"
            self._lend(clause, verb, "light", skip=set())
            clause.chain.append((index, "offered"))

    @cached_property
    def aims(self) -> list[Phrase]:
        """Phrases in 向け, and what they hang on."""
        aims = (self.phrases[i] for i, case in self.reading.case.items() if case == "向け")
        return [aim for aim in aims if not aim.verbal and aim.head is not None]

    def _strays(self, phrase: Phrase) -> list[int]:
        """「Aに｜自動車向け｜半導体を｜供給する」: に and を on 自動車向け are the verb's own."""
        out: list[int] = []
        for aim in self.aims:
            goods = self.phrases[aim.head or 0]
            if phrase.index in (goods.index, None if goods.verbal else goods.head):
                out += [i for i in aim.children if i < phrase.index and self.reading.case[i] in ("に", "を")]
        return out

    def _underway(self, phrase: Phrase) -> list[int]:
        """「札幌市に｜建設中の｜工場」: what stands right before is of the deed, whatever the parser says."""
        before = phrase.index - 1
        underway = (
            not phrase.verbal and self.reading.case[phrase.index] == "の" and self.reading.core(phrase).endswith("中")
        )
        if not underway or before < 0 or self.phrases[before].verbal or before in phrase.children:
            return []
        return [before] if self.reading.case[before] in ("に", "で", "が") else []

    def _manner(self, phrase: Phrase) -> list[int]:
        """「4月に｜新会社を｜設立して｜統合する」: a clause in て tells how; its day and place are ours."""
        if not phrase.verbal:
            return []
        means = [self.phrases[i] for i in phrase.children if self._is_means(self.phrases[i])]
        own = [self.reading.case[i] for i in phrase.children]
        return [i for clause in means for i in self._settings(clause) if self.reading.case[i] not in own]

    def _past_adjective(self, phrase: Phrase) -> list[int]:
        """「札幌市に｜新しい｜工場を｜建てる」: a day or place before an adjective is of the verb behind its noun."""
        if not phrase.verbal:
            return []
        nouns = [self.phrases[i] for i in phrase.children if self.reading.case[i] in GOVERNED_CASES]
        before = {i for noun in nouns for i in (*noun.children, max(noun.index - 1, 0))}
        kinds = (self.phrases[i] for i in sorted(before))
        return [i for kind in kinds if self._is_adjective(kind) for i in self._settings(kind)]

    def _is_adjective(self, phrase: Phrase) -> bool:
        return self.reading.doc[phrase.core_last].tag_.startswith("形容詞")

    def _settings(self, phrase: Phrase) -> list[int]:
        """What hangs on a phrase and tells a day or a place."""
        cases = self.reading.case
        return [i for i in phrase.children if cases[i] in ("に", "で", "") and self._situates(i)]

    def _is_means(self, clause: Phrase) -> bool:
        means = clause.verbal and not clause.comma and clause.function.endswith(("て", "で"))
        return means and any(self.reading.case[i] == "を" for i in clause.children)

    def _situates(self, index: int) -> bool:
        """Whether a phrase tells a day or a place."""
        return self._date(index) or self._type(index) == "place"

    def _is_bare(self, at: int, phrase: Phrase) -> bool:
        other = self.phrases[at]
        return self.reading.case[at] == "" and not other.verbal and not other.comma and other.segment == phrase.segment

    def _lend(self, clause: Clause, holder: Phrase, via: Via, skip: set[int], only: tuple[str, ...] = ()) -> None:
        taken = {a.phrase for a in clause.arguments} | skip | {clause.trigger.phrase}
        children = set(holder.children)
        cases = self.reading.case
        before = self.phrases[max(holder.index - 1, 0)]
        if cases[before.index] == "が" and before.function == "も":
            children.add(before.index)  # Aも｜出資する｜B
        for i, following in self.reading.lent.items():
            if self.phrases[following].head == holder.index and cases:
                children.add(i)
        for index in sorted(children):
            child, case = self.phrases[index], self.reading.case[index]
            bare = case == "" and via != "direct" and not (self._is_value(index) and not self._date(index))
            if index in taken or child.verbal or bare or index == self.reading.reporter:
                continue
            if not only or case in only:
                clause.arguments.append(Argument(index, case, via, subject=self._is_subject(index, case)))

    def _is_subject(self, index: int, case: str) -> bool:
        if case == "、" and self.reading.dated_line:
            return False  # 「2021年6月　A、Bと提携」
        if (
            case == "、"
            and index not in self.reading.tails
            and SAHEN in self.reading.doc[self.phrases[index].core_last].tag_
        ):
            return False  # ラウンドを完了、10億円を調達
        return case == "による" or (case in SUBJECT_CASES and not self._is_value(index))

    # --- climbing -------------------------------------------------------------------------------------

    def _climb(self, clause: Clause, phrase: Phrase) -> None:
        current, nominal = phrase, not phrase.verbal
        self._stated(clause, phrase)
        for _ in range(12):
            if current.head is None:
                return
            holder = self._modified(current, self.phrases[current.head])
            link = self._link(current, holder, nominal=nominal)
            if CLEFT.search(current.function) and self._date(holder.index):
                clause.dates.append(holder.index)  # 買収したのは2021年だ
            if link == "relative":
                clause.relative = self._modifies(current, holder)
                clause.chain.append((holder.index, link))
                clause.arguments += self._days_before(clause)
                return
            if link == "compound" and (topic := self._is_said_of(current, holder)) is not None:
                clause.relative = topic
                clause.chain.append((holder.index, "relative"))
                return
            if link == "compound":
                self._in_round(clause, current)
                modifies = current.attributive or (nominal and self.reading.case[current.index] == "の")
                clause.described = modifies and self._describes(holder)
                copula = holder.function.startswith("であ")
                stands = holder.case in ACTING or (holder.case == "で" and not holder.comma and not copula)
                clause.unnamed = current.attributive and clause.described and stands
                clause.modified = holder.index if current.attributive else None
                return
            if link == "figure":
                self._figure(clause, current, holder)
                return
            clause.chain.append((holder.index, link))
            self._borrow(clause, current, holder, link)
            if link in ("conditional", "adjunct", "governed"):
                return
            current, nominal = holder, not holder.verbal

    def _days_before(self, clause: Clause) -> list[Argument]:
        """「2022年に｜A社に｜買収された｜B。」: a day in に hangs on no noun, whatever the parser says."""
        children = self.phrases[clause.relative].children if clause.relative is not None else []
        days = (i for i in children if i < clause.trigger.phrase and self._date(i))
        return [Argument(i, "に", "direct") for i in days if self.reading.case[i] == "に"]

    def _stated(self, clause: Clause, phrase: Phrase) -> None:
        """「補助額は50億円で、…」: the amount right behind a topic is the topic's, whatever the sentence goes on to."""
        at = phrase.index + 1
        if phrase.verbal or self.reading.case[phrase.index] not in ("は", "が") or not self._amount(at):
            return
        if self.phrases[at].function == "で" and self.phrases[at].comma and phrase.head != at:
            clause.arguments.append(Argument(at, "は", "copula"))

    def _figure(self, clause: Clause, current: Phrase, holder: Phrase) -> None:
        """「Aが調達した10億円」, 「発表したのは3月だ」: what a clause ends in is what it has no word for."""
        if self._date(holder.index):
            days = clause.announced if self._word(current) in self.words.report else clause.dates
            days.append(holder.index)
        elif not any(self._amount(a.phrase) for a in clause.arguments):
            clause.arguments.append(Argument(holder.index, "を", "copula"))

    def _in_round(self, clause: Clause, current: Phrase) -> None:
        """「Bから5億円を集めた2023年のシードラウンド」: a clause on a round tells what was done in it, and when."""
        for phrase in self.phrases[current.index + 1 : current.index + 3] if current.attributive else ():
            if self.reading.closes(phrase, "round") or self._word(phrase) == "ラウンド":
                clause.arguments.append(Argument(phrase.index, "で", "copula"))
                if self._date(phrase.index - 1):
                    clause.dates.append(phrase.index - 1)

    def _amount(self, index: int) -> bool:
        tail = self.reading.tails.get(index)
        return isinstance(tail, ValueMention) and isinstance(tail.value, Money)

    def _modified(self, current: Phrase, holder: Phrase) -> Phrase:
        """「Xを運営する｜Aの｜新規上場」: a clause right before a name tells of the name, not of what it is or has."""
        following = self.phrases[current.index + 1]
        tail = self.reading.tails.get(following.index)
        seat = current.attributive and isinstance(tail, Name) and tail.type == "place" and following.case == "の"
        if seat and holder is following and following.head is not None:
            return self.phrases[following.head]  # 「Xを手掛ける｜中国の｜A」
        named = current.verbal and current.attributive and isinstance(tail, Name) and tail.type != "place"
        above = self.phrases[following.head].head if following.head is not None else None
        sibling = named and holder.index in (following.head, above) and not self.reading.headline
        return following if sibling and following.case in ("の", "は", "が") else holder

    def _borrow(self, clause: Clause, current: Phrase, holder: Phrase, link: Link) -> None:
        skip = {current.index}
        if link == "report":  # 「Aに対し、Bが融資することが分かった」: nothing is known or said 対し
            others = {i for i in holder.children if not self.phrases[i].function.startswith("に対し")}
            self._lend(clause, holder, "climbed", skip | others)
        if link == "copula":
            bare = holder.index == current.index + 1 and self.reading.case[current.index] == ""
            clause.arguments.append(Argument(holder.index, "" if bare else "は", "light" if bare else "copula"))
        elif link == "light":
            got = self._word(holder) in self.words.receive and not self._wins(clause, current, holder)
            raised = clause.trigger.word.endswith(self.words.raising)  # 増資を受ける: who raises, as in 増資を行う
            if (got and not raised) or self._asks(clause, current, holder):
                clause.voice = "passive"
                clause.arguments = [self._given(a) for a in clause.arguments]
            elif holder.passive:
                clause.granted = True
            self._lend(clause, holder, "light", skip)
            if not current.verbal and current.case in ("は", "が") and self._word(holder) in self.words.measure:
                clause.arguments = [self._measured(a, holder) for a in clause.arguments]
        elif link in ("modal", "abstract"):
            self._lend(
                clause, holder, "climbed", skip, only=() if link == "modal" else ("の", "が", "は", "、", "と", "に")
            )
            if link == "modal" and self._is_measured(current, holder):
                clause.arguments = [self._measured(a, holder) for a in clause.arguments]
        elif link == "report" and not current.verbal:
            self._lend(clause, holder, "climbed", skip, only=(*SUBJECT_CASES, "として", "で", "から", "と", "による"))
        else:
            self._inherit(clause, holder, link, skip)
        if link == "report" or (link in ("modal", "light") and self._word(holder).endswith(self.words.decisions)):
            self._announced(clause, holder, skip)

    def _inherit(self, clause: Clause, holder: Phrase, link: Link, skip: set[int]) -> None:
        """The subject of a predicate that only shares it: a verb of saying, a conjoined clause."""
        if not clause.has_subject:
            before = [i for i in holder.children if i < clause.trigger.phrase]
            told = any(self._is_subject(i, self.reading.case[i]) for i in before)
            if link == "report" and not told:
                before = list(holder.children)  # 調達したとA社が発表した
            keep = set(holder.children) - set(before)
            if link == "governed" and self._word(holder) in self.words.answer:
                keep = set(holder.children)  # 「Bが増資を引き受けた」: B is who gives, not who raises
            self._lend(clause, holder, "inherited", skip | keep, only=SUBJECT_CASES)

    @staticmethod
    def _given(argument: Argument) -> Argument:
        """「Aは、Bが組成する融資を受ける」: who offers what another receives."""
        return replace(argument, case="による") if argument.via == "light" and argument.case == "が" else argument

    def _measured(self, argument: Argument, holder: Phrase) -> Argument:
        """「融資は30億円に上る」 is as good as 「融資は30億円だ」."""
        told = (
            argument.phrase in holder.children and argument.case in ("に", "と", "を") and self._amount(argument.phrase)
        )
        return replace(argument, via="copula") if told else argument

    def _is_measured(self, current: Phrase, holder: Phrase) -> bool:
        """「融資が30億円に上る」; 「調達で企業価値が30億円になった」 measures what stands in が."""
        measured = not current.verbal and self._word(holder) in self.words.measure
        subjects = {i for i in holder.children if self.reading.case[i] == "が"}
        return measured and (not subjects or current.index in subjects or current.case in ("は", ""))

    def _asks(self, clause: Clause, current: Phrase, holder: Phrase) -> bool:
        """「BにAの融資を求める」: who asks for a deed gets it, of whom is asked."""
        return self._word(holder) in self.words.request and current.index == clause.trigger.phrase

    def _wins(self, clause: Clause, current: Phrase, holder: Phrase) -> bool:
        """「Bに納入する契約を獲得した」: who gets a contract to act is who acts; from (から) him, another."""
        contract = self.phrases[clause.trigger.phrase].verbal and current.index != clause.trigger.phrase
        given = any(self.reading.case[i] == "から" for i in holder.children)
        return contract and not given and self._word(current).endswith(self.words.contracts)

    def _announced(self, clause: Clause, holder: Phrase, skip: set[int]) -> None:
        where = {*holder.children, *(a.phrase for a in clause.arguments if a.case == "で")}
        told = (self.phrases[i] for i in sorted(where))
        meetings = [i for phrase in told if self._word(phrase).endswith(self.words.meetings) for i in phrase.children]
        held = [i for at in meetings if not self._date(at) for i in self.phrases[at].children]  # 9日開催の説明会
        for index in (*holder.children, *meetings, *held):
            if index not in skip and self._date(index) and index not in clause.announced:
                clause.announced.append(index)

    def _link(self, current: Phrase, holder: Phrase, *, nominal: bool) -> Link:
        predicate = holder.verbal or self._acts(holder) or self._word(holder) in self.verbs
        return self._noun_link(current, holder, predicate) if nominal else self._verb_link(current, holder, predicate)

    def _noun_link(self, current: Phrase, holder: Phrase, predicate: bool) -> Link:
        case, word = self.reading.case[current.index], self._word(holder)
        if self._is_value(holder.index):
            right_after = holder.index == current.index + 1 and not self._date(holder.index)
            if case in ("は", "が") or (case == "" and right_after):
                return "copula"  # 調達額は10億円, 普通社債｜6000億円を発行する
        if case == "の" or (case == "" and not predicate):
            return self._nominal_link(holder)
        if not predicate:
            final = case in ("は", "が") and holder.head is None and self._is_abstract(holder)
            return "abstract" if final else "compound"  # 譲渡は10月に完了する見通し
        if word in self.words.report and case in ("を", "と", "に", "は", "が"):
            return "report"
        if case == "に" and word in self.words.answer and self._word(current).endswith(self.words.funds):
            return "governed"
        if (word in self.words.light or word in self.words.receive or word in self.verbs) and case in LIGHT_CASES:
            return "light"
        if word in self.words.request and case == "を":
            return "light"
        measured = case in ("は", "が") and word in self.words.measure
        modal = self._is_modal(holder) or holder.lemma in self.words.course or measured
        if modal and case not in ("から", "より"):
            return "modal"
        return "governed" if case in GOVERNED_CASES else "adjunct"

    def _verb_link(self, current: Phrase, holder: Phrase, predicate: bool) -> Link:
        cleft = CLEFT.search(current.function) is not None
        if cleft and self._modifies(current, holder) is not None:
            return "relative"  # 投じたのは、A社だ
        part = self.reading.core(self.phrases[min(holder.index + 1, len(self.phrases) - 1)]) == "うち"
        told = self._amount(holder.index) and (part or self.reading.case[holder.index] != "の")
        if told and (cleft or current.attributive):
            return "figure"  # 投じた10億円は, 投じたのは10億円だ
        if cleft and self._date(holder.index):
            return "figure"  # 投じたのは3月だ
        if self._word(holder) in self.words.report or (QUOTE.search(current.function) and predicate):
            return "report"
        if CONDITIONAL.search(current.function):
            return "conditional"
        if (current.attributive or self._shares_noun(current, holder)) and not predicate:
            return self._nominal_link(holder)
        if current.attributive and self._is_abstract(holder):
            return "abstract"
        return "modal" if current.lemma in self.words.purpose and predicate else "conjunct"

    def _shares_noun(self, current: Phrase, holder: Phrase) -> bool:
        """「Aが株の2割を握り、社長が代わったB」: a clause joined to one that modifies a noun modifies it too."""
        between = self.phrases[current.index + 1 : holder.index]
        return not holder.verbal and any(p.attributive and p.head == holder.index for p in between)

    def _nominal_link(self, holder: Phrase) -> Link:
        if self._word(holder) in self.words.process and not holder.verbal:
            return "light"  # 社債｜発行, 買収｜計画: the event itself
        if self._is_abstract(holder):
            return "abstract"
        if self._named(holder) is not None:
            return "relative"
        if self._word(holder).endswith(self.words.adverbial):
            return "adjunct"
        return "compound"

    def _modifies(self, current: Phrase, holder: Phrase) -> int | None:
        """The name that a clause ends in; of a cleft's list also the last name before 「…と個人投資家だ」."""
        named = self._named(holder)
        before = self.phrases[holder.index - 1]
        listed = before.case in ("と", "や", "、") and isinstance(self.reading.tails.get(before.index), Name)
        if named is None and CLEFT.search(current.function) and listed and before.index > current.index:
            return before.index
        while named is not None and CLEFT.search(current.function) and self._goes_on(named):
            named += 1  # 出資したのはA社とB社だ
        return named

    def _goes_on(self, at: int) -> bool:
        """Whether a list of names goes on behind a phrase."""
        return self.reading.case[at] in ("と", "や", "、") and isinstance(self.reading.tails.get(at + 1), Name)

    def _named(self, holder: Phrase) -> int | None:
        """Where a relative clause ends: a name, a facility, or past a description (サービスのソラネ, 新興、ソラネ)."""
        for hop in range(3):
            if isinstance(self.reading.tails.get(holder.index), Name) or self._built(holder):
                return holder.index
            described = self._describes(holder) or (hop == 0 and holder.case == "の")
            if holder.verbal or holder.case not in ("の", "、") or holder.head is None or not described:
                return None
            holder = self.phrases[holder.index + 1 if holder.case == "、" else holder.head]
        return None

    def _is_said_of(self, current: Phrase, holder: Phrase) -> int | None:
        """「Bは｜Aから｜買収した｜会社だ」: a clause on the noun that says what a topic is tells of the topic."""
        says = holder.head is None or (holder.comma and self.reading.case[holder.index] == "で")
        acts = any(self.reading.case[i] == "が" for i in current.children)  # 「XはAが開発した脳波計だ」
        if not current.attributive or not says or not (acts or self._describes(holder)):
            return None
        topics = (i for i, case in self.reading.case.items() if case == "は" and i < current.index)
        return next((i for i in topics if isinstance(self.reading.tails.get(i), Name)), None)

    def _describes(self, phrase: Phrase) -> bool:
        return self.reading.doc[phrase.core_last].text in self.describing

    def _acts(self, phrase: Phrase) -> bool:
        """A verbal noun that stands as a predicate: 24億円出資, 実施へ."""
        if isinstance(self.reading.tails.get(phrase.index), Name):
            return False  # 日浦化成
        stands = self.reading.headline or phrase.head is None
        going = self._word(phrase).endswith("中") and self._is_modal(phrase)  # 検討中だ
        return stands and (going or SAHEN in self.reading.doc[phrase.core_last].tag_)

    def _word(self, phrase: Phrase) -> str:
        """What a phrase ends in: the lemma of a verb, the last compound noun of a noun phrase."""
        return self.reading.word(phrase)

    def _is_abstract(self, phrase: Phrase) -> bool:
        return self._word(phrase).endswith(self.words.abstract)

    def _is_modal(self, phrase: Phrase) -> bool:
        return self._word(phrase).removesuffix("中").endswith(self.words.process)

    def _conjoined_topic(self, clause: Clause) -> None:
        """「AはBを開発し、10億円を調達した」: the topic of the clause before is the topic of this one."""
        if clause.has_subject:
            return
        for index, link in clause.chain:
            if link not in ("self", "light", "modal", "abstract", "report", "conjunct"):
                return
            for child in self.phrases[index].children:
                if child < clause.trigger.phrase and self.phrases[child].verbal and not self.phrases[child].attributive:
                    self._lend(clause, self.phrases[child], "inherited", set(), only=("は", "、"))
            if clause.has_subject:
                return

    def _conjoined_goal(self, clause: Clause) -> None:
        """「BにはAが出資しており、Cも3億円を投じた」: には is a topic too, of all that is joined to its clause."""
        named = {a.case for a in clause.arguments if isinstance(self.reading.tails.get(a.phrase), Name)}
        if clause.voice == "passive" or not clause.has_subject or {"に", "を"} & named:
            return
        phrase = self.phrases[clause.trigger.phrase]
        joined = (
            self.phrases[i] for i in phrase.children if self.phrases[i].verbal and not self.phrases[i].attributive
        )
        for index in (i for verb in joined for i in verb.children):
            if self.phrases[index].function == "には" and isinstance(self.reading.tails.get(index), Name):
                clause.arguments.append(Argument(index, "に", "inherited"))
                return

    def _stated_subject(self, clause: Clause) -> None:
        """「筆頭株主はAで、株式の2割を持つ」: who is stated to be what the sentence is about goes on to act."""
        if clause.has_subject and any(
            isinstance(self.reading.tails.get(a.phrase), Name) for a in clause.arguments if a.subject
        ):
            return
        for index in self.phrases[clause.trigger.phrase].children:
            phrase = self.phrases[index]
            stated = phrase.function == "で" and phrase.comma and isinstance(self.reading.tails.get(index), Name)
            topical = any(self.reading.case[p.index] in ("は", "が") for p in self.phrases[:index])
            if stated and topical and self._type(index) != "place":
                clause.arguments = [a for a in clause.arguments if a.phrase != index]
                clause.arguments.append(Argument(index, "が", "inherited", subject=True))
                return

    def _shared_object(self, clause: Clause) -> None:
        """「倉庫事業を｜分割し、｜A社に｜売却する」: what is cut off is what is sold, where the verb has no を."""
        phrase = self.phrases[clause.trigger.phrase]
        if not phrase.verbal or clause.voice == "passive" or clause.relative is not None:
            return
        also = any(a.case == "は" and self.phrases[a.phrase].function.endswith("も") for a in clause.arguments)
        if also or any(a.case == "を" for a in clause.arguments):
            return  # 「Bを買収し、Cも傘下に収めた」
        before = [self.phrases[i] for i in phrase.children if self.phrases[i].verbal and self.phrases[i].comma]
        for index in before[-1].children if before else ():
            if self.reading.case[index] == "を" and self._type(index) in ("organization", "business"):
                clause.arguments.append(Argument(index, "を", "inherited"))

    def _past_trade(self, clause: Clause) -> None:
        """「Aが｜電池を｜つくる｜Bを｜買収する」: whose trade a clause tells is B, so that A is who buys."""
        if clause.has_subject:
            return
        for argument in [a for a in clause.arguments if a.case in ("を", "に") and a.via in ("direct", "inner")]:
            for index in self.phrases[argument.phrase].children:
                verb = self.phrases[index]
                trade = verb.attributive and verb.lemma in self.reading.rulebook.names.trades
                if trade and any(self.reading.case[i] == "を" for i in verb.children):
                    self._lend(clause, verb, "inherited", set(), only=("が",))

    def _opening_subject(self, clause: Clause) -> None:
        """「AとBが車に載せるOSを開発する合弁会社の設立を検討する」: with no topic, が at the head is the subject."""
        if clause.has_subject or self.reading.headline or clause.relative is not None or clause.described:
            return
        cases = self.reading.case
        if any(cases[p.index] == "は" and isinstance(self.reading.tails.get(p.index), Name) for p in self.phrases):
            return
        for phrase in self.phrases[: clause.trigger.phrase]:
            following = self.phrases[phrase.index + 1]
            told = phrase.head is not None and phrase.head < clause.trigger.phrase
            if phrase.function == "には" and told and isinstance(self.reading.tails.get(phrase.index), Name):
                clause.arguments.append(Argument(phrase.index, "は", "inherited", subject=True))
                return  # 「AにはBが出資しており、これまでに10億円を調達した」
            if phrase.index == self.reading.reporter:
                continue
            inside = following.attributive and following.lemma in (*self.words.offer, *self.words.holding)
            if phrase.verbal or inside:
                return  # 「Aが実施する増資を引き受け、」 tells what A offers
            if cases[phrase.index] == "が" and isinstance(self.reading.tails.get(phrase.index), Name):
                clause.arguments.append(Argument(phrase.index, "が", "inherited", subject=True))
                return

    def _headline_topic(self, clause: Clause) -> None:
        """「A、…完了、10億円を調達 …へ」: what opens a headline is the topic of all that follows."""
        if clause.has_subject or not self.reading.headline:
            return
        opener = self.reading.opener
        if opener is not None and opener < clause.trigger.phrase:
            clause.arguments.append(Argument(opener, "、", "inherited", subject=True))

    def _headline_tail(self, clause: Clause) -> None:
        """「A、Bに出資　150億円」「A、…を調達──Bなどから」: what ends a headline's later segment is the event's."""
        if not self.reading.headline:
            return
        here = self.phrases[clause.trigger.phrase].segment
        acted = {t.phrase for t in self.reading.triggers if t.phrase != clause.trigger.phrase}
        taken = {a.phrase for a in clause.arguments}
        for phrase in self.phrases[clause.trigger.phrase + 1 :]:
            if phrase.index in acted or phrase.verbal:
                return
            if phrase.segment == here or phrase.head is not None or phrase.index in taken:
                continue
            rounds = any(t.kind == "round" and phrase.start <= t.start < phrase.end for t in self.reading.terms)
            if rounds and phrase.case in ("", "で"):
                clause.arguments.append(Argument(phrase.index, phrase.case, "inherited"))
                continue
            owned = any(self.reading.case[i] == "が" for i in phrase.children)  # …から調達　Cが30億円: C's own
            figure = self._is_value(phrase.index) and not self._date(phrase.index) and not owned
            named = isinstance(self.reading.tails.get(phrase.index), Name)
            if (figure and phrase.case in ("", "で")) or (named and phrase.case in ("から", "に")):
                clause.arguments.append(Argument(phrase.index, phrase.case, "inherited"))
                if phrase.case != "に":
                    return
            last = phrase.index == len(self.phrases) - 1 and self.phrases[phrase.index - 1].segment != phrase.segment
            if last and phrase.case == "" and not clause.has_subject and self._type(phrase.index) == "organization":
                clause.arguments.append(Argument(phrase.index, "が", "inherited", subject=True))  # …に補助　経産省
                return

    # --- nouns that pass their own arguments on -------------------------------------------------------

    def _expand_inner(self, clause: Clause) -> None:
        """「Bの株式の20%を取得」「Cからの融資で」: 株式, 融資 and amounts lend the trigger what depends on them."""
        clause.arguments += self._past_holding(clause)
        queue = list(clause.arguments)
        while queue:
            argument = queue.pop()
            phrase = self.phrases[argument.phrase]
            transparent = self._is_transparent(phrase)
            aim = argument.case == "向け"  # Bの新型車向けに供給: B buys
            if phrase.function.startswith(("への", "に対する")):
                clause.arguments += self._givers(clause, phrase)
            if argument.case == "、" and any(self.reading.case[i] in ("は", "を") for i in phrase.children):
                continue  # 「Aは5億円を借り入れ、Bは…」: a verb, though the parser calls it a noun
            compound = argument.via == "inner" and argument.case == "" and argument.parent == phrase.index + 1
            if not transparent and argument.via != "bare" and not aim and not compound:
                continue
            taken = {a.phrase for a in clause.arguments}
            borrowed = (phrase.index, *phrase.children)
            children = [*phrase.children, *(i for i, f in self.reading.lent.items() if f in borrowed)]
            for index in self._genitive(children):
                if index in taken or index == clause.trigger.phrase or self.phrases[index].verbal:
                    continue
                if self._amount(index) and self.reading.core(phrase) == "うち":
                    continue  # 建設費50億円のうち30億円は
                if not transparent and self.reading.case[index] != "の":
                    continue  # AのB買収: の reaches the event past the bare noun
                case = "の" if index not in children else self.reading.case[index]
                if index not in children and self._held(phrase):
                    case = "から"  # Cが保有するB株を取得: whose they are
                if aim and case == "の":
                    case = "向け"
                inner = Argument(index, case, "inner", argument.phrase)
                clause.arguments.append(inner)
                queue.append(inner)

    def _past_holding(self, clause: Clause) -> list[Argument]:
        """「6月30日付で｜創業者が｜持つ｜全株を｜売った」: what is held is held for long, so the day is the deed's."""
        taken = {a.phrase for a in clause.arguments}
        held = (i for a in clause.arguments if a.case == "を" for i in self.phrases[a.phrase].children)
        holds = (self.phrases[i] for i in held if self.phrases[i].lemma in self.words.holding)
        lasting = (verb for verb in holds if verb.attributive and not verb.function.endswith("た"))
        days = [i for verb in lasting for i in verb.children if self._date(i) and i not in taken]
        return [Argument(i, "に", "inherited") for i in days if self.reading.case[i] in ("に", "で", "")]

    def _givers(self, clause: Clause, phrase: Phrase) -> list[Argument]:
        """「AのBへの出資」: A acts."""
        if self._type(phrase.index) == "fund":
            return []  # Aの2号ファンドへの出資: A runs it
        taken = {a.phrase for a in clause.arguments}
        parties = {"organization", "unknown", "person", "fund"}
        return [
            Argument(i, "が", "inner", phrase.index, subject=True)
            for i in phrase.children
            if i not in taken and self.reading.case[i] == "の" and self._type(i) in parties
        ]

    def _type(self, index: int) -> str:
        tail = self.reading.tails.get(index)
        return tail.type if isinstance(tail, Name) else ""

    def _genitive(self, children: list[int]) -> list[int]:
        """A noun's dependents, with the subject of a clause that says whose it is (Aが運営する基金, Cが持つBの株)."""
        out = list(children)
        for index in children:
            phrase = self.phrases[index]
            if phrase.attributive and phrase.lemma in self.words.genitive:
                out += self._subjects_of(phrase)
            if self.reading.case[index] == "の" and isinstance(self.reading.tails.get(index), Name):
                held = (self.phrases[i] for i in phrase.children)
                out += [
                    i for p in held if p.attributive and p.lemma in self.words.holding for i in self._subjects_of(p)
                ]
        return out

    def _subjects_of(self, phrase: Phrase) -> list[int]:
        return [child for child in phrase.children if self.reading.case[child] == "が"]

    def _is_transparent(self, phrase: Phrase) -> bool:
        if isinstance(self.reading.tails.get(phrase.index), ValueMention) and not self._date(phrase.index):
            return True
        word = self._word(phrase)
        tail = self.reading.tails.get(phrase.index)
        if isinstance(tail, Name) and tail.type == "business":
            return True  # C社の倉庫事業を譲り受ける: whose it was
        named = self.reading.closes(phrase, "round") or self._built(phrase)
        return named or word.rstrip("」』").endswith(self.words.transparent)

    def _held(self, phrase: Phrase) -> bool:
        """Shares, or a share of them: B株, B株の10%, 10%の株式."""
        beside = [*phrase.children, *([phrase.head] if phrase.case == "の" and phrase.head is not None else [])]
        words = (self._word(self.phrases[i]) for i in (phrase.index, *(beside if self._is_value(phrase.index) else ())))
        return any(word.endswith(self.words.shares) for word in words)

    def _built(self, phrase: Phrase) -> bool:
        return self.reading.closes(phrase, "facility_kind")

    def _is_value(self, index: int) -> bool:
        return isinstance(self.reading.tails.get(index), ValueMention)

    # --- dates ----------------------------------------------------------------------------------------

    def _date(self, index: int) -> bool:
        tail = self.reading.tails.get(index)
        return isinstance(tail, ValueMention) and isinstance(tail.value, Date)

    def _sort_dates(self, clause: Clause) -> None:
        """「Aは16日、…すると発表した」: a bare date with a comma belongs to the report, one with に to the event."""
        reports = [i for i, link in clause.chain if link == "report" or (link == "light" and self._is_report(i))]
        for argument in clause.arguments:
            if not self._date(argument.phrase) or argument.phrase in clause.announced:
                continue
            if argument.via == "inner" and not self._dates_amount(argument):
                continue
            phrase = self.phrases[argument.phrase]
            if argument.case == "に" and argument.via == "direct" and self._only_reported(clause):
                clause.announced.append(argument.phrase)  # 3月に調達を発表した
                continue
            told = bool(reports) and phrase.comma and argument.case in ("、", "")
            if told and self._is_report(reports[-1]):
                clause.announced.append(argument.phrase)
            elif argument.case in ("", "、", "に", "は", "で", "の", "まで", "から"):
                clause.dates.append(argument.phrase)

    def _dates_amount(self, argument: Argument) -> bool:
        """「昨年10億円を調達した」, 「昨年5月のシリーズAで」: a date before an amount or a round is the deed's."""
        follows = argument.parent == argument.phrase + 1
        if follows and argument.case == "の" and self.reading.closes(self.phrases[argument.phrase + 1], "round"):
            return True
        return follows and argument.case == "" and self._amount(argument.phrase + 1)

    def _only_reported(self, clause: Clause) -> bool:
        """A noun has no day in に: what stands there is of the verb of saying right above it."""
        noun = not self.phrases[clause.trigger.phrase].verbal
        return noun and len(clause.chain) > 1 and clause.chain[1][1] == "report"

    def _is_report(self, index: int) -> bool:
        return self._word(self.phrases[index]) in self.words.report
