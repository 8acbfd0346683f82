"""What can be wrong with a rule that loads: a name that refers to nothing, a role or a word that can never be met."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from extractor.contract import CLOSED_TERMS, FACT_TYPES
from extractor.rulebook.finding import Finding
from extractor.rulebook.model import MASKS, Example, Rule
from extractor.rulebook.needs import skeleton
from extractor.rulebook.parse import MARKED
from extractor.rulebook.timing import LIMIT, slowest

SHOWN = 24  # letters of a text that misleads a pattern
MASK = re.compile("[\ue000-\uf8ff]")
BACKTRACKS = (
    "let one letter be read in one way only: part what is repeated by a letter that it cannot match itself, "
    "or repeat it atomically, (?>…)+"
)
ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
# Cases that the matcher makes, and any of them; the others are written in particles.yaml.
NO_PARTICLE = frozenset(("", "、", "連体", "any"))

Token = tuple[str, str, str]  # surface, lemma, tag
Tokenizer = Callable[[str], Sequence[Token]]


def check_rule(rule: Rule, particles: Mapping[str, str] | None, tokens: Tokenizer) -> Iterator[Finding]:
    """All that is wrong with one rule. `particles`: each with its case, if known; `tokens`: the tokenizer."""
    if not ID.fullmatch(rule.id):
        yield Finding(rule.where, rule.id, "the id is not of the form family.name", "write e.g. raise.by")
    yield from _references(rule)
    if particles is not None:
        yield from _cases(rule, particles)
    yield from _idle_roles(rule)
    yield from _examples(rule)
    yield from _triggers(rule, tokens)
    yield from _verbs(rule, tokens)
    place, sentences = Finding(rule.where, rule.id, ""), [_masked(rule, example) for example in rule.examples]
    patterns = (rule.pattern, rule.under, skeleton(rule))
    yield from islice((slow for one in patterns for slow in check_time(place, one, sentences)), 1)


def groups(rule: Rule) -> set[str]:
    """The roles that a pattern names: a text pattern's groups (investor2 is investor), a token pattern's `role`."""
    told = {str(token["role"]) for pattern in rule.tokens for token in pattern if "role" in token}
    return told | {group.rstrip("0123456789") for group in (rule.pattern.groupindex if rule.pattern else ())}


def fillable(rule: Rule) -> set[str]:
    """The roles that a rule can fill, dates among them, which every frame reads; of a veto, those that it can kill."""
    if rule.kind == "veto":
        types = FACT_TYPES if "all" in rule.kills else rule.kills
        return {role for name in types for role in FACT_TYPES[name].roles}
    dates = FACT_TYPES[rule.fact].roles & {"date", "announced"} if rule.kind == "frame" else set()
    return {role.name for role in rule.roles} | set(rule.set_terms) | groups(rule) | dates


def _references(rule: Rule) -> Iterator[Finding]:
    own = {role.name for role in rule.roles}
    told = [("any_of", role) for group in rule.any_of for role in group]
    told += [("gap", role) for role in rule.gap]
    told += [("open", rule.open_role)] if rule.open_role is not None else []
    for key, role in told:
        if role not in own:
            yield Finding(rule.where, rule.id, f"{key} names {role!r}, no role of the rule", f"it has {_list(own)}")
    for role, term in rule.set_terms.items():
        if role not in FACT_TYPES[rule.fact].roles:
            yield Finding(rule.where, rule.id, f"set names {role!r}, no role of {rule.fact}", "name one that it has")
        if term not in CLOSED_TERMS:
            yield Finding(rule.where, rule.id, f"set {role} to {term!r}, no term of a closed list", "see docs/facts.md")


def _cases(rule: Rule, particles: Mapping[str, str]) -> Iterator[Finding]:
    cases = {*NO_PARTICLE, *particles.values()}
    own = {role.name for role in rule.roles}
    used = {case: f"role {role.name}" for role in rule.roles for case in role.cases}
    used |= dict.fromkeys(rule.with_words, "with") | dict.fromkeys(rule.without, "without")
    used |= {role.of: f"role {role.name}, of" for role in rule.roles if role.of is not None and role.of not in own}
    for case, key in used.items():
        if case not in cases:
            read = particles.get(case)
            hint = f"write {read}, which {case} is read as" if read is not None else "see particles.yaml"
            yield Finding(rule.where, rule.id, f"{key}: no particle gives the case {case!r}", hint)


def _idle_roles(rule: Rule) -> Iterator[Finding]:
    """Roles that nothing can fill; one that is required keeps the rule from ever firing."""
    for role in rule.roles:
        named = role.name in groups(rule) or role.name == rule.open_role
        met = bool(role.cases or role.anywhere or role.elliptic) if rule.kind == "frame" else named
        if not met:
            message = f"nothing fills the role {role.name}"
            hint = "give it a case or anywhere: true" if rule.kind == "frame" else "name a group after it"
            yield Finding(rule.where, rule.id, message, hint, "error" if role.required else "warning")
    if rule.kind == "frame" and not (*rule.nouns, *rule.verbs):
        yield Finding(rule.where, rule.id, "the trigger has no words", "name at least one")


def _examples(rule: Rule) -> Iterator[Finding]:
    for example in (*rule.examples, *rule.todo) if rule.kind != "veto" else ():
        if not example.roles:
            yield _at(rule, example, "the example marks no role", "mark at least one, as in [company A社]")
    known = fillable(rule)
    for example in (*rule.examples, *rule.near_misses, *rule.todo):
        for role in dict.fromkeys(role for role, _ in example.roles):
            if role not in known:
                yield _at(rule, example, f"the example marks {role!r}, no role of the rule", f"it has {_list(known)}")
        if re.search(r"[\[\]]", example.text):
            yield _at(rule, example, "a bracket marks no role", "write [role words], the role in small letters")


def _triggers(rule: Rule, tokens: Tokenizer) -> Iterator[Finding]:
    words = (*rule.nouns, *rule.verbs)
    for word in dict.fromkeys(words):
        if words.count(word) > 1:
            yield Finding(rule.where, rule.id, f"trigger {word} is told twice", "name it once; a $list may hold it")
    for word in rule.nouns:
        own = [e.text for e in rule.examples if word in _without_longer(e.text, word, words)]
        if own and not any(_on_edges(text, word, tokens) for text in own):
            parts = "｜".join(surface for surface, _, _ in tokens(own[0]))
            message = f"trigger {word} stands on token edges in none of the examples ({parts})"
            yield Finding(rule.where, rule.id, message, "take the whole word that the tokenizer makes")


def _verbs(rule: Rule, tokens: Tokenizer) -> Iterator[Finding]:
    """A verb is met by its phrase's last dictionary form: 名を連ねる as 連ねる, 含め as 含める."""
    for key, words in (("trigger", rule.verbs), ("light", rule.light)):
        for word in words:
            read = tokens(word)
            surface, lemma, tag = read[-1]
            if tag.startswith("動詞") and (lemma != surface or len(read) > 1):
                message = f"{key} {word} is a form of {lemma}, which is what the matcher sees"
                yield Finding(rule.where, rule.id, message, f"write {lemma}; words before it go under `with`")


