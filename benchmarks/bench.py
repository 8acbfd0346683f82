"""All measurements in turn: `make bench`. Writes benchmarks/results.json, the tables of docs/performance.md and a plot.

`--quick` measures less of each, once. Only ratios taken in one run mean anything.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
PLOT = HERE.parent / "docs" / "images" / "gate.png"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SHARES = (0.05, 0.1, 0.2, 0.4)
MONEY = "funding_round investment debt_financing grant acquisition listing fund valuation".split()

Told = dict[str, Any]


def measure(kind: str, threads: int = 1, **settings: object) -> Told:
    """One measurement in a fresh process with so many threads."""
    env = {**os.environ, "OPENBLAS_NUM_THREADS": str(threads), "BLIS_NUM_THREADS": str(threads)}
    words = [sys.executable, str(HERE / "measure.py"), kind, json.dumps(settings)]
    print(f"{kind} {settings} on {threads} threads", file=sys.stderr)
    run = subprocess.run(words, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: Told = json.loads(run.stdout.splitlines()[-1])
    return found


def measure_all(quick: bool) -> Told:
    letters, turns = (20_000, 1) if quick else (60_000, 5)
    cores = os.cpu_count() or 1
    out: Told = {"cpu": cpu(), "cores": cores, "quick": quick}
    out["tokens"] = {threads: measure("tokens", threads, letters=letters, turns=turns) for threads in {1, cores}}
    out["gated"] = [
        {"share": share, "types": name, **measure("gated", letters=letters, share=share, types=types, turns=turns)}
        for name, types in (("all", None), ("money", MONEY))
        for share in SHARES
    ]
    out["stages"] = measure("stages", letters=letters, turns=turns)
    big = 100_000 if quick else 4_000_000
    out["workers"] = [
        [measure("command", letters=big, share=0.2, types=None, workers=n) for n in (1, 2)] for _ in range(turns)
    ]
    counts = (1_000, 10_000) if quick else (1_000, 10_000, 100_000)
    out["scaling"] = [
        measure("command", letters=300_000, share=0.05, types="money", workers=1, count=count) for count in counts
    ]
    return out


def cpu() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "an unnamed CPU")


def ratio(told: Told, fast: str) -> float:
    """Stock GiNZA's time over another's, turn by turn, in the median."""
    return median(a / b for a, b in zip(told["stock"], told[fast], strict=True))


def page(found: Told) -> str:
    """The results as Markdown."""
    how = "one short turn each" if found["quick"] else "medians of five turns"
    lines = [
        BEGIN,
        f"On {found['cores']} cores of {found['cpu']}, {how}; stock is `nlp.pipe` over the same sentences.",
        "",
    ]
    lines += [
        "| threads | characters a second, stock | fast path | ratio | tokens that differ |",
        "|---|---|---|---|---|",
    ]
    for threads, told in found["tokens"].items():
        stock, fast = (told["letters"] / median(told[key]) for key in ("stock", "fast"))
        times, differ = f"{ratio(told, 'fast'):.2f}", f"{told['different']} of {told['tokens']:,}"
        lines.append(f"| {threads} | {stock:,.0f} | {fast:,.0f} | {times} | {differ} |")
    lines += ["", "The whole of fundex against stock `nlp.pipe` alone, one thread each:", ""]
    lines += [
        "| types | relevant text | read | ratio | fast path ÷ share read | of it reached |",
        "|---|---|---|---|---|---|",
    ]
    for told in found["gated"]:
        bound = ratio(told, "fast") / told["kept"]
        whole = ratio(told, "fundex")
        shares = f"{told['types']} | {told['share']:.0%} | {told['kept']:.1%}"
        lines.append(f"| {shares} | {whole:.1f} | {bound:.1f} | {whole / bound:.2f} |")
    stages = {key: median(times) for key, times in found["stages"].items()}
    rest = stages["rest"] / stages["annotate"]
    lines += ["", f"On relevant text alone all that follows GiNZA takes {rest:.0%} of GiNZA's time, split and gate "]
    lines[-1] += f"{stages['plan'] / stages['annotate']:.0%}."
    speed = median(one["seconds"] / two["seconds"] for one, two in found["workers"])
    lines += ["", f"Two workers: {speed:.2f} times one, start-up included.", ""]
    lines += ["| documents | seconds | documents a second | memory, MB |", "|---|---|---|---|"]
    for told in found["scaling"]:
        each = told["documents"] / told["seconds"]
        lines.append(f"| {told['documents']:,} | {told['seconds']:.1f} | {each:,.0f} | {told['memory']:,.0f} |")
    return "\n".join([*lines, END])


def plot(found: Told) -> None:
    """The share read against the ratio, both logarithmic."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4))
    for name in ("all", "money"):
        told = [one for one in found["gated"] if one["types"] == name]
        axes.loglog([one["kept"] for one in told], [ratio(one, "fundex") for one in told], "o-", label=f"types: {name}")
        axes.loglog(
            [one["kept"] for one in told], [ratio(one, "fast") / one["kept"] for one in told], ":", color="grey"
        )
    axes.set_xlabel("share of characters that is parsed")
    axes.set_ylabel("times as fast as stock nlp.pipe")
    axes.legend()
    axes.grid(visible=True, which="both", alpha=0.3)
    PLOT.parent.mkdir(exist_ok=True)
    figure.savefig(PLOT, dpi=120, bbox_inches="tight")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less of each, once; prints and writes nothing")
    quick = parser.parse_args().quick
    found = measure_all(quick)
    text = page(found)
    print(text)
    if quick:
        return
    (HERE / "results.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(before + text + rest.partition(END)[2], encoding="utf-8")
    plot(found)


if __name__ == "__main__":
    main()
