"""What a text leaves unsaid: 同社, 両社, 同氏, and subjects carried over from the sentence before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import islice

from extractor.assemble.entities import Cluster, EntityTable
from extractor.names import Name, NameGrammar
from extractor.phrases import Phrase
from extractor.reading import Reading
from extractor.rulebook.model import RoleSpec

Named = tuple[Name, Reading]  # a name and the sentence that it stands in
CLEFT = re.compile(r"の(が|は)、?[^。、]{0,30}(です|だ|でしょう|である)?。?$")
CLOSE = 3  # sentences that a reference looks back to for a topic
FAR = 5  # sentences that a topic is carried over
OUTSET = 3  # topics among which a theme is told first
THEME = 3  # mentions of a theme, at least

ENDS = ("", "だ", "です", "である", "であった", "だった")  # what follows the name that a sentence ends in


class Discourse:
    """The document's sentences in order, with the topic of each."""

    def __init__(
        self, readings: Sequence[Reading], table: EntityTable, author: Named | None, grammar: NameGrammar
    ) -> None:
        self.readings, self.table, self.author, self.grammar = readings, table, author, grammar
        self.position = {id(reading): number for number, reading in enumerate(readings)}
        self.lead = next((r for r in readings if not r.headline and r.sentence.kind != "press_header"), None)
        self.topics: list[Named | None] = []
        for reading in readings:
            self.topics.append(self._topic(reading))
        self.theme = self._theme()

    def _theme(self) -> str | None:
        """The key of the company that is named more often than any other, if the text is about it at the outset."""
        named = (name for reading in self.readings for name in reading.names if self._is_party(name))
        told = Counter(self.table.cluster(name).canonical for name in named if name.type != "person")
        topics = (topic[0] for topic in self.topics if topic is not None and topic[0].type != "person")
        first = {self.table.cluster(name).canonical for name in islice(topics, OUTSET)}
        (theme, count), (_, second) = [*told.most_common(2), ("", 0), ("", 0)][:2]
        return theme if count >= THEME and count > second and theme in first else None

    def _topic(self, reading: Reading) -> Named | None:
        """The first organization or person in は, else in には, else が, else (in a headline) before the first 、.

        A heading may be a name alone.
        """
        if reading.headline and len(reading.phrases) == 1:
            alone = reading.tails.get(0)
            return (alone, reading) if isinstance(alone, Name) and self._is_party(alone) else None
        for case in ("は", "に", "が", "、"):
            for phrase in reading.phrases:
                tail = reading.tails.get(phrase.index)
                if reading.case[phrase.index] != case or not isinstance(tail, Name):
                    continue
                if case == "に" and (phrase.function != "には" or reading.headline):
                    continue
                if phrase.index == reading.reporter:
                    continue
                if case == "、" and not (reading.headline or phrase.topic or (reading.set_off and not phrase.index)):
                    continue
                verb = reading.phrases[phrase.head] if phrase.head is not None else phrase
                inside = case in ("が", "に") or phrase.function.endswith("も")
                if inside and verb.attributive and verb.head is not None and not self._is_what(reading, verb.head):
                    continue  # Aが運営するファンドが, Aも出資するBは: A is inside what the sentence is about
                if phrase.depth and not (reading.phrases[-1].depth and reading.phrases[0].depth):
                    continue  # 代表は「Aは昨年、…」と話す
                if tail.reference and tail.text not in self.grammar.pairs:
                    return next(iter(self.refer(reading, tail)), None)
                if tail.text.endswith(self.grammar.exchanges) and (listed := self._listed(reading, phrase)):
                    return listed
                if self._is_party(tail):
                    return tail, reading
        return self._introduced(reading) or self._had(reading)

    def _had(self, reading: Reading) -> Named | None:
        """「同社の売上高は5億円だ」: what is 同社's is told of the company."""
        for phrase in reading.phrases:
            for index in phrase.children if reading.case[phrase.index] == "は" and not phrase.verbal else ():
                tail = reading.tails.get(index)
                refers = isinstance(tail, Name) and tail.reference and tail.text not in self.grammar.pairs
                if refers and reading.case[index] == "の" and isinstance(tail, Name):
                    return next(iter(self.refer(reading, tail)), None)
        return None

    @staticmethod
    def _is_what(reading: Reading, index: int) -> bool:
        """「Aが協議していることが分かった」: what is known of A."""
        return reading.core(reading.phrases[index]) == "こと"

    def _listed(self, reading: Reading, exchange: Phrase) -> Named | None:
        """「東証は、Aの新規上場を承認した」: whom an exchange admits is what the text is about."""
        listed: Named | None = None
        for phrase in reading.phrases[exchange.index + 1 :]:
            tail = reading.tails.get(phrase.index)
            if "上場" in reading.core(phrase):
                break
            if reading.case[phrase.index] == "の" and isinstance(tail, Name) and self._is_party(tail):
                listed = tail, reading
        return listed

    def _owner(self, reading: Reading) -> Named | None:
        """「Aの評価額は3000億円」, 「Aへの期待は高い」: what a sentence is about may be somebody's."""
        for phrase in reading.phrases:
            if (
                reading.case[phrase.index] not in ("は", "が")
                or phrase.verbal
                or reading.tails.get(phrase.index) is not None
            ):
                continue
            for index in phrase.children:
                tail = reading.tails.get(index)
                if reading.case[index] in ("の", "に") and isinstance(tail, Name) and self._is_party(tail):
                    return tail, reading
        return None

    def _is_topic(self, named: Named) -> bool:
        """Whether a name stands in は (or opens a headline), so that all of its sentence is about it.

        The subject of the lead is what the article is about, in whatever case.
        """
        name, reading = named
        if reading is self.lead:
            return True
        own = [p for p in reading.phrases if reading.tails.get(p.index) == name]
        cases = [reading.case[p.index] for p in own if p.function not in ("も", "にも", "とも")]
        alone = reading.headline and len(reading.phrases) == 1
        ends = bool(own) and own[-1] is reading.phrases[-1]  # 5社を買収したX。
        return alone or "は" in cases or (reading.headline and "、" in cases) or ends or not own

    def is_about(self, reading: Reading, told: Collection[str]) -> bool:
        """Whether the topic of a sentence is one of those told."""
        topic = self.topics[self.position[id(reading)]]
        return topic is not None and self._is_topic(topic) and topic[0].text in told

    def _introduced(self, reading: Reading) -> Named | None:
        """「追いかけるのが、国産のX。」「5社を買収したX。」「Xだ。」: the text goes on about the name that ends it."""
        if not reading.phrases or reading.headline:
            return None
        last = reading.phrases[-1]
        alone = last.function in ENDS and not {"は", "も", "が"} & {phrase.case for phrase in reading.phrases}
        if not alone and not CLEFT.search(reading.text):
            return None
        tail = reading.tails.get(last.index)
        if not isinstance(tail, Name) or not self._is_party(tail):
            return None
        return None if tail.type == "person" and last.function else (tail, reading)  # 「デスクの山田です。」

    def _is_party(self, name: Name) -> bool:
        """Whether a text may be about a name; an exchange approves listings, which are about others."""
        acts = name.type in ("organization", "person", "unknown", "fund") and name.score >= 1
        product = name.type == "unknown" and "quoted" in name.reasons  # 「Walker S2」は: what somebody makes
        return acts and not product and not name.reference and not name.text.endswith(self.grammar.exchanges)

    def refer(self, reading: Reading, name: Name) -> list[Named]:
        """The names that a reference (同社, 両社) stands for, nearest first; empty where none fits."""
        if name.text in self.grammar.own and self.author is not None:
            return [self.author]
        person = name.type == "person"
        bodies = self.grammar.no_company if name.text.endswith("社") else ()
        earlier = self._before(reading, name.start, person=person, ends=self.grammar.antecedents.get(name.text, ("",)))
        earlier = [other for other in earlier if not other[0].text.endswith(bodies)] if bodies else earlier
        own = None if person or name.text in self.grammar.own else self._own_topic(reading, name)  # Aは自社の…
        if own is not None and name.text not in self.grammar.pairs:  # 「Aは…同社を買収」: 同社 isn't A
            earlier = [other for other in earlier if self.table.cluster(other[0]) is not own]
        if name.text in self.grammar.pairs:
            distinct: list[Named] = []
            for other in earlier:
                if all(self.table.cluster(other[0]) is not self.table.cluster(d[0]) for d in distinct):
                    distinct.append(other)
            return distinct[:2] if len(distinct) >= 2 else []
        also = own is not None and any(p.function.startswith("も") for p in reading.phrases if p.end <= name.start)
        if not person and not (also and earlier):  # 「AはBに出資した。Cも同社に出資する」: 同社 is no topic
            same = [
                n
                for n in reading.names
                if n.end <= name.start
                and self._is_party(n)
                and n.type != "person"
                and n.tail
                and (own is None or self.table.cluster(n) is not own)
            ]
            topic = None if same else self._last_topic(reading, person=False, bodies=bodies)
            if topic is not None and (own is None or self.table.cluster(topic[0]) is not own):
                return [topic]
            if not earlier:
                return [(n, reading) for n in same[-1:]]
        return earlier[:1]

    def _own_topic(self, reading: Reading, name: Name) -> Cluster | None:
        """Of a reference's sentence the cluster in は, or in が of its own clause (Aは、Bが同社を買収する…).

        None in a clause that modifies a noun (Aは同社を興したBが…).
        """
        for phrase in reading.phrases:
            if phrase.start <= name.start < phrase.end and phrase.head is not None:
                verb = reading.phrases[phrase.head]
                if verb.attributive and verb.head is not None:
                    return None
        own: Cluster | None = None
        for phrase in reading.phrases:
            tail = reading.tails.get(phrase.index)
            if not isinstance(tail, Name) or not self._is_party(tail):
                continue
            if reading.case[phrase.index] == "は" and own is None:
                own = self.table.cluster(tail)
            acts = reading.case[phrase.index] == "が" and tail.type != "person" and phrase.end <= name.start
            verb = reading.phrases[phrase.head] if phrase.head is not None else phrase
            if own is not None and acts and verb.start > name.start and (verb.head is None or not verb.attributive):
                own = self.table.cluster(tail)
        return own

    def _before(self, reading: Reading, at: int, *, person: bool, ends: tuple[str, ...]) -> list[Named]:
        """The parties told before a place, nearest first, of names that end so."""
        out: list[Named] = []
        here = self.position[id(reading)]
        for number in range(here, -1, -1):
            other = self.readings[number]
            for name in reversed(other.names):
                if number == here and name.end > at:
                    continue
                if (
                    not self._is_party(name)
                    or not (name.tail or person)
                    or name.score < 2
                    or (name.type == "person") != person
                    or not name.text.endswith(ends)
                ):
                    continue
                out.append((name, other))
        return out

    def _back(self, here: int, reach: int) -> list[int]:
        """The places of a reading and of those before it whose sentences stand at most `reach` before its own."""
        first = self.readings[here].number - reach
        return [at for at in range(here, -1, -1) if self.readings[at].number >= first]

    def _opener(self, reading: Reading) -> Named | None:
        """The name that opens a headline."""
        tail = reading.tails.get(reading.opener) if reading.opener is not None else None
        return (tail, reading) if isinstance(tail, Name) and self._is_party(tail) else None

    def _last_topic(self, reading: Reading, *, person: bool, bodies: tuple[str, ...]) -> Named | None:
        """The nearest topic of the sentences before, else the lead's; a subject in が only where there is none.

        `bodies`: endings of those that the reference is no word for.
        """
        here = self.position[id(reading)]
        told = [number for number in self._back(here, FAR + 1)[1:] if self.topics[number] is not None]
        fits = [n for n in told if (self._named(n, person=person)[0].type == "person") == person]
        fits = [n for n in fits if not (bodies and self._named(n, person=person)[0].text.endswith(bodies))]
        near = [n for n in fits if n in self._back(here, CLOSE)]
        topics = [n for n in near if self._is_topic(self._named(n, person=True))]
        leads = [n for n in fits if self.readings[n] is self.lead]
        return next((self._named(n, person=person) for n in (*topics, *leads, *near)), None)

    def _named(self, number: int, *, person: bool) -> Named:
        """The topic of a sentence; where no person is asked for, 「Aの山田社長は」 is about A."""
        topic = self.topics[number]
        assert topic is not None
        name, reading = topic
        return topic if person else (reading.company_of(name) or name, reading)

    def subject(
        self, reading: Reading, role: RoleSpec, told: Collection[str], *, lasting: bool = False
    ) -> Named | None:
        """The topic that an unsaid subject carries over, with the sentence that names it.

        Beyond its paragraph it is only the theme, and only of what lasts: a deal may be another's in the next one.
        """
        here = self.position[id(reading)]
        if reading.headline and self.author is not None:
            return self.author
        if reading.dated_line:
            return self._subject_of_history(role, told)
        actor: Named | None = None  # the nearest subject in が: it is told of, and no topic
        for number in self._back(here, FAR * (1 + lasting)):
            topic, other = self.topics[number], self.readings[number]
            if number == here and reading.headline and topic is not None and topic[0].text in told:
                topic = self._opener(reading) or topic  # 「A、新工場　Bが補助」
                if topic[0].text in told and role.name == "company":
                    return None  # 「A、5兆円投資」: into no company that the article goes on to
            if topic is None or (number == here and not self._is_topic(topic)):
                continue  # a subject of this sentence with が is another verb's
            speaker = topic
            if role.types[0] != "person":
                topic = (other.company_of(topic[0]) or topic[0], topic[1])
            if topic[0].text in told or topic[0].text.endswith(role.excludes or ("\0",)):
                continue
            if role.name != "funder" and topic[0].text.endswith(self.grammar.authorities):
                continue  # 「経産省がAを支援する。工場を建てる。」
            parted = other.sentence.block != reading.sentence.block and not other.headline
            if number < here and lasting and parted and not self._opens(number):
                continue
            carried = lasting and self.table.cluster(topic[0]).canonical == self.theme
            if number < here and (reading.headline or (parted and not carried)):
                break
            if topic[0].type in role.types or topic[0].type == "unknown":
                if number == here or self._is_topic(speaker):
                    return topic
                actor = actor or topic
                continue
            if number < here and topic[0].type != "person":
                break
        if actor is not None:
            return actor
        if reading.headline:  # 「物流大手、Bに出資」: the article goes on to say who
            following = range(here + 1, min(here + 3, len(self.topics)))
            told_next = (
                topic
                for at in following
                if self.readings[at].number <= reading.number + 2
                and (topic := self.topics[at]) is not None
                and self._is_topic(topic)
            )
            return next((t for t in told_next if t[0].type in role.types), None)
        return self.author

    def _subject_of_history(self, role: RoleSpec, told: Collection[str]) -> Named | None:
        """Whose history a text gives: the one that it is about at its outset."""
        topic = next((t for t in self.topics if t is not None and self._is_topic(t)), self.author)
        fits = topic is not None and topic[0].type in (*role.types, "unknown") and topic[0].text not in told
        return topic if fits else None

    @staticmethod
    def together(name: Name, reading: Reading) -> list[Name]:
        """A topic with all that it is coordinated with: 「AとBは…。工場を建てる。」"""
        at = next((p.index for p in reading.phrases if reading.tails.get(p.index) is name), None)
        tails = [reading.tails.get(index) for index in reading.coordinated(at)] if at is not None else [name]
        return [tail for tail in tails if isinstance(tail, Name)]

    def _opens(self, number: int) -> bool:
        """Whether a topic is the first of its paragraph, and so what the paragraph is about."""
        block = self.readings[number].sentence.block
        before = (at for at in range(number - 1, -1, -1) if self.topics[at] is not None)
        last = next(before, None)
        return last is None or self.readings[last].sentence.block != block

    def owner(self, reading: Reading, told: Collection[str]) -> Named | None:
        """Whose the subject of the sentence before is: 「Aの大型調達が話題だ。ラウンドはシリーズB。」"""
        here = self.position[id(reading)]
        found = (self._owner(self.readings[at]) for at in self._back(here, CLOSE)[1:])
        return next((n for n in found if n is not None and n[0].type != "person" and n[0].text not in told), None)

    def ahead(self, reading: Reading, told: Collection[str]) -> Named | None:
        """The topic of one of the next two sentences, for a text that begins with what was done."""
        here = self.position[id(reading)]
        following = (topic for topic in self.topics[here + 1 : here + 3] if topic is not None and self._is_topic(topic))
        return next((t for t in following if t[0].type in ("organization", "unknown") and t[0].text not in told), None)
