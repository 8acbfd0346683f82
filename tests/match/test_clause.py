"""What a trigger governs: its arguments, its voice and the predicates above it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from extractor.match.clause import Clause, ClauseReader
from extractor.read.article import build_document
from extractor.reading import Reading

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline


def read(pipeline: Pipeline, text: str, trigger: str) -> tuple[Reading, Clause]:
    match, *_ = pipeline.match(build_document(text, "t", "t", published=date(2026, 5, 20)))
    reading = match.reading
    (told,) = [one for one in reading.triggers if one.word == trigger]
    return reading, ClauseReader(reading, pipeline.matcher.words, pipeline.matcher.describing).read(told)


@pytest.mark.parametrize(
    ("text", "trigger", "voice", "arguments"),
    [
        pytest.param(
            "越美銀行はミツノワに2億円を融資した。",
            "融資",
            "active",
            ["越美銀行 は direct", "ミツノワ に direct", "2億円 を direct"],
            id="of the verb itself",
        ),
        pytest.param(
            "ヤナギ急送はトウゲ運輸に買収された。",
            "買収",
            "passive",
            ["ヤナギ急送 は direct", "トウゲ運輸 に direct"],
            id="passive",
        ),
        pytest.param(
            "ミチカ薬品は楓ベンチャーズから出資を受けた。",
            "出資",
            "passive",
            ["ミチカ薬品 は light", "楓ベンチャーズ から light"],
            id="receiving",
        ),
        pytest.param(
            "ミチカ薬品は10億円の資金調達を実施した。",
            "資金調達",
            "active",
            ["ミチカ薬品 は light", "10億円 の direct"],
            id="a light verb lends all its arguments",
        ),
        pytest.param(
            "ミチカ薬品への出資を楓ベンチャーズが検討している。",
            "出資",
            "active",
            ["ミチカ薬品 に direct", "楓ベンチャーズ が climbed"],
            id="a modal verb lends its subject",
        ),
        pytest.param(
            "トウゲ運輸はヤナギ急送を買収すると発表した。",
            "買収",
            "active",
            ["トウゲ運輸 は inherited", "ヤナギ急送 を direct"],
            id="who reports is the subject of what is reported",
        ),
        pytest.param(
            "トウゲ運輸によるヤナギ急送の買収が完了した。",
            "買収",
            "active",
            ["トウゲ運輸 による direct", "ヤナギ急送 の direct"],
            id="nominal",
        ),
        pytest.param(
            "トウゲ運輸はヤナギ急送の株式の20%を取得した。",
            "取得",
            "active",
            ["トウゲ運輸 は direct", "ヤナギ急送 の inner", "株式 の inner", "20% を direct"],
            id="amounts and shares pass on what depends on them",
        ),
        pytest.param(
            "楓ベンチャーズ出資のミチカ薬品、工場を建設",
            "出資",
            "active",
            ["楓ベンチャーズ  bare"],
            id="a noun right before the trigger",
        ),
        pytest.param(
            "トウゲ運輸、ヤナギ急送を買収へ",
            "買収",
            "active",
            ["トウゲ運輸 、 inherited", "ヤナギ急送 を direct"],
            id="what opens a headline is its topic",
        ),
    ],
)
def test_arguments(pipeline: Pipeline, text: str, trigger: str, voice: str, arguments: list[str]) -> None:
    reading, clause = read(pipeline, text, trigger)
    found = sorted(clause.arguments, key=lambda argument: argument.phrase)
    assert [f"{reading.phrases[a.phrase].text} {a.case} {a.via}" for a in found] == arguments
    assert clause.voice == voice


@pytest.mark.parametrize(
    ("text", "trigger", "chain"),
    [
        ("トウゲ運輸はヤナギ急送を買収した。", "買収", ["買収 self"]),
        ("トウゲ運輸によるヤナギ急送の買収が完了した。", "買収", ["買収 self", "完了 light"]),
        ("ミチカ薬品への出資を楓ベンチャーズが検討している。", "出資", ["出資 self", "検討 modal"]),
        ("トウゲ運輸はヤナギ急送を買収すると発表した。", "買収", ["買収 self", "発表 report"]),
        ("トウゲ運輸はヤナギ急送を買収すれば、首位に立つ。", "買収", ["買収 self", "立つ conditional"]),
        ("トウゲ運輸は、ヤナギ急送を買収するため借りた。", "買収", ["買収 self", "ため adjunct"]),
        ("楓ベンチャーズが出資するミチカ薬品は伸びる。", "出資", ["出資 self", "ミチカ薬品 relative"]),
        ("トウゲ運輸は買収に関する質問に答えた。", "買収", ["買収 self"]),  # 関する is no act of the buyer's
    ],
)
def test_the_predicates_above(pipeline: Pipeline, text: str, trigger: str, chain: list[str]) -> None:
    reading, clause = read(pipeline, text, trigger)
    assert [f"{reading.phrases[index].text} {link}" for index, link in clause.chain] == chain


@pytest.mark.parametrize(
    ("text", "trigger", "relative"),
    [
        ("楓ベンチャーズが出資するミチカ薬品は伸びる。", "出資", "ミチカ薬品"),
        ("楓ベンチャーズが出資する新興企業のミチカ薬品は伸びる。", "出資", "ミチカ薬品"),
        ("楓ベンチャーズが出資するのは初めてだ。", "出資", None),
    ],
)
def test_where_a_relative_clause_ends(pipeline: Pipeline, text: str, trigger: str, relative: str | None) -> None:
    reading, clause = read(pipeline, text, trigger)
    assert (None if clause.relative is None else reading.phrases[clause.relative].text) == relative


@pytest.mark.parametrize(
    ("text", "dates", "announced"),
    [
        ("トウゲ運輸は16日、ヤナギ急送を6月に買収すると発表した。", ["6月"], ["16日"]),
        ("トウゲ運輸は16日、ヤナギ急送を買収した。", ["16日"], []),
        ("トウゲ運輸はヤナギ急送を2025年に買収した。", ["2025年"], []),
    ],
)
def test_dates_of_the_event_and_of_the_report(
    pipeline: Pipeline, text: str, dates: list[str], announced: list[str]
) -> None:
    reading, clause = read(pipeline, text, "買収")
    found = [[reading.phrases[index].text for index in told] for told in (clause.dates, clause.announced)]
    assert found == [dates, announced]