def _without_longer(text: str, word: str, words: Sequence[str]) -> str:
    """The text without the longer trigger words: 提携 is not looked for in 業務提携."""
    for longer in sorted(words, key=len, reverse=True):
        if word in longer and word != longer:
            text = text.replace(longer, "\0")
    return text


def _on_edges(text: str, word: str, tokens: Tokenizer) -> bool:
    edges, at = {0}, 0
    for surface, _, _ in tokens(text):
        start = text.index(surface, at)
        at = start + len(surface)
        edges |= {start, at}
    return any({found.start(), found.end()} <= edges for found in re.finditer(re.escape(word), text))


def check_time(place: Finding, pattern: re.Pattern[str] | None, sentences: Iterable[str] = ()) -> Iterator[Finding]:
    """A finding at `place` for a pattern that backtracks."""
    text = slowest(pattern, sentences) if pattern is not None else None
    if text is not None:
        shown = MASK.sub("〓", text if len(text) <= SHOWN else text[:SHOWN] + "…")
        message = f"the pattern takes over {LIMIT} s for {len(text)} letters such as {shown!r} (〓: a mention)"
        yield replace(place, message=message, hint=BACKTRACKS)


def _masked(rule: Rule, example: Example) -> str:
    """An example as a text pattern sees it, as near as its marks tell."""

    def mask(found: re.Match[str]) -> str:
        role = rule.role(found["role"])
        kind = next((kind for kind in role.types if kind in MASKS), "") if role is not None else ""
        return MASKS[kind] * len(found["text"]) if kind else found["text"]

    return MARKED.sub(mask, example.marked)


def _at(rule: Rule, example: Example, message: str, hint: str) -> Finding:
    return Finding(f"{rule.where.rpartition(':')[0]}:{example.line}", rule.id, message, hint)


def _list(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"
