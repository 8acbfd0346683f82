"""Short documents through the whole pipeline: references, parts, reports, ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from extractor.assemble import Assembler
from extractor.model import DocumentFacts, Fact, Term
from extractor.read.article import build_document

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

gap = pytest.mark.xfail(raises=AssertionError, reason="known gap")


def read(pipeline: Pipeline, text: str, id: str = "t") -> DocumentFacts:
    return pipeline.facts(build_document(text, id, id, published=date(2026, 5, 20)))


def of_type(told: DocumentFacts, type: str) -> list[Fact]:
    return [fact for fact in told.facts if fact.type == type]


def names(told: DocumentFacts, fact: Fact, role: str) -> set[str]:
    """The entities that fill a role, by name."""
    known = {entity.id: entity.name for entity in told.entities}
    return {known[filler.entity] for filler in fact.roles.get(role, ()) if filler.entity is not None}


@pytest.mark.parametrize(
    ("text", "type", "role", "meant"),
    [
        pytest.param(
            "越美銀行はミツノワに2億円を融資した。同行はヤナギ急送にも3億円を融資した。",
            "debt_financing",
            "lender",
            {"越美銀行"},
            id="同行",
        ),
        pytest.param(
            "トウゲ運輸は伸びる。同社は4月、ヤナギ急送を買収した。",
            "acquisition",
            "acquirer",
            {"トウゲ運輸"},
            id="同社",
        ),
        pytest.param(
            "倉庫大手のトウゲ運輸が熊本県に進出する。ミチカ薬品などの顧客が増産を急いでいる。同社はヤナギ急送を買収した。",
            "acquisition",
            "acquirer",
            {"トウゲ運輸"},
            id="同社 is the lead's subject, not another's",
        ),
        pytest.param(
            "トウゲ運輸は伸びる。国土交通省は規制を緩める。同社は4月、ヤナギ急送を買収した。",
            "acquisition",
            "acquirer",
            {"トウゲ運輸"},
            id="同社 is no ministry",
        ),
        pytest.param(
            "トウゲ運輸は伸びる。社長は「ミチカ薬品は伸びない」と語った。2024年にはヤナギ急送を買収した。",
            "acquisition",
            "acquirer",
            {"トウゲ運輸"},
            id="who is spoken of is no topic",
        ),
        pytest.param(
            "ハコリクも出資するトウゲ運輸は増産する。2024年にはヤナギ急送を買収した。",
            "acquisition",
            "acquirer",
            {"トウゲ運輸"},
            id="も in a clause before a noun is no topic",
        ),
        pytest.param(
            "トウゲ運輸とヤナギ急送は組む。両社はミチカ薬品に3億円を出資した。",
            "investment",
            "investor",
            {"トウゲ運輸", "ヤナギ急送"},
            id="両社",
        ),
        pytest.param(
            "トウゲ運輸はヤナギ急送と組む。両社は資本業務提携を結んだ。",
            "alliance",
            "member",
            {"トウゲ運輸", "ヤナギ急送"},
            id="両社 are both members",
        ),
        pytest.param(
            "柏木怜央氏はミチカ薬品の社長だ。同氏はハコリクを創業した。",
            "founding",
            "founder",
            {"柏木怜央"},
            id="同氏",
        ),
        pytest.param(
            "ミチカ薬品の柏木怜央社長は15日、ヤナギ急送を買収すると述べた。",
            "acquisition",
            "acquirer",
            {"ミチカ薬品"},
            id="a president speaks for the company",
        ),
        pytest.param(
            "ミチカ薬品の柏木怜央社長が会見した。ヤナギ急送を買収すると述べた。",
            "acquisition",
            "acquirer",
            {"ミチカ薬品"},
            id="a president speaks for the company in the next sentence",
        ),
        pytest.param(
            "ミチカ薬品の社長は柏木怜央氏だ。彼はハコリクを創業した。", "founding", "founder", {"柏木怜央"}, id="彼"
        ),
        pytest.param(
            "株式会社ミチカ薬品のプレスリリース（2026年4月7日 11時00分）\n当社は10億円を調達しました。",
            "funding_round",
            "company",
            {"ミチカ薬品"},
            id="当社",
        ),
        pytest.param(
            "ミチカ薬品は新薬を開発する。楓ベンチャーズから10億円を調達した。",
            "funding_round",
            "company",
            {"ミチカ薬品"},
            id="a subject left out",
        ),
        pytest.param(
            "ノルディア・マップス（東京・港）は伸びる。ノルディアは越美銀行から2億円を借り入れた。",
            "debt_financing",
            "company",
            {"ノルディア・マップス"},
            id="a short form",
        ),
        pytest.param(
            "Hakoriku（ハコリク、東京・江東）は伸びる。ハコリクは越美銀行から2億円を借り入れた。",
            "debt_financing",
            "company",
            {"Hakoriku"},
            id="a reading in brackets",
        ),
    ],
)
def test_who_is_meant(pipeline: Pipeline, text: str, type: str, role: str, meant: set[str]) -> None:
    told = read(pipeline, text)
    assert {frozenset(names(told, fact, role)) for fact in of_type(told, type)} == {frozenset(meant)}


def test_a_reference_keeps_its_words(pipeline: Pipeline) -> None:
    text = "トウゲ運輸は伸びる。同社は4月、ヤナギ急送を買収した。"
    (fact,) = read(pipeline, text).facts
    (filler,) = fact.roles["acquirer"]
    assert (filler.text, filler.start) == ("同社", text.index("同社"))


def test_headline_and_lead_tell_one_raise(pipeline: Pipeline) -> None:
    text = "ミチカ薬品、19億円調達\nミチカ薬品は20日、18億9000万円を調達したと発表した。"
    (fact,) = read(pipeline, text).facts
    assert [filler.text for filler in fact.roles["amount"]] == ["18億9000万円"]
    assert [evidence.text for evidence in fact.evidence] == text.split("\n")


def test_a_detail_joins_the_deal_before_it(pipeline: Pipeline) -> None:
    (fact,) = read(pipeline, "トウゲ運輸はヤナギ急送を買収した。買収額は70億円。").facts
    assert [filler.text for filler in fact.roles["amount"]] == ["70億円"]


def test_a_split_that_does_not_add_up_is_an_issue(pipeline: Pipeline) -> None:
    text = "ミチカ薬品は総額20億円を調達した。内訳は第三者割当増資が15億円、融資が{}億円。"
    (right,), (wrong,) = (read(pipeline, text.format(oku)).facts for oku in (5, 3))
    assert [issue.code for issue in right.issues] == []
    assert [(issue.code, issue.roles) for issue in wrong.issues] == [
        ("split_sum", ("equity_amount", "debt_amount", "amount"))
    ]


def test_an_investor_s_own_amount(pipeline: Pipeline) -> None:
    told = read(pipeline, "ミチカ薬品はシリーズBで10億円を調達した。うち楓ベンチャーズが4億円を投じた。")
    (whole,), (part,) = of_type(told, "funding_round"), of_type(told, "investment")
    assert part.part_of == whole.id
    assert names(told, whole, "investor") == {"楓ベンチャーズ"}


def test_a_report_gives_source_and_day_to_what_stands_before_it(pipeline: Pipeline) -> None:
    (fact,) = read(pipeline, "ミチカ薬品が10億円を調達する。経済通信が18日、関係者の話として報じた。").facts
    assert (fact.attribution.kind, fact.attribution.source) == ("media", "経済通信")
    assert [filler.text for filler in fact.roles["announced"]] == ["18日"]


@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        ("トウゲ運輸はヤナギ急送を買収した。", "author", None),
        ("トウゲ運輸はヤナギ急送を買収すると発表した。", "company", "トウゲ運輸"),
        ("トウゲ運輸は、ヤナギ急送を買収することを明らかにした。", "company", "トウゲ運輸"),
        ("関係者によると、トウゲ運輸はヤナギ急送を買収する。", "media", None),
        ("経済通信社によると、トウゲ運輸はヤナギ急送を買収する。", "media", "経済通信社"),
        ("トウゲ運輸がヤナギ急送を買収すると経済通信社が報じた。", "media", "経済通信社"),
        pytest.param("トウゲ運輸がヤナギ急送を買収すると報じられた。", "media", None, marks=gap),
    ],
)
def test_who_vouches_for_it(pipeline: Pipeline, text: str, kind: str, source: str | None) -> None:
    (fact,) = of_type(read(pipeline, text), "acquisition")
    assert (fact.attribution.kind, fact.attribution.source) == (kind, source)


@pytest.mark.parametrize(
    "text",
    [
        "トウゲ運輸がヤナギ急送を買収すると経済通信社が報じた。",
        "経済通信社は16日、トウゲ運輸がヤナギ急送を買収すると報じた。",
        "トウゲ運輸がヤナギ急送を買収すると経済通信が報じた。",
    ],
)
def test_a_newspaper_buys_nobody(pipeline: Pipeline, text: str) -> None:
    told = read(pipeline, text)
    assert [names(told, fact, "acquirer") for fact in told.facts] == [{"トウゲ運輸"}]


# --- ids -----------------------------------------------------------------------------------------------


TEXT = "トウゲ運輸はヤナギ急送を70億円で買収した。"


def test_a_fact_s_id_is_of_what_it_tells_and_not_of_how(pipeline: Pipeline) -> None:
    document = build_document(TEXT, "t", "t")
    matches = pipeline.match(document)
    (before,) = Assembler(pipeline.rulebook).assemble(document, matches).facts
    for match in matches:
        for hit in match.hits:
            hit.rule = replace(hit.rule, id=f"other.{hit.rule.id.split('.')[1]}")
    unsure = replace(pipeline.rulebook, confidence=replace(pipeline.rulebook.confidence, start=-1.0))
    (after,) = Assembler(unsure).assemble(document, matches).facts
    assert after.evidence != before.evidence
    assert after.confidence != before.confidence
    assert after.id == before.id


@pytest.mark.parametrize(
    ("text", "id", "same"),
    [
        pytest.param(f"{TEXT}トウゲ運輸がヤナギ急送を買収したのは初めて。", "t", True, id="told twice"),
        pytest.param("ヤナギ急送はトウゲ運輸に70億円で買収された。", "t", True, id="told otherwise"),
        pytest.param(TEXT, "u", False, id="another document"),
        pytest.param("トウゲ運輸はヤナギ急送を71億円で買収した。", "t", False, id="another amount"),
        pytest.param("トウゲ運輸はミチカ薬品を70億円で買収した。", "t", False, id="another company"),
    ],
)
def test_fact_ids(pipeline: Pipeline, text: str, id: str, same: bool) -> None:
    (first,), (second,) = read(pipeline, TEXT).facts, read(pipeline, text, id).facts
    assert (first.id == second.id) is same


def test_an_entity_has_one_id_in_every_document(pipeline: Pipeline) -> None:
    one = {entity.name: entity.id for entity in read(pipeline, TEXT).entities}
    told = read(pipeline, "株式会社トウゲ運輸は10億円を調達した。", "u")
    other = {entity.name: entity.id for entity in told.entities}
    assert one["トウゲ運輸"] == other["トウゲ運輸"]
    assert len({*one.values(), *other.values()}) == 2


def test_who_takes_the_shares_that_another_offers(pipeline: Pipeline) -> None:
    told = read(
        pipeline,
        "ミチカ薬品は12日、ロボットのカシノキ（浜松市）と資本業務提携を結んだ。カシノキが実施する第三者割当増資を引き受け、6億円を出資する。",
    )
    (fact,) = of_type(told, "investment")
    assert (names(told, fact, "investor"), names(told, fact, "company")) == ({"ミチカ薬品"}, {"カシノキ"})


def test_money_for_a_fund_is_none_for_its_manager(pipeline: Pipeline) -> None:
    told = read(
        pipeline,
        "楓ベンチャーズは5日、楓3号ファンドを設立したと発表した。規模は60億円で、南海銀行が20億円、ミチカ薬品が10億円を出資した。",
    )
    assert names(told, of_type(told, "fund")[0], "investor") == {"南海銀行", "ミチカ薬品"}
    assert of_type(told, "investment") == []


def test_a_headline_names_the_deal_in_its_own_words(pipeline: Pipeline) -> None:
    """A nickname and a rounded figure of the headline are the lead's, not another deal."""
    told = read(
        pipeline,
        "ミチカ薬品、ソラノメに10億円出資\n\nミチカ薬品は観測衛星のカシノキ（浜松市）に9億8000万円を出資したと発表した。\n",
    )
    (fact,) = of_type(told, "investment")
    assert names(told, fact, "company") == {"カシノキ"}
    assert [filler.text for filler in fact.roles["amount"]] == ["9億8000万円"]


