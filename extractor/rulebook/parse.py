"""One rule of YAML → Rule: its form checked by pydantic, its words against the contract, its patterns compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.contract import FACT_TYPES, STATUSES
from extractor.errors import RuleError
from extractor.model import Status
from extractor.rulebook.model import MASKS, NAME_TYPES, ROLE_TYPES, Example, Kind, RoleSpec, Rule
from extractor.rulebook.source import Located, Text

MARKED = re.compile(r"\[(?P<role>[a-z_]+) (?P<text>[^\[\]]+)\]")
LISTED = re.compile(r"\{([a-z_]+)(!?)\}")
Lists = Mapping[str, list[str]]  # words.yaml's lists, by name
KINDS: dict[str, Kind] = {"trigger": "frame", "tokens": "tokens", "text": "text", "veto": "veto"}
NEEDED = ("id", "why", "examples", "near_misses")


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class RoleAsWritten(_Written):
    """The keys of a role; rules/README.md tells what each means."""

    case: list[str] = []
    type: str | list[str] = []
    required: bool = False
    many: bool | None = None
    of: str | None = None
    anywhere: bool = False
    terms: list[str] = []
    collect: bool = False
    least: int = 1
    ends: list[str] = []
    excludes: list[str] = []
    minimum: int | None = None
    maximum: int | None = None
    elliptic: bool = False
    deal: Literal["only", "first", "partner", "invested", "held", "valued", "founded"] | None = None
    topic: bool = False
    strict: bool | Literal["full"] = False
    apart: list[str] = []
    after: list[str] = []
    not_after: list[str] = []


class RuleAsWritten(_Written):
    """The keys of a rule; rules/README.md tells what each means."""

    id: str
    fact: str = ""
    trigger: str | list[str] | None = None
    tokens: list[list[dict[str, Any]]] | None = None
    text: str | None = None
    veto: str | None = None
    light: list[str] = []
    with_: dict[str, list[str]] = Field(default={}, alias="with")
    without: list[str] = []
    object: str | None = None
    form: Literal["nominal", "verbal"] | None = None
    main: bool = False
    headline: bool = False
    under: str | None = None
    roles: dict[str, RoleAsWritten] = {}
    set: dict[str, str] = {}
    gap: list[str] = []
    open: str | None = None
    any_of: list[list[str]] = []
    status: str | None = None
    detail: bool = False
    alone: bool = False
    part: bool = False
    beats: list[str] = []
    kills: list[str] = []
    scope: Literal["trigger", "clause", "sentence"] = "clause"
    why: str
    examples: list[str]
    near_misses: list[str]
    todo: list[str] = []


RULE_KEYS = frozenset(field.alias or name for name, field in RuleAsWritten.model_fields.items())
ROLE_KEYS = frozenset(RoleAsWritten.model_fields)


def parse_rule(item: Located, lists: Lists) -> Rule:
    """Raises RuleError at the first mistake, with the file, line and rule that it stands in."""
    name = str(item.get("id", "(no id)"))
    written = _read(item, name)
    kind = _kind(item, name)
    if kind != "veto" and written.fact not in FACT_TYPES:
        known = f"known: {', '.join(FACT_TYPES)}"
        raise RuleError(f"{item.where('fact')} {name}", f"unknown fact type {written.fact!r}", known)
    if written.status is not None and written.status not in STATUSES:
        known = f"known: {', '.join(STATUSES)}"
        raise RuleError(f"{item.where('status')} {name}", f"unknown status {written.status!r}", known)
    for killed in written.kills:
        if killed not in FACT_TYPES and killed != "all":
            raise RuleError(f"{item.where('kills')} {name}", f"unknown fact type {killed!r}", "or write [all]")
    roles = tuple(_role(item, name, written.fact, role, spec, lists) for role, spec in written.roles.items())
    _known_roles(item, name, written)
    trigger = [written.trigger] if isinstance(written.trigger, str) else written.trigger or []
    words = _expand(item, "trigger", name, trigger, lists)
    verbs = tuple(word for word in words if re.search(r"[うくすつぬぶむるぐ]$", word))  # 率いる: a dictionary form
    source = written.text if kind == "text" else written.veto
    return Rule(
        id=name,
        kind=kind,
        fact=written.fact,
        where=item.where(),
        roles=roles,
        nouns=tuple(word for word in words if word not in verbs),
        verbs=verbs,
        light=_expand(item, "light", name, written.light, lists),
        with_words={case: _expand(item, "with", name, nouns, lists) for case, nouns in written.with_.items()},
        without=tuple(written.without),
        object_type=written.object,
        form=written.form,
        main=written.main,
        headline=written.headline,
        under=compile_pattern(written.under, f"{item.where('under')} {name}", lists) if written.under else None,
        set_terms=dict(written.set),
        gap=tuple(written.gap),
        open_role=written.open,
        any_of=tuple(map(tuple, written.any_of)),
        status=cast("Status | None", written.status),
        detail=written.detail,
        alone=written.alone,
        part=written.part,
        beats=tuple(written.beats),
        pattern=_mask_pattern(source, f"{item.where(kind)} {name}", written.fact, lists) if source else None,
        tokens=tuple(map(tuple, written.tokens or [])),
        kills=tuple(written.kills),
        scope=written.scope,
        why=written.why,
        examples=tuple(_examples(item, "examples")),
        near_misses=tuple(_examples(item, "near_misses")),
        todo=tuple(_examples(item, "todo")),
    )


def _read(item: Located, name: str) -> RuleAsWritten:
    item.check_keys(set(RULE_KEYS), name)
    for key in NEEDED:
        if not item.get(key):
            every = "every rule has an id, a why, examples and near_misses"
            raise RuleError(f"{item.where()} {name}", f"{key!r} is missing", every)
    roles = item.get("roles")
    if isinstance(roles, Located):
        for role, spec in roles.items():
            if isinstance(spec, Located):
                spec.check_keys(set(ROLE_KEYS), f"{name} {role}")
    try:
        return RuleAsWritten.model_validate(item)
    except ValidationError as error:
        first = error.errors()[0]
        place, key = item, str(first["loc"][0])
        if key == "roles" and isinstance(roles, Located) and len(first["loc"]) > 1:
            place, key = roles, str(first["loc"][1])
        path = ".".join(map(str, first["loc"]))
        what = "a role is a mapping" if first["type"] == "model_type" else first["msg"].lower()
        raise RuleError(f"{place.where(key)} {name}", f"{path}: {what}", "see rules/README.md") from error


def _kind(item: Located, name: str) -> Kind:
    kinds = [kind for key, kind in KINDS.items() if key in item]
    if len(kinds) != 1:
        raise RuleError(f"{item.where()} {name}", "a rule has exactly one of trigger, tokens, text, veto", "keep one")
    return kinds[0]


def _expand(item: Located, key: str, name: str, entries: list[str], lists: Lists) -> tuple[str, ...]:
    """`$raise` stands for the words of the list in words.yaml."""
    out: list[str] = []
    for entry in entries:
        if not entry.startswith("$"):
            out.append(entry)
        elif entry[1:] in lists:
            out.extend(map(str, lists[entry[1:]]))
        else:
            raise RuleError(
                f"{item.where(key)} {name}", f"no word list {entry!r}", f"words.yaml has {', '.join(lists)}"
            )
    return tuple(out)


def _role(item: Located, name: str, fact: str, role: str, spec: RoleAsWritten, lists: Lists) -> RoleSpec:
    where = f"{cast(Located, item['roles']).where(role)} {name}"
    if role not in FACT_TYPES[fact].roles:
        has = f"it has {', '.join(sorted(FACT_TYPES[fact].roles))}"
        raise RuleError(where, f"{fact} has no role {role!r}", has)
    types = [spec.type] if isinstance(spec.type, str) else spec.type
    for kind in types:
        if kind not in ROLE_TYPES:
            raise RuleError(where, f"unknown type {kind!r}", f"known: {', '.join(ROLE_TYPES)}")
    return RoleSpec(
        name=role,
        cases=tuple(spec.case),
        types=tuple(types),
        required=spec.required,
        many=role in FACT_TYPES[fact].many if spec.many is None else spec.many,
        of=spec.of,
        anywhere=spec.anywhere,
        terms=tuple(spec.terms),
        collect=spec.collect,
        least=spec.least,
        ends=_expand(item, "roles", name, spec.ends, lists),
        excludes=_expand(item, "roles", name, spec.excludes, lists),
        minimum=spec.minimum,
        maximum=spec.maximum,
        elliptic=spec.elliptic or spec.deal is not None,
        deal=spec.deal,
        topic=spec.topic,
        strict=spec.strict,
        apart=_expand(item, "roles", name, spec.apart, lists),
        after=tuple(spec.after),
        not_after=tuple(spec.not_after),
    )


def _known_roles(item: Located, name: str, written: RuleAsWritten) -> None:
    """`set` and `open` name roles of the fact type."""
    named = {"set": list(written.set), "open": [written.open] if written.open else []}
    for key, roles in named.items():
        for role in roles:
            if role not in FACT_TYPES[written.fact].roles:
                has = f"it has {', '.join(sorted(FACT_TYPES[written.fact].roles))}"
                raise RuleError(f"{item.where(key)} {name}", f"{written.fact} has no role {role!r}", has)


def compile_pattern(source: str, where: str, lists: Lists) -> re.Pattern[str]:
    """A pattern in which {city} stands for any word of that list; raises RuleError where it does not compile."""

    def words(found: re.Match[str]) -> str:
        if found[1] not in lists or found[2]:
            raise RuleError(where, f"no word list {found[0]}", f"words.yaml has {', '.join(lists)}")
        return _either(lists[found[1]])

    return _compile(LISTED.sub(words, source), where)


def _compile(pattern: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise RuleError(where, f"the pattern does not compile: {error}", "mend the regular expression") from error


def _either(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def _mask_pattern(source: str, where: str, fact: str, lists: Lists) -> re.Pattern[str]:
    """{money} → a run of the money mask; {organization} takes unsettled names too, {organization!} none."""

    def expand(found: re.Match[str]) -> str:
        kind, strict = found.group(1), found.group(2)
        if kind in lists and not strict:
            return _either(lists[kind])
        if kind not in MASKS:
            known = f"known: {', '.join(MASKS)}; word lists: {', '.join(lists)}"
            raise RuleError(where, f"unknown mention {{{kind}}}", known)
        extra = MASKS["unknown"] if kind in NAME_TYPES and not strict else ""
        business = MASKS["business"] if kind == "organization" else ""
        bracket = "(?:（[^（）]*）)?" if kind in NAME_TYPES or kind == "money" else ""  # A（エー、東京・港）
        return f"(?:(?>[{MASKS[kind]}{extra}{business}]+){bracket})"  # atomic: lists of names would backtrack for ever

    pattern = _compile(LISTED.sub(expand, source), where)
    for group in pattern.groupindex if fact else ():
        if group.rstrip("0123456789") not in FACT_TYPES[fact].roles:
            raise RuleError(where, f"{fact} has no role {group!r}", "name a group by the role that it fills")
    return pattern


def _examples(item: Located, key: str) -> Iterable[Example]:
    for entry in cast("list[Text]", item.get(key) or []):
        marked = str(entry)
        roles = tuple((m["role"], m["text"]) for m in MARKED.finditer(marked))
        yield Example(MARKED.sub(lambda m: m["text"], marked), roles, getattr(entry, "line", item.lines[key]), marked)
