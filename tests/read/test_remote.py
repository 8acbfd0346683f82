"""Inputs and outputs that an address names, in fsspec's own store in memory and on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.model import Document, Failure
from extractor.read import read_inputs

fsspec = pytest.importorskip("fsspec", reason="the extra `dask` is not installed")

FILES = {
    "news/a.txt": "ソラネは10億円を調達した。",
    "news/b/a.md": "# 北星\n\n北星は20億円を調達した。",
    "news/c.jsonl": '{"id": "c1", "text": "汐見は30億円を調達した。"}\n{"text": "何もない。"}',
    "news/.hidden.txt": "…",
    "news/picture.png": "…",
    "folder.json/d.txt": "…",
}


@pytest.fixture
def store() -> Iterator[None]:
    memory = fsspec.filesystem("memory")
    for name, text in FILES.items():
        memory.pipe(f"/{name}", text.encode())
    yield
    memory.rm("/", recursive=True)


def ids(*inputs: str) -> list[str]:
    return [one.id for one in read_inputs(inputs) if isinstance(one, Document)]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        (["memory://news"], ["a", "b/a", "c1", "c"]),
        (["memory://news/*.txt", "memory://news/a.txt"], ["a"]),
        (["memory://news/c.jsonl"], ["c1", "c"]),
    ],
)
def test_an_address_is_read(inputs: list[str], found: list[str]) -> None:
    assert sorted(ids(*inputs)) == sorted(found)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("memory://news/none.txt", "cannot be read (FileNotFoundError"),
        ("memory://news/picture.png", "no .md"),
        ("nowhere://news", "Protocol not known: nowhere"),
    ],
)
def test_an_address_that_cannot_be_read_is_a_failure(address: str, says: str) -> None:
    (failure,) = read_inputs([address])
    assert isinstance(failure, Failure)
    assert failure.source == address
    assert says in failure.message


@pytest.mark.usefixtures("store")
def test_facts_go_to_an_address(fundex: Callable[..., Any], tmp_path: Path) -> None:
    """The bytes that a file of this machine gets."""
    here = tmp_path / "facts.jsonl"
    for place in (str(here), "memory://out/facts.jsonl", (tmp_path / "url.jsonl").as_uri()):
        assert fundex("extract", "memory://news/a.txt", "-q", "-o", place).status == 0
    assert fsspec.filesystem("memory").cat("/out/facts.jsonl") == here.read_bytes()
    assert (tmp_path / "url.jsonl").read_bytes() == here.read_bytes()


@pytest.mark.usefixtures("store")
def test_facts_that_cannot_be_sent_are_kept(fundex: Callable[..., Any], tmp_path: Path) -> None:
    run = fundex("extract", "memory://news/a.txt", "-q", "-o", (tmp_path / "no-folder" / "facts.json").as_uri())
    assert run.status == 2
    kept = Path(run.err.partition("is in ")[2].partition(": send")[0])
    assert "facts" in kept.read_text(encoding="utf-8")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("nowhere://b/facts.json", "Protocol not known"),
        ("memory://folder.json", "is a folder"),
        ("memory://b/facts.xlsx", "no format ends like this"),
    ],
)
def test_an_address_that_cannot_be_written_is_told_before_the_work(
    fundex: Callable[..., Any], address: str, says: str
) -> None:
    run = fundex("extract", "no-such-file.txt", "-o", address)
    assert run.status == 2
    assert says in run.err
    assert "no-such-file" not in run.err
