#!/usr/bin/env python3
"""Checks that the files of this corpus agree with each other: check_deals.py [FOLDER]. Exit status 1 where they do not. Standard library only."""
import json, pathlib, re, sys, unicodedata
from collections import Counter, defaultdict
from datetime import date
HERE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
HERE = HERE if HERE.is_dir() else HERE.parent
TYPES = {"funding_round", "investment", "debt_financing", "grant", "acquisition", "alliance", "facility", "listing", "fund"}
PARTY = {"company", "investor", "lead_investor", "lender", "seller", "acquirer", "target", "member", "operator", "fund", "manager"}
ROLES = PARTY | {"amount", "round", "valuation", "cumulative_amount", "date", "announced", "stake", "kind", "location", "capacity", "instrument", "method"}
STATUS = {"completed", "announced", "planned", "negotiating", "cancelled", "denied"}
BOUND = {"exact", "about", "at_most", "at_least", "range", "vague"}
FORMS = re.compile(r"株式会社|\s*\bInc\.")
bad = []
def say(*w): bad.append(" ".join(map(str, w)))
def load(name): return [json.loads(l) for l in open(HERE / name, encoding="utf-8")]
def once(rows, what):
    for k, n in Counter(r["id"] for r in rows).items():
        if n > 1: say(what, "repeats", k)
    return {r["id"]: r for r in rows}
texts, corr = once(load("texts.jsonl"), "texts"), once(load("texts.corrected.jsonl"), "corrected texts")
gold, cgold = once(load("facts.gold.jsonl"), "facts"), once(load("facts.corrected.gold.jsonl"), "corrected facts")
ents, events = once(load("entities.gold.jsonl"), "entities"), once(load("events.gold.jsonl"), "events")
if list(texts) != list(gold): say("texts and facts do not join")
if set(corr) != set(cgold) or not set(corr) <= set(texts): say("corrected files do not join")
for k in corr:
    if corr[k]["text"] == texts[k]["text"]: say(k, "corrected text is unchanged")
    if corr[k]["published"] != texts[k]["published"]: say(k, "corrected date differs")
for k, t in texts.items():
    date.fromisoformat(t["published"])
    if t["published"] != gold[k]["published"]: say(k, "date differs in gold")
    if "\n\n" not in t["text"]: say(k, "no blank line after the headline")
# mentions
spell = defaultdict(dict)      # document -> spelling -> entity
for e in ents.values():
    if e["type"] not in {"organization", "fund", "person"}: say(e["id"], "type", e["type"])
    if not e["mentions"]: say(e["id"], "has no mention")
    for m in e["mentions"]:
        if m["document"] not in texts: say(e["id"], "unknown document", m["document"]); continue
        if m["text"] in spell[m["document"]]: say(m, "given twice")
        spell[m["document"]][m["text"]] = e["id"]
def stand_alone(text, spellings):
    """Spellings of the document that stand in its text outside every longer spelling."""
    found = set()
    for s in sorted(spellings, key=len, reverse=True):
        if s in text: found.add(s); text = text.replace(s, "\0" * len(s))
    return found
for k, names in spell.items():
    for t in [texts[k]] + ([corr[k]] if k in corr else []):
        found = stand_alone(t["text"], names)
        for s in set(names) - found: say(k, "mention does not stand in the text by itself:", s)
allnames = defaultdict(set)
for k, names in spell.items():
    for s, e in names.items(): allnames[s].add(e)
for k, t in texts.items():
    for s in stand_alone(t["text"], allnames) - set(spell[k]):
        say(k, "unannotated spelling:", s)
# facts
def money(m, where):
    if m["currency"] not in {"JPY", "USD"} or not m["value"] > 0: say(where, "money", m)
    if not set(m.get("bound", [])) <= BOUND: say(where, "bound", m)
