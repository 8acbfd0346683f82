"""All rules over one sentence: triggers → clauses → frames, then token and text patterns, then vetoes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.match.clause import Clause, ClauseReader
from extractor.match.frame import Hit, NearMiss, add_dates, fill_open, match_frame
from extractor.match.screen import Screen
from extractor.match.text import TokenMatcher, match_text
from extractor.reading import Reading, Trigger
from extractor.rulebook.model import Rule, Rulebook


@dataclass
class Match:
    """What the rules made of a sentence: hits, near misses, and the hits that a veto killed or another rule beat."""

    reading: Reading
    hits: list[Hit] = field(default_factory=list)
    near: list[NearMiss] = field(default_factory=list)
    vetoed: list[tuple[Hit, Rule]] = field(default_factory=list)
    beaten: list[tuple[Hit, Rule]] = field(default_factory=list)


class RuleMatcher:
    """A rulebook ready to run."""

    def __init__(self, rulebook: Rulebook, types: frozenset[str] | None = None) -> None:
        self.words = rulebook.words
        describing = (word for word, kind in rulebook.names.descriptors.items() if kind != "facility")
        self.describing = {*describing, *rulebook.names.legal_forms}
        self.by_word: dict[str, list[Rule]] = defaultdict(list)
        self.verbs: dict[str, set[str]] = defaultdict(set)
        chosen = [rule for rule in rulebook.rules if types is None or rule.fact in types or rule.kind == "veto"]
        for rule in chosen:
            for word in (*rule.nouns, *rule.verbs):
                self.by_word[word].append(rule)
                self.verbs[word] |= set(rule.light)
        self.token_rules = [rule for rule in chosen if rule.kind == "tokens"]
        self.rules = Screen(rule for rule in chosen if rule.kind != "veto")
        self.vetoes = Screen(rule for rule in chosen if rule.kind == "veto")
        self._tokens: TokenMatcher | None = None

    def match(self, reading: Reading, *, screened: bool = True) -> Match:
        """Run the rules on one sentence; `screened` False: also those that cannot fire, for their near misses."""
        match = Match(reading)
        clauses = ClauseReader(reading, self.words, self.describing)
        passing = self.rules.passing(reading.text, reading.masks)
        able = {rule.id for rule in passing}
        for trigger in reading.triggers:
            rules = [rule for rule in self.by_word.get(trigger.word, ()) if rule.id in able or not screened]
            for clause in clauses.read_all(trigger, self.verbs[trigger.word]) if rules else ():
                for rule in rules:
                    result = match_frame(rule, reading, clause)
                    if isinstance(result, Hit):
                        match.hits += result.each()
                    else:
                        match.near.append(result)
        for hit in self._patterns(reading, passing):
            hit.clause = clauses.read(
                Trigger(reading.text[hit.start : hit.end], hit.start, hit.end, _phrase_at(reading, hit.end))
            )
            fill_open(hit, hit.clause)
            add_dates(hit.rule, reading, hit.clause, hit.roles)
            match.hits += hit.each()
        self._veto(match)
        self._beat(match)
        return match

    @staticmethod
    def _beat(match: Match) -> None:
        """Where two rules read one trigger, the one that `beats` the other keeps it."""
        for hit in list(match.hits):
            winner = next((w for w in match.hits if hit.rule.id in w.rule.beats and _meet(w, hit)), None)
            if winner is not None:
                match.hits.remove(hit)
                match.beaten.append((hit, winner.rule))

    def _patterns(self, reading: Reading, passing: Iterable[Rule]) -> Iterable[Hit]:
        for rule in passing:
            if rule.kind == "text":
                yield from match_text(rule, reading)
        if "tokens" in [rule.kind for rule in passing]:
            if self._tokens is None:
                self._tokens = _token_matcher(self.token_rules, reading)
            yield from self._tokens.match(reading)

    def _veto(self, match: Match) -> None:
        reading = match.reading
        for veto in self.vetoes.passing(reading.text, reading.masks) if match.hits else ():
            assert veto.pattern is not None
            for found in veto.pattern.finditer(reading.masked(veto.pattern)):
                for hit in list(match.hits):
                    if self._covers(veto, hit, found.start(), found.end()):
                        match.hits.remove(hit)
                        match.vetoed.append((hit, veto))

    @staticmethod
    def _covers(veto: Rule, hit: Hit, start: int, end: int) -> bool:
        if "all" not in veto.kills and hit.rule.fact not in veto.kills:
            return False
        if veto.scope == "sentence":
            return True
        if veto.scope == "trigger":
            return start < hit.end and hit.start < end
        low, high = clause_extent(hit)
        return start < high and low < end


def _meet(winner: Hit, hit: Hit) -> bool:
    """Whether two rules read one trigger, or one's trigger is the object of the other's: 私募債1億円を受託した."""
    if winner.start < hit.end and hit.start < winner.end:
        return True
    if winner.clause is None or winner.rule.kind != "frame":
        return False
    objects = (a.phrase for a in winner.clause.arguments if a.via in ("direct", "bare", "inner"))
    return any(
        winner.reading.phrases[i].start <= hit.start < winner.reading.end(winner.reading.phrases[i]) for i in objects
    )


def clause_extent(hit: Hit) -> tuple[int, int]:
    """Characters from a hit's first argument to its trigger's end with its function words."""
    phrases = hit.reading.phrases
    spans = [(hit.start, hit.end)]
    spans += [(c.start, c.end) for fillers in hit.roles.values() for c in fillers]
    clause: Clause | None = hit.clause
    if clause is not None:
        spans += [
            (phrases[a.phrase].start, phrases[a.phrase].end)
            for a in clause.arguments
            if a.via in ("bare", "direct", "inner")
        ]
        spans += [
            (phrases[index].start, hit.reading.end(phrases[index]))
            for index, link in clause.chain
            if link in ("self", "light", "modal")
        ]
    return min(a for a, _ in spans), max(b for _, b in spans)


def _phrase_at(reading: Reading, end: int) -> int:
    """The phrase that holds the last character of a pattern's match."""
    for phrase in reading.phrases:
        if end <= reading.end(phrase):
            return phrase.index
    return len(reading.phrases) - 1


def _token_matcher(rules: list[Rule], reading: Reading) -> TokenMatcher:
    from spacy.matcher import Matcher
    from spacy.tokens import Token

    from extractor.errors import RuleError

    if not Token.has_extension("mention"):
        Token.set_extension("mention", default="")
    try:
        return TokenMatcher(rules, Matcher(reading.doc.source.vocab, validate=True))
    except Exception as error:
        raise RuleError(
            rules[0].where, f"a token pattern is refused: {error}", "see spaCy's Matcher patterns"
        ) from error
