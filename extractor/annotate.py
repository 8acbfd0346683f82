"""GiNZA's reading of sentences: the only module that loads the model.

Split mode C is pinned here, since trigger words are written for its tokens (資金調達 is one, 第三者割当増資 three).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from extractor.fastpath import FastGinza

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
def load_fast() -> FastGinza | None:
    """The fast reader of the loaded model; None, with a line on standard error, where it would not be exact."""
    from extractor.fastpath import Unfit, build

    try:
        return build(load_model())
    except Unfit as different:
        print(
            f"fundex: reading with stock GiNZA, several times slower: {different} (docs/performance.md)",
            file=sys.stderr,
        )
        return None


@lru_cache(maxsize=1 << 16)
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


def annotate(texts: Iterable[str], nlp: Language | None = None) -> Iterator[Doc]:
    """Sentences in, parsed Docs out, in order; `Doc.text` equals the input. A given `nlp` reads as it is."""
    fast = load_fast() if nlp is None else None
    return fast.pipe(texts) if fast is not None else (nlp or load_model()).pipe(texts, batch_size=BATCH)
