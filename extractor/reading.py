"""A sentence with everything laid onto it: phrases, values, names; the matcher's input."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from extractor.model import Date, Money, Percent, Quantity, Sentence, Term, ValueMention
from extractor.names import Name, NameFinder, sure_names
from extractor.normalise.fold import fold
from extractor.phrases import DATED_LINE, KATAKANA_WORD, Phrase, PhraseBuilder
from extractor.rulebook.model import MASKS, Rulebook
from extractor.tokens import Doc

GIVING = frozenset(("から", "引受先", "による", "リード"))  # the cases of who gives: no subject stands in such a list
SIGNS = frozenset("＝=：:】")  # what sets off the one at its head whom a sentence, or an item, is about
MARKS = SIGNS | frozenset("…▽▼△▲／/|｜→⇒；;・]］〉》」』 ")  # and what does in a headline
TERM_KINDS = ("facility_kind", "method")


def value_type(value: ValueMention) -> str:
    """The rule type of a value: money, date, percent, quantity, or the kind of its term."""
    match value.value:
        case Money():
            return "money"
        case Date():
            return "date"
        case Percent():
            return "percent"
        case Quantity():
            return "quantity"
        case Term():
            return "term"


@lru_cache(maxsize=512)
def _named(pattern: re.Pattern[str]) -> frozenset[str]:
    """The types of mentions that a pattern names."""
    return frozenset(kind for kind, mask in MASKS.items() if mask in pattern.pattern)


@dataclass(frozen=True, slots=True)
class TermMention:
    """A word of a closed list (round, instrument, facility_kind, method) in a sentence."""

    start: int
    end: int
    kind: str
    term: str


@dataclass
class Reading:
    """One sentence as read. All spans are characters of `text`; `offsets` map them to the document."""

    rulebook: Rulebook
    sentence: Sentence
    doc: Doc
    offsets: Sequence[int]
    headline: bool
    phrases: list[Phrase]
    values: list[ValueMention]
    terms: list[TermMention]
    names: list[Name]
    triggers: list[Trigger] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    number: int = 0  # of the sentence in its document
    kept: bool = True  # the gate lets the sentence pass
    heading: str = ""  # the heading that an item or row stands under
    lent: dict[int, int] = field(default_factory=dict)  # a phrase → the one whose case it borrows (B → 9社が)
    _coordinated: dict[int, list[int]] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        return self.doc.text

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where characters stand in the document."""
        return self.offsets[start], self.offsets[end - 1] + 1

    @cached_property
    def dated_line(self) -> bool:
        """Whether it is a line of a company's history, which leaves out whose."""
        return DATED_LINE.match(self.text) is not None

    @cached_property
    def tails(self) -> dict[int, Name | ValueMention]:
        """The name or value that ends a phrase, by the phrase's index."""
        out: dict[int, Name | ValueMention] = {}
        for phrase in self.phrases:
            for value in self.values:
                if phrase.start <= value.start < phrase.end and value.end >= phrase.core_end:
                    out[phrase.index] = value
            for name in self.names:
                if name.tail and phrase.start <= name.start < phrase.end and phrase.index not in out:
                    out[phrase.index] = name
            before = out.get(phrase.index - 1)
            speaks = self.core(phrase).endswith(self.rulebook.words.speakers) and phrase.index not in out
            if speaks and isinstance(before, Name) and self.phrases[phrase.index - 1].case == "の":
                out[phrase.index] = before  # A社の社長は…する意向だ: the company acts
        return out

    def company_of(self, name: Name) -> Name | None:
        """The company that a person told by an office in it speaks and acts for: A社の山田社長は."""
        if name.type != "person" or not name.title.endswith(self.rulebook.words.speakers):
            return None
        at = next(p.index for p in self.phrases if p.start <= name.start < p.end)
        before = self.tails.get(at - 1)
        told = isinstance(before, Name) and before.type != "person" and self.phrases[at - 1].case == "の"
        return before if told and isinstance(before, Name) else None

    def core(self, phrase: Phrase) -> str:
        """A phrase's content, without asides at its end and without function words."""
        return self.text[phrase.start : phrase.core_end]

    def word(self, phrase: Phrase) -> str:
        """What a phrase says: the lemma of a verb, the words of a noun phrase."""
        return phrase.lemma if phrase.verbal else self.core(phrase)

    def closes(self, phrase: Phrase, kind: str) -> bool:
        """Whether a phrase ends in a term of a kind (round, facility_kind …)."""
        return any(term.kind == kind and term.end == phrase.core_end for term in self.terms)

    def end(self, phrase: Phrase) -> int:
        """Where a phrase ends with its function words."""
        last = self.doc[phrase.tokens[1] - 1]
        return last.idx + len(last.text)

    def masked(self, pattern: re.Pattern[str]) -> str:
        """The text as a pattern sees it: mentions, and terms, are masked only for a pattern that names some."""
        named = _named(pattern)
        if not named:
            return self.text
        return self.term_mask if named & {"round", "instrument", *TERM_KINDS} else self.mask

    @cached_property
    def masks(self) -> frozenset[str]:
        """The masks of all mentions."""
        kinds = {*(n.type for n in self.names), *(t.kind for t in self.terms), *map(value_type, self.values)}
        return frozenset(MASKS[kind] for kind in kinds & MASKS.keys())

    @cached_property
    def mask(self) -> str:
        """The text with each name and value as a run of its type's mask, as long as the mention."""
        return self._masked(())

    @cached_property
    def term_mask(self) -> str:
        """The mask with rounds and instruments too."""
        return self._masked(self.terms)

    def _masked(self, terms: Sequence[TermMention]) -> str:
        chars = list(self.text)
        marks: list[tuple[int, int, str]] = [(n.start, n.end, n.type) for n in self.names if n.type in MASKS]
        marks += [(t.start, t.end, t.kind) for t in terms if t.kind in MASKS]
        marks += [(v.start, v.end, value_type(v)) for v in self.values if value_type(v) in MASKS]
        for start, end, kind in marks:
            chars[start:end] = MASKS[kind] * (end - start)
        return "".join(chars)

    @cached_property
    def case(self) -> dict[int, str]:
        """Each phrase's case, where AやBなど9社が lends B the case of its count."""
        out: dict[int, str] = {}
        for phrase in reversed(self.phrases):
            case = phrase.case
            if phrase.index in self.tails and phrase.index + 1 < len(self.phrases) and case in ("", "の", "、", "や"):
                following = self._noun_after(phrase.index)
                count = self.core(following)
                people = count.endswith(("人", "名")) and not count[0].isnumeric()  # Aの元研究者3人
                counted = self.rulebook.names.counted.fullmatch(count) and not people
                generic = (
                    following.index not in self.tails
                    and not self._acts(following)
                    and ((phrase.others and case in ("", "の")) or (case == "や" and self._party_kind(following)))
                )
                if (counted or generic) and not following.verbal and out[following.index]:
                    case = out[following.index]
                    self.lent[phrase.index] = following.index
            out[phrase.index] = "が" if self._acts_in_clause(phrase) else case
        if self.set_off:
            out[0] = "、"
        self._cast(out)
        return out

    @cached_property
    def set_off(self) -> bool:
        """「A10億円調達」, 「A＝10億円を調達」, 「【A】工場を建設」: whether who stands at the head is set off.

        In a sentence only a bracket or a sign sets off, in a headline a space, another mark or an amount too.
        """
        if len(self.phrases) < 2 or self.phrases[0].case or not isinstance(self.tails.get(0), Name):
            return False
        first, following = self.phrases[:2]
        behind = self.text[first.end : first.end + 1]
        if not self.headline:
            return behind in SIGNS
        marked = behind in MARKS or first.start < self.tails[0].start
        return marked or (following.start == first.end and isinstance(self.tails.get(1), ValueMention))

    def _acts(self, phrase: Phrase) -> bool:
        """Aなどの出資: an event, no kind of party."""
        return any(phrase.start <= trigger.start < phrase.end for trigger in self.triggers)

    def _acts_in_clause(self, phrase: Phrase) -> bool:
        """Cの｜保有する｜B株, Cも｜出資する｜B: の or も right before the verb of a clause on a noun is its subject."""
        named = isinstance(self.tails.get(phrase.index), Name)
        if phrase.function not in ("の", "も") or not named or phrase is self.phrases[-1]:
            return False
        verb = self.phrases[phrase.index + 1]
        acts = verb.head is not None if phrase.function == "も" else phrase.head == verb.index
        return verb.attributive and not verb.passive and acts

    def _cast(self, cases: dict[int, str]) -> None:
        """「引受先をBとする増資」, 「Bを新たな引受先とする」, 「B主導で」: the case of を引受先とする, 主導で."""
        known = self.rulebook.particles.cases
        for phrase in self.phrases:
            before = self.phrases[max(phrase.index - 1, 0)]
            listed = phrase.case in ("リード", "引受先") or (self._is_topic(phrase) and before.index < phrase.index)
            if listed and before.function == "と" and before.index in self.tails:
                cases[before.index] = "や"  # 「AとBが主導する」「AとBは」: A is no partner of the verb's
            if phrase.index + 1 < len(self.phrases) and cases[phrase.index] == "" and phrase.index in self.tails:
                following = self.phrases[phrase.index + 1]
                case = known.get(self.core(following) + following.function)
                if case == "リード" and isinstance(self.tails[phrase.index], Name):
                    cases[phrase.index] = case
                    self.lent[phrase.index] = following.index
            if phrase.lemma not in ("する", "為る") or len(phrase.children) < 2:
                continue
            what = {cases[i]: i for i in phrase.children if cases[i] in ("を", "と")}
            for name, noun in ((what.get("と"), what.get("を")), (what.get("を"), what.get("と"))):
                case = known.get(f"を{self.core(self.phrases[noun])}とする") if noun is not None else None
                if name is not None and case is not None and isinstance(self.tails.get(name), Name):
                    cases[name] = case
                    self.lent[name] = phrase.index

    def _is_topic(self, phrase: Phrase) -> bool:
        return phrase.function.startswith("は") and isinstance(self.tails.get(phrase.index), Name)

    def _party_kind(self, phrase: Phrase) -> bool:
        """Aや地元企業が: the last of the list is a kind of party, unnamed."""
        return self.core(phrase).endswith(self.rulebook.names.parties)

    def _noun_after(self, index: int) -> Phrase:
        """The next phrase, past one that only describes it: といった錚々たる｜顔ぶれが."""
        following = self.phrases[index + 1]
        plain = following.case in ("", "の") and not following.verbal
        tail = self.tails.get(following.index)
        place = isinstance(tail, Name) and tail.type == "place"  # AやBなど｜東北の｜地銀6行は
        if plain and (tail is None or place) and index + 2 < len(self.phrases):
            return self.phrases[index + 2]
        return following

    @cached_property
    def opener(self) -> int | None:
        """The phrase that opens a headline: its topic (A、Bを買収), never one of a list."""
        if not self.headline:
            return None
        for phrase in self.phrases:
            if isinstance(self.tails.get(phrase.index), Name) and self.case[phrase.index] in ("、", "は", "が"):
                late = self.case[phrase.index] == "が" and phrase.segment != self.phrases[0].segment
                return None if late else phrase.index
        return None

    @property
    def introduced(self) -> Name | None:
        """The company whose author greets: X代表の山田です。; a newspaper's own people tell of others.

        A disclosure opens with its name: 会社名　株式会社X.
        """
        if len(self.phrases) == 2 and self.core(self.phrases[0]) in self.rulebook.words.disclosing:
            tail = self.tails.get(1)
            return tail if isinstance(tail, Name) and tail.type == "organization" else None
        if len(self.phrases) < 2 or not self.phrases[-1].function.startswith("です"):
            return None
        host = self.phrases[-2]
        names = [n for n in self.names if host.start <= n.start < host.end and n.type in ("organization", "unknown")]
        writes = self.core(host).endswith(self.rulebook.words.writers)
        return names[-1] if names and host.case == "の" and not writes else None

    @cached_property
    def reporter(self) -> int | None:
        """The phrase of who only reports: 米紙Aは…すると報じた."""
        last = self.phrases[-1] if self.phrases else None
        if last is None or last.lemma not in self.rulebook.words.press or last.passive:
            return None
        told = [i for i in last.children if self.case[i] in ("は", "が") and isinstance(self.tails.get(i), Name)]
        return max(told, default=None)

    def _past_clause(self, at: int, person: int) -> int | None:
        """The person in と before a clause that tells of the next one, where `at` is the clause's verb."""
        verb = self.phrases[at]
        if not verb.attributive or verb.head != person:
            return None
        inside = [i for i in verb.children if i < at]
        first = next((i for i in inside if self.phrases[i].function == "と"), None)
        tail = self.tails.get(first) if first is not None else None
        person_too = isinstance(tail, Name) and tail.type == "person"
        others = all(self.case[i] in ("に", "で", "を", "から") for i in inside if i != first)
        return first if person_too and others else None

    def _lists_on(self, at: int) -> bool:
        return isinstance(self.tails.get(at), Name) and self.phrases[at].case == "、" and at != self.opener

    def coordinated(self, index: int) -> list[int]:
        """The phrases that share a phrase's role, itself last: A、BやCなどから → A, B, C."""
        if index not in self._coordinated:
            self._coordinated[index] = self._coordinate(index)
        return self._coordinated[index]

    def _coordinate(self, index: int) -> list[int]:
        tail = self.tails.get(index)
        group = [index]
        if not isinstance(tail, Name):
            return group
        at = index - 1
        while at >= 0:
            phrase, other = self.phrases[at], self.tails.get(at)
            place = isinstance(other, Name) and other.type == "place"
            if phrase.case == "" and other is None and not phrase.verbal and phrase.head == at + 1 and at:
                at -= 1  # 既存｜株主の
                continue
            describes = phrase.case == "" and not phrase.verbal and phrase.head == at + 1 and at + 1 < group[0]
            if describes and self.case[at + 1] == "の" and at:
                at -= 1  # A、東邦電機｜傘下の｜B
                continue
            if phrase.case == "の" and (other is None or place) and not phrase.verbal and phrase.head == at + 1 and at:
                at -= 1  # Aと政府系のB: what describes the last of a list
                continue
            if tail.type == "person" and (before := self._past_clause(at, group[0])) is not None:
                at = before  # 山田氏と｜A社に｜いた｜鈴木氏が
                continue
            if other is None and phrase.case == "、" and not phrase.verbal and at and self._lists_on(at - 1):
                at -= 1  # a member of the list that is no name that we know
                continue
            listed = phrase.case == "や" or (phrase.case == "と" and phrase.function == "と")  # と共同で joins nothing
            joined = listed or (phrase.case == "、" and at != self.opener and not phrase.topic)
            if not joined or not isinstance(other, Name):
                break
            mixed = (other.type == "person") != (tail.type == "person")
            plain = phrase.case == "、" and not phrase.function and not self.phrases[index].others
            if mixed and plain and self.case[index] not in GIVING:
                break  # A社、山田氏は; but A社、個人投資家の山田氏らから, A社および山田氏が
            shared = (index, group[0], self.phrases[index].head)  # AとBの提携: both hang on the noun
            if phrase.case == "と" and phrase.head not in shared and self.case[index] in ("の", "と"):
                break
            group.insert(0, at)
            at -= 1
        return group


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rule's trigger word where it stands."""

    word: str
    start: int
    end: int
    phrase: int


