"""What a change of the rules won and lost: every filler's verdict before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from extractor.evaluate.pairing import Pairing
from extractor.evaluate.wording import evidence, rules_of, sentences_of, told_words, wanted_words

Verdict = Literal["right", "missing", "wrong", "no longer wrong"]


@dataclass(frozen=True, slots=True)
class Change:
    """A filler, or a status, whose verdict is another; sentence and rules of the run that told it."""

    document: str
    type: str
    role: str
    verdict: Verdict
    words: str
    sentences: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def won(self) -> bool:
        return self.verdict in ("right", "no longer wrong")

    @property
    def source(self) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
        """What tells it: document, type, sentences, rules."""
        return self.document, self.type, self.sentences, self.rules


@dataclass(frozen=True, slots=True)
class _Said:
    words: str
    sentences: tuple[str, ...]
    rules: tuple[str, ...]


_Key = tuple[str, ...]


def compare(old: Iterable[Pairing], new: Iterable[Pairing]) -> list[Change]:
    """The changes in the gold's order, what was won before what was lost."""
    before, after = _Verdicts(old), _Verdicts(new)
    changes = [
        *_changes(after.right, before.right, "right"),
        *_changes(before.wrong, after.wrong, "no longer wrong"),
        *_changes(before.right, after.right, "missing"),
        *_changes(after.wrong, before.wrong, "wrong"),
    ]
    return changes


def _changes(here: dict[_Key, _Said], there: dict[_Key, _Said], verdict: Verdict) -> Iterator[Change]:
    for key, said in here.items():
        if key not in there:
            document, kind, role = key[:3]
            yield Change(document, kind, role, verdict, said.words, said.sentences, said.rules)


class _Verdicts:
    """What a run told right and wrong, by keys that stay the same from run to run.

    A right filler is known by its gold fact, a wrong one by its words: no gold fact may stand against it.
    """

    def __init__(self, pairings: Iterable[Pairing]) -> None:
        self.right: dict[_Key, _Said] = {}
        self.wrong: dict[_Key, _Said] = {}
        times: Counter[_Key] = Counter()
        for pairing in pairings:
            if not pairing.counted:
                continue
            head = pairing.document, pairing.type
            for wanted, told in pairing.right:
                mine = (*head, wanted.role, str(pairing.number), wanted_words(wanted))
                self.right[mine] = self._said(pairing, told_words(told), evidence(pairing, told))
            for told in pairing.wrong:
                key = (*head, told.role, told_words(told))
                times[key] += 1
                said = self._said(pairing, told_words(told), evidence(pairing, told))
                self.wrong[(*key, str(times[key]))] = said
            if pairing.status_right is not None and pairing.predicted is not None:
                status = pairing.predicted["status"]
                said = self._said(pairing, status, evidence(pairing))
                if pairing.status_right:
                    self.right[(*head, "status", str(pairing.number))] = said
                else:
                    self.wrong[(*head, "status", str(pairing.number), status)] = said

    @staticmethod
    def _said(pairing: Pairing, words: str, evidences: list[dict[str, object]]) -> _Said:
        return _Said(words, sentences_of(evidences), rules_of(evidences))
