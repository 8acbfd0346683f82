#!/usr/bin/env python3
# The fact contract's own scorer, taken over as it is: the figures of our tests are the ones that anybody gets.
"""Score fact files against gold, as FACTS.md section 6 defines it.

    score.py GOLD.jsonl PREDICTED.json [--texts TEXTS.jsonl] [--types T,T] [--errors N] [--json]

GOLD.jsonl holds one document a line:
    {"id": "doc", "facts": [{"type": "funding_round", "status": ["planned"], "optional": false,
      "roles": {"company": [["xAI"]],
                "amount": [{"value": 2e10, "currency": "USD", "bound": ["exact"]}],
                "date": ["2025-10|2025-10-07"], "stake": [14], "round": ["series_b"]}}]}
An entity is the list of names accepted for it; `|` parts accepted dates and terms; "or" in a money value
lists others accepted. Fillers under a role written `role?` are neither rewarded nor punished (an empty list
frees the whole role), nor is a fact marked "optional". PREDICTED.json is the program's output; documents are
joined by `id`. Exit status 2 where the prediction breaks the contract. Standard library only.
"""
from __future__ import annotations

import argparse
import calendar
import json
import random
import re
import sys
import unicodedata
from collections import Counter, defaultdict

CORE = {
    "funding_round": "company amount equity_amount debt_amount grant_amount investor lead_investor lender "
                     "round valuation cumulative_amount date announced",
    "investment": "investor company seller amount stake cumulative_amount date announced",
    "debt_financing": "company lender amount instrument date announced",
    "grant": "company funder amount date announced",
    "acquisition": "acquirer target seller amount stake date announced",
    "alliance": "member kind venture amount date announced",
    "facility": "operator name kind location amount capacity",
    "supply": "supplier customer product quantity amount",
    "founding": "company founder date",
    "listing": "company market amount valuation date announced",
    "fund": "fund manager amount investor date announced",
    "valuation": "company valuation date",
    "product": "developer product",
    "position": "person company",
    "competition": "company",
}
CORE = {kind: set(roles.split()) for kind, roles in CORE.items()}
EXTRA = set("target_amount purpose instrument method equipment supplier date location title programme "
            "acquired_stake announced".split())
MONEY_FACTS = {"funding_round", "investment", "debt_financing", "grant", "acquisition", "listing", "fund", "valuation"}
EDGES = {  # type -> [(relation, from-role, to-role)]
    "funding_round": [("invests_in", "investor", "company"), ("lends_to", "lender", "company")],
    "investment": [("invests_in", "investor", "company")],
    "debt_financing": [("lends_to", "lender", "company")],
    "grant": [("grants_to", "funder", "company")],
    "acquisition": [("acquires", "acquirer", "target")],
    "alliance": [("allied_with", "member", "member")],
    "facility": [("operates", "operator", "name")],
    "supply": [("supplies", "supplier", "customer")],
    "founding": [("founded", "founder", "company")],
    "fund": [("invests_in", "investor", "fund"), ("manages", "manager", "fund")],
    "product": [("develops", "developer", "product")],
    "position": [("leads", "person", "company")],
    "competition": [("competes_with", "company", "company")],
}
FORMS = re.compile(
    r"株式会社|合同会社|有限会社|合資会社|合名会社|相互会社|(一般|公益)(社団|財団)法人|国立大学法人|学校法人|"
    r"独立行政法人|(特定非営利活動|NPO)法人|\(株\)|㈱|"
    r"(?<![A-Za-z])(Inc|Corp|Corporation|Company|Co|Ltd|Limited|LLC|LLP|plc|PLC|GmbH|AG|S\.A|SA|N\.V|NV|PBC)\.?(?![A-Za-z])"
)


def norm(name: str) -> str:
    """A name without width, corporate form, quotes, dots or spaces; case counts; never empty."""
    plain = re.sub(r"[\s「」『』\"'’・,.]", "", unicodedata.normalize("NFKC", name))
    bare = re.sub(r"[\s「」『』\"'’・,.]", "", FORMS.sub("", unicodedata.normalize("NFKC", name)))
    return bare or plain


def same_number(a, b) -> bool:
    if a is None or b is None:
        return a is b
    return abs(float(a) - float(b)) <= 1e-9 * max(1.0, abs(float(a)))


