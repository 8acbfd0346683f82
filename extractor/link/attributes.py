"""Seats, sectors and registered numbers: what speaks for and against two namesakes being one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

PREFECTURES = (
    "北海道 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜 静岡 "
    "愛知 三重 滋賀 京都 大阪 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 "
    "徳島 香川 愛媛 高知 福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄"
).split()
_PREFECTURE = re.compile(f"({'|'.join(PREFECTURES)})(?:都|道|府|県|・|$)")
_CITY = re.compile(r"^(?P<city>.+?[市区町村郡])")


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat's prefecture and city, bare of 都 and 市; either may be untold."""

    prefecture: str
    city: str

    @classmethod
    def read(cls, told: str) -> Seat:
        plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", told))
        found = _PREFECTURE.match(plain)
        rest = plain[found.end() :] if found else plain
        city = _CITY.match(rest)
        bare = re.sub(r"[市区町村]$", "", city["city"] if city else rest.strip("・"))
        if not found and bare in PREFECTURES:  # 大阪市 is in 大阪
            return cls(bare, bare)
        return cls(found[1] if found else "", bare)

    def differs(self, other: Seat) -> bool:
        if self.prefecture and other.prefecture and self.prefecture != other.prefecture:
            return True
        return bool(self.city and other.city and self.city != other.city)

    def supports(self, other: Seat) -> bool:
        return not self.differs(other) and bool(
            (self.city and self.city == other.city) or (self.prefecture and self.prefecture == other.prefecture)
        )


@dataclass
class Profile:
    """What is told of one identity, beside its names."""

    identifiers: dict[str, str] = field(default_factory=dict)
    seats: set[Seat] = field(default_factory=set)
    sectors: list[frozenset[str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.identifiers or self.seats or self.sectors)

    def against(self, other: Profile) -> str | None:
        """Why the two cannot be one: another identifier, seat or business; None if nothing says so."""
        shared = self.identifiers.keys() & other.identifiers.keys()
        if any(self.identifiers[key] != other.identifiers[key] for key in shared):
            return "identifier"
        if shared:
            return None  # one number is one company, wherever it has moved
        if any(a.differs(b) for a in self.seats for b in other.seats):
            return "seat"
        if any(not a & b for a in self.sectors for b in other.sectors):
            return None if self._same_seat(other) else "business"
        return None

    def support(self, other: Profile) -> int:
        """How much speaks for the two being one; 0 is nothing."""
        shared = any(other.identifiers.get(key) == value for key, value in self.identifiers.items())
        sector = any(a & b for a in self.sectors for b in other.sectors)
        return 4 * shared + 2 * self._same_seat(other) + sector

    def _same_seat(self, other: Profile) -> bool:
        return any(a.supports(b) and a.city and b.city for a in self.seats for b in other.seats)

    def add(self, other: Profile) -> None:
        for key, value in other.identifiers.items():
            self.identifiers.setdefault(key, value)
        self.seats |= other.seats
        self.sectors += [one for one in other.sectors if one not in self.sectors]


def joined(profiles: Iterable[Profile]) -> Profile:
    """One profile of many."""
    out = Profile()
    for one in profiles:
        out.add(one)
    return out
