"""The gate loses nothing: the same facts as without it, and every gold filler in a sentence that is read."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from scoring import read_lines

from extractor.contract import FACT_TYPES
from extractor.gate import Gate
from extractor.model import Date, Document, Money, Percent, Quantity
from extractor.normalise import find_values
from extractor.pipeline import Plan
from extractor.read import read_inputs
from extractor.split import clean, split

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
MONEY = frozenset(name for name, kind in FACT_TYPES.items() if kind.money)
TEXTS = {
    "corpus": (ROOT / "tests" / "corpus" / "texts.jsonl", ROOT / "tests" / "corpus" / "gold.jsonl"),
    "examples": (ROOT / "examples", None),
    "write": (SHARED / "dev" / "write.texts.jsonl", SHARED / "dev" / "write.gold.jsonl"),
    "seed": (SHARED / "seed", SHARED / "seed" / "gold.jsonl"),
}


def documents(name: str) -> list[Document]:
    path = TEXTS[name][0]
    if not path.exists():
        pytest.skip(f"{path.name} belongs to others and is not in the project")
    inputs = sorted(map(str, path.glob("*.txt"))) if name == "seed" else [str(path)]
    return [found for found in read_inputs(inputs) if isinstance(found, Document)]


@pytest.mark.parametrize("name", TEXTS)
def test_the_facts_are_those_of_all_sentences(pipeline: Pipeline, name: str) -> None:
    for document in documents(name):
        assert pipeline.facts(document) == pipeline.assemble(document, pipeline.match(document)), document.id


def test_no_rule_fires_where_the_gate_is_shut(pipeline: Pipeline) -> None:
    """Not even on the sentences that were made for it."""
    for rule in pipeline.rulebook.rules:
        if rule.kind == "veto" or rule.detail:
            continue
        gate = Gate(replace(pipeline.rulebook, rules=(rule,)))
        for example in rule.examples:
            document = Document("t", example.text)
            fired = [m.reading for m in pipeline.match(document) if any(hit.rule.id == rule.id for hit in m.hits)]
            assert not fired or gate.may_tell(document.text), (rule.id, example.text)
            for reading in fired:
                assert gate.keep([reading.sentence], [reading.text], [reading.heading]) == [True], (
                    rule.id,
                    reading.text,
                )


@pytest.mark.parametrize("name", ["corpus", "write", "seed"])
@pytest.mark.parametrize("types", [None, MONEY], ids=["all", "money"])
def test_every_gold_filler_stands_in_a_sentence_that_is_read(
    pipeline: Pipeline, name: str, types: frozenset[str] | None
) -> None:
    """Of what is required and stands in the text: names by their letters, values by what they say."""
    gate = Gate(pipeline.rulebook, types)
    gold = {record["id"]: record["facts"] for record in read_lines(TEXTS[name][1])} if documents(name) else {}
    lost = set()
    for document in documents(name):
        plan = planned(pipeline, gate, document)
        read = "\n".join(line.shown.text for line in plan.lines)
        for fact in gold[document.id]:
            if fact.get("optional") or (types and fact["type"] not in types):
                continue
            for role, fillers in fact["roles"].items():
                for filler in fillers if not role.endswith("?") else ():
                    if stands(filler, document.text, document) and not stands(filler, read, document):
                        lost.add((document.id, fact["type"], role))
    assert lost == set()


def planned(pipeline: Pipeline, gate: Gate, document: Document) -> Plan:
    known, pipeline.gate = pipeline.gate, gate
    try:
        return pipeline.plan(document)
    finally:
        pipeline.gate = known


def stands(filler: Any, text: str, document: Document) -> bool:
    if isinstance(filler, list):
        return any(name in text for name in filler)
    values = [mention.value for mention in find_values(text, document.anchor)]
    if isinstance(filler, dict):
        shape = (filler.get("value"), filler.get("low"), filler.get("high"))
        return any(isinstance(v, Money | Quantity) and (v.value, v.low, v.high) == shape for v in values)
    if isinstance(filler, str):
        return any(
            isinstance(v, Date) and v.edtf in filler.split("|") for v in values if isinstance(v, Date) and v.edtf
        )
    return any(isinstance(v, Percent) and v.value == filler for v in values)


def test_a_new_rule_opens_the_gate_by_its_own_words(pipeline: Pipeline) -> None:
    rule = pipeline.rulebook.rules[0]
    book = replace(pipeline.rulebook, rules=(replace(rule, nouns=("嫁入り",), verbs=(), any_of=(), roles=()),))
    text = "ソラネは北星に嫁入りした。"
    assert Gate(book).may_tell(text)
    assert not Gate(replace(book, rules=(rule,))).may_tell(text)


def test_no_rule_opens_the_gate_to_texts_about_anything_else(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that does makes every run many times slower: it needs a word, or a value, in each way that it may match."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from texts import idle_article

    texts = [idle_article(random.Random(seed)) for seed in range(8)]
    for rule in pipeline.rulebook.rules:
        gate = Gate(replace(pipeline.rulebook, rules=(rule,)))  # a detail opens none by itself
        assert not any(map(gate.may_tell, texts)), rule.id


def test_types_narrow_the_gate(pipeline: Pipeline) -> None:
    text = "北星電機は新型の電池「ソラネ」を開発した。"
    assert pipeline.gate.may_tell(text)
    assert not Gate(pipeline.rulebook, MONEY).may_tell(text)


def kept(pipeline: Pipeline, text: str) -> list[str]:
    gate = Gate(pipeline.rulebook, MONEY)
    document = Document("t", text)
    sentences = split(document)
    texts = [clean(text, s.start, s.end, False).text for s in sentences]
    return [text for text, read in zip(texts, gate.keep(sentences, texts, [""] * len(texts)), strict=True) if read]


def test_what_a_sentence_refers_to_is_read_too(pipeline: Pipeline) -> None:
    text = (
        "一。二。空は晴れた。\n\nソラネは北星市にある。よい町だ。人気だ。10億円を調達した。通信社が報じた。明日は雨だ。"
    )
    assert kept(pipeline, text) == [
        "一。",
        "二。",
        "ソラネは北星市にある。",
        "人気だ。",
        "10億円を調達した。",
        "通信社が報じた。",
    ]


def test_markup_hides_no_word(pipeline: Pipeline) -> None:
    assert pipeline.gate.may_tell("北星は[10億円](https://a.example/調)を**調\n達**した。")


def test_nothing_is_loaded_for_a_text_that_tells_nothing() -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom extractor import extract\n"
        "assert extract('明日は晴れる。').facts == ()\n"
        "print([name for name in ('spacy', 'thinc', 'numpy') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
