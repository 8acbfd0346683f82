"""Lint names everything that is wrong with a rules folder, where the loader stops at the first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.errors import RuleError
from extractor.rulebook.lint import lint

Edit = Callable[[str, str, str], None]

TOKENS = """\
rules:
  - id: raise.tokens
    fact: funding_round
    tokens:
      - [{_: {mention: money}, OP: +, role: amount}, {TXT: 調達}]
    roles:
      amount: {type: money, required: true}
    why: C円調達
    examples: ["[amount 10億円]調達"]
    near_misses: ["10億円を販売"]
"""


def test_nothing_to_mend(folder: Path) -> None:
    assert lint(folder) == []


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"no such folder of rules; name the folder that holds words\.yaml"):
        lint(tmp_path / "none")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(
            "raise.by",
            "raiseBy",
            "rules/raise.yaml:2 raiseBy: the id is not of the form family.name; ",
            id="form of id",
        ),
        pytest.param(
            "raise.total", "raise.by", "rules/raise.yaml:13 raise.by: the id is taken by rules/raise.yaml:2; ", id="id"
        ),
        pytest.param(
            '    near_misses:\n      - "総額は未定だ。"\n',
            "",
            "rules/raise.yaml:13 raise.total: 'near_misses' is missing; ",
            id="no near misses",
        ),
        pytest.param(
            "[amount 10億円]を調達した",
            "[sum 10億円]を調達した",
            "rules/raise.yaml:10 raise.by: the example marks 'sum', no role of the rule; "
            "it has amount, announced, company, date",
            id="mark of no role",
        ),
        pytest.param(
            "[amount 10億円]。",
            "10億円。",
            "rules/raise.yaml:21 raise.total: the example marks no role; ",
            id="no mark",
        ),
        pytest.param(
            "[company 朝凪製作所]",
            "[Company 朝凪製作所]",
            "rules/raise.yaml:10 raise.by: a bracket marks no role; ",
            id="bracket",
        ),
        pytest.param(
            "[amount 10億円]を調達した",
            "[amount 10億円]を資金調達した",
            "rules/raise.yaml:2 raise.by: trigger 調達 stands on token edges in none of the examples "
            "(朝凪｜製作所｜は｜10億｜円｜を｜資金調達｜し｜た｜。); ",
            id="trigger inside a token",
        ),
        pytest.param(
            "[$raise]", "[$raise, 調達]", "rules/raise.yaml:2 raise.by: trigger 調達 is told twice; ", id="told twice"
        ),
        pytest.param(
            "[$raise]",
            "[$raise, 資金を集める]",
            "rules/raise.yaml:2 raise.by: trigger 資金を集める is a form of 集める, ",
            id="verb of several words",
        ),
        pytest.param(
            "[$raise]",
            "[$raise]\n    light: [含め]",
            "rules/raise.yaml:2 raise.by: light 含め is a form of 含める, ",
            id="inflected verb",
        ),
        pytest.param(
            "[$raise]",
            "[]\n    light: [$raise]",
            "rules/raise.yaml:2 raise.by: the trigger has no words; ",
            id="trigger without words",
        ),
        pytest.param(
            "    detail: true",
            "    detail: true\n    beats: [raise.buy]",
            "rules/raise.yaml:17 raise.total: beats 'raise.buy', no rule; ",
            id="beats",
        ),
        pytest.param(
            "    why: AはC円",
            "    any_of: [[investor]]\n    why: AはC円",
            "rules/raise.yaml:2 raise.by: any_of names 'investor', no role of the rule; it has amount, company",
            id="any_of",
        ),
        pytest.param(
            "    why: AはC円",
            "    set: {round: series_z}\n    why: AはC円",
            "rules/raise.yaml:2 raise.by: set round to 'series_z', no term of a closed list; ",
            id="set",
        ),
        pytest.param(
            "case: [を]",
            "case: [をば]",
            "rules/raise.yaml:2 raise.by: role amount: no particle gives the case 'をば'; ",
            id="case",
        ),
        pytest.param(
            "case: [を]",
            "case: [へ]",
            "rules/raise.yaml:2 raise.by: role amount: no particle gives the case 'へ'; write に, which へ is read as",
            id="particle for a case",
        ),
        pytest.param(
            "case: [が], ", "", "rules/raise.yaml:2 raise.by: nothing fills the role company; ", id="role without case"
        ),
        pytest.param(
            "?P<amount>",
            "",
            "rules/raise.yaml:13 raise.total: nothing fills the role amount; ",
            id="role without group",
        ),
        pytest.param(
            'examples:\n      - "総額は[amount 10億円]。"',
            'examples: "総額は[amount 10億円]。"',
            "rules/raise.yaml:20 raise.total: examples is no list; ",
            id="no list",
        ),
        pytest.param(
            "    roles:\n      amount: {type",
            "    roles: {amount: [money]}\n    set:\n      amount: {type",
            "rules/raise.yaml:17 raise.total: roles.amount: a role is a mapping",
            id="what the loader refuses",
        ),
        pytest.param(
            "[$raise]",
            "[$raise]\n    with: [部品]",
            "rules/raise.yaml:5 raise.by: with is no mapping; write {key: value}",
            id="no mapping",
        ),
        pytest.param(
            "[$raise]",
            "[$raise]\n    with: {を: 資金}",
            "rules/raise.yaml:5 raise.by: with is no list; write [one, another]",
            id="word for a list",
        ),
        pytest.param(
            "[$raise]",
            "[$raise]\n    any_of: [company]",
            "rules/raise.yaml:5 raise.by: any_of is no list; ",
            id="word for a group",
        ),
        pytest.param(
            "amount: {case: [を]",
            "amount: {least: two, case: [を]",
            "rules/raise.yaml:7 raise.by: roles.amount.least: input should be a valid integer",
            id="word for a number",
        ),
        pytest.param(
            "[$raise]",
            "[$raise]\n    scope: page",
            "rules/raise.yaml:5 raise.by: scope: input should be 'trigger', 'clause' or 'sentence'",
            id="scope",
        ),
        pytest.param(
            "総額は(",
            "(?:[一二三]+|億)*円は(",
            "rules/raise.yaml:13 raise.total: the pattern takes over 0.1 s for ",
            id="backtracks",
        ),
    ],
)
def test_one_finding_a_mistake(folder: Path, edit: Edit, old: str, new: str, told: str) -> None:
    edit("raise.yaml", old, new)
    (finding,) = lint(folder)
    assert str(finding).startswith(told)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("words.yaml", "  raise:", "  rise: [増資]\n  raise:", "warning: no rule uses the list rise; "),
        ("words.yaml", "light:", "lihgt:", "unknown key 'lihgt'; did you mean 'light'?"),
        (
            "words.yaml",
            "press: [報じる, 報ずる, 伝える, 報道]",
            "press: 報じる",
            "press is no list; write [one, another]",
        ),
        ("words.yaml", "  raise:", "  money: [円]\n  raise:", "money is a type of mention; give the list another name"),
        ("names.yaml", "counters:", "counter:", "unknown key 'counter'; did you mean 'counters'?"),
        ("names.yaml", "antecedents: {", "antecedents: 銀行 # {", "antecedents is no mapping; write {key: value}"),
        ("names.yaml", "|{city}", "|{citi}", "no word list {citi}; words.yaml has city, head, raise"),
        ("raise.yaml", "text: '", "text: '{sum}", "unknown mention {sum}; known: money, "),
        ("modality.yaml", "  - {", "  - {status: planned, name: 括弧, pattern: '('}\n  - {", "the pattern does not "),
        ("attribution.yaml", "media: '", "media: '(", "the pattern does not compile: "),
        ("attribution.yaml", "media: '", "media: '(.*)*らしい|", "the pattern takes over 0.1 s for "),
    ],
)
def test_what_stands_beside_the_rules(folder: Path, edit: Edit, file: str, old: str, new: str, told: str) -> None:
    edit(file, old, new)
    line = (folder / file).read_text().partition(new)[0].count("\n") + 1
    (finding,) = lint(folder)
    assert finding.where == f"rules/{file}:{line}"
    assert told in str(finding)


def test_one_spelling_in_two_groups(folder: Path, edit: Edit) -> None:
    edit("lexicon/spellings.yaml", "", "organization:\n  - [朝凪, Asanagi]\n  - [凪, 凪]\nperson:\n  - [Asanagi]\n")
    (finding,) = lint(folder)
    assert str(finding).startswith("lexicon/spellings.yaml:5: the spelling Asanagi is also in the group of line 2; ")


def test_a_pattern_that_spacy_refuses(folder: Path) -> None:
    (folder / "tokens.yaml").write_text(TOKENS)
    (finding,) = lint(folder)
    assert str(finding).startswith("rules/tokens.yaml:2 raise.tokens: a value has the wrong form ")
    (folder / "tokens.yaml").write_text(TOKENS.replace("TXT", "TEXT"))
    assert lint(folder) == []


def test_all_findings_in_the_order_of_files_and_lines(folder: Path, edit: Edit) -> None:
    edit("raise.yaml", "required:", "requird:")
    edit("raise.yaml", "raise.total", "total")
    edit("vetoes.yaml", "kills: [funding_round]", "kills: [funding]")
    (folder / "particles.yaml").write_text("particles: [は\n")
    (folder / "terms.yaml").unlink()
    found = [finding.where for finding in lint(folder)]
    places = ["particles.yaml:2", "raise.yaml:6", "raise.yaml:13", "vetoes.yaml:4"]
    assert found == [str(folder), *(f"rules/{place}" for place in places)]
