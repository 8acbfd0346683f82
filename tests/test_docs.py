"""The documentation says what is so: its commands run, its options and keys are all there, its links lead somewhere."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from extractor.contract import CLOSED_TERMS, FACT_TYPES
from extractor.rulebook.parse import ROLE_KEYS, RULE_KEYS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *ROOT.glob("*.md"),
    *ROOT.glob("docs/*.md"),
    ROOT / "rules/README.md",
    ROOT / "tests/corpus/README.md",
]
PAGE_IDS = [str(page.relative_to(ROOT)) for page in PAGES]
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
# `#key` of a heading as GitHub makes it: small letters, spaces to hyphens, punctuation dropped.
HEADING = re.compile(r"^#+ (?P<text>.+)$", re.MULTILINE)


def blocks(page: Path, kind: str) -> list[str]:
    return [found["body"] for found in FENCE.finditer(page.read_text(encoding="utf-8")) if found["kind"] == kind]


def console(page: Path) -> list[tuple[str, list[str]]]:
    """Each `$ ` line of a page with the lines that it is said to print."""
    told: list[tuple[str, list[str]]] = []
    for line in "".join(blocks(page, "console")).splitlines():
        if line.startswith("$ "):
            told.append((line.removeprefix("$ "), []))
        elif line.strip():
            told[-1][1].append(line.rstrip())
    return told


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A page's folder, with nothing but the examples, in which its commands run one after the other."""

    @cache
    def made(page: str) -> Path:
        folder = tmp_path_factory.mktemp(Path(page).stem)
        shutil.copytree(ROOT / "examples", folder / "examples")
        return folder

    return made


@pytest.fixture(scope="module")
def there(folder_of: Callable[[str], Path]) -> Path:
    return folder_of("README.md")


RUN = [
    (page, *one)
    for page in ("README.md", "docs/databases.md", "docs/tables.md", "docs/linking.md", "docs/gephi.md")
    for one in console(ROOT / page)
]


