"""A GEXF reader that is not ours: graphology, which Gephi Lite reads with, from the npm registry."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

READER = Path(__file__).parents[1] / "gephi_reader"


@pytest.fixture(scope="session")
def read_gexf() -> Callable[[Path], Any]:
    """GEXF file → {"nodes": [...], "edges": [...]}; skips by name where node, npm or its registry is missing."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"GEXF is not read back by graphology: {program} is not installed")
    if not (READER / "node_modules" / "graphology-gexf").is_dir():
        try:
            subprocess.run(["npm", "install"], cwd=READER, capture_output=True, text=True, check=True, timeout=120)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            pytest.skip(f"GEXF is not read back by graphology: npm install failed: {error}")

    def read(path: Path) -> Any:
        run = subprocess.run(["node", "read_gexf.mjs", path], cwd=READER, capture_output=True, text=True, check=True)
        return json.loads(run.stdout)

    return read
