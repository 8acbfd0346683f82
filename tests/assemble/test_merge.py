"""One fact a deal: tellings that agree are one, details join their host, parts their whole."""

from __future__ import annotations

import pytest
from drafts import draft, valued, yen

from extractor.assemble.drafts import Draft
from extractor.assemble.merge import check, fold, link_parts, merge, place_valuations, same_money
from extractor.model import Money, Percent, Term

OKU = 100_000_000


def words(one: Draft, role: str) -> list[str]:
    return [filler.text for filler in one.roles.get(role, [])]


def raised(sentence: int, oku: float, *, headline: bool = False, company: str = "甲") -> Draft:
    return draft("funding_round", sentence, headline=headline, company=company, amount=yen(round(oku * OKU)))


@pytest.mark.parametrize(
    ("drafts", "facts"),
    [
        pytest.param([raised(0, 10), raised(3, 10)], 1, id="the same amount"),
        pytest.param([raised(0, 10), raised(3, 11)], 2, id="amounts that differ"),
        pytest.param([raised(0, 19, headline=True), raised(1, 18.9)], 1, id="a headline rounds"),
        pytest.param([raised(0, 10, headline=True), raised(1, 18.9)], 2, id="a headline does not round so far"),
        pytest.param([raised(0, 10), raised(1, 10, company="乙")], 2, id="another company"),
        pytest.param(
            [draft("funding_round", 0, company="甲", investor="乙"), raised(1, 10)], 1, id="one lacks the amount"
        ),
        pytest.param(
            [
                draft("funding_round", 0, company="甲", round=valued("シリーズA", Term("series_a"))),
                draft("funding_round", 1, company="甲", round=valued("シリーズB", Term("series_b"))),
            ],
            2,
            id="another round",
        ),
        pytest.param(
            [
                draft("investment", 0, company="甲", investor="乙"),
                draft("investment", 1, company="甲", investor="丙"),
            ],
            2,
            id="another investor",
        ),
        pytest.param(
            [
                draft("acquisition", 0, target="甲", acquirer="乙"),
                draft("acquisition", 1, target="甲"),
            ],
            1,
            id="a buyer left unsaid",
        ),
        pytest.param(
            [
                draft("acquisition", 0, target="甲", acquirer="乙"),
                draft("acquisition", 1, target="甲", acquirer="丙"),
            ],
            2,
            id="another buyer",
        ),
        pytest.param(
            [
                draft("fund", 0, manager="甲", fund="甲1号ファンド"),
                draft("fund", 1, manager="甲", fund="甲2号ファンド"),
            ],
            2,
            id="numbered funds",
        ),
        pytest.param(
            [
                draft("alliance", 0, member=["甲", "乙"]),
                draft("alliance", 1, member=["甲", "丙"]),
            ],
            2,
            id="another partner",
        ),
        pytest.param(
            [
                draft("investment", 0, company="甲", investor="乙"),
                draft("funding_round", 0, company="甲", investor="乙"),
            ],
            2,
            id="another type",
        ),
    ],
)
def test_tellings_of_one_deal(drafts: list[Draft], facts: int) -> None:
    assert len(merge(drafts)) == facts


def test_the_body_wins_over_the_headline() -> None:
    headline = raised(0, 19, headline=True)
    headline.status = "planned"
    (one,) = merge([headline, raised(1, 18.9)])
    assert one.status == "completed"
    assert [filler.value for filler in one.roles["amount"]] == [Money(1_890_000_000, "JPY")]
    assert [start for start, *_ in one.evidence] == [100, 0]
    assert one.order == (0, 0)


def test_the_amount_with_a_conversion_is_the_original_one() -> None:
    dollars = valued("1億2200万ドル", Money(122_000_000, "USD"), Money(19_300_000_000, "JPY", "about"))
    headline = draft("funding_round", 0, headline=True, company="甲", amount=yen(19_300_000_000))
    body = draft("funding_round", 1, company="甲", amount=dollars)
    (one,) = merge([headline, body])
    assert one.roles["amount"] == [dollars]


def test_a_detail_is_no_telling_that_takes_a_doubt_away() -> None:
    host = draft("funding_round", 0, company="甲", investor="乙", doubts=("weak_name",))
    (one,) = merge([host, draft("funding_round", 1, company="甲", amount=yen(OKU), detail=True)])
    assert one.grounds == ("told_again", "weak_name")


@pytest.mark.parametrize(
    ("told", "grounds"),
    [
        pytest.param([(1, False, "乙")], (), id="once, two parties"),
        pytest.param([(1, False, [])], ("one_party",), id="one party"),
        pytest.param([(0, True, "乙")], ("headline",), id="a headline alone"),
        pytest.param([(0, True, []), (1, False, "乙")], ("told_again",), id="headline and body"),
    ],
)
def test_what_a_confidence_is_made_of(told: list[tuple[int, bool, str]], grounds: tuple[str, ...]) -> None:
    drafts = [draft("funding_round", at, headline=head, company="甲", investor=who) for at, head, who in told]
    (one,) = merge(drafts)
    assert one.grounds == grounds


def test_a_second_telling_adds_what_the_first_lacks() -> None:
    first = draft("funding_round", 0, company="甲", investor="乙", doubts=("left_out", "weak_name"))
    second = draft("funding_round", 1, company="甲", investor=["乙", "丙"], amount=yen(OKU), doubts=("weak_name",))
    (one,) = merge([first, second])
    assert words(one, "investor") == ["乙", "丙"]
    assert words(one, "amount") == [f"{OKU}円"]
    assert one.doubts == {"weak_name"}


