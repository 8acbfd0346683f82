"""Output files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import OutputError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` when the block ends well and is removed when it does not.

    A device or pipe (/dev/stdout) is written directly. Raises OutputError for what the system refuses.
    """
    final = path.resolve()  # a link keeps pointing to the file it names
    direct = final.exists() and not final.is_file()
    part = final if direct else final.with_name(f".fundex-{secrets.token_hex(4)}.part")
    try:
        try:
            yield part
            if not direct:
                os.replace(part, final)
        finally:
            if not direct:
                part.unlink(missing_ok=True)
    except OSError as error:
        fix = "choose another place, or change its permissions"
        raise OutputError(str(path), f"cannot be written ({error.strerror})", fix) from error


def check_place(path: Path) -> None:
    """Raises OutputError if whole_file could not write here: no folder, a folder, no permission."""
    final = path.resolve()
    if final.is_dir():
        raise OutputError(str(path), "is a folder", "name a file in it")
    if final.exists() and not final.is_file():
        return
    if not final.parent.is_dir():
        raise OutputError(str(path), f"there is no folder {path.parent}", "make it first, or choose another place")
    if final.exists() and not os.access(final, os.W_OK):
        raise OutputError(str(path), "is write-protected", "choose another place, or change its permissions")
    try:
        with tempfile.TemporaryFile(dir=final.parent):
            pass
    except OSError as error:
        fix = "choose another place, or change the folder's permissions"
        raise OutputError(str(path), f"cannot be written ({error.strerror})", fix) from error