def test_a_topic_outlives_the_subjects_between(pipeline: Pipeline) -> None:
    told = read(
        pipeline,
        "ミチカ薬品はシリーズBで10億円を調達した。楓ベンチャーズが主導し、カエデ商事も加わった。2025年12月には6億円を調達している。",
    )
    assert [names(told, fact, "company") for fact in of_type(told, "funding_round")] == [{"ミチカ薬品"}] * 2


def test_two_targets_of_one_verb_are_two_deals(pipeline: Pipeline) -> None:
    told = read(pipeline, "ミチカ薬品は防犯カメラのカシノキと動画配信のクスノキに出資した。")
    assert {frozenset(names(told, fact, "company")) for fact in of_type(told, "investment")} == {
        frozenset({"カシノキ"}),
        frozenset({"クスノキ"}),
    }


def test_a_newspaper_raises_nothing(pipeline: Pipeline) -> None:
    told = read(pipeline, "米紙ハドソン・ポストは19日、運用中の投資ファンドで1000億ドルの調達を目指していると報じた。")
    assert not of_type(told, "funding_round")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("トウゲ運輸は好調だ。ヤナギ急送が設立するファンドで資金を集める。", id="a fund"),
        pytest.param("トウゲ運輸は好調だ。物流網は1月にヤナギ急送が設けた新会社が担う。", id="a new company"),
    ],
)
def test_what_a_clause_stands_before_is_its_object(pipeline: Pipeline, text: str) -> None:
    assert not of_type(read(pipeline, text), "founding")


