"""Which patterns are worth a search in a sentence: those whose every needed word (rulebook/needs.py) stands there."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from extractor.rulebook.model import Rule
from extractor.rulebook.needs import VALUE_MASKS, needs


class Screen:
    """Rules of one kind, in their order; one scan of a sentence says for all of them what stands in it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        # A need that a value's mask can meet says nothing about the words, and is left to the pattern.
        self._rules = [(rule, [need for need in needs(rule) if not need & VALUE_MASKS.keys()]) for rule in rules]
        self._words = sorted({word for _, all_of in self._rules for need in all_of for word in need})
        self._scan = AhoCorasick(self._words)

    def passing(self, text: str) -> list[Rule]:
        """The rules that may match a sentence, masked or not: a mask hides words and makes none."""
        found = {self._words[at] for at, _, _ in self._scan.find_matches_as_indexes(text, overlapping=True)}
        return [rule for rule, all_of in self._rules if all(not need.isdisjoint(found) for need in all_of)]
