"""Why a rule whose trigger stood there did not fire: what it had, and what stood where the missing role should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.match.clause import Argument
from extractor.match.frame import NAME_ROLE_TYPES, Filling, Hit, NearMiss, accepts
from extractor.model import ValueMention
from extractor.names import Name, NameGrammar
from extractor.reading import Reading, value_type
from extractor.rulebook.model import RoleSpec


@dataclass(frozen=True, slots=True)
class Wanting:
    """A near miss looked into: the roles that were filled, and what is said of each that is missing (or of "")."""

    near: NearMiss
    had: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, tuple[str, ...]]


def look(near: NearMiss, grammar: NameGrammar) -> Wanting:
    """Fill the rule's roles again, and see what stood in the way of the others."""
    filling = Filling(near.rule, near.reading, near.clause)
    roles = filling.fill()
    text = near.reading.text
    had = {role: tuple(text[c.start : c.end] for c in told) for role, told in roles.items()}
    wanted = [role for name in near.missing.split("/") if (role := near.rule.role(name)) is not None]
    if not wanted:
        return Wanting(near, had, {"": tuple(_condition(near))})
    return Wanting(near, had, {role.name: tuple(_Refusals(filling, role, grammar).told()) for role in wanted})


def refusals(hit: Hit, role: RoleSpec, grammar: NameGrammar) -> tuple[str, ...]:
    """What stood where the role should that a hit left open."""
    assert hit.clause is not None
    filling = Filling(hit.rule, hit.reading, hit.clause)
    filling.fill()
    return tuple(_Refusals(filling, role, grammar).told())


def _condition(near: NearMiss) -> Iterator[str]:
    """What stands where a word was wanted: above the trigger, or in the case of `with`, `without`, `object`."""
    reading, clause = near.reading, near.clause
    if near.rule.light and near.missing.startswith("verb "):
        above = [reading.word(reading.phrases[index]) for index, _ in clause.chain[1:]]
        yield f"above it {'stands ' + ' → '.join(above) if above else 'stands nothing'}"
    cases = [case for case in (*near.rule.with_words, *near.rule.without, "を") if case and near.missing.endswith(case)]
    for case in cases[:1]:
        held = [reading.core(reading.phrases[a.phrase]) for a in clause.arguments if a.case == case]
        yield f"{case or 'the noun before it'} holds {'・'.join(held) or 'nothing'}"


class _Refusals:
    """What was said to each phrase that might have filled a role."""

    def __init__(self, filling: Filling, role: RoleSpec, grammar: NameGrammar) -> None:
        self.filling, self.role, self.grammar = filling, role, grammar
        self.reading: Reading = filling.reading

    def told(self) -> Iterator[str]:
        """The phrases in the role's cases, each with why not; then where else such a thing stands, if it does."""
        standing = [a for a in self.filling.arguments if set(self.filling.cases(a)) & set(self.role.cases)]
        yield from (f"{self._shown(a.phrase, a.case)} {self._refusal(a)}" for a in standing)
        places = [at for start in self._mentions() if (at := self._phrase(start)) is not None]
        elsewhere = [at for at in places if all(at != a.phrase for a in standing)]
        if not standing and not elsewhere and not NAME_ROLE_TYPES & set(self.role.types):
            yield f"no {' or '.join(self.role.types)} in the sentence"
        elif not standing:
            yield f"nothing stands in {'・'.join(case or 'the noun before it' for case in self.role.cases)}"
        for at in elsewhere[:2]:
            head = self.reading.phrases[at].head
            goes = f"goes with {self.reading.core(self.reading.phrases[head])}" if head is not None else "stands alone"
            yield f"{self._shown(at, self.reading.case[at])} {goes}"

    def _refusal(self, argument: Argument) -> str:
        index, role = argument.phrase, self.role
        holder = next((name for name, at in self.filling.holder.items() if at == index), None)
        if holder is not None:
            return f"is the {holder}"
        if role.of is not None and not self.filling.belongs(argument, role.of):
            return f"does not hang on {role.of}"
        above = self.reading.core(self.reading.phrases[argument.parent]) if argument.parent is not None else ""
        if role.apart and above.endswith(role.apart):
            return f"hangs on {above}"
        tail = self.reading.tails.get(index)
        if isinstance(tail, Name):
            return self._name_refusal(tail)
        if isinstance(tail, ValueMention):
            kind = value_type(tail)
            if kind not in role.types:
                return f"is {kind}"
            worded = role.after or role.not_after
            return "has not the words before it that the role asks for" if worded else "is out of bounds"
        word = self.reading.core(self.reading.phrases[index])
        if not NAME_ROLE_TYPES & set(role.types):
            return f"is no {' or '.join(role.types)}"
        listed = next((n for n in ("generic", "common", "kinds") if word in getattr(self.grammar, n)), None)
        return f"is no name ({listed} of names.yaml)" if listed else "is no name (no vote)"

    def _name_refusal(self, name: Name) -> str:
        role, telling = self.role, self.filling.rule.telling
        if not accepts(name, role, telling):
            if name.type != "unknown" and name.type not in role.types:
                return f"is no {' or '.join(role.types)} but a {name.type}"
            if name.score < telling:
                return f"has {name.score} of {telling} votes"
            return "is a name of no settled type" + (", and the role is strict" if role.strict else "")
        if role.ends and not name.text.endswith(role.ends):
            return f"does not end in {'・'.join(role.ends)}"
        if role.excludes and name.text.endswith(role.excludes):
            return f"ends in {'・'.join(role.excludes)}"
        return f"is taken, and {role.least} are wanted" if role.least > 1 else "is passed over for another"

    def _mentions(self) -> list[int]:
        """Where a name, value or term starts that the role would take and no other has."""
        types, telling = self.role.types, self.filling.rule.telling
        taken = {c.start for told in self.filling.roles.values() for c in told}
        found = [
            *(n.start for n in self.reading.names if accepts(n, self.role, telling)),
            *(v.start for v in self.reading.values if value_type(v) in types),
            *(t.start for t in self.reading.terms if t.kind in types),
        ]
        return [start for start in found if start not in taken]

    def _phrase(self, start: int) -> int | None:
        return next((p.index for p in self.reading.phrases if p.start <= start < p.end), None)

    def _shown(self, index: int, case: str) -> str:
        return f"{self.reading.core(self.reading.phrases[index])}{f'〔{case}〕' if case else ''}"
