"""Facts on a spaCy Doc, packed with it: for `nlp.pipe(n_process=2)`, `doc.to_bytes()` and DocBin.

spaCy packs `doc._` by srsly, which takes further types by encoders of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from extractor import model

KEY = "__fundex__"
PLAIN: dict[str, Callable[[str], object]] = {
    "Decimal": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def register() -> None:
    """Let srsly pack and unpack what `extractor.model` holds."""
    from srsly import msgpack_decoders, msgpack_encoders

    msgpack_encoders.register("fundex", func=encode)
    msgpack_decoders.register("fundex", func=decode)


def encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """A value of our model as a mapping; any other is left to the next encoder."""
    name = type(value).__name__
    if name in PLAIN:
        return {KEY: name, "value": str(value)}
    if is_dataclass(value) and hasattr(model, name):
        return {KEY: name, **{field.name: getattr(value, field.name) for field in fields(value)}}
    return value if chain is None else chain(value)


def decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """What `encode` was given: sequences, which msgpack makes lists, are tuples again."""
    if KEY not in value:
        return value if chain is None else chain(value)
    name = value.pop(KEY)
    if name in PLAIN:
        return PLAIN[name](value["value"])
    return getattr(model, name)(**{key: _frozen(told) for key, told in value.items()})


def _frozen(told: Any) -> Any:
    if isinstance(told, list | tuple):
        return tuple(map(_frozen, told))
    return {key: _frozen(inner) for key, inner in told.items()} if isinstance(told, dict) else told
