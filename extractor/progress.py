"""What a run tells people while it works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from extractor.model import DocumentFacts, Failure


def watch(
    results: Iterable[Sequence[DocumentFacts | Failure]],
    done: int = 0,
    count: Callable[[], int | None] = lambda: None,
    *,
    quiet: bool = False,
) -> Iterator[Sequence[DocumentFacts | Failure]]:
    """The results as they come, counted on standard error, where failures are named; `done` were there before.

    `count` tells how many there are in all, if that is known; it is asked where somebody looks at a terminal.
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    words = TextColumn("{task.fields[documents]} documents, {task.fields[facts]} facts, {task.fields[pace]}")
    facts = documents = seen = 0
    shown = console.is_terminal and not quiet
    if done and not quiet:
        console.print(f"{done} documents were done before", highlight=False)
    total = count() if shown else None
    with Progress(SpinnerColumn(), words, TimeElapsedColumn(), console=console, disable=not shown) as progress:
        task = progress.add_task("", total=None, documents=0, facts=0, pace="– a second")
        for some in results:
            for one in some:
                if isinstance(one, Failure):
                    told = f"fundex: {one.source}: {one.message}"
                    console.print(told, markup=False, highlight=False, soft_wrap=True)
                else:
                    documents, facts = documents + 1, facts + len(one.facts)
            seen += len(some)
            told = pace(seen, progress.tasks[task].elapsed or 0, None if total is None else total - done)
            progress.update(task, documents=documents, facts=facts, pace=told)
            yield some
    if not shown and not quiet:
        console.print(f"{documents} documents, {facts} facts", highlight=False)


def pace(seen: int, seconds: float, total: int | None) -> str:
    """How fast it goes and, of a known number of documents, how long still: `40 a second, 0:02:05 left`."""
    if not seen or not seconds:
        return "– a second"
    rate = f"{seen / seconds:.{0 if seen >= seconds else 1}f} a second"
    if total is None:
        return rate
    left = timedelta(seconds=round(max(0, total - seen) * seconds / seen))
    return f"{rate}, {left} left"
