"""What was measured, as the lines of a page and as a plot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

Told = Mapping[str, Any]
LIMIT = 6  # times as fast as stock GiNZA: what the arithmetic of the model alone would allow on one core
ARTICLES = 100_000_000


def ratio(told: Told, other: str) -> float:
    """Stock GiNZA's time over another's, turn by turn, in the median."""
    return median(a / b for a, b in zip(told["stock"], told[other], strict=True))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---" for _ in head], *rows)]


def turns(times: Sequence[float]) -> str:
    return f"medians of {len(times)} turns" if len(times) > 1 else "one turn"


def tokens(found: Mapping[int, Told], peaks: Mapping[str, Told]) -> list[str]:
    rows = []
    for threads, told in found.items():
        stock, fast = (f"{told['letters'] / median(told[key]):,.0f}" for key in ("stock", "fast"))
        times = ratio(told, "fast")
        differ = f"{told['different']} of {told['tokens']:,}"
        rows.append([str(threads), stock, fast, f"{times:.2f}", f"{times / LIMIT:.0%}" if threads == 1 else "", differ])
    head = ["threads", "characters a second, stock", "fast path", "ratio", "of the limit", "tokens that differ"]
    memory = " and ".join(f"{one['memory']:,.0f} MB ({name})" for name, one in peaks.items())
    one = next(iter(found.values()))
    return [
        f"Stock is `nlp.pipe` over the same sentences, {one['letters']:,} characters; both in turn, "
        f"{turns(one['stock'])}. The limit: what the model's arithmetic allows on one core, about {LIMIT} times stock.",
        "",
        *table(head, rows),
        "",
        f"Most memory held: {memory}.",
    ]


def gate(found: Mapping[float, Told]) -> list[str]:
    rows = []
    for types in ("all", "money"):
        for share, told in found.items():
            kept, whole = told["kept"][types], ratio(told, types)
            bound = ratio(told, "fast") / kept
            reached = f"{whole / bound:.2f}"
            rows.append([types, f"{share:.0%}", f"{kept:.1%}", f"{whole:.1f}", f"{bound:.1f}", reached])
    one = next(iter(found.values()))
    differ = sum(told["different"] for told in found.values())
    head = ["types", "relevant text", "read", "ratio", "fast path ÷ share read", "of it reached"]
    return [
        f"All of fundex, journal and file included, against stock `nlp.pipe` alone over the same {one['letters']:,} "
        f"characters, in turn, one thread each, {turns(one['stock'])}.",
        "",
        *table(head, rows),
        "",
        f"Documents whose facts are others with `--no-gate`: {differ}.",
        "",
        "![Share read against ratio](pictures/gate.png)",
    ]


def plot(found: Mapping[float, Told], path: Path) -> None:
    """The share read against the ratio, both logarithmic."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.ticker import FixedLocator, NullLocator, PercentFormatter, ScalarFormatter

    figure, axes = pyplot.subplots(figsize=(6, 4))
    for types in ("all", "money"):
        kept = [one["kept"][types] for one in found.values()]
        axes.loglog(kept, [ratio(one, types) for one in found.values()], "o-", label=f"types: {types}")
    kept = sorted(one["kept"]["all"] for one in found.values())
    fast = median(ratio(one, "fast") for one in found.values())
    for part, line in ((1, ":"), (0.7, "--")):
        label = f"{part} × fast path ÷ share"
        axes.loglog(kept, [part * fast / share for share in kept], line, color="grey", label=label)
    axes.set_xlabel("share of characters that is parsed")
    axes.set_ylabel("times as fast as stock nlp.pipe")
    axes.xaxis.set_major_locator(FixedLocator([0.05, 0.1, 0.2, 0.4]))
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.yaxis.set_major_locator(FixedLocator([10, 20, 50, 100]))
    axes.yaxis.set_major_formatter(ScalarFormatter())
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_minor_locator(NullLocator())
    axes.legend()
    axes.grid(visible=True, which="both", alpha=0.3)
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, dpi=120, bbox_inches="tight", metadata={"Software": None})


def stages(told: Told) -> list[str]:
    seconds = {name: median(times) for name, times in told["seconds"].items()}
    ginza = seconds["GiNZA"]
    after = sum(list(seconds.values())[list(seconds).index("GiNZA") + 1 :])
    rows = [[name, f"{took:.3f}", f"{took / ginza:.1%}"] for name, took in seconds.items()]
    return [
        f"Relevant text alone, {told['letters']:,} characters that are read, {turns(told['seconds']['GiNZA'])}.",
        "",
        *table(["stage", "seconds", "of GiNZA's time"], rows),
        "",
        f"All that follows GiNZA: {after / ginza:.1%} of its time.",
    ]


def workers(found: Sequence[Mapping[str, Told]]) -> list[str]:
    names = {"1": "`--workers 1`", "2": "`--workers 2`", "dask": "`--engine dask`, two workers"}
    one = [turn["1"]["seconds"] for turn in found]
    rows = []
    for key, name in names.items():
        seconds = [turn[key]["seconds"] for turn in found]
        times = median(a / b for a, b in zip(one, seconds, strict=True))
        memory = "" if key == "dask" else f"{max(turn[key]['memory'] for turn in found):,.0f}"
        rows.append([name, f"{median(seconds):.1f}", f"{times:.2f}", memory])
    told = found[0]["1"]
    return [
        f"The whole command on {told['documents']:,} documents, {told['letters']:,} characters, 20 % of them relevant; "
        f"start-up included (the cluster's workers wait, without the model), {turns(one)}.",
        "",
        *table(["readers", "seconds", "times one worker", "memory of the largest process, MB"], rows),
    ]


def scaling(found: Mapping[str, Sequence[Told]]) -> list[str]:
    rows = []
    for types, runs in found.items():
        for one in runs:
            count, seconds = one["documents"], one["seconds"]
            speed = f"{count / seconds:,.0f}"
            rows.append([types, f"{count:,}", f"{seconds:.1f}", speed, f"{one['memory']:,.0f}"])
    return [
        "The whole command with one worker, start-up included, on articles of which 5 % of the text is relevant.",
        "",
        *table(["types", "documents", "seconds", "documents a second", "memory, MB"], rows),
    ]


def cluster(found: Mapping[str, Sequence[Told]]) -> list[str]:
    rows = []
    for types, runs in found.items():
        most = runs[-1]
        speed = most["documents"] / most["seconds"]
        hours = ARTICLES / speed / 3600
        length = most["letters"] / most["documents"]
        rows.append([types, f"{speed:,.0f}", f"{length:,.0f}", f"{hours:,.0f}", f"{hours / 100:,.1f}"])
    head = ["types", "articles a second and core", "characters an article", "core-hours", "hours on 100 cores"]
    return table(head, rows)
