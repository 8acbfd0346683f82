"""One fact a deal, however often told: drafts that agree become one, details join their host, parts their whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from extractor.assemble.drafts import Draft, Settled, part_sides
from extractor.contract import FACT_TYPES
from extractor.model import Date, Money, Percent, Quantity, Term

NEAR = 12  # sentences between a detail (買収額は…) and the fact that it is about


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two tellings one: `keys` must agree where both have them, one of `anchors` must be shared."""

    anchors: tuple[str, ...]
    keys: tuple[str, ...]


IDENTITY = {
    "funding_round": Identity(("company",), ("company", "amount", "round", "status:cancelled")),
    "investment": Identity(("company", "investor"), ("company", "investor", "amount", "seller")),
    "debt_financing": Identity(("company",), ("company", "lender", "amount")),
    "grant": Identity(("company",), ("company", "funder", "amount")),
    "acquisition": Identity(("target", "acquirer"), ("target", "acquirer")),
    "alliance": Identity(("member",), ("member", "kind", "venture")),
    "facility": Identity(("operator", "name"), ("operator", "name", "kind", "location", "amount")),
    "supply": Identity(("supplier", "customer"), ("supplier", "customer", "product")),
    "founding": Identity(("company",), ("company",)),
    "listing": Identity(("company",), ("company",)),
    "fund": Identity(("fund", "manager", "amount"), ("manager", "amount")),
    "valuation": Identity(("company",), ("company", "valuation")),
    "product": Identity(("product",), ("product",)),
    "position": Identity(("person",), ("person", "company")),
    "competition": Identity(("company",), ("company",)),
}
# A headline rounds: figures this close (as a ratio) are one amount when one of them stands in the headline.
ROUNDING = 0.12
AT_LEAST = 1.5  # 1億円超 in a headline for 1億2000万円
# What a headline's 調達 may turn out to be, and the parties by which its telling is known again.
RETOLD_AS = {"funding_round": ("debt_financing", "grant"), "debt_financing": ("funding_round",)}
PARTIES = ("company", "investor", "lender", "acquirer", "target", "seller", "funder", "manager", "member", "operator")


def merge(drafts: Iterable[Draft], businesses: tuple[str, ...] = ()) -> list[Draft]:
    """Drafts in the text's order → merged drafts; body tellings go first, so that a headline's shortcut joins them.

    `businesses`: endings of a business that changes hands.
    """
    hosts: list[Draft] = []
    details: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.headline, d.order)):
        if draft.detail:
            details.append(draft)
            continue
        twins = [host for host in hosts if _same(host, draft, businesses)]
        twin = next((host for host in twins if set(host.told) & set(draft.told)), twins[0] if twins else None)
        if twin is None and draft.headline:
            twin = next((host for host in hosts if _retells(draft, host)), None)
            if twin is not None:
                _leave_out_nicknames(draft, twin)
        if twin is None:
            hosts.append(draft)
        else:
            _absorb(twin, draft)
    left = [
        detail
        for detail in sorted(details, key=lambda d: d.order)
        if not _tells_another(detail, details, hosts) and not _attach(detail, hosts)
    ]
    _stand(left, hosts)
    return sorted(hosts, key=lambda d: d.order)


def _same(a: Draft, b: Draft, businesses: tuple[str, ...]) -> bool:
    if a.type != b.type:
        return False
    identity = IDENTITY[a.type]
    shared = [role for role in identity.anchors if a.roles.get(role) and b.roles.get(role)]
    if not any(_agree(a.roles[role], b.roles[role], headline=False) for role in shared):
        return False
    headline = a.headline or b.headline
    for key in identity.keys:
        mine, theirs = a.roles.get(key), b.roles.get(key)
        if (
            mine
            and theirs
            and not _agree(mine, theirs, headline=headline)
            and not (headline and _one_business(mine, theirs, businesses))
            and not (key == "kind" and _one_alliance(a, b))
        ):
            return False
    if a.type == "funding_round" and not headline and _earlier(a, b):
        return False
    if a.type == "acquisition" and not headline and _apart(a, b):
        return False
    if a.type == "fund" and _numbers(a) and _numbers(b) and not _numbers(a) & _numbers(b):
        return False
    return not (
        a.type == "alliance"
        and a.roles.get("member")
        and len(_ids(a, "member") & _ids(b, "member")) < 2
        and not headline
    )


