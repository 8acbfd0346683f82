"""The command as people run it: what stands on which stream, and with which status it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from extractor.cli import app, main

ARTICLE = "カゼノネ、12億円調達\nカゼノネは7日、Hキャピタルから総額12億円を調達したと発表した。"
OTHER = "トモシビ、3億円調達\nトモシビは8日、総額3億円を調達したと発表した。"


class Run(NamedTuple):
    status: int
    out: str
    err: str


Fundex = Callable[..., Run]


@pytest.fixture
def fundex(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fundex:
    def run(*words: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["fundex", *words])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return Run(int(stop.value.code or 0), out, err)

    return run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    record = {"id": "kazenone", "published": "2026-04-07", "text": ARTICLE}
    (tmp_path / "good.jsonl").write_text(json.dumps(record) + "\n")
    return tmp_path


def test_facts_on_standard_output_and_progress_on_error(fundex: Fundex, here: Path) -> None:
    run = fundex("extract", "good.jsonl")
    facts = json.loads(run.out)
    assert run.status == 0
    assert [one["type"] for one in facts["facts"]] == ["funding_round"]
    assert facts["documents"][0]["id"] == "kazenone"
    assert "1 documents, 1 facts" in run.err
    assert fundex("extract", "good.jsonl", "--quiet").err == ""


def test_the_way_from_articles_to_a_table_and_a_graph(fundex: Fundex, here: Path) -> None:
    assert fundex("extract", "good.jsonl", "-q", "-o", "facts.json") == Run(0, "", "")
    shown = fundex("show", "facts.json")
    assert shown.status == 0
    (row,) = [line for line in shown.out.splitlines() if "funding_round" in line]
    assert "カゼノネ" in row
    assert "12億円" in row
    assert "completed" in row
    assert fundex("graph", "facts.json", "-o", "graph.gexf") == Run(0, "", "graph.gexf: 2 nodes, 1 edges\n")
    assert "カゼノネ" in (here / "graph.gexf").read_text()


@pytest.mark.parametrize(
    ("files", "inputs", "named"),
    [
        pytest.param({}, ["no.md"], ["fundex: no.md: no such file"], id="missing file"),
        pytest.param({"a.txt": b"\x83\x65"}, ["a.txt"], ["fundex: a.txt: not UTF-8 at byte 0"], id="unreadable bytes"),
        pytest.param({"a.md": b""}, ["a.md"], ["fundex: a.md: the text is empty"], id="empty file"),
        pytest.param(
            {"a.jsonl": b"{\n[1]\n"}, ["a.jsonl"], ["fundex: a.jsonl:1: no JSON", "fundex: a.jsonl:2: "], id="lines"
        ),
        pytest.param(
            {"a.jsonl": json.dumps({"id": "kazenone", "text": OTHER}).encode()},
            ["a.jsonl"],
            ["fundex: a.jsonl:1: the id 'kazenone' is already taken by good.jsonl:1"],
            id="two documents with one id",
        ),
    ],
)
def test_some_documents_fail(
    fundex: Fundex, here: Path, files: dict[str, bytes], inputs: list[str], named: list[str]
) -> None:
    for name, data in files.items():
        (here / name).write_bytes(data)
    run = fundex("extract", "good.jsonl", *inputs, "-q", "-o", "facts.json")
    assert run.status == 1
    assert run.out == ""
    lines = run.err.splitlines()
    assert len(lines) == len(named)
    assert all(line.startswith(words) for line, words in zip(lines, named, strict=True))
    assert [one["id"] for one in json.loads((here / "facts.json").read_text())["documents"]] == ["kazenone"]


def test_nothing_could_be_done(fundex: Fundex, here: Path) -> None:
    run = fundex("extract", "no.md", "*.txt", "-q", "-o", "facts.json")
    assert (run.status, run.out) == (2, "")
    assert [line.split(": ")[1] for line in run.err.splitlines()] == ["no.md", "*.txt"]
    assert not (here / "facts.json").exists()


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["extract", "no.md", "-o", "none/facts.json"], "none/facts.json: there is no folder none;"),
        (["extract", "no.md", "-o", "."], ".: no format ends like this;"),
        (["extract", "no.md", "-o", "facts.xls"], "facts.xls: no format ends like this;"),
        (["extract", "no.md", "--format", "xml"], "--format xml: no such format;"),
        (["extract", "no.md", "--types", "investment,found"], "--types: no fact type 'found'; did you mean fund?"),
        (["extract", "no.md", "--rules", "none"], "none: no such folder of rules;"),
        (["graph", "none.json", "-o", "graph.xls"], "graph.xls: no graph format ends in '.xls';"),
        (["graph", "none.json", "-o", "none/graph.gexf"], "none/graph.gexf: there is no folder none;"),
        (["graph", "none.json", "-o", "graph.gexf"], "none.json: cannot be read (No such file or directory);"),
        (["graph", "none.json", "-o", "g.gexf", "--edges", "pair"], "--edges: there is no 'pair'; did you mean pairs?"),
        (["graph", "none.json", "-o", "g.gexf", "--types", "fond"], "--types: no fact type 'fond'; did you mean fund?"),
        (
            ["graph", "none.json", "-o", "g.gexf", "--status", "done"],
            "--status: there is no 'done'; use completed, ann",
        ),
        (
            ["graph", "none.json", "-o", "g.gexf", "--from", "2025-13"],
            "--from: '2025-13' is no date; write it as 2025-",
        ),
        (["graph", "none.json", "-o", "g.gexf", "--to", "昨年"], "--to: '昨年' is no date;"),
        (["graph", "none.json", "-o", "g.gexf", "--over", "10億"], "--over: '10億' is no amount; write one with its"),
        (["graph", "none.json", "-o", "g.gexf", "--over", "数億円"], "--over: '数億円' is no amount;"),
        (["graph", "none.json", "-o", "g.gexf", "--over", "10億円と20億円"], "--over: '10億円と20億円' is no amount;"),
        (["show", "good.jsonl"], "good.jsonl:1: is no line of a facts file;"),
        (["values", "16日", "--date", "today"], "--date: 'today' is no date; write it as 2025-10-08"),
    ],
)
def test_one_line_says_what_is_wrong_before_any_work(fundex: Fundex, here: Path, words: list[str], error: str) -> None:
    run = fundex(*words)
    assert (run.status, run.out) == (2, "")
    (line,) = run.err.splitlines()  # were the input looked at, it would be named too
    assert line.startswith(f"fundex: error: {error}")
    assert [path.name for path in here.iterdir()] == ["good.jsonl"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], ["2 nodes, 1 edges"]),
        (["--edges", "pairs"], ["2 nodes, 1 edges"]),
        (["--edges", "events"], ["3 nodes, 2 edges"]),
        (
            ["--over", "12億円", "--from", "2026-04", "--to", "2026-04-07", "--status", "completed"],
            ["2 nodes, 1 edges"],
        ),
        (["--over", "1,200,000,001円"], ["kept 0 of 1 facts; left out 1 of less money", "0 nodes, 0 edges"]),
        (["--over", "US$1"], ["kept 0 of 1 facts; left out 1 without an amount in USD", "0 nodes, 0 edges"]),
        (["--to", "2025"], ["kept 0 of 1 facts; left out 1 of other days", "0 nodes, 0 edges"]),
        (
            ["--around", "Ｈキャピタル"],
            ["around Ｈキャピタル: kept 2 nodes, 1 edges of 2 nodes, 1 edges", "2 nodes, 1 edges"],
        ),
    ],
)
def test_what_a_graph_leaves_out_is_said(fundex: Fundex, here: Path, options: list[str], said: list[str]) -> None:
    fundex("extract", "good.jsonl", "-q", "-o", "facts.json")
    run = fundex("graph", "facts.json", "-o", "graph.gexf", *options)
    assert (run.status, run.out) == (0, "")
    assert run.err.splitlines() == [*said[:-1], f"graph.gexf: {said[-1]}"]
    assert (here / "graph.gexf").exists()


def test_a_graph_around_nobody_is_not_written(fundex: Fundex, here: Path) -> None:
    fundex("extract", "good.jsonl", "-q", "-o", "facts.json")
    run = fundex("graph", "facts.json", "-o", "graph.gexf", "--around", "カゼノ")
    assert run == Run(2, "", "fundex: error: --around: no party is called 'カゼノ'; did you mean カゼノネ?\n")
    assert not (here / "graph.gexf").exists()


@pytest.mark.parametrize("words", [["extract"], ["extract", "good.jsonl", "--min-confidence", "2"], ["nonsense"]])
def test_bad_usage(fundex: Fundex, words: list[str]) -> None:
    run = fundex(*words)
    assert (run.status, run.out) == (2, "")
    assert "Usage: fundex" in run.err


def test_what_is_asked_for_is_kept(fundex: Fundex, here: Path) -> None:
    assert json.loads(fundex("extract", "good.jsonl", "-q", "--min-confidence", "1").out)["entities"] == []
    assert json.loads(fundex("extract", "good.jsonl", "-q", "--types", "alliance").out)["facts"] == []
    assert json.loads(fundex("extract", "good.jsonl", "-q", "--format", "jsonl").out)["document"]["id"] == "kazenone"


def test_values(fundex: Fundex) -> None:
    run = fundex("values", "約3兆円を昨年10月に", "--date", "2025-10-08", "--json")
    assert run.status == 0
    assert json.loads(run.out) == [
        {
            "text": "約3兆円",
            "start": 0,
            "end": 4,
            "kind": "money",
            "value": {"value": 3_000_000_000_000, "currency": "JPY", "bound": "about", "low": None, "high": None},
            "equivalents": [],
        },
        {
            "text": "昨年10月",
            "start": 5,
            "end": 10,
            "kind": "date",
            "value": {"edtf": "2024-10", "start": "2024-10-01", "end": "2024-10-31"},
            "equivalents": [],
        },
    ]
    table = fundex("values", "200億ドル（約3兆円）").out
    assert re.search(r"0–\d+ +200億ドル\S* +money +20000000000 USD +exact +3000000000000 JPY", table)


def test_schema(fundex: Fundex) -> None:
    run = fundex("schema")
    assert run.status == 0
    assert json.loads(run.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_version(fundex: Fundex) -> None:
    assert re.fullmatch(r"fundex \d+\.\d+\.\d+\n", fundex("--version").out)


def test_every_option_has_an_example() -> None:
    """Help is read by people in a terminal; the words of an option are in the command's parameters."""
    from typer.main import get_command

    def leaves(command: Any) -> Iterator[Any]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield command
        for one in (inner or {}).values():
            yield from leaves(one)

    commands = list(leaves(get_command(app)))
    assert {one.name for one in commands} >= {"extract", "values", "schema", "graph", "show"}
    for command in commands:
        for parameter in command.params:
            assert "Example: " in (parameter.help or ""), f"{command.name} {parameter.name}"


@pytest.mark.parametrize("words", [["--help"], ["values", "約3兆円を16日に"], ["extract", "--help"]])
def test_light_commands_load_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys\nfrom extractor.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'ginza', 'networkx', 'yaml', 'extractor.schema', 'extractor.pipeline'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert run.stderr.strip() == "[]"
    assert run.stdout


def test_output_into_a_pipe_that_closes(here: Path) -> None:
    command = f"{sys.executable} -c 'from extractor.cli import main; main()' schema | head -n 1"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, env={**os.environ})
    assert (run.stdout, run.stderr) == ("{\n", "")


def test_the_package_runs_as_the_command() -> None:
    run = subprocess.run([sys.executable, "-m", "extractor", "--version"], capture_output=True, text=True, check=True)
    assert (run.stdout.split()[0], run.stderr) == ("fundex", "")
