"""Views under the column names that Crunchbase's exports have, alike in both engines.

A view holds no data, so views are no migrations: an upgrade drops them first and makes them as they are here last.
A change here needs a migration all the same, if an empty one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Integer,
    Select,
    TableClause,
    Text,
    and_,
    case,
    cast,
    column,
    false,
    func,
    literal,
    null,
    or_,
    select,
    table,
    text,
    true,
    union_all,
)

from extractor.store import tables
from extractor.store.roles import Column, Roles
from extractor.store.tables import documents, entities, event_facts, event_history, events, facts

_FINANCIERS = ("investor", "lender", "funder")
_SUBJECTS = ("company", "target", "fund", "operator", "supplier", "developer")
_WHO = (("id", "uuid"), ("name", "name"))
_PARTIES = (*_FINANCIERS, "acquirer", "member", "manager", "founder", "customer")
_fact = facts.c


_of_fact = Roles(facts, tables.arguments, "fact_id")
_of_event = Roles(events, tables.event_arguments, "event_id")
_first, _entity, _names, _count = _of_fact.first, _of_fact.entity, _of_fact.names, _of_fact.count


def _told() -> list[Column]:
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
            *_of_fact.days(_fact.part_of),
            _first("amount", "value").label("raised_amount"),
            _first("amount", "currency").label("raised_amount_currency_code"),
            _first("amount", "bound").label("raised_amount_bound"),
            _first("amount", "low").label("raised_amount_low"),
            _first("amount", "high").label("raised_amount_high"),
            *_of_fact.converted("raised_amount"),
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
            *_of_fact.days(_fact.part_of),
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
            *_of_fact.days(_fact.part_of),
            _first("amount", "value").label("price"),
            _first("amount", "currency").label("price_currency_code"),
            _first("amount", "bound").label("price_bound"),
            *_of_fact.converted("price"),
            _first("stake", "value").label("stake_percent"),
            *_told(),
        )
        .join_from(facts, documents)
        .join(party, and_(party.c.fact_id == _fact.id, party.c.role == "acquirer"), isouter=True)
        .join(name, name.c.id == party.c.entity_id, isouter=True)
        .where(_fact.type == "acquisition")
    )


def _deals() -> CompoundSelect[Any]:
    """A row an event; a fact that no event joins is a deal by itself."""
    link, fact = event_facts.alias().c, facts.alias().c
    joined = select(link.fact_id).where(link.fact_id == _fact.id).correlate(facts)
    sources = select(func.count(fact.document_id.distinct())).where(
        link.event_id == events.c.id, link.fact_id == fact.id
    )
    surest = select(func.max(fact.confidence)).where(link.event_id == events.c.id, link.fact_id == fact.id)
    of_events = select(
        *_deal(_of_event),
        events.c.conflicts,
        surest.correlate(events).scalar_subquery().label("confidence"),
        events.c.facts,
        sources.correlate(events).scalar_subquery().label("documents"),
        events.c.first_seen,
        events.c.last_seen,
    )
    of_facts = select(
        *_deal(_of_fact, _fact.part_of),
        cast(null(), Text).label("conflicts"),
        _fact.confidence,
        literal(1, Integer).label("facts"),
        literal(1, Integer).label("documents"),
        documents.c.published_on.label("first_seen"),
        documents.c.published_on.label("last_seen"),
    ).join_from(facts, documents)
    return union_all(of_events, of_facts.where(~joined.exists()))


def _deal_history() -> CompoundSelect[Any]:
    """A row a status that a deal came to, at the document that tells it first; a fact that no event joins has one."""
    link = event_facts.alias().c
    joined = select(link.fact_id).where(link.fact_id == _fact.id).correlate(facts)
    step = event_history.c
    of_events = select(
        *_what(_of_event),
        step.number,
        step.status,
        step.told_on,
        step.document_id,
        documents.c.title,
        step.fact_id,
        events.c.first_seen,
    ).join_from(event_history, events)
    of_facts = select(
        *_what(_of_fact),
        literal(0, Integer).label("number"),
        _fact.status,
        documents.c.published_on.label("told_on"),
        _fact.document_id,
        documents.c.title,
        _fact.id.label("fact_id"),
        documents.c.published_on.label("first_seen"),
    ).join_from(facts, documents)
    return union_all(of_events.join(documents, documents.c.id == step.document_id), of_facts.where(~joined.exists()))


def _what(of: Roles) -> list[Column]:
    """Which deal it is, and whom it is about."""
    about = [func.coalesce(*(of.entity(role, name) for role in _SUBJECTS)).label(f"org_{to}") for name, to in _WHO]
    return [of.owner.c.id.label("uuid"), of.owner.c.type, *about]


def _deal(of: Roles, *also: Column) -> list[Column]:
    """What a deal is, between whom and for how much; `also` as for its days."""
    deal = of.owner.c
    kinds = [of.first(role, "term") for role in ("round", "method", "kind")]
    return [
        *_what(of),
        func.coalesce(*kinds).label("kind"),
        *of.days(*also),
        of.first("amount", "value").label("amount"),
        of.first("amount", "currency").label("amount_currency_code"),
        of.first("amount", "bound").label("amount_bound"),
        of.first("amount", "low").label("amount_low"),
        of.first("amount", "high").label("amount_high"),
        *of.converted("amount"),
        of.first("valuation", "value").label("valuation"),
        of.first("valuation", "currency").label("valuation_currency_code"),
        of.count(*_PARTIES).label("party_count"),
        of.names(*_PARTIES).label("party_names"),
        of.names("lead_investor").label("lead_investor_names"),
        deal.status,
    ]


_BODIES: dict[str, Select[Any] | CompoundSelect[Any]] = {
    "funding_rounds": _funding_rounds(),
    "investments": _investments(),
    "acquisitions": _acquisitions(),
    "deals": _deals(),
    "deal_history": _deal_history(),
}


def _named(name: str) -> TableClause:
    """The view as queries see it."""
    return table(name, *(column(one.name, one.type) for one in _BODIES[name].selected_columns))


funding_rounds, investments, acquisitions, deals, deal_history = map(_named, _BODIES)


def drop_views(connection: Connection) -> None:
    """Takes the views away, whatever fundex made them."""
    for name in _BODIES:
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def create_views(connection: Connection) -> None:
    """Makes the views in the connection's dialect."""
    for name, body in _BODIES.items():
        sql = body.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {sql}")