def _one_alliance(a: Draft, b: Draft) -> bool:
    """「経営統合に向けた基本合意書を結んだ」: one alliance of the same members, by a general word and by its own."""
    if a.type != "alliance" or not set(a.told) & set(b.told) or _ids(a, "member") != _ids(b, "member"):
        return False
    kinds = {filler.value.value for draft in (a, b) for filler in draft.roles["kind"] if isinstance(filler.value, Term)}
    return "business" in kinds and "joint_venture" not in kinds


def _earlier(a: Draft, b: Draft) -> bool:
    """Whether one of two raises is background, told with a day of an earlier year: 「2023年に1億円を調達した」."""
    dated, plain = (a, b) if a.roles.get("date") else (b, a)
    day, apart = dated.roles.get("date"), not set(a.told) & set(b.told)
    if not day or not apart or plain.roles.get("date") or not plain.roles.get("announced"):
        return False
    return _ends(day[0]) < _ends(plain.roles["announced"][0])[:4]


def _apart(a: Draft, b: Draft) -> bool:
    """Whether one of two takeovers is done and the other to come, on another day: 21年に買収したBを10月に合併する."""
    days = [draft.roles["date"][0].value for draft in (a, b) if draft.roles.get("date")]
    if len(days) < 2 or (a.status == "completed") == (b.status == "completed"):
        return False
    (begun, ended), (other, last) = ((day.start or "", day.end or "9999") for day in days if isinstance(day, Date))
    return ended < other or last < begun


def _ends(filler: Settled) -> str:
    """The last day of a date, as text that sorts."""
    return str(filler.value.end or "9999") if isinstance(filler.value, Date) else "9999"


def _retells(headline: Draft, body: Draft) -> bool:
    """Whether a headline tells a body's fact with other names: whom the body never names is the body's own, shortened.

    They share a party or the amount, and no figure, and no name that both know, speaks against it.
    """
    if body.headline:
        return False
    if body.type != headline.type and (
        body.type not in RETOLD_AS.get(headline.type, ())
        or not (headline.roles.get("amount") and body.roles.get("amount"))
    ):
        return False
    shared = False
    for role in PARTIES:
        mine, theirs = headline.roles.get(role), body.roles.get(role)
        if not mine or not theirs:
            continue
        if _agree(mine, theirs, headline=True):
            shared = True
        elif role not in FACT_TYPES[body.type].many and any(f.cluster is not None and f.cluster.in_body for f in mine):
            return False
        elif role == "acquirer" and (headline.status == "cancelled") != (body.status == "cancelled"):
            return False  # 「A、BへのTOB断念」, and then C's
    for role in ("amount", "stake", "valuation"):
        mine, theirs = headline.roles.get(role), body.roles.get(role)
        if mine and theirs:
            if not _rounds(mine[0], theirs[0]):
                return False
            shared = True
    return shared


def _rounds(short: Settled, full: Settled) -> bool:
    """Whether a headline's figure is the body's, rounded."""
    if isinstance(short.value, Percent) and isinstance(full.value, Percent):
        a, b = short.value.value, full.value.value
        return a is not None and b is not None and abs(float(a) - float(b)) <= max(1, abs(float(b)) * ROUNDING)
    return _same_amount(short, full, headline=True)


def _leave_out_nicknames(headline: Draft, body: Draft) -> None:
    """Names that only the headline uses fill no role for which the body has a name; nor what the body's type lacks."""
    for role, fillers in list(headline.roles.items()):
        if role not in FACT_TYPES[body.type].roles:
            del headline.roles[role]
        elif body.roles.get(role):
            headline.roles[role] = [f for f in fillers if f.cluster is None or f.cluster.in_body]


def _numbers(draft: Draft) -> set[str]:
    """第1号ファンド and 第2号ファンド are two."""
    return {found for f in draft.roles.get("fund", []) for found in re.findall(r"[0-9０-９]+号", f.text)}


def _ids(draft: Draft, role: str) -> set[object]:
    return {filler.identity for filler in draft.roles.get(role, [])}


def _one_business(a: Sequence[Settled], b: Sequence[Settled], endings: tuple[str, ...]) -> bool:
    """A headline shortens what is sold: ALS薬事業 is the body's ALS治療薬「X」事業."""
    return all(f.text.endswith(endings) for f in (*a, *b))


