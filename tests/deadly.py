"""A worker that some documents kill, as a segmentation fault would."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping, Sequence

from extractor.model import Document, DocumentFacts, Failure
from extractor.run import Result, Settings


def read_chunk(settings: Settings, documents: Sequence[Document | Failure]) -> list[Result]:
    if any(one.id == "deadly" for one in documents if isinstance(one, Document)):
        os.kill(os.getpid(), signal.SIGKILL)
    return [one if isinstance(one, Failure) else DocumentFacts(one, (), ()) for one in documents]


def read_on_worker(
    settings: Settings, told: Mapping[str, str], documents: Sequence[Document | Failure]
) -> list[Result]:
    return read_chunk(settings, documents)


def read_slowly(settings: Settings, told: Mapping[str, str], documents: Sequence[Document | Failure]) -> list[Result]:
    time.sleep(0.2)
    return read_chunk(settings, documents)
