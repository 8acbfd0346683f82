"""All measurements in turn: `make bench`. Writes benchmarks/results/, the tables of the docs and their plot.

Each part has a file of results and a place of its own in the docs, so that they can be measured one by one while the
machine is quiet: `make bench BENCH="--only gate"`. `--resume` keeps what a broken run has measured. `--quick` measures
less of each, once, and only prints. Only ratios taken in one measurement mean anything.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tell

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
RESULTS = HERE / "results"
SHARES = (0.05, 0.07, 0.1, 0.2, 0.4)
CORES = os.cpu_count() or 1

Told = dict[str, Any]


class Bench:
    """One part's measurements, kept as they come."""

    def __init__(self, part: str, *, quick: bool, resume: bool) -> None:
        self.quick, self.path = quick, RESULTS / f"{part}.json"
        self.letters, self.turns = (10_000, 1) if quick else (60_000, 5)
        known = json.loads(self.path.read_text(encoding="utf-8")) if resume and self.path.exists() else {}
        self.known: Told = {} if known.get("cpu") != cpu() else known["measured"]

    def measure(self, kind: str, threads: int = 1, turn: int = 1, **settings: object) -> Told:
        """One measurement in a fresh process with so many threads."""
        name = " ".join([kind, *(f"{key}={value}" for key, value in settings.items()), f"threads={threads} #{turn}"])
        if name not in self.known:
            env = {**os.environ, "OPENBLAS_NUM_THREADS": str(threads), "BLIS_NUM_THREADS": str(threads)}
            words = [sys.executable, str(HERE / "measure.py"), kind, json.dumps(settings)]
            print(name, file=sys.stderr)
            run = subprocess.run(words, env=env, check=True, stdout=subprocess.PIPE, text=True)
            self.known[name] = json.loads(run.stdout.splitlines()[-1])
            self.keep()
        found: Told = self.known[name]
        return found

    def keep(self) -> None:
        """Writes what is measured so far."""
        if not self.quick:
            RESULTS.mkdir(exist_ok=True)
            told = {"cpu": cpu(), "cores": CORES, "measured": self.known}
            self.path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def tokens(bench: Bench) -> list[str]:
    """Stock GiNZA and the fast path, on one thread and on all."""
    size = {"letters": bench.letters, "turns": bench.turns}
    found = {threads: bench.measure("tokens", threads, **size) for threads in sorted({1, CORES})}
    peaks = {engine: bench.measure("peak", letters=bench.letters, engine=engine) for engine in ("stock", "fast")}
    return tell.tokens(found, peaks)


def gate(bench: Bench) -> list[str]:
    """The curve of the share read against the ratio."""
    shares = (0.05, 0.4) if bench.quick else SHARES
    found = {share: bench.measure("gated", letters=bench.letters, share=share, turns=bench.turns) for share in shares}
    if not bench.quick:
        tell.plot(found, DOCS / "pictures" / "gate.png")
    return tell.gate(found)


def stages(bench: Bench) -> list[str]:
    """Where the time of relevant text goes."""
    return tell.stages(bench.measure("stages", letters=bench.letters, turns=bench.turns))


def workers(bench: Bench) -> list[str]:
    """One worker, two, and two of a dask cluster, in turn."""
    letters = 60_000 if bench.quick else 2_000_000
    found = [
        {r: bench.measure("command", turn=turn, letters=letters, share=0.2, readers=r) for r in ("1", "2", "dask")}
        for turn in range(1, bench.turns + 1)
    ]
    return tell.workers(found)


def scaling(bench: Bench) -> list[str]:
    """From a thousand documents to a hundred thousand."""
    return tell.scaling(sizes(bench))


def cluster(bench: Bench) -> list[str]:
    """What a hundred million articles cost; of the same measurements as `scaling`."""
    return tell.cluster(sizes(bench))


def sizes(bench: Bench) -> Mapping[str, list[Told]]:
    counts = (100, 1_000) if bench.quick else (1_000, 10_000, 100_000)
    size = {"letters": 300_000, "share": 0.05, "readers": "1"}
    return {
        types: [bench.measure("command", **size, types=None if types == "all" else types, count=n) for n in counts]
        for types in ("all", "money")
    }


PARTS: dict[str, tuple[Callable[[Bench], list[str]], str]] = {
    "tokens": (tokens, "performance.md"),
    "gate": (gate, "performance.md"),
    "stages": (stages, "performance.md"),
    "workers": (workers, "performance.md"),
    "scaling": (scaling, "performance.md"),
    "cluster": (cluster, "cluster.md"),
}
KEPT_AS = {"cluster": "scaling"}  # what one measures the other tells too


def cpu() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "an unnamed CPU")


def put(page: Path, part: str, lines: list[str]) -> None:
    """Replaces what stands between a part's markers."""
    begin, end = f"<!-- measured {part}: begin -->", f"<!-- measured {part}: end -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    how = f'Measured on {CORES} cores of {cpu()} with `make bench BENCH="--only {part}"`.'
    page.write_text("\n".join([before + begin, how, "", *lines, end]) + rest.partition(end)[2], encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts")
    parser.add_argument("--resume", action="store_true", help="measure only what is not in benchmarks/results/ yet")
    parser.add_argument("--quick", action="store_true", help="less of each, once; prints and writes nothing")
    told = parser.parse_args()
    benches: dict[str, Bench] = {}
    for part in told.only:
        measure, page = PARTS[part]
        kept_as = KEPT_AS.get(part, part)
        bench = benches.setdefault(kept_as, Bench(kept_as, quick=told.quick, resume=told.resume))
        lines = measure(bench)
        print("\n".join([f"## {part}", "", *lines, ""]), flush=True)
        if not told.quick:
            put(DOCS / page, part, lines)


if __name__ == "__main__":
    main()