def _agree(a: Sequence[Settled], b: Sequence[Settled], *, headline: bool) -> bool:
    return any(x.identity == y.identity or _same_amount(x, y, headline=headline) for x in a for y in b)


def same_money(a: Money, b: Money, *, headline: bool) -> bool:
    """Whether two amounts are one figure: equal, or one a headline's rounding of the other."""
    if a.currency != b.currency:
        return False
    if a.value is None or b.value is None:
        return (a.low, a.high) == (b.low, b.high)
    if a.value == b.value:
        return True
    if not headline or not a.value or not b.value:
        return False
    low, high = sorted((a, b), key=lambda m: m.value or 0)
    ratio = float(high.value or 0) / float(low.value or 1)
    return ratio <= 1 + ROUNDING or (low.bound == "at_least" and ratio < AT_LEAST)


def _same_amount(a: Settled, b: Settled, *, headline: bool) -> bool:
    mine = [m for m in (a.value, *a.equivalents) if isinstance(m, Money)]
    theirs = [m for m in (b.value, *b.equivalents) if isinstance(m, Money)]
    return any(same_money(x, y, headline=headline) for x in mine for y in theirs)


def _absorb(host: Draft, other: Draft) -> None:
    """The first telling in the body stays; the other adds what it lacks, and its evidence."""
    for role, fillers in other.roles.items():
        mine = host.roles.get(role)
        if not mine:
            host.roles[role] = list(fillers)
        elif role in FACT_TYPES[host.type].many:
            _add(host, role, fillers)
        elif isinstance(mine[0].value, Money):
            host.roles[role] = [_better(mine[0], fillers[0])]
        elif (host.headline and _within(fillers[0].value, mine[0].value)) or (
            mine[0].value == Term("business") != fillers[0].value
        ):
            host.roles[role] = list(fillers)
    if host.headline and not other.headline:
        host.status, host.attribution, host.headline = other.status, other.attribution, False
    _witness(host, other)
    host.told += other.told
    if not other.detail:
        host.doubts &= other.doubts
    host.order = min(host.order, other.order)


def _add(draft: Draft, role: str, fillers: Iterable[Settled]) -> None:
    """More fillers of a role, each once."""
    mine = {f.identity for f in draft.roles.get(role, ())}
    fresh = [f for f in fillers if f.identity not in mine]
    if fresh:
        draft.roles.setdefault(role, []).extend(fresh)


def _witness(host: Draft, other: Draft) -> None:
    """Another telling's evidence too."""
    host.evidence += [e for e in other.evidence if e not in host.evidence]


def _better(a: Settled, b: Settled) -> Settled:
    """Of two tellings of one amount, the one in the original currency with its conversion, else the more precise."""
    if bool(a.equivalents) != bool(b.equivalents):
        return a if a.equivalents else b
    return a


def _tells_another(detail: Draft, details: Sequence[Draft], hosts: Sequence[Draft]) -> bool:
    """「Bも参加した。」 adds to a round as well as to a loan: it is about the one told last."""

    def last(kinds: Collection[str]) -> int:
        before = (n for host in hosts if host.type in kinds for n in host.told if n <= detail.order[0])
        return max(before, default=-1)

    rivals = {other.type for other in details if other.order == detail.order} - {detail.type}
    return last(rivals) > last((detail.type,))


def _stand(left: Sequence[Draft], hosts: list[Draft]) -> None:
    """Of details that no fact takes, one that tells whose deal it is becomes the fact, and takes the others.

    Not where its sentence tells a fact of another type: 「C銀行が参加した融資」.
    """
    for kind in dict.fromkeys(detail.type for detail in left if detail.alone is not None):
        mine = [detail for detail in left if detail.type == kind]
        taking = {
            f.identity for d in mine for role in ("investor", "lead_investor", "lender") for f in d.roles.get(role, ())
        }
        first = next((d for d in mine if d.alone is not None and d.alone.identity not in taking), None)
        if (
            first is None
            or any(host.type == kind for host in hosts)
            or any(n in host.told for host in hosts for n in first.told)
        ):
            continue
        assert first.alone is not None
        first.roles = {"company": [first.alone], **first.roles}
        first.order = min(detail.order for detail in mine)
        hosts.append(first)
        for detail in mine:
            if detail is not first:
                _attach(detail, hosts)


