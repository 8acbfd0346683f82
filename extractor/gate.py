"""Which sentences deserve a parse: those that may hold a fact, and the ones that references in them look back to.

The scan reads tens of millions of characters a second, GiNZA some ten thousand. Its words come from the rules
(rulebook/needs.py), so what it lets through is, by construction, all that any rule could fire on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ahocorasick_rs import AhoCorasick

from extractor.model import Sentence
from extractor.normalise import find_money, find_percents, find_quantities, find_terms
from extractor.rulebook.model import Rule, Rulebook
from extractor.rulebook.needs import VALUE_MASKS, Need, needs, rareness, skeleton

BACK = 5  # sentences that a reference looks back to for what it means
OPENING = 2  # sentences that say whom an article is about
AHEAD = 2  # sentences in which an article goes on to say whom its headline means
_NUMBER = re.compile("[0-9０-９〇零一二三四五六七八九十百千万億兆数]")
_SHARE = re.compile("[0-9０-９〇零一二三四五六七八九十割半全完過株]")
_DATE = re.compile("[0-9０-９〇一二三四五六七八九十年月日週春夏秋冬期末初半旬]")
_TOPIC = re.compile("[はが]")
_SPACE = re.compile(r"[^\S\r\n]")
_MARKUP = re.compile(r"\]\([^)]*\)|[\[\]*_`~\\\s]|<[^>]*>")


@dataclass(frozen=True, slots=True)
class _Plan:
    """A rule as the scan sees it: numbers of words of which one must stand, kinds of values, the order of it all."""

    words: tuple[frozenset[int], ...]
    kinds: tuple[Need, ...]
    under: re.Pattern[str] | None
    skeleton: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A text with what it stands under, the numbers of the words in it, and the kinds of values asked for so far.

    `spaced`: a document as written, where it has spaces within its lines. They are taken out with the markup, but some
    patterns ask for one, and シリーズB　20億円 holds no round without.
    """

    text: str
    heading: str
    words: frozenset[int]
    held: dict[str, bool]
    spaced: tuple[str, ...] = ()


class _Plans:
    """Rules by the words of the need that fewest texts meet."""

    def __init__(self) -> None:
        self.by_word: dict[int, list[_Plan]] = defaultdict(list)
        self.wordless: list[_Plan] = []

    def add(self, plan: _Plan) -> None:
        for at in plan.words[0] if plan.words else ():
            self.by_word[at].append(plan)
        if not plan.words:
            self.wordless.append(plan)

    def of(self, words: Iterable[int]) -> Iterable[_Plan]:
        """Those that texts with these words may meet."""
        return chain(self.wordless, *(self.by_word[at] for at in words if at in self.by_word))