class TriggerIndex:
    """Finds every rule's trigger words in a sentence: nouns by their surface, verbs by their lemma."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.nouns = {word for rule in rulebook.rules for word in rule.nouns}
        self.verbs = {word for rule in rulebook.rules for word in rule.verbs}
        ordered = sorted(self.nouns, key=len, reverse=True)
        self._noun = re.compile("|".join(map(re.escape, ordered))) if ordered else None
        self._endings = rulebook.names.endings
        self._spelt = tuple(name for name in rulebook.names.spellings if self._noun and self._noun.search(name))
        self._behind, self._negative = rulebook.words.behind, rulebook.words.negative
        self._process = re.compile("(?:" + "|".join(map(re.escape, rulebook.words.process)) + ")*")

    def spans(self, doc: Doc) -> list[tuple[int, int]]:
        """Trigger nouns on token edges, with nothing after them in their compound but a process word (検討, 完了)."""
        if self._noun is None:
            return []
        nouns = list(self._noun.finditer(doc.text))
        if not nouns:
            return []
        starts = {t.idx for t in doc}
        ends = {t.idx + len(t.text): t for t in doc}
        out = []
        for found in nouns:
            before = doc.text[found.start() - 1 : found.start()]
            if found.start() and before in self._negative:
                continue
            if found.group() in self._endings and self._ends_name(doc, found.start()):
                continue
            if doc.text[: found.end()].endswith(self._spelt):
                continue  # a name of the lexicon that ends in a trigger's word
            if found.start() in starts and found.end() in ends and self._closes(doc, ends[found.end()].i + 1):
                out.append(found.span())
        return out

    @staticmethod
    def _ends_name(doc: Doc, at: int) -> bool:
        """トーケン建設は: after a proper noun or katakana, and before a particle of a subject, 建設 is a name's end."""
        before = next((t for t in doc if t.idx + len(t.text) == at), None)
        if before is None or before.whitespace_:
            return False
        after = next((t for t in doc if t.idx > at), None)
        named = before.tag_.startswith("名詞-固有名詞") or KATAKANA_WORD.fullmatch(before.text) is not None
        return named and after is not None and after.text in ("は", "が", "の", "と", "や", "から", "、")

    def _closes(self, doc: Doc, at: int) -> bool:
        """出資 is no trigger in 出資比率, nor 買収 in 買収資金."""
        rest = ""
        for token in doc[at:]:
            apart = doc[token.i - 1].whitespace_ or token.tag_.startswith("名詞-数詞")
            if apart or not token.tag_.startswith(("名詞", "接尾辞")) or token.text in self._behind:
                break
            rest += token.text
        return self._process.fullmatch(rest) is not None

    def find(self, doc: Doc, phrases: Sequence[Phrase], spans: Sequence[tuple[int, int]]) -> list[Trigger]:
        out = []
        for phrase in phrases:
            for start, end in spans:
                if phrase.start <= start < phrase.core_end and end <= phrase.core_end:
                    out.append(Trigger(doc.text[start:end], start, end, phrase.index))
            if phrase.verbal and phrase.lemma in self.verbs:
                out.append(Trigger(phrase.lemma, phrase.start, phrase.core_end, phrase.index))
        return out