for rows, tt in ((gold, texts), (cgold, corr)):
    for k, g in rows.items():
        for n, f in enumerate(g["facts"]):
            w = f"{k}[{n}]"
            if f["type"] not in TYPES: say(w, "type", f["type"])
            if not f["status"] or not set(f["status"]) <= STATUS: say(w, "status", f["status"])
            if not any(r in PARTY and v for r, v in f["roles"].items()): say(w, "no party")
            for r, vals in f["roles"].items():
                if r.rstrip("?") not in ROLES: say(w, "role", r)
                if not r.endswith("?") and not vals: say(w, "empty role", r)
                for v in vals:
                    if r in PARTY:
                        ids = {spell[k][s] for s in v if s in spell[k]}
                        if len(ids) != 1: say(w, r, "names", v, "stand for", ids)
                        elif ents[next(iter(ids))]["name"] not in v: say(w, r, "lacks the entity's name", v)
                    elif r in {"amount", "valuation", "cumulative_amount"}:
                        money(v, w); [money(o, w) for o in v.get("or", [])]
                    elif r == "location":
                        if not any(x in tt[k]["text"] for x in v): say(w, "location", v)
# events
owner = {}
for e in events.values():
    if e["status"] not in STATUS or e["type"] not in TYPES: say(e["id"], "status or type")
    days = []
    for x in e["facts"]:
        key = (x["document"], x["index"])
        if key in owner: say(key, "is in", owner[key], "and", e["id"])
        owner[key] = e["id"]
        try: f = gold[key[0]]["facts"][key[1]]
        except (KeyError, IndexError): say(e["id"], "no such fact", key); continue
        if f["type"] != e["type"]: say(e["id"], "type differs from", key)
        days.append((texts[key[0]]["published"], f))
    if not days: say(e["id"], "has no fact"); continue
    if min(d for d, _ in days) != e["first_seen"] or max(d for d, _ in days) != e["last_seen"]: say(e["id"], "first or last seen")
    if e["status"] not in max(days, key=lambda d: d[0])[1]["status"]: say(e["id"], "final status is not that of its last fact")
    if not e["figures"]: say(e["id"], "no figure") if e["type"] != "alliance" else None
    for m in e["figures"]:
        money(m, e["id"])
        if not set(m["documents"]) <= {x["document"] for x in e["facts"]}: say(e["id"], "figure of another document", m)
    for s in e.get("siblings", []):
        if e["id"] not in events.get(s, {}).get("siblings", []): say(e["id"], "sibling", s)
    docs = {x["document"] for x in e["facts"]}
    if len(docs) != len(e["facts"]): say(e["id"], "two facts in one document")
for k, g in gold.items():
    for n in range(len(g["facts"])):
        if (k, n) not in owner: say(k, n, "is in no event")
# every entity takes part in a fact
part = {spell[k][s] for k, g in gold.items() for f in g["facts"] for r, vals in f["roles"].items() if r in PARTY for v in vals for s in v if s in spell[k]}
for i in set(ents) - part: say(i, "takes part in no fact")
# look-alikes
rows = [l.rstrip("\n").split("\t") for l in open(HERE / "lookalikes.tsv", encoding="utf-8")]
if rows[0] != ["kind", "a", "b", "reason"]: say("lookalikes head")
for r in rows[1:]:
    if len(r) != 4 or not r[3]: say("lookalikes", r); continue
    pool = {"entity": ents, "event": events}.get(r[0], {})
    if r[1] not in pool or r[2] not in pool or r[1] == r[2]: say("no such pair", r)
if bad: print("\n".join(bad)); sys.exit(1)
many = sum(len(e["facts"]) >= 3 for e in events.values())
print(f"{len(texts)} documents ({len(corr)} corrected), {len(owner)} facts, {len(ents)} entities with {sum(len(e['mentions']) for e in ents.values())} mentions, "
      f"{len(events)} events ({many} told by three documents or more), {len(rows) - 1} look-alike pairs")