class Gate:
    """A rulebook's scan; `types`: only the rules of these types open it."""

    def __init__(self, rulebook: Rulebook, types: frozenset[str] | None = None) -> None:
        chosen = [r for r in rulebook.rules if r.kind != "veto" and (types is None or r.fact in types)]
        references = sorted(rulebook.names.references, key=len, reverse=True)
        self._refers = re.compile("|".join(map(re.escape, references)) or r"\Z.")
        self._terms = {kind: frozenset(words) for kind, words in rulebook.terms.items()}
        told = [(rule, needs(rule)) for rule in chosen]
        words = sorted({word for _, all_of in told for need in all_of for word in need if word not in VALUE_MASKS})
        self._words = AhoCorasick(words)
        number = {word: at for at, word in enumerate(words)}
        self._hosts, self._details = _Plans(), _Plans()  # rules that tell facts, and details of facts
        for rule, all_of in told:
            (self._details if rule.detail and not rule.alone else self._hosts).add(_plan(rule, all_of, number))

    def may_tell(self, text: str) -> bool:
        """Whether a document, as written, may tell any fact: no split is needed to say no."""
        spaced = (text,) if _SPACE.search(text) else ()
        return self._fires(self._hosts, replace(self._see(_MARKUP.sub("", text), text), spaced=spaced))

    def keep(self, sentences: Sequence[Sentence], texts: Sequence[str], headings: Sequence[str]) -> list[bool]:
        """For each of a document's sentences, with its words and what it stands under, whether it is read."""
        seen = [self._see(text, heading) for text, heading in zip(texts, headings, strict=True)]
        hosts = [self._fires(self._hosts, one) for one in seen]
        if not any(hosts):
            return [False] * len(sentences)
        core = [at for at, one in enumerate(seen) if hosts[at] or self._fires(self._details, one)]
        kept = {at for at, sentence in enumerate(sentences) if sentence.kind in ("title", "press_header")}
        kept.update(range(min(OPENING, len(sentences))), core)
        for at in core:
            kept.update(self._around(at, sentences, texts))
        return [at in kept for at in range(len(sentences))]

    def _around(self, at: int, sentences: Sequence[Sentence], texts: Sequence[str]) -> Iterable[int]:
        """What a sentence may refer to: headings, topics before it (for 同社 in any block), its neighbours."""
        refers = self._refers.search(texts[at])
        for before in range(at - 1, max(-1, at - 1 - BACK), -1):
            heading = sentences[before].kind in ("title", "heading")
            near = refers or sentences[before].block == sentences[at].block
            if heading or before == at - 1 or (near and _TOPIC.search(texts[before])):
                yield before
        ahead = AHEAD if sentences[at].kind in ("title", "heading") else 1
        yield from range(at + 1, min(len(sentences), at + 1 + ahead))

    def _see(self, text: str, heading: str) -> _Seen:
        found = self._words.find_matches_as_indexes(text, overlapping=True)
        return _Seen(text, heading, frozenset(at for at, _, _ in found), {})

    def _fires(self, plans: _Plans, seen: _Seen) -> bool:
        """Whether one of these rules may fire."""
        may = [p for p in plans.of(seen.words) if not any(need.isdisjoint(seen.words) for need in p.words)]
        may.sort(key=lambda plan: plan.skeleton is not None)  # the search that costs most comes last
        return any(self._holds(plan, seen) for plan in may)

    def _holds(self, plan: _Plan, seen: _Seen) -> bool:
        if plan.under is not None and not plan.under.search(seen.heading):
            return False
        for need in plan.kinds:
            for kind in need:
                if kind not in seen.held:
                    texts = (seen.text, *seen.spaced)
                    seen.held[kind] = any(self._value(VALUE_MASKS[kind], text) for text in texts)
            if not any(seen.held[kind] for kind in need):
                return False
        return plan.skeleton is None or any(map(plan.skeleton.search, (seen.text, *seen.spaced)))

    def _value(self, kind: str, text: str) -> bool:
        """Whether a value of a kind stands in a text; of dates any figure or word of time will do."""
        readers: Mapping[str, Callable[[], object]] = {
            "money": lambda: _NUMBER.search(text) and find_money(text),
            "percent": lambda: _SHARE.search(text) and find_percents(text),
            "quantity": lambda: _NUMBER.search(text) and find_quantities(text),
            "date": lambda: _DATE.search(text),
            "round": lambda: find_terms(text, "round"),
            "instrument": lambda: find_terms(text, "instrument"),
        }
        if kind in readers:
            return bool(readers[kind]())
        return any(word in text for word in self._terms.get(kind, ()))


def _plan(rule: Rule, all_of: Sequence[Need], number: Mapping[str, int]) -> _Plan:
    words = sorted((need for need in all_of if not need & VALUE_MASKS.keys()), key=rareness, reverse=True)
    kinds = [need for need in all_of if need <= VALUE_MASKS.keys()]  # a word or a value: either lets it pass
    numbers = (frozenset(number[word] for word in need) for need in words)
    return _Plan(tuple(numbers), tuple(kinds), rule.under, skeleton(rule))