def _attach(detail: Draft, hosts: list[Draft]) -> bool:
    """「買収額は10億円」: to the nearest fact of its type before it that lacks the role and names no other party."""
    parties = [role for role in detail.roles if any(f.cluster is not None for f in detail.roles[role])]
    sole = [role for role in parties if role not in FACT_TYPES[detail.type].many]
    candidates = []
    for host in hosts:
        distance = detail.order[0] - host.order[0]
        if host.block != detail.block and (host.block is not None or detail.block is not None):
            continue
        alone = sum(other.type == detail.type for other in hosts) == 1
        if host.type != detail.type or any(
            not _agree(host.roles[r], detail.roles[r], headline=False) for r in sole if r in host.roles
        ):
            continue
        if detail.type == "investment" and _by_another(host, detail):
            continue
        named = any(r in host.roles for r in sole)
        last = max(_sentence_distance(host, detail), 0)
        together = detail.headline and host.headline
        if (distance >= 0 or together) and (last <= NEAR or named or alone):
            candidates.append((not named, last, host))
    for _, _, host in sorted(candidates, key=lambda c: (c[0], c[1], [-n for n in c[2].order])):
        part_sides(host.type, host.roles, detail.roles)
        fresh = [
            r
            for r in detail.roles
            if r not in host.roles or r in FACT_TYPES[host.type].many or _refines(host, detail, r)
        ]
        if fresh:
            _absorb(host, detail)
            for role in fresh:
                if not host.roles.get(role) or _refines(host, detail, role):
                    host.roles[role] = detail.roles[role]
        elif any(not _agree(host.roles[r], fillers, headline=True) for r, fillers in detail.roles.items()):
            continue  # 「2023年に買収したCと統合し、9月末までに手続きを終える」: not of the one that has its day
        return True
    return bool(candidates)


def _by_another(host: Draft, detail: Draft) -> bool:
    """「Cも3億円を投じた」 adds nothing to what A did."""
    acting, known = _ids(detail, "investor"), _ids(host, "investor")
    return bool(acting and known) and not acting & (known | _ids(host, "company"))


def _refines(host: Draft, detail: Draft, role: str) -> bool:
    mine, theirs = host.roles.get(role), detail.roles.get(role)
    if not mine or not theirs:
        return False
    if isinstance(mine[0].value, Money):
        return _same_amount(mine[0], theirs[0], headline=True)
    return _within(theirs[0].value, mine[0].value)  # 6月に上場する。上場日は24日。


def _within(day: object, span: object) -> bool:
    """Whether a date is a part of another."""
    if not isinstance(day, Date) or not isinstance(span, Date):
        return False
    if not (day.start and day.end and span.start and span.end) or (day.start, day.end) == (span.start, span.end):
        return False
    return span.start <= day.start and day.end <= span.end


def _sentence_distance(host: Draft, detail: Draft) -> int:
    """How many sentences before the detail the fact was last told."""
    before = [detail.order[0] - number for number in host.told if number <= detail.order[0]]
    return min(before, default=0 if detail.headline and host.headline else NEAR + 1)


def link_parts(drafts: Sequence[Draft]) -> None:
    """An investment in a company whose round is told is a part of that round, and its investor is the round's too."""
    rounds = [d for d in drafts if d.type == "funding_round"]
    for draft in drafts:
        if draft.type != "investment" or draft.whole is not None:
            continue
        for host in rounds:
            if not _ids(host, "company") & _ids(draft, "company") or not _same_deal(host, draft):
                continue
            draft.whole = host
            _add(host, "investor", draft.roles.get("investor", ()))
            break


def _same_deal(host: Draft, part: Draft) -> bool:
    if _ids(host, "investor") & _ids(part, "investor"):
        return True
    return (part.part and "date" not in part.roles) or any(a[0] == b[0] for a in host.evidence for b in part.evidence)


