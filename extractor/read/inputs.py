"""What the command line names → the files to read, listed before any is read so that their ids are known."""

from __future__ import annotations

import glob
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import IO

from extractor.errors import InputError
from extractor.model import Failure
from extractor.read.remote import find_urls, is_url, opened

SUFFIXES = (".md", ".markdown", ".txt", ".jsonl", ".ndjson")
_KNOWN = ", ".join(SUFFIXES)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read; `name` is its path as the user gave it, with `/` between folders, or its address."""

    path: PurePath
    name: str

    @property
    def is_stdin(self) -> bool:
        return self.name == "-"

    @property
    def place(self) -> PurePath:
        """Where it lies, whatever way it was named."""
        return self.path if is_url(self.name) else Path(self.path).resolve()

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """Its bytes."""
        return opened(self.name) if is_url(self.name) else Path(self.path).open("rb")


def list_files(inputs: Sequence[str]) -> Iterator[InputFile | Failure]:
    """Every file of the inputs once, in the order given, a folder's and a glob's sorted by path."""
    seen: set[str] = set()
    for given in inputs:
        for found in _expand(given):
            if isinstance(found, Failure):
                yield found
                continue
            key = found.name if found.is_stdin else str(found.place)
            if key not in seen:
                seen.add(key)
                yield found


def assign_ids(files: Sequence[InputFile]) -> dict[InputFile, str]:
    """A file's id: its name without suffix; where several share it, their paths below the folder they all lie in."""
    by_stem: dict[str, list[InputFile]] = defaultdict(list)
    for file in files:
        by_stem["stdin" if file.is_stdin else file.path.stem].append(file)
    ids: dict[InputFile, str] = {}
    for stem, same in by_stem.items():
        if len(same) == 1:
            ids[same[0]] = stem
            continue
        paths = [file.place.with_suffix("") for file in same]
        common = os.path.commonpath([path.parent for path in paths])
        ids.update((file, path.relative_to(common).as_posix()) for file, path in zip(same, paths, strict=True))
    return ids


def _expand(given: str) -> Iterator[InputFile | Failure]:
    path = Path(given)
    if given == "-":
        yield InputFile(path, "-")
    elif is_url(given):
        yield from _remote(given)
    elif path.is_dir():
        files = sorted(_walk(path))
        yield from (InputFile(file, file.as_posix()) for file in files)
        if not files:
            yield Failure(given, f"this folder holds no {_KNOWN} file")
    elif path.exists():
        if path.suffix.lower() in SUFFIXES:
            yield InputFile(path, path.as_posix())
        else:
            yield Failure(given, f"not a format that is read ({_KNOWN}); give other plain text on standard input")
    elif glob.has_magic(given):
        matches = sorted(Path(match) for match in glob.glob(given, recursive=True))
        files = [match for match in matches if match.is_file() and match.suffix.lower() in SUFFIXES]
        yield from (InputFile(file, file.as_posix()) for file in files)
        if not files:
            yield Failure(given, f"this pattern matches no {_KNOWN} file")
    else:
        yield Failure(given, "no such file or folder; check the spelling")


def _remote(given: str) -> Iterator[InputFile | Failure]:
    try:
        urls = find_urls(given, SUFFIXES)
    except InputError as error:
        yield Failure(error.where, error.message)
        return
    yield from (InputFile(PurePosixPath("/", url.replace("://", "/")), url) for url in urls)
    if not urls:
        yield Failure(given, f"here is no {_KNOWN} file")


def _walk(folder: Path) -> Iterator[Path]:
    """Readable files below a folder; names that begin with a dot are left alone."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and name.lower().endswith(SUFFIXES):
                yield Path(parent, name)
