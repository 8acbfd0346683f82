"""rules/*.yaml → Rulebook: parsed once, unknown keys refused, patterns compiled, every mistake told with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, cast

from extractor.contract import FACT_TYPES, STATUSES
from extractor.errors import RuleError
from extractor.names import NameGrammar
from extractor.phrases import Particles
from extractor.rulebook.model import Cue, Example, Kind, RoleSpec, Rule, Rulebook, Words
from extractor.rulebook.source import Located, Text, read_yaml, rule_files

SUPPORT_FILES = ("words", "particles", "names", "modality", "attribution", "terms")
RULE_KEYS = {
    *("id", "fact", "trigger", "light", "with", "roles", "set", "status", "detail", "any_of", "text", "tokens"),
    *(
        "veto",
        "kills",
        "scope",
        "open",
        "beats",
        "part",
        "headline",
        "gap",
        "under",
        "without",
        "form",
        "object",
        "main",
        "why",
        "examples",
        "near_misses",
        "todo",
    ),
}
ROLE_KEYS = {
    "case",
    "type",
    "required",
    "many",
    "of",
    "anywhere",
    "terms",
    "collect",
    "least",
    "ends",
    "elliptic",
    "deal",
    "minimum",
    "maximum",
    "excludes",
    "strict",
    "topic",
}
VALUE_TYPES = ("money", "date", "percent", "quantity", "round", "instrument", "facility_kind", "method")
NAME_TYPES = ("organization", "person", "product", "facility", "place", "fund", "business")
OTHER_TYPES = ("thing",)
ROLE_TYPES = (*VALUE_TYPES, *NAME_TYPES, *OTHER_TYPES)

# In a text pattern a mention stands as a run of its type's private-use character, as long as the mention.
MASKS = {kind: chr(0xE000 + n) for n, kind in enumerate((*VALUE_TYPES, *NAME_TYPES, "unknown"))}
MARKED = re.compile(r"\[(?P<role>[a-z_]+) (?P<text>[^\[\]]+)\]")


def default_rules() -> Path:
    """The checkout's rules/, else those that the wheel carries."""
    here = Path(__file__).resolve().parent.parent
    for folder in (here.parent / "rules", here / "_rules"):
        if (folder / "words.yaml").is_file():
            return folder
    raise RuleError(str(here), "no rules found", "name their folder with --rules DIR")


@cache
def load_rulebook(folder: Path | None = None) -> Rulebook:
    """Read a rules folder; raises RuleError at the first mistake."""
    folder = folder or default_rules()
    if not folder.is_dir():
        raise RuleError(
            str(folder), "no such folder of rules", "name the folder that holds words.yaml with --rules DIR"
        )
    missing = [name for name in SUPPORT_FILES if not (folder / f"{name}.yaml").is_file()]
    if missing:
        raise RuleError(str(folder), f"{missing[0]}.yaml is missing", "copy it from the rules that fundex ships")
    support = {name: read_yaml(folder / f"{name}.yaml") for name in SUPPORT_FILES}
    words = support["words"]
    spellings = _spellings(folder)
    rules: list[Rule] = []
    for path in rule_files(folder):
        if path.stem not in SUPPORT_FILES:
            rules.extend(_rules(path, words))
    _unique(rules)
    return Rulebook(
        rules=tuple(rules),
        words=_words(words),
        cues=tuple(_cues(support["modality"])),
        attribution={
            key: _regex(cast(str, value), support["attribution"].where(key))
            for key, value in support["attribution"].items()
        },
        particles=Particles(
            cast("dict[str, str]", support["particles"]["particles"]), cast("list[str]", support["particles"]["others"])
        ),
        names=NameGrammar.load(support["names"], {name: kind for kind, group in spellings for name in group}),
        spellings=tuple(group for _, group in spellings),
        terms={
            kind: {
                str(word): str(term)
                for term, words_ in cast(Located, group).items()
                for word in cast("list[str]", words_)
            }
            for kind, group in support["terms"].items()
        },
    )


