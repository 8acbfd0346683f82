"""Text and token patterns: boilerplate, headlines and lists that no case frame covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extractor.match.frame import Candidate, Hit, accepts
from extractor.model import ValueMention
from extractor.names import Name
from extractor.reading import Reading, value_type
from extractor.rulebook.model import RoleSpec, Rule

if TYPE_CHECKING:
    from spacy.matcher import Matcher


def match_text(rule: Rule, reading: Reading) -> Iterable[Hit]:
    """One hit a match of the pattern over the masked sentence; a group `investor` or `investor2` fills investor."""
    assert rule.pattern is not None
    if rule.under is not None and not rule.under.search(reading.heading):
        return
    for found in rule.pattern.finditer(reading.masked(rule.pattern)):
        spans = [(name.rstrip("0123456789"), *found.span(name)) for name in rule.pattern.groupindex if found.span(name)[0] >= 0]
        hit = _hit(rule, reading, found.start(), found.end(), spans)
        if hit is not None:
            yield hit


class TokenMatcher:
    """The rulebook's token patterns in one spaCy Matcher; a pattern token's `role` names what it fills."""

    def __init__(self, rules: Sequence[Rule], matcher: Matcher) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self.roles: dict[str, list[list[str | None]]] = {}
        self.matcher = matcher
        for rule in rules:
            patterns = [[{k: v for k, v in token.items() if k != "role"} for token in pattern] for pattern in rule.tokens]
            for number, pattern in enumerate(patterns):
                key = f"{rule.id}#{number}"
                matcher.add(key, [pattern], greedy="LONGEST")
                self.roles[key] = [[token.get("role") for token in rule.tokens[number]]]  # type: ignore[misc]

    def match(self, reading: Reading) -> Iterable[Hit]:
        """One hit a longest match; multi-token mentions are one run of `_.mention`."""
        doc = reading.doc
        for name in reading.names:
            for token in doc.char_span(name.start, name.end, alignment_mode="expand") or ():
                token._.mention = name.type
        for value in reading.values:
            for token in doc.char_span(value.start, value.end, alignment_mode="expand") or ():
                token._.mention = value_type(value)
        for key, start, end, alignment in self.matcher(doc, with_alignments=True):
            label = doc.vocab.strings[key]
            rule = self.rules[label.rsplit("#", 1)[0]]
            roles = self.roles[label][0]
            spans: dict[str, tuple[int, int]] = {}
            for offset, position in enumerate(alignment):
                role = roles[position]
                token = doc[start + offset]
                if role:
                    low, high = spans.get(role, (token.idx, 0))
                    spans[role] = (min(low, token.idx), max(high, token.idx + len(token.text)))
            last = doc[end - 1]
            hit = _hit(rule, reading, doc[start].idx, last.idx + len(last.text), [(r, a, b) for r, (a, b) in spans.items()])
            if hit is not None:
                yield hit


def _hit(rule: Rule, reading: Reading, start: int, end: int, spans: Sequence[tuple[str, int, int]]) -> Hit | None:
    roles: dict[str, list[Candidate]] = {}
    for role, low, high in spans:
        spec = rule.role(role) or RoleSpec(role, (), ())
        fillers = _inside(reading, low, high, spec, rule.telling)
        if fillers:
            roles.setdefault(role, []).extend(fillers if spec.many else fillers[-1:])
    short = {spec.name for spec in rule.roles if len(roles.get(spec.name, ())) < spec.least}
    open_role = rule.open_role if rule.open_role in short else None
    if any(spec.required and spec.name in short and spec.name != open_role for spec in rule.roles):
        return None
    for role, term in rule.set_terms.items():
        roles.setdefault(role, [Candidate(start, end, term=term, type="term")])
    return Hit(rule, reading, start, end, roles, open_role=open_role) if roles else None


def _inside(reading: Reading, low: int, high: int, spec: RoleSpec, telling: int) -> list[Candidate]:
    """The mentions of the role's types within a span; for `thing`, the words themselves."""
    out: list[Candidate] = []
    for name in reading.names:
        if low <= name.start and name.end <= high and (not spec.types or accepts(name, spec, telling)):
            out.append(Candidate(name.start, name.end, name=name, type=name.type))
    for value in reading.values:
        if low <= value.start and value.end <= high and (not spec.types or value_type(value) in spec.types):
            out.append(Candidate(value.start, value.end, value=value, type=value_type(value)))
    for term in reading.terms:
        if low <= term.start and term.end <= high and term.kind in spec.types and (not spec.terms or term.term in spec.terms):
            out.append(Candidate(term.start, term.end, term=term.term, type=term.kind))
    if not out and "thing" in spec.types:
        out.append(Candidate(low, high, term=reading.text[low:high], type="thing"))
    return sorted(out, key=lambda candidate: candidate.start)


def is_name(candidate: Candidate) -> bool:
    return isinstance(candidate.name, Name)


def is_value(candidate: Candidate) -> bool:
    return isinstance(candidate.value, ValueMention)
