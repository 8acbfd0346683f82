"""The facts file as pydantic models, and its JSON Schema; imported only where one of the two is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (  # noqa: TID253
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictFloat,
    StrictInt,
    WithJsonSchema,
    model_validator,
)

from extractor.contract import FACT_TYPES
from extractor.model import Bound, EntityType, Status

_VALUES = ("entity", "money", "date", "percent", "quantity", "term")


def _known_type(name: str) -> str:
    if name not in FACT_TYPES:
        raise ValueError(f"unknown fact type {name!r}; one of: {', '.join(FACT_TYPES)}")
    return name


def _moment(told: str) -> str:
    datetime.fromisoformat(told)
    return told


Num = StrictInt | StrictFloat
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_moment)]
Moment = Annotated[
    str,
    Field(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?([+-]\d{2}:\d{2})?)?$"),
    AfterValidator(_moment),
]
TypeName = Annotated[str, AfterValidator(_known_type), WithJsonSchema({"type": "string", "enum": list(FACT_TYPES)})]


class _Record(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False)


class _Bounded(_Record):
    value: Num | None = Field(description="The number told; null for a range and a vague amount.")
    bound: Bound = "exact"
    low: Num | None = None
    high: Num | None = None


class MoneyRecord(_Bounded):
    """An amount in whole units of its currency."""

    currency: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217")


class PercentRecord(_Bounded):
    """A percentage out of 100."""


class QuantityRecord(_Bounded):
    """A number of units."""

    unit: str = Field(description="The unit as written.")


class DateRecord(_Record):
    """A date with its first and last day; all null, and `relative` the words, where it cannot be resolved."""

    edtf: str | None
    start: Day | None = None
    end: Day | None = None
    relative: str | None = None


class _Words(_Record):
    """Words of a document; offsets count Unicode code points in its text."""

    text: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"`text` has {len(self.text)} characters, `end` - `start` is {self.end - self.start}")
        return self


class ConvertedRecord(_Record):
    """An amount in another currency: what was told times the rate."""

    value: Num | None
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217")
    rate: Num = Field(description="Units of `currency` for one unit of the currency told.")
    rate_date: Day = Field(description="The day that the rate was published for.")
    low: Num | None = None
    high: Num | None = None


class FillerRecord(_Words):
    """What fills a role: exactly one of an entity's id and the kinds of values."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [kind]} for kind in _VALUES]})

    entity: str | None = None
    money: MoneyRecord | None = None
    date: DateRecord | None = None
    percent: PercentRecord | None = None
    quantity: QuantityRecord | None = None
    term: str | None = Field(None, description="A word of a closed list, or the words themselves.")
    equivalents: list[MoneyRecord] = Field(default_factory=list, description="Conversions of the same amount of money.")
    converted: ConvertedRecord | None = Field(None, description="By `fundex link --rates`.")

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        told = [kind for kind in _VALUES if getattr(self, kind) is not None]
        if len(told) != 1:
            raise ValueError(f"exactly one of {', '.join(_VALUES)} is needed, told: {', '.join(told) or 'none'}")
        return self


class EventFillerRecord(FillerRecord):
    """A filler of an event, with the documents that tell it; offsets count in the first one's text."""

    documents: list[str] = Field(min_length=1)


class EvidenceRecord(_Words):
    """A sentence that tells the fact, with the rules that read it."""

    rules: list[str]


class AttributionRecord(_Record):
    """Who vouches for a fact."""

    kind: Literal["media", "company", "author"]
    source: str | None = None


class IssueRecord(_Record):
    """Something that does not fit."""

    code: str
    message: str
    roles: list[str] = Field(default_factory=list)


def _close_roles(schema: dict[str, Any]) -> None:
    """Each type's roles by name; a role that may have several fillers is told from one that has one."""
    schema["allOf"] = [
        {
            "if": {"properties": {"type": {"const": one.name}}},
            "then": {
                "properties": {
                    "roles": {
                        "propertyNames": {"enum": sorted(one.roles)},
                        "description": f"Scored: {', '.join(sorted(one.core))}. "
                        f"More: {', '.join(sorted(one.extra)) or 'none'}. "
                        f"With several fillers: {', '.join(sorted(one.many)) or 'none'}.",
                    }
                }
            },
        }
        for one in FACT_TYPES.values()
    ]


