"""rules/*.yaml → Rulebook: parsed once, unknown keys refused, every mistake told with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import cast

from extractor.confidence import GROUNDS, Confidence
from extractor.errors import RuleError
from extractor.names import NameGrammar
from extractor.particulars import IDENTIFIERS, Particulars
from extractor.phrases import Particles
from extractor.rulebook.model import Cue, Rule, Rulebook, Words
from extractor.rulebook.parse import compile_pattern, parse_rule
from extractor.rulebook.source import Located, read_yaml, rule_files

SUPPORT_FILES = ("words", "particles", "names", "modality", "attribution", "terms", "particulars", "confidence")
WORD_CLASSES = ("light", "receive", "report", "transparent", "process", "abstract", "genitive", "measure")


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
    attribution, particles = support["attribution"], support["particles"]
    return Rulebook(
        rules=tuple(_rules(folder, support["words"])),
        words=parse_words(support["words"]),
        cues=tuple(parse_cues(support["modality"])),
        attribution={key: compile_pattern(str(value), attribution.where(key)) for key, value in attribution.items()},
        particles=Particles(
            cast("dict[str, str]", particles["particles"]),
            cast("list[str]", particles["others"]),
            cast("list[str]", particles["measured"]),
        ),
        names=NameGrammar.load(support["names"], {name: kind for kind, group in spellings for name in group}),
        spellings=tuple(group for _, group in spellings),
        particulars=parse_particulars(support["particulars"]),
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


def _rules(folder: Path, words: Located) -> Iterable[Rule]:
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
            rule = parse_rule(item, word_lists(words))
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
    """The lists that rules name with $: raise → its words."""
    return {
        name: list(map(str, cast("list[str]", listed))) for name, listed in cast(Located, words["triggers"]).items()
    }


def parse_words(data: Located) -> Words:
    """words.yaml's classes; raises RuleError for one that is missing or no list."""
    data.check_keys({*WORD_CLASSES, "triggers"}, "words")
    for key in WORD_CLASSES:
        if not isinstance(data.get(key), list):
            raise RuleError(f"{data.where(key)} words", f"{key} is no list", "write [one, another]")
    classes = {key: frozenset(map(str, cast("list[str]", data[key]))) for key in WORD_CLASSES}
    process = tuple(sorted(classes.pop("process"), key=len, reverse=True))
    return Words(process=process, **classes)


def parse_particulars(data: Located) -> Particulars:
    """particulars.yaml, compiled; raises RuleError for a key or a pattern that is wrong."""
    data.check_keys({"bracket", "before", "after", "relative", "trades", "sectors"}, "particulars")

    def patterns(group: Located, key: str) -> tuple[re.Pattern[str], ...]:
        told = cast("list[str]", group[key])
        return tuple(compile_pattern(str(one), group.where(key)) for one in told)

    bracket, sectors = cast(Located, data["bracket"]), cast(Located, data["sectors"])
    bracket.check_keys({*IDENTIFIERS, "seat", "business"}, "bracket")
    return Particulars(
        bracket={key: patterns(bracket, key) for key in bracket},
        before=patterns(data, "before"),
        after=patterns(data, "after"),
        relative=compile_pattern(str(data["relative"]), data.where("relative")),
        trades={latin: str(kana) for latin, kana in cast(Located, data["trades"]).items()},
        sectors={name: tuple(map(str, cast("list[str]", words))) for name, words in sectors.items()},
    )


def parse_confidence(data: Located) -> Confidence:
    """confidence.yaml's weights; raises RuleError for a ground that is unknown, missing or no number."""
    data.check_keys({"start", *GROUNDS}, "confidence")
    for key in ("start", *GROUNDS):
        if isinstance(data.get(key), bool) or not isinstance(data.get(key), int | float):
            raise RuleError(f"{data.where(key)} confidence", f"{key} is no number", "write its log-odds, e.g. -0.5")
    return Confidence(cast(float, data["start"]), {key: cast(float, data[key]) for key in GROUNDS})


def parse_cues(data: Located) -> Iterable[Cue]:
    """modality.yaml's cues, in order."""
    for item in cast("list[Located]", data["cues"]):
        item.check_keys({"status", "pattern", "name", "where"}, "cue")
        yield Cue(
            status=item["status"],  # type: ignore[arg-type]
            pattern=compile_pattern(str(item["pattern"]), item.where("pattern")),
            name=str(item["name"]),
            where=item.get("where", "chain"),  # type: ignore[arg-type]
        )
