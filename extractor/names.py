"""Names in a sentence: organizations, people, products, facilities, places and funds, each by several votes.

GiNZA's label is one vote; the words around and inside the name (rules/names.yaml), its bracket, its letters and the
document's other mentions are the others. Nothing is known about any company here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from operator import attrgetter

from extractor.phrases import JOINERS, Phrase
from extractor.tokens import VOTE, Doc, Token

LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
KATAKANA = re.compile(r"[ァ-ヺー・＝=]{2,}")
MIXED = re.compile(r"[一-龠]+[ァ-ヺー]+")
HIRAGANA = re.compile(r"[ぁ-んー]{2,}")
NUMBERED = re.compile(r"(?<=ファンド|FUND|Fund)(第)?[0-9０-９]+号?$")
NUMERIC = re.compile(r"[0-9０-９.,]+")
CODE = re.compile(r"[0-9０-９]{3}[0-9０-９A-Z]")
NUMBER = "[0-9０-９一二三四五六七八九十数]+"
SEAT = re.compile("(.{2,3}[都府県]|北海道).+[市区町村]")
JOINING = re.compile(r"(（[^（）]*）)?(や|と|、|・|および|及び|ならびに|並びに|、?そして|のほか、?)")
OWNING = re.compile(r"(（[^（）]*）)?(製)?の")
SPELT = re.compile(r"[A-Za-z0-9ァ-ヺー・＝+.\- ]*[A-Za-zァ-ヺ][A-Za-z0-9ァ-ヺー・＝+.\- ]*")
NAMELESS_HELD = 1 << 16
TOPICAL = frozenset("は が 、 から による を に と の や 引受先 リード 向け".split())  # what a text is about
QUOTES = dict(zip("「『｢“", "」』｣”", strict=True))

_TEXT = attrgetter("text")


@dataclass(frozen=True, slots=True)
class Name:
    """A name or a reference (同社) in a sentence, in characters of its Doc.

    `tail`: it ends its phrase, so the phrase's case is its own; else it is the first part of a compound, and `link` the
    word that ties it to the rest (製, 系, 発). `score` counts the votes; 0 is no name.
    """

    start: int
    end: int
    text: str
    type: str
    score: int
    reasons: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    tail: bool = True
    link: str = ""
    reference: bool = False
    title: str = ""
    known: bool = False


@dataclass(frozen=True)
class NameGrammar:
    """rules/names.yaml, compiled; tuples longest first."""

    descriptors: Mapping[str, str]
    nationality: frozenset[str]
    prefixes: frozenset[str]
    endings: Mapping[str, str]
    legal_forms: tuple[str, ...]
    attribute_endings: Mapping[str, str]
    titles: frozenset[str]
    references: Mapping[str, str]
    modifiers: frozenset[str]
    companions: frozenset[str]
    kinds: frozenset[str]
    common: frozenset[str]
    generic: frozenset[str]
    trades: frozenset[str]
    honorifics: frozenset[str]
    shares: frozenset[str]
    counters: tuple[str, ...]
    groups: tuple[str, ...]
    parties: tuple[str, ...]
    institutions: tuple[str, ...]
    ministries: tuple[str, ...]
    authorities: tuple[str, ...]
    houses: frozenset[str]
    exchanges: tuple[str, ...]
    last_words: frozenset[str]
    bodies: frozenset[str]
    happenings: frozenset[str]
    carriers: frozenset[str]
    shortened: tuple[str, ...]
    shortened_beside: tuple[str, ...]
    pairs: frozenset[str]
    own: frozenset[str]
    antecedents: Mapping[str, tuple[str, ...]]
    no_company: tuple[str, ...]
    seat: re.Pattern[str]
    other_name: re.Pattern[str]
    officer: re.Pattern[str]
    declared: re.Pattern[str]
    quoted_products: tuple[str, ...]
    spellings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def legal(self) -> re.Pattern[str]:
        """Any corporate form (株式会社, Inc.)."""
        return re.compile("|".join(map(re.escape, self.legal_forms)))

    @cached_property
    def called(self) -> re.Pattern[str]:
        """What makes the name before it a product's: Kazoel｜という装置."""
        kinds = _any({*(word for word, kind in self.descriptors.items() if kind == "product"), *self.quoted_products})
        return re.compile(f"[」』”]?[ 　]?(という|と名付けた)[ 　]?[^。、「」はがを]{{0,10}}?({kinds})(?=[をがはのに])")

    @cached_property
    def counted(self) -> re.Pattern[str]:
        """A number of parties (3社, 国内大手2行, 両社)."""
        many = f"([一-龠]{{1,4}})?{NUMBER}({_any(self.counters)})(連合)?(超|余り|以上|ほど)?"
        return re.compile(f"{many}|{_any(self.groups)}")

    @cached_property
    def count(self) -> re.Pattern[str]:
        """An ending that makes words a number of parties, no name (製薬2社), or a country's company (米社)."""
        return re.compile(f"{NUMBER}({_any(self.counters)})(連合|陣営)?$|^({_any(self.nationality)})社$")

    @cached_property
    def national(self) -> re.Pattern[str]:
        """A nation's letter and the katakana that the tokenizer leaves it with (米ノルディア)."""
        return re.compile(f"[{''.join(sorted(word for word in self.nationality if len(word) == 1))}][ァ-ヺー]+")

    @cached_property
    def attribute_links(self) -> frozenset[str]:
        """Cases that make a name the description of another (A製, A傘下)."""
        return frozenset(filter(None, self.attribute_endings.values()))

    @cached_property
    def funds(self) -> tuple[str, ...]:
        """Endings of a fund's name."""
        return tuple(ending for ending, kind in self.endings.items() if kind == "fund")

    @cached_property
    def businesses(self) -> tuple[str, ...]:
        """Endings of a business that changes hands."""
        return tuple(ending for ending, kind in self.endings.items() if kind == "business")

    @cached_property
    def full(self) -> re.Pattern[str]:
        """A name that a text may shorten to group 1 (ソラネ｜ホールディングス)."""
        return re.compile(f"(.{{3,}}?)(・.+| .+|{_any(self.shortened)})")

    @cached_property
    def dropped(self) -> re.Pattern[str]:
        """What a full name has after a short form beside it: ソラネ・ワークス｜・ジャパン, 北星海上｜火災保険."""
        return re.compile(f"(・.+| .+|{_any((*self.shortened, *self.shortened_beside))})+")


