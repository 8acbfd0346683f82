"""Names in sentences: each is marked with the type that its surroundings tell; the companies are invented."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from extractor.model import Document
from extractor.names import Name, sure_names

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

MARKED = re.compile(r"\[(?P<type>[a-z]+) (?P<text>[^\]]+)\]")
gap = pytest.mark.xfail(raises=AssertionError, reason="known gap")


def names(pipeline: Pipeline, text: str) -> list[Name]:
    return [name for match in pipeline.match(Document("t", text)) for name in match.reading.names]


def only(pipeline: Pipeline, text: str, name: str) -> Name:
    (found,) = [one for one in names(pipeline, text) if one.text == name]
    return found


@pytest.mark.parametrize(
    "marked",
    [
        # the name's own form
        "[organization 株式会社ホノカグミ]は10億円を調達した。",
        "[organization 越美銀行]は2億円を融資した。",
        "[organization ヤナギ急送]は伸びる。",  # a rare word and its trade
        "[fund 楓ベンチャーズ2号投資事業有限責任組合]は5億円を出資した。",
        "[organization 経済産業省]は補助金を交付した。",
        "[organization 水産振興財団]は補助金を交付した。",
        "[organization モルフェ社]は10億円を調達した。",
        # what stands before it
        "半導体大手の[organization ヤナギ電装]は10億円を調達した。",
        "独立系VCの[organization ツバメ・ベンチャーズ]が出資した。",
        "創業者の[person 柏木怜央]氏は会社を売却した。",
        "配送網の[organization トウゲ運輸]は伸びる。",
        pytest.param("水質計測の[organization ミナモ電装]は伸びる。", marks=gap, id="a trade is no name"),
        # what stands after it
        "[organization ミナモ・センシング]（東京・港）は10億円を調達した。",
        "[person 真田啓]社長は会社を去った。",
        # quoted
        "新会社「[organization ロゼット]」を設立した。",
        "[organization ミチカ薬品]は治療薬「[product ソラナゾン]」を開発した。",
        "データセンター「[facility ネムロ・ワン]」を建設する。",
        "[organization ミチカ薬品]は生成AI「[product ヨミトキ]」を公開した。",
        "[organization ミチカ薬品]の「[product ソラナゾン]」が売れる。",  # behind its maker, in letters
        "[organization ミチカ薬品]の「[unknown 新薬で世界へ]」が売れる。",
        # an office parts a company from who holds it
        "[organization ミチカ薬品][person 佐藤]社長は会社を去った。",
        # a prefecture acts, and is where things are
        "[organization ミチカ薬品]は[place 熊本県]に工場を建てた。",
        # types that only a role settles
        "[unknown オルソン・フレイト]は[place 神戸市]に工場を建てた。",
        "[organization Larkspur Capital]は出資した。",
        # the first part of a compound
        "[organization ブライアー・キャピタル]系の[organization ヤナギ急送]は伸びる。",
        "[unknown アーチオンザ]始動、[organization ヤナギ電装]が統合を発表",  # what happens to it is no part of it
        "[organization ソラネリア・パートナーズ]・[person 佐俣健一]代表は出資した。",  # who leads it, behind a point
        # hiragana that the model does not know
        "[unknown うるおい]は2億円を調達した。",
        "[organization 株式会社ソラネ]はことしの増資を決めた。",
        "[organization ゆうちょキャピタル]は2億円を出資した。",
        # institutions, funds
        "[organization 地域経済活性化支援機構]は2億円を出資した。",
        "[organization 新エネルギー・産業技術総合開発機構]は補助金を交付した。",
        "[fund モバイル・インターネット2号投資事業有限責任組合]は2億円を出資した。",
        "[organization 韓星重工業]は2億円を出資した。",  # 韓 is no nationality before a suffix
        # references
        "[organization 同社]は[organization 楓ベンチャーズ]から出資を受けた。",
        "[organization 両社]は資本業務提携を結んだ。",
        # what is no name
        "AIを使う企業が増えた。",
        "大手銀行は融資を増やした。",
        "国内の新興企業への投資が増えた。",
        "アンモニア輸送船を発注した。",
        "消費電力が増え、ロードマップを改めた。",
        "電気自動車が増えた。",
    ],
)
def test_names_and_types(pipeline: Pipeline, marked: str) -> None:
    expected = [(found["type"], found["text"]) for found in MARKED.finditer(marked)]
    found = names(pipeline, MARKED.sub(lambda name: name["text"], marked))
    assert [(name.type, name.text) for name in found if name.score >= 2] == expected


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("Hakoriku（ハコリク、東京・江東）は20日、増資を発表した。", "Hakoriku", ("ハコリク",)),
        ("アマノガワ（AMANO-GAWA）は増資を決めた。", "アマノガワ", ("AMANO-GAWA",)),
        ("X（旧トリモチ）は増資を決めた。", "X", ("トリモチ",)),
        ("ヨリソイ（静岡県浜松市）は増資を決めた。", "ヨリソイ", ()),
    ],
)
def test_other_spellings_stand_in_the_bracket(
    pipeline: Pipeline, text: str, name: str, aliases: tuple[str, ...]
) -> None:
    assert only(pipeline, text, name).aliases == aliases


def test_a_seat_tells_an_organization(pipeline: Pipeline) -> None:
    assert "seat" in only(pipeline, "ヨリソイ（静岡県浜松市）は増資を決めた。", "ヨリソイ").reasons


def test_nationality_is_no_part_of_a_name(pipeline: Pipeline) -> None:
    name = only(pipeline, "米ケストレル・ワークスは10億円を調達した。", "ケストレル・ワークス")
    assert "nationality" in name.reasons


@pytest.mark.parametrize(
    ("text", "name", "tail", "link"),
    [
        ("シグマコア製GPUを購入した。", "シグマコア", False, "製"),
        ("ブライアー・キャピタル系のヤナギ急送は伸びる。", "ブライアー・キャピタル", False, "系"),
        ("ヤナギ急送は伸びる。", "ヤナギ急送", True, ""),
    ],
)
def test_a_name_that_only_describes_is_no_tail(pipeline: Pipeline, text: str, name: str, tail: bool, link: str) -> None:
    found = only(pipeline, text, name)
    assert (found.tail, found.link) == (tail, link)


def test_a_document_settles_what_a_sentence_leaves_open(pipeline: Pipeline) -> None:
    later = "ノルディアは伸びる。"
    assert only(pipeline, later, "ノルディア").type == "unknown"
    found = [n for n in names(pipeline, f"ノルディア（東京・港）は10億円を調達した。{later}") if n.text == "ノルディア"]
    assert [name.type for name in found] == ["organization", "organization"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        (Name(0, 0, "株式会社ホノカグミ", "organization", 4), {"株式会社ホノカグミ", "ホノカグミ"}),
        (Name(0, 0, "ノルディア・マップス", "organization", 4), {"ノルディア・マップス", "ノルディア"}),
        (Name(0, 0, "Hakoriku", "organization", 5, aliases=("ハコリク",)), {"Hakoriku", "ハコリク"}),
        (Name(0, 0, "柏木怜央", "person", 4), {"柏木怜央"}),
        (Name(0, 0, "ノルディア", "organization", 3), set()),
        (Name(0, 0, "ノルディア", "unknown", 6), set()),
        (Name(0, 0, "同社", "organization", 6, reference=True), set()),
    ],
)
def test_what_a_name_makes_certain(pipeline: Pipeline, name: Name, known: set[str]) -> None:
    assert sure_names([name], pipeline.rulebook.names) == dict.fromkeys(known, name.type)


def test_the_heavier_type_wins(pipeline: Pipeline) -> None:
    votes = [Name(0, 0, "ソラ", "product", 4), Name(0, 0, "ソラ", "organization", 4), Name(0, 0, "ソラ", "product", 4)]
    assert sure_names(votes, pipeline.rulebook.names) == {"ソラ": "product"}
