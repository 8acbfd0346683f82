"""The rules' own examples, run through the whole pipeline: what each sentence must tell, and what it must not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from extractor.model import Fact
from extractor.read.article import build_document
from extractor.rulebook.model import Example, Rule

if TYPE_CHECKING:
    from extractor.match.matcher import Match
    from extractor.model import Document
    from extractor.pipeline import Parse, Pipeline

PUBLISHED = date(2026, 5, 20)
HONORIFIC = re.compile(r"(氏|さん)$")  # 山田太郎氏 may be marked, 山田太郎 is what fills the role

Kind = Literal["example", "near_miss", "todo"]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How one sentence went: `where` is its file:line, `text` is marked up, `found` says what failed and why."""

    rule: str
    where: str
    kind: Kind
    text: str
    passed: bool
    found: str = ""

    def __str__(self) -> str:
        said = "ok" if self.passed else self.found
        return f"{self.where} {self.rule}: {self.kind.replace('_', ' ')} {self.text!r}: {said}"


def run_examples(
    pipeline: Pipeline, rules: Iterable[Rule] | None = None, parse: Parse | None = None
) -> list[ExampleResult]:
    """Every example, near miss and todo of these rules (of all, by default), each as a document of 2026-05-20.

    An example must tell a fact of the rule's type, found by the rule, with each marked role filled by the marked words
    and no others; a near miss must tell none by the rule. A veto's example must tell no fact that the veto kills, its
    near miss one. A todo that passes fails: it belongs under the examples.
    """
    chosen = pipeline.rulebook.rules if rules is None else tuple(rules)
    return [result for rule in chosen for result in ExampleRunner(pipeline, rule, parse).run()]


class ExampleRunner:
    """Runs one rule's sentences; `parse` gives their Docs where they are already there."""

    def __init__(self, pipeline: Pipeline, rule: Rule, parse: Parse | None = None) -> None:
        self.pipeline, self.rule, self.parse = pipeline, rule, parse
        self.file = rule.where.rpartition(":")[0]
        killed = rule.kills if rule.kind == "veto" else (rule.fact,)
        self.types = None if "all" in killed else frozenset(killed)

    def run(self) -> Iterator[ExampleResult]:
        for example in self.rule.examples:
            yield self._result("example", example, self._fails(example))
        for example in self.rule.near_misses:
            yield self._result("near_miss", example, self._fails_to_miss(example))
        for example in self.rule.todo:
            passes = not self._fails(example)
            yield self._result("todo", example, "it passes now; move it up to the examples" if passes else "")

    def _result(self, kind: Kind, example: Example, fault: str) -> ExampleResult:
        return ExampleResult(self.rule.id, f"{self.file}:{example.line}", kind, example.marked, not fault, fault)

    def _fails(self, example: Example) -> str:
        """What is wrong with an example; "" if nothing."""
        if self.rule.kind == "veto":
            facts = self.facts(example.text)
            return f"tells {_words(facts)}" if facts else ""
        text = self.telling(example)
        told = any(self._by_rule(fact) and is_filled(fact, example) for fact in self.facts(text))
        return "" if told else self._instead(text)

    def _fails_to_miss(self, example: Example) -> str:
        if self.rule.kind == "veto":
            facts = self.facts(example.text)
            return "" if any(is_filled(fact, example) for fact in facts) else f"tells {_words(facts) or 'no fact'}"
        facts = [fact for fact in self.facts(self.telling(example)) if self._by_rule(fact)]
        return f"tells {_words(facts)}" if facts else ""

    @cached_property
    def _hosted(self) -> bool:
        """A detail (買収額は10億円) tells no fact alone: its sentences get a host, unless the examples bring one."""
        return self.rule.detail and not any(self.facts(example.text) for example in self.rule.examples)

    def telling(self, example: Example) -> str:
        """An example's text, behind its host if it has one."""
        hosted = bool(example.roles) and not self.facts(example.text) if self.rule.alone else self._hosted
        return self._host(example) + example.text if hosted else example.text

    def _host(self, example: Example) -> str:
        """The sentence of another rule's example that tells such a fact, and least of what the detail is to tell."""
        told = dict(example.roles) or {role.name: "" for role in self.rule.roles}
        hosts = [
            (sum(role in told and text != told[role] for role, text in host.roles), host)
            for rule in self.pipeline.rulebook.rules
            if rule.fact == self.rule.fact and not rule.detail
            for host in rule.examples
            if host.text.endswith("。")
        ]
        least = min(hosts, key=lambda host: (host[0], sum(role in told for role, _ in host[1].roles)), default=None)
        return least[1].text if least is not None else ""

    def facts(self, text: str) -> list[Fact]:
        """The facts of the rule's type, or of the types that a veto kills."""
        facts = self.pipeline.facts(_document(text), self.parse).facts
        return [fact for fact in facts if self.types is None or fact.type in self.types]

    def _by_rule(self, fact: Fact) -> bool:
        return any(self.rule.id in evidence.rules for evidence in fact.evidence)

    def _instead(self, text: str) -> str:
        """What a sentence tells in place of the fact that it should, and how far the rule came."""
        told = _words(self.pipeline.facts(_document(text)).facts) or "no fact"
        course = dict.fromkeys(self._course(self.pipeline.match(_document(text))))
        return f"tells {told}; {self.rule.id} {', '.join(course) or 'does not fire'}"

    def _course(self, matches: Iterable[Match]) -> Iterator[str]:
        for match in matches:
            yield from (f"wants {near.missing} on {near.word}" for near in match.near if near.rule is self.rule)
            yield from (f"is vetoed by {veto.id}" for hit, veto in match.vetoed if hit.rule is self.rule)
            for hit in match.hits:
                if hit.rule is self.rule:
                    text = hit.reading.text
                    read = {role: [text[c.start : c.end] for c in told] for role, told in hit.roles.items()}
                    yield f"reads {_roles(read)}"


def _document(text: str) -> Document:
    return build_document(text, "example", "example", published=PUBLISHED)


def is_filled(fact: Fact, example: Example) -> bool:
    """Whether each marked role holds the marked words and no others."""
    marked: dict[str, set[str]] = {}
    for role, text in example.roles:
        marked.setdefault(role, set()).add(HONORIFIC.sub("", text))
    return all({HONORIFIC.sub("", f.text) for f in fact.roles.get(role, ())} == told for role, told in marked.items())


def _words(facts: Iterable[Fact]) -> str:
    return "; ".join(
        f"{fact.type} ({_roles({r: [f.text for f in told] for r, told in fact.roles.items()})})" for fact in facts
    )


def _roles(roles: Mapping[str, Iterable[str]]) -> str:
    return ", ".join(f"{role} {'・'.join(texts)}" for role, texts in roles.items())
