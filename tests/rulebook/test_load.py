"""Each mistake in a rules folder is told with its file, its line, its rule and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.errors import RuleError
from extractor.rulebook.load import load_rulebook, read_rulebook

Edit = Callable[[str, str, str], None]


def test_the_small_folder_loads(folder: Path) -> None:
    rules = load_rulebook(folder).rules
    assert [(rule.id, rule.where) for rule in rules] == [
        ("raise.by", "rules/raise.yaml:2"),
        ("raise.total", "rules/raise.yaml:13"),
        ("veto.parts", "rules/vetoes.yaml:2"),
    ]
    (example,) = rules[0].examples
    assert example.text == "朝凪製作所は10億円を調達した。"
    assert example.roles == (("company", "朝凪製作所"), ("amount", "10億円"))
    assert example.line == 10


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(
            "trigger:",
            "triger:",
            "rules/raise.yaml:4 raise.by: unknown key 'triger'; did you mean 'trigger'?",
            id="key",
        ),
        pytest.param(
            "{case: [が], ",
            "{cases: [が], ",
            "rules/raise.yaml:6 raise.by company: unknown key 'cases'; did you mean 'case'?",
            id="key of a role",
        ),
        pytest.param("rules:", "rule:", "rules/raise.yaml:1 raise: unknown key 'rule'", id="key of the file"),
        pytest.param(
            "raise.total",
            "raise.by",
            "rules/raise.yaml:13 raise.by: the id is taken by rules/raise.yaml:2",
            id="id told twice",
        ),
        pytest.param(
            "{money})",
            "{money}",
            "rules/raise.yaml:15 raise.total: the pattern does not compile: missing )",
            id="regex",
        ),
        pytest.param(
            "{money})", "{mony})", "rules/raise.yaml:15 raise.total: unknown mention {mony}; known: money", id="mention"
        ),
        pytest.param(
            "      amount: {case",
            "      sum: {case",
            "rules/raise.yaml:7 raise.by: funding_round has no role 'sum'; it has amount,",
            id="role",
        ),
        pytest.param(
            "?P<amount>", "?P<sum>", "rules/raise.yaml:15 raise.total: funding_round has no role 'sum'", id="group"
        ),
        pytest.param(
            "type: money", "type: mony", "rules/raise.yaml:7 raise.by: unknown type 'mony'; known: money", id="type"
        ),
        pytest.param(
            "funding_round",
            "funding",
            "rules/raise.yaml:3 raise.by: unknown fact type 'funding'; known: funding_round",
            id="fact type",
        ),
        pytest.param(
            "$raise",
            "$rise",
            "rules/raise.yaml:4 raise.by: no word list '$rise'; words.yaml has city, head, raise",
            id="word list",
        ),
        pytest.param(
            '    examples:\n      - "[company 朝凪製作所]は[amount 10億円]を調達した。"\n',
            "",
            "rules/raise.yaml:2 raise.by: 'examples' is missing",
            id="no examples",
        ),
        pytest.param(
            "    trigger: [$raise]\n    roles:",
            "    roles:",
            "rules/raise.yaml:2 raise.by: a rule has exactly one of trigger, tokens, text, veto",
            id="no kind",
        ),
        pytest.param("- id: raise.by", "- id: [raise.by", "rules/raise.yaml:3: no YAML:", id="bad YAML"),
        pytest.param(
            "    detail: true",
            "    detail: true\n    text: 総額",
            "rules/raise.yaml:17: key 'text' told twice",
            id="twice",
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_line(folder: Path, edit: Edit, old: str, new: str, told: str) -> None:
    edit("raise.yaml", old, new)
    with pytest.raises(RuleError) as error:
        load_rulebook(folder)
    assert str(error.value).startswith(told)


def test_a_file_that_is_no_mapping(folder: Path) -> None:
    (folder / "raise.yaml").write_text("- raise.by\n")
    with pytest.raises(RuleError, match=r"rules/raise\.yaml:1: a rule file is a mapping; start with `rules:`"):
        load_rulebook(folder)


def test_a_file_that_is_missing(folder: Path) -> None:
    (folder / "names.yaml").unlink()
    with pytest.raises(RuleError, match=r"names\.yaml is missing; copy it from the rules that fundex ships"):
        load_rulebook(folder)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param("headline:", "headlines:", r"unknown key 'headlines'; did you mean 'headline'\?", id="unknown"),
        pytest.param("headline: -", "# -", "headline is no number; write its log-odds", id="missing"),
        pytest.param("headline: -", "headline: minus ", "headline is no number; write its log-odds", id="words"),
    ],
)
def test_a_weight_of_confidence_that_is_wrong(folder: Path, edit: Edit, old: str, new: str, told: str) -> None:
    edit("confidence.yaml", old, new)
    with pytest.raises(RuleError, match=rf"rules/confidence\.yaml:\d+ confidence: {told}"):
        load_rulebook(folder)


def test_a_cue_that_does_not_compile(folder: Path, edit: Edit) -> None:
    line = (folder / "modality.yaml").read_text().count("\n") + 1
    edit("modality.yaml", "", "  - {name: 括弧, status: planned, pattern: '(予定'}\n")
    with pytest.raises(RuleError, match=rf"rules/modality\.yaml:{line}: the pattern does not compile"):
        load_rulebook(folder)


def test_a_pattern_names_a_list_of_words(folder: Path, edit: Edit) -> None:
    edit("words.yaml", "head: [社長]", "head: [社長, 社長室長, C.O.]")
    edit("raise.yaml", "text: '", "text: '{head}?")
    edit("vetoes.yaml", "veto: 部品", "veto: '{head}$'")
    rules = {rule.id: rule.pattern for rule in load_rulebook(folder).rules}
    assert rules["raise.total"] is not None
    assert rules["raise.total"].pattern.startswith(r"(?:社長室長|C\.O\.|社長)?")  # the longest first, dots plain
    assert rules["veto.parts"] is not None
    assert rules["veto.parts"].search("朝凪製作所の社長室長")


@pytest.mark.parametrize(
    ("file", "begins", "word", "attribute", "text"),
    [
        ("names.yaml", "counters: [", "組", "counted", "国内3組"),
        ("names.yaml", "  business: [", "稼業", "businesses", "稼業"),
        ("names.yaml", "shortened: [", "本舗", "full", "アサナギ本舗"),
        ("names.yaml", "shortened_beside:\n  [", "庵", "dropped", "庵"),
        ("words.yaml", "city: [", "金沢", "seat", "金沢"),
    ],
)
def test_a_word_in_a_list_is_read(folder: Path, file: str, begins: str, word: str, attribute: str, text: str) -> None:
    def reads() -> bool:
        told = getattr(read_rulebook(folder).names, attribute)
        return text in told if isinstance(told, tuple) else told.fullmatch(text) is not None

    assert not reads()
    path = folder / file
    path.write_text(path.read_text().replace(begins, f"{begins}{word}, ", 1))
    assert reads()


def test_who_reports_is_a_verb_of_saying(folder: Path) -> None:
    words = load_rulebook(folder).words
    assert words.press
    assert words.press < words.report


def test_a_list_of_names_that_is_missing(folder: Path, edit: Edit) -> None:
    edit("names.yaml", "honorifics: [", "# [")
    with pytest.raises(RuleError, match=r"rules/names\.yaml:\d+ names: honorifics is missing; copy it from the rules"):
        load_rulebook(folder)
