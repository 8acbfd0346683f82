"""Rules that none of their own examples needs: without them, others tell the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from extractor.pipeline import Parse, Pipeline
from extractor.rulebook.examples import ExampleRunner, is_filled
from extractor.rulebook.finding import Finding
from extractor.rulebook.model import Rule, Rulebook

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractor.split import Clean

WHAT = "no example needs the rule: without it, others tell the same"
FIX = "remove it, or add a sentence that it alone reads, with the roles marked that it alone fills"


def redundant(pipeline: Pipeline, rules: Iterable[Rule], parse: Parse | None = None) -> list[Finding]:
    """A finding for each of these rules that all of its examples can do without.

    An example needs its rule if without it no fact of the sentence has the marked words in the marked roles; a veto, if
    without it there is a fact.
    """
    parse = parse or parse_once(pipeline)
    return [Finding(rule.where, rule.id, WHAT, FIX) for rule in rules if not _is_needed(pipeline, rule, parse)]


def _is_needed(pipeline: Pipeline, rule: Rule, parse: Parse) -> bool:
    whole = ExampleRunner(pipeline, rule, parse)
    rest = ExampleRunner(Pipeline(_without(pipeline.rulebook, rule), nlp=pipeline.nlp), rule, parse)
    for example in rule.examples:
        text = whole.telling(example)
        host = len(text) - len(example.text)
        told = [fact for fact in rest.facts(text) if any(evidence.end > host for evidence in fact.evidence)]
        if told if rule.kind == "veto" else not any(is_filled(fact, example) for fact in told):
            return True
    return False


def _without(rulebook: Rulebook, rule: Rule) -> Rulebook:
    others = (other for other in rulebook.rules if other.id != rule.id)
    return replace(
        rulebook,
        rules=tuple(replace(one, beats=tuple(id for id in one.beats if id != rule.id)) for one in others),
    )


def parse_once(pipeline: Pipeline) -> Parse:
    """A parser that remembers: the same sentences are read with and without a rule."""
    from extractor.annotate import annotate

    @cache
    def parsed(text: str) -> Doc:
        return next(iter(annotate([text], pipeline.nlp)))

    def parse(shown: Sequence[Clean]) -> Iterable[Doc]:
        return [parsed(one.text) for one in shown]

    return parse
