"""What many tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline


# A sentence is too little work for two threads of BLAS: they wait for each other, and much longer on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Run(NamedTuple):
    """What a command left: its exit status and what stands on its two streams."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The pipeline over the rules that we ship."""
    from extractor.pipeline import Pipeline

    return Pipeline()


@pytest.fixture
def fundex(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """The command as its users run it: `fundex("values", "10億円").status`."""
    from extractor.cli import main

    def run(*words: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["fundex", *words])
        with pytest.raises(SystemExit) as stop:
            main()
        return Run(int(stop.value.code or 0), *capsys.readouterr())

    return run


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many rows of the sentence tables are read right."""
    for table in ("direction", "factuality"):
        right, gaps, wrong = (
            sum(f"test_{table}.py::test_{table}[" in report.nodeid for report in terminalreporter.getreports(outcome))
            for outcome in ("passed", "xfailed", "failed")
        )
        if right:
            terminalreporter.write_line(f"{table}.tsv: {right} of {right + gaps + wrong} rows, {gaps} known gaps")
