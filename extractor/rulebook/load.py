"""rules/*.yaml → Rulebook: parsed once, unknown keys refused, every mistake told with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any, cast, get_origin, get_type_hints

from extractor.confidence import GROUNDS, Confidence
from extractor.errors import RuleError
from extractor.names import NameGrammar
from extractor.normalise.fold import any_of
from extractor.particulars import IDENTIFIERS, Particulars
from extractor.phrases import Particles
from extractor.rulebook.model import MASKS, Cue, Rule, Rulebook, Words
from extractor.rulebook.parse import Lists, compile_pattern, parse_rule
from extractor.rulebook.source import Located, read_yaml, rule_files

SUPPORT_FILES = ("words", "particles", "names", "modality", "attribution", "terms", "particulars", "confidence")
Compile = Callable[[str, str], re.Pattern[str]]  # a pattern and where it stands → compiled, its word lists opened
BY_TYPE = frozenset(("descriptors", "endings", "references"))  # mappings of a type to its words
WORD_CLASSES = {name: get_origin(hint) for name, hint in get_type_hints(Words).items()}


def default_rules() -> Path:
    """The checkout's rules/, else those that the wheel carries."""
    here = Path(__file__).resolve().parent.parent
    for folder in (here.parent / "rules", here / "_rules"):
        if (folder / "words.yaml").is_file():
            return folder
    raise RuleError(str(here), "no rules found", "name their folder with --rules DIR")


@cache
def load_rulebook(folder: Path | None = None) -> Rulebook:
    """Read a rules folder, once a process; raises RuleError at the first mistake."""
    return read_rulebook(folder or default_rules())


def read_rulebook(folder: Path) -> Rulebook:
    """Read a rules folder as it is now; raises RuleError at the first mistake."""
    if not folder.is_dir():
        raise RuleError(
            str(folder), "no such folder of rules", "name the folder that holds words.yaml with --rules DIR"
        )
    missing = [name for name in SUPPORT_FILES if not (folder / f"{name}.yaml").is_file()]
    if missing:
        raise RuleError(str(folder), f"{missing[0]}.yaml is missing", "copy it from the rules that fundex ships")
    support = {name: read_yaml(folder / f"{name}.yaml") for name in SUPPORT_FILES}
    spellings = _spellings(folder)
    particles, lists = support["particles"], word_lists(support["words"])
    compiled = partial(compile_pattern, lists=lists)
    return Rulebook(
        rules=tuple(_rules(folder, lists)),
        words=parse_words(support["words"]),
        cues=parse_cues(support["modality"], compiled),
        attribution=parse_attribution(support["attribution"], compiled),
        particles=Particles(
            cast("dict[str, str]", particles["particles"]),
            cast("list[str]", particles["others"]),
            cast("list[str]", particles["measured"]),
        ),
        names=replace(
            parse_names(support["names"], compiled),
            spellings={name: kind for kind, group in spellings for name in group},
        ),
        spellings=tuple(group for _, group in spellings),
        particulars=parse_particulars(support["particulars"], compiled),
        terms={kind: _terms(cast(Located, group)) for kind, group in support["terms"].items()},
        confidence=parse_confidence(support["confidence"]),
    )


def _terms(group: Located) -> dict[str, str]:
    """The words of a closed list, each with its term."""
    return {str(word): term for term, words in group.items() for word in cast("list[str]", words)}


