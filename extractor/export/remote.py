"""Outputs that an address names (s3://, gs://, memory:// …), through fsspec."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from extractor.errors import OutputError


def check_url(url: str) -> None:
    """OutputError for a folder and for stores that are not known; whether one lets us write, only writing tells."""
    try:
        from fsspec.core import url_to_fs

        store, path = url_to_fs(url)
        folder = store.isdir(path)
    except ModuleNotFoundError as error:
        raise OutputError(url, f"needs {error.name}", "pip install 'fundex[dask]'") from None
    except Exception as error:  # each store has errors of its own
        raise OutputError(url, f"cannot be written ({error})", "check the address") from None
    if folder:
        raise OutputError(url, "is a folder", "name a file in it")


@contextmanager
def sent(url: str) -> Iterator[Path]:
    """A local path to write to, whose file is sent there when the block ends well. Where that fails, it is kept."""
    from fsspec.core import url_to_fs

    folder = Path(tempfile.mkdtemp(prefix="fundex-"))
    part = folder / PurePosixPath(url).name
    try:
        yield part
    except BaseException:
        shutil.rmtree(folder)
        raise
    try:
        store, path = url_to_fs(url)
        with part.open("rb") as file, store.transaction, store.open(path, "wb") as out:
            shutil.copyfileobj(file, out)
    except Exception as error:
        fix = f"what was to be written is in {part}: send it from there"
        raise OutputError(url, f"cannot be written ({type(error).__name__}: {error})", fix) from None
    shutil.rmtree(folder)
