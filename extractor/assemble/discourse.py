"""What a text leaves unsaid: 同社, 両社, 同氏, and subjects carried over from the sentence before."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extractor.assemble.entities import Cluster, EntityTable
from extractor.match.frame import Candidate
from extractor.names import Name
from extractor.reading import Reading
from extractor.rulebook.model import RoleSpec

PAIR = frozenset(("両社", "両者", "両行"))
SELF = frozenset(("当社", "弊社", "自社"))
BANK = frozenset(("同行", "両行"))
CLEFT = re.compile(r"の(が|は)、?[^。、]{0,30}(です|だ|でしょう|である)?。?$")
FAR = 3  # sentences that a topic is carried over


class Discourse:
    """The document's sentences in order, with the topic of each."""

    def __init__(self, readings: Sequence[Reading], table: EntityTable, author: Name | None) -> None:
        self.readings, self.table, self.author = readings, table, author
        self.position = {id(reading): number for number, reading in enumerate(readings)}
        self.topics: list[Name | None] = []
        for reading in readings:
            self.topics.append(self._topic(reading))

    def _topic(self, reading: Reading) -> Name | None:
        """The first organization or person in は, else が, else (in a headline) before the first 、."""
        for cases in (("は",), ("が",), ("、",) if reading.headline else ()):
            for phrase in reading.phrases:
                tail = reading.tails.get(phrase.index)
                if reading.case[phrase.index] not in cases or not isinstance(tail, Name):
                    continue
                if tail.reference and tail.text not in PAIR:
                    return next(iter(self.refer(reading, tail)), None)
                if self._is_party(tail):
                    return tail
        return self._cleft(reading)

    def _cleft(self, reading: Reading) -> Name | None:
        """「追いかけるのが、国産のX。」: what a cleft ends in is what the text goes on about."""
        if not CLEFT.search(reading.text) or not reading.phrases:
            return None
        tail = reading.tails.get(reading.phrases[-1].index)
        return tail if isinstance(tail, Name) and self._is_party(tail) else None

    @staticmethod
    def _is_party(name: Name) -> bool:
        return not name.reference and name.type in ("organization", "person", "unknown", "fund") and name.score >= 1

    def refer(self, reading: Reading, name: Name) -> list[Name]:
        """The names that a reference (同社, 両社) stands for, nearest first; empty where none fits."""
        if name.text in SELF and self.author is not None:
            return [self.author]
        person = name.type == "person"
        earlier = self._before(reading, name.start, person=person, bank=name.text in BANK)
        if name.text in PAIR:
            distinct: list[Name] = []
            for other in earlier:
                if all(self.table.cluster(other) is not self.table.cluster(d) for d in distinct):
                    distinct.append(other)
            return distinct[:2] if len(distinct) >= 2 else []
        if not person:
            same = [n for n in reading.names if n.end <= name.start and self._is_party(n) and n.type != "person" and n.tail]
            topic = None if same else self._last_topic(reading, person=False)
            if topic is not None:
                return [topic]
        return earlier[:1]

    def _before(self, reading: Reading, at: int, *, person: bool, bank: bool) -> list[Name]:
        out: list[Name] = []
        here = self.position[id(reading)]
        for number in range(here, -1, -1):
            other = self.readings[number]
            for name in reversed(other.names):
                if number == here and name.end > at:
                    continue
                if not self._is_party(name) or not (name.tail or person) or name.score < 2 or (name.type == "person") != person or (bank and not name.text.endswith("銀行")):
                    continue
                out.append(name)
        return out

    def _last_topic(self, reading: Reading, *, person: bool) -> Name | None:
        here = self.position[id(reading)]
        for number in range(here - 1, max(-1, here - 1 - FAR), -1):
            topic = self.topics[number]
            if topic is not None and (topic.type == "person") == person:
                return topic
        return None

    def subject(self, reading: Reading, role: RoleSpec, told: Collection[str]) -> tuple[Name, Reading] | None:
        """The topic that an unsaid subject carries over, with the sentence that names it."""
        here = self.position[id(reading)]
        own = self.topics[here]
        types = role.types
        if own is not None and own.text not in told and (own.type in types or own.type == "unknown"):
            return own, reading
        if reading.headline:
            return (self.author, self.readings[0]) if self.author is not None else None
        for number in range(here - 1, max(-1, here - 1 - FAR), -1):
            topic = self.topics[number]
            other = self.readings[number]
            if topic is None or topic.text in told or (role.excludes and topic.text.endswith(role.excludes)):
                continue
            if other.sentence.block != reading.sentence.block and not other.headline:
                return None
            if topic.type in types or topic.type == "unknown":
                return topic, other
            return None
        if self.author is not None:
            first = self.readings[0]
            return self.author, first
        return None

    def cluster(self, candidate: Candidate) -> Cluster | None:
        return self.table.cluster(candidate.name) if candidate.name is not None else None
