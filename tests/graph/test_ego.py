"""Ego networks: who is meant by a name, and how far they reach."""

from __future__ import annotations

import pytest
from builders import corpus, entity, fact

from extractor.errors import FundexError
from extractor.graph import Edges, build_graph, ego

A = entity("ハナビエ", "organization", "株式会社ハナビエ", "Hanabie")
SMALL, LARGE = entity("xAI"), entity("XAI")
B, X, Y = (entity(name) for name in ("ミナモ", "X", "Y"))
TWICE = (entity("青葉"), entity("青葉", "fund"))
FACTS = corpus(
    fact("investment", investor=A, company=X),
    fact("investment", investor=B, company=X),
    fact("investment", investor=B, company=Y),
    fact("investment", investor=SMALL, company=LARGE),
    fact("investment", investor=TWICE[1], company=TWICE[0]),
    entities=[A],
)


@pytest.mark.parametrize("name", ["ハナビエ", "株式会社 ハナビエ", "Ｈａｎａｂｉｅ", "hanabie", "org:ハナビエ", "ﾊﾅﾋﾞｴ"])
def test_any_spelling_names_a_party(name: str) -> None:
    assert set(ego(build_graph(FACTS), name, 1)) == {"org:ハナビエ", "org:X"}


@pytest.mark.parametrize(
    ("hops", "edges", "expected"),
    [
        (1, "facts", {"org:X", "org:ハナビエ"}),
        (2, "facts", {"org:X", "org:ハナビエ", "org:ミナモ"}),
        (3, "pairs", {"org:X", "org:ハナビエ", "org:ミナモ", "org:Y"}),
        (2, "events", {"org:X", "org:ハナビエ", "org:ミナモ"}),  # a hop leads through a deal
    ],
)
def test_hops(hops: int, edges: Edges, expected: set[str]) -> None:
    found = ego(build_graph(FACTS, edges), "ハナビエ", hops)
    assert {node for node in found if not node.startswith("deal:")} == expected
    assert found.graph["edges"] == edges


def test_edges_between_those_near_stay() -> None:
    assert ego(build_graph(FACTS), "X", 1).number_of_edges() == 2


def test_case_counts_where_it_can() -> None:
    assert list(ego(build_graph(FACTS), "xAI", 1)) == ["org:xAI", "org:XAI"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ハナ", "no party is called 'ハナ'; did you mean ハナビエ?"),
        ("ミナモト", "no party is called 'ミナモト'; did you mean ミナモ?"),
        ("zzz", "no party is called 'zzz'$"),
        ("青葉", "'青葉' names 2 parties; give an id: (org|fund):青葉, (org|fund):青葉"),
        ("xai", "'xai' names 2 parties; give an id: org:xAI, org:XAI"),
    ],
)
def test_a_name_that_is_nobodys_or_several(name: str, message: str) -> None:
    with pytest.raises(FundexError, match=message):
        ego(build_graph(FACTS), name, 1)
