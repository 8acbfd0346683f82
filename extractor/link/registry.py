"""The National Tax Agency's list of corporate numbers → the numbers of our companies, matched by name and seat."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.errors import FormatError
from extractor.link.attributes import Seat
from extractor.link.workspace import Record
from extractor.particulars import checked

# The columns of 全件データ and 差分データ, in order; the published files have no head.
COLUMNS = (
    "sequenceNumber corporateNumber process correct updateDate changeDate name nameImageId kind prefectureName "
    "cityName streetNumber addressImageId prefectureCode cityCode postCode addressOutside addressOutsideImageId "
    "closeDate closeCause successorCorporateNumber changeCause assignmentDate latest enName enPrefectureName "
    "enCityName enAddressOutside furigana hihyoji"
).split()
NUMBER, PROCESS, NAME, PREFECTURE, CITY, CLOSED, SUCCESSOR, LATEST, ENGLISH, HIDDEN = (
    COLUMNS.index(name)
    for name in (
        *("corporateNumber", "process", "name", "prefectureName", "cityName"),
        *("closeDate", "successorCorporateNumber", "latest", "enName", "hihyoji"),
    )
)
DELETED = "99"  # a number that was given by mistake
SNIFFED = 1 << 20
FIX = "use the CSV of 全件データ or 差分データ as the National Tax Agency publishes it, unzipped"


@dataclass(frozen=True, slots=True)
class Company:
    """A line of the registry; `closed` is the day on which its register was closed, `successor` whom it merged into."""

    number: str
    name: str
    seat: Seat
    closed: str = ""
    successor: str = ""


@dataclass
class Matches:
    """What the registry told of a corpus: numbers by entity id, and names it has several companies of."""

    found: dict[str, Company] = field(default_factory=dict)
    ambiguous: dict[str, list[Company]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)  # lines whose number fails its check digit


@dataclass
class _Wanted:
    """Entities by the keys of their names, where their seats are told to be, and when each was last told of."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    seats: dict[str, list[Seat]] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)

    def add(self, entity: Record, key_of: Callable[[str], str], published: Mapping[str, str]) -> None:
        told, id = entity["told"], entity["id"]
        self.seats[id] = [Seat.read(one["attributes"]["seat"]) for one in told if "seat" in one["attributes"]]
        self.last[id] = max((published.get(one["document"], "9999") for one in told), default="9999")
        for name in {entity["name"], *(one["name"] for one in told)}:
            self.ids.setdefault(key_of(name), set()).add(id)

    def chosen(self, id: str, companies: Iterable[Company]) -> list[Company]:
        """Those whose seat and time nothing speaks against; where a seat speaks for some, those."""
        fitting = [
            one
            for one in companies
            if not any(one.seat.differs(seat) for seat in self.seats[id])
            and (not one.closed or self.last[id] <= one.closed)
        ]
        return [one for one in fitting if any(one.seat.supports(seat) for seat in self.seats[id])] or fitting


def match(
    entities: Iterable[Record], paths: Sequence[Path], key_of: Callable[[str], str], published: Mapping[str, str]
) -> Matches:
    """Organizations of equal name and fitting seat, closed at most after they were last told of; of several, none.

    The files are read line by line, in the order given: a later line of a number takes the place of an earlier one.
    `published`: the days of documents. Raises FormatError for another layout.
    """
    wanted, out = _Wanted(), Matches()
    for entity in entities:
        if entity["type"] == "organization" and "corporate_number" not in entity["identifiers"]:
            wanted.add(entity, key_of, published)
    candidates: dict[str, dict[str, Company]] = {}  # by entity id and number
    owners: dict[str, set[str]] = {}
    for place, row in (line for path in paths for line in _rows(path)):
        number = row[NUMBER]
        ids = {*owners.get(number, ()), *wanted.ids.get(key_of(row[NAME]), ())}
        if row[ENGLISH]:
            ids |= wanted.ids.get(key_of(row[ENGLISH]), set())
        if not ids or row[LATEST] == "0":
            continue
        if checked("corporate_number", number) is None:
            out.refused.append(f"{place} {number}")
            continue
        gone = row[PROCESS] == DELETED or row[HIDDEN] == "1"
        company = Company(number, row[NAME], Seat.read(row[PREFECTURE] + row[CITY]), row[CLOSED], row[SUCCESSOR])
        for id in ids:
            mine = candidates.setdefault(id, {})
            if gone:
                mine.pop(number, None)
            else:
                mine[number] = company
        owners[number] = ids
    for id, companies in sorted(candidates.items()):
        chosen = wanted.chosen(id, companies.values())
        if len(chosen) == 1:
            out.found[id] = chosen[0]
        elif chosen:
            out.ambiguous[id] = chosen
    return out


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The lines with their places."""
    try:
        with path.open(encoding=_encoding(path), newline="", errors="replace") as stream:
            for number, row in enumerate(csv.reader(stream), start=1):
                if number == 1 and row[NUMBER : NUMBER + 1] == ["corporateNumber"]:
                    continue
                if len(row) != len(COLUMNS):
                    raise FormatError(f"{path}:{number}", f"{len(row)} columns, not {len(COLUMNS)}", FIX)
                yield f"{path}:{number}", row
    except OSError as error:
        raise FormatError(str(path), f"cannot be read ({error.strerror})", FIX) from None


def _encoding(path: Path) -> str:
    """UTF-8, else Shift_JIS: the agency publishes both."""
    with path.open("rb") as stream:
        head = stream.read(SNIFFED)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8-sig"
