"""One measurement in a process of its own: `python benchmarks/measure.py KIND SETTINGS_AS_JSON` prints JSON.

A process each, since BLAS heeds its number of threads only until numpy is loaded, and memory is a process's.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

Told = dict[str, Any]
MONEY = "money"


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def memory(of: int = resource.RUSAGE_SELF) -> float:
    """The most that this process, or the largest of its children, ever held, in MB."""
    return resource.getrusage(of).ru_maxrss / 1024  # KiB on Linux


def documents(letters: int, share: float) -> list[Any]:
    from texts import mixed

    from extractor.read.article import build_document
    from extractor.read.dates import read_published

    return [
        build_document(r["text"], r["id"], r["id"], published=read_published(r["published"], r["id"]))
        for r in mixed(letters, share)
    ]


def sentences(found: list[Any]) -> list[str]:
    from extractor.split import clean, split

    return [
        clean(d.text, s.start, s.end, d.format == "markdown").text
        for d in found
        for s in split(d)
        if s.repeat_of is None
    ]


def stock_model() -> Any:
    """ja_ginza as spaCy loads it, in the same split mode."""
    import ginza
    import spacy

    nlp = spacy.load("ja_ginza")
    ginza.set_split_mode(nlp, "C")
    return nlp


def write(results: list[Any], found: list[Any]) -> None:
    """The journal and the file, as `fundex extract` makes them."""
    from extractor.export import write_corpus
    from extractor.journal import Journal, JournalCorpus

    with tempfile.TemporaryDirectory() as folder, Journal(None, {}) as journal:
        list(journal.todo(found))
        journal.add(results)
        write_corpus(JournalCorpus(journal), Path(folder, "facts.jsonl"))


def tokens(letters: int, turns: int) -> Told:
    """The same sentences through stock GiNZA and the fast path in turn."""
    from extractor.annotate import load_fast
    from extractor.fastpath import tokens as told

    texts = sentences(documents(letters, 0.5))
    stock, fast = stock_model(), load_fast()
    assert fast is not None
    times: dict[str, list[float]] = {"stock": [], "fast": []}
    for _ in range(turns):
        times["stock"].append(timed(lambda: list(stock.pipe(texts))))
        times["fast"].append(timed(lambda: list(fast.pipe(texts))))
    pairs = list(zip(map(told, stock.pipe(texts)), map(told, fast.pipe(texts)), strict=True))
    different = sum(a != b for x, y in pairs for a, b in zip(x, y, strict=True))
    return {"letters": sum(map(len, texts)), "tokens": sum(len(x) for x, _ in pairs), "different": different, **times}


def peak(letters: int, engine: str) -> Told:
    """What one pass over these sentences holds at most, by stock GiNZA or the fast path."""
    from extractor.annotate import load_fast

    texts = sentences(documents(letters, 0.5))
    nlp = stock_model() if engine == "stock" else load_fast()
    for _ in nlp.pipe(texts):
        pass
    return {"memory": memory()}


def gated(letters: int, share: float, turns: int) -> Told:
    """A corpus through stock GiNZA's pass over all sentences, the fast path's, and the whole of fundex in turn.

    `kept`: the share of characters that the gate lets pass; `different`: documents whose facts `--no-gate` changes.
    """
    from extractor.annotate import load_fast
    from extractor.contract import fact_types
    from extractor.pipeline import Pipeline

    found = documents(letters, share)
    texts = sentences(found)
    whole = sum(map(len, texts))
    stock, fast = stock_model(), load_fast()
    assert fast is not None
    types = {"all": None, MONEY: fact_types([MONEY], "types")}
    pipelines = {name: Pipeline(types=chosen) for name, chosen in types.items()}
    for pipeline in pipelines.values():  # what is loaded and imported at first use
        write(list(pipeline.extract(found[:20])), found[:20])
    times: dict[str, list[float]] = {"stock": [], "fast": [], **{name: [] for name in pipelines}}
    for _ in range(turns):
        times["stock"].append(timed(lambda: list(stock.pipe(texts))))
        times["fast"].append(timed(lambda: list(fast.pipe(texts))))
        for name, pipeline in pipelines.items():
            times[name].append(timed(lambda: write(list(pipeline.extract(found)), found)))  # noqa: B023
    plans = {name: [line for one in found for line in pipe.plan(one).lines] for name, pipe in pipelines.items()}
    ungated = Pipeline(gated=False).extract(found)
    pairs = zip(pipelines["all"].extract(found), ungated, strict=True)
    return {
        "letters": whole,
        "kept": {name: sum(len(line.shown.text) for line in lines) / whole for name, lines in plans.items()},
        "different": sum(one != other for one, other in pairs),
        **times,
    }


def stages(letters: int, turns: int) -> Told:
    """Where the time of relevant text goes, in seconds a stage."""
    from extractor.annotate import annotate
    from extractor.pipeline import Pipeline, author_of

    found = documents(letters, 1.0)
    pipeline = Pipeline()
    list(annotate(["速報"]))  # loads the model
    out: dict[str, list[float]] = {}

    def stage(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        made = work()
        out.setdefault(name, []).append(time.perf_counter() - start)
        return made

    for _ in range(turns):
        plans = stage("split and gate", lambda: [pipeline.plan(one) for one in found])
        shown = [line.shown.text for plan in plans for line in plan.lines]
        todo = iter(stage("GiNZA", lambda: list(annotate(shown))))  # noqa: B023
        told, middle = [], 0.0
        began = time.perf_counter()
        for plan in plans:  # one by one, as a run does it: what a document needed is forgotten at the next
            docs = [next(todo) for _ in plan.lines]
            start = time.perf_counter()
            matches = pipeline._match(plan, docs)
            middle += time.perf_counter() - start
            told.append(pipeline.assembler.assemble(plan.document, matches, author_of(matches)))
        out.setdefault("values, names, rules", []).append(middle)
        out.setdefault("assembly", []).append(time.perf_counter() - began - middle)
        stage("journal and writing", lambda: write(told, found))  # noqa: B023
    return {"letters": sum(map(len, shown)), "seconds": out}


def command(letters: int, share: float, readers: str, types: str | None = None, count: int | None = None) -> Told:
    """`fundex extract` as people run it, on a JSON Lines file; `memory` is the largest process's.

    `readers`: so many `--workers`, or `dask` for a scheduler and two workers that wait on this machine.
    """
    from texts import mixed

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "news.jsonl")
        base = mixed(letters, share)
        with path.open("w", encoding="utf-8") as stream:
            for number in range(count or len(base)):
                record = {**base[number % len(base)], "id": f"a{number}"}
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        words = [sys.executable, "-c", "from extractor.cli import main; main()", "extract", str(path), "-q"]
        words += ["-o", str(Path(folder, "facts.jsonl")), *(["--types", types] if types else [])]
        if readers == "dask":
            with cluster(folder) as address:
                words += ["--engine", "dask", "--scheduler", address]
                seconds = timed(lambda: subprocess.run(words, check=True))
        else:
            seconds = timed(lambda: subprocess.run([*words, "--workers", readers], check=True))
        letters = sum(len(base[number % len(base)]["text"]) for number in range(count or len(base)))
    children = memory(resource.RUSAGE_CHILDREN)
    return {"documents": count or len(base), "letters": letters, "seconds": seconds, "memory": children}


@contextmanager
def cluster(folder: str) -> Iterator[str]:
    """The address of a scheduler with two workers, which end with the block."""
    from distributed import Client

    place = Path(folder, "scheduler.json")
    common = ["--scheduler-file", str(place), "--no-dashboard"]
    worker = ["worker", *common, "--nthreads", "1", "--local-directory", folder]
    scheduler = ["scheduler", *common, "--host", "127.0.0.1", "--port", "0"]
    started = []
    try:
        for words in (scheduler, worker, worker):
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", f"distributed.cli.dask_{words[0]}", *words[1:]], stderr=subprocess.DEVNULL
                )
            )
        while not place.exists():
            time.sleep(0.1)
        address = str(json.loads(place.read_text())["address"])
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


if __name__ == "__main__":
    kinds: dict[str, Callable[..., Told]] = {
        "tokens": tokens, "peak": peak, "gated": gated, "stages": stages, "command": command,
    }  # fmt: skip
    sys.path.insert(0, str(Path(__file__).parent))
    print(json.dumps(kinds[sys.argv[1]](**json.loads(sys.argv[2]))))
