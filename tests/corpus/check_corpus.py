"""Checks our corpus and tables against the fact contract: `python tests/corpus/check_corpus.py`.

Every check returns a list of messages, each naming the text or line and what is wrong; empty means well.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from extractor.contract import (
    ALLIANCE_KINDS,
    FACILITY_KINDS,
    FACT_TYPES,
    INSTRUMENTS,
    METHODS,
    ROUNDS,
    STATUSES,
    FactType,
)

HERE = Path(__file__).parent
REGISTERS = {"daily", "press", "agency", "blog", "headline", "digest"}
SPLITS = {"write", "blind"}
FACTLESS = 1 / 4  # at least so many of a half's texts tell no fact
BOUNDS = {"exact", "about", "at_most", "at_least", "range", "vague"}
TERMS = {"round": ROUNDS, "instrument": INSTRUMENTS, "method": METHODS, "kind": [*ALLIANCE_KINDS, *FACILITY_KINDS]}
MONEY_ROLES = {"amount", "equity_amount", "debt_amount", "grant_amount", "valuation", "cumulative_amount"}
NUMBER_ROLES = {"stake", "acquired_stake", "quantity", "capacity", "equipment"}
FREE_TEXT = {"title", "programme", "purpose"}
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
Record = dict[str, Any]  # a line of a .jsonl file


def read(name: str) -> list[Record]:
    """The records of `texts` or `gold`."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def key(words: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words))


def check_files(texts: list[Record], gold: list[Record]) -> list[str]:
    """Ids are unique and join, fields are known, every phenomenon stands in both halves, enough texts tell no fact."""
    ids = Counter(text["id"] for text in texts)
    out = [f"{ident}: told {n} times" for ident, n in ids.items() if n > 1]
    if [text["id"] for text in texts] != [doc["id"] for doc in gold]:
        out.append("texts.jsonl and gold.jsonl do not list the same ids in the same order")
    halves: dict[str, set[str]] = {}
    for text in texts:
        if text["register"] not in REGISTERS or text["split"] not in SPLITS:
            out.append(f"{text['id']}: register {text['register']!r} or split {text['split']!r} is unknown")
        for name in [*text["phenomena"], f"register:{text['register']}"]:
            halves.setdefault(name, set()).add(text["split"])
    out += [f"phenomenon {name}: only in {seen}" for name, seen in sorted(halves.items()) if seen != SPLITS]
    where = {text["id"]: text["split"] for text in texts}
    for split in sorted(SPLITS):
        own = [doc for doc in gold if where.get(doc["id"]) == split]
        if sum(not doc["facts"] for doc in own) < FACTLESS * len(own):
            out.append(f"{split}: fewer than a share of {FACTLESS:.2f} of the texts tell no fact")
        told = {fact["type"] for doc in own for fact in doc["facts"] if not fact.get("optional")}
        out += [f"{split}: no {kind}" for kind in FACT_TYPES if kind not in told]
    return out


def check_names(role: str, names: list[str], text: str) -> str:
    if role in MONEY_ROLES | NUMBER_ROLES | TERMS.keys() | {"date", "announced"} or not names:
        return "names where a value belongs"
    return "" if any(key(name) in key(text) for name in names) else "no spelling stands in the text"


def check_number(role: str, number: Record) -> str:
    forms = [number, *number.get("or", [])]
    if not number["bound"] or not set(number["bound"]) <= BOUNDS:
        return "unknown bound"
    if any((form.get("value") is None) == (form.get("low") is None) for form in forms):
        return "needs either a value or low and high"
    money = all("currency" in form for form in forms)
    return "" if role in (MONEY_ROLES if money else NUMBER_ROLES) else "currency missing or out of place"


def check_words(role: str, parts: list[str], text: str) -> str:
    if role in {"date", "announced"}:
        return "" if all(DAY.fullmatch(part) for part in parts) else "no EDTF date"
    if role in TERMS:
        return "" if set(parts) <= set(TERMS[role]) else "no term of the closed list"
    if role in FREE_TEXT:
        return "" if any(key(part) in key(text) for part in parts) else "words that are not in the text"
    return "a name must be a list of spellings"


def check_filler(role: str, filler: object, text: str) -> str:
    """What is wrong with one gold filler; empty if nothing."""
    if isinstance(filler, list):
        return check_names(role, filler, text)
    if isinstance(filler, dict):
        return check_number(role, filler)
    if isinstance(filler, (int, float)):
        return "" if role in NUMBER_ROLES else "a bare number"
    return check_words(role, str(filler).split("|"), text)


def check_roles(contract: FactType, roles: dict[str, list[object]]) -> list[str]:
    """Single roles have one filler, no spelling fills a role twice, a lead investor is an investor too."""
    out = []
    for role, fillers in roles.items():
        names = Counter(name for filler in fillers if isinstance(filler, list) for name in set(map(key, filler)))
        out += [f"{role}: {name} stands for two fillers" for name, n in names.items() if n > 1]
        if not role.endswith("?") and role not in contract.many and len(fillers) > 1:
            out.append(f"{role}: has several fillers")
    investors = [*roles.get("investor", []), *roles.get("investor?", [])]
    out += [
        f"lead_investor: {lead} is not in investor" for lead in roles.get("lead_investor", []) if lead not in investors
    ]
    return out


def check_gold(doc: Record, text: str) -> list[str]:
    """Types, roles, statuses and fillers of one document's gold follow the contract and stand in its text."""
    out = []
    for number, fact in enumerate(doc["facts"]):
        where = f"{doc['id']} fact {number} {fact['type']}"
        contract = FACT_TYPES.get(fact["type"])
        if contract is None:
            out.append(f"{where}: unknown type")
            continue
        if not fact["status"] or not set(fact["status"]) <= set(STATUSES):
            out.append(f"{where}: unknown status {fact['status']}")
        out += [f"{where}: {problem}" for problem in check_roles(contract, fact["roles"])]
        if not any(role in contract.core for role in fact["roles"]):
            out.append(f"{where}: no core role is filled")
        for role, fillers in fact["roles"].items():
            plain = role.rstrip("?")
            if plain not in contract.roles:
                out.append(f"{where}: no role {plain}")
            for filler in fillers:
                if problem := check_filler(plain, filler, text):
                    out.append(f"{where} {role} {filler}: {problem}")
            if not fillers and not role.endswith("?"):
                out.append(f"{where} {role}: empty")
    return out


def problems() -> list[str]:
    texts, gold = read("texts"), read("gold")
    by_id = {text["id"]: text["text"] for text in texts}
    return check_files(texts, gold) + [p for doc in gold for p in check_gold(doc, by_id.get(doc["id"], ""))]


if __name__ == "__main__":
    found = problems()
    print("\n".join(found) or "corpus is well", file=sys.stderr)
    sys.exit(bool(found))
