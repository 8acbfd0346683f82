"""The corpus of deals told in many documents: its gold as a facts file, and a linked corpus scored against it.

`python tests/deals/deals.py` measures extraction and linking; with `--write-gaps` it rewrites known_gaps.txt as well.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.evaluate.score import days
from extractor.export import write_corpus
from extractor.link.run import link
from extractor.model import DocumentFacts
from extractor.pipeline import collect
from extractor.read import read_inputs
from extractor.rulebook.load import load_rulebook

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

HERE = Path(__file__).resolve().parent
Record = dict[str, Any]
PARTIES = frozenset("company investor lead_investor lender seller acquirer target member operator fund manager".split())


def read(name: str) -> list[Record]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


TEXTS = {one["id"]: one for one in read("texts.jsonl")}
FACTS = {one["id"]: one["facts"] for one in read("facts.gold.jsonl")}
ENTITIES = read("entities.gold.jsonl")
EVENTS = read("events.gold.jsonl")
GAPS = HERE / "known_gaps.txt"
LOOKALIKES = [line.split("\t") for line in (HERE / "lookalikes.tsv").read_text(encoding="utf-8").splitlines()[1:]]


class Figures(NamedTuple):
    """B³ over items: how pure an item's cluster is, how whole, and both."""

    precision: float
    recall: float
    f1: float


def bcubed(gold: Mapping[Hashable, str], found: Mapping[Hashable, Hashable]) -> Figures:
    """An item that was not found is a cluster of its own."""
    clusters: dict[Hashable, set[Hashable]] = defaultdict(set)
    truth: dict[str, set[Hashable]] = defaultdict(set)
    place = {item: found.get(item, ("lost", item)) for item in gold}
    for item, cluster in place.items():
        clusters[cluster].add(item)
        truth[gold[item]].add(item)
    right = {item: len(clusters[place[item]] & truth[gold[item]]) for item in gold}
    precision = sum(n / len(clusters[place[item]]) for item, n in right.items()) / len(gold)
    recall = sum(n / len(truth[gold[item]]) for item, n in right.items()) / len(gold)
    return Figures(precision, recall, 2 * precision * recall / (precision + recall))


@dataclass
class Score:
    """What a linked corpus got right; `lookalikes`: pairs planted that it took for one; `wrong`: every mistake."""

    entities: Figures
    events: Figures
    linked_entities: Figures  # the same over what the extraction found
    linked_events: Figures
    lookalikes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def score(linked: Record) -> Score:
    """A linked corpus against the gold entities, by mention, and the gold events, by fact."""
    mentions = {(m["document"], m["text"]): one["id"] for one in ENTITIES for m in one["mentions"]}
    facts = {(one["document"], one["index"]): event["id"] for event in EVENTS for one in event["facts"]}
    found_entities = {item: entity for item in mentions if (entity := _entity(linked, *item))}
    found_events = _events(linked, facts)
    out = Score(
        bcubed(mentions, found_entities),
        bcubed(facts, found_events),
        bcubed({item: mentions[item] for item in found_entities}, found_entities),
        bcubed({item: facts[item] for item in found_events}, found_events),
    )
    for kind, gold, found in (("entity", mentions, found_entities), ("event", facts, found_events)):
        places: dict[str, set[Hashable]] = defaultdict(set)
        for item, place in found.items():
            places[gold[item]].add(place)
        for what, a, b, why in LOOKALIKES:
            if what == kind and places[a] & places[b]:
                out.lookalikes.append(f"{a} and {b}: {why}")
        out.wrong += [f"{kind} {id} in {len(told)}" for id, told in sorted(places.items()) if len(told) > 1]
        out.wrong += [f"{kind} {gold[item]} not found: {item}" for item in gold if item not in found]
        owners: dict[Hashable, set[str]] = defaultdict(set)
        for item, place in found.items():
            owners[place].add(gold[item])
        out.wrong += [f"{kind} one of {', '.join(sorted(ids))}" for ids in owners.values() if len(ids) > 1]
    return out


def _bare(name: str) -> str:
    return load_rulebook().names.legal.sub("", name).strip()


def _entity(linked: Record, document: str, text: str) -> str | None:
    """The entity that has the spelling, or the spelling without its corporate form, in the document."""
    for spelling in (text, _bare(text)):
        for entity in linked["entities"]:
            for told in entity["told"]:
                if told["document"] == document and spelling in {*told["names"], *map(_bare, told["names"])}:
                    return str(entity["id"])
    return None


def _events(linked: Record, gold: Mapping[tuple[str, int], str]) -> dict[Hashable, Hashable]:
    """Each gold fact's event: that of the fact of its document and type which shares most fillers with it."""
    event_of = {fact: event["id"] for event in linked["events"] for fact in event["facts"]}
    names = {
        (told["document"], entity["id"]): {*told["names"], *map(_bare, told["names"])}
        for entity in linked["entities"]
        for told in entity["told"]
    }
    pairs = []
    for document, index in gold:
        wanted = FACTS[document][index]
        for fact in linked["facts"]:
            if fact["document"] == document and fact["type"] == wanted["type"]:
                pairs.append((_shared(wanted, fact, names), (document, index), fact["id"]))
    found: dict[Hashable, Hashable] = {}
    taken: set[str] = set()
    for shared, item, fact in sorted(pairs, key=lambda pair: -pair[0]):
        if shared and item not in found and fact not in taken:
            found[item] = event_of[fact]
            taken.add(fact)
    return found