def _spellings(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    path = folder / "lexicon" / "spellings.yaml"
    if not path.is_file():
        return []
    data = read_yaml(path)
    return [
        (kind, tuple(map(str, group))) for kind, groups in data.items() for group in cast("list[list[str]]", groups)
    ]


def _words(data: Located) -> Words:
    data.check_keys(
        {"light", "receive", "report", "transparent", "process", "abstract", "genitive", "measure", "triggers"}, "words"
    )

    def words(key: str) -> tuple[str, ...]:
        return tuple(map(str, cast("list[str]", data[key])))

    return Words(
        light=frozenset(words("light")),
        receive=frozenset(words("receive")),
        report=frozenset(words("report")),
        transparent=frozenset(words("transparent")),
        process=tuple(sorted(words("process"), key=len, reverse=True)),
        abstract=frozenset(words("abstract")),
        genitive=frozenset(words("genitive")),
        measure=frozenset(words("measure")),
    )


def _cues(data: Located) -> Iterable[Cue]:
    for item in cast("list[Located]", data["cues"]):
        item.check_keys({"status", "pattern", "name", "where"}, "cue")
        yield Cue(
            status=item["status"],  # type: ignore[arg-type]
            pattern=_regex(cast(str, item["pattern"]), item.where("pattern")),
            name=str(item["name"]),
            where=item.get("where", "chain"),  # type: ignore[arg-type]
        )


def _regex(pattern: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise RuleError(where, f"the pattern does not compile: {error}", "mend the regular expression") from error


# --- one rule --------------------------------------------------------------------------------------------


def _rules(path: Path, words: Located) -> Iterable[Rule]:
    data = read_yaml(path)
    data.check_keys({"rules"}, path.stem)
    for item in cast("list[Located]", data.get("rules") or []):
        if not isinstance(item, Located):
            raise RuleError(data.where("rules"), "a rule is a mapping", "start it with `- id: …`")
        yield _rule(item, words)


def _rule(item: Located, words: Located) -> Rule:
    name = str(item.get("id", "(no id)"))
    item.check_keys(RULE_KEYS, name)
    for key in ("id", "why", "examples", "near_misses"):
        if not item.get(key):
            raise RuleError(
                f"{item.where()} {name}", f"{key!r} is missing", "every rule has an id, a why, examples and near_misses"
            )
    kinds: list[Kind] = [kind for kind, key in _KIND_KEYS if key in item]
    if len(kinds) != 1:
        raise RuleError(f"{item.where()} {name}", "a rule has exactly one of trigger, tokens, text, veto")
    kind = kinds[0]
    fact = str(item.get("fact", ""))
    if kind != "veto" and fact not in FACT_TYPES:
        raise RuleError(
            f"{item.where('fact')} {name}", f"unknown fact type {fact!r}", f"known: {', '.join(FACT_TYPES)}"
        )
    nouns, verbs = _trigger(item, name, words) if kind == "frame" else ((), ())
    status = item.get("status")
    if status is not None and status not in STATUSES:
        raise RuleError(f"{item.where('status')} {name}", f"unknown status {status!r}", f"known: {', '.join(STATUSES)}")
    kills = tuple(map(str, cast("list[str]", item.get("kills") or [])))
    for killed in kills:
        if killed not in FACT_TYPES and killed != "all":
            raise RuleError(f"{item.where('kills')} {name}", f"unknown fact type {killed!r}")
    source = item.get("text") if kind == "text" else item.get("veto")
    return Rule(
        id=name,
        kind=kind,
        fact=fact,
        where=item.where(),
        roles=tuple(_roles(item, name, fact)),
        nouns=nouns,
        verbs=verbs,
        light=_list(item, "light", words, name),
        with_words={
            case: tuple(map(str, cast("list[str]", values)))
            for case, values in cast(Located, item.get("with") or {}).items()
        },
        set_terms={role: str(term) for role, term in cast(Located, item.get("set") or {}).items()},
        status=status,  # type: ignore[arg-type]
        detail=bool(item.get("detail", False)),
        part=bool(item.get("part", False)),
        headline=bool(item.get("headline", False)),
        under=_regex(str(item["under"]), f"{item.where('under')} {name}") if "under" in item else None,
        without=tuple(_as_list(item.get("without"))),
        main=bool(item.get("main", False)),
        object_type=cast("str | None", item.get("object")),
        form=item.get("form"),  # type: ignore[arg-type]
        gap=tuple(_as_list(item.get("gap"))),
        open_role=cast("str | None", item.get("open")),
        beats=tuple(_as_list(item.get("beats"))),
        any_of=tuple(tuple(map(str, group)) for group in cast("list[list[str]]", item.get("any_of") or [])),
        pattern=_mask_pattern(str(source), f"{item.where(kind)} {name}", fact) if kind in ("text", "veto") else None,
        tokens=tuple(tuple(p) for p in cast("list[list[Mapping[str, object]]]", item.get("tokens") or [])),
        kills=kills,
        scope=item.get("scope", "clause"),  # type: ignore[arg-type]
        why=str(item["why"]),
        examples=tuple(_examples(item, "examples")),
        near_misses=tuple(_examples(item, "near_misses")),
        todo=tuple(_examples(item, "todo")),
    )


_KIND_KEYS: tuple[tuple[Kind, str], ...] = (
    ("frame", "trigger"),
    ("tokens", "tokens"),
    ("text", "text"),
    ("veto", "veto"),
)


def _list(item: Located, key: str, words: Located, name: str) -> tuple[str, ...]:
    value = item.get(key) or []
    entries = value if isinstance(value, list) else [value]
    out: list[str] = []
    for entry in map(str, entries):
        if entry.startswith("$"):
            triggers = cast("Mapping[str, list[str]]", words["triggers"])
            if entry[1:] not in triggers:
                raise RuleError(
                    f"{item.where(key)} {name}", f"no word list {entry!r}", f"words.yaml has {', '.join(triggers)}"
                )
            out.extend(map(str, triggers[entry[1:]]))
        else:
            out.append(entry)
    return tuple(out)


def _trigger(item: Located, name: str, words: Located) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Nouns and verbs; a verb is told by its dictionary ending (借り入れる, 率いる)."""
    entries = _list(item, "trigger", words, name)
    verbs = tuple(entry for entry in entries if re.search(r"[うくすつぬぶむるぐ]$", entry))
    return tuple(entry for entry in entries if entry not in verbs), verbs


def _roles(item: Located, name: str, fact: str) -> Iterable[RoleSpec]:
    for role, spec in cast(Located, item.get("roles") or {}).items():
        where = f"{cast(Located, item['roles']).where(role)} {name}"
        if role not in FACT_TYPES[fact].roles:
            raise RuleError(
                where, f"{fact} has no role {role!r}", f"it has {', '.join(sorted(FACT_TYPES[fact].roles))}"
            )
        if not isinstance(spec, Located):
            raise RuleError(where, "a role is a mapping", "write e.g. {case: [を], type: money}")
        spec.check_keys(ROLE_KEYS, f"{name} {role}")
        types = _as_list(spec.get("type"))
        for kind in types:
            if kind not in ROLE_TYPES:
                raise RuleError(where, f"unknown type {kind!r}", f"known: {', '.join(ROLE_TYPES)}")
        yield RoleSpec(
            name=role,
            cases=tuple(_as_list(spec.get("case"))),
            types=tuple(types),
            required=bool(spec.get("required", False)),
            many=bool(spec.get("many", role in FACT_TYPES[fact].many)),
            of=cast("str | None", spec.get("of")),
            anywhere=bool(spec.get("anywhere", False)),
            terms=tuple(_as_list(spec.get("terms"))),
            collect=bool(spec.get("collect", False)),
            elliptic=bool(spec.get("elliptic", False)) or bool(spec.get("deal", False)),
            excludes=tuple(_as_list(spec.get("excludes"))),
            maximum=cast("int | None", spec.get("maximum")),
            minimum=cast("int | None", spec.get("minimum")),
            deal=spec.get("deal"),  # type: ignore[arg-type]
            topic=bool(spec.get("topic", False)),
            strict=cast("Literal['full'] | bool", spec.get("strict", False)),
            ends=tuple(_as_list(spec.get("ends"))),
            least=int(cast(int, spec.get("least", 1))),
        )


def _as_list(value: object) -> list[str]:
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _mask_pattern(source: str, where: str, fact: str) -> re.Pattern[str]:
    """{money} → a run of the money mask; {organization} takes names of an unknown type too."""

    def expand(found: re.Match[str]) -> str:
        kind, strict = found.group(1), found.group(2)
        if kind not in MASKS:
            raise RuleError(where, f"unknown mention {{{kind}}}", f"known: {', '.join(MASKS)}")
        extra = MASKS["unknown"] if kind in NAME_TYPES and not strict else ""
        business = MASKS["business"] if kind == "organization" else ""
        bracket = "(?:（[^（）]*）)?" if kind in NAME_TYPES else ""  # A（エー、東京・港）
        return f"(?:[{MASKS[kind]}{extra}{business}]+{bracket})"

    pattern = _regex(re.sub(r"\{([a-z_]+)(!?)\}", expand, source), where)
    if fact:
        for group in pattern.groupindex:
            if group.rstrip("0123456789") not in FACT_TYPES[fact].roles:
                raise RuleError(where, f"{fact} has no role {group!r}", "name a group by the role that it fills")
    return pattern


def _examples(item: Located, key: str) -> Iterable[Example]:
    for entry in cast("list[Text]", item.get(key) or []):
        marked = str(entry)
        roles = tuple((m["role"], m["text"]) for m in MARKED.finditer(marked))
        yield Example(MARKED.sub(lambda m: m["text"], marked), roles, getattr(entry, "line", item.lines[key]), marked)


def _unique(rules: Iterable[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            raise RuleError(
                f"{rule.where} {rule.id}", f"the id is taken by {seen[rule.id].where}", "give it another id"
            )
        seen[rule.id] = rule
