"""ja_ginza's own arithmetic, rearranged: the same tokens several times as fast as spaCy's `nlp.pipe`.

Three things cost stock spaCy its time (docs/performance.md): BLIS, which falls back to a generic kernel on many CPUs; a
check of 758 actions a token in the entity recognizer; rows of padding in the encoder. Here numpy multiplies, whatever
depends on a word alone is computed once a word, all tokens outside entities are scored in one product, and padding is
computed as far as it can reach a token. Nothing is approximated: the numbers are stock spaCy's up to the last bits.

All of it leans on the inside of three packages, so `build` refuses versions and shapes that it does not know, and
whatever it built must read a few sentences as the stock pipeline does. `Unfit` says what was different.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]

KNOWN = {"spacy": "3.8.", "thinc": "8.3.", "ja_ginza": "5.3."}
PIPELINE = ("tok2vec", "parser", "ner", "morphologizer", "compound_splitter", "bunsetu_recognizer")
BATCH = 128  # sentences
ROWS = 192  # rows multiplied at once: what they need stays in the second-level cache
WORDS = 1 << 16  # words whose vectors are kept, a KB each
NOTHING: Any = np.zeros((0,), dtype=np.float32)
SUFFIX = "_bunsetu"  # GiNZA's mark of a phrase's head, which its last component takes off again
# A headline, entities of one and of several tokens, a bracket, a name that no dictionary has, and one lone token.
CHECK = (
    "ミノリテラス、シリーズBで42億円を調達　汐見商事など3社から",
    "経済産業省は2026年4月7日、東京都港区の株式会社キタノカゼ（代表取締役：山田太郎）に最大3億ドルを補助すると発表した。",
    "Larkspur CapitalのJane Doe氏は「同社のゾルミナは世界を変える」と述べた。",
    "速報",
)


class Unfit(Exception):
    """The installed packages differ from those that this module was written for; the message says in what."""


class FastGinza:
    """The components of a loaded ja_ginza, run in batches; `nlp` itself reads as it did."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        tokenizer: Any = nlp.tokenizer
        tokenizer.need_subtokens = False  # in split mode C they are thrown away
        self.encoder = Encoder(nlp.get_pipe("tok2vec").model)  # type: ignore[attr-defined]
        self.entities = EntityScorer(nlp.get_pipe("ner"))
        self.parser: Any = nlp.get_pipe("parser")
        self.morphologizer: Any = nlp.get_pipe("morphologizer")

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Sentences in, Docs out, in order, `BATCH` at a time; `Doc.tensor` is not kept."""
        todo = iter(texts)
        while batch := list(islice(todo, BATCH)):
            yield from self._read(batch)

    def _read(self, texts: Sequence[str]) -> list[Doc]:
        docs = [self.nlp.make_doc(text) for text in texts]
        told = [doc for doc in docs if len(doc)]
        vectors: list[Any] = self.encoder(told)
        for doc, rows in zip(told, vectors, strict=True):
            doc.tensor = rows  # where spaCy's components look for them
        for _ in self.parser.pipe(told, batch_size=4 * BATCH):  # it works on a quarter of a batch at a time
            pass
        self.entities(told, vectors)
        for _ in self.morphologizer.pipe(told, batch_size=BATCH):
            pass
        for doc in told:
            doc.tensor = NOTHING
            for token in doc:
                if token.dep_.endswith(SUFFIX):
                    token.dep_ = token.dep_[: -len(SUFFIX)]
        return docs


class Encoder:
    """tok2vec: a vector of 256 a word, then eight layers that each look one token to either side.

    Between two sentences stock spaCy puts eight rows of zeros, which the layers change as they change tokens. A row d
    away from a sentence is the same for all sentences until layer d, and after layer 8 - d nothing of it can reach a
    token: only the rows between are computed, half of what stock spaCy computes.
    """

    def __init__(self, model: Any) -> None:
        self.embed = model.get_ref("embed")
        self.layers = [_layer(residual) for residual in model.get_ref("encode").layers[0].layers]
        self.depth, self.width = len(self.layers), int(model.get_dim("nO"))
        self.reach = self.depth // 2 + 1
        self.known: dict[int, int] = {}
        self.words = np.zeros((WORDS, self.width), dtype=np.float32)
        # A row that nothing has reached, layer by layer.
        self.far: list[Floats] = [np.zeros(self.width, dtype=np.float32)]
        for layer in self.layers:
            row = self.far[-1][None]
            self.far.append(row[0] + layer.change(np.hstack((row, row, row)))[0])

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """-> the vectors of each sentence's tokens, (tokens, 256)."""
        if not docs:
            return []
        lengths = np.array([len(doc) for doc in docs])
        starts = np.cumsum(lengths + 2 * self.reach) - lengths - self.reach
        # How far each row lies outside its sentence: 0 for a token.
        outside = np.concatenate([self._outside(int(length)) for length in lengths])
        tokens = np.flatnonzero(outside == 0)
        before = np.zeros((len(outside), self.width), dtype=np.float32)
        before[tokens] = self._word_rows(docs)
        after = np.empty_like(before)
        for number, layer in enumerate(self.layers, start=1):
            rows = np.flatnonzero(outside <= min(number, self.depth - number))
            for low in range(0, len(rows), ROWS):
                some = rows[low : low + ROWS]
                after[some] = before[some] + layer.change(before[some[:, None] + (-1, 0, 1)].reshape(len(some), -1))
            after[outside > number] = self.far[number]
            before, after = after, before
        return [before[start : start + length] for start, length in zip(starts, lengths, strict=True)]

    def _outside(self, length: int) -> NDArray[np.int64]:
        edge = np.arange(1, self.reach + 1)
        return np.concatenate((edge[::-1], np.zeros(length, dtype=np.int64), edge))

    def _word_rows(self, docs: Sequence[Doc]) -> Floats:
        from spacy.tokens import Doc

        keys = [key for doc in docs for key in doc.to_array("ORTH").tolist()]
        new = [key for key in dict.fromkeys(keys) if key not in self.known]
        if len(self.known) + len(new) > WORDS:
            self.known.clear()
            new = list(dict.fromkeys(keys))
        if new:  # the embedding looks at a word's letters alone
            vocab = docs[0].vocab
            (rows,) = self.embed.predict([Doc(vocab, words=[vocab.strings[key] for key in new])])
            first = len(self.known)
            self.words[first : first + len(new)] = rows
            self.known.update(zip(new, range(first, first + len(new)), strict=True))
        return self.words[[self.known[key] for key in keys]]