def test_a_holding_has_no_day(pipeline: Pipeline) -> None:
    told = read(pipeline, "トウゲ運輸がヤナギ急送の株式の5%を保有していることが9日、分かった。")
    [fact] = of_type(told, "investment")
    assert "date" not in fact.roles
    assert fact.status == "completed"


@pytest.mark.parametrize(
    ("text", "type", "role", "meant"),
    [
        pytest.param(
            "北星電機、東邦電池、ソラネは10日、新素材の計画を発表した。共同出資会社を設立する。",
            "alliance",
            "member",
            {"北星電機", "東邦電池", "ソラネ"},
            id="all of a topic",
        ),
        pytest.param(
            "北星電機は10日、千歳市の計画を発表した。経済産業省は同社を支援する。札幌市に工場を建設する。",
            "facility",
            "operator",
            {"北星電機"},
            id="no ministry builds",
        ),
        pytest.param(
            "北星電機は札幌市に52億円を投じて工場を建設する。欧州委員会は仏政府による15億ユーロの補助を承認した。",
            "grant",
            "company",
            {"北星電機"},
            id="who approves gets nothing",
        ),
        pytest.param(
            "北星GHD、社債10億円を発行\n北星グループホールディングスは10日、10億円の社債を発行した。",
            "debt_financing",
            "company",
            {"北星グループホールディングス"},
            id="GHD",
        ),
        pytest.param(
            "北星電機は東邦電池に出資した。南海商事も同社を買収した。", "acquisition", "target", {"東邦電池"}, id="also"
        ),
        pytest.param(
            "ソラネの企業価値が800億円に達する見通しだと南海新聞が報じた。",
            "valuation",
            "company",
            {"ソラネ"},
            id="told by",
        ),
        pytest.param(
            "ドローン開発のソラドローンは、南海銀行系の投資会社サウラベンチャーズから5億円を調達した。",
            "funding_round",
            "investor",
            {"サウラベンチャーズ"},
            id="no loan in a drone",
        ),
        pytest.param(
            "株式会社はるもえ、越美銀行から2億円の融資を受け工場を新設。\n"
            "株式会社はるもえのプレスリリース（2026年4月2日 10時00分）",
            "debt_financing",
            "company",
            {"はるもえ"},
            id="the header's name",
        ),
        pytest.param(
            "ソラネは国民産業公庫・西海シティ銀行の協調融資により2億円を調達した。",
            "debt_financing",
            "lender",
            {"国民産業公庫", "西海シティ銀行"},
            id="two with a dot",
        ),
        pytest.param(
            "ソラネ、20億円の第三者割当増資\nソラネは10日、第三者割当増資で20億円を調達した。",
            "funding_round",
            "equity_amount",
            set(),
            id="shares alone are no split",
        ),
    ],
)
def test_one_fact_with(pipeline: Pipeline, text: str, type: str, role: str, meant: set[str]) -> None:
    told = read(pipeline, text)
    (fact,) = of_type(told, type)
    assert names(told, fact, role) == meant
    assert meant or role not in fact.roles


