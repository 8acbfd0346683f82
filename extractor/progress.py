"""What a run tells people while it works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.model import DocumentFacts, Failure


def watch(
    results: Iterable[DocumentFacts | Failure], failures: list[Failure], *, quiet: bool = False
) -> Iterator[DocumentFacts]:
    """The documents that went well, counted on standard error; the others are named there and put into `failures`."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    words = TextColumn("{task.completed} documents, {task.fields[facts]} facts")
    documents = facts = 0
    shown = console.is_terminal and not quiet
    with Progress(SpinnerColumn(), words, TimeElapsedColumn(), console=console, disable=not shown) as progress:
        task = progress.add_task("", total=None, facts=0)
        for result in results:
            if isinstance(result, Failure):
                failures.append(result)
                told = f"fundex: {result.source}: {result.message}"
                console.print(told, markup=False, highlight=False, soft_wrap=True)
                continue
            documents, facts = documents + 1, facts + len(result.facts)
            progress.update(task, advance=1, facts=facts)
            yield result
    if not shown and not quiet:
        console.print(f"{documents} documents, {facts} facts", highlight=False)
