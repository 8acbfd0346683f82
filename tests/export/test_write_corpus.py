"""Facts files: their shape, the way back, and every place that cannot be written."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.contract import FACT_TYPES
from extractor.errors import FormatError, OutputError
from extractor.export import check_writable, csv_file, json_file, jsonl, read_corpus, write_corpus
from extractor.model import (
    Attribution,
    Corpus,
    Date,
    Document,
    Entity,
    Evidence,
    Fact,
    Filler,
    Issue,
    Money,
    Percent,
    Quantity,
    Term,
    Value,
)
from extractor.schema import json_schema

TEXT = "カゼノネ、12億円調達へ\n「カゼノネ」は7日、5.5億〜6億円を融資で、残りを株式で調達すると発表した。"
JAPAN = timezone(timedelta(hours=9))


def said(words: str, value: Value | None = None, entity: str | None = None, *also: Money) -> Filler:
    start = TEXT.index(words)
    return Filler(words, start, start + len(words), entity, value, also)


@pytest.fixture
def corpus() -> Corpus:
    """One fact of every kind of value, one that is a part of it, and documents dated in every way."""
    raised = Fact(
        id="f1",
        type="funding_round",
        document="d1",
        status="planned",
        attribution=Attribution("company", "カゼノネ"),
        roles={
            "company": (said("カゼノネ", entity="org:1"),),
            "amount": (said("12億円", Money(1_200_000_000, "JPY"), None, Money(Decimal("7.25"), "USD", "about")),),
            "debt_amount": (said("5.5億〜6億円", Money(None, "JPY", "range", 550_000_000, 600_000_000)),),
            "announced": (said("7日", Date("2026-04-07", "2026-04-07", "2026-04-07")),),
            "date": (said("7日", Date(None, relative="7日")),),
            "round": (said("調達", Term("series_b")),),
            "investor": (said("株式", entity="fund:2"), said("発表", entity="org:1")),
        },
        evidence=(Evidence(0, 6, TEXT[:6], ("raise.headline",)), Evidence(13, 19, TEXT[13:19], ("raise.body", "x"))),
        confidence=0.93,
        issues=(Issue("split_sum", "合わない", ("debt_amount",)),),
    )
    part = Fact(
        id="f2",
        type="investment",
        document="d1",
        status="completed",
        attribution=Attribution("author"),
        roles={
            "company": (said("カゼノネ", entity="org:1"),),
            "stake": (said("残り", Percent(Decimal("27.3"), "at_least")),),
        },
        evidence=(Evidence(0, 6, TEXT[:6], ()),),
        confidence=1.0,
        part_of="f1",
    )
    plant = dataclasses.replace(part, id="f3", type="facility", part_of=None, document="d2")
    plant = dataclasses.replace(plant, roles={"capacity": (said("6", Quantity(100, "MW", "about")),)})
    return Corpus(
        documents=(
            Document("d1", TEXT, published=datetime(2026, 4, 7, 11, tzinfo=JAPAN), source="a.txt"),
            Document("d2", "---\ntitle: 題\n---\n文。", title=(11, 12), body=17, published=date(2026, 4, 7)),
            Document("d3", "# **A**社が調達\n\n文。", format="markdown", published=datetime(2026, 4, 7, 11, 30)),
            Document("d4", "文。", metadata={"title": " 題 "}),
        ),
        entities=(
            Entity("org:1", "organization", "カゼノネ", ("カゼノネ", "KAZENONE"), {"jp_cn": "1"}),
            Entity("fund:2", "fund", "風1号"),
        ),
        facts=(raised, part, plant),
    )


def written(write: Callable[[Corpus, io.StringIO], None], corpus: Corpus) -> str:
    stream = io.StringIO(newline="")
    write(corpus, stream)
    return stream.getvalue()


def contents(corpus: Corpus) -> Any:
    return json.loads(written(json_file.write, corpus))


def test_json_has_the_contracts_shape(corpus: Corpus) -> None:
    file = contents(corpus)
    assert list(file) == ["schema_version", "documents", "entities", "facts"]
    assert file["documents"][0] == {
        "id": "d1",
        "title": "カゼノネ、12億円調達へ",
        "published": "2026-04-07T11:00:00+09:00",
        "source": "a.txt",
        "sha256": "c8e1beb27fd2b13b963392473f691abc3e9693d1965c13ebed70a4f3be238895",
    }
    assert [(one["title"], one["published"]) for one in file["documents"][1:]] == [
        ("題", "2026-04-07"),
        ("A社が調達", "2026-04-07T11:30:00"),
        ("題", None),
    ]
    assert file["entities"][0] == {
        "id": "org:1",
        "type": "organization",
        "name": "カゼノネ",
        "aliases": ["カゼノネ", "KAZENONE"],
        "identifiers": {"jp_cn": "1"},
    }
    fact = file["facts"][0]
    roles = fact.pop("roles")
    assert fact == {
        "id": "f1",
        "type": "funding_round",
        "document": "d1",
        "status": "planned",
        "attribution": {"kind": "company", "source": "カゼノネ"},
        "part_of": None,
        "issues": [{"code": "split_sum", "message": "合わない", "roles": ["debt_amount"]}],
        "evidence": [
            {"start": 0, "end": 6, "text": TEXT[:6], "rules": ["raise.headline"]},
            {"start": 13, "end": 19, "text": TEXT[13:19], "rules": ["raise.body", "x"]},
        ],
        "confidence": 0.93,
    }
    assert roles["company"] == [{"entity": "org:1", "text": "カゼノネ", "start": 0, "end": 4}]
    assert roles["amount"] == [
        {
            "text": "12億円",
            "start": 5,
            "end": 9,
            "money": {"value": 1200000000, "currency": "JPY", "bound": "exact", "low": None, "high": None},
            "equivalents": [{"value": 7.25, "currency": "USD", "bound": "about", "low": None, "high": None}],
        }
    ]
    assert [roles[role][0][kind] for role, kind in (("date", "date"), ("announced", "date"), ("round", "term"))] == [
        {"edtf": None, "start": None, "end": None, "relative": "7日"},
        {"edtf": "2026-04-07", "start": "2026-04-07", "end": "2026-04-07"},
        "series_b",
    ]


def test_whole_numbers_are_integers(corpus: Corpus) -> None:
    dollars = Filler("x", 0, 1, value=Money(Decimal("2E+10"), "USD"))
    first = dataclasses.replace(corpus.facts[0], roles={"amount": (dollars,)})
    text = written(json_file.write, dataclasses.replace(corpus, facts=(first,)))
    assert '"value": 20000000000,' in text


def test_a_corpus_comes_back(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    write_corpus(corpus, path)
    back = read_corpus(path)
    assert (back.entities, back.facts) == (corpus.entities, corpus.facts)
    assert [(one.id, one.published, one.source) for one in back.documents] == [
        (one.id, one.published, one.source) for one in corpus.documents
    ]
    write_corpus(back, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


def test_an_empty_corpus_comes_back(tmp_path: Path) -> None:
    write_corpus(Corpus(), tmp_path / "facts.json")
    assert read_corpus(tmp_path / "facts.json") == Corpus()


_numbers = st.integers(-(10**15), 10**15) | st.decimals(-(10**9), 10**9, places=2)


@given(value=_numbers, low=st.none() | _numbers, words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_numbers_and_words_come_back(value: int | Decimal, low: int | Decimal | None, words: str) -> None:
    filler = Filler(words, 0, len(words), value=Quantity(value, words, low=low))
    fact = Fact("f", "facility", "d", "planned", Attribution("author"), {"capacity": (filler,)}, (), 0.5)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "facts.json")
        write_corpus(Corpus((Document("d", words),), (), (fact,)), place)
        assert read_corpus(place).facts == (fact,)


def test_output_is_valid_by_the_schema(corpus: Corpus) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json_schema())
    Draft202012Validator(json_schema()).validate(contents(corpus))


Change = Callable[[Any], object]


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda f: f.update(schema_version=2), "schema_version", "is 2, and this fundex reads 1"),
        (lambda f: f["facts"][0].update(type="raise"), "facts[0].type", "unknown fact type 'raise'"),
        (lambda f: f["facts"][0].update(status="done"), "facts[0].status", "'completed'"),
        (lambda f: f["facts"][0].update(confidence=1.5), "facts[0].confidence", "less than or equal to 1"),
        (lambda f: f["facts"][0]["roles"].update(target=[]), "facts[0]", "no role 'target'"),
        (
            lambda f: f["facts"][0]["roles"]["amount"][0]["money"].update(currency="ドル"),
            "facts[0].roles.amount[0].money.currency",
            "pattern",
        ),
        (lambda f: f["facts"][0]["roles"]["amount"][0].update(term="x"), "facts[0].roles.amount[0]", "exactly one of"),
        (lambda f: f["facts"][0]["roles"]["amount"][0].pop("money"), "facts[0].roles.amount[0]", "told: none"),
        (lambda f: f["entities"][0].update(type="bank"), "entities[0].type", "'organization'"),
        (lambda f: f["entities"][0].update(id="1"), "entities[0].id", "pattern"),
        (lambda f: f["documents"][0].update(published="April"), "documents[0].published", "pattern"),
    ],
)
def test_what_breaks_the_shape(corpus: Corpus, tmp_path: Path, change: Change, place: str, words: str) -> None:
    """The reader names the place, and the JSON Schema refuses the same file."""
    from jsonschema import Draft202012Validator

    file = contents(corpus)
    change(file)
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(file))
    with pytest.raises(FormatError) as error:
        read_corpus(path)
    assert error.value.where == f"{path} {place}"
    assert words in error.value.what
    assert not Draft202012Validator(json_schema()).is_valid(file)


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda f: f["facts"][0]["evidence"][0].update(end=9), "facts[0].evidence[0]", "`text` has 6 characters"),
        (lambda f: f["documents"].pop(0), "facts[0].document", "no document 'd1'"),
        (lambda f: f["entities"].pop(0), "facts[0].roles.company[0].entity", "no entity 'org:1'"),
        (lambda f: f["facts"].pop(0), "facts[0].part_of", "no fact 'f1'"),
        (lambda f: f["documents"][0].update(published="2026-02-30"), "documents[0].published", "day"),
    ],
)
def test_what_does_not_hold_together(corpus: Corpus, tmp_path: Path, change: Change, place: str, words: str) -> None:
    file = contents(corpus)
    change(file)
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(file))
    with pytest.raises(FormatError) as error:
        read_corpus(path)
    assert error.value.where == f"{path} {place}"
    assert words in error.value.what


@pytest.mark.parametrize(
    ("data", "words"), [(None, "No such file"), (b'{"facts": [', "Invalid JSON"), (b"[]", "object")]
)
def test_what_is_no_facts_file(tmp_path: Path, data: bytes | None, words: str) -> None:
    path = tmp_path / "facts.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(FormatError) as error:
        read_corpus(path)
    assert error.value.where == str(path)
    assert words in error.value.what


def test_the_schema_closes_the_roles_of_every_type() -> None:
    rules = json_schema()["$defs"]["FactRecord"]["allOf"]
    closed = {one["if"]["properties"]["type"]["const"]: one["then"]["properties"]["roles"] for one in rules}
    assert {name: set(roles["propertyNames"]["enum"]) for name, roles in closed.items()} == {
        name: one.roles for name, one in FACT_TYPES.items()
    }
    assert "With several fillers: investor, lead_investor, lender, purpose." in closed["funding_round"]["description"]


def test_a_json_line_stands_alone(corpus: Corpus) -> None:
    lines = [json.loads(line) for line in written(jsonl.write, corpus).splitlines()]
    assert [line["id"] for line in lines] == ["f1", "f2", "f3"]
    assert lines[0]["document"] == contents(corpus)["documents"][0]
    assert [one["name"] for one in lines[0]["roles"]["investor"]] == ["風1号", "カゼノネ"]
    assert "name" not in lines[0]["roles"]["amount"][0]


def test_csv_rows(corpus: Corpus) -> None:
    rows = list(csv.DictReader(io.StringIO(written(csv_file.write, corpus), newline="")))
    told = {column: words for column, words in rows[0].items() if words}
    assert told == {
        "id": "f1",
        "type": "funding_round",
        "document": "d1",
        "published": "2026-04-07T11:00:00+09:00",
        "published_on": "2026-04-07",
        "status": "planned",
        "attribution_kind": "company",
        "attribution_source": "カゼノネ",
        "confidence": "0.93",
        "company": "カゼノネ",
        "amount": "1200000000 JPY",
        "debt_amount": "550000000..600000000 JPY",
        "announced": "2026-04-07",
        "date": "7日",
        "round": "series_b",
        "investor": "風1号 | カゼノネ",
        "amount_value": "1200000000",
        "amount_currency": "JPY",
        "amount_bound": "exact",
        "announced_day": "2026-04-07",
        "evidence": f"{TEXT[:6]} | {TEXT[13:19]}",
        "rules": "raise.headline | raise.body | x",
    }
    assert (rows[1]["stake"], rows[1]["part_of"], rows[2]["capacity"]) == ("27.3%", "f1", "100 MW")


def test_csv_has_a_column_for_every_role_and_keeps_texts_as_they_are(corpus: Corpus) -> None:
    sentence = Evidence(0, 9, '=1+1,"x"\n', ())
    first = dataclasses.replace(corpus.facts[0], evidence=(sentence,))
    text = written(csv_file.write, dataclasses.replace(corpus, facts=(first,)))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["evidence"] == '=1+1,"x"\n'
    assert {role for one in FACT_TYPES.values() for role in one.roles} <= set(row)


@pytest.mark.parametrize(
    ("name", "format", "begins"),
    [
        ("x.json", None, '{\n"schema_version"'),
        ("x.JSONL", None, '{"id"'),
        ("x.csv", None, "id,"),
        ("x.txt", "csv", "id,"),
    ],
)
def test_the_suffix_or_the_option_names_the_format(
    corpus: Corpus, tmp_path: Path, name: str, format: str | None, begins: str
) -> None:
    check_writable(tmp_path / name, format)
    assert not (tmp_path / name).exists()
    write_corpus(corpus, tmp_path / name, format)
    assert (tmp_path / name).read_text().startswith(begins)


def test_standard_output_is_json_unless_told(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    write_corpus(corpus)
    assert json.loads(capsys.readouterr().out) == contents(corpus)
    write_corpus(corpus, None, "csv")
    assert capsys.readouterr().out.startswith("id,")


@pytest.mark.parametrize(
    ("name", "format", "words"),
    [
        (
            "x.xml",
            None,
            "x.xml: no format ends like this; name the format with --format (one of: json, jsonl, csv, parquet)",
        ),
        ("x", None, "no format ends like this"),
        ("x.json", "xml", "--format xml: no such format; use one of: json, jsonl, csv, parquet"),
        ("none/x.json", None, "x.json: there is no folder"),
        ("folder.json", None, "folder.json: is a folder; name a file in it"),
        ("file/x.json", None, "x.json: there is no folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    tmp_path: Path, name: str, format: str | None, words: str
) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(OutputError) as error:
        check_writable(tmp_path / name, format)
    assert words in str(error.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_protected_place_is_told_before_the_work(tmp_path: Path) -> None:
    protected = tmp_path / "x.json"
    protected.touch(0o400)
    with pytest.raises(OutputError, match="write-protected"):
        check_writable(protected)
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable(tmp_path / "new.json")


def test_a_folder_the_system_refuses_is_told_before_the_work() -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("there is no /proc, a folder in which not even root may make files")
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable(Path("/proc/x.json"))


def test_devices_can_be_written() -> None:
    check_writable(Path("/dev/null"), "json")
    write_corpus(Corpus(), Path("/dev/null"), "json")


def test_a_file_that_fails_halfway_leaves_the_old_one(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    write_corpus(corpus, path)
    before = path.read_bytes()
    half = dataclasses.replace(corpus.entities[1], name="\ud83d")  # UTF-8 has no half of a character
    with pytest.raises(UnicodeEncodeError):
        write_corpus(dataclasses.replace(corpus, entities=(corpus.entities[0], half)), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
