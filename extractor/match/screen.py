"""Which rules are worth a try in a sentence: those whose every need (rulebook/needs.py) is met there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

from extractor.rulebook.model import Rule
from extractor.rulebook.needs import Need, needs, rareness


class Screen:
    """Rules in their order; one scan of a sentence says for all of them what stands in it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        number: dict[Need, int] = {}  # rules share many needs
        self._always: list[tuple[int, Rule]] = []
        self._by_need: dict[int, list[tuple[int, Rule, frozenset[int]]]] = defaultdict(list)  # each under its rarest
        for at, rule in enumerate(rules):
            wanted = needs(rule, named=True)
            if not wanted:
                self._always.append((at, rule))
                continue
            all_of = frozenset(number.setdefault(need, len(number)) for need in wanted)
            self._by_need[number[max(wanted, key=rareness)]].append((at, rule, all_of))
        self._met: dict[str, set[int]] = defaultdict(set)  # the needs that a word meets
        for need, at in number.items():
            for word in need:
                self._met[word].add(at)
        self._scan = AhoCorasick(sorted(self._met))

    def passing(self, text: str, masks: Iterable[str]) -> list[Rule]:
        """The rules that may match a sentence with these masks in it: a mask hides words and makes none."""
        found = {*masks, *self._scan.find_matches_as_strings(text, overlapping=True)}
        met = set().union(*(self._met.get(word, ()) for word in found))
        able = list(self._always)
        for need in met & self._by_need.keys():
            able += [(at, rule) for at, rule, all_of in self._by_need[need] if all_of <= met]
        return [rule for _, rule in sorted(able, key=itemgetter(0))]
