"""One document's entities: spellings joined for a reason that the text gives, never by likeness alone."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractor.model import Entity, EntityType, Told
from extractor.names import Name, NameGrammar
from extractor.particulars import Particulars, collected
from extractor.reading import Reading

PREFIXES: dict[EntityType, str] = {
    "organization": "org",
    "person": "person",
    "product": "product",
    "facility": "facility",
    "place": "place",
    "fund": "fund",
}

# What ends a group's name in Latin letters, written out; G and FG behind Japanese letters alone.
WRITTEN_OUT = {
    "GHD": "グループホールディングス",
    "HD": "ホールディングス",
    "FG": "フィナンシャルグループ",
    "G": "グループ",
}
SHORT_ENDING = re.compile(r"(?<=[ぁ-ヺー一-龠])(GHD|FG|G)$|HD$")


@lru_cache(maxsize=1 << 14)
def key_of(text: str, legal: re.Pattern[str]) -> str:
    """A spelling without width, corporate form, dots or spaces; case counts."""
    plain = unicodedata.normalize("NFKC", text)
    bare = re.sub(r"[\s・,.「」『』]", "", legal.sub("", plain)) or re.sub(r"\s", "", plain)
    return SHORT_ENDING.sub(lambda found: WRITTEN_OUT[found.group()], bare)


def spelling_keys(spellings: Iterable[tuple[str, ...]], legal: re.Pattern[str]) -> dict[str, str]:
    """The key of each spelling in a rulebook's lists → the key of the list's first."""
    return {key_of(one, legal): key_of(group[0], legal) for group in spellings for one in group}


def _abbreviates(short: str, full: str) -> bool:
    """Whether a spelling drops letters of another, keeping the first and half of them."""
    if not 2 <= len(short) < len(full) or short[0] != full[0] or len(full) > 3 * len(short):
        return False
    rest = iter(full)
    return not short.isascii() and all(letter in rest for letter in short)


@dataclass
class Cluster:
    """Mentions of one entity; `canonical` is the key that its id is made of."""

    canonical: str
    spellings: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)
    score: int = 0
    in_body: bool = False  # named outside headlines
    beside: list[tuple[str, str]] = field(default_factory=list)

    @property
    def type(self) -> EntityType:
        settled = [kind for kind in PREFIXES if self.votes.get(kind)]
        return max(settled, key=lambda kind: self.votes[kind], default="organization")

    @property
    def id(self) -> str:
        digest = hashlib.sha256(f"{self.type}\t{self.canonical}".encode()).hexdigest()[:16]
        return f"{PREFIXES[self.type]}:{digest}"

    def entity(self, legal: re.Pattern[str], document: str) -> Entity:
        bare = {legal.sub("", s).strip() or s: n for s, n in self.spellings.items()}
        name = max(bare, key=lambda s: (len(s), bare[s], s))
        aliases = tuple(sorted({*self.spellings, *bare}))
        identifiers, attributes = collected(self.beside if self.type in ("organization", "fund") else ())
        told = Told(document, name, aliases, identifiers, attributes)
        return Entity(self.id, self.type, name, aliases, identifiers, (told,))


class EntityTable:
    """The document's clusters, and which one a name belongs to; `group`: a rulebook's `spelling_keys`."""

    def __init__(
        self,
        readings: Sequence[Reading],
        group: Mapping[str, str],
        grammar: NameGrammar,
        particulars: Particulars,
    ) -> None:
        self.grammar = grammar
        self.clusters: dict[str, Cluster] = {}
        self._parent: dict[str, str] = {}
        self._group = group
        names = [(reading, name) for reading in readings for name in reading.names if not name.reference]
        together = self._seen_together(readings)
        apart = {n.text for r, n in names if particulars.relative.search(r.text[: n.start])}
        for _, name in names:
            self._join_aliases(name)
        self._join_short_forms([name for _, name in names if name.text not in apart], together)
        self._join_abbreviations(names, together)
        for reading, name in names:
            cluster = self._count(name)
            cluster.in_body |= not reading.headline
            cluster.beside += particulars.beside(reading.text, name.start, name.end)

    def key(self, text: str) -> str:
        key = key_of(text, self.grammar.legal)
        return self._group.get(key, key)

    def _find(self, key: str) -> str:
        self._parent.setdefault(key, key)
        while self._parent[key] != key:
            key = self._parent[key]
        return key

    def _union(self, key: str, into: str) -> None:
        a, b = self._find(key), self._find(into)
        if a != b:
            self._parent[a] = b

    def _join_aliases(self, name: Name) -> None:
        base = self.key(name.text)
        for alias in name.aliases:
            self._union(self.key(alias), base)
        if base.endswith("社") and len(base) > 2:
            self._union(self.key(base[:-1]), base)

    @staticmethod
    def _seen_together(readings: Sequence[Reading]) -> set[tuple[str, str]]:
        """Two spellings in one sentence are two (北星グループの子会社、北星通信), unless one is a bracket's."""
        out: set[tuple[str, str]] = set()
        for reading in readings:
            tails = [n.text for n in reading.names if n.tail and not n.reference]
            out.update((a, b) for a in tails for b in tails if a != b)
        return out

    def _join_short_forms(self, names: Sequence[Name], together: set[tuple[str, str]]) -> None:
        texts = {name.text: name for name in sorted(names, key=lambda n: -n.score)}
        by_length = sorted(texts, key=len)
        for at, short in enumerate(by_length):
            for full in by_length[at + 1 :]:
                if self._is_short_form(texts[short], texts[full]) and (short, full) not in together:
                    self._union(self.key(short), self.key(full))

    def _join_abbreviations(self, names: Sequence[tuple[Reading, Name]], together: set[tuple[str, str]]) -> None:
        """A headline shortens the names of its article: ファミマ, 東北大ベンチャーパートナーズ, パナHD."""
        parties = [(r, n) for r, n in names if n.type in ("organization", "unknown") and n.tail]
        short = {n.text for r, n in parties if r.sentence.kind == "title" or r.headline}
        full = {n.text for r, n in parties if not r.headline}
        for text in sorted(short - full):
            found = {self._find(self.key(other)) for other in full if _abbreviates(self.key(text), self.key(other))}
            apart = any((text, other) in together for other in full)
            if len(found) == 1 and not apart:
                self._union(self.key(text), found.pop())

    def _is_short_form(self, short: Name, full: Name) -> bool:
        if short.type == "place" or full.type == "place" or len(short.text) < 2 or short.text == full.text:
            return False
        if full.type == "person":
            parts = re.split(r"[・\s]", full.text)
            surname = len(parts) == 1 and full.text.startswith(short.text) and len(full.text) - len(short.text) <= 3
            return short.type in ("person", "unknown") and (short.text in parts or surname)
        a = unicodedata.normalize("NFKC", short.text)
        b = self.grammar.legal.sub("", unicodedata.normalize("NFKC", full.text)).strip()
        return b.startswith(a) and bool(self.grammar.dropped.fullmatch(b[len(a) :])) and short.type != "person"

    def _count(self, name: Name) -> Cluster:
        root = self._find(self.key(name.text))
        cluster = self.clusters.setdefault(root, Cluster(root))
        cluster.spellings[name.text] += 1
        kind = "organization" if name.type == "business" else name.type
        cluster.votes[kind] += name.score
        cluster.score = max(cluster.score, name.score)
        cluster.spellings.update(name.aliases)
        return cluster

    def cluster(self, name: Name) -> Cluster:
        """The cluster that a name belongs to."""
        return self.clusters[self._find(self.key(name.text))]
