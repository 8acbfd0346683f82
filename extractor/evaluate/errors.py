"""The errors as people read them: sentence, expected, found, rule; one a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from extractor.evaluate.pairing import Pairing
from extractor.evaluate.places import Places
from extractor.evaluate.wording import evidence, rules_of, sentences_of, told_words, wanted_words

Roles = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FactError:
    """A fact that is not as gold has it. `expected` and `found` hold what differs, `right` what does not.

    `missed`: nothing was found for a gold fact; `spurious`: gold has no such fact; `differs`: some of it is wrong.
    """

    document: str
    type: str
    kind: Literal["missed", "spurious", "differs"]
    sentences: tuple[str, ...]
    right: Roles
    expected: Roles
    found: Roles
    rules: tuple[str, ...]


def find_errors(pairings: Iterable[Pairing], places: Places) -> Iterator[FactError]:
    """An error for each counted fact that is not flawless."""
    for pairing in pairings:
        if pairing.counted and not pairing.flawless:
            yield _error(pairing, places)


def _error(pairing: Pairing, places: Places) -> FactError:
    expected = [(one.role, wanted_words(one)) for one in pairing.missed]
    found = [(one.role, told_words(one)) for one in pairing.wrong]
    for wanted, told in pairing.bounds:
        expected.append((wanted.role, wanted_words(wanted)))
        found.append((told.role, told_words(told)))
    gold, predicted = pairing.gold, pairing.predicted
    if pairing.status_right is False and gold is not None and predicted is not None:
        expected.append(("status", " | ".join(gold["status"])))
        found.append(("status", predicted["status"]))
    evidences = [one for told in pairing.wrong for one in evidence(pairing, told)] or evidence(pairing)
    sentences = sentences_of(evidences)
    if pairing.missed:  # where what was missed stands, with what it belongs to
        sentences += tuple(one for one in places.telling(pairing.document, pairing.missed) if one not in sentences)
    kind: Literal["missed", "spurious", "differs"]
    kind = "spurious" if gold is None else "missed" if predicted is None else "differs"
    return FactError(
        document=pairing.document,
        type=pairing.type,
        kind=kind,
        sentences=sentences,
        right=_grouped((told.role, told_words(told)) for _, told in pairing.right),
        expected=_grouped(expected),
        found=_grouped(found),
        rules=rules_of(evidences),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> Roles:
    out: dict[str, tuple[str, ...]] = {}
    for role, words in pairs:
        out[role] = (*out.get(role, ()), words)
    return out
