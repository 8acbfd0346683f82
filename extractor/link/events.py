"""Facts of one deal → its event: roles consolidated, every figure kept, what contradicts shown, the history told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from extractor.contract import CLOSED_TERMS, FACT_TYPES
from extractor.link.amounts import compare, digits
from extractor.link.deals import Telling, value_key
from extractor.link.workspace import Record

FINAL = ("completed", "cancelled")
RANK = {
    status: at for at, status in enumerate(("negotiating", "planned", "announced", "completed", "cancelled", "denied"))
}


def build_event(tellings: Sequence[Telling]) -> Record:
    """The event of one deal's facts, whatever order they come in."""
    told = sorted(tellings, key=_order)
    first = told[0].record
    digest = hashlib.sha256(f"{first['type']} {first['id']}".encode()).hexdigest()[:16]
    days = [one.published[:10] for one in told if one.published]
    roles = {role: _consolidated(told, role) for role in sorted({role for one in told for role in one.record["roles"]})}
    history = _history(told)
    return {
        "id": f"event:{digest}",
        "type": first["type"],
        "status": _status(history),
        "facts": [one.record["id"] for one in told],
        "roles": {role: [filler for group in groups for filler in group] for role, groups in roles.items()},
        "conflicts": [
            {"role": role, "values": [group[0] for group in groups]}
            for role, groups in roles.items()
            if len(groups) > 1 and role not in FACT_TYPES[first["type"]].many and _contradict(groups)
        ],
        "history": history,
        "first_seen": min(days, default=None),
        "last_seen": max(days, default=None),
    }


def _order(one: Telling) -> tuple[str, str, str]:
    return one.published or "9999", one.record["document"], one.record["id"]


def _consolidated(told: Sequence[Telling], role: str) -> list[list[Record]]:
    """A role's fillers, each once with its documents, in groups that say the same; the most told group first."""
    fillers: dict[str, Record] = {}
    for one in told:
        for filler in one.record["roles"].get(role, ()):
            known = fillers.setdefault(value_key(filler), {**filler, "documents": []})
            if one.record["document"] not in known["documents"]:
                known["documents"].append(one.record["document"])
    groups: list[list[Record]] = []
    for filler in sorted(fillers.values(), key=_precision):
        home = next((group for group in groups if _agree(group[0], filler)), None)
        if home is None:
            groups.append([filler])
        else:
            home.append(filler)
    return sorted(groups, key=lambda group: -len({document for filler in group for document in filler["documents"]}))


def _precision(filler: Record) -> tuple[bool, bool, int, int]:
    money = filler.get("money")
    exact = money is not None and money["bound"] == "exact"
    converted = bool(filler.get("equivalents"))
    return not exact, not converted, -digits(money) if money else 0, -len(filler["documents"])


def _agree(a: Record, b: Record) -> bool:
    """Whether two values can both be so: sums that round or convert each other, days within a month told."""
    if a.get("money") and b.get("money"):
        return compare(a, b) != "other"
    if a.get("date") and b.get("date"):
        mine, theirs = a["date"], b["date"]
        if not (mine["start"] and mine["end"] and theirs["start"] and theirs["end"]):
            return True
        return bool(mine["start"] <= theirs["end"] and theirs["start"] <= mine["end"])
    return False


def _contradict(groups: Iterable[Sequence[Record]]) -> bool:
    """Words that no list closes (a title, a location) may differ without one of them being wrong."""
    return not any("term" in group[0] and group[0]["term"] not in CLOSED_TERMS for group in groups)


def _history(told: Sequence[Telling]) -> list[Record]:
    """Each change of status, at the first document that tells it."""
    steps: list[Record] = []
    for one in sorted(told, key=lambda one: (one.published or "9999", RANK[one.record["status"]], *_order(one))):
        status = one.record["status"]
        if not steps or steps[-1]["status"] != status:
            day = one.published[:10] if one.published else None
            steps.append({"status": status, "date": day, "document": one.record["document"], "fact": one.record["id"]})
    return steps


def _status(history: Sequence[Record]) -> str:
    """The last status told; once it is done or off, an older plan told again changes nothing."""
    final = [step["status"] for step in history if step["status"] in FINAL]
    return str(final[-1] if final else history[-1]["status"])
