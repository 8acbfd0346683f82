"""A run of many documents: side by side, broken off, killed, and with documents that fail."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import deadly
import pytest

from extractor import run
from extractor.errors import InputError
from extractor.journal import Journal
from extractor.model import Document, DocumentFacts, Failure
from extractor.pipeline import Pipeline
from extractor.run import Settings

CORPUS = Path(__file__).parent / "corpus" / "texts.jsonl"
COMMAND = [sys.executable, "-c", "from extractor.cli import main; main()", "extract"]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our corpus, four times over, with a bad line."""
    lines = []
    for turn in range(4):
        for line in CORPUS.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            lines.append(json.dumps({**record, "id": f"{record['id']}-{turn}"}, ensure_ascii=False))
    lines.insert(200, "{broken")
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def unbroken(news: Path) -> bytes:
    out = news.with_name("unbroken.json")
    done = subprocess.run([*COMMAND, str(news), "-o", str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "news.jsonl:201" in done.stderr
    return out.read_bytes()


def test_two_workers_write_the_same_bytes(news: Path, unbroken: bytes) -> None:
    out = news.with_name("two.json")
    assert subprocess.run([*COMMAND, str(news), "-q", "-o", str(out), "--workers", "2"], check=False).returncode == 1
    assert out.read_bytes() == unbroken


@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_at_any_moment_it_goes_on(news: Path, unbroken: bytes, workers: str) -> None:
    """Kill -9 at five random moments each; what is written in the end is what one run writes."""
    chance = random.Random(int(workers))
    out, journal = news.with_name(f"killed-{workers}.json"), news.with_name(f"killed-{workers}.db")
    command = [*COMMAND, str(news), "-q", "-o", str(out), "--journal", str(journal), "--workers", workers]
    kills = 0
    while kills < 5:
        process = subprocess.Popen(command, start_new_session=True)
        try:
            process.wait(timeout=chance.uniform(0.3, 6))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
            if out.exists():  # killed on its way out: what it wrote is whole
                assert out.read_bytes() == unbroken
                out.unlink()
        else:  # it was done before; the next run begins anew
            assert out.read_bytes() == unbroken
            out.unlink()
    assert subprocess.run(command, check=False).returncode == 1
    assert out.read_bytes() == unbroken
    assert not journal.exists()


def test_a_killed_worker_loses_nothing(news: Path, unbroken: bytes) -> None:
    out = news.with_name("lost-worker.json")
    command = [*COMMAND, str(news), "-q", "-o", str(out), "--workers", "2"]
    process = subprocess.Popen(command)
    deadline = time.monotonic() + 60
    while process.poll() is None and not (spaced := list(workers_of(process.pid))):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(2)
    os.kill(spaced[0], signal.SIGKILL)
    assert process.wait() == 1
    assert out.read_bytes() == unbroken


def workers_of(pid: int) -> Iterator[int]:
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
            yield int(child)


def test_a_document_that_kills_its_worker_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "read_chunk", deadly.read_chunk)
    monkeypatch.setattr(run, "CHUNK", 2)
    documents = [Document(name, "…", source=f"{name}.txt") for name in ("a", "deadly", "b", "c", "d")]
    told = [one for some in run.run(documents, Settings(), workers=2) for one in some]
    assert [one.source if isinstance(one, Failure) else one.document.id for one in told] == [
        "a", "deadly.txt", "b", "c", "d",
    ]  # fmt: skip
    failure = told[1]
    assert isinstance(failure, Failure)
    assert "killed the process that read it, twice" in failure.message


def test_a_document_that_fails_does_not_stop_the_others(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the reader breaks on a word; what stands before and behind is told."""
    whole = pipeline.reader.read

    def read(sentence: object, doc: object, *rest: object) -> object:
        if "壊れた" in doc.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("a slip of ours")
        return whole(sentence, doc, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline.reader, "read", read)
    texts = ["ソラネは10億円を調達した。", "壊れた北星は10億円を調達した。", "汐見商事は20億円を調達した。"]
    first, second, third = pipeline.extract(Document(str(n), text) for n, text in enumerate(texts))
    assert isinstance(first, DocumentFacts)
    assert second == Failure(
        "1", "cannot be processed (ZeroDivisionError: a slip of ours); please report it with this document"
    )
    assert isinstance(third, DocumentFacts)
    assert len(third.facts) == 1


def test_a_journal_is_one_run_s(tmp_path: Path) -> None:
    path = tmp_path / "run.db"
    with Journal(path, {"rules": "1"}) as journal:
        assert [*journal.todo([Failure("a.jsonl:1", "no JSON")])] == [Failure("a.jsonl:1", "no JSON")]
        journal.add([Failure("a.jsonl:1", "no JSON")])
    with Journal(path, {"rules": "1"}) as journal:
        assert journal.done == 1
        assert journal.failures() == [Failure("a.jsonl:1", "no JSON")]
    with pytest.raises(InputError, match=r"rules was 1, not 2; go on as that run was begun, or remove the file"):
        Journal(path, {"rules": "2"})
    other = tmp_path / "notes.txt"
    other.write_text("no database, but a text that is long enough to be taken for one " * 40)
    with pytest.raises(InputError, match="no journal"):
        Journal(other, {})


@pytest.mark.parametrize(
    ("now", "anew"),
    [
        ("a b c", []),
        ("a B c", ["B"]),  # whatever of it is another
        ("a x b c", ["x", "b", "c"]),  # another place
        ("a b", []),
        ("a b c d", ["d"]),
    ],
)
def test_a_document_that_has_changed_is_read_again(tmp_path: Path, now: str, anew: list[str]) -> None:
    path = tmp_path / "run.db"
    for texts, read in (("a b c", ["a", "b", "c"]), (now, anew)):
        with Journal(path, {}) as journal:
            documents = [Document(text.lower(), "…", source=text) for text in texts.split()]
            todo = [one for one in journal.todo(documents) if isinstance(one, Document)]
            assert [one.source for one in todo] == read
            journal.add([DocumentFacts(one, (), ()) for one in todo])
            assert [one.source for one in journal.documents()] == texts.split()


@pytest.mark.parametrize(
    ("edit", "words", "says"),
    [
        ("terms.yaml", [], "rules was "),
        ("lexicon/spellings.yaml", [], "rules was "),
        (None, ["--types", "grant"], "types was all, not grant"),
        (None, ["--no-gate"], "gate was on, not off"),
    ],
)
def test_a_run_goes_on_only_as_it_was_begun(
    fundex: Callable[..., Any], tmp_path: Path, edit: str | None, words: list[str], says: str
) -> None:
    """Facts of two states of the rules, or of two questions, never come into one file."""
    rules, journal, article, out = (tmp_path / name for name in ("rules", "run.db", "a.txt", "facts.json"))
    shutil.copytree(Path(__file__).parent.parent / "rules", rules)
    article.write_text("晴れた日だ。", encoding="utf-8")
    command = ["extract", str(article), "-q", "-o", str(out), "--rules", str(rules), "--journal", str(journal)]
    with Journal(journal, {"inputs": str(article), **Settings(rules).told()}):
        pass
    if edit is not None:
        with (rules / edit).open("a", encoding="utf-8") as stream:
            stream.write("# edited\n")
    run = fundex(*command, *words)
    assert run.status == 2
    assert run.err.startswith(f"fundex: error: {journal}: the journal of another run: {says}")
    assert not out.exists()