@pytest.mark.parametrize(
    ("text", "type"),
    [
        pytest.param(
            "北星電機と東邦電池は共同出資会社を設立する。北星電機が約10億円を出資する。", "investment", id="venture"
        ),
        pytest.param(
            "ソラネ、5兆円投資　北星電機と組む\n北星電機は10日、計画を発表した。", "investment", id="into no company"
        ),
        pytest.param(
            "越美銀行は札幌市で蓄電所を運営する合同会社に40億円を融資した。", "facility", id="whom a clause describes"
        ),
        pytest.param(
            "北星電機は会見を開いた。チャット「ソラネ」を手掛ける技術者を採用した。", "product", id="whoever that is"
        ),
        pytest.param(
            "南海ネットが、ロボットを開発する北星電機に約4億円を出資した。", "supply", id="a subject before a comma"
        ),
    ],
)
def test_tells_none_of(pipeline: Pipeline, text: str, type: str) -> None:
    assert of_type(read(pipeline, text), type) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("北星電機と東邦電池は10日、経営統合に向けた基本合意書を締結した。", "merger_of_equals"),
        ("北星電機と東邦電池は10日、業務提携に関する覚書を締結した。", "business"),
        ("北星電機と東邦電池は経営統合する。昨年10月に基本合意書を締結していた。", "merger_of_equals"),
    ],
)
def test_one_alliance(pipeline: Pipeline, text: str, kind: str) -> None:
    (fact,) = of_type(read(pipeline, text), "alliance")
    assert [filler.value for filler in fact.roles["kind"]] == [Term(kind)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("東邦電機は10日、北星電池の非公開化に向けたTOBを始めると発表した。", "announced"),
        ("ソラネは第三者割当増資を実施し、5億円を調達したことをお知らせします。", "completed"),
        ("［東京　１０日　ソラネ通信］ - 東邦電機は１０日、北星電池を買収したと発表した。", "completed"),
    ],
)
def test_status_of_the_one_fact(pipeline: Pipeline, text: str, status: str) -> None:
    (fact,) = read(pipeline, text).facts
    assert fact.status == status


