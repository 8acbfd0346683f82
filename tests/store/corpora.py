"""Small corpora for the database: made up, with every kind of value and the amounts that engines treat differently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from extractor.model import (
    Attribution,
    Conflict,
    Converted,
    Corpus,
    Date,
    Document,
    Entity,
    Event,
    Evidence,
    Fact,
    Filler,
    Issue,
    Money,
    Percent,
    Quantity,
    Status,
    Step,
    Term,
    Value,
)

ENTITIES = (
    Entity("org:amano", "organization", "アマノガワ", ("株式会社アマノガワ", "AMANOGAWA"), {"houjin": "1234567890123"}),
    Entity("org:shiomi", "organization", "汐見商事", ("SHIOMI",)),
    Entity("org:lark", "organization", "Larkspur Capital", ("Larkspur",)),
    Entity("org:yumi", "organization", "弓張重工業"),
    Entity("org:wind", "organization", "ヴィントハイム"),
    Entity("org:rakuda", "organization", "楽駄100%_食品"),
    Entity("fund:2", "fund", "ツバメ2号"),
)


def said(value: Value | str, words: str | None = None, *equivalents: Money) -> Filler:
    text = words or (value if isinstance(value, str) else "それ")
    if isinstance(value, str):
        return Filler(text, 0, len(text), entity=value)
    return Filler(text, 0, len(text), value=value, equivalents=equivalents)


def day(edtf: str, first: str, last: str) -> Filler:
    return said(Date(edtf, first, last), edtf)


def fact(  # noqa: PLR0917
    id: str,
    type: str,
    document: str,
    roles: dict[str, tuple[Filler, ...]],
    status: Status = "completed",
    part_of: str | None = None,
    text: str = "アマノガワが調達した。",
) -> Fact:
    evidence = (Evidence(0, len(text), text, ("raise.test",)), Evidence(0, 4, "の続き。", ()))
    issues = (Issue("split_sum", "合わない", ("amount",)),)
    return Fact(id, type, document, status, Attribution("media", "通信社"), roles, evidence, 0.9, part_of, issues)


RAISE = fact(
    "f1",
    "funding_round",
    "d1",
    {
        "company": (said("org:amano", "同社"),),
        "amount": (
            said(Money(20_000_000_000, "USD", "about"), "約200億ドル", Money(3_000_000_000_000, "JPY", "about")),
        ),
        "valuation": (said(Money(Decimal("123456789012.25"), "USD"), "企業価値"),),
        "investor": (said("org:shiomi"), said("org:lark"), said("org:yumi")),
        "lead_investor": (said("org:lark"),),
        "round": (said(Term("series_c"), "シリーズC"),),
        "announced": (day("2026-05-19", "2026-05-19", "2026-05-19"),),
        "date": (day("2026-05", "2026-05-01", "2026-05-31"),),
    },
    text="アマノガワはＮＥＷ　Yorkで調達した。",
)
SHARE = fact(
    "f2",
    "investment",
    "d1",
    {
        "investor": (said("org:yumi"),),
        "company": (said("org:amano"),),
        "amount": (said(Money(9_007_199_254_740_993, "JPY"), "8億円"),),  # 2^53 + 1: no double holds it
        "stake": (said(Percent(Decimal("27.3"), "at_least"), "27.3%"),),
    },
    part_of="f1",
)
LOAN = fact(
    "f3",
    "debt_financing",
    "d2",
    {
        "company": (said("org:rakuda"),),
        "lender": (said("org:shiomi"), said("fund:2")),
        "amount": (said(Money(None, "JPY", "range", 500_000_000, 1_000_000_000), "5億〜10億円"),),
        "date": (day("2025", "2025-01-01", "2025-12-31"),),
    },
    status="planned",
    text="楽駄100%_食品は汐見商事から5億〜10億円を借りる。",
)
TAKEOVER = fact(
    "f4",
    "acquisition",
    "d2",
    {
        "acquirer": (said("org:yumi"), said("org:shiomi")),
        "target": (said("org:wind"),),
        "amount": (said(Money(Decimal("499999999.99"), "EUR"), "5億ユーロ"),),
        "stake": (said(Percent(100), "全株式"),),
        "date": (said(Date(None, relative="来春"), "来春"),),
        "method": (said(Term("tender_offer"), "TOB"),),
    },
    status="announced",
    text="弓張重工業と汐見商事がヴィントハイムを買う。楽天ではない。",
)
PLANT = fact(
    "f5",
    "facility",
    "d3",
    {"operator": (said("org:amano"),), "capacity": (said(Quantity(Decimal("1.5"), "GW"), "1.5GW"),)},
    text="楽天市場の隣。",
)
_POUNDS = Converted(None, "GBP", Decimal("0.005"), "2025-03-01", 10_000_000, 45_000_000)
TALK = fact(
    "f6",
    "funding_round",
    "d3",
    {
        "company": (said("org:wind"),),
        "amount": (replace(said(Money(None, "JPY", "vague", 2_000_000_000, 9_000_000_000)), converted=_POUNDS),),
    },
    status="denied",
)
SEED = fact("f7", "funding_round", "d3", {"company": (said("org:rakuda"),), "investor": (said("fund:2"),)})
DOCUMENTS = (
    Document("d1", "一", published=date(2026, 5, 20), source="a.md", metadata={"title": "題"}),
    Document("d2", "二", published=date(2025, 3, 1)),
    Document("d3", "三"),
    Document("d4", "なにもない"),
)
CORPUS = Corpus(DOCUMENTS, ENTITIES, (RAISE, SHARE, LOAN, TAKEOVER, PLANT, TALK, SEED))


def corrected() -> Corpus:
    """A later run: d2 has another text and tells the loan alone, with another figure."""
    amount = (said(Money(700_000_000, "JPY"), "7億円"),)
    loan = replace(LOAN, id="f3b", roles={**LOAN.roles, "amount": amount})
    documents = (DOCUMENTS[0], replace(DOCUMENTS[1], text="二の訂正"), *DOCUMENTS[2:])
    return Corpus(documents, ENTITIES, (RAISE, SHARE, loan, PLANT, TALK, SEED))


def many(documents: int, amount: int = 1) -> Iterable[tuple[Document, Fact]]:
    """A document and a raise for each number."""
    for number in range(documents):
        id = f"m{number:06}"
        roles = {"company": (said("org:amano"),), "amount": (said(Money(amount, "JPY"), "円"),)}
        yield Document(id, id), fact(f"f-{id}-{amount}", "funding_round", id, roles)


STEPS: tuple[tuple[Status, str | None, str], ...] = (("planned", "2025-10-08", "d1"), ("completed", None, "d3"))


def event(id: str, *facts: str) -> Event:
    """A raise by アマノガワ, told with two figures, one of which linking converted."""
    figure = Money(19_000_000_000, "USD")
    converted = Converted(Decimal("17100000000.5"), "EUR", Decimal("0.9"), "2026-05-18")
    amounts = (
        replace(RAISE.roles["amount"][0], documents=("d1",)),
        replace(said(figure, "190億ドル"), documents=("d3",), converted=converted),
    )
    roles = {name: tuple(replace(one, documents=("d1",)) for one in told) for name, told in RAISE.roles.items()}
    return Event(
        id,
        "funding_round",
        "completed",
        facts,
        {**roles, "amount": amounts},
        (Conflict("amount", amounts),),
        tuple(Step(*step, facts[at]) for at, step in enumerate(STEPS[: len(facts)])),
        "2026-05-20",
    )
