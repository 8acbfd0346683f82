"""A long article as blogs write it: how a raise splits, who makes what, who competes, where a plant stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.read.article import build_document

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

ARTICLE = """水素発電のミナトノ（横浜市）は3月、総額80億円を調達した。内訳は30億円が増資で、残りの50億円は融資による。\
汐見商事は、ミナトノの今回のラウンドに8億円を投じた。

ミナトノは、シグマコア社製のGPUを導入した。北海道に位置する発電所「アオバ・ワン」で装置を試している。

制御では、東邦電機のXephor、葛城マテリアルのYumarisなどが知られる。東邦電機のXephorシリーズは最も古い。\
東邦電機、葛城マテリアルといった先行する大手に対し、ミナトノは後発だ。

ユキミ酒造は、汐見商事からの出資を含めて10億円を調達する。
"""
RULES = frozenset(
    "compete.facing facility.located invest.in_round product.pair product.pair_last product.series raise.includes "
    "raise.split_debt raise.split_equity supply.used".split()
)


def test_the_rules_of_long_articles_fire_on_another_field_than_theirs(pipeline: Pipeline) -> None:
    facts = pipeline.facts(build_document(ARTICLE, "t", "t")).facts
    fired = {rule for fact in facts for evidence in fact.evidence for rule in evidence.rules}
    assert RULES - fired == set()


def test_a_raise_s_split_adds_up(pipeline: Pipeline) -> None:
    facts = pipeline.facts(build_document(ARTICLE, "t", "t")).facts
    raised = next(fact for fact in facts if fact.type == "funding_round")
    assert [raised.roles[role][0].text for role in ("amount", "equity_amount", "debt_amount")] == [
        "80億円",
        "30億円",
        "50億円",
    ]