def days(edtf: str):
    """First and last day of YYYY, YYYY-MM, YYYY-MM-DD or an interval of them; None for anything else."""
    parts = edtf.strip("~?%").split("/")
    out = []
    for part, end in ((parts[0], False), (parts[-1], True)):
        found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", part)
        if not found:
            return None
        year, month, day = (int(x) if x else None for x in found.groups())
        if month and not 1 <= month <= 12:
            return None
        month = month or (12 if end else 1)
        day = day or (calendar.monthrange(year, month)[1] if end else 1)
        out.append(f"{year:04}-{month:02}-{day:02}")
    return tuple(out)


class Gold:
    """One document's gold: its entity clusters, and whether a predicted filler is a gold filler."""

    def __init__(self, doc: dict, entities: dict):
        self.clusters: list[set[str]] = []
        for fact in doc["facts"]:
            for fillers in fact["roles"].values():
                for filler in fillers:
                    if isinstance(filler, list):
                        names = {norm(n) for n in filler}
                        for other in [c for c in self.clusters if c & names]:
                            names |= other
                            self.clusters.remove(other)
                        self.clusters.append(names)
        self.owner = {}  # entity id -> the one cluster it may stand for
        for key, entity in entities.items():
            ranked = sorted(((len(c & entity), -i) for i, c in enumerate(self.clusters) if c & entity), reverse=True)
            if ranked:
                self.owner[key] = -ranked[0][1]

    def cluster(self, filler: list) -> int:
        return next(i for i, c in enumerate(self.clusters) if norm(filler[0]) in c)

    def match(self, gold, p: dict):
        """The gold filler (or its accepted alternative) that p is, else None."""
        if isinstance(gold, list):
            if p["kind"] == "entity":
                ok = p["entity"] in self.owner and self.owner[p["entity"]] == self.cluster(gold)
            else:
                ok = p["kind"] == "term" and bool(p["names"] & self.clusters[self.cluster(gold)])
            return gold if ok else None
        if isinstance(gold, dict):
            for form in [gold, *gold.get("or", [])]:
                if p["kind"] not in ("money", "quantity", "percent"):
                    continue
                if form.get("currency") and (p["kind"] != "money" or p["value"].get("currency") != form["currency"]):
                    continue
                if not form.get("currency") and p["kind"] == "money":
                    continue
                keys = ("value",) if form.get("value") is not None else ("low", "high")
                if all(same_number(form.get(k), p["value"].get(k)) for k in keys):
                    return form
            return None
        if isinstance(gold, (int, float)):
            return gold if p["kind"] in ("percent", "quantity") and same_number(gold, p["value"].get("value")) else None
        for part in str(gold).split("|"):
            if p["kind"] == "date":
                if part == p["value"].get("edtf") or (days(part) and days(part) == (p["value"].get("start"), p["value"].get("end"))):
                    return gold
            elif norm(part) in p["names"]:
                return gold
        return None

    def pairs(self, gold: list, predicted: list[dict]) -> list[tuple[int, int]]:
        ok = [[1.0 if self.match(g, p) is not None else 0.0 for p in predicted] for g in gold]
        return [(g, p) for g, p in assign(ok) if ok[g][p]]


def read_filler(filler: dict, where: str) -> dict:
    """A predicted filler as kind, entity, value, names, text, start, end."""
    out = {"kind": "term", "entity": None, "value": {}, "names": set(),
           "text": filler.get("text", ""), "start": filler.get("start"), "end": filler.get("end")}
    if filler.get("entity"):
        return {**out, "kind": "entity", "entity": filler["entity"]}
    for kind in ("money", "percent", "quantity", "date"):
        if filler.get(kind) is not None:
            return {**out, "kind": kind, "value": filler[kind]}
    words = filler.get("term") or filler.get("text")
    if not words:
        sys.exit(f"{where}: a filler with neither entity, value, term nor text")
    return {**out, "names": {norm(str(words))}}


def read_prediction(predicted: dict, types: set[str]) -> dict[str, list[dict]]:
    by_doc = defaultdict(list)
    for fact in predicted.get("facts", []):
        where = f"fact {fact.get('id')} of {fact.get('document')}"
        if fact.get("type") not in CORE:
            sys.exit(f"{where}: unknown type {fact.get('type')!r}")
        roles = {}
        for role, fillers in (fact.get("roles") or {}).items():
            if role not in CORE[fact["type"]] | EXTRA:
                sys.exit(f"{where}: {fact['type']} has no role {role!r}")
            unique = {}
            for f in fillers:
                one = read_filler(f, where)
                unique.setdefault(one["entity"] or json.dumps([one["value"], sorted(one["names"])], sort_keys=True), one)
            roles[role] = list(unique.values())
        if fact["type"] in types:
            by_doc[fact["document"]].append({**fact, "roles": roles})
    return by_doc


