"""The common questions. Each answer is a list of rows under the views' column names, the same from both engines.

Rows are put in order here: engines sort words each in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from extractor.errors import FundexError
from extractor.store import tables
from extractor.store.filters import Filter
from extractor.store.names import name_key
from extractor.store.views import acquisitions, deal_history, deals, funding_rounds, investments

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows by day; `columns` are all that they have, `shown` those of a table for readers."""

    columns: tuple[str, ...]
    rows: list[Row]
    shown: tuple[str, ...]


def raises(connection: Connection, wanted: Filter, per: str = "event") -> Answer:
    """Rounds, loans and grants: a row a deal (`event`), or one each time that a document tells one (`fact`).

    A fact that no event joins is a deal by itself, so that both are the same where nothing was linked. A range or a
    vague amount is over a limit by its lower end and under one by its upper end; a conversion that the text gives, or
    that linking made, counts as well as the amount. A text that tells no day counts by the day it was published.
    """
    if per not in ("event", "fact"):
        raise FundexError(f"--per {per}", "no such thing to count by", "use one of: event, fact")
    rounds: FromClause = _raised_deals() if per == "event" else funding_rounds
    query = _narrowed(rounds, wanted)
    if (currency := wanted.currency) is not None:
        query = query.where(_amounts(rounds, wanted, currency))
    shown = "org_name investment_type announced_on raised_amount raised_amount_currency_code investor_names status"
    return _answer(connection, query, f"{shown} {'documents' if per == 'event' else 'document_id'}", "org_name", "uuid")


def _raised_deals() -> Subquery:
    """The deals that are rounds, loans or grants, under the column names of the view funding_rounds."""
    deal = deals.c
    kind = case((deal.type == "funding_round", func.coalesce(deal.kind, "undisclosed")), else_=deal.type)
    renamed = {
        "kind": kind.label("investment_type"),
        "valuation": deal.valuation.label("post_money_valuation"),
        "valuation_currency_code": deal.valuation_currency_code.label("post_money_valuation_currency_code"),
        "party_count": deal.party_count.label("investor_count"),
        "party_names": deal.party_names.label("investor_names"),
        "first_seen": deal.first_seen.label("published_on"),
        **{one.name: one.label(f"raised_{one.name}") for one in deal if one.name.startswith("amount")},
    }
    columns = [renamed.get(one.name, one) for one in deal if one.name != "type"]
    return select(*columns).where(deal.type.in_(("funding_round", "debt_financing", "grant"))).subquery()


def investors_of(connection: Connection, company: str, wanted: Filter) -> Answer:
    """Who put money into a company, a row an investor and deal."""
    return _investments(connection, investments.c.org_uuid, company, wanted)


def investments_by(connection: Connection, investor: str, wanted: Filter) -> Answer:
    """What an investor, lender or funder put money into."""
    return _investments(connection, investments.c.investor_uuid, investor, wanted)


def acquisitions_by(connection: Connection, acquirer: str, wanted: Filter) -> Answer:
    """Whom or what a company took over."""
    query = _narrowed(acquisitions, wanted)
    query = query.where(acquisitions.c.acquirer_uuid.in_(find_entities(connection, acquirer)))
    shown = "acquirer_name acquiree_name announced_on price price_currency_code status document_id"
    return _answer(connection, query, shown, "acquiree_name", "uuid")


def _investments(connection: Connection, column: ColumnElement[Any], name: str, wanted: Filter) -> Answer:
    query = _narrowed(investments, wanted).where(column.in_(find_entities(connection, name)))
    shown = "investor_name is_lead_investor org_name announced_on invested_amount invested_amount_currency_code"
    return _answer(connection, query, f"{shown} status document_id", "investor_name", "org_name", "fact_id")


def company(connection: Connection, name: str, wanted: Filter) -> Answer:
    """Every fact that names a company (or person, product, place), with its roles in it and the others named."""
    ids = set(find_entities(connection, name))
    facts, documents, arguments, evidence = tables.facts, tables.documents, tables.arguments, tables.evidence
    naming = select(arguments.c.fact_id).where(arguments.c.entity_id.in_(ids))
    query = select(facts, documents.c.published_on, evidence.c.text.label("evidence")).join_from(facts, documents)
    query = query.join(evidence, and_(evidence.c.fact_id == facts.c.id, evidence.c.number == 0), isouter=True)
    query = _of_status(query.where(facts.c.id.in_(naming)), facts.c.status, wanted)
    named = select(arguments, tables.entities.c.name).join(tables.entities, isouter=True)
    fillers: dict[str, list[Any]] = {}
    for one in connection.execute(named.where(arguments.c.fact_id.in_(naming))):
        fillers.setdefault(one.fact_id, []).append(one)
    rows = [_fact(row, fillers[row.id], ids) for row in connection.execute(query)]
    shown = ("type", "role", "others", "announced_on", "amount_text", "status", "document_id")
    return Answer(_FACT, sorted(rows, key=lambda row: _key(row, ("type", "fact_id"))), shown)


def history(connection: Connection, name: str, wanted: Filter) -> Answer:
    """How the status of each deal that names somebody moved: a row a step, a deal's steps together."""
    ids, step = find_entities(connection, name), deal_history.c
    named = [
        select(of.c[key]).where(of.c.entity_id.in_(ids))
        for of, key in ((tables.event_arguments, "event_id"), (tables.arguments, "fact_id"))
    ]
    query = _of_status(select(deal_history).where(or_(*(step.uuid.in_(one) for one in named))), step.status, wanted)
    if wanted.first:
        query = query.where(step.told_on >= wanted.first)
    if wanted.last:
        query = query.where(step.told_on <= wanted.last)
    rows = [row._asdict() for row in connection.execute(query)]
    order = ("uuid", "number")
    shown = ("type", "org_name", "told_on", "status", "document_id", "title")
    rows.sort(key=lambda row: (row["first_seen"] or date.min, *(row[one] for one in order)))
    return Answer(tuple(query.selected_columns.keys()), rows, shown)