class FactRecord(_Record):
    """A fact of one document."""

    model_config = ConfigDict(json_schema_extra=_close_roles)

    id: str
    type: TypeName
    document: str = Field(description="The id of its document.")
    status: Status
    attribution: AttributionRecord
    part_of: str | None = Field(None, description="The id of the fact that this one is a part of.")
    issues: list[IssueRecord] = Field(default_factory=list)
    roles: dict[str, list[FillerRecord]]
    evidence: list[EvidenceRecord]
    confidence: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _known_roles(self) -> Self:
        known = FACT_TYPES[self.type].roles
        for role in self.roles:
            if role not in known:
                raise ValueError(f"{self.type} has no role {role!r}; one of: {', '.join(sorted(known))}")
        return self


class ToldRecord(_Record):
    """What one document tells of an entity."""

    document: str
    name: str = Field(min_length=1, description="The fullest spelling there.")
    names: list[str] = Field(default_factory=list, description="All spellings there.")
    identifiers: dict[str, str] = {}
    attributes: dict[str, str] = Field({}, description="seat, business: in the document's words.")


class MergeRecord(_Record):
    """Why names of several documents are one entity."""

    reason: str
    names: list[str]
    documents: list[str] = Field(default_factory=list)


class EntityRecord(_Record):
    """A company, person, product, facility, place or fund."""

    id: str = Field(pattern=r"^(org|person|product|facility|place|fund):")
    type: EntityType
    name: str = Field(min_length=1)
    aliases: list[str] = Field(default_factory=list, description="All spellings met.")
    identifiers: dict[str, str] = Field({}, description="securities_code, corporate_number, lei.")
    told: list[ToldRecord] = Field(default_factory=list)
    merges: list[MergeRecord] = Field(default_factory=list, description="By `fundex link`.")


class ReplacedRecord(_Record):
    """An earlier text of a document."""

    sha256: str | None = None
    title: str | None = None
    published: str | None = None
    facts: int = Field(ge=0, description="How many it told.")


class DocumentRecord(_Record):
    """An article that was read."""

    id: str
    title: str | None = None
    published: Moment | None = Field(None, description="Its date, or its time in Japan.")
    source: str | None = None
    sha256: str | None = Field(None, description="Of the text's UTF-8.")
    replaces: list[ReplacedRecord] = Field(default_factory=list, description="By `fundex link`: earlier texts, oldest first.")


class ConflictRecord(_Record):
    """A role for which an event's documents tell what cannot all be so."""

    role: str
    values: list[EventFillerRecord]


class StepRecord(_Record):
    """A status of an event and the fact that tells it first."""

    status: Status
    date: Day | None
    document: str
    fact: str


class EventRecord(_Record):
    """A deal, as all the facts about it tell it."""

    id: str = Field(pattern=r"^event:")
    type: TypeName
    status: Status
    facts: list[str] = Field(min_length=1, description="Ids of facts; each fact is in one event.")
    roles: dict[str, list[EventFillerRecord]] = Field(description="The filler to take, if one, first.")
    conflicts: list[ConflictRecord] = Field(default_factory=list)
    history: list[StepRecord] = Field(default_factory=list)
    first_seen: Day | None = None
    last_seen: Day | None = None


class FactsFile(_Record):
    """What `fundex extract` writes as JSON, and `fundex link` with `events`."""

    schema_version: Literal[1]
    documents: list[DocumentRecord]
    entities: list[EntityRecord]
    facts: list[FactRecord]
    events: list[EventRecord] = Field(default_factory=list)


class FactLine(FactRecord):
    """A fact a line that stands alone, as `fundex extract --format jsonl` writes it."""

    document: DocumentRecord  # type: ignore[assignment]
    entities: list[EntityRecord] = Field(default_factory=list)


# By a line's `record`: what `fundex link` writes as JSON Lines; `line` is a line without it.
LINES: dict[str, type[BaseModel]] = {
    "document": DocumentRecord,
    "entity": EntityRecord,
    "fact": FactRecord,
    "event": EventRecord,
    "line": FactLine,
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a facts file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **FactsFile.model_json_schema()}