@pytest.mark.parametrize(
    ("a", "b", "headline", "same"),
    [
        (Money(10, "JPY"), Money(10, "JPY", "about"), False, True),
        (Money(10, "JPY"), Money(10, "USD"), False, False),
        (Money(100, "JPY"), Money(111, "JPY"), True, True),
        (Money(100, "JPY"), Money(111, "JPY"), False, False),
        (Money(100, "JPY"), Money(120, "JPY"), True, False),
        (Money(None, "JPY", "range", 1, 3), Money(None, "JPY", "range", 1, 3), False, True),
        (Money(None, "JPY", "range", 1, 3), Money(None, "JPY", "range", 1, 4), False, False),
        (Money(None, "JPY", "range", 1, 3), Money(1, "JPY"), False, False),
    ],
)
def test_one_figure(a: Money, b: Money, headline: bool, same: bool) -> None:
    assert same_money(a, b, headline=headline) is same


# --- details ---------------------------------------------------------------------------------------------


def detail(sentence: int, **roles: object) -> Draft:
    return draft("acquisition", sentence, detail=True, **{"amount": yen(OKU), **roles})  # type: ignore[arg-type]


def bought(sentence: int, target: str) -> Draft:
    return draft("acquisition", sentence, target=target, acquirer="買い手")


@pytest.mark.parametrize(
    ("hosts", "told", "joined"),
    [
        pytest.param([bought(0, "甲"), bought(2, "乙")], detail(3), "乙", id="the nearest before it"),
        pytest.param([bought(0, "甲"), bought(2, "乙")], detail(1), "甲", id="none that comes after it"),
        pytest.param([bought(0, "甲"), bought(2, "乙")], detail(3, target="甲"), "甲", id="the one it names"),
        pytest.param([bought(0, "甲")], detail(40), "甲", id="far off, but alone"),
        pytest.param([bought(0, "甲"), bought(1, "乙")], detail(40), None, id="too far off"),
        pytest.param([bought(0, "甲")], detail(1, target="乙"), None, id="of another party"),
        pytest.param([raised(0, 10)], detail(1), None, id="of another type"),
    ],
)
def test_details(hosts: list[Draft], told: Draft, joined: str | None) -> None:
    found = merge([*hosts, told])
    assert len(found) == len(hosts)
    taken = [words(host, "target") for host in found if words(host, "amount") == [f"{OKU}円"]]
    assert taken == ([[joined]] if joined else [])


def test_a_detail_never_changes_what_is_told() -> None:
    host = draft("acquisition", 0, target="甲", acquirer="乙", amount=yen(3 * OKU))
    (one,) = merge([host, detail(1)])
    assert words(one, "amount") == [f"{3 * OKU}円"]


# --- parts and wholes --------------------------------------------------------------------------------------


def test_an_investor_s_own_amount_is_a_part_of_the_round() -> None:
    whole = draft("funding_round", 0, company="甲", investor="乙", amount=yen(10 * OKU))
    part = draft("investment", 1, company="甲", investor="丙", amount=yen(4 * OKU), part=True)
    link_parts([whole, part])
    assert part.whole is whole
    assert words(whole, "investor") == ["乙", "丙"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(draft("investment", 5, company="甲", investor="丁"), id="of another time"),
        pytest.param(draft("investment", 1, company="丙", investor="乙", part=True), id="of another company"),
    ],
)
def test_no_part_of_the_round(other: Draft) -> None:
    link_parts([draft("funding_round", 0, company="甲", investor="乙"), other])
    assert other.whole is None


def test_shares_bought_on_the_way_to_control_are_the_takeover() -> None:
    takeover = draft("acquisition", 0, target="甲", acquirer="乙")
    shares = draft("investment", 1, company="甲", investor="乙")
    (one,) = fold([takeover, shares])
    assert one is takeover
    assert [start for start, *_ in one.evidence] == [0, 100]


def test_a_stake_of_its_own_is_a_fact_of_its_own() -> None:
    takeover = draft("acquisition", 0, target="甲", acquirer="乙")
    stake = draft("investment", 1, company="甲", investor="乙", stake=valued("20%", Percent(20)))
    assert fold([takeover, stake]) == [takeover, stake]


@pytest.mark.parametrize(("sentence", "facts"), [(1, 1), (4, 2)])
def test_a_valuation_told_with_the_raise_is_the_raise_s(sentence: int, facts: int) -> None:
    told = [raised(0, 10), draft("valuation", sentence, company="甲", valuation=yen(900 * OKU))]
    found = place_valuations(told)
    assert len(found) == facts
    assert ("valuation" in found[0].roles) is (facts == 1)


# --- what does not fit -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "equity", "debt", "codes"),
    [
        (20, 15, 5, []),
        (20, 15, 3, ["split_sum"]),
        (1000, 985, 12, []),  # within rounding
    ],
)
def test_equity_and_debt_add_up(amount: int, equity: int, debt: int, codes: list[str]) -> None:
    one = draft("funding_round", 0, company="甲", amount=yen(amount), equity_amount=yen(equity), debt_amount=yen(debt))
    check(one)
    assert [code for code, *_ in one.notes] == codes


@pytest.mark.parametrize(("part", "codes"), [(4, []), (14, ["part_exceeds_whole"])])
def test_a_part_is_no_more_than_the_whole(part: int, codes: list[str]) -> None:
    one = draft("investment", 1, company="甲", investor="乙", amount=yen(part))
    one.whole = draft("funding_round", 0, company="甲", amount=yen(10))
    check(one)
    assert [(code, roles) for code, _, roles in one.notes] == [(code, ("amount",)) for code in codes]
