"""A gold file with a mistake is refused with its place and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import FormatError
from extractor.evaluate.gold import read_gold

RIGHT = '{"id": "a", "facts": [{"type": "grant", "status": ["planned"], "roles": {"company": [["A"]], "date?": []}}]}'


def refused(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as error:
        read_gold(path)
    return str(error.value).removeprefix(str(path))


def test_a_gold_file(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{RIGHT}\n\n", encoding="utf-8")
    assert [doc["id"] for doc in read_gold(path)] == ["a"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"grant"', '"grants"', ":1 fact 0: no fact type 'grants'; did you mean grant?"),
        ('"company"', '"compny"', ":1 fact 0: grant has no role 'compny'; did you mean company?"),
        ('"date?"', '"day?"', ":1 fact 0: grant has no role 'day?'; use one of: amount, announced, "),
        ('["planned"]', '"planned"', ":1 fact 0: status 'planned'; write a list of some of: completed, "),
        ('["planned"]', '["planed"]', ":1 fact 0: status ['planed']; write a list of some of: completed, "),
        ('[["A"]]', '["A", []]', ":1 fact 0 company: filler []; a role is a list of fillers, each "),
        ('[["A"]]', '"A"', ":1 fact 0 company: filler 'A'; a role is a list of fillers, each "),
        ('[["A"]]', '[{"currency": "JPY"}]', ":1 fact 0 company: filler {'currency': 'JPY'}; "),
        ('"roles": {', '"role": {', ":1 fact 0: no fact; write "),
        ('"facts"', '"fact"', ":1: no gold document; write "),
        ('{"id"', "{id", ":1: no JSON ("),
        ('"a"', "1", ":1: no gold document; write "),
    ],
)
def test_a_mistake(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert refused(tmp_path / "gold.jsonl", RIGHT.replace(old, new, 1)).startswith(message)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    assert refused(path, f"{RIGHT}\n{RIGHT}").startswith(f":2: the id 'a' stands in {path}:1 already; ")
    assert refused(path, "\n").startswith(": holds no document; ")
    with pytest.raises(FormatError, match=r"none\.jsonl: cannot be read \(No such file or directory\); GOLD is a "):
        read_gold(tmp_path / "none.jsonl")