@pytest.mark.parametrize(("page", "command", "printed"), RUN, ids=[f"{page} {command}" for page, command, _ in RUN])
def test_the_commands_run(folder_of: Callable[[str], Path], page: str, command: str, printed: list[str]) -> None:
    program, *words = shlex.split(command)
    assert program == "fundex", "a console block holds commands of ours only; others stand in an sh block"
    words = [sys.executable, "-m", "extractor", *words]
    # The width of no terminal, as in a file or a pipe; Python finds the package as it is here.
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(words, cwd=folder_of(page), env=env, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    shown = [line.rstrip() for line in run.stdout.splitlines() if line.strip()]
    assert not printed or shown == printed


def test_the_japanese_readme_has_the_same_commands() -> None:
    assert console(ROOT / "README.ja.md") == console(ROOT / "README.md")
    assert blocks(ROOT / "README.ja.md", "json") == blocks(ROOT / "README.md", "json")


def within(part: Any, whole: Any) -> bool:
    """Whether a shortened record says nothing that the whole does not: keys and list items may be left out."""
    if isinstance(part, Mapping):
        return isinstance(whole, Mapping) and all(key in whole and within(part[key], whole[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(within(one, other) for other in whole) for one in part)
    return bool(part == whole)


@pytest.mark.parametrize("page", ["README.md", "docs/facts.md"])
def test_the_fact_shown_is_one_that_is_read(there: Path, page: str) -> None:
    from extractor import DocumentFacts, extract_documents
    from extractor.export.records import fact_record
    from extractor.read import read_inputs

    (shown,) = [json.loads(block) for block in blocks(ROOT / page, "json")]
    told = extract_documents(read_inputs([str(there / "examples")]))
    facts = [fact_record(fact) for one in told if isinstance(one, DocumentFacts) for fact in one.facts]
    assert any(within(shown, fact) for fact in facts), [f for f in facts if f["document"] == shown["document"]]


def test_the_code_of_the_library_page_says_what_it_gives(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor import DocumentFacts, extract_documents
    from extractor.export import write_corpus
    from extractor.pipeline import collect
    from extractor.read import read_inputs

    monkeypatch.chdir(there)
    told = extract_documents(read_inputs(["examples/news.jsonl"]))
    write_corpus(collect(one for one in told if isinstance(one, DocumentFacts)), Path("facts.json"))
    names: dict[str, Any] = {}
    compared = 0
    for block in blocks(ROOT / "docs/library.md", "python"):
        lines = block.splitlines()
        for node in ast.parse(block).body:
            source = ast.unparse(node)
            expected = lines[(node.end_lineno or 0) - 1].partition("  # ")[2]
            if isinstance(node, ast.Expr) and re.match(r"[('\[M]", expected):
                assert repr(eval(source, names)) == expected
                compared += 1
            else:
                exec(source, names)
    assert compared >= 8


def commands() -> Iterator[tuple[str, Any]]:
    from extractor.cli import app

    def walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
        yield name, command
        for sub, one in getattr(command, "commands", {}).items():
            yield from walk(f"{name} {sub}", one)

    return walk("fundex", typer.main.get_command(app))


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda told: told if isinstance(told, str) else "")
def test_every_command_and_option_is_documented(name: str, command: Any) -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    sections = re.split(r"^#+ ", page, flags=re.MULTILINE)
    # A group's page (fundex, fundex rules, fundex query) holds what its commands share.
    group = name.rpartition(" ")[0]
    own = [one for one in sections if one.partition("\n")[0] in (name, "Commands" if name == "fundex" else name)]
    shared = [one for one in sections if one.partition("\n")[0] == group and group != "fundex"]
    assert own, f"docs/commands.md has no section {name}"
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("-")}
    missing = {option for option in options if not re.search(rf"(?<![\w-]){option}(?![\w-])", "".join(own + shared))}
    assert not missing - {"--help"}
    assert hasattr(command, "commands") or f"$ {name}" in "".join(own), f"{name} has no example"


@pytest.mark.parametrize(
    ("heading", "keys"), [("Every key of a rule", RULE_KEYS), ("Every key of a role", ROLE_KEYS)], ids=["rule", "role"]
)
def test_the_keys_of_rules_are_those_in_the_tutorial(heading: str, keys: frozenset[str]) -> None:
    page = (ROOT / "rules/README.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`(\w+)`", " ".join(cells))) == keys


def test_types_roles_and_terms_are_those_of_the_page_of_facts() -> None:
    page = (ROOT / "docs/facts.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` ?†? \| [^|]+ \| (\*\*.+) \|$", page, flags=re.MULTILINE)
    told = {
        name: (
            {role.rstrip("*") for role in re.findall(r"\*\*(\w+)\*?\*\*", roles)},
            {role.strip("*") for role in roles.split(", ")},
            {role.strip("*") for role in roles.split(", ") if re.search(r"\w\*$|\w\*\*\*$", role)},
        )
        for name, roles in rows
    }
    assert told == {one.name: (one.core, one.roles, one.many) for one in FACT_TYPES.values()}
    money = set(re.findall(r"^\| `(\w+)` † \|", page, flags=re.MULTILINE))
    assert money == {one.name for one in FACT_TYPES.values() if one.money}
    lists = page.partition("### Closed lists")[2].partition("\n## ")[0]
    spelled = {term for term in CLOSED_TERMS if not re.fullmatch(r"series_[b-g]|series_[a-h]_extension", term)}
    assert spelled <= set(re.findall(r"\w+", lists))


def test_the_worked_rule_of_the_tutorial_works(tmp_path: Path) -> None:
    from extractor import extract
    from extractor.pipeline import Pipeline
    from extractor.rulebook.examples import run_examples
    from extractor.rulebook.lint import lint

    page = (ROOT / "rules/README.md").read_text(encoding="utf-8")
    section = page.partition("\n## A worked example\n")[2].partition("\n## ")[0]
    (rule,) = re.findall(r"^```yaml\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)
    (sentence,) = re.findall(r"^\$ fundex explain '(.*)'$", section, flags=re.MULTILINE)
    assert not extract(sentence).facts, "the rules read it by now: the tutorial needs another sentence"
    rules = shutil.copytree(ROOT / "rules", tmp_path / "my-rules")
    with (rules / "investment.yaml").open("a", encoding="utf-8") as file:
        file.write(rule)
    assert not lint(rules)
    pipeline = Pipeline(rules)
    results = run_examples(pipeline, [one for one in pipeline.rulebook.rules if one.id == "invest.inject"])
    assert len(results) == 3
    assert all(result.passed for result in results), results


def anchors(page: Path) -> set[str]:
    headings = [found["text"] for found in HEADING.finditer(FENCE.sub("", page.read_text(encoding="utf-8")))]
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for found in LINK.finditer(text):
        path, _, anchor = found["target"].partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        goal = (page.parent / path).resolve() if path else page
        assert goal.is_relative_to(ROOT), found["target"]
        assert goal.exists(), found["target"]
        assert not anchor or anchor in anchors(goal), found["target"]


def test_each_part_of_the_benchmarks_has_its_place_in_the_docs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from bench import PARTS

    for part, (_, page) in PARTS.items():
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        assert text.count(f"<!-- measured {part}: begin -->") == text.count(f"<!-- measured {part}: end -->") == 1
