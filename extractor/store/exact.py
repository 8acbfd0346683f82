"""A column for exact numbers: NUMERIC in PostgreSQL; in SQLite an integer where whole, else a double.

SQLite has no decimals. It orders and compares integers and doubles exactly, and sums integers exactly; amounts of money
are whole but for the odd cent. A number that would lose a digit is refused.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Numeric
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

from extractor.errors import StoreError
from extractor.model import Number

_LARGEST: int = (1 << 63) - 1


class _SQLiteNumber(UserDefinedType[Any]):
    """A column of NUMERIC affinity, with nothing between it and the driver."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "NUMERIC"


class Exact(TypeDecorator[Number]):
    """int and Decimal in, the same out: a whole number as int."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(_SQLiteNumber() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Number | None, dialect: Dialect) -> int | float | Decimal | None:
        return _for_sqlite(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Number | None:
        if value is None or isinstance(value, int):
            return value
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return int(number) if number == int(number) else number


def _for_sqlite(value: Number) -> int | float:
    if value == int(value) and -_LARGEST <= value <= _LARGEST:
        return int(value)
    number = float(value)
    if Decimal(repr(number)) != value:
        raise StoreError("SQLite", f"cannot keep every digit of {value}", "use PostgreSQL for such numbers")
    return number
