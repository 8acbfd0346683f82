"""When two spellings are one name: width, corporate form, spaces and dots do not count; case does, in short names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from extractor.assemble.entities import key_of, spelling_keys
from extractor.link.reading import reading

LETTERS = re.compile(r"[A-Za-z]")
KEPT = 100_000  # names whose keys are remembered
LONG = 5  # letters from which on a name in other case is no other abbreviation (XAI is not xAI)


class Names:
    """Keys of names: equal keys are equal names."""

    def __init__(
        self,
        legal: re.Pattern[str],
        spellings: Iterable[tuple[str, ...]],
        trades: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.legal, self.trades = legal, trades
        self.key = lru_cache(KEPT)(self._key)
        self._group = spelling_keys(spellings, legal)

    def plain(self, name: str) -> str:
        """The name without width, corporate form, spaces and dots."""
        return key_of(name, self.legal)

    def _key(self, name: str) -> str:
        """`plain`, or that of the lexicon's first spelling."""
        plain = self.plain(name)
        return self._group.get(plain, plain)

    def caseless(self, key: str) -> str | None:
        """What names in other case share; None for names too short for it."""
        return key.casefold() if len(LETTERS.findall(key)) >= LONG else None

    def reading(self, key: str) -> str | None:
        """What Latin and kana spellings of one name share (and other names too)."""
        return reading(key, self.trades)


def is_abbreviation(key: str) -> bool:
    """Whether a name is so short (NBX) that many may have it."""
    return key.isascii() and len(key) < LONG


def is_short_form(alias: str, key: str) -> bool:
    """Whether an alias is a part of the name (みずほ of みずほ銀行): that is short for it in its document alone."""
    return alias in key
