"""A run on a real dask cluster on this machine: a scheduler and workers, which are killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import deadly
import pytest

from extractor import cluster, run
from extractor.errors import InputError
from extractor.model import Document, Failure
from extractor.run import Settings

pytest.importorskip("distributed", reason="the extra `dask` is not installed")

TESTS = Path(__file__).parent
CORPUS = TESTS / "corpus" / "texts.jsonl"
COMMAND = [sys.executable, "-c", "from extractor.cli import main; main()", "extract"]


class Cluster(NamedTuple):
    """Where the scheduler is, and the processes, each leader of a group: a worker's nanny and the worker."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture
def two_workers(tmp_path: Path) -> Iterator[Cluster]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    port = address.rpartition(":")[2]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])}
    env["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = "1"  # dask's own 3 only takes longer
    worker = ["worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path)]
    started: list[subprocess.Popen[bytes]] = []
    with (tmp_path / "log").open("wb") as log:
        try:
            for words in (["scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], worker, worker):
                command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
                started.append(subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True))
            yield Cluster(address, started[0], started[1:])
        finally:
            for process in started:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def test_a_worker_killed_in_the_middle_loses_nothing(two_workers: Cluster, tmp_path: Path) -> None:
    """The bytes are those of one process, though half of the cluster dies with its nanny while it reads."""
    alone, out, news = tmp_path / "alone.json", tmp_path / "out.json", tmp_path / "news.jsonl"
    records = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    lines = (json.dumps({**one, "id": f"{one['id']}-{turn}"}) for turn in range(4) for one in records)
    news.write_text("\n".join(lines), encoding="utf-8")
    subprocess.run([*COMMAND, str(news), "-q", "-o", str(alone)], check=True)
    far = ["--engine", "dask", "--scheduler", two_workers.address]
    process = subprocess.Popen([*COMMAND, str(news), "-q", "-o", str(out), *far])
    wait_for_work(two_workers.address, process)
    os.killpg(two_workers.workers[0].pid, signal.SIGKILL)
    assert process.wait() == 0
    assert out.read_bytes() == alone.read_bytes()


def wait_for_work(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until both workers are at work."""
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        deadline = time.monotonic() + 60
        while sum(map(bool, client.processing().values())) < 2:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_document_that_kills_workers_is_set_aside(two_workers: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "read_on_worker", deadly.read_on_worker)
    monkeypatch.setattr(run, "CHUNK", 2)
    documents = [Document(name, "…", source=f"{name}.txt") for name in ("a", "deadly", "b", "c", "d")]
    told = [one for some in cluster.run_on_cluster(documents, Settings(), two_workers.address) for one in some]
    assert [one.source if isinstance(one, Failure) else one.document.id for one in told] == [
        "a", "deadly.txt", "b", "c", "d",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("tcp://127.0.0.1:9", "no dask scheduler answers"),
        ("10.0.0.5:8786", "no dask scheduler answers"),  # dask itself would wait a minute for these two
        ("tpc://10.0.0.5:8786", "unknown address scheme"),
    ],
)
def test_an_address_where_no_scheduler_is(
    fundex: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, address: str, says: str
) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 1)
    run = fundex("extract", str(CORPUS), "-q", "--engine", "dask", "--scheduler", address)
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith(f"fundex: error: {address}: ")
    assert says in run.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--engine", "dask"], "no scheduler"),
        (["--scheduler", "tcp://10.0.0.5:8786"], "add --engine dask"),
        (["--engine", "dask", "--scheduler", "tcp://10.0.0.5:8786", "--workers", "2"], "leave --workers out"),
    ],
)
def test_options_that_do_not_go_together(fundex: Callable[..., Any], words: list[str], says: str) -> None:
    run = fundex("extract", str(CORPUS), *words)
    assert run.status == 2
    assert says in run.err


def test_a_scheduler_that_goes_away(two_workers: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was told before is told; then comes an error that says how to go on."""
    monkeypatch.setattr(run, "CHUNK", 1)
    monkeypatch.setattr(cluster, "read_on_worker", deadly.read_slowly)
    documents = [Document(str(number), "…") for number in range(50)]
    told = cluster.run_on_cluster(documents, Settings(), two_workers.address)
    next(told)
    os.killpg(two_workers.scheduler.pid, signal.SIGKILL)
    with pytest.raises(InputError, match="the scheduler is gone"):
        list(told)


@pytest.mark.parametrize(("package", "says"), [("dask", "has dask "), ("no-such-package", "has no no-such-package")])
def test_a_cluster_that_is_not_installed_alike(
    two_workers: Cluster, monkeypatch: pytest.MonkeyPatch, package: str, says: str
) -> None:
    monkeypatch.setattr(cluster, "versions", lambda: {package: "0"})
    with pytest.raises(InputError, match=says):
        list(cluster.run_on_cluster([], Settings(), two_workers.address))


def test_rules_that_were_edited_under_a_worker(
    two_workers: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker keeps the rules that it loaded; by those that stand there now it would tell other facts."""
    monkeypatch.setattr(run, "CHUNK", 1)
    rules = tmp_path / "rules"
    shutil.copytree(TESTS.parent / "rules", rules)
    settings, documents = Settings(rules), [Document(str(number), "…") for number in range(20)]
    assert len([*cluster.run_on_cluster(documents, settings, two_workers.address)]) == 20
    with (rules / "terms.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# edited\n")
    with pytest.raises(InputError, match=r"^tcp://.*: rules here: \w+, not \w+; give it"):
        list(cluster.run_on_cluster(documents, settings, two_workers.address))
