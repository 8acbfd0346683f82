"""All that is wrong with a rules folder: what the loader refuses, rule by rule, and what it lets pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from extractor.errors import RuleError
from extractor.rulebook.checks import Token, check_rule, check_time
from extractor.rulebook.finding import Finding
from extractor.rulebook.load import (
    SUPPORT_FILES,
    Compile,
    parse_attribution,
    parse_confidence,
    parse_cues,
    parse_names,
    parse_particulars,
    parse_words,
    read_rulebook,
    word_lists,
)
from extractor.rulebook.model import Rule
from extractor.rulebook.parse import LISTED, Lists, compile_pattern, parse_rule
from extractor.rulebook.source import Located, Text, read_yaml, rule_files

__all__ = ["Finding", "lint"]

T = TypeVar("T")
MISSHAPEN = (AttributeError, KeyError, TypeError, ValueError)
NEEDED = ("why", "examples", "near_misses")
# What parses the files beside the rules that hold patterns.
PATTERNS: dict[str, Callable[[Located, Compile], object]] = {
    "attribution": parse_attribution,
    "modality": parse_cues,
    "names": parse_names,
    "particulars": parse_particulars,
}
LISTS = ("examples", "near_misses", "todo", "kills", "any_of")
MAPPINGS = ("roles", "with", "set")
SHAPES = {"list": "write [one, another]", "mapping": "write {key: value}"}


def lint(folder: Path) -> list[Finding]:
    """Every finding, in the order of files and lines; RuleError only where there is no such folder."""
    if not folder.is_dir():
        raise RuleError(str(folder), "no such folder of rules", "name the folder that holds words.yaml")
    findings = _Look(folder).findings
    if not any(finding.severity == "error" for finding in findings):
        # The loader has the last word on what else it refuses.
        _attempt(partial(read_rulebook, folder), findings, Finding(folder.name, "", ""))
    return sorted(dict.fromkeys(findings), key=lambda finding: finding.order)


def _attempt(read: Callable[[], T], findings: list[Finding], place: Finding) -> T | None:
    """What is read; else None, with a finding, which stands at `place` where the error names none."""
    try:
        return read()
    except RuleError as error:
        findings.append(Finding.of(error))
    except MISSHAPEN as error:
        message = f"a value has the wrong form ({' '.join(str(error).split())})"
        findings.append(replace(place, message=message, hint="compare a rule that fundex ships"))
    return None


class _Look:
    """One look at a folder; `findings` in no order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []
        self.files = self._read()
        self.words = self.files.get("words")
        self.lists = self._lists()
        self._support()
        items = [item for name, data in self.files.items() if name not in SUPPORT_FILES for item in self._items(data)]
        self._book(items)
        rules = [rule for item in items if (rule := self._compiled(item)) is not None]
        particles = self._particles()
        for rule in rules:
            self.findings += check_rule(rule, particles, _tokens)
            if rule.kind == "tokens":
                _attempt(partial(_match_tokens, rule), self.findings, Finding(rule.where, rule.id, ""))

    def _read(self) -> dict[str, Located]:
        files: dict[str, Located] = {}
        for path in rule_files(self.folder):
            place = Finding(f"{self.folder.name}/{path.name}:1", "", "")
            if (data := _attempt(partial(read_yaml, path), self.findings, place)) is not None:
                files[path.stem] = data
        return files

    def _lists(self) -> dict[str, list[str]] | None:
        if self.words is None:
            return None
        return _attempt(partial(word_lists, self.words), self.findings, Finding(self.words.where(), "", ""))

    def _support(self) -> None:
        for name in SUPPORT_FILES:
            if not (self.folder / f"{name}.yaml").is_file():
                message, hint = f"{name}.yaml is missing", "copy it from the rules that fundex ships"
                self.findings.append(Finding(str(self.folder), "", message, hint))
        if self.words is not None:
            _attempt(partial(parse_words, self.words), self.findings, Finding(self.words.where(), "", ""))
        for name, parse in PATTERNS.items():
            if self.lists is not None and (data := self.files.get(name)) is not None:
                compiled = partial(self._timed, self.lists)
                _attempt(partial(parse, data, compiled), self.findings, Finding(data.where(), "", ""))
        if (weights := self.files.get("confidence")) is not None:
            _attempt(partial(parse_confidence, weights), self.findings, Finding(weights.where(), "", ""))
        path = self.folder / "lexicon" / "spellings.yaml"
        place = Finding(f"lexicon/{path.name}:1", "", "")
        if path.is_file() and (spellings := _attempt(partial(read_yaml, path), self.findings, place)) is not None:
            _attempt(lambda: self.findings.extend(_shared(spellings)), self.findings, place)

    def _timed(self, lists: Lists, source: str, where: str) -> re.Pattern[str]:
        """A pattern that stands beside the rules, compiled, and a finding if it backtracks."""
        pattern = compile_pattern(source, where, lists)
        self.findings += check_time(Finding(where, "", ""), pattern)
        return pattern

    def _items(self, data: Located) -> Iterable[Located]:
        """The rules of one file, as written."""
        _attempt(partial(data.check_keys, {"rules"}, data.path.stem), self.findings, Finding(data.where(), "", ""))
        rules = data.get("rules")
        for item in rules if isinstance(rules, list) else ():
            if isinstance(item, Located):
                yield item
            else:
                self.findings.append(Finding(data.where("rules"), "", "a rule is a mapping", "start it with `- id: …`"))

    def _book(self, items: list[Located]) -> None:
        """What only all rules together tell: ids taken twice, `beats` that name no rule, lists that no rule uses."""
        seen: dict[str, str] = {}
        for item in items:
            name, where = str(item.get("id", "")), item.where("id")
            if name and seen.setdefault(name, where) != where:
                self.findings.append(Finding(where, name, f"the id is taken by {seen[name]}", "give it another id"))
        for item in items:
            for beaten in _entries(item.get("beats")):
                if beaten not in seen:
                    place, name = item.where("beats"), str(item.get("id", ""))
                    self.findings.append(Finding(place, name, f"beats {beaten!r}, no rule", "name a rule by its id"))
        used = {text for item in items for text in _texts(item) if text.startswith("$")}
        lists = self.words.get("lists") if self.words is not None else None
        named = {found[1] for text in _texts(self.files) for found in LISTED.finditer(text)}
        for name in lists if isinstance(lists, Located) else ():
            if f"${name}" not in used and name not in named and isinstance(lists, Located):
                message = f"no rule uses the list {name}"
                self.findings.append(Finding(lists.where(name), "", message, "delete it", "warning"))

    def _compiled(self, item: Located) -> Rule | None:
        """A rule, with empty stand-ins for what it lacks so that the rest of it is looked at too."""
        name, sound = str(item.get("id", "(no id)")), True
        lacks = [key for key in NEEDED if not item.get(key)]
        for key in lacks:
            hint = "every rule has a why, examples and near_misses"
            self.findings.append(Finding(item.where(), name, f"{key!r} is missing", hint))
            item[key], item.lines[key] = [Text()], item.line
        for key, shape in _misshapen(item):
            self.findings.append(Finding(item.where(key), name, f"{key} is no {shape}", SHAPES[shape]))
            sound = False
        if self.lists is None or not sound:
            return None
        rule = _attempt(partial(parse_rule, item, self.lists), self.findings, Finding(item.where(), name, ""))
        nothing: dict[str, Any] = {key: () for key in lacks if key != "why"}
        return replace(rule, **nothing) if rule is not None else None

    def _particles(self) -> dict[str, str] | None:
        file = self.files.get("particles")
        told = file.get("particles") if file is not None else None
        return {word: str(case) for word, case in told.items()} if isinstance(told, Located) else None