def place_valuations(drafts: list[Draft]) -> list[Draft]:
    """A valuation told with a raise of the same company is that raise's; alone it stays a fact."""
    out = []
    for draft in drafts:
        if draft.type == "valuation":
            near = [d for d in drafts if d.type in ("funding_round", "listing") and _values(d, draft)]
            host = next((d for d in near if set(d.told) & set(draft.told)), near[0] if near else None)
            if host is not None and not _is_former(draft, host):
                if "valuation" not in host.roles or not draft.headline:
                    host.roles["valuation"] = draft.roles["valuation"]
                _witness(host, draft)
                continue
            if host is not None and "date" not in draft.roles:
                continue  # another worth than the raise's, of no day that is told: 「評価額は一時…」
        out.append(draft)
    return out


def _values(host: Draft, draft: Draft) -> bool:
    """Whether a valuation is of the company of a raise, told near it."""
    near = any(abs(a[0] - b[0]) < 300 for a in host.evidence for b in draft.evidence)
    return near and bool(_ids(host, "company") & _ids(draft, "company"))


def _is_former(draft: Draft, host: Draft) -> bool:
    """Whether a valuation is of another day than a raise whose own is told: 「2024年には320億ドルだった」."""
    days = {f.value for f in host.roles.get("date", ())}
    dated = any(f.value not in days for f in draft.roles.get("date", ()))
    worth, told = host.roles.get("valuation", []), draft.roles.get("valuation", [])
    if not worth or {f.value for f in worth} & {f.value for f in told}:
        return False
    apart = not set(host.told) & set(draft.told) and not _agree(worth, told, headline=True)
    return dated or apart


def fold(drafts: list[Draft]) -> list[Draft]:
    """What one act tells twice is one fact: shares bought on the way to control, and what a listing raises."""
    out = []
    for draft in drafts:
        host = next((d for d in drafts if d is not draft and _contains(d, draft)), None)
        if host is None:
            out.append(draft)
            continue
        if draft.type == "funding_round" and "amount" in draft.roles:
            host.roles.setdefault("amount", draft.roles["amount"])
        if host.type == "funding_round":
            for role in ("investor", "lender"):
                _add(host, role, draft.roles.get(role, ()))
        _witness(host, draft)
    return out


def split_raises(drafts: list[Draft]) -> list[Draft]:
    """「総額70億円…増資で45億円、借り入れで25億円」: two raises that add up to a third are its halves."""
    out = list(drafts)
    for host in drafts:
        halves = _halves(host, [d for d in out if d is not host and d.type in ("funding_round", "debt_financing")])
        for half in halves:
            debt = half.type == "debt_financing" or "debt_amount" in half.roles
            role = "debt_amount" if debt else "equity_amount"
            host.roles.setdefault(role, half.roles["amount"])
            lenders = half.roles.get("lender", [])
            _add(host, "lender", lenders)
            held = {f.identity for f in lenders}
            _add(host, "investor", [f for f in half.roles.get("investor", ()) if f.identity not in held])
            _witness(host, half)
            out.remove(half)
    for draft in out:
        amount, equity = _figure(draft, "amount"), _figure(draft, "equity_amount")
        if amount is not None and equity is not None and same_money(amount, equity, headline=False):
            draft.roles.pop("equity_amount")  # 「50億円の第三者割当増資で50億円を調達」: shares alone are no split
    return out


def _halves(host: Draft, others: Sequence[Draft]) -> Sequence[Draft]:
    total = _figure(host, "amount")
    if host.type != "funding_round" or total is None or total.value is None:
        return ()
    mine = [d for d in others if _ids(d, "company") & _ids(host, "company") and _figure(d, "amount") is not None]
    for a in mine:
        for b in mine:
            x, y = _figure(a, "amount"), _figure(b, "amount")
            if a is not b and x and y and x.value and y.value and x.value + y.value == total.value:
                return (a, b)
        debt = _figure(a, "debt_amount")
        x = _figure(a, "amount")
        if a is not host and x and debt and x.value and debt.value and x.value + debt.value == total.value:
            _add(host, "debt_amount", a.roles["debt_amount"])  # the loan is told as a detail of the shares
            a.roles.pop("debt_amount")
            return (a,)
    return ()


