"""Columns of a view about who and what fills the roles of a fact, or of an event, alike in both engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select

from extractor.store.tables import entities

Column = ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Roles:
    """Columns of who and what fills the roles of a fact, or of an event."""

    owner: Table
    arguments: Table
    key: str

    def first(self, role: str, name: str, id: Column | None = None) -> Column:
        """A column of the first argument in this role, of the fact or event at hand, or that of another id."""
        one = self.arguments.alias().c
        of = self.owner.c.id if id is None else id
        query = select(one[name]).where(one[self.key] == of, one.role == role, one.number == 0)
        return query.correlate(self.owner).scalar_subquery()

    def entity(self, role: str, name: str) -> Column:
        """A column of the entity that fills this role first."""
        one, entity = self.arguments.alias(), entities.alias()
        query = select(entity.c[name]).join_from(one, entity, entity.c.id == one.c.entity_id)
        query = query.where(one.c[self.key] == self.owner.c.id, one.c.role == role, one.c.number == 0)
        return query.correlate(self.owner).scalar_subquery()

    def names(self, *roles: str) -> Column:
        """The names in these roles, in the order they are told, parted by commas."""
        one, entity = self.arguments.alias(), entities.alias()
        query = select(entity.c.name).join_from(one, entity, entity.c.id == one.c.entity_id)
        query = query.where(one.c[self.key] == self.owner.c.id, one.c.role.in_(roles))
        named = query.order_by(one.c.role, one.c.number).correlate(self.owner).subquery()
        return select(func.aggregate_strings(named.c.name, ", ")).correlate(self.owner).scalar_subquery()

    def count(self, *roles: str) -> Column:
        """How many entities fill these roles."""
        one = self.arguments.alias().c
        query = select(func.count(one.entity_id.distinct())).where(one[self.key] == self.owner.c.id)
        return query.where(one.role.in_(roles)).correlate(self.owner).scalar_subquery()

    def days(self, *also: Column) -> list[Column]:
        """When it was announced, else when it takes place; of a month or year told alone the first and last day.

        What tells no day of its own has that of `also`.
        """
        told = [(role, id) for id in (None, *also) for role in ("announced", "date")]
        return [
            func.coalesce(*(self.first(role, day, id) for role, id in told)).label(name)
            for name, day in (("announced_on", "first_day"), ("announced_until", "last_day"))
        ]

    def converted(self, name: str) -> list[Column]:
        """The amount in the currency that linking converted to, and the day of the rate."""
        return [
            self.first("amount", "converted_value").label(f"{name}_converted"),
            self.first("amount", "converted_low").label(f"{name}_converted_low"),
            self.first("amount", "converted_high").label(f"{name}_converted_high"),
            self.first("amount", "converted_currency").label(f"{name}_converted_currency_code"),
            self.first("amount", "rate_date").label(f"{name}_rate_date"),
        ]