class NameFinder:
    """Names of one parsed sentence."""

    def __init__(self, grammar: NameGrammar, is_unlisted: Callable[[str], bool]) -> None:
        self.grammar, self.is_unlisted = grammar, is_unlisted
        self.known: Mapping[str, str] = {}
        self._spans: Mapping[tuple[int, int], str] = {}
        self._endings: dict[str, list[str]] = defaultdict(list)  # by their last letter, longest first
        for ending in sorted(grammar.endings, key=len, reverse=True):
            self._endings[ending[-1]].append(ending)
        self._like = lru_cache(maxsize=1 << 16)(self._reads_as_name)
        self._nameless: set[tuple[str | bool, ...]] = set()  # lone words, and how they stood when they were no name

    def find(
        self,
        doc: Doc,
        phrases: Sequence[Phrase],
        blocked: set[int],
        known: Mapping[str, str],
        before: Sequence[Name] = (),
    ) -> list[Name]:
        """-> the names of each phrase, in order.

        `blocked`: characters that values and triggers cover; `known`: names that the document tells for certain
        elsewhere, with their types; `before`: what was found when none was known, which stands in all other phrases.
        """
        self.known = known
        labels = {i: VOTE.get(ent.label_, "") for ent in doc.ents for i in range(ent.start_char, ent.end_char)}
        self._spans = {(ent.start_char, ent.end_char): VOTE.get(ent.label_, "") for ent in doc.ents}
        names: list[Name] = []
        described = ""
        for phrase in phrases:
            words = doc.text[phrase.start : phrase.end]
            if known and not any(map(words.__contains__, known)):
                found = [name for name in before if phrase.start <= name.start < phrase.end]
            else:
                found = self._in_phrase(doc, phrase, labels, blocked, described)
                if names and doc.text[phrase.start] in QUOTES:
                    found = self._owned(doc, phrase, names[-1], found)
            names.extend(self._called(doc, name) for name in found)
            described = self._describes_next(doc, phrase) or self._trades(phrases, phrase)
        return _listed(doc.text, self._declared(doc, names))

    def _declared(self, doc: Doc, names: list[Name]) -> list[Name]:
        """「代表者名　代表取締役社長　村岡　孝」: a line of a disclosure parts the name by a space."""
        found = self.grammar.declared.match(doc.text)
        if found is None:
            return names
        start, end = found.span("name")
        person = Name(start, end, found["name"], "person", 4, ("declared",))
        return sorted([*(n for n in names if n.end <= start or n.start >= end), person], key=lambda name: name.start)

    @staticmethod
    def _owned(doc: Doc, phrase: Phrase, owner: Name, found: list[Name]) -> list[Name]:
        """A社の｜「X」, A社製の｜「X」: a quoted name in letters behind its maker is a product's."""
        between = doc.text[owner.end : phrase.start]
        if owner.type not in ("organization", "unknown") or not OWNING.fullmatch(between):
            return found
        return [replace(n, type="product") if n.type == "unknown" and SPELT.fullmatch(n.text) else n for n in found]

    def _called(self, doc: Doc, name: Name) -> Name:
        """Kazoelという装置: a name that the kind of what it names follows is a product's."""
        loose = name.type in ("organization", "unknown") and not name.reference
        return replace(name, type="product") if loose and self.grammar.called.match(doc.text, name.end) else name

    def _trades(self, phrases: Sequence[Phrase], phrase: Phrase) -> str:
        """通販サイトを運営する｜X: a clause without a subject that tells a trade ends in who plies it."""
        if phrase.lemma not in self.grammar.trades or not phrase.attributive:
            return ""
        cases = {phrases[child].case for child in phrase.children if child < phrase.index}
        return "organization" if "を" in cases and not cases & {"が", "は"} else ""

    def _describes_next(self, doc: Doc, phrase: Phrase) -> str:
        """スタートアップの｜Zolmina, 国内通信子会社、｜北星通信: the type that the phrase gives the next one."""
        if phrase.case not in ("の", "、") or phrase.verbal:
            return ""
        kind = self.grammar.descriptors.get(doc[phrase.core_last].text, "")
        return kind if kind in ("organization", "person", "fund") else ""  # 決済アプリのピッカ may be its maker

    # --- one phrase -----------------------------------------------------------------------------------

    def _in_phrase(
        self, doc: Doc, phrase: Phrase, labels: Mapping[int, str], blocked: set[int], described: str
    ) -> list[Name]:
        tokens = [t for t in doc[phrase.tokens[0] : phrase.tokens[1]] if t.idx < phrase.end]
        if phrase.verbal and tokens and tokens[-1].tag_.startswith(("動詞", "形容詞")):
            return []
        if len(tokens) == 1:  # most phrases
            return [] if tokens[0].idx in blocked else self._in_run(doc, tokens, phrase, labels, described, last=True)
        names: list[Name] = []
        if phrase.asides:
            quoted = self._quoted(doc, phrase, labels, blocked, described)
            if quoted and doc.text[phrase.start : phrase.core_end].endswith(self.grammar.businesses):
                start, end = phrase.start, phrase.core_end  # 治療薬「X」事業
                return [*quoted, Name(start, end, doc.text[start:end], "business", 3, ("quoted business",))]
            names = [*quoted, *self._officers(doc, phrase), *self._acting(doc, phrase, labels, blocked)]
            aside = {i for start, end in phrase.asides for i in range(start, end)}
            tokens = [t for t in tokens if t.idx not in aside]
        runs = [part for run in self._titled(self._runs(tokens, blocked)) for part in self._officed(run)]
        for run in runs:
            last = run is runs[-1] and bool(run) and run[-1].idx + len(run[-1].text) == phrase.core_end
            before = described if run is runs[0] else ""
            names.extend(self._in_run(doc, run, phrase, labels, before, last=last))
        return sorted(names, key=lambda name: name.start)

    def _in_run(
        self, doc: Doc, run: list[Token], phrase: Phrase, labels: Mapping[int, str], described: str, *, last: bool
    ) -> list[Name]:
        """The names of a run of words. Most runs are one plain noun, and stand as they stood before: no name again."""
        word = run[0]
        if len(run) > 1 or phrase.asides or word.text in self.known:
            return self._read_run(doc, run, phrase, labels, described, last=last)
        end = _end(run)
        label, whole = labels.get(word.idx, ""), self._spans.get((word.idx, end), "")
        topic, plural = last and phrase.case in TOPICAL, doc.text.startswith("ら", end)
        stood = (word.text, word.tag_, label, whole, described, topic, plural)
        if stood in self._nameless:
            return []
        names = self._read_run(doc, run, phrase, labels, described, last=last)
        if not names and len(self._nameless) < NAMELESS_HELD:
            self._nameless.add(stood)
        return names

    def _officers(self, doc: Doc, phrase: Phrase) -> list[Name]:
        """（本社：川崎市、代表取締役：大庭美咲）: who holds office, in a company's bracket."""
        out = []
        for start, end in phrase.asides:
            for found in self.grammar.officer.finditer(doc.text, start, end):
                text = found["name"]
                out.append(
                    Name(found.start("name"), found.end("name"), text, "person", 4, ("office in brackets",), tail=False)
                )
        return out

    def _acting(self, doc: Doc, phrase: Phrase, labels: Mapping[int, str], blocked: set[int]) -> list[Name]:
        """（A社が2割出資）: who acts in a bracket that ends in the act."""
        out: list[Name] = []
        for start, end in phrase.asides:
            if doc.text[start] not in "（(" or end - 2 not in blocked or "が" not in doc.text[start:end]:
                continue
            words = [t for t in doc[phrase.tokens[0] : phrase.tokens[1]] if start < t.idx < end - 1]
            nouns = [t for t in words if t.tag_.startswith(("名詞", "接頭辞", "接尾辞"))]
            for run in self._runs(nouns, blocked):
                found = self._in_run(doc, run, phrase, labels, "", last=False)
                out += [replace(name, tail=False) for name in found]
        return out

    @staticmethod
    def _runs(tokens: Sequence[Token], blocked: set[int]) -> list[list[Token]]:
        runs: list[list[Token]] = [[]]
        for token in tokens:
            if token.idx in blocked or (runs[-1] and token.i != runs[-1][-1].i + 1):
                runs.append([])
            if token.idx not in blocked:
                runs[-1].append(token)
        return [run for run in runs if run]

    def _titled(self, runs: list[list[Token]]) -> list[list[Token]]:
        """産業革新機構（ＳＩＣ）｜社長: an office behind a bracket belongs to what stands before it."""
        out: list[list[Token]] = []
        for run in runs:
            if out and all(t.text in self.grammar.titles for t in run):
                out[-1] = [*out[-1], *run]
            else:
                out.append(run)
        return out

    def _officed(self, run: list[Token]) -> list[list[Token]]:
        """A社代表取締役｜山田太郎: an office between a company and who holds it parts them."""
        for at in range(2, len(run)):
            if run[at - 1].text in self.grammar.titles and all(_is_personal(t) for t in run[at : at + 2]):
                return [run[:at], run[at:]]
        return [run]

    def _quoted(
        self, doc: Doc, phrase: Phrase, labels: Mapping[int, str], blocked: set[int], described: str
    ) -> list[Name]:
        """「X」: a name whose type the word before tells (治療薬「ゾルミン」, 新会社「ソラネ」)."""
        names = []
        for start, end in phrase.asides:
            if doc.text[start] not in QUOTES or start + 1 in blocked:
                continue
            inner = doc.text[start + 1 : end - 1]
            if not inner.strip() or len(inner) > 40 or inner in self.grammar.common:
                continue
            ending = self._ending_of(inner)
            before = [t for t in doc[phrase.tokens[0] : phrase.tokens[1]] if t.idx + len(t.text) == start]
            described = self._described_quote(doc.text[phrase.start : start], before, described)
            vote = labels.get(start + 1, "")
            told = self.grammar.endings[ending].removesuffix("_weak") if ending not in ("", inner) else ""
            told = "" if told == "business" else told
            told = told or self.known.get(doc.text[start:end], "")
            kind = described or told or (vote if vote not in ("", "other", "place", "product") else "unknown")
            tail = phrase.core_end <= end
            bracket = re.fullmatch(r"(.+?)（(.+)）", inner)  # 「HOKUSEI（ホクセイ）」
            stop = start + 1 + len(bracket[1]) if bracket else end - 1
            aliases = (bracket[2],) if bracket else ()
            weight = QUOTED + bool(described)
            names.append(
                Name(start + 1, stop, doc.text[start + 1 : stop], kind, weight, ("quoted",), aliases, tail=tail)
            )
        return names

    def _described_quote(self, words: str, before: Sequence[Token], described: str) -> str:
        """The type that the words before a quoted name give it: 新会社「X」, 対話型AI「X」."""
        if not before:
            return described
        kind = self.grammar.descriptors.get(before[-1].text, "")
        return kind or ("product" if words.endswith(self.grammar.quoted_products) else described)

    def _read_run(
        self, doc: Doc, run: list[Token], phrase: Phrase, labels: Mapping[int, str], described: str, *, last: bool
    ) -> list[Name]:
        grammar = self.grammar
        held = len(run) > 1 and run[-1].text in grammar.shares and _text(doc, run[:-1]) in grammar.references
        run = run[:-1] if held else run  # 同社株の8%
        if len(run) > 1 and run[0].tag_.endswith("副詞可能") and _text(doc, run[1:]) in grammar.references:
            run = run[1:]  # その｜後同社は, 今回同社は
        text = _text(doc, run)
        plural = text + "ら" if doc.text.startswith("ら", _end(run)) else text
        if (word := plural if plural in grammar.references else text) in grammar.references:
            start = run[0].idx
            return [Name(start, start + len(word), word, grammar.references[word], 3, ("reference",), reference=True)]
        if len(run) > 1 and run[-1].text in grammar.references and not any(map(self._name_like, run[:-1])):
            start, word = run[-1].idx, run[-1].text  # その後｜同社は
            return [
                Name(
                    start,
                    start + len(word),
                    word,
                    grammar.references[word],
                    3,
                    ("reference",),
                    tail=last,
                    reference=True,
                )
            ]
        behind = [(a, b) for a, b in phrase.asides if last and a >= run[0].idx]
        asides = [doc.text[a + 1 : b - 1] for a, b in behind if doc.text[a] in "（("]
        body, title = self._split_title(run)
        if title and len(body) > 1 and body[-1].text == "・":
            body = body[:-1]  # 山田太郎｜・代表取締役
        if not body:
            return []
        if body[0].text in grammar.legal_forms and len(body) > 1 and not title:
            start, end = body[0].idx, _end(body)  # 株式会社スーパーはやせ: all that follows is the name
            votes = ("legal form",)
            told = self._read_asides(asides, _ignore)
            return [Name(start, end, doc.text[start:end], "organization", 4, votes, told, tail=last)]
        if last and not title and self._is_abroad(body):
            start, end = body[0].idx, _end(body)
            return [Name(start, end, doc.text[start:end], "place", 3, ("place tag",))]
        place = self._place_before(doc, body)
        if all(_text(doc, body) not in told for told in (self.known, grammar.spellings)):
            body, described = self._cut_left(body, described)
        if not body or (len(body) == 1 and title and body[0].text in grammar.prefixes):
            return []  # 次期｜社長
        link = ""
        pair = self._person_of(doc, body, labels, title)
        if pair:
            return pair
        if len(body) > 1 and body[-1].text in grammar.shares and not title:
            body = body[:-1]  # 東邦電機株の8%: the company's shares
        if not title and len(body) > 1 and body[-1].text in grammar.attribute_endings:
            link, body = grammar.attribute_endings[body[-1].text], body[:-1]
        topic, katakana = last and phrase.case in TOPICAL, self._is_katakana(body)
        whole = self._classify(doc, body, labels, described, title, asides, topic=topic, katakana=katakana)
        if whole is None:
            return self._leading(doc, body, labels, title) or place
        seat = phrase.case in ("に", "で") or (phrase.case == "の" and SEAT.fullmatch(whole.text))
        if last and whole.type == "organization" and seat and _is_place(body):
            whole = replace(whole, type="place")  # 熊本県に建てる, 京都府精華町の工場; but 熊本県は補助する
        tail = last and not link and (not title or whole.type == "person")
        return [replace(whole, tail=tail, link=link, title=title)]

    def _is_katakana(self, body: list[Token]) -> bool:
        """ホクセイビール, グローバル・ブレイン: katakana words in a row make one name."""
        if len(body) < 2 or not (self._name_like(body[0]) or any(t.text == "・" for t in body[1:-1])):
            return False
        national = self.grammar.national
        return all(
            KATAKANA.fullmatch(t.text) or t.text in ("・", "=", "＝", "AI") or national.fullmatch(t.text) for t in body
        )

    def _is_abroad(self, body: list[Token]) -> bool:
        """タイ・アユタヤ県, インドネシア・バリ島: a place in a country."""
        country = len(body) > 2 and body[1].text == "・" and body[0].tag_.startswith("名詞-固有名詞-地名")
        inside = _is_place(body) or body[-1].text.endswith(("州", "県", "省", "市", "島", "郡"))
        return country and body[0].text in self.grammar.nationality and inside

    @staticmethod
    def _place_before(doc: Doc, body: list[Token]) -> list[Name]:
        """台湾工場: a place that a common noun follows."""
        if len(body) > 1 and body[0].tag_.startswith("名詞-固有名詞-地名"):
            start, end = body[0].idx, _end(body[:1])
            return [Name(start, end, doc.text[start:end], "place", 2, ("place tag",), tail=False, link="複合")]
        return []

    def _split_title(self, run: list[Token]) -> tuple[list[Token], str]:
        at = len(run)
        while at > 0 and (run[at - 1].text in self.grammar.titles or (run[at - 1].text == "共同" and at < len(run))):
            at -= 1  # 山田太郎｜共同｜創業者
        return run[:at], _text_of(run[at:])

    def _cut_left(self, body: list[Token], described: str) -> tuple[list[Token], str]:
        grammar = self.grammar
        for at in range(len(body) - 1, -1, -1):
            kind = self._descriptor(body, at)
            # 開発銀行 and 投資会社 describe; メーカーズシャツ and ファンドクリエーション are names of one token or two.
            if kind and at + 1 < len(body) and body[at + 1].text not in "・&＆-":
                rest = body[at + 1 :]
                if not any(self._name_like(t) for t in rest) and any(self._name_like(t) for t in body[: at + 1]):
                    continue  # カナダ年金計画投資委員会
                if _text_of(rest) in grammar.endings or _text_of(rest) in grammar.generic:
                    continue
                if rest[-1].text in grammar.bodies and not any(map(self._name_like, rest)):
                    continue  # 証券｜取引委員会, 都市開発｜事業支援機構
                if len(rest) > 1 and rest[0].tag_.startswith("名詞-普通名詞-サ変") and self._is_rare(rest[1]):
                    return rest[1:], "organization"  # 半導体｜設計｜アームズベリー: a trade
                return rest, "" if kind in ("product", "facility", "fund") and self._is_ending(rest) else kind
        point = next((at for at, t in enumerate(body[:-1]) if t.text == "・"), 0)
        if point and NUMERIC.fullmatch(body[0].text) and all(map(_is_personal, body[point + 1 :])):
            return body[point + 1 :], described  # 3代目・｜山田太郎
        trade = self._trade_before(body, described)
        if trade:
            return body[trade:], described if described == "organization" else ""  # 衛生｜用品｜サヤーム・ケア
        if len(body) > 1 and (body[0].text in grammar.attribute_endings or body[0].text in JOINERS):
            body = body[1:]  # 名東銀行｜系VC, 20億円｜／アルファ
        while body and (body[0].text in grammar.nationality or body[0].text in grammar.prefixes):
            if len(body) > 1 and len(body[0].text) == 1 and body[1].tag_.startswith("接尾辞"):
                break  # 韓｜星｜重工業
            marked = len(body[0].text) == 1 and body[0].text not in grammar.prefixes  # 米
            if len(body) > 3 and body[-1].text in grammar.bodies and not marked:
                break  # 新エネルギー・産業技術総合開発機構, 海外交通・都市開発事業支援機構
            if len(body) == 3 and len(body[0].text) > 1 and self._is_national_house(body):
                break  # 欧州投資銀行
            if len(body) == 1 or _text_of(body[1:]) in grammar.generic:
                break
            if body[0].text in grammar.nationality and not described:
                described = "national"
            body = body[1:]
        if described == "national" and len(body) > 1 and body[0].text in grammar.endings and self._spelt(body[1]):
            return body[1:], "organization"  # 英｜製薬｜ソラゼネカ: a trade that names end in too
        return body, described

    def _is_national_house(self, body: list[Token]) -> bool:
        """中国建設銀行: a country's, by the words of a bank or an office alone."""
        kind = self.grammar.endings.get(body[-1].text)
        plain = body[1].tag_.startswith("名詞-普通名詞-サ変") and not self._name_like(body[1])
        whole = self._spans.get((body[0].idx, _end(body))) == "organization"
        return kind == "organization" and plain and whole

    def _trade_before(self, body: list[Token], described: str) -> int:
        """How many plain nouns before a rare word in katakana or Latin tell its trade: two, a long or a known one."""
        at = 0
        plain = ("名詞-普通名詞", "接頭辞", "接尾辞")  # 脳波計｜Arke: 計 is a prefix to the tokenizer
        while at < len(body) and body[at].tag_.startswith(plain) and not self._spelt(body[at]):
            at += 1
        rest = body[at:]
        if not at or not rest or not self._is_rare(rest[0]):
            return 0
        if not all(self._spelt(t) or t.text in "・&＆-" for t in rest) or _text_of(rest) in self.grammar.endings:
            return 0
        first = body[0].text
        known = at > 1 or len(first) > 2 or first in self.grammar.companions or described == "national"
        company = self.grammar.endings.get(self._ending_of(_text_of(body[:at]))) == "organization"
        return at if known and not company else 0

    @staticmethod
    def _spelt(token: Token) -> bool:
        return bool(KATAKANA.fullmatch(token.text) or LATIN.match(token.text))

    def _descriptor(self, body: list[Token], at: int) -> str | None:
        """The type that a word gives the name after it; a compound of one does too (ネット銀行｜プレーリー)."""
        word = body[at].text
        kind = self.grammar.descriptors.get(word)
        if kind is None and at + 1 < len(body) and self._name_like(body[at + 1]) and not self._name_like(body[at]):
            ends = (word[i:] for i in range(1, len(word) - 1))
            kind = next((self.grammar.descriptors[end] for end in ends if end in self.grammar.descriptors), None)
        return None if kind and NUMBERED.search(_text_of(body[at:])) else kind  # ベンチャー・ファンド｜2号

    def _person_of(self, doc: Doc, body: list[Token], labels: Mapping[int, str], title: str) -> list[Name]:
        """山田太郎・A社社長, A社山田社長: a person and the company of the title."""
        if title and title not in self.grammar.honorifics:
            for at in range(1, len(body)):
                apart = "・" not in (body[at].text, body[at - 1].text)
                apart = apart and not (LATIN.match(body[at].text) and LATIN.match(body[at - 1].text))  # Priya Raman
                if apart and all(map(_is_personal, body[at:])) and self._is_company(body[:at]):
                    return self._company_and_person(doc, body[:at], body[at:], labels, title)
        for at in range(1, len(body) - 1):
            if title and body[at].text == "・" and self._is_led(body[:at], body[at + 1 :]):
                return self._company_and_person(doc, body[:at], body[at + 1 :], labels, title)  # ソラネ・山田代表
            kanji = not any(KATAKANA.fullmatch(t.text) for t in body[:at])  # グレッグ・アベル is one person
            if (
                title
                and kanji
                and body[at].text == "・"
                and all(t.tag_.startswith("名詞-固有名詞-人名") for t in body[:at])
            ):
                company = self._classify(doc, body[at + 1 :], labels, "", "", [])
                if company is not None and company.type in ("organization", "unknown"):
                    start, end = body[0].idx, _end(body[:at])
                    person = Name(start, end, doc.text[start:end], "person", 4, (f"title {title}",), title=title)
                    return [person, replace(company, tail=False, title=title)]
        return []

    def _is_led(self, company: list[Token], person: list[Token]) -> bool:
        """ソラネ｜・｜佐俣アンリ: behind letters and a point, a Japanese name is who leads the company."""
        spelt = all(self._spelt(t) or t.text in "・&＆- " for t in company) or self._is_ending(company)
        kanji = not any(self._spelt(t) for t in person[:1])
        tagged = any(t.tag_.startswith("名詞-固有名詞-人名") for t in person)
        return spelt and kanji and tagged and all(t.tag_.startswith("名詞-固有名詞") for t in person)

    def _is_company(self, body: list[Token]) -> bool:
        """Whether tokens before a surname and its office are a company's name (an ending, letters)."""
        if any(t.tag_.startswith("名詞-固有名詞-人名") for t in body) or body[0].text in self.grammar.prefixes:
            return False
        return self._is_ending(body) or all(self._name_like(t) for t in body)

    def _company_and_person(
        self, doc: Doc, company: list[Token], person: list[Token], labels: Mapping[int, str], title: str
    ) -> list[Name]:
        told = self._classify(doc, company, labels, "", "", [])
        start, end = person[0].idx, _end(person)
        named = Name(start, end, doc.text[start:end], "person", 4, (f"title {title}",), title=title)
        return [replace(told, tail=False, link="複合"), named] if told is not None else [named]

    def _is_ending(self, body: list[Token]) -> bool:
        return bool(self._ending_of(_text_of(body)))

    def _ending_of(self, text: str) -> str:
        """The longest ending of names that a text ends in, itself perhaps; "" if none. ファンド2号 ends in ファンド."""
        text = NUMBERED.sub("", text)
        return next(filter(text.endswith, self._endings.get(text[-1:], ())), "")

    def _leading(self, doc: Doc, body: list[Token], labels: Mapping[int, str], title: str) -> list[Name]:
        """The name at the head of a compound: ホクセイ作品, ホクセイ製GPU."""
        grammar = self.grammar
        if _text_of(body) in grammar.common:
            return []  # ステーブル|コイン
        for at in range(1, len(body)):
            link = grammar.attribute_endings.get(body[at].text)
            if link is None and self._name_like(body[at]):
                continue
            head = body[:at]
            name = self._classify(doc, head, labels, "", "", [])
            if name is None or name.type == "place":
                return []
            names = [replace(name, tail=False, link=link or "複合", title=title)]
            if link and at + 1 < len(body):
                rest = self._classify(doc, body[at + 1 :], labels, "", "", [])
                if rest is not None:
                    names.append(rest)
            return names
        return []

    # --- votes ----------------------------------------------------------------------------------------

    def _name_like(self, token: Token) -> bool:
        return self._like(token.text, token.tag_)

    def _reads_as_name(self, text: str, tag: str) -> bool:
        if self.grammar.national.fullmatch(text):
            return text[1:] not in self.grammar.common  # 米ノ|ルディア, where the tokenizer knows neither
        if text in self.grammar.common or NUMERIC.fullmatch(text):
            return False
        if len(text) == 1 and not LATIN.match(text) and not tag.startswith("名詞-固有名詞"):
            return False
        if tag.startswith("名詞-固有名詞"):
            return not tag.startswith("名詞-固有名詞-地名")
        return bool(LATIN.search(text) or KATAKANA.fullmatch(text))

    def _classify(
        self,
        doc: Doc,
        body: list[Token],
        labels: Mapping[int, str],
        described: str,
        title: str,
        asides: Sequence[str],
        *,
        topic: bool = False,
        katakana: bool = False,
    ) -> Name | None:
        grammar = self.grammar
        start, end = body[0].idx, _end(body)
        if grammar.national.match(body[0].text):
            start += 1
        text = doc.text[start:end]
        votes: dict[str, int] = {}
        reasons: list[str] = []

        def vote(kind: str, weight: int, reason: str) -> None:
            votes[kind] = votes.get(kind, 0) + weight
            reasons.append(reason)

        if text in grammar.generic or text in grammar.common or text in grammar.descriptors or len(text) > 40:
            return None
        if NUMERIC.match(text) and not text.endswith(grammar.funds):
            return None
        if grammar.count.search(text):
            return None  # 製薬2社
        if body[-1].text in grammar.kinds and len(body) > 1 and text not in self.known:
            return None  # リチウム開発会社: what it is, not who
        aliases = self._read_asides(asides, vote)
        known = grammar.spellings.get(text)
        if known:
            vote(known, 4, "lexicon")
        elif text in self.known:
            vote(self.known[text], 3, "seen elsewhere")
        bare = grammar.legal.sub("", text).strip()
        if not any(map(str.isalnum, bare)):
            return None  # 株式会社, before a name that is read as other words
        if bare != text:
            vote("organization", 4, "legal form")
        ending = self._ending_of(bare)
        if ending not in ("", bare) and bare not in grammar.generic:
            kind = grammar.endings[ending]
            labelled = self._spans.get((start, end)) == "organization"
            told = bool(aliases or votes) or labelled or described == "organization"
            weight = self._ending_weight(body, kind, topic=topic, evidence=told)
            if weight:
                vote(kind.removesuffix("_weak"), weight, f"ending {ending}")
        self._titles(body, labels, title, asides, vote)
        if katakana:
            rare = any(self._is_rare(t) for t in body)
            vote("unknown", 2 if rare else int(body[-1].text != "AI" or bool(described)), "katakana compound")
        if not votes:
            self._shape(body, vote, topic=topic)
        if described and (votes or self._name_like(body[-1])):
            if described == "national":
                vote("organization", 1, "nationality")
            else:
                foreign = described == "organization" and KATAKANA.fullmatch(text) and text not in grammar.nationality
                sure = self._name_like(body[-1]) or foreign  # 投資会社サウラ, a place to the tokenizer
                vote(described, 3 if sure else 1, f"descriptor of {described}")
        self._letters(body, labels, votes, vote)
        if not votes and self._is_kana_name(body):
            vote("unknown", 2 if topic or described else 1, "hiragana that the model does not know")
        if not votes:
            return None
        best = max(votes, key=lambda kind: (votes[kind], kind != "unknown"))
        score = votes[best] + (votes.get("unknown", 0) if best != "unknown" else 0)
        if best == "other" or score <= 0:
            return None
        return Name(start, end, text, best, score, tuple(reasons), aliases)

    def _titles(
        self,
        body: list[Token],
        labels: Mapping[int, str],
        title: str,
        asides: Sequence[str],
        vote: Callable[[str, int, str], None],
    ) -> None:
        """What an office behind a name tells; コルバン会長 may be the head of コルバン, if that is a company's."""
        grammar = self.grammar
        if any(aside.removeprefix("現") in grammar.titles for aside in asides) and not title:
            vote("person", 4, "office in brackets")  # エマ・クラーク（現CEO）
        known = self.known.get(_text_of(body)) == "organization"
        company = known and _is_lone_katakana(body) and title not in grammar.honorifics
        if title and self._is_person(body, labels) and not company:
            vote("person", 4, f"title {title}")
        elif title in grammar.honorifics:
            vote("person", 3, f"title {title}")

    def _is_rare(self, token: Token) -> bool:
        if token.tag_.startswith("名詞-固有名詞"):
            return not token.tag_.startswith("名詞-固有名詞-地名")
        return self._name_like(token) and (token.is_oov or self.is_unlisted(token.text))

    def _is_trade_name(self, body: list[Token], *, tail: bool) -> bool:
        """ヤナギ急送, 松雲閣: a rare word with one plain noun after it that is no companion of names (製品, 株主)."""
        trade = _text_of(body[1:])
        if len(body) not in (2, 3) or trade in self.grammar.companions or any(self._name_like(t) for t in body[1:]):
            return False
        if trade in self.grammar.houses:
            return True
        if trade in self.grammar.happenings or body[-1].text in self.grammar.carriers:
            return False  # ソラネ始動, アンモニア輸送船
        first = body[0]
        katakana = bool(KATAKANA.fullmatch(first.text)) and first.text not in self.grammar.common
        katakana = katakana and first.text not in self.grammar.generic
        plain = all(t.tag_.startswith(("名詞-普通名詞", "接尾辞")) for t in body[1:])
        return tail and katakana and plain and len(trade) in (2, 3)

    def _shape(self, body: list[Token], vote: Callable[[str, int, str], None], *, topic: bool) -> None:
        """What a name's words alone tell, where nothing else does."""
        if self._is_trade_name(body, tail=topic):
            vote("unknown", 2, "a rare word and its trade")
        elif self._is_local(body):
            vote("unknown", 2, "a place and a rare word")

    def _is_local(self, body: list[Token]) -> bool:
        """京都フュージョニア, 北海道ホクセイ: a place with a rare word behind it."""
        rest = body[1:]
        spelt = all(KATAKANA.fullmatch(t.text) or LATIN.match(t.text) for t in rest)
        return bool(rest) and spelt and body[0].tag_.startswith("名詞-固有名詞-地名") and self._is_rare(rest[0])

    def _ending_weight(self, body: list[Token], kind: str, *, topic: bool, evidence: bool) -> int:
        """How much an ending tells: 3 after a proper noun, 2 after a plain noun that makes no kind of it, else 0."""
        stem = body[:-1] or body
        numbered = any(NUMERIC.match(t.text) or t.tag_.startswith("名詞-数詞") for t in body)
        if kind == "fund" and numbered and len(body) > 3 and body[-1].text == "組合":
            return 3  # モバイル・インターネット2号投資事業有限責任組合
        if self._is_institution(body):
            return 3
        if self._is_kana(stem):
            return 3 if kind != "organization_weak" or topic or evidence else 0
        if any(self._name_like(t) or t.tag_.startswith("名詞-固有名詞") for t in stem) or kind == "business":
            return 3
        if (
            (stem[0].text in self.grammar.modifiers and (len(stem) == 1 or len(stem[0].text) > 1))
            or stem[0].text in self.grammar.common
            or len(_text_of(body)) < 3
        ):
            return 0
        if kind == "organization" and len(body) > 1:
            return 2
        if kind == "organization_weak" and (topic or evidence) and len(body) in (2, 3):
            return 2
        return 2 if kind == "fund" and numbered else 0  # 第2号ファンド

    def _is_institution(self, body: list[Token]) -> bool:
        """地域経済活性化支援機構: the long name of an institution."""
        return len(body) > 3 and body[-1].text in self.grammar.bodies

    @staticmethod
    def _is_kana(tokens: Sequence[Token]) -> bool:
        """One word of hiragana that is no verb: ゆうちょ."""
        return len(tokens) == 1 and len(tokens[0].text) > 2 and HIRAGANA.fullmatch(tokens[0].text) is not None

    def _letters(self, body: list[Token], labels: Mapping[int, str], votes: dict[str, int], vote: object) -> None:
        assert callable(vote)
        last = body[-1]
        label = labels.get(last.idx, "")
        places = _is_place(body)
        whole = self._spans.get((body[0].idx, _end(body)), "")
        alone = len(body) == 1 or places or body[0].tag_.startswith("名詞-固有名詞")
        if whole == "organization" and alone and len(_text_of(body)) > 1:
            vote("organization", 4 if places else 2, "GiNZA: organization")  # 花王, a plain noun to the tokenizer
        elif places:
            vote("place", 3, "place tag")
        elif len(last.text) > 2 and (
            last.text.endswith(self.grammar.ministries)
            or (label == "organization" and last.text.endswith(self.grammar.institutions))
        ):
            vote("organization", 3, "an institution")  # 経済産業省, one plain noun to the tokenizer
        elif whole and HIRAGANA.fullmatch(_text_of(body)) and whole != "other" and not votes:
            vote("unknown", 1, f"GiNZA: {whole}")  # うるる
        elif label in ("organization", "product", "facility", "person") and (self._name_like(last) or votes):
            if label in ("product", "facility") or (label == "person" and _is_bare_katakana(body)):
                vote("unknown", 1, f"GiNZA: {label}")  # it calls many a company a product, or a person
            elif label == "person" and MIXED.fullmatch(_text_of(body)) and not self._is_person(body, labels):
                vote("unknown", 1, "GiNZA: person")
            elif label != "person" or self._is_person(body, labels):
                whole_name = tuple(t.tag_[-1] for t in body) == ("姓", "名")
                vote(label, 2 if label == "organization" or whole_name else 1, f"GiNZA: {label}")
        elif label == "place" and not votes and self._name_like(last) is False:
            kind = "organization" if last.text.endswith(self.grammar.ministries) else "place"  # 経産省
            vote(kind, 2, f"GiNZA: {kind}")
        latin = any(self._name_like(t) and LATIN.search(t.text) for t in body)
        if all(self._spells(t, latin) for t in body):
            oov = any(self._is_rare(t) for t in body if len(t.text) > 1)
            proper = all(t.tag_.startswith("名詞-固有名詞-人名") or t.text == "・" for t in body)
            if proper and len(body) > 1 and not votes:
                vote("person", 2, "personal name")
            elif not places:
                weight = 2 if oov else 1
                vote("unknown", 0 if label == "other" and not oov else weight, "letters")

    def _is_kana_name(self, body: list[Token]) -> bool:
        """うるおい: hiragana alone, of nouns that the model has no vector of."""
        text = _text_of(body)
        nouns = all(t.tag_.startswith(("名詞", "接頭辞", "接尾辞")) for t in body)
        nouns = nouns and "副詞可能" not in body[0].tag_  # ことし
        return nouns and len(text) > 2 and HIRAGANA.fullmatch(text) is not None and any(t.is_oov for t in body)

    def _spells(self, token: Token, latin: bool) -> bool:
        """Whether a token may stand in a name of letters; AI does beside a Latin name (Figure AI), never alone."""
        text = token.text
        joined = text in "・＝=-&＆.’' 　ー" or bool(NUMERIC.fullmatch(text))
        return self._name_like(token) or joined or (latin and bool(re.fullmatch(r"[A-Za-z]+", text)))

    def _is_person(self, body: list[Token], labels: Mapping[int, str]) -> bool:
        tagged = any(t.tag_.startswith("名詞-固有名詞-人名") for t in body)
        text = _text_of(body)
        if not tagged and MIXED.fullmatch(text):
            return False  # 北星ロボ
        return tagged or (labels.get(body[-1].idx) == "person" and not self._ending_of(text))

    def _read_asides(self, asides: Sequence[str], vote: object) -> tuple[str, ...]:
        """A（エー、東京・港）: other spellings of the name, and its seat, which tells an organization."""
        assert callable(vote)
        aliases: list[str] = []
        for aside in asides[:1]:
            for part in map(str.strip, re.split(r"[、,，/／]", aside)):
                former = self.grammar.other_name.fullmatch(part)
                if CODE.fullmatch(part):
                    vote("organization", 4, "securities code")
                elif former:
                    aliases.append(former["name"])
                elif self.grammar.seat.fullmatch(part) and part not in self.grammar.common:
                    vote("organization", 4, "seat")
                elif (
                    part
                    and len(part) <= 30
                    and part not in self.grammar.common
                    and re.fullmatch(r"[ァ-ヺー・ぁ-んA-Za-z0-9&＆. \-]+", part)
                ):
                    aliases.append(part)
        if aliases:
            vote("unknown", 1, "reading in brackets")
        return tuple(alias for alias in aliases if alias not in self.grammar.last_words)


