"""GiNZA's reading of sentences: the only module that loads the model.

Split mode C is pinned here, since trigger words are written for its tokens (資金調達 is one, 第三者割当増資 three).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "ja_ginza"
SPLIT_MODE = "C"
BATCH = 32


@cache
def load_model() -> Language:
    """ja_ginza in split mode C, loaded once a process; numpy's BLAS in place of BLIS (same tokens, faster)."""
    # Short sentences gain nothing from BLAS threads and lose much beside other processes; heeded until numpy loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import ginza
    import spacy
    from thinc.api import NumpyOps, get_current_ops

    nlp = spacy.load(MODEL)
    ginza.set_split_mode(nlp, SPLIT_MODE)
    if isinstance(get_current_ops(), NumpyOps):
        use_blas(nlp)
    return nlp


@cache
def is_unlisted(word: str, nlp: Language | None = None) -> bool:
    """Whether Sudachi's dictionary lacks a word (ゾルミナ): names of new companies are such words."""
    tokenizer: Any = (nlp or load_model()).tokenizer
    return any(morpheme.is_oov() for morpheme in tokenizer.tokenizer.tokenize(word))


def use_blas(nlp: Language) -> None:
    """Let every layer multiply with numpy's BLAS; BLIS falls back to a generic kernel on many CPUs."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        if hasattr(model, "walk"):
            for node in model.walk():
                node.ops = ops


def annotate(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """Sentences in, parsed Docs out, in order; `Doc.text` equals the input."""
    yield from nlp.pipe(texts, batch_size=BATCH)
