"""Trigger words that a sentence nearly has: inside a longer compound, or another word like them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from extractor.explain.notes import UnheardNote
from extractor.reading import Reading
from extractor.rulebook.model import Rule, Words

ALIKE = 0.6  # difflib's ratio: 資本注入 and 資本参加 have 0.5, 借入れる and 借り入れる 0.9


def words_of(rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    """Trigger word → the rules that it is written for."""
    out: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        for word in (*rule.nouns, *rule.verbs):
            out[word].append(rule.id)
    return {word: tuple(ids) for word, ids in out.items()}


def unheard(reading: Reading, words: Mapping[str, tuple[str, ...]], known: Words) -> Iterator[UnheardNote]:
    """The likeliest trigger word for each phrase that is none, no name, no value and no light or reporting verb."""
    heard = {trigger.phrase for trigger in reading.triggers}
    for phrase in reading.phrases:
        if phrase.index in heard or phrase.index in reading.tails:
            continue
        told = reading.word(phrase)
        if told in known.light or told in known.receive or told in known.report:
            continue
        inside = max((word for word in words if word in told and word != told), key=len, default=None)
        if inside is not None:
            yield UnheardNote(told, inside, True, words[inside])
        elif near := get_close_matches(told, words, 1, ALIKE):
            yield UnheardNote(told, near[0], False, words[near[0]])
