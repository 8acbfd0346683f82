"""What stands beside a name: registered numbers, seat and business, which tell companies of one name apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

BRACKETS = re.compile(r"[」』]?(?:株式会社)?((?:[（(][^（）()]*[）)])+)")
PARTS = re.compile(r"[、,，;；/／（）()]")
BEFORE = 60  # characters of a sentence before a name that may tell its business


def checked(scheme: str, number: str) -> str | None:
    """A registered number in its plain form, or None where its check digit says that it is none."""
    from stdnum import lei
    from stdnum.jp import cn

    match scheme:
        case "corporate_number":
            plain = cn.compact(number)
            return plain if cn.is_valid(plain) else None
        case "lei":
            return lei.compact(number) if lei.is_valid(number) else None
    return number


@dataclass(frozen=True)
class Particulars:
    """rules/particulars.yaml, compiled."""

    bracket: Mapping[str, tuple[re.Pattern[str], ...]]
    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    sectors: Mapping[str, re.Pattern[str]]
    relative: re.Pattern[str]
    trades: Mapping[str, str]

    def sectors_of(self, business: str) -> frozenset[str]:
        """The sectors that a business told belongs to."""
        return frozenset(name for name, words in self.sectors.items() if words.search(business))

    def beside(self, text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
        """What is told beside the name `text[start:end]`: (kind, value), kinds as in rules/particulars.yaml."""
        if found := BRACKETS.match(text, end):
            for part in PARTS.split(unicodedata.normalize("NFKC", found[1])):
                yield from self._in_bracket(part.strip())
        for pattern in self.before:
            if (told := pattern.search(text[max(0, start - BEFORE) : start])) and self.sectors_of(told["value"]):
                yield "business", told["value"]
        for pattern in self.after:
            if (told := pattern.search(text[found.end() if found else end :])) and self.sectors_of(told["value"]):
                yield "business", told["value"]

    def _in_bracket(self, part: str) -> Iterator[tuple[str, str]]:
        for kind, patterns in self.bracket.items():
            told = next((m for pattern in patterns if (m := pattern.fullmatch(part))), None)
            if told is not None:
                value = checked(kind, told["value"].strip())
                if value:
                    yield kind, value
                return


IDENTIFIERS = frozenset(("securities_code", "corporate_number", "lei"))


def collected(told: Iterable[tuple[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """-> (identifiers, attributes); of several values the one told first."""
    identifiers: dict[str, str] = {}
    attributes: dict[str, str] = {}
    for kind, value in told:
        (identifiers if kind in IDENTIFIERS else attributes).setdefault(kind, value)
    return identifiers, attributes