def _contains(host: Draft, draft: Draft) -> bool:
    if (host.type, draft.type) == ("funding_round", "investment"):
        told = {"amount", "stake", "seller", "date"} & set(draft.roles)
        amount, whole = _figure(draft, "amount"), _figure(host, "amount")
        if amount and whole and len(_ids(draft, "investor")) > 1 and same_money(amount, whole, headline=False):
            told -= {"amount"}  # 「12億円を調達　A、Bが引き受け」: it is none's own
        near = draft.headline or bool(_ids(host, "investor") & _ids(draft, "investor"))
        return near and not told and bool(_ids(host, "company") & _ids(draft, "company"))
    if (host.type, draft.type) == ("funding_round", "debt_financing"):
        return _is_its_loan(host, draft)
    if (host.type, draft.type) == ("fund", "investment"):
        pair = _ids(host, "manager") & _ids(draft, "company") and _ids(host, "investor") & _ids(draft, "investor")
        return bool(pair)  # money for a fund is none for its manager
    if draft.type == "investment" and host.type in ("acquisition", "investment") and "seller" in host.roles:
        # Cが持つB株を買い取る: C's holding is told by its sale
        held = "target" if host.type == "acquisition" else "company"
        pair = _ids(host, held) & _ids(draft, "company") and _ids(host, "seller") & _ids(draft, "investor")
        together = any(a[:2] == b[:2] for a in host.evidence for b in draft.evidence)
        if pair and together and not {"amount", "stake", "seller"} & set(draft.roles):
            return True
    if (host.type, draft.type) == ("acquisition", "investment"):
        own = {"amount", "stake"} & set(draft.roles)
        pair = _ids(host, "target") & _ids(draft, "company") and _ids(host, "acquirer") & _ids(draft, "investor")
        return bool(pair) and not own
    if (host.type, draft.type) == ("listing", "funding_round"):
        together = any(a[:2] == b[:2] for a in host.evidence for b in draft.evidence)
        next_to = any(n - m == 1 for n in draft.told for m in host.told) and "amount" not in host.roles
        own = {"investor", "round"} | (set() if together else {"date", "announced"})
        same = bool(_ids(host, "company") & _ids(draft, "company"))
        return same and (together or next_to) and not own & set(draft.roles)
    return False


def _is_its_loan(host: Draft, loan: Draft) -> bool:
    """Whether a loan is the borrowed part of a raise: 「増資と融資で15億円を調達した。融資はB銀行から受けた」."""
    if not _ids(host, "company") & _ids(loan, "company") or {"date", "amount"} & set(loan.roles) or loan.headline:
        return False
    after = [n - m for n in loan.told for m in host.told]
    return "amount" in host.roles and "lender" in loan.roles and any(0 <= far <= 2 for far in after)


def seat_leads(drafts: Sequence[Draft]) -> None:
    """A lead investor is an investor too."""
    for draft in drafts:
        _add(draft, "investor", draft.roles.get("lead_investor", ()))


def check(draft: Draft) -> None:
    """Report what does not fit: equity and debt that do not add up, a bound that a part breaks."""
    amount = _figure(draft, "amount")
    equity, debt = _figure(draft, "equity_amount"), _figure(draft, "debt_amount")
    if amount and equity and debt and amount.currency == equity.currency == debt.currency:
        total, parts = amount.value, (equity.value, debt.value)
        if (
            total is not None
            and None not in parts
            and abs(float(total) - float(sum(p for p in parts if p is not None))) > 0.02 * float(total)
        ):
            message = f"equity {equity.value} and debt {debt.value} do not add up to {total} {amount.currency}"
            draft.notes.append(("split_sum", message, ("equity_amount", "debt_amount", "amount")))
    if draft.whole is not None:
        whole, part = _figure(draft.whole, "amount"), amount
        if (
            whole
            and part
            and whole.currency == part.currency
            and whole.value
            and part.value
            and part.value > whole.value
        ):
            message = f"{part.value} {part.currency} is more than the round's {whole.value}"
            draft.notes.append(("part_exceeds_whole", message, ("amount",)))


def _figure(draft: Draft, role: str) -> Money | None:
    fillers = draft.roles.get(role)
    return fillers[0].value if fillers and isinstance(fillers[0].value, Money) else None


def value_key(value: object) -> str:
    """A value as text, for a fact's id."""
    match value:
        case Money():
            return f"{value.currency}{value.value if value.value is not None else f'{value.low}-{value.high}'}"
        case Percent() | Quantity():
            return f"{value.value if value.value is not None else f'{value.low}-{value.high}'}"
    return str(value)
