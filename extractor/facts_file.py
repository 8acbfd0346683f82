"""A facts file of either format, read whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extractor.export import read_corpus
from extractor.export.told import open_told
from extractor.model import Corpus
from extractor.pipeline import collect


def read_facts_file(path: Path) -> Corpus:
    """The corpus of a facts file (.json, .jsonl) as fundex extract or fundex link writes it; FormatError."""
    if path.suffix.lower() != ".jsonl":
        return read_corpus(path)
    with open_told(path) as told:
        corpus = collect(told.documents)
        return replace(corpus, events=tuple(told.events))
