"""The fact types and their roles, as the fact contract (docs/facts.md) lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from extractor.errors import FundexError

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class FactType:
    """`core` roles are scored; `many` roles may have several fillers."""

    name: str
    core: frozenset[str]
    extra: frozenset[str]
    many: frozenset[str]
    money: bool

    @property
    def roles(self) -> frozenset[str]:
        return self.core | self.extra


def _type(name: str, core: str, extra: str = "", *, money: bool = False) -> FactType:
    def names(words: str) -> frozenset[str]:
        return frozenset(word.rstrip("*") for word in words.split())

    many = frozenset(word.rstrip("*") for word in f"{core} {extra}".split() if word.endswith("*"))
    return FactType(name, names(core), names(extra), many, money)


FACT_TYPES: dict[str, FactType] = {
    fact_type.name: fact_type
    for fact_type in (
        _type(
            "funding_round",
            "company amount equity_amount debt_amount grant_amount investor* lead_investor* lender* round valuation "
            "cumulative_amount date announced",
            "target_amount purpose*",
            money=True,
        ),
        _type(
            "investment",
            "investor* company seller* amount stake cumulative_amount date announced",
            "acquired_stake instrument purpose*",
            money=True,
        ),
        _type("debt_financing", "company lender* amount instrument date announced", "purpose*", money=True),
        _type("grant", "company funder* amount date announced", "programme purpose*", money=True),
        _type(
            "acquisition", "acquirer* target seller* amount stake date announced", "acquired_stake method", money=True
        ),
        _type("alliance", "member* kind venture amount date announced", "purpose*"),
        _type("facility", "operator* name kind location amount capacity*", "equipment* supplier* date"),
        _type("supply", "supplier* customer* product quantity amount", "date"),
        _type("founding", "company founder* date", "location"),
        _type("listing", "company market amount valuation date announced", money=True),
        _type("fund", "fund manager* amount investor* date announced", money=True),
        _type("valuation", "company valuation date", money=True),
        _type("product", "developer* product"),
        _type("position", "person company", "title"),
        _type("competition", "company*"),
    )
}

STATUSES = ("completed", "announced", "planned", "negotiating", "cancelled", "denied")
ROUNDS = (
    "pre_seed seed angel pre_series_a series_a series_a_extension series_b series_b_extension series_c "
    "series_c_extension series_d series_d_extension series_e series_e_extension series_f series_f_extension "
    "series_g series_g_extension series_h series_h_extension bridge late"
).split()
INSTRUMENTS = (
    "equity loan bond convertible_bond convertible_note j_kiss venture_debt syndicated_loan credit_line stock_option"
).split()
ALLIANCE_KINDS = "capital_and_business business joint_venture merger_of_equals".split()
FACILITY_KINDS = "data_center factory laboratory power_plant office other".split()
METHODS = "share_acquisition tender_offer merger business_transfer share_exchange management_buyout".split()
CLOSED_TERMS = frozenset((*ROUNDS, *INSTRUMENTS, *ALLIANCE_KINDS, *FACILITY_KINDS, *METHODS))


def fact_types(names: Iterable[str], where: str = "types") -> frozenset[str]:
    """Names of fact types, checked; `money` stands for all money facts. A FundexError tells the one that is none."""
    told = frozenset(names)
    if "money" in told:
        told = (told - {"money"}) | {name for name, kind in FACT_TYPES.items() if kind.money}
    for name in sorted(told - FACT_TYPES.keys()):
        near = get_close_matches(name, FACT_TYPES, 1)
        hint = f"did you mean {near[0]}?" if near else f"use some of: money, {', '.join(FACT_TYPES)}"
        raise FundexError(where, f"no fact type {name!r}", hint)
    return told