def _shared(wanted: Record, fact: Record, names: Mapping[tuple[str, str], set[str]]) -> int:
    count = 0
    for role, values in wanted["roles"].items():
        for filler in fact["roles"].get(role.rstrip("?"), ()):
            told = names[fact["document"], filler["entity"]] if filler.get("entity") else set()
            for value in values:
                if isinstance(value, list):
                    count += bool(told & {*value})
                elif isinstance(value, dict) and filler.get("money"):
                    figures = {value["value"], *(one["value"] for one in value.get("or", ()))}
                    count += filler["money"]["value"] in figures
                elif value == filler.get("term"):
                    count += 1
    return count


# --- the gold as a facts file -------------------------------------------------------------------------


def gold_file() -> Record:
    """What a perfect extraction gives: every document's gold facts and entities; seats and numbers as we read them."""
    particulars = load_rulebook().particulars
    entities: list[Record] = []
    owner: dict[tuple[str, str], str] = {}
    for one in ENTITIES:
        spelt: dict[str, list[str]] = defaultdict(list)
        for mention in one["mentions"]:
            spelt[mention["document"]].append(mention["text"])
        for document, names in spelt.items():
            prefix = {"organization": "org"}.get(one["type"], one["type"])
            id = f"{prefix}:{document}-{one['id']}"
            owner.update({(document, name): id for name in names})
            beside: dict[str, str] = {}
            text = TEXTS[document]["text"]
            for name in sorted(names, key=len, reverse=True):
                for at in re.finditer(re.escape(name), text):
                    for kind, value in particulars.beside(text, *at.span()):
                        beside.setdefault(kind, value)
            attributes = {kind: value for kind, value in beside.items() if kind in ("seat", "business")}
            identifiers = {kind: value for kind, value in beside.items() if kind not in attributes}
            name = max(map(_bare, names), key=len)
            told = {"document": document, "name": name, "names": [*names, name]}
            told |= {"identifiers": identifiers, "attributes": attributes}
            entities.append(
                {
                    "id": id,
                    "type": one["type"],
                    "name": name,
                    "aliases": names,
                    "identifiers": identifiers,
                    "told": [told],
                }
            )
    facts = [_fact(document, n, fact, owner) for document, told in FACTS.items() for n, fact in enumerate(told)]
    documents = [{"id": id, "published": one["published"]} for id, one in TEXTS.items()]
    return {"schema_version": 1, "documents": documents, "entities": entities, "facts": facts}


def _fact(document: str, index: int, gold: Record, owner: Mapping[tuple[str, str], str]) -> Record:
    roles = {
        role: [_filler(document, role, value, owner) for value in values]
        for role, values in gold["roles"].items()
        if values and not role.endswith("?")
    }
    return {
        "id": f"{document}-{index}",
        "type": gold["type"],
        "document": document,
        "status": gold["status"][0],
        "attribution": {"kind": "author", "source": None},
        "part_of": None,
        "issues": [],
        "roles": roles,
        "evidence": [],
        "confidence": 0.9,
    }


def _filler(document: str, role: str, value: Any, owner: Mapping[tuple[str, str], str]) -> Record:
    if role in PARTIES:
        name = next(name for name in value if (document, name) in owner)
        return {"entity": owner[document, name], **_words(name)}
    if isinstance(value, dict):
        money, *others = (
            {"bound": "exact", "low": None, "high": None, **one}
            for one in ({**value, "or": None}, *value.get("or", []))
        )
        bound = money["bound"] if isinstance(money["bound"], str) else money["bound"][0]
        return {**_words("円"), "money": {**money, "bound": bound}, "equivalents": others}
    if role in ("date", "announced"):
        first, last = days(value.split("|")[0])
        return {**_words(value), "date": {"edtf": value, "start": first, "end": last}}
    if role == "stake":
        return {**_words("%"), "percent": {"value": float(value), "bound": "exact", "low": None, "high": None}}
    term = str(value[0] if isinstance(value, list) else value)
    return {**_words(term), "term": term}


def _words(text: str) -> Record:
    return {"text": text, "start": 0, "end": len(text)}


# --- measuring ----------------------------------------------------------------------------------------


def measure(pipeline: Pipeline) -> Score:
    """What extraction and linking make of the texts, against the gold."""
    told = pipeline.extract(read_inputs([str(HERE / "texts.jsonl")]))
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder, "facts.json")
        write_corpus(collect(one for one in told if isinstance(one, DocumentFacts)), facts)
        return score_of(facts)


def score_of(facts: Path) -> Score:
    """A facts file, linked and scored."""
    link([facts], corpus := facts.with_name("corpus.json"))
    return score(json.loads(corpus.read_text(encoding="utf-8")))


def known_gaps() -> list[str]:
    """The mistakes that known_gaps.txt lists."""
    return [line for line in GAPS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def write_gaps(wrong: list[str]) -> None:
    """Puts these mistakes in the place of those that known_gaps.txt lists, under its head."""
    head = [line for line in GAPS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    GAPS.write_text("".join(f"{line}\n" for line in (*head, *wrong)), encoding="utf-8")


def main() -> None:
    """Prints the figures, the look-alikes taken for one, and what changed since known_gaps.txt was written."""
    from extractor.pipeline import Pipeline

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write-gaps", action="store_true", help="rewrite known_gaps.txt")
    told = options.parse_args()
    found, known = measure(Pipeline()), known_gaps()
    for name in ("entities", "events", "linked_entities", "linked_events"):
        figures = getattr(found, name)
        print(f"{name:16} P {figures.precision:.3f}  R {figures.recall:.3f}  F1 {figures.f1:.3f}")
    print(f"look-alikes taken for one: {'; '.join(found.lookalikes) or 'none'}")
    for sign, lines in (("+", set(found.wrong) - {*known}), ("-", set(known) - {*found.wrong})):
        print("".join(f"{sign} {line}\n" for line in sorted(lines)), end="")
    if told.write_gaps:
        write_gaps(found.wrong)


if __name__ == "__main__":
    main()
