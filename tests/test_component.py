"""The spaCy component "fundex", as people who live in spaCy use it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from builders import entity, fact, money, percent

import extractor
from extractor.errors import FundexError, InputError
from extractor.model import Date, Document, Money, Quantity
from extractor.packing import register
from extractor.read.dates import JAPAN

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = "雪見酒造は17日、東港銀行から8億円を借り入れた。\n汐見商事は介護のヨリソイに6億円を出資した。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    import spacy

    loaded = spacy.load("ja_ginza")
    loaded.add_pipe("fundex")
    return loaded


def test_facts_on_the_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [told.type for told in doc._.facts] == ["debt_financing", "investment"]
    assert doc._.fundex.facts == doc._.facts
    assert "東港銀行" in {entity.name for entity in doc._.fundex.entities}
    fillers = [filler for told in doc._.facts for fillers in told.roles.values() for filler in fillers]
    assert [doc.text[filler.start : filler.end] for filler in fillers] == [filler.text for filler in fillers]


def test_the_same_facts_as_extract(nlp: Language) -> None:
    assert nlp(TEXT)._.facts == extractor.extract(TEXT).facts


def test_sentences_are_not_parsed_again(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = nlp(TEXT)
    fundex = nlp.get_pipe("fundex")
    monkeypatch.setattr(nlp, "make_doc", None)
    fundex(doc)
    assert len(doc._.facts) == 2


def test_a_sentence_with_markup_inside_is_parsed_by_the_same_pipeline(nlp: Language) -> None:
    text = "# 見出し\n\n**雪見酒造**は東港銀行から[8億円](https://a.example/)を借り入れた。"
    (told,) = nlp(text)._.facts
    assert {role: text[f.start : f.end] for role, (f, *_) in told.roles.items() if role != "instrument"} == {
        "company": "雪見酒造",
        "lender": "東港銀行",
        "amount": "8億円",
    }


def test_date_and_id_come_with_the_doc(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc.user_data.update(published="2026-02-18", id="a-1")
    told, _ = nlp(doc)._.facts
    assert told.document == "a-1"
    assert told.roles["date"][0].value.edtf == "2026-02-17"


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_blank_doc_tells_nothing(nlp: Language, text: str) -> None:
    assert nlp(text)._.facts == ()


def test_a_date_that_is_none(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc.user_data["published"] = "soon"
    with pytest.raises(InputError, match="published 'soon' is no date"):
        nlp(doc)


def test_facts_go_with_the_doc_as_bytes(nlp: Language) -> None:
    from spacy.tokens import Doc, DocBin

    doc = nlp(TEXT)
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.fundex == doc._.fundex
    (stored,) = DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)
    assert stored._.facts == doc._.facts


@pytest.mark.parametrize(
    "value",
    [
        Money(Decimal("1.5"), "JPY", "about"),
        Date(None, relative="昨年"),
        Quantity(3, "基"),
        Document("d", "文。", published=date(2026, 5, 20)),
        Document("d", "文。", title=(0, 1), published=datetime(2026, 5, 20, 9, tzinfo=JAPAN)),
        fact("investment", id="f", investor=[entity("甲"), entity("乙")], amount=money(3), stake=percent("2.5")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_the_model_holds_is_packed_whole(value: object) -> None:
    from srsly import msgpack_dumps, msgpack_loads

    register()
    assert msgpack_loads(msgpack_dumps([value])) == [value]


def test_config_options(nlp: Language) -> None:
    doc = nlp(TEXT)
    nlp.add_pipe("fundex", name="deals", config={"types": ["investment"]})
    try:
        assert [told.type for told in nlp.get_pipe("deals")(doc)._.facts] == ["investment"]
    finally:
        nlp.remove_pipe("deals")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"typos": []}, "typos"),
        ({"types": "investment"}, "types"),
    ],
)
def test_an_unknown_config_is_spacy_s_error(config: dict[str, object], message: str) -> None:
    import spacy
    from confection import ConfigValidationError

    with pytest.raises(ConfigValidationError, match=message):
        spacy.blank("ja").add_pipe("fundex", config=config)


def test_a_type_that_is_none(nlp: Language) -> None:
    with pytest.raises(FundexError, match="fundex: no fact type 'invest'; did you mean investment"):
        nlp.create_pipe("fundex", config={"types": ["invest"]})


def test_without_a_parser() -> None:
    import spacy

    blank = spacy.blank("ja")
    blank.add_pipe("fundex")
    with pytest.raises(FundexError, match="the Doc is not parsed; load ja_ginza"):
        blank(TEXT)