SURE = 4
QUOTED = 2  # votes of a quoted name that nothing describes


def sure_names(names: Iterable[Name], grammar: NameGrammar) -> dict[str, str]:
    """The names that a document tells for certain, with their brackets' spellings and short forms, by type."""
    votes: dict[str, dict[str, int]] = {}
    for name in names:
        if name.type == "product" and name.reasons == ("quoted",) and name.score > QUOTED:
            votes[f"「{name.text}」"] = {"product": name.score}  # 対話型AI「X」: so is 「X」; X alone may be its maker
        if name.score < SURE or name.reference or name.type in ("unknown", "business", "place"):
            continue
        lone = name.type == "person" and KATAKANA.fullmatch(name.text) and "・" not in name.text
        if lone and name.title not in ("", *grammar.honorifics):
            continue  # コルバン会長 may be the head of コルバン
        bare = grammar.legal.sub("", name.text).strip()
        texts = {name.text, bare, *name.aliases}
        if name.type == "organization" and (short := grammar.full.fullmatch(bare)):
            texts.add(short[1])
        for text in texts:
            kinds = votes.setdefault(text, {})
            kinds[name.type] = kinds.get(name.type, 0) + name.score
    return {text: max(kinds, key=lambda kind: kinds[kind]) for text, kinds in votes.items() if text}


