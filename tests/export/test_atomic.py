"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.export.atomic import whole_file


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with whole_file(path) as part:
        part.write_text("after")
        assert not path.exists()
    assert path.read_text() == "after"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_pointing_to_its_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    link.symlink_to(real)
    with whole_file(link) as part:
        part.write_text("after")
    assert link.is_symlink()
    assert real.read_text() == "after"


def test_a_pipe_is_written_directly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(pipe) as part:
        part.write_text("after")
    assert os.read(reader, 100) == b"after"
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize(("place", "reason"), [("none/x", "No such file or directory"), ("", "Is a directory")])
def test_a_place_that_cannot_be_written_is_named(place: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=reason) as error, whole_file(tmp_path / place) as part:
        part.write_text("after")
    assert error.value.where == str(tmp_path / place)
