"""What a run says of its pace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.model import Failure
from extractor.progress import pace, watch
from extractor.read import count_inputs, read_inputs


@pytest.mark.parametrize(
    ("seen", "seconds", "total", "told"),
    [
        (0, 0, 100, "– a second"),
        (80, 2, None, "40 a second"),
        (80, 2, 5080, "40 a second, 0:02:05 left"),
        (1, 4, 3, "0.2 a second, 0:00:08 left"),
        (90, 2, 80, "45 a second, 0:00:00 left"),  # a file that has grown
    ],
)
def test_pace(seen: int, seconds: float, total: int | None, told: str) -> None:
    assert pace(seen, seconds, total) == told


def test_time_left_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = [[Failure("a.txt", "no text")], [Failure("b.txt", "no text")]]
    list(watch(results, 0, lambda: 4))
    assert "left" not in capsys.readouterr().err
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes this for a terminal
    monkeypatch.setenv("COLUMNS", "120")
    list(watch(results, 0, lambda: 4))
    assert "left" in capsys.readouterr().err


def test_inputs_are_counted_as_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("本文。", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "本文。"}) + "\n\n{broken\n", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text("", encoding="utf-8")
    inputs = [str(tmp_path), "missing.txt"]
    assert count_inputs(inputs) == len(list(read_inputs(inputs))) == 5
    assert count_inputs([*inputs, "-"]) is None