def _written(name: str, text: str) -> list[tuple[int, int]]:
    """Where a name stands in a text."""
    return [found.span() for found in re.finditer(re.escape(name), text)] if name and name in text else []


class Reader:
    """Doc and values in, Reading out."""

    def __init__(self, rulebook: Rulebook, is_unlisted: Callable[[str], bool]) -> None:
        self.rulebook = rulebook
        self.names = NameFinder(rulebook.names, is_unlisted)
        self.triggers = TriggerIndex(rulebook)
        self._terms = {kind: self._term_pattern(rulebook.terms.get(kind, {})) for kind in TERM_KINDS}

    @staticmethod
    def _term_pattern(words: Mapping[str, str]) -> re.Pattern[str] | None:
        return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) if words else None

    def read(
        self,
        sentence: Sentence,
        doc: Doc,
        offsets: Sequence[int],
        values: Sequence[ValueMention],
        author: str = "",
    ) -> Reading:
        """One sentence on its own; `settle` afterwards gives its names what the rest of the document knows.

        `author`: whose text it is, as its header writes it, which is one name whatever its words look like.
        """
        short = sentence.kind == "item" and not doc.text.rstrip().endswith("。") and not DATED_LINE.match(doc.text)
        headline = sentence.kind in ("title", "heading") or short
        values = [v for v in values if not fold(doc.text[: v.start][-8:]).endswith(self.rulebook.words.unit_prices)]
        spans = self.triggers.spans(doc)
        terms = self._find_terms(doc.text)
        breaking = [*values, *(ValueMention(t.start, t.end, Term(t.term)) for t in terms if t.kind == "round")]
        builder = PhraseBuilder(
            doc,
            breaking,
            {start for start, _ in spans},
            {i for start, end in [*spans, *_written(author, doc.text)] for i in range(start + 1, end)},
            self.rulebook.particles,
            headline=headline,
        )
        phrases = builder.build()
        blocked = {i for start, end in spans for i in range(start, end)}
        blocked |= {i for value in breaking for i in range(value.start, value.end)}
        return Reading(
            rulebook=self.rulebook,
            sentence=sentence,
            doc=doc,
            offsets=offsets,
            headline=headline,
            phrases=phrases,
            values=list(values),
            terms=terms,
            names=self.names.find(doc, phrases, blocked, {}),
            blocked=blocked,
            triggers=self.triggers.find(doc, phrases, spans),
        )

    def settle(self, readings: Sequence[Reading]) -> None:
        """Find the names again, now that the whole document has told which are certain."""
        found = (name for reading in readings if reading.kept for name in reading.names)
        known = sure_names(found, self.rulebook.names)
        for reading in readings:
            if any(text in reading.text for text in known):  # else they would be the same again
                reading.names = self.names.find(reading.doc, reading.phrases, reading.blocked, known, reading.names)

    def _find_terms(self, text: str) -> list[TermMention]:
        from extractor.normalise.terms import find_terms

        out = []
        for kind in ("round", "instrument"):
            for found in find_terms(text, kind=kind):
                assert isinstance(found.value, Term)
                out.append(TermMention(found.start, found.end, kind, found.value.value))
        for kind, pattern in self._terms.items():
            words = self.rulebook.terms[kind] if pattern else {}
            out += (
                [TermMention(m.start(), m.end(), kind, words[m.group()]) for m in pattern.finditer(text)]
                if pattern
                else []
            )
        return sorted(out, key=lambda term: term.start)
