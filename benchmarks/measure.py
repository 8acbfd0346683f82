"""One measurement in a process of its own: `python benchmarks/measure.py KIND SETTINGS_AS_JSON` prints JSON.

A process each, since BLAS heeds its number of threads only until numpy is loaded, and memory is a process's.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

Told = dict[str, Any]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


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


def gated(letters: int, share: float, types: list[str] | None, turns: int) -> Told:
    """A corpus through stock GiNZA's pass over all sentences, the fast path's, and the whole of fundex in turn."""
    from extractor.annotate import load_fast
    from extractor.pipeline import Pipeline

    found = documents(letters, share)
    texts = sentences(found)
    stock, fast = stock_model(), load_fast()
    pipeline = Pipeline(types=None if types is None else frozenset(types))
    assert fast is not None
    list(pipeline.extract(found[:20]))
    times: dict[str, list[float]] = {"stock": [], "fast": [], "fundex": []}
    for _ in range(turns):
        times["stock"].append(timed(lambda: list(stock.pipe(texts))))
        times["fast"].append(timed(lambda: list(fast.pipe(texts))))
        times["fundex"].append(timed(lambda: list(pipeline.extract(found))))
    kept = sum(len(line.shown.text) for document in found for line in pipeline.plan(document).lines)
    return {"letters": sum(map(len, texts)), "kept": kept / sum(map(len, texts)), **times}


def stages(letters: int, turns: int) -> Told:
    """Where the time of relevant text goes, in seconds."""
    from extractor.annotate import annotate
    from extractor.pipeline import Pipeline

    found = documents(letters, 1.0)
    pipeline = Pipeline()
    out: dict[str, list[float]] = {"plan": [], "annotate": [], "rest": []}
    for _ in range(turns):
        plans: list[Any] = []
        docs: list[Any] = []
        out["plan"].append(timed(lambda: plans.extend(map(pipeline.plan, found))))  # noqa: B023
        shown = [line.shown.text for plan in plans for line in plan.lines]
        out["annotate"].append(timed(lambda: docs.extend(annotate(shown))))  # noqa: B023
        todo = iter(docs)
        given = [[next(todo) for _ in plan.lines] for plan in plans]
        out["rest"].append(
            timed(lambda: [pipeline._assemble(plan, some) for plan, some in zip(plans, given, strict=True)])  # noqa: B023
        )
    return out


def command(letters: int, share: float, workers: int, types: str | None, count: int | None = None) -> Told:
    """`fundex extract` as people run it, on a JSON Lines file; memory in MB is the largest process's."""
    import subprocess
    import tempfile

    from texts import mixed

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "news.jsonl")
        base = mixed(letters, share)
        with path.open("w", encoding="utf-8") as stream:
            for number in range(count or len(base)):
                record = {**base[number % len(base)], "id": f"a{number}"}
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        words = [sys.executable, "-c", "from extractor.cli import main; main()", "extract", str(path), "-q"]
        words += ["-o", str(Path(folder, "facts.jsonl")), "--workers", str(workers)]
        words += ["--types", types] if types else []
        seconds = timed(lambda: subprocess.run(words, check=True))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"documents": count or len(base), "workers": workers, "seconds": seconds, "memory": memory}


if __name__ == "__main__":
    kinds = {"tokens": tokens, "gated": gated, "stages": stages, "command": command}
    sys.path.insert(0, str(Path(__file__).parent))
    print(json.dumps(kinds[sys.argv[1]](**json.loads(sys.argv[2]))))  # type: ignore[operator]
