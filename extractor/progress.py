"""What a run tells people while it works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractor.model import DocumentFacts, Failure


def watch(
    results: Iterable[Sequence[DocumentFacts | Failure]], done: int = 0, *, quiet: bool = False
) -> Iterator[Sequence[DocumentFacts | Failure]]:
    """The results as they come, counted on standard error, where failures are named; `done` were there before."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    words = TextColumn("{task.completed} documents, {task.fields[facts]} facts, {task.fields[rate]} a second")
    facts = 0
    documents = 0
    shown = console.is_terminal and not quiet
    if done and not quiet:
        console.print(f"{done} documents were done before", highlight=False)
    with Progress(SpinnerColumn(), words, TimeElapsedColumn(), console=console, disable=not shown) as progress:
        task = progress.add_task("", total=None, facts=0, rate="–")
        for some in results:
            for one in some:
                if isinstance(one, Failure):
                    told = f"fundex: {one.source}: {one.message}"
                    console.print(told, markup=False, highlight=False, soft_wrap=True)
                else:
                    documents, facts = documents + 1, facts + len(one.facts)
            elapsed = progress.tasks[task].elapsed
            rate = f"{documents / elapsed:.0f}" if elapsed else "–"
            progress.update(task, completed=documents, facts=facts, rate=rate)
            yield some
    if not shown and not quiet:
        console.print(f"{documents} documents, {facts} facts", highlight=False)