def _misshapen(item: Located) -> Iterator[tuple[str, str]]:
    """The keys whose value has not the shape that it must have; a word for a list would be read letter by letter."""
    told = {key: [item[key]] for key in LISTS if key in item}
    groups = item.get("any_of")
    told["any_of"] = [*told.get("any_of", []), *(groups if isinstance(groups, list) else [])]
    yield from ((key, "list") for key, values in told.items() if not all(isinstance(value, list) for value in values))
    maps = {key: item[key] for key in MAPPINGS if item.get(key)}
    yield from ((key, "mapping") for key, value in maps.items() if not isinstance(value, Located))
    held = maps.get("with")
    if isinstance(held, Located) and not all(isinstance(words, list) for words in held.values()):
        yield "with", "list"


def _texts(value: object) -> Iterator[str]:
    """Every string of a YAML value."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _entries(value: object) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, list) else [str(value)] if value else []


def _shared(spellings: Located) -> Iterator[Finding]:
    """One spelling in two groups would join two companies."""
    seen: dict[str, tuple[int, int]] = {}
    groups = [group for told in spellings.values() if isinstance(told, list) for group in told]
    for number, group in enumerate(groups):
        for spelling in group:
            line = getattr(spelling, "line", spellings.line)
            first, where = seen.setdefault(str(spelling), (number, line))
            if first != number:
                message = f"the spelling {spelling} is also in the group of line {where}"
                yield Finding(f"lexicon/{spellings.path.name}:{line}", "", message, "keep it in one of them")


def _tokens(text: str) -> list[Token]:
    """A text's tokens as the pipeline's tokenizer makes them."""
    from extractor.annotate import load_model

    return [(token.text, token.lemma_, token.tag_) for token in load_model().make_doc(text)]


def _match_tokens(rule: Rule) -> None:
    """Raises for a token pattern that spaCy refuses; the matcher would only say so at the first sentence."""
    from spacy.matcher import Matcher
    from spacy.tokens import Token

    from extractor.annotate import load_model

    if not Token.has_extension("mention"):
        Token.set_extension("mention", default="")
    patterns = [[{k: v for k, v in token.items() if k != "role"} for token in pattern] for pattern in rule.tokens]
    Matcher(load_model().vocab, validate=True).add(rule.id, patterns)