def _listed(text: str, names: list[Name]) -> list[Name]:
    """「エンデバー、ソラリスや北斗重工が」: what is barely a name is one in a list of them, of three or with や."""
    if all(name.type != "unknown" or name.score > 1 for name in names):
        return names
    out = list(names)
    first = 0
    for at, name in enumerate(names):
        if at + 1 < len(names) and JOINING.fullmatch(text, name.end, names[at + 1].start):
            continue
        group = range(first, at + 1)
        first = at + 1
        long = len(group) > 2 or (len(group) == 2 and text.startswith("や", names[at - 1].end))
        listed = [names[i] for i in group]
        sure = any(n.type == "organization" or (n.type == "unknown" and n.score > 1) for n in listed)
        for i in group if long and sure else ():
            if names[i].type == "unknown" and names[i].score == 1:
                out[i] = replace(names[i], score=2, reasons=(*names[i].reasons, "listed"))
    return out


def _text_of(tokens: Sequence[Token]) -> str:
    return "".join(map(_TEXT, tokens))


def _is_place(tokens: Sequence[Token]) -> bool:
    return all(t.tag_.startswith("名詞-固有名詞-地名") or t.text in "・都道府県市区町村州" for t in tokens)


def _ignore(kind: str, weight: int, reason: str) -> None:
    """A vote for what is sure already."""


def _any(words: Iterable[str]) -> str:
    """An alternative of words, longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _is_bare_katakana(tokens: Sequence[Token]) -> bool:
    """One katakana word without a title, no part of a personal name: ゼントラ."""
    plain = not tokens[0].tag_.startswith("名詞-固有名詞-人名")
    return plain and _is_lone_katakana(tokens)


def _is_lone_katakana(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 1 and KATAKANA.fullmatch(tokens[0].text) is not None


def _is_personal(token: Token) -> bool:
    """A part of a Japanese person's name; katakana may be anything."""
    return token.tag_.startswith("名詞-固有名詞-人名") and not KATAKANA.fullmatch(token.text)


def _end(tokens: Sequence[Token]) -> int:
    return tokens[-1].idx + len(tokens[-1].text)


def _text(doc: Doc, tokens: Sequence[Token]) -> str:
    return doc.text[tokens[0].idx : _end(tokens)]
