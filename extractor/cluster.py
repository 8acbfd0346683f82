"""A run on a dask.distributed cluster: the tasks of run.py, done by workers on any number of machines."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import TYPE_CHECKING

from extractor.errors import InputError
from extractor.model import Document, Failure
from extractor.run import PACKAGES, Chunk, Result, Settings, Task, in_order, read_chunk

if TYPE_CHECKING:
    from distributed import Client

SECONDS = 20  # to wait for the scheduler, and for its first worker
_one_at_a_time = Lock()


def run_on_cluster(
    documents: Iterable[Document | Failure], settings: Settings, scheduler: str
) -> Iterator[list[Result]]:
    """What `run` gives, read by the workers of the scheduler at this address (tcp://host:port).

    dask itself repeats what is lost with a worker. InputError: no dask, no scheduler there or no
    longer, no worker, or one of other versions.
    """
    with _connect(scheduler) as client:
        _check(client, scheduler)
        from distributed.comm.core import CommClosedError
        from distributed.scheduler import KilledWorker

        if settings.rules is not None:  # a worker's working folder is another
            settings = replace(settings, rules=settings.rules.resolve())
        told = settings.told()

        def start(chunk: Chunk) -> Task:  # not through get_executor: its futures break where a result is lost
            task: Task = client.submit(read_on_worker, settings, told, chunk, pure=False)
            return task

        try:
            yield from in_order(documents, start, lambda: len(client.nthreads()) or 1, KilledWorker)
        except (CancelledError, CommClosedError):
            fix = "start it again; with --journal the same command goes on where this one stopped"
            raise InputError(scheduler, "the scheduler is gone", fix) from None


def read_on_worker(
    settings: Settings, told: Mapping[str, str], documents: Sequence[Document | Failure]
) -> list[Result]:
    """A task; a worker with several threads reads with one of them, since the model is not made for more.

    InputError where this worker would tell other facts than the machine that gives the task, by `Settings.told`.
    """
    with _one_at_a_time:
        ours = _told(settings)
        for key, theirs in told.items():
            if ours[key] != theirs:
                from distributed import get_worker

                fix = "give it the packages and rules of the machine that starts the run, and start it anew"
                raise InputError(get_worker().address, f"{key} here: {ours[key]}, not {theirs}", fix)
        return read_chunk(settings, documents)


@cache
def _told(settings: Settings) -> dict[str, str]:
    """As it was when this worker loaded the rules."""
    return settings.told()


def _connect(scheduler: str) -> Client:
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ImportError:
        raise InputError("--engine dask", "dask is not installed", "pip install 'fundex[dask]'") from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # its tracebacks say what our errors do
    try:
        get_address_host_port(scheduler, strict=True)  # a client of no address takes a minute to give up
        client = Client(scheduler, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        fix = "start one with `dask scheduler` and give the address that it prints"
        raise InputError(scheduler, f"no dask scheduler answers ({error})", fix) from None
    return client


def _check(client: Client, scheduler: str) -> None:
    """InputError where no worker comes, or where one, or the scheduler, is not installed as this machine is."""
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError:
        fix = f"start one on each machine: dask worker {scheduler} --nthreads 1"
        raise InputError(scheduler, f"the scheduler has had no worker for {SECONDS} seconds", fix) from None
    for package, ours in versions().items():  # before a worker is given what it cannot even unpickle
        for place, theirs in {scheduler: _on_scheduler(client, package), **_on_workers(client, package)}.items():
            if theirs != ours:
                what = f"has {package} {theirs}, not {ours}" if theirs else f"has no {package}"
                raise InputError(place, what, f"pip install {package}=={ours} there")


def versions() -> dict[str, str]:
    """The packages that facts depend on, as they are here."""
    return {package: version(package) for package in PACKAGES}


def _on_scheduler(client: Client, package: str) -> str | None:
    try:
        return str(client.run_on_scheduler(version, package))
    except PackageNotFoundError:
        return None


def _on_workers(client: Client, package: str) -> dict[str, str | None]:
    told = client.run(version, package, on_error="return")
    return {place: one if isinstance(one, str) else None for place, one in sorted(told.items())}