def assign(weight: list[list[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of the greatest total weight (Hungarian method)."""
    if not weight or not weight[0]:
        return []
    n, m = len(weight), len(weight[0])
    if n > m:
        return [(r, c) for c, r in assign([list(col) for col in zip(*weight)])]
    inf = float("inf")
    u, v, match, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        low, used = [inf] * (m + 1), [False] * (m + 1)
        while True:
            used[j0], i0, delta, j1 = True, match[j0], inf, 0
            for j in range(1, m + 1):
                if not used[j]:
                    cur = -weight[i0 - 1][j - 1] - u[i0] - v[j]
                    if cur < low[j]:
                        low[j], way[j] = cur, j0
                    if low[j] < delta:
                        delta, j1 = low[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    low[j] -= delta
            j0 = j1
            if not match[j0]:
                break
        while j0:
            j1 = way[j0]
            match[j0], j0 = match[j1], j1
    return [(match[j] - 1, j - 1) for j in range(1, m + 1) if match[j]]


def gold_roles(fact: dict):
    """-> required {role: fillers}, free {role: fillers} (an empty list frees the whole role)."""
    must, may = {}, {}
    for role, fillers in fact["roles"].items():
        (may if role.endswith("?") else must)[role.rstrip("?")] = fillers
    return must, may


def overlap(gold: Gold, fact: dict, predicted: dict) -> float:
    """Core hits first, then free and other hits, then fewer extras."""
    must, may = gold_roles(fact)
    core, value = CORE[fact["type"]], 0.0
    for role, fillers in must.items():
        value += len(gold.pairs(fillers, predicted["roles"].get(role, []))) * (1.0 if role in core else 0.01)
    for role, fillers in may.items():
        value += 0.1 * len(gold.pairs(fillers, predicted["roles"].get(role, [])))
    extras = sum(len(f) for r, f in predicted["roles"].items() if r in core)
    return value - 0.001 * extras if value else 0.0


def edges_of(kind: str, roles: dict) -> list[tuple]:
    """-> (relation, from filler, to filler, from role, to role)"""
    out = []
    for relation, a, b in EDGES.get(kind, []):
        left, right = roles.get(a, []), roles.get(b, [])
        if a == b:
            out += [(relation, x, y, a, b) for i, x in enumerate(left) for y in left[i + 1:]]
        else:
            out += [(relation, x, y, a, b) for x in left for y in right]
    return out


def score_document(doc: dict, preds: list[dict], names: dict, types: set[str]) -> dict:
    gold = Gold(doc, names)
    golds = [f for f in doc["facts"] if f["type"] in types]
    count, checks, edge, errors = defaultdict(Counter), Counter(), Counter(), []
    statuses = defaultdict(Counter)

    def add(kind, role, what, note=None, value=None):
        count[f"{kind}.{role}"][what] += 1
        if note:
            errors.append(f"{doc['id']}\t{note}\t{kind}.{role}\t{value}")

    paired: dict[int, dict] = {}  # id(pred) -> gold fact
    for kind in sorted({f["type"] for f in golds} | {f["type"] for f in preds}):
        gs, ps = [f for f in golds if f["type"] == kind], [f for f in preds if f["type"] == kind]
        weight = [[max(0.0, overlap(gold, g, p) - (0.05 if g.get("optional") else 0)) for p in ps] for g in gs]
        pairs = {g: p for g, p in assign(weight) if weight[g][p] > 0.02} if gs and ps else {}
        for gi, g in enumerate(gs):
            p = ps[pairs[gi]] if gi in pairs else None
            if p is not None:
                paired[id(p)] = g
            if g.get("optional"):
                continue
            must, may = gold_roles(g)
            if p is not None and g.get("status"):
                ok = p.get("status") in g["status"]
                statuses[g["status"][0]][ok] += 1
            right = p is not None and any(r in CORE[kind] for r in must)
            for role in sorted(CORE[kind]):
                want, have = must.get(role, []), p["roles"].get(role, []) if p else []
                hits = gold.pairs(want, have)
                for a, b in hits:
                    add(kind, role, "tp")
                    form = gold.match(want[a], have[b])
                    if isinstance(form, dict) and form.get("bound"):
                        accepted = form["bound"] if isinstance(form["bound"], list) else [form["bound"]]
                        checks["bound_all"] += 1
                        checks["bound_ok"] += have[b]["value"].get("bound") in accepted
                for a in set(range(len(want))) - {a for a, _ in hits}:
                    right = False
                    add(kind, role, "fn", "missed", want[a])
                free = {b for _, b in gold.pairs(may.get(role, []), have)}
                if role in may and not may[role]:
                    free = set(range(len(have)))
                for b in set(range(len(have))) - {b for _, b in hits} - free:
                    right = False
                    add(kind, role, "fp", "wrong", have[b]["text"])
            checks["gold_records"] += 1
            checks["exact_records"] += right
        for p in ps:
            if id(p) in paired:
                checks["pred_records"] += not paired[id(p)].get("optional")
                continue
            checks["pred_records"] += 1
            fillers = [(r, f) for r, fs in p["roles"].items() if r in CORE[kind] for f in fs]
            for role, f in fillers:
                add(kind, role, "fp", "spurious", f["text"])
            if not fillers:
                add(kind, "(empty)", "fp", "empty", p.get("id"))

    def key(filler):  # one name for an edge's end
        return gold.cluster(filler) if isinstance(filler, list) else str(filler)

    want = {}
    for f in golds:
        if not f.get("optional"):
            for relation, a, b, *_ in edges_of(f["type"], gold_roles(f)[0]):
                ends = (key(a), key(b))
                if relation in ("allied_with", "competes_with"):
                    ends = tuple(sorted(ends, key=str))
                want[(relation, *ends)] = (relation, a, b)
    have, free = {}, set()
    for f in preds:
        g = paired.get(id(f))
        may = gold_roles(g)[1] if g else {}
        for relation, a, b, ra, rb in edges_of(f["type"], f["roles"]):
            ends = tuple(gold.owner.get(x["entity"], x["entity"]) if x["entity"] else next(iter(x["names"]), "") for x in (a, b))
            if relation in ("allied_with", "competes_with"):
                ends = tuple(sorted(ends, key=str))
            have[(relation, *ends)] = (relation, a, b)
            loose = g is not None and (g.get("optional") or any(
                r in may and (not may[r] or any(gold.match(x, e) is not None for x in may[r])) for r, e in ((ra, a), (rb, b))))
            if loose:
                free.add((relation, *ends))

    def same(g, p):
        ends = lambda x, y: gold.match(x, y) is not None
        flip = g[0] in ("allied_with", "competes_with")
        return g[0] == p[0] and ((ends(g[1], p[1]) and ends(g[2], p[2])) or (flip and ends(g[1], p[2]) and ends(g[2], p[1])))

    gl, pl = list(want.values()), list(have.items())
    hits = [(i, j) for i, j in assign([[1.0 if same(g, p) else 0.0 for _, p in pl] for g in gl]) if same(gl[i], pl[j][1])]
    edge["tp"], edge["fn"] = len(hits), len(gl) - len(hits)
    edge["fp"] = sum(1 for j, (k, _) in enumerate(pl) if j not in {j for _, j in hits} and k not in free)
    return {"count": count, "checks": checks, "edge": edge, "errors": errors, "statuses": statuses,
            "factless": not [f for f in golds if not f.get("optional")] and not golds, "alarm": bool(preds)}


def prf(c) -> dict:
    p = c["tp"] / (c["tp"] + c["fp"]) if c["tp"] + c["fp"] else 0.0
    r = c["tp"] / (c["tp"] + c["fn"]) if c["tp"] + c["fn"] else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0,
            "tp": c["tp"], "fp": c["fp"], "fn": c["fn"]}


def score(gold_docs: list[dict], predicted: dict, types: set[str], texts: dict[str, str] | None = None) -> dict:
    names = {e["id"]: {norm(n) for n in [e.get("name", ""), *e.get("aliases", [])] if n} for e in predicted.get("entities", [])}
    by_doc = read_prediction(predicted, types)
    known = {d["id"] for d in gold_docs}
    strangers = sorted(set(by_doc) - known)
    if by_doc and not set(by_doc) & known:
        sys.exit(f"no predicted document is in the gold (for example {strangers[0]!r})")
    told = {d["id"] for d in predicted.get("documents", [])}
    unread = sorted(known - told) if told else []
    parts = [score_document(d, by_doc.get(d["id"], []), names, types) for d in gold_docs]

    def total(some, pick):
        out = Counter()
        for part in some:
            out.update(pick(part))
        return out

    def roles_of(part, keep=lambda kind: True):
        out = Counter()
        for name, c in part["count"].items():
            if keep(name.split(".")[0]):
                out.update(c)
        return out

    per_type, per_role = defaultdict(Counter), defaultdict(Counter)
    for part in parts:
        for name, c in part["count"].items():
            per_type[name.split(".")[0]].update(c)
            per_role[name].update(c)
    checks = total(parts, lambda p: p["checks"])
    statuses = defaultdict(Counter)
    for part in parts:
        for name, c in part["statuses"].items():
            statuses[name].update(c)
    right = sum(c[True] for c in statuses.values())
    every = sum(sum(c.values()) for c in statuses.values())
    macro = [c[True] / sum(c.values()) for c in statuses.values() if sum(c.values())]
    rnd, sample = random.Random(1), []
    for _ in range(400):
        sample.append(prf(total(rnd.choices(parts, k=len(parts)), roles_of))["f1"])
    sample.sort()
    grounded = None
    if texts:
        fillers = [(d, f) for d, facts in by_doc.items() if d in texts for fact in facts for fs in fact["roles"].values() for f in fs]
        good = sum(1 for d, f in fillers if f["start"] is not None and texts[d][f["start"]:f["end"]] == f["text"] != "")
        grounded = round(good / len(fillers), 4) if fillers else None
    clean = [(d["id"], p) for d, p in zip(gold_docs, parts) if p["factless"]]
    return {
        "documents": len(gold_docs), "strangers": strangers, "unread": unread,
        "roles": prf(total(parts, roles_of)), "roles_f1_95": [sample[10], sample[-11]],
        "money_facts": prf(total(parts, lambda p: roles_of(p, lambda k: k in MONEY_FACTS))),
        "edges": prf(total(parts, lambda p: p["edge"])),
        "exact_records": prf({"tp": checks["exact_records"], "fp": checks["pred_records"] - checks["exact_records"],
                              "fn": checks["gold_records"] - checks["exact_records"]}),
        "status_accuracy": round(right / every, 4) if every else None,
        "status_macro": round(sum(macro) / len(macro), 4) if macro else None,
        "bound_accuracy": round(checks["bound_ok"] / checks["bound_all"], 4) if checks["bound_all"] else None,
        "grounded": grounded,
        "factless_documents": len(clean), "factless_with_facts": [d for d, p in clean if p["alarm"]],
        "per_type": {k: prf(c) for k, c in sorted(per_type.items())},
        "per_role": {k: prf(c) for k, c in sorted(per_role.items())},
        "errors": [e for p in parts for e in p["errors"]],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("predicted")
    parser.add_argument("--texts", help="the texts, to check that every filler's words are the source's")
    parser.add_argument("--types", help="score these fact types only, parted by commas")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N errors")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with open(args.gold, encoding="utf-8") as f:
        gold = [json.loads(line) for line in f if line.strip()]
    with open(args.predicted, encoding="utf-8") as f:
        predicted = json.load(f)
    texts = None
    if args.texts:
        with open(args.texts, encoding="utf-8") as f:
            texts = {r["id"]: r["text"] for r in map(json.loads, f)}
    try:
        result = score(gold, predicted, set(args.types.split(",")) if args.types else set(CORE), texts)
    except SystemExit as stop:
        print(stop, file=sys.stderr)
        return 2
    if args.json:
        json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
        return 0

    def line(name, r, more=""):
        print(f"{name:15} P {r['p']:.3f}  R {r['r']:.3f}  F1 {r['f1']:.3f}   (tp {r['tp']} fp {r['fp']} fn {r['fn']}){more}")

    low, high = result["roles_f1_95"]
    line("roles", result["roles"], f"  95 % by documents {low:.3f}-{high:.3f}")
    line("money facts", result["money_facts"])
    line("edges", result["edges"])
    line("exact records", result["exact_records"])
    print(f"status {result['status_accuracy']} (macro {result['status_macro']})  bound {result['bound_accuracy']}  "
          f"grounded {result['grounded']}  false alarms {len(result['factless_with_facts'])}/{result['factless_documents']}")
    if result["strangers"] or result["unread"]:
        print(f"not in the gold: {len(result['strangers'])} documents; not read: {len(result['unread'])}", file=sys.stderr)
    for kind, r in result["per_type"].items():
        line("  " + kind, r)
    for text in result["errors"][: args.errors]:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
