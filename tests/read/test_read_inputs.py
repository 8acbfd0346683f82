"""Files, folders, globs and standard input, and every way in which they go wrong."""

from __future__ import annotations

import codecs
import io
import sys
from pathlib import Path

import pytest

from extractor.model import Document, Failure
from extractor.read import read_inputs


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def documents(*inputs: str) -> list[Document]:
    found = list(read_inputs(inputs))
    assert not [one for one in found if isinstance(one, Failure)]
    return [one for one in found if isinstance(one, Document)]


def failure(*inputs: str) -> Failure:
    (found,) = [one for one in read_inputs(inputs) if isinstance(one, Failure)]
    return found


@pytest.mark.parametrize(
    ("inputs", "ids"),
    [
        pytest.param(["b.md", "a.txt"], ["b", "a"], id="files in the order given"),
        pytest.param(
            ["in"], ["c", "d", "e"], id="a folder, deep and sorted, hidden names and other formats left alone"
        ),
        pytest.param(["*.md", "in/**/*.txt"], ["b", "c", "d"], id="globs"),
        pytest.param(["a.txt", "./a.txt", "*.txt"], ["a", "c"], id="a file named twice is read once"),
        pytest.param(["c.txt", "in/c.txt", "a.txt"], ["c", "in/c", "a"], id="a shared name: the path for both"),
    ],
)
def test_inputs_and_ids(here: Path, inputs: list[str], ids: list[str]) -> None:
    names = ("a.txt", "b.md", "c.txt", "in/c.txt", "in/sub/d.txt", "in/sub/e.MARKDOWN", "in/.git/x.md", "in/.x.md")
    write(here, dict.fromkeys((*names, "in/picture.png"), "本文。"))
    assert [one.id for one in documents(*inputs)] == ids


def test_the_source_is_the_path_as_given(here: Path) -> None:
    write(here, {"in/a.md": "本文。"})
    assert [one.source for one in documents("in/../in")] == ["in/../in/a.md"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("A社は\r\n調達。\r".encode(), "A社は\r\n調達。\r", id="newlines stay"),
        pytest.param(codecs.BOM_UTF8 + "調達。".encode(), "調達。", id="UTF-8 with a mark"),
        pytest.param(codecs.BOM_UTF16_LE + "調達。".encode("utf-16-le"), "調達。", id="UTF-16, little end first"),
        pytest.param(codecs.BOM_UTF16_BE + "調達。".encode("utf-16-be"), "調達。", id="UTF-16, big end first"),
        pytest.param("e\u0301と㈱\u200bと𠮷".encode(), "e\u0301と㈱\u200bと𠮷", id="nothing is normalised"),
    ],
)
def test_decoding(here: Path, data: bytes, text: str) -> None:
    write(here, {"a.txt": data})
    assert documents("a.txt")[0].text == text


@pytest.mark.parametrize(
    ("files", "inputs", "source", "words"),
    [
        pytest.param({}, ["no.md"], "no.md", "no such file", id="missing file"),
        pytest.param({"a.md": "x"}, ["*.txt"], "*.txt", "matches no .md", id="a glob without a match"),
        pytest.param({"in/a.png": b"x"}, ["in"], "in", "holds no .md", id="a folder without articles"),
        pytest.param({"a.docx": b"x"}, ["a.docx"], "a.docx", "not a format", id="another format"),
        pytest.param({"a.md": b""}, ["a.md"], "a.md", "is empty", id="empty file"),
        pytest.param({"a.md": " \n\u3000"}, ["a.md"], "a.md", "is empty", id="blank file"),
        pytest.param({"a.jsonl": b"\n"}, ["a.jsonl"], "a.jsonl", "is empty", id="JSON Lines without a line"),
        pytest.param({"a.txt": b"ab\x83\x65"}, ["a.txt"], "a.txt", "not UTF-8 at byte 2; convert", id="Shift JIS"),
        pytest.param(
            {"a.txt": codecs.BOM_UTF8 + b"a\xff"}, ["a.txt"], "a.txt", "not UTF-8 at byte 4", id="the mark is counted"
        ),
        pytest.param(
            {"a.txt": "調達".encode("iso2022_jp")}, ["a.txt"], "a.txt", "iconv -f ISO-2022-JP", id="ISO-2022-JP"
        ),
        pytest.param({"a.txt": b"PK\0\3"}, ["a.txt"], "a.txt", "zero byte", id="no text at all"),
        pytest.param(
            {"a.md": "---\ntitle: A: B\n---\n文。"}, ["a.md"], "a.md:2", "front matter: mapping", id="bad front matter"
        ),
        pytest.param(
            {"a.md": "---\ndate: Oct 8\n---\n文。"},
            ["a.md"],
            "a.md",
            "date 'Oct 8' is no date",
            id="a date that is none",
        ),
    ],
)
def test_a_bad_input_is_named_and_the_others_go_on(
    here: Path, files: dict[str, str | bytes], inputs: list[str], source: str, words: str
) -> None:
    write(here, {**files, "good.markdown": "本文。"})
    found = list(read_inputs([*inputs, "good.markdown"]))
    assert isinstance(found[0], Failure)
    assert found[0].source == source
    assert words in found[0].message
    assert isinstance(found[1], Document)
    assert len(found) == 2


def test_a_file_that_the_system_refuses(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"a.md": "本文。"})

    def refuse(path: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert failure("a.md").message.startswith("cannot be read: Permission denied")


@pytest.mark.parametrize(
    ("files", "inputs", "second", "first"),
    [
        pytest.param(
            {"a.jsonl": '{"id":"x","text":"一"}\n\n{"id":"x","text":"二"}\n'},
            ["a.jsonl"],
            "a.jsonl:3",
            "a.jsonl:1",
            id="lines",
        ),
        pytest.param(
            {"a.md": "文。", "b.jsonl": '{"id":"a","text":"一"}'}, ["a.md", "b.jsonl"], "b.jsonl:1", "a.md", id="files"
        ),
        pytest.param(
            {"a.md": "文。", "a.txt": "文。"}, ["a.md", "a.txt"], "a.txt", "a.md", id="one path, two suffixes"
        ),
    ],
)
def test_two_documents_with_one_id(
    here: Path, files: dict[str, str | bytes], inputs: list[str], second: str, first: str
) -> None:
    write(here, files)
    found = list(read_inputs(inputs))
    assert isinstance(found[0], Document)
    assert isinstance(found[1], Failure)
    assert found[1].source == second
    assert f"already taken by {first};" in found[1].message


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param("\ufeff見出し\n本文。", [("stdin", "見出し\n本文。", "standard input")], id="a text"),
        pytest.param(
            "{書き出し}の文。", [("stdin", "{書き出し}の文。", "standard input")], id="a brace makes no record"
        ),
        pytest.param(
            '\n{"id":"x","text":"一"}\n{"text":"二"}\n',
            [("x", "一", "standard input:2"), ("stdin", "二", "standard input:3")],
            id="records",
        ),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: str, told: list[tuple[str, str, str]]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    assert [(one.id, one.text, one.source) for one in documents("-")] == told


def test_documents_come_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first record is there before the second has been read."""

    class Records:
        read = 0

        def __iter__(self) -> Records:
            return self

        def __next__(self) -> bytes:
            self.read += 1
            return b'{"id":"%d","text":"x"}\n' % self.read

    endless = Records()
    monkeypatch.setattr(sys, "stdin", type("Input", (), {"buffer": endless}))
    found = next(read_inputs(["-"]))
    assert isinstance(found, Document)
    assert endless.read == 1