_FACT = (
    *("type", "role", "others", "announced_on", "amount", "amount_text", "currency_code", "status", "confidence"),
    *("published_on", "document_id", "fact_id", "evidence"),
)


def _fact(row: Any, fillers: Iterable[Any], ids: set[str]) -> Row:
    """A fact as a company's page shows it."""
    fillers = sorted(fillers, key=lambda one: (one.role, one.number))
    amount = next((one for one in fillers if one.role == "amount"), None)
    days = {one.role: one.first_day for one in reversed(fillers) if one.first_day}
    values = (
        row.type,
        ", ".join(dict.fromkeys(one.role for one in fillers if one.entity_id in ids)),
        ", ".join(dict.fromkeys(one.name for one in fillers if one.name and one.entity_id not in ids)),
        days.get("announced") or days.get("date"),
        amount.value if amount else None,
        amount.text if amount else None,
        amount.currency if amount else None,
        *(row.status, row.confidence, row.published_on, row.document_id, row.id, row.evidence),
    )
    return dict(zip(_FACT, values, strict=True))


def search(connection: Connection, words: str, wanted: Filter) -> Answer:
    """The sentences that hold all of these words, parted by spaces, of whatever width and case.

    The sentences are scanned: a two-character word, as most Japanese names have, is too short for a trigram index.
    """
    keys = [key for word in words.split() if (key := name_key(word))]
    if not keys:
        raise FundexError("fundex query search", "no words to search for", "fundex query search 楽天")
    facts, evidence, documents = tables.facts.c, tables.evidence.c, tables.documents.c
    told = (facts.type, facts.status, documents.published_on, facts.document_id, evidence.fact_id, evidence.number)
    query: Select[Any] = (
        select(*told, evidence.text).select_from(tables.evidence).join(tables.facts).join(tables.documents)
    )
    query = query.where(*(evidence.folded.contains(key, autoescape=True) for key in keys))
    query = _of_status(query, facts.status, wanted)
    return _answer(connection, query, "text type status document_id", "document_id", "fact_id", "number")


def find_entities(connection: Connection, name: str) -> list[str]:
    """The ids of all that have this name, or the one with this id; FundexError, with near names, if there is none."""
    alias, key = tables.aliases.c, name_key(name)
    found = connection.scalars(select(alias.entity_id).where(or_(alias.key == key, alias.entity_id == name)))
    if ids := sorted(set(found)):
        return ids
    part = alias.key.contains(key, autoescape=True)
    whole = and_(func.length(alias.key) > 1, literal(key).contains(alias.key))
    near = set(connection.scalars(select(alias.name).where(or_(part, whole)))) if key else set()
    hint = f"near: {', '.join(sorted(near, key=lambda one: (len(one), one))[:5])}" if near else ""
    raise FundexError(name or "NAME", "nobody of this name is in the database", hint)


def _narrowed(view: FromClause, wanted: Filter) -> Select[Any]:
    query: Select[Any] = _of_status(select(view), view.c.status, wanted)
    if wanted.first:
        query = query.where(func.coalesce(view.c.announced_until, view.c.published_on) >= wanted.first)
    if wanted.last:
        query = query.where(func.coalesce(view.c.announced_on, view.c.published_on) <= wanted.last)
    return query


def _of_status(query: Select[Any], status: ColumnElement[Any], wanted: Filter) -> Select[Any]:
    return query.where(status.in_(sorted(wanted.statuses))) if wanted.statuses else query


def _amounts(view: FromClause, wanted: Filter, currency: str) -> ColumnElement[bool]:
    """The condition on amounts, for the amount itself, what it was converted to, or one of its equivalents."""
    raised = view.c
    own = _between(raised.raised_amount, raised.raised_amount_low, raised.raised_amount_high, wanted)
    converted = _between(
        raised.raised_amount_converted, raised.raised_amount_converted_low, raised.raised_amount_converted_high, wanted
    )
    return or_(
        and_(raised.raised_amount_currency_code == currency, *own),
        and_(raised.raised_amount_converted_currency_code == currency, *converted),
        *(
            select(other.c.currency)
            .where(other.c[key] == raised.uuid, other.c.role == "amount", other.c.number == 0)
            .where(other.c.currency == currency, *_between(other.c.value, other.c.low, other.c.high, wanted))
            .exists()
            for other, key in ((tables.equivalents, "fact_id"), (tables.event_equivalents, "event_id"))
        ),
    )


def _between(
    value: ColumnElement[Any], low: ColumnElement[Any], high: ColumnElement[Any], wanted: Filter
) -> Iterable[ColumnElement[bool]]:
    if wanted.over is not None:
        yield func.coalesce(value, low) >= wanted.over
    if wanted.under is not None:
        yield func.coalesce(value, high) <= wanted.under


def _answer(connection: Connection, query: Select[Any], shown: str, *order: str) -> Answer:
    rows = [row._asdict() for row in connection.execute(query)]
    columns = tuple(query.selected_columns.keys())
    return Answer(columns, sorted(rows, key=lambda row: _key(row, order)), tuple(shown.split()))


def _key(row: Row, order: Iterable[str]) -> tuple[Any, ...]:
    """By day, then by these columns; what is not told comes first."""
    day = row.get("announced_on") or row["published_on"]
    return (day or date.min, *((row[name] is not None, "" if row[name] is None else row[name]) for name in order))
