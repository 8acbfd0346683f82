"""The fast path reads exactly as stock GiNZA does, and gives way where it cannot know that."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from extractor import annotate, fastpath
from extractor.model import Document
from extractor.read import read_inputs
from extractor.rulebook.load import load_rulebook
from extractor.split import clean, split

ROOT = Path(__file__).parent.parent
ENOUGH = 100_000  # characters


def own_sentences() -> Iterator[str]:
    """What the project holds: our corpus, the examples, the rules' examples."""
    for document in read_inputs([str(ROOT / "tests" / "corpus" / "texts.jsonl"), str(ROOT / "examples")]):
        assert isinstance(document, Document)
        for sentence in split(document):
            yield clean(document.text, sentence.start, sentence.end, document.format == "markdown").text
    for rule in load_rulebook().rules:
        yield from (example.text for example in (*rule.examples, *rule.near_misses) if example.text)


def varied() -> list[str]:
    """Over 100,000 characters: the sentences, then made over: halves crossed, other figures, widths, cuts and gaps."""
    chance = random.Random(7)
    known = list(dict.fromkeys(own_sentences()))
    texts, length = [*known, "。", "A", "　", "🚀", "「", "3", "株式会社"], sum(map(len, known))
    seen = set(texts)
    for text in cycle(known):
        if length >= ENOUGH:
            return texts
        other = chance.choice(known)
        made = text[: chance.randrange(1, len(text) + 1)] + other[chance.randrange(len(other)) :]
        made = re.sub("[0-9]", lambda _: str(chance.randrange(10)), made)
        if chance.random() < 0.2:
            made = made.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
        if chance.random() < 0.2:
            at = chance.randrange(len(made))
            made = made[:at] + chance.choice([" ", "　", "\n", "  "]) + made[at:]
        if made not in seen:
            texts.append(made)
            seen.add(made)
            length += len(made)
    raise AssertionError


def test_every_token_is_stock_ginza_s() -> None:
    """Against a model loaded by spaCy itself, BLIS and all: no token differs in anything that is read of it."""
    import ginza
    import spacy

    stock = spacy.load("ja_ginza")
    ginza.set_split_mode(stock, "C")
    fast = fastpath.build(annotate.load_model())
    texts = varied()
    assert sum(map(len, set(texts))) >= ENOUGH
    for told, want in zip(fast.pipe(texts), stock.pipe(texts), strict=True):
        assert told.text == want.text
        assert fastpath.tokens(told) == fastpath.tokens(want)


def test_words_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = annotate.load_model()
    texts = list(fastpath.CHECK)
    want = [fastpath.tokens(doc) for doc in nlp.pipe(texts)]
    longest = max(map(len, want))
    monkeypatch.setattr(fastpath, "WORDS", longest)
    monkeypatch.setattr(fastpath, "BATCH", 1)
    fast = fastpath.FastGinza(nlp)
    assert [fastpath.tokens(doc) for doc in fast.pipe(texts)] == want
    assert len(fast.encoder.known) <= longest


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("version", "spacy 3.8"),
        ("pipeline", "the pipeline tok2vec, parser, ner"),
        ("shape", "Error"),
        ("weights", "the tokens of"),
    ],
)
def test_a_change_of_shape_is_told_and_stock_ginza_reads(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: str, told: str
) -> None:
    nlp = annotate.load_model()
    if change == "version":
        monkeypatch.setitem(fastpath.KNOWN, "spacy", "4.0.")
    elif change == "pipeline":
        monkeypatch.setattr(annotate, "load_model", lambda: nlp_without(nlp))
    elif change == "shape":
        monkeypatch.setattr(fastpath, "SUFFIX", None)
    else:
        monkeypatch.setattr(fastpath.EntityScorer, "_edges", staticmethod(edges_everywhere))
    annotate.load_fast.cache_clear()
    try:
        (doc,) = annotate.annotate(["ミノリテラスは10億円を調達した。"])
        err = capsys.readouterr().err
    finally:
        annotate.load_fast.cache_clear()
    assert doc.has_annotation("DEP")
    assert err.startswith("fundex: reading with stock GiNZA")
    assert told in err
    assert err.count("\n") == 1


def nlp_without(nlp: object) -> object:
    import spacy

    return spacy.load("ja_ginza", exclude=["morphologizer"])


def edges_everywhere(docs: list[object]) -> tuple[object, object]:
    import numpy as np

    size = sum(len(doc) for doc in docs)  # type: ignore[arg-type]
    return np.ones(size, dtype=bool), np.zeros(size, dtype=bool)
