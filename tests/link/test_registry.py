"""The National Tax Agency's list of corporate numbers: lines in its layout, and what they tell of a corpus."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from making import fact, file, told

from extractor.link.registry import COLUMNS

Fundex = Callable[..., Any]
TOKYO, OSAKA, KEPT = "1010401089234", "7000012050002", "5010001008796"


def line(
    number: str,
    name: str,
    prefecture: str = "東京都",
    city: str = "港区",
    *,
    process: str = "01",
    change: str = "2015-10-05",
    **more: str,
) -> str:
    """A company's line with everything that the published file has in it; `more` by the columns' published names."""
    told = {
        **{"sequenceNumber": "1", "corporateNumber": number, "process": process, "correct": "0"},
        **{"updateDate": change, "changeDate": change, "name": name, "kind": "301"},
        **{"prefectureName": prefecture, "cityName": city, "streetNumber": "赤坂１丁目１番１号"},
        **{"prefectureCode": "13", "cityCode": "103", "postCode": "1070052"},
        **{"assignmentDate": "2015-10-05", "latest": "1", "furigana": "ソラネ", "hihyoji": "0"},
        **more,
    }
    assert told.keys() <= {*COLUMNS}
    return ",".join(f'"{told.get(column, "")}"' if told.get(column) else "" for column in COLUMNS)


@pytest.fixture
def numbers(tmp_path: Path, fundex: Fundex) -> Callable[..., tuple[dict[str, str], str]]:
    """The numbers that companies of one article each get of these files of lines, and what the command said."""

    def ask(*files: list[str], companies: list[Any], published: str = "2025-10-01") -> tuple[dict[str, str], str]:
        stories = [(f"d{at}", published, [fact(company=one)]) for at, one in enumerate(companies)]
        corpus, out = tmp_path / "corpus.json", tmp_path / "out.json"
        (tmp_path / "facts.json").write_text(json.dumps(file(*stories)), encoding="utf-8")
        assert fundex("link", str(tmp_path / "facts.json"), "-o", str(corpus)).status == 0
        words = ["entities", "link", str(corpus), "-o", str(out)]
        for at, lines in enumerate(files):
            (registry := tmp_path / f"{at}.csv").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
            words += ["--registry", str(registry)]
        run = fundex(*words)
        assert run.status == 0, run.err
        entities = json.loads(out.read_text(encoding="utf-8"))["entities"]
        found = {one["name"]: one["identifiers"].get("corporate_number") for one in entities}
        return {name: number for name, number in found.items() if number}, run.err

    return ask


def test_the_layout_is_the_published_one() -> None:
    assert len(COLUMNS) == 30
    places = {6: "name", 18: "closeDate", 20: "successorCorporateNumber", 23: "latest", 24: "enName", 28: "furigana"}
    assert {at: COLUMNS[at] for at in places} == places


SORANE = told("ソラネ", seat="東京・港")
OLD = [line(TOKYO, "株式会社ソラネ"), line(OSAKA, "ソラネ株式会社", "大阪府", "大阪市北区")]
ENGLISH = [line(TOKYO, "株式会社ソラネ", enName="SORANE Inc.")]
ABROAD = [line(TOKYO, "Sorane Ltd.", "", "", kind="401", addressOutside="英国ロンドン")]


def closed(day: str, **more: str) -> str:
    return line(TOKYO, "株式会社ソラネ", process="21", closeDate=day, **{"closeCause": "01", **more})


CASES = [
    pytest.param([OLD], [SORANE], {"ソラネ": TOKYO}, id="name and seat"),
    pytest.param([OLD], ["ソラネ"], {}, id="no seat: two fit"),
    pytest.param([OLD[:1]], ["ソラネ"], {"ソラネ": TOKYO}, id="one of that name"),
    pytest.param([OLD[:1]], [told("ソラネ", seat="札幌市")], {}, id="another seat"),
    pytest.param([[line(TOKYO, "ＳＯＲＡＮＥ株式会社")]], ["SORANE"], {"SORANE": TOKYO}, id="full width"),
    pytest.param([ENGLISH], ["SORANE"], {"SORANE": TOKYO}, id="English name"),
    pytest.param([[line(TOKYO, "株式会社北星")]], ["ソラネ"], {}, id="a reading is no name"),
    pytest.param(
        [OLD[:1], [line(TOKYO, "株式会社ソラニ", process="11", change="2025-12-01", changeCause="商号変更")]],
        ["ソラニ"],
        {"ソラニ": TOKYO},
        id="a later file has another name",
    ),
    pytest.param(
        [OLD[:1], [line(TOKYO, "株式会社ソラニ", process="11", change="2025-12-01")]],
        ["ソラネ"],
        {"ソラネ": TOKYO},
        id="the name of its time",
    ),
    pytest.param([[line(TOKYO, "株式会社ソラネ", latest="0")]], ["ソラネ"], {}, id="history"),
    pytest.param(
        [OLD[:1], [line(TOKYO, "株式会社ソラネ", "大阪府", "大阪市北区", process="12")]],
        [SORANE],
        {},
        id="it has moved",
    ),
    pytest.param(
        [OLD[:1], [line(TOKYO, "株式会社ソラネ", process="12", city="渋谷区")]],
        ["ソラネ"],
        {"ソラネ": TOKYO},
        id="one number twice is one company",
    ),
    pytest.param([OLD[:1], [line(TOKYO, "株式会社ソラネ", process="99")]], ["ソラネ"], {}, id="deleted"),
    pytest.param([[line(TOKYO, "株式会社ソラネ", hihyoji="1")]], ["ソラネ"], {}, id="not to be found"),
    pytest.param([[closed("2024-03-31")]], ["ソラネ"], {}, id="closed before the article"),
    pytest.param([[closed("2026-03-31")]], ["ソラネ"], {"ソラネ": TOKYO}, id="closed after it"),
    pytest.param(
        [[closed("2024-03-31"), line(KEPT, "株式会社ソラネ")]],
        ["ソラネ"],
        {"ソラネ": KEPT},
        id="closed, and founded anew",
    ),
    pytest.param(
        [OLD[:1], [line(TOKYO, "株式会社ソラネ", process="22", change="2025-01-01")]],
        ["ソラネ"],
        {"ソラネ": TOKYO},
        id="restored",
    ),
    pytest.param([ABROAD], ["Sorane"], {"Sorane": TOKYO}, id="foreign company"),
]


@pytest.mark.parametrize(("files", "companies", "found"), CASES)
def test_who_gets_a_number(
    numbers: Callable[..., Any], files: list[list[str]], companies: list[Any], found: dict[str, str]
) -> None:
    assert numbers(*files, companies=companies)[0] == found


def test_who_comes_after_a_closed_company_is_told(numbers: Callable[..., Any]) -> None:
    merged = closed("2026-03-31", closeCause="11", successorCorporateNumber=OSAKA)
    _, said = numbers([merged], companies=["ソラネ"])
    assert f": {TOKYO} was closed on 2026-03-31, {OSAKA} after it\n" in said
    assert "1 numbers found, 0 names ambiguous" in said


def test_several_of_a_name_are_listed(numbers: Callable[..., Any]) -> None:
    _, said = numbers(OLD, companies=["ソラネ"])
    assert f"2 companies of that name: {TOKYO} (東京港), {OSAKA} (大阪大阪" in said


def test_a_wrong_check_digit_is_told(numbers: Callable[..., Any]) -> None:
    found, said = numbers([line("1010401089235", "株式会社ソラネ"), line("123", "北星ラボ")], companies=["ソラネ"])
    assert not found
    assert "0.csv:1 1010401089235: the check digit is wrong, the line is left out" in said
    assert "123:" not in said  # of nobody whom we ask about


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_both_published_encodings(tmp_path: Path, fundex: Fundex, encoding: str) -> None:
    (tmp_path / "facts.json").write_text(json.dumps(file(("a", None, [fact(company=SORANE)]))), encoding="utf-8")
    (tmp_path / "registry.csv").write_text("\n".join(OLD) + "\n", encoding=encoding)
    run = fundex("entities", "link", str(tmp_path / "facts.json"), "--registry", str(tmp_path / "registry.csv"))
    assert f'"corporate_number": "{TOKYO}"' in run.out


def test_another_layout_is_refused(tmp_path: Path, fundex: Fundex) -> None:
    (tmp_path / "facts.json").write_text(json.dumps(file()), encoding="utf-8")
    (tmp_path / "registry.csv").write_text("a,b,c\n", encoding="utf-8")
    run = fundex("entities", "link", str(tmp_path / "facts.json"), "--registry", str(tmp_path / "registry.csv"))
    assert run.status == 2
    assert "registry.csv:1: 3 columns, not 30" in run.err
