"""Which rules are worth a try in a sentence: those whose every need (rulebook/needs.py) is met there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from extractor.rulebook.model import Rule
from extractor.rulebook.needs import Need, needs


class Screen:
    """Rules in their order; one scan of a sentence says for all of them what stands in it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        number: dict[Need, int] = {}  # rules share many needs
        self._rules = [
            (rule, frozenset(number.setdefault(need, len(number)) for need in needs(rule, named=True)))
            for rule in rules
        ]
        self._met: dict[str, set[int]] = defaultdict(set)  # the needs that a word meets
        for need, at in number.items():
            for word in need:
                self._met[word].add(at)
        self._scan = AhoCorasick(sorted(self._met))

    def passing(self, text: str, masks: Iterable[str]) -> list[Rule]:
        """The rules that may match a sentence with these masks in it: a mask hides words and makes none."""
        found = {*masks, *self._scan.find_matches_as_strings(text, overlapping=True)}
        met = frozenset().union(*(self._met.get(word, ()) for word in found))
        return [rule for rule, all_of in self._rules if all_of <= met]