def _spellings(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    path = folder / "lexicon" / "spellings.yaml"
    data = read_yaml(path).items() if path.is_file() else ()
    return [(kind, tuple(map(str, group))) for kind, groups in data for group in cast("list[list[str]]", groups)]


def _rules(folder: Path, lists: Lists) -> Iterable[Rule]:
    seen: dict[str, Rule] = {}
    for path in rule_files(folder):
        if path.stem in SUPPORT_FILES:
            continue
        data = read_yaml(path)
        data.check_keys({"rules"}, path.stem)
        rules = data.get("rules") or []
        if not isinstance(rules, list):
            raise RuleError(data.where("rules"), "rules is no list", "start each rule with `- id: …`")
        for item in rules:
            if not isinstance(item, Located):
                raise RuleError(data.where("rules"), "a rule is a mapping", "start it with `- id: …`")
            rule = parse_rule(item, lists)
            if rule.id in seen:
                taken = f"the id is taken by {seen[rule.id].where}"
                raise RuleError(f"{rule.where} {rule.id}", taken, "give it another id")
            seen[rule.id] = rule
    for rule in seen.values():
        for beaten in rule.beats:
            if beaten not in seen:
                raise RuleError(
                    f"{rule.where} {rule.id}", f"beats {beaten!r}, which is no rule", "name a rule by its id"
                )
    return seen.values()


def word_lists(words: Located) -> dict[str, list[str]]:
    """The lists that rules name with $ and patterns with {}: raise → its words."""
    told = words.get("lists")
    if not isinstance(told, Located):
        raise RuleError(f"{words.where('lists')} words", "lists is no mapping", "write {name: [one, another]}")
    for name in told:
        if name in MASKS:
            raise RuleError(f"{told.where(name)} words", f"{name} is a type of mention", "give the list another name")
    return {name: list(_listed(told, name, "words")) for name in told}


def _listed(data: Located, key: str, file: str) -> Iterable[str]:
    """The words of a list; raises RuleError where there is none."""
    told = data.get(key)
    if not isinstance(told, list):
        raise RuleError(f"{data.where(key)} {file}", f"{key} is no list", "write [one, another]")
    return map(str, told)


def parse_words(data: Located) -> Words:
    """words.yaml's classes; raises RuleError for one that is missing or no list."""
    data.check_keys({*WORD_CLASSES, "lists"}, "words")
    classes: dict[str, Any] = {}
    for key, kind in WORD_CLASSES.items():
        classes[key] = _collected(_listed(data, key, "words"), kind)
    classes["report"] |= classes["press"]
    return Words(**classes)


def _collected(words: Iterable[str], kind: type) -> frozenset[str] | tuple[str, ...]:
    return frozenset(words) if kind is frozenset else tuple(sorted(words, key=len, reverse=True))


def parse_names(data: Located, compiled: Compile) -> NameGrammar:
    """names.yaml, compiled; raises RuleError for a key, a list or a pattern that is wrong."""
    hints = {name: hint for name, hint in get_type_hints(NameGrammar).items() if name != "spellings"}
    data.check_keys(set(hints), "names")
    read: dict[str, Any] = {}
    for key, hint in hints.items():
        kind = get_origin(hint)
        if key not in data:
            raise RuleError(f"{data.where()} names", f"{key} is missing", "copy it from the rules that fundex ships")
        if kind is re.Pattern:
            read[key] = compiled(str(data[key]), data.where(key))
        elif kind is not Mapping:
            read[key] = _collected(_listed(data, key, "names"), kind)
        elif not isinstance(group := data[key], Located):
            raise RuleError(f"{data.where(key)} names", f"{key} is no mapping", "write {key: value}")
        elif key in BY_TYPE:
            pairs = [(word, type_) for type_ in group for word in _listed(group, type_, "names")]
            read[key] = dict(reversed(pairs))  # of a word told twice the first type
        else:
            read[key] = {
                str(word): tuple(case) if isinstance(case, list) else str(case) for word, case in group.items()
            }
    return NameGrammar(**read)


def parse_particulars(data: Located, compiled: Compile) -> Particulars:
    """particulars.yaml, compiled; raises RuleError for a key or a pattern that is wrong."""
    data.check_keys({"bracket", "before", "after", "relative", "trades", "sectors"}, "particulars")

    def patterns(group: Located, key: str) -> tuple[re.Pattern[str], ...]:
        told = cast("list[str]", group[key])
        return tuple(compiled(str(one), group.where(key)) for one in told)

    bracket, sectors = cast(Located, data["bracket"]), cast(Located, data["sectors"])
    bracket.check_keys({*IDENTIFIERS, "seat", "business"}, "bracket")
    return Particulars(
        bracket={key: patterns(bracket, key) for key in bracket},
        before=patterns(data, "before"),
        after=patterns(data, "after"),
        relative=compiled(str(data["relative"]), data.where("relative")),
        trades={latin: str(kana) for latin, kana in cast(Located, data["trades"]).items()},
        sectors={
            name: re.compile(any_of(re.escape(str(word)) for word in cast("list[str]", words)))
            for name, words in sectors.items()
        },
    )


def parse_confidence(data: Located) -> Confidence:
    """confidence.yaml's weights; raises RuleError for a ground that is unknown, missing or no number."""
    data.check_keys({"start", *GROUNDS}, "confidence")
    for key in ("start", *GROUNDS):
        if isinstance(data.get(key), bool) or not isinstance(data.get(key), int | float):
            raise RuleError(f"{data.where(key)} confidence", f"{key} is no number", "write its log-odds, e.g. -0.5")
    return Confidence(cast(float, data["start"]), {key: cast(float, data[key]) for key in GROUNDS})


def parse_attribution(data: Located, compiled: Compile) -> dict[str, re.Pattern[str]]:
    """attribution.yaml's patterns, by who vouches."""
    return {key: compiled(str(value), data.where(key)) for key, value in data.items()}


def parse_cues(data: Located, compiled: Compile) -> tuple[Cue, ...]:
    """modality.yaml's cues, in order."""
    return tuple(_cue(item, compiled) for item in cast("list[Located]", data["cues"]))


def _cue(item: Located, compiled: Compile) -> Cue:
    item.check_keys({"status", "pattern", "name", "where"}, "cue")
    return Cue(
        status=item["status"],  # type: ignore[arg-type]
        pattern=compiled(str(item["pattern"]), item.where("pattern")),
        name=str(item["name"]),
        where=item.get("where", "chain"),  # type: ignore[arg-type]
    )