class _Layer:
    """One residual block: the greatest of three linear maps, normalized."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights, bias = maxout.get_param("W"), maxout.get_param("b")  # (256, 3, 768), (256, 3)
        self.width, pieces, size = weights.shape
        self.weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * self.width, size).T)
        self.bias = np.ascontiguousarray(bias.T.reshape(-1))
        self.gain, self.shift = norm.get_param("G"), norm.get_param("b")

    def change(self, windows: Floats) -> Floats:
        """Windows of three rows, (n, 768) → what the layer adds to the middle one, (n, 256)."""
        pieces: Floats = windows @ self.weights
        pieces += self.bias
        w = self.width
        out: Floats = np.maximum(pieces[:, :w], pieces[:, w : 2 * w])
        np.maximum(out, pieces[:, 2 * w :], out=out)
        out -= out.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", out, out) / np.float32(w) + np.float32(1e-8)
        out *= (variance ** np.float32(-0.5))[:, None]
        out *= self.gain
        out += self.shift
        return out


def _layer(residual: Any) -> _Layer:
    nodes = {node.name: node for node in residual.walk()}
    windows = nodes["expand_window"].attrs["window_size"]
    if windows != 1 or nodes["maxout"].get_dim("nP") != 3:
        raise Unfit(f"an encoder layer with a window of {windows}")
    return _Layer(nodes["maxout"], nodes["layernorm"])


class EntityScorer:
    """The transition-based entity recognizer. What an action scores depends on the token and the open entity alone:
    (token, entity's first token, token before), so tokens outside entities are scored all at once, and entities that
    begin anywhere are followed to their ends side by side.
    """

    def __init__(self, ner: Any) -> None:
        model, moves = ner.model, ner.moves
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        linear = next(node for node in model.get_ref("tok2vec").walk() if node.name == "linear")
        self.size, features, pieces, width = (lower.get_dim(dim) for dim in ("nO", "nF", "nP", "nI"))
        if (features, pieces) != (3, 2) or model.attrs["unseen_classes"] or ner.cfg["beam_width"] != 1:
            raise Unfit(f"an entity recognizer with {features} features of {pieces} pieces")
        self.reduce, self.reduce_bias = np.ascontiguousarray(linear.get_param("W").T), linear.get_param("b")
        weights = lower.get_param("W").transpose(0, 2, 1, 3)  # feature, piece, hidden, input
        self.lower = np.ascontiguousarray(weights.reshape(-1, width).T)
        self.pad = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(features, -1)
        self.bias = lower.get_param("b").T.reshape(-1)
        self.upper, self.upper_bias = upper.get_param("W"), upper.get_param("b")
        names = [moves.get_class_name(number) for number in range(moves.n_moves)]
        number_of = {name: number for number, name in enumerate(names)}
        self.labels = [name[2:] for name in names]
        self.begins = np.array([name.startswith("B-") for name in names])
        self.units = np.array([name.startswith("U-") and name != "U-" for name in names])
        self.inside = self._paired(names, number_of, "I-")
        self.last = self._paired(names, number_of, "L-")
        self.closed = self.begins | self.units | np.array([name == "O" for name in names])

    def _paired(self, names: Sequence[str], number_of: dict[str, int], kind: str) -> NDArray[np.int64]:
        return np.array([number_of[kind + name[2:]] if name.startswith("B-") else -1 for name in names])

    def _hidden(self, features: Floats) -> Floats:
        both = features + self.bias
        hidden: Floats = np.maximum(both[:, : self.size], both[:, self.size :])
        return hidden

    def __call__(self, docs: Sequence[Doc], vectors: Sequence[Floats]) -> None:
        """Set each sentence's entities."""
        from spacy.tokens import Span

        if not docs:
            return
        reduced = np.concatenate(vectors) @ self.reduce + self.reduce_bias
        token, first, before = np.split(reduced @ self.lower, 3, axis=1)
        final, space = self._edges(docs)
        best = self._outside(token, final, space)
        ends = self._follow(token, first, before, best, final)
        at = 0
        for doc in docs:
            spans, stop = [], at + len(doc)
            start = at
            while at < stop:
                action = best[at]
                end = ends.get(at, at + 1)
                if self.begins[action] or self.units[action]:
                    spans.append(Span(doc, at - start, end - start, label=self.labels[action]))
                at = end
            doc.set_ents(spans)

    @staticmethod
    def _edges(docs: Sequence[Doc]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which tokens end a sentence as the parser sees it (no entity goes on), and which are spaces (none begins)."""
        final, space = [], []
        for doc in docs:
            told = doc.to_array(["SENT_START", "IS_SPACE"])
            final.append(np.append(told[1:, 0] == 1, True))
            space.append(told[:, 1] != 0)
        return np.concatenate(final), np.concatenate(space)

    def _outside(self, token: Floats, final: NDArray[np.bool_], space: NDArray[np.bool_]) -> list[int]:
        """The best action at each token if no entity is open there."""
        scores = self._hidden(token + self.pad[1] + self.pad[2]) @ self.upper.T + self.upper_bias
        scores[:, ~self.closed] = -np.inf
        scores[np.ix_(final, self.begins)] = -np.inf
        scores[np.ix_(space, self.begins | self.units)] = -np.inf
        return list(map(int, scores.argmax(axis=1)))

    def _follow(
        self, token: Floats, first: Floats, before: Floats, best: Sequence[int], final: NDArray[np.bool_]
    ) -> dict[int, int]:
        """Where an entity that begins at a token ends: its first token's row → the row behind its last."""
        actions = np.array(best)
        starts = np.flatnonzero(self.begins[actions])
        actions, at = actions[starts], starts + 1
        ends: dict[int, int] = {}
        while len(starts):
            hidden = self._hidden(token[at] + first[starts] + before[at - 1])
            inside, last = self.inside[actions], self.last[actions]
            on = (hidden * self.upper[inside]).sum(axis=1) + self.upper_bias[inside]
            off = (hidden * self.upper[last]).sum(axis=1) + self.upper_bias[last]
            goes_on = ~final[at] & ((on > off) | ((on == off) & (inside < last)))
            ends.update(zip(starts[~goes_on].tolist(), (at[~goes_on] + 1).tolist(), strict=True))
            starts, actions, at = starts[goes_on], actions[goes_on], at[goes_on] + 1
        return ends


def build(nlp: Language) -> FastGinza:
    """A fast reader with a loaded ja_ginza's weights; Unfit where it would not read exactly as `nlp` does."""
    for package, prefix in KNOWN.items():
        if not (found := version(package)).startswith(prefix):
            raise Unfit(f"{package} {found}, not {prefix}x")
    if tuple(nlp.pipe_names) != PIPELINE:
        raise Unfit(f"the pipeline {', '.join(nlp.pipe_names)}")
    if nlp.get_pipe("compound_splitter").split_mode != "C":  # type: ignore[attr-defined]
        raise Unfit("a split mode other than C")
    try:
        fast = FastGinza(nlp)
        read = list(fast.pipe(CHECK))
    except Unfit:
        raise
    except Exception as error:  # any change of shape inside the packages ends here
        raise Unfit(f"{type(error).__name__}: {error}") from error
    for told, stock in zip(read, nlp.pipe(CHECK), strict=True):
        if tokens(told) != tokens(stock):
            raise Unfit(f"the tokens of {told.text!r}")
    return fast


def tokens(doc: Doc) -> list[tuple[object, ...]]:
    """All that is read of a Doc, token by token."""
    return [
        (t.text, t.lemma_, t.norm_, t.tag_, t.pos_, str(t.morph), t.head.i, t.dep_, t.ent_iob_, t.ent_type_)
        for t in doc
    ]
