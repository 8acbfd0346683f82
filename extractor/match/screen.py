"""Which rules are worth a try in a sentence: those whose every need (rulebook/needs.py) is met there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from extractor.rulebook.model import Rule
from extractor.rulebook.needs import needs, rareness


class Screen:
    """Rules in their order; one scan of a sentence says for all of them what stands in it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = list(rules)
        all_needs = [sorted(needs(rule, named=True), key=rareness, reverse=True) for rule in self._rules]
        self._scan = AhoCorasick(sorted({word for all_of in all_needs for need in all_of for word in need}))
        self._others = [all_of[1:] for all_of in all_needs]
        self._first: dict[str, list[int]] = defaultdict(list)  # the rules whose rarest need a word meets
        for number, all_of in enumerate(all_needs):
            for word in all_of[0] if all_of else ():
                self._first[word].append(number)
        self._wordless = [number for number, all_of in enumerate(all_needs) if not all_of]

    def passing(self, text: str, masks: Iterable[str]) -> list[Rule]:
        """The rules that may match a sentence with these masks in it: a mask hides words and makes none."""
        found = {*masks, *self._scan.find_matches_as_strings(text, overlapping=True)}
        begun = {*self._wordless, *(number for word in found for number in self._first.get(word, ()))}
        return [
            self._rules[number]
            for number in sorted(begun)
            if all(not need.isdisjoint(found) for need in self._others[number])
        ]
