"""Views under the column names that Crunchbase's exports have, alike in both engines.

A view holds no data, so views are no migrations: an upgrade drops them first and makes them as they are here last.
A change here needs a migration all the same, if an empty one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TableClause,
    and_,
    case,
    column,
    false,
    func,
    or_,
    select,
    table,
    text,
    true,
)

from extractor.store import tables
from extractor.store.tables import documents, entities, event_facts, facts

_Column = ColumnElement[Any]
_FINANCIERS = ("investor", "lender", "funder")
_fact = facts.c


def _first(role: str, name: str, fact: _Column = _fact.id) -> _Column:
    """A column of the fact's first argument in this role."""
    one = tables.arguments.alias().c
    query = select(one[name]).where(one.fact_id == fact, one.role == role, one.number == 0)
    return query.correlate(facts).scalar_subquery()


def _entity(role: str, name: str) -> _Column:
    """A column of the entity that fills this role first."""
    one, entity = tables.arguments.alias(), entities.alias()
    query = select(entity.c[name]).join_from(one, entity, entity.c.id == one.c.entity_id)
    query = query.where(one.c.fact_id == _fact.id, one.c.role == role, one.c.number == 0)
    return query.correlate(facts).scalar_subquery()


def _names(*roles: str) -> _Column:
    """The names in these roles, in the order they are told, parted by commas."""
    one, entity = tables.arguments.alias(), entities.alias()
    query = select(entity.c.name).join_from(one, entity, entity.c.id == one.c.entity_id)
    query = query.where(one.c.fact_id == _fact.id, one.c.role.in_(roles)).order_by(one.c.role, one.c.number)
    named = query.correlate(facts).subquery()
    return select(func.aggregate_strings(named.c.name, ", ")).correlate(facts).scalar_subquery()


def _count(*roles: str) -> _Column:
    one = tables.arguments.alias().c
    query = select(func.count(one.entity_id.distinct())).where(one.fact_id == _fact.id, one.role.in_(roles))
    return query.correlate(facts).scalar_subquery()


def _days() -> list[_Column]:
    """When it was announced, else when it takes place; of a month or year that is told alone the first and last day.

    A part that tells no day of its own has its whole's.
    """
    told = [(role, fact) for fact in (_fact.id, _fact.part_of) for role in ("announced", "date")]
    return [
        func.coalesce(*(_first(role, day, fact) for role, fact in told)).label(name)
        for name, day in (("announced_on", "first_day"), ("announced_until", "last_day"))
    ]


def _told() -> list[_Column]:
    """How sure it is and where it was read."""
    event = select(func.min(event_facts.c.event_id)).where(event_facts.c.fact_id == _fact.id).correlate(facts)
    day = documents.c.published_on
    return [_fact.status, _fact.confidence, day, _fact.document_id, event.scalar_subquery().label("event_id")]


def _funding_rounds() -> Select[Any]:
    """A raise, loan or grant a row."""
    round = func.coalesce(_first("round", "term"), "undisclosed")
    return (
        select(
            _fact.id.label("uuid"),
            _entity("company", "id").label("org_uuid"),
            _entity("company", "name").label("org_name"),
            case((_fact.type == "funding_round", round), else_=_fact.type).label("investment_type"),
            *_days(),
            _first("amount", "value").label("raised_amount"),
            _first("amount", "currency").label("raised_amount_currency_code"),
            _first("amount", "bound").label("raised_amount_bound"),
            _first("amount", "low").label("raised_amount_low"),
            _first("amount", "high").label("raised_amount_high"),
            _first("valuation", "value").label("post_money_valuation"),
            _first("valuation", "currency").label("post_money_valuation_currency_code"),
            _count(*_FINANCIERS).label("investor_count"),
            _names(*_FINANCIERS).label("investor_names"),
            _names("lead_investor").label("lead_investor_names"),
            *_told(),
        )
        .join_from(facts, documents)
        .where(_fact.type.in_(("funding_round", "debt_financing", "grant")))
    )


def _investments() -> Select[Any]:
    """A row a party that puts money in; its own investment in a round stands for the round's row of that party."""
    party, lead, name = tables.arguments.alias(), tables.arguments.alias().c, entities.alias()
    part, sharer = facts.alias(), tables.arguments.alias()
    own = select(part.c.id).join_from(part, sharer, sharer.c.fact_id == part.c.id)
    own = own.where(part.c.part_of == _fact.id, part.c.type == "investment", sharer.c.role == "investor")
    own = own.where(sharer.c.entity_id == party.c.entity_id).correlate(facts, party)
    leads = select(lead.role).where(lead.role == "lead_investor", lead.entity_id == party.c.entity_id)
    leads = leads.where(or_(lead.fact_id == _fact.id, lead.fact_id == _fact.part_of)).correlate(facts, party)
    alone = and_(_fact.type == "investment", _count("investor") == 1)  # what several put in together is nobody's own
    return (
        select(
            _fact.id.label("fact_id"),
            case((_fact.type == "investment", _fact.part_of), else_=_fact.id).label("funding_round_uuid"),
            party.c.entity_id.label("investor_uuid"),
            name.c.name.label("investor_name"),
            case((leads.exists(), true()), else_=false()).label("is_lead_investor"),
            _entity("company", "id").label("org_uuid"),
            _entity("company", "name").label("org_name"),
            *_days(),
            case((alone, _first("amount", "value"))).label("invested_amount"),
            case((alone, _first("amount", "currency"))).label("invested_amount_currency_code"),
            *_told(),
        )
        .join_from(facts, documents)
        .join(party, and_(party.c.fact_id == _fact.id, party.c.role.in_(_FINANCIERS)))
        .join(name, name.c.id == party.c.entity_id)
        .where(_fact.type.in_(("funding_round", "debt_financing", "grant", "investment")), ~own.exists())
    )


def _acquisitions() -> Select[Any]:
    """A row an acquirer; an acquisition by nobody named has one row without."""
    party, name = tables.arguments.alias(), entities.alias()
    return (
        select(
            _fact.id.label("uuid"),
            party.c.entity_id.label("acquirer_uuid"),
            name.c.name.label("acquirer_name"),
            _entity("target", "id").label("acquiree_uuid"),
            _entity("target", "name").label("acquiree_name"),
            _first("method", "term").label("acquisition_type"),
            *_days(),
            _first("amount", "value").label("price"),
            _first("amount", "currency").label("price_currency_code"),
            _first("amount", "bound").label("price_bound"),
            _first("stake", "value").label("stake_percent"),
            *_told(),
        )
        .join_from(facts, documents)
        .join(party, and_(party.c.fact_id == _fact.id, party.c.role == "acquirer"), isouter=True)
        .join(name, name.c.id == party.c.entity_id, isouter=True)
        .where(_fact.type == "acquisition")
    )


_BODIES = {"funding_rounds": _funding_rounds(), "investments": _investments(), "acquisitions": _acquisitions()}


def _named(name: str) -> TableClause:
    """The view as queries see it."""
    return table(name, *(column(one.name, one.type) for one in _BODIES[name].selected_columns))


funding_rounds, investments, acquisitions = map(_named, _BODIES)


def drop_views(connection: Connection) -> None:
    """Takes the views away, whatever fundex made them."""
    for name in _BODIES:
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def create_views(connection: Connection) -> None:
    """Makes the views in the connection's dialect."""
    for name, body in _BODIES.items():
        sql = body.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {sql}")
