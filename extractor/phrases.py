"""A parsed sentence as phrases (文節): content words, the case they stand in, and the phrase they depend on.

GiNZA's heads are taken where they can be trusted. A headline has few particles and a mistaken parse, so there a
phrase depends on the next predicate of its segment; and a case phrase never depends on a bare amount
(北星電機から50億円を調達: から goes with 調達).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from extractor.model import ValueMention
from extractor.tokens import VOTE, Doc, Token

JOINERS = frozenset("・／/-‐–&＆+.’'#＋")
DATELINE = re.compile(
    r"^\s*(【[^】]{1,20}[=＝][^】]{1,20}】|（?[^（）。]{1,6}=[^（）。]{1,8}）|［[^］]{1,16}日[^］]{0,8}］[\s\-－–]*)"
)
# A line of a history: 「2015年6月　A社から7億円を調達」, 「2021年：Bと提携」.
DATED_LINE = re.compile(r"^\s*[12１２][0-9０-９]{3}年([0-9０-９]{1,2}月)?([0-9０-９]{1,2}日)?[\s：:|｜]+")
OPENING = "（(＜「『｢【［[〔《〈“"
CLOSING = "）)＞」』｣】］]〕》〉”"
ASIDES = "（(＜"  # brackets that add to the name before them: カゼノネ＜9348＞
DASHES = ("—", "——", "―", "――", "–")
CLAUSAL = "【［["  # brackets that hold a statement of their own, never a part of a name
PASSIVE = re.compile(r"さ?(れ|せられ)|.?(られ|され)")
CLAUSE_FINAL = re.compile(r"(た|だ|る|う|く|す|つ|ぬ|ぶ|む|ない|たい)(ばかりの)?$")
LIGHT = re.compile(r"(する|し(?!か)|さ[せれ]|でき|すれ|しよ|せず)")
CONJUNCT = ("し", "て", "し、", "て、", "")  # after the stem of a verb that another follows: 目指し, 集めて
ADNOMINAL = re.compile(r"(へ|から|と|で|まで)の$|に対する$")
QUOTED = re.compile(r"(る|た|い|う)と$")
STATED = re.compile(r"(だ|である|です)と(も|は)?$")
VERBAL_TAGS = ("名詞-普通名詞-サ変", "動詞", "形容詞", "形状詞", "接尾辞", "名詞-普通名詞-形状詞", "副詞")
SAHEN = "サ変可能"
KATAKANA_WORD = re.compile(r"[ァ-ヺー]{2,}")


@dataclass(slots=True)
class Phrase:
    """One 文節 of a sentence; offsets are characters of the Doc's text, tokens its indices.

    `case`: the case of rules/particles.yaml, "" where none is written, 「、」 for a bare comma.
    `text` is the content (asides in brackets left out of `core`), `function` what follows it, `core_last` the core's
    last token.
    """

    index: int
    tokens: tuple[int, int]
    start: int
    end: int
    core_end: int
    core_last: int
    text: str
    function: str
    case: str = ""
    others: bool = False
    comma: bool = False
    verbal: bool = False
    lemma: str = ""
    segment: int = 0
    depth: int = 0
    head: int | None = None
    asides: tuple[tuple[int, int], ...] = ()
    topic: bool = False  # set off by a wide space, as a topic is in a digest
    children: list[int] = field(default_factory=list)

    @property
    def attributive(self) -> bool:
        """A verb that modifies a noun: 出資する(B), 調達した(A)."""
        return self.verbal and not self.comma and bool(CLAUSE_FINAL.search(self.function or self.text))

    @property
    def passive(self) -> bool:
        """A verb in the passive: 買収された, 報じられた."""
        return self.verbal and bool(PASSIVE.match(self.function))


@dataclass(slots=True)
class Group:
    """Tokens of one phrase while it is being read: content words, then function words."""

    depth: int
    segment: int
    topic: bool = False
    content: list[int] = field(default_factory=list)
    function: list[int] = field(default_factory=list)


class Particles:
    """The case that is written after a noun; longest surface first."""

    def __init__(self, surfaces: dict[str, str], others: Sequence[str], measured: Sequence[str] = ()) -> None:
        self.measured = frozenset(measured)
        endings = sorted((*others, *measured), key=len, reverse=True)
        self._endings = re.compile("(?:" + "|".join(map(re.escape, endings)) + ")+")
        ordered = sorted(surfaces, key=len, reverse=True)
        self._surface = re.compile("|".join(map(re.escape, ordered)))
        self.cases = surfaces
        long = (word for word in ordered if len(word) > 1)
        self.begin = frozenset(word[:2] for word in (*long, *endings))  # the first letters of one of several tokens
        self.read = lru_cache(maxsize=1 << 12)(self._read)  # は, を, が and some hundred others again and again

    def _read(self, text: str) -> tuple[str, bool, int]:
        """-> the case, whether others are meant (など), and how many characters were read."""
        found = self._endings.match(text)
        at = found.end() if found else 0
        others = found is not None and found.group() not in self.measured
        surface = self._surface.match(text, at)
        if not surface:
            return "", others, at
        return self.cases[surface.group()], others, surface.end()


def is_nominal(token: Token) -> bool:
    tag = token.tag_
    if tag.startswith(("名詞", "代名詞", "接頭辞", "接尾辞", "形状詞", "記号")):
        return True
    if tag.startswith(("副詞", "感動詞", "連体詞", "接続詞")):
        return bool(KATAKANA_WORD.fullmatch(token.text))  # a name that the dictionary takes for パッと
    return tag == "補助記号-一般" and token.text in JOINERS


class PhraseBuilder:
    """Cuts one Doc into phrases. `breaks` are characters where a trigger word begins (ソラネ｜買収),
    `joined` those inside one (買い付け総額), or inside a name that is known for certain."""

    def __init__(
        self,
        doc: Doc,
        values: Sequence[ValueMention],
        breaks: set[int],
        joined: set[int],
        particles: Particles,
        *,
        headline: bool,
    ) -> None:
        self.doc, self.particles, self.headline = doc, particles, headline
        self.breaks, self.joined = breaks, joined
        self.value_at: dict[int, int] = {}
        for number, value in enumerate(values):
            for offset in range(value.start, value.end):
                self.value_at[offset] = number
        self.phrases: list[Phrase] = []

    def build(self) -> list[Phrase]:
        self.phrases = [self._phrase(index, group) for index, group in enumerate(self._group())]
        self._attach()
        return self.phrases

    # --- grouping tokens ------------------------------------------------------------------------------

    def _value(self, token: Token) -> int | None:
        return self.value_at.get(token.idx)

    def _group(self) -> list[Group]:
        tokens = list(self.doc)
        groups: list[Group] = []
        open_group: Group | None = None
        segment = depth = 0
        at = self._after_dateline(tokens)
        while at < len(tokens):
            token = tokens[at]
            if token.tag_ == "空白" or not token.text.strip():
                if token.text == "\u3000" and open_group is not None and len(groups) <= 3:
                    open_group.topic = True  # 「昆虫飼料のムシカ　2億円を調達。」
                segment += self.headline or token.text == "\u3000"
                open_group = None if self.headline or token.text == "\u3000" else open_group
                at += 1
                continue
            if token.text in OPENING:
                close = self._aside(tokens, at) if token.text not in CLAUSAL else None
                if close is None:
                    segment += token.text in CLAUSAL
                    depth, open_group = depth + 1, None
                    at += 1
                    continue
                if open_group is None or open_group.function:
                    open_group = Group(depth=depth, segment=segment)
                    groups.append(open_group)
                open_group.content.extend(range(at, close + 1))
                at, token = close + 1, tokens[close]
            elif token.text in CLOSING:
                depth = max(0, depth - 1)
                segment += CLOSING.index(token.text) == OPENING.index("【")
                open_group = groups[-1] if groups else None  # a particle after 」 marks the whole quotation
                if token.text == "】":
                    open_group = None
                if open_group is not None:
                    open_group.function.append(at)
                at += 1
            elif (
                token.tag_.startswith("助詞")
                and open_group is not None
                and open_group.content
                and (end := self._compound_particle(tokens, at)) > at
            ):
                open_group.function.extend(range(at, end))
                at, token = end, tokens[end - 1]
            elif self._is_content(tokens, at, open_group) or self._abbreviates(tokens, at, open_group):
                if open_group is None or open_group.function or self._breaks_before(tokens, at, open_group):
                    open_group = Group(depth=depth, segment=segment)
                    groups.append(open_group)
                open_group.content.append(at)
                at += 1
            else:
                if open_group is not None:
                    open_group.function.append(at)
                    if self.headline and len(groups) <= 3 and token.text in DASHES:
                        open_group.topic = True  # 「A——シリーズBで4億円を調達」
                    if token.text in "。！？!?":
                        open_group = None
                at += 1
            if self.headline and token.whitespace_ and self._parts(token):
                segment, open_group = segment + 1, None
        return [group for group in groups if group.content]

    def _after_dateline(self, tokens: list[Token]) -> int:
        """【ニューヨーク=竹内】: where and by whom a story was written is no part of it."""
        found = DATELINE.match(self.doc.text)
        return sum(token.idx < found.end() for token in tokens) if found else 0

    def _compound_particle(self, tokens: list[Token], at: int) -> int:
        """Where a particle of several words (を引受先とする) ends, as a token index; `at` where none begins."""
        start, begin = tokens[at].idx, self.particles.begin
        if self.doc.text[start : start + 2] not in begin and self.doc.text[start] not in begin:
            return at
        length = self.particles.read(self.doc.text[start : start + 16])[2]
        stop, end = start + length, at
        while end < len(tokens) and tokens[end].idx + len(tokens[end].text) <= stop:
            end += 1
        if self.doc.text[stop : stop + 1] in ("", "。") and self.doc.text[:stop].endswith(("た", "る")):
            return at  # 「Bが主導した。」 is a predicate of its own
        aligned = end > at + 1 and tokens[end - 1].idx + len(tokens[end - 1].text) == stop
        return end if aligned and any(not t.tag_.startswith("助詞") for t in tokens[at:end]) else at

    def _parts_names(self, token: Token) -> bool:
        """越美銀行｜・｜南海銀行から: GiNZA calls either side an organization, and the first is no katakana word."""
        known = [ent for ent in self.doc.ents if VOTE.get(ent.label_) == "organization"]
        left = any(ent.end_char == token.idx for ent in known)
        right = any(ent.start_char == token.idx + 1 for ent in known)
        return left and right and not KATAKANA_WORD.fullmatch(self.doc.text[token.idx - 2 : token.idx])

    def _parts(self, token: Token) -> bool:
        """The space after a token parts a headline's segments, except inside a Latin name (Hokusei Ventures)."""
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if following is not None and token.tag_.endswith("人名-姓") and following.tag_.endswith("人名-名"):
            return False  # 山田 太郎氏
        return following is None or not (token.text[-1].isascii() and following.text[0].isascii())

    def _aside(self, tokens: list[Token], at: int) -> int | None:
        """The closing bracket of a bracket that holds nouns only (a reading, a seat, a name), else None."""
        want = CLOSING[OPENING.index(tokens[at].text)]
        for end in range(at + 1, min(at + 40, len(tokens))):
            token = tokens[end]
            if token.text == want:
                return end if end > at + 1 else None
            verb = token.tag_.startswith(("動詞-一般", "形容詞")) and tokens[at].text in "「『｢【"
            if verb and not self._quoted_name(tokens, at, want):
                return None
            if token.text in "。":
                return None
            if token.tag_.startswith("助詞-格助詞") and token.text in "がをに" and tokens[at].text in "「『｢【":
                return None
        return None

    @staticmethod
    def _abbreviates(tokens: list[Token], at: int, group: Group | None) -> bool:
        """The point of Inc. and Ltd."""
        if tokens[at].text != "." or group is None or not group.content or group.function:
            return False
        return tokens[group.content[-1]].text in ("Inc", "Corp", "Co", "Ltd", "Pte")

    @staticmethod
    def _quoted_name(tokens: list[Token], at: int, want: str) -> bool:
        """「だきあげ君」: a few words, one of them a verb, that end in a noun and hold no particle."""
        inner: list[Token] = []
        for token in tokens[at + 1 : at + 8]:
            if token.text == want:
                return bool(inner) and is_nominal(inner[-1])
            if token.tag_.startswith(("助詞", "助動詞", "補助記号")):
                return False
            inner.append(token)
        return False

    def _is_content(self, tokens: list[Token], at: int, group: Group | None) -> bool:
        token = tokens[at]
        tag = token.tag_
        content = group.content if group is not None else []
        function = group.function if group is not None else []
        if self._value(token) is not None or token.idx in self.joined:
            return True
        if tag == "補助記号-一般":
            near = at + 1 < len(tokens) and is_nominal(tokens[at + 1])
            joins = token.text in JOINERS and not (token.text == "・" and self._parts_names(token))
            return joins and bool(content) and not function and near
        if token.text in self.particles.measured and content and self._value(tokens[content[-1]]) is not None:
            return False
        if is_nominal(token):
            return not (token.text in ("など", "ら", "ほか", "向け") and content)
        if token.text in ("合わせ", "あわせ") and content and self._value_follows(tokens, at):
            return False  # Bから合わせて2億円
        if token.text in ("および", "及び", "ならびに", "並びに") and content:
            return False
        if tag.startswith(("動詞-一般", "形容詞", "副詞", "連体詞", "接続詞", "感動詞")):
            # よる, ついて, 通じて and the like are parts of a compound particle.
            return not (token.dep_ == "fixed" and content)
        if tag.startswith("動詞-非自立可能"):
            # 〜する and 〜ている are function words; 〜となる and 〜がある are predicates of their own.
            if not content:
                return True
            if not function:
                return not tokens[content[-1]].tag_.startswith(VERBAL_TAGS)
            return tokens[function[-1]].tag_.startswith(("助詞-格助詞", "助詞-係助詞"))
        return False

    def _value_follows(self, tokens: list[Token], at: int) -> bool:
        return any(self._value(token) is not None for token in tokens[at + 1 : at + 3])

    def _breaks_before(self, tokens: list[Token], at: int, group: Group) -> bool:
        token, last = tokens[at], tokens[group.content[-1]]
        if token.idx in self.joined or self._abbreviates(tokens, at, group):
            return False
        mine, before = self._value(token), self._value(last)
        if mine != before:
            return mine is not None or token.text not in JOINERS
        if mine is not None:
            return False
        if token.idx in self.breaks or self._ends_clause(tokens, group):
            return True
        if not is_nominal(token) or not is_nominal(last):
            leads = last.text in "）)" and token.tag_ == "動詞-一般"  # 山田CEO（38）｜率いる
            return (last.text not in CLOSING or leads) and not (is_nominal(token) and last.tag_.startswith("接頭辞"))
        return False

    @staticmethod
    def _ends_clause(tokens: list[Token], group: Group) -> bool:
        """「支援するため｜東邦電機が」: a noun that closes the clause before it is not of what follows."""
        first = tokens[group.content[0]]
        closes = len(group.content) == 1 and "副詞可能" in first.tag_ and first.i > 0
        return closes and tokens[first.i - 1].tag_.startswith(("動詞", "助動詞"))

    # --- one phrase -----------------------------------------------------------------------------------

    def _phrase(self, index: int, group: Group) -> Phrase:
        doc = self.doc
        first, last = doc[group.content[0]], doc[group.content[-1]]
        asides = tuple(self._aside_spans(group.content)) if len(group.content) > 1 else ()
        bracketed = [span for span in asides if doc.text[span[0]] in ASIDES]
        core_last = last
        if bracketed:
            core = (doc[i] for i in reversed(group.content))
            core_last = next((t for t in core if not any(a <= t.idx < b for a, b in bracketed)), last)
        function = "".join([doc[i].text for i in group.function])
        bare = function.rstrip("、。，,､･・")
        case, others, read = self.particles.read(bare.lstrip(CLOSING + "、，"))
        verb = core_last.tag_.startswith(("動詞", "形容詞"))
        made = core_last.tag_.startswith("形状詞") and bool(re.match(r"に(し|す|な)", bare))  # 明らかにする
        done = core_last.text == "済み" and core_last.i > first.i and SAHEN in doc[core_last.i - 1].tag_  # 出資済みで
        verbal = verb or made or done or bool(LIGHT.match(bare))
        manner = core_last.tag_.startswith("形状詞") or core_last.text in ("ほか", "他")  # 新たに加わる, ほかにBが
        adverbial = case == "に" and manner and bare in ("に", "には")
        if verbal or adverbial:
            case = ""
        comma = function.endswith(("、", "，", ",", "､", "･")) or (group.topic and not function)
        return Phrase(
            index=index,
            tokens=(group.content[0], (group.function or group.content)[-1] + 1),
            start=first.idx,
            end=last.idx + len(last.text),
            core_end=core_last.idx + len(core_last.text),
            core_last=core_last.i,
            text=doc.text[first.idx : last.idx + len(last.text)],
            function=bare,
            case=case or ("や" if function == "・" else "、" if comma and not verbal and read == len(bare) else ""),
            others=others,
            comma=comma,
            verbal=verbal,
            lemma=core_last.lemma_ if verb else doc[core_last.i - 1].text if done else core_last.text,
            segment=group.segment,
            depth=group.depth,
            asides=asides,
            topic=group.topic,
        )

    def _aside_spans(self, content: list[int]) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        stack: list[int] = []
        for i in content:
            token = self.doc[i]
            if token.text in OPENING:
                stack.append(token.idx)
            elif token.text in CLOSING and stack:
                start = stack.pop()
                if not stack:
                    spans.append((start, token.idx + len(token.text)))
        return spans

    # --- heads ----------------------------------------------------------------------------------------

    def _attach(self) -> None:
        phrases = self.phrases
        owner: dict[int, int] = {}
        for phrase in phrases:
            for i in range(*phrase.tokens):
                owner[i] = phrase.index
        for phrase in phrases[:-1]:
            phrase.head = self._headline_head(phrase) if self.headline else self._parsed_head(phrase, owner)
        if len(phrases) > 1 and DATED_LINE.match(self.doc.text):
            phrases[0].head = phrases[-1].index
        for phrase in phrases:
            phrase.head = self._out_of_quotation(phrase)
        for phrase in phrases:
            also = phrase.function.endswith("も") and not phrase.comma  # Aも出資するB
            if phrase.case == "は" and phrase.head is not None and not also:
                phrase.head = self._main_predicate(phrase.head)
        for before, phrase in pairwise(phrases):
            if before.case == "は" and phrase.case == "、" and self._is_valued(phrase):
                phrase.head = before.head  # 「Aは18日、…を発行し、…すると発表した」
        for phrase in phrases:
            if phrase.case == "が" and not self.headline:
                phrase.head = self._relative_predicate(phrase)
            elif phrase.case == "を" and phrase.comma and not self.headline:
                phrase.head = self._outer_verb(phrase)
        for phrase in phrases:
            if phrase.head is not None:
                phrases[phrase.head].children.append(phrase.index)

    def _parsed_head(self, phrase: Phrase, owner: dict[int, int]) -> int | None:
        following = phrase.index + 1
        if STATED.search(phrase.function):
            return self._next_verb(following)  # 「…する見通しだと｜A紙が｜報じた」
        if phrase.case == "" and not phrase.verbal and not phrase.comma:
            return following
        token = self.doc[phrase.core_last]
        seen = 0
        while owner.get(token.i) == phrase.index and token.head.i != token.i and seen < 40:
            token, seen = token.head, seen + 1
        head = owner.get(token.i, following)
        if head <= phrase.index:
            head = following
        if phrase.case in ("を", "に") and self.phrases[following].verbal:
            return following  # an object right before a verb is that verb's
        if ADNOMINAL.search(phrase.function):
            return following if self.phrases[head].verbal else self._past_owners(head)  # Bへの出資: never the verb's
        if phrase.case in ("に", "向け", "から", "と", "で", "を", "引受先"):
            head = self._inside_quotation(phrase, head)
        if phrase.verbal and phrase.comma:
            return self._within_telling(phrase, self._next_verb(head))
        if phrase.case == "による":
            while head < len(self.phrases) - 1 and (
                self.phrases[head].function.endswith("の") or self._is_first_part(head)
            ):
                head += 1  # AによるBの買収: による goes with the event
            return head
        return self._past_values(phrase, head)

    def _next_verb(self, head: int) -> int:
        """「事業を｜分割し、｜Aに｜売る」: a clause that goes on never depends on a noun, but on the verb after it."""
        target = self.phrases[head]
        if target.verbal or self._is_sahen(target) or head == len(self.phrases) - 1:
            return head
        after = (p.index for p in self.phrases[head + 1 :] if p.verbal and (p is self.phrases[-1] or not p.attributive))
        return next(after, head)

    def _within_telling(self, phrase: Phrase, head: int) -> int:
        """「増資を｜行い、｜5億円を｜得た｜ことを｜知らせる」: a clause is told where the next one is."""
        for other in self.phrases[phrase.index + 1 : head]:
            told = self.phrases[other.index + 1].text == "こと" and other.attributive
            if told or (other.verbal and QUOTED.search(other.text + other.function)):
                return other.index
        return head

    def _past_owners(self, head: int) -> int:
        """「Bへの｜Aの｜電池｜供給」: への goes with the event, never with whose it is."""
        for _ in range(4):
            target = self.phrases[head]
            owns = target.function == "の" and not self._is_sahen(target)
            if head == len(self.phrases) - 1 or target.verbal or not (owns or self._is_first_part(head)):
                return head
            head += 1
        return head

    def _is_first_part(self, index: int) -> bool:
        """電池｜供給: a plain noun that the word of an event follows in its compound."""
        if index + 1 >= len(self.phrases):
            return False
        target, following = self.phrases[index], self.phrases[index + 1]
        return target.function == "" and not target.verbal and following.start in self.breaks

    def _main_predicate(self, head: int) -> int:
        """A topic is never inside a clause that modifies a noun, nor of a noun that a verb governs: climb on to the
        predicate that is about it."""
        while not self.phrases[head].verbal and self.phrases[head].case in ("を", "に"):
            above = self.phrases[head].head
            if above is None or not self.phrases[above].verbal:
                break
            head = above
        for _ in range(8):
            predicate = self.phrases[head]
            above = predicate.head
            if not predicate.attributive or above is None or self.phrases[above].verbal:
                return head
            while above is not None and not self.phrases[above].verbal and self.phrases[above].head is not None:
                above = self.phrases[above].head
            if above is None or above == head:
                return head
            head = above
        return head

    def _out_of_quotation(self, phrase: Phrase) -> int | None:
        """「報道について「事実はない」と否定した」: what stands before a quotation depends on nothing inside it."""
        head = phrase.head
        while head is not None and self.phrases[head].depth > phrase.depth and self.phrases[head].head is not None:
            head = self.phrases[head].head
        if phrase.topic and not self.headline:
            return len(self.phrases) - 1  # 「調剤支援のX　B銀行から融資を受けた。」
        return head

    def _relative_predicate(self, phrase: Phrase) -> int | None:
        """「Aが2億円を投じたBは、販売を始める」: before another subject, が is of the clause that modifies it."""
        for other in self.phrases[phrase.index + 1 : phrase.head]:
            if other.case in ("は", "が") and other.head == phrase.head:
                inner = (p for p in self.phrases[phrase.index + 1 : other.index] if p.attributive)
                return next((p.index for p in inner), phrase.head)
        if any("は" in (p.case, p.function[-1:]) and p.head == phrase.head for p in self.phrases[: phrase.index]):
            inner = (p for p in self.phrases[phrase.index + 1 : phrase.head] if p.attributive)
            return next((p.index for p in inner), phrase.head)  # 「山田氏は、Aが出資するBの会長を続ける」
        verb = self.phrases[phrase.head] if phrase.head is not None else phrase
        noun = self.phrases[verb.head] if verb.attributive and verb.head is not None else verb
        outer = phrase.comma and noun.head is not None and self.phrases[noun.head].verbal
        return noun.head if outer else phrase.head  # 「Aが、ロボットを開発するBに出資した」

    def _outer_verb(self, phrase: Phrase) -> int | None:
        """「株の3割を、年金を運用するAに譲渡する」: the object before a comma is of the verb above."""
        verb = self.phrases[phrase.head] if phrase.head is not None else phrase
        if not verb.attributive or verb.head is None:
            return phrase.head
        other = any(p.case == "を" and p.head == verb.index for p in self.phrases[phrase.index + 1 : verb.index])
        above = self.phrases[verb.head].head
        return above if other and above is not None and self.phrases[above].verbal else phrase.head

    def _inside_quotation(self, phrase: Phrase, head: int) -> int:
        """「Bに半導体を開発すると発表した」: what is no subject belongs to the clause that is reported."""
        for other in self.phrases[phrase.index + 1 : head]:
            if other.verbal and QUOTED.search(other.text + other.function):
                return other.index
        return head

    def _is_valued(self, phrase: Phrase) -> bool:
        return self._value(self.doc[phrase.core_last]) is not None

    def _past_values(self, phrase: Phrase, head: int) -> int:
        """A case phrase does not depend on an amount or a bare noun: climb on to the predicate."""
        valued = self._is_valued(phrase)
        if phrase.verbal and not phrase.attributive and phrase.function in CONJUNCT:
            return self._next_predicate(head)
        if phrase.case in ("の", "や", "による") or phrase.verbal or (phrase.case in ("", "、") and not valued):
            return head
        for _ in range(8):
            target = self.phrases[head]
            if target.verbal or head == len(self.phrases) - 1:
                return head
            if not (self._is_valued(target) or self._is_argument(target)):
                return head
            means = phrase.case == "を" and target.case == "で"  # 「5億円を｜融資で｜賄う」, 「30億円を｜追加で｜払う」
            ends = target.start in self.breaks or target.case not in ("の", "や", "、")
            if ends and not means and self._is_sahen(target):
                return head
            head += 1
        return head

    def _next_predicate(self, head: int) -> int:
        """「調達を目指し｜投資家と｜話し合う」: a conjoined verb goes on to the next one, never to its argument."""
        target = self.phrases[head]
        argument = not target.verbal and target.case in ("と", "に", "を", "から") and not self._is_sahen(target)
        return next((p.index for p in self.phrases[head:] if p.verbal), head) if argument else head

    @staticmethod
    def _is_argument(target: Phrase) -> bool:
        return target.case in (
            "を",
            "が",
            "に",
            "で",
            "の",
            "",
            "は",
            "から",
            "と",
            "まで",
            "による",
            "経由",
            "引受先",
            "リード",
            "として",
            "や",
            "、",
        )

    def _is_sahen(self, phrase: Phrase) -> bool:
        """A verbal noun, and no name that ends in one (東和製鋼)."""
        token = self.doc[phrase.core_last]
        if SAHEN not in token.tag_ or self._value(token) is not None:
            return False
        named = any(self.doc[i].tag_.startswith("名詞-固有名詞") for i in range(phrase.tokens[0], phrase.core_last))
        return not named or phrase.start in self.breaks

    def _headline_head(self, phrase: Phrase) -> int | None:
        """In a headline: の goes with the next noun, everything else with the next predicate of its segment."""
        rest = self.phrases[phrase.index + 1 :]
        if not rest:
            return None
        near = rest[0].segment == phrase.segment
        if phrase.case in ("の", "や", "") and not phrase.verbal and near:
            return phrase.index + 1
        if phrase.attributive and near and not rest[0].verbal:
            return phrase.index + 1
        valued = self.value_at.get(rest[0].start) is not None and (len(rest) == 1 or rest[1].segment != phrase.segment)
        if phrase.case in ("は", "が") and near and valued:
            return phrase.index + 1  # 評価額は900億ドル
        for other in rest:
            if other.segment != phrase.segment and phrase.case not in ("、", "は", "が"):
                return None
            acts = other.start in self.breaks and other.case in ("", "、", "に", "や")  # 3.8億円を資金調達
            ends = other is self.phrases[-1] or self.phrases[other.index + 1].segment != other.segment
            noun = (
                ends and other.case == "" and phrase.case in ("に", "を", "から", "まで") and not self._is_valued(other)
            )
            if other.verbal or acts or noun or self._is_sahen(other):
                return other.index
        return None