def test_each_raise_has_its_own_worth(pipeline: Pipeline) -> None:
    told = read(
        pipeline,
        "Anemonが9億ドルを調達——評価額は99億ドルに\n\nAnemonは9億ドルの資金調達を完了したと発表した。\n\n"
        "同社の売上高は5億ドルだ。2024年12月のシリーズBでは1億500万ドルを調達しており、当時の評価額は26億ドルだった。",
    )
    worth = {fact.roles["amount"][0].text: fact.roles["valuation"][0].text for fact in of_type(told, "funding_round")}
    assert worth == {"9億ドル": "99億ドル", "1億500万ドル": "26億ドル"}


@pytest.mark.parametrize("bullet", ["", "・"])
@pytest.mark.parametrize("sign", [" ", "　", "："])
def test_lines_of_a_history_are_of_whom_the_text_is_about(pipeline: Pipeline, bullet: str, sign: str) -> None:
    lines = {
        "2015年6月": "南海キャピタルと北星パートナーズから7億円を調達",
        "2017年8月": "東邦電機が約200億円で買収",
        "2018年6月": "札幌市に工場を建設",
        "2021年6月": "北星電池、南海商事と資本業務提携",
        "2024年3月": "東証グロース市場に上場",
    }
    history = "\n".join(f"{bullet}{day}{sign}{told}" for day, told in lines.items())
    told = read(pipeline, f"ソラネは通信サービスを手がける。\n\n{history}")
    own = {"funding_round": "company", "acquisition": "target", "facility": "operator", "alliance": "member"} | {
        "listing": "company"
    }
    assert len(told.facts) == len(own)
    for fact in told.facts:
        assert "ソラネ" in names(told, fact, own[fact.type])
        assert fact.roles["date"][0].text in lines


@pytest.mark.parametrize(
    ("lines", "role", "meant"),
    [
        ("・引受先：南海キャピタル（リード投資家）、東邦商事", "investor", {"南海キャピタル", "東邦商事"}),
        ("・引受先：南海キャピタル（リード投資家）、東邦商事", "lead_investor", {"南海キャピタル"}),
        ("・借入先：越美銀行", "lender", {"越美銀行"}),
        (
            "【引受先一覧】（敬称略）\n南海キャピタル\n株式会社東邦商事",
            "investor",
            {"南海キャピタル", "東邦商事"},
        ),
        ("＜新規株主＞\n南海キャピタル\n東邦商事", "investor", {"南海キャピタル", "東邦商事"}),
        ("■借入先（敬称略）\n・越美銀行", "lender", {"越美銀行"}),
    ],
)
def test_lists_of_a_press_release(pipeline: Pipeline, lines: str, role: str, meant: set[str]) -> None:
    told = read(pipeline, f"株式会社ソラネは、総額12億円の資金調達を実施いたしました。\n\n{lines}\n")
    (fact,) = told.facts
    assert names(told, fact, role) == meant
