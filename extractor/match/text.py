"""Text and token patterns: boilerplate, headlines and lists that no case frame covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from extractor.match.frame import OBJECTS, Candidate, Hit, accepts, ends_well
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
        spans = [
            (name.rstrip("0123456789"), *found.span(name))
            for name in rule.pattern.groupindex
            if found.span(name)[0] >= 0
        ]
        hit = _hit(rule, reading, found.start(), found.end(), spans)
        if hit is not None:
            yield hit


class TokenMatcher:
    """The rulebook's token patterns in one spaCy Matcher; a pattern token's `role` names what it fills."""

    def __init__(self, rules: Sequence[Rule], matcher: Matcher) -> None:
        self.matcher = matcher
        self.patterns: dict[str, tuple[Rule, list[object]]] = {}
        for rule in rules:
            for number, pattern in enumerate(rule.tokens):
                key = f"{rule.id}#{number}"
                matcher.add(
                    key, [[{k: v for k, v in token.items() if k != "role"} for token in pattern]], greedy="LONGEST"
                )
                self.patterns[key] = rule, [token.get("role") for token in pattern]

    def match(self, reading: Reading) -> Iterable[Hit]:
        """One hit a longest match; a mention of several tokens is a run of `_.mention`."""
        doc = reading.doc.source
        for start, end, kind in _mentions(reading):
            for token in doc.char_span(start, end, alignment_mode="expand") or ():
                token._.mention = kind
        found = cast("list[tuple[int, int, int, list[int]]]", self.matcher(doc, with_alignments=True))
        for key, start, end, alignment in found:
            rule, roles = self.patterns[doc.vocab.strings[key]]
            spans: dict[str, tuple[int, int]] = {}
            for token, position in zip(doc[start:end], alignment, strict=True):
                role = roles[position]
                if role is not None:
                    low, _ = spans.get(str(role), (token.idx, 0))
                    spans[str(role)] = (low, token.idx + len(token.text))
            last = doc[end - 1]
            filled = [(role, low, high) for role, (low, high) in spans.items()]
            hit = _hit(rule, reading, doc[start].idx, last.idx + len(last.text), filled)
            if hit is not None:
                yield hit


def _mentions(reading: Reading) -> Iterable[tuple[int, int, str]]:
    """Names and values with their types; an unsettled name counts as an organization."""
    for name in reading.names:
        yield name.start, name.end, "organization" if name.type == "unknown" else name.type
    for value in reading.values:
        yield value.start, value.end, value_type(value)


def _hit(rule: Rule, reading: Reading, start: int, end: int, spans: Sequence[tuple[str, int, int]]) -> Hit | None:
    roles: dict[str, list[Candidate]] = {}
    for role, low, high in spans:
        spec = rule.role(role) or RoleSpec(role, (), ())
        fillers = _inside(reading, low, high, spec, rule.telling)
        if fillers:
            one = fillers[:1] if fillers[0].type == "money" else fillers[-1:]  # 累計20億円（評価額は100億円）
            roles.setdefault(role, []).extend(fillers if spec.many else one)
    short = {spec.name for spec in rule.roles if len(roles.get(spec.name, ())) < spec.least}
    joins = {spec.name for spec in rule.roles if spec.collect}  # 競合はBとC: the topic is a party too
    open_role = rule.open_role if rule.open_role in short | joins else None
    if any(spec.required and spec.name in short and spec.name != open_role for spec in rule.roles):
        return None
    told = {role: (low, high) for role, low, high in spans}
    for role, term in rule.set_terms.items():
        roles.setdefault(role, [Candidate(*told.get(role, (start, end)), term=term, type="term")])
    if not roles:
        return None
    objective = OBJECTS.get(rule.fact, "")
    objects = roles.get(objective, [])
    if objects:
        roles[objective] = objects[-1:]
    return Hit(rule, reading, start, end, roles, open_role=open_role, alike=objects[:-1])


def _inside(reading: Reading, low: int, high: int, spec: RoleSpec, telling: int) -> list[Candidate]:
    """The mentions of the role's types within a span; for `thing`, the words themselves."""
    out: list[Candidate] = []
    attributes = reading.rulebook.names.attribute_links
    for name in reading.names:
        part = name.link in attributes and (name.start, name.end) != (low, high)  # トヨタ系の…
        if low <= name.start and name.end <= high and not part and (not spec.types or accepts(name, spec, telling)):
            out.append(Candidate(name.start, name.end, name=name, type=name.type))
    for value in reading.values:
        if low <= value.start and value.end <= high and (not spec.types or value_type(value) in spec.types):
            out.append(Candidate(value.start, value.end, value=value, type=value_type(value)))
    for term in reading.terms:
        if (
            low <= term.start
            and term.end <= high
            and term.kind in spec.types
            and (not spec.terms or term.term in spec.terms)
        ):
            out.append(Candidate(term.start, term.end, term=term.term, type=term.kind))
    if not out and "thing" in spec.types:
        out.append(Candidate(low, high, term=reading.text[low:high], type="thing"))
    told = (one for one in out if ends_well(reading.text[one.start : one.end], spec))
    return sorted(told, key=lambda candidate: candidate.start)
