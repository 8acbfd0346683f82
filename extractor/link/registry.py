"""The National Tax Agency's list of corporate numbers → the numbers of our companies, matched by name and seat."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
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
NUMBER, NAME, PREFECTURE, CITY, CLOSED, LATEST = (
    COLUMNS.index(name) for name in ("corporateNumber", "name", "prefectureName", "cityName", "closeDate", "latest")
)
SNIFFED = 1 << 20
FIX = "use the CSV of 全件データ as the National Tax Agency publishes it, unzipped"


@dataclass(frozen=True, slots=True)
class Company:
    """A line of the registry."""

    number: str
    name: str
    seat: Seat


@dataclass
class Matches:
    """What the registry told of a corpus: numbers by entity id, and names it has several companies of."""

    found: dict[str, Company] = field(default_factory=dict)
    ambiguous: dict[str, list[Company]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)  # lines whose number fails its check digit


def read_registry(path: Path) -> Iterator[tuple[int, Company | str]]:
    """Companies that still exist, line by line, or the number that is none; FormatError for another layout."""
    try:
        with path.open(encoding=_encoding(path), newline="", errors="replace") as stream:
            for number, row in enumerate(csv.reader(stream), start=1):
                if number == 1 and row[1:2] == ["corporateNumber"]:
                    continue
                if len(row) != len(COLUMNS):
                    raise FormatError(f"{path}:{number}", f"{len(row)} columns, not {len(COLUMNS)}", FIX)
                if row[CLOSED] or row[LATEST] == "0":
                    continue
                if (valid := checked("corporate_number", row[NUMBER])) is None:
                    yield number, row[NUMBER]
                else:
                    yield number, Company(valid, row[NAME], Seat.read(row[PREFECTURE] + row[CITY]))
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


def match(entities: Iterable[Record], path: Path, key_of: Callable[[str], str]) -> Matches:
    """Organizations of equal name and fitting seat; of several, none unless a seat tells which."""
    wanted: dict[str, set[str]] = {}
    seats: dict[str, list[Seat]] = {}
    for entity in entities:
        if entity["type"] != "organization" or "corporate_number" in entity["identifiers"]:
            continue
        seats[entity["id"]] = [Seat.read(t["attributes"]["seat"]) for t in entity["told"] if "seat" in t["attributes"]]
        for name in {entity["name"], *(told["name"] for told in entity["told"])}:
            wanted.setdefault(key_of(name), set()).add(entity["id"])
    out = Matches()
    candidates: dict[str, list[Company]] = {}
    for line, company in read_registry(path):
        if isinstance(company, str):
            out.refused.append(f"{path}:{line} {company}")
            continue
        for id in wanted.get(key_of(company.name), ()):
            candidates.setdefault(id, []).append(company)
    for id, told in sorted(candidates.items()):
        fitting = [one for one in told if not any(one.seat.differs(seat) for seat in seats[id])]
        seated = [one for one in fitting if any(one.seat.supports(seat) for seat in seats[id])]
        chosen = seated or fitting
        if len(chosen) == 1:
            out.found[id] = chosen[0]
        elif chosen:
            out.ambiguous[id] = chosen
    return out
