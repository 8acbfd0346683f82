"""False alarms, errors and changes as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from extractor.evaluate import Record
from extractor.evaluate.compare import Change
from extractor.evaluate.errors import FactError, Roles
from extractor.evaluate.reliability import Reliability

VERDICTS = {
    "right": "newly right",
    "no longer wrong": "no longer wrong",
    "missing": "newly missing",
    "wrong": "newly wrong",
}


def render_alarms(figures: Record) -> str:
    """How many documents that tell no fact were given one, and which."""
    alarms = figures["factless_with_facts"]
    of = f"{figures['documents']} documents; of {figures['factless_documents']} that tell no fact,"
    return f"  {of} {len(alarms)} given one{': ' if alarms else ''}{', '.join(alarms)}"


def render_scores(found: Reliability) -> str:
    """The sums of a table of reliability."""
    scores = f"Brier score {found.brier:.3f}, expected calibration error {found.ece:.3f}"
    return f"  {found.facts} facts, {found.right:.3f} right; {scores}\n"


def render_errors(errors: Iterable[FactError]) -> Iterator[str]:
    """Each error with its sentence, what was expected, what was found, and the rules that found it."""
    for one in errors:
        yield f"{one.document}  {one.type}  {one.kind}"
        yield from _rows("sentence", one.sentences)
        yield from _rows("right", [_told(one.right)] if one.right else [])
        yield from _rows("expected", [_told(one.expected) or ("no such fact" if one.kind == "spurious" else "no more")])
        yield from _rows("found", [_told(one.found) or "nothing"])
        yield from _rows("rules", [" ".join(one.rules)] if one.rules else [])
        yield ""


def render_changes(changes: Iterable[Change]) -> Iterator[str]:
    """What was won, then what was lost, each verdict under its heading, what one sentence tells in one line."""
    told = list(changes)
    for verdict, label in VERDICTS.items():
        some = [one for one in told if one.verdict == verdict]
        if not some:
            continue
        yield f"{'won' if some[0].won else 'lost'}: {len(some)} {label}"
        for (document, kind, sentences, rules), group in groupby(some, lambda one: one.source):
            roles = ", ".join(f"{one.role} {one.words}" for one in group)
            yield f"  {document}  {kind}  {roles}  [{' '.join(rules)}]"
            yield from (f"    {sentence}" for sentence in sentences)
        yield ""
    if not told:
        yield "nothing won, nothing lost"


def _rows(label: str, words: Iterable[str]) -> Iterator[str]:
    for number, one in enumerate(words):
        yield f"  {label if number == 0 else '':9}{one}"


def _told(roles: Roles) -> str:
    return ", ".join(f"{role} {'; '.join(words)}" for role, words in roles.items())
