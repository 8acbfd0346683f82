"""`fundex rules` and `fundex explain` as people run them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Fundex = Callable[..., Any]
Edit = Callable[[str, str, str], None]


def test_lint(fundex: Fundex, folder: Path, edit: Edit) -> None:
    assert fundex("rules", "lint", "--rules", str(folder)) == (0, "", "0 errors, 0 warnings\n")
    edit("words.yaml", "  raise:", "  rise: [増資]\n  raise:")
    run = fundex("rules", "lint", "--rules", str(folder))
    assert (run.status, run.err) == (0, "0 errors, 1 warning\n")
    edit("raise.yaml", "trigger:", "triger:")
    run = fundex("rules", "lint", "--rules", str(folder))
    assert run.status == 1
    assert run.out.startswith("rules/raise.yaml:4 raise.by: unknown key 'triger'; did you mean 'trigger'?\n")


def test_examples_that_pass(fundex: Fundex, folder: Path) -> None:
    assert fundex("rules", "test", "--rules", str(folder)) == (0, "", "6 sentences, 0 failed\n")
    assert fundex("rules", "test", "raise.total", "veto", "--rules", str(folder)).err == "4 sentences, 0 failed\n"


def test_an_example_that_fails(fundex: Fundex, folder: Path, edit: Edit) -> None:
    edit("raise.yaml", "[company 朝凪製作所]", "[company 朝凪]製作所")
    run = fundex("rules", "test", "raise", "--rules", str(folder))
    assert (run.status, run.err) == (1, "4 sentences, 1 failed\n")
    assert run.out.startswith("rules/raise.yaml:10 raise.by: example '[company 朝凪]製作所は")


def test_a_rule_that_no_example_needs(fundex: Fundex, folder: Path, edit: Edit) -> None:
    edit("vetoes.yaml", "", (folder / "vetoes.yaml").read_text().partition("rules:\n")[2].replace("parts", "twin"))
    run = fundex("rules", "test", "veto", "--rules", str(folder))
    assert (run.status, run.err) == (1, "4 sentences, 0 failed; 2 rules needless\n")
    assert run.out.startswith("rules/vetoes.yaml:2 veto.parts: no example needs the rule: without it, others tell the ")


def test_list(fundex: Fundex, folder: Path) -> None:
    rows = fundex("rules", "list", "--rules", str(folder)).out.splitlines()
    assert [row.split() for row in rows[:2]] == [
        ["raise.by", "frame", "funding_round", "AはC円を調達した"],
        ["raise.total", "text", "funding_round", "総額はC円"],
    ]
    run = fundex("rules", "list", "--type", "funding_round", "--json", "--rules", str(folder))
    assert [rule["id"] for rule in json.loads(run.out)] == ["raise.by", "raise.total", "veto.parts"]
    assert fundex("rules", "list", "--type", "alliance", "--rules", str(folder)) == (0, "", "")


def test_coverage(fundex: Fundex, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    texts = ["朝凪製作所は部品の費用に3億円を調達した。", "総額は10億円。"]
    path.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    run = fundex("rules", "coverage", str(path), "--rules", str(folder))
    assert (run.status, run.err) == (0, "2 of 3 rules of no use in 2 documents\n")
    assert [line.split(maxsplit=3) for line in run.out.splitlines()] == [
        ["raise.by", "frame", "funding_round", "1 hit without a fact"],
        ["raise.total", "text", "funding_round", "1 hit without a fact"],
    ]
    told = json.loads(fundex("rules", "coverage", str(path), "--json", "--rules", str(folder)).out)
    assert told["documents"] == 2
    assert {rule["id"]: (rule["facts"], rule["killed"], rule["hits"]) for rule in told["rules"]} == {
        "raise.by": (0, 0, 1),
        "raise.total": (0, 0, 1),
        "veto.parts": (0, 1, 0),
    }
    path.write_text(json.dumps({"id": "a", "text": "朝凪製作所は10億円を調達した。"}) + "\n{\n")
    run = fundex("rules", "coverage", str(path), "--rules", str(folder))
    assert run.status == 1
    assert f"fundex: {path}:2: no JSON" in run.err
    assert [line.split()[0] for line in run.out.splitlines()] == ["raise.total", "veto.parts"]
    assert fundex("rules", "coverage", str(tmp_path / "none"), "--rules", str(folder)).status == 2


def test_show(fundex: Fundex, folder: Path) -> None:
    lines = fundex("rules", "show", "raise.by", "--rules", str(folder)).out.splitlines()
    assert lines[:2] == ["rules/raise.yaml:2", "- id: raise.by"]
    assert lines[-1] == "trigger words: 調達, 増資"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["rules", "show", "raise.bye"], "fundex rules show: no rule 'raise.bye'; did you mean raise.by?"),
        (["rules", "test", "veto", "rise"], "fundex rules test: no rule or family 'rise'; did you mean raise?"),
        (["rules", "list", "--type", "funding_rounds"], "--type: no fact type 'funding_rounds'; did you mean "),
        (["explain", "10億円", "--date", "today"], "--date: 'today' is no date; write it as 2026-05-20"),
        (["explain", "10億円", "--expect", "grants"], "--expect: no fact type 'grants'; did you mean grant?"),
        (["explain", " "], "TEXT: the text is empty"),
    ],
)
def test_bad_words(fundex: Fundex, folder: Path, words: list[str], error: str) -> None:
    run = fundex(*words, "--rules", str(folder))
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith(f"fundex: error: {error}")


@pytest.mark.parametrize("command", [["lint"], ["test"], ["list"], ["show", "raise.by"]])
def test_no_folder(fundex: Fundex, tmp_path: Path, command: list[str]) -> None:
    run = fundex("rules", *command, "--rules", str(tmp_path / "none"))
    assert (run.status, run.out) == (2, "")
    assert "none: no such folder of rules;" in run.err


def test_explain_a_text(fundex: Fundex, folder: Path) -> None:
    run = fundex("explain", "朝凪製作所は16日、10億円を調達した。", "--date", "2026-05-20", "--rules", str(folder))
    assert run.status == 0
    assert "  fired    raise.by: funding_round (" in run.out
    assert "16日: date 2026-05-16" in run.out


def test_explain_files(fundex: Fundex, folder: Path, tmp_path: Path) -> None:
    article = {"id": "asanagi", "published": "2025-01-31", "text": "朝凪製作所は16日、10億円を調達した。"}
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(article) + "\n{\n")
    run = fundex("explain", str(path), "--json", "--rules", str(folder))
    assert run.status == 1
    assert f"fundex: {path}:2: no JSON" in run.err
    (explanation,) = json.loads(run.out)
    assert explanation["document"]["id"] == "asanagi"
    assert explanation["sentences"][0]["values"][0]["value"] == "2025-01-16"
    missing = fundex("explain", str(tmp_path / "none.md"), "--rules", str(folder))
    assert (missing.status, missing.out) == (2, "")
    assert "none.md: no such file or folder" in missing.err


@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["show", "veto.parts"]])
def test_to_look_up_a_rule_loads_no_model(folder: Path, command: list[str]) -> None:
    code = (
        "import sys\nfrom extractor.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'spacy', 'ginza', 'extractor.pipeline'} & set(sys.modules)), file=sys.stderr)"
    )
    words = [sys.executable, "-c", code, "rules", *command, "--rules", str(folder)]
    run = subprocess.run(words, capture_output=True, text=True, check=True)
    assert run.stderr.strip() == "[]"
    assert "veto.parts" in run.stdout


def test_every_command_and_option_has_an_example() -> None:
    from typer.main import get_command

    from extractor.cli import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    for command in (commands["explain"], *commands["rules"].commands.values()):
        assert "Example: " in command.help
        for parameter in command.params:
            assert "Example: " in (parameter.help or ""), f"{command.name} {parameter.name}"
