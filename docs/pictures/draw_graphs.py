"""Draws the pictures of docs/gephi.md: the examples' graphs, from the GEXF files that `fundex graph` writes.

Run from the project's folder: python docs/pictures/draw_graphs.py. Needs node and npm, Chromium, and a Japanese font
(Debian: chromium, fonts-noto-cjk). graphology reads the files, cytoscape.js lays them out.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
READER = ROOT / "tests" / "gephi_reader"
PICTURES = {
    "graph-facts.png": [],
    "graph-pairs.png": ["--edges", "pairs", "--around", "汐見商事", "--hops", "2", "--status", "completed,announced"],
    "graph-events.png": ["--edges", "events", "--types", "funding_round,investment,acquisition,debt_financing,fund"],
}
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{margin: 0; background: #fff}} #graph {{width: 1200px; height: 760px}}
</style><div id="graph"></div><script>{cytoscape}</script><script>
let seed = 7;  // the same layout every time
Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
cytoscape({{
  container: document.getElementById('graph'), elements: {elements}, pixelRatio: 1,
  style: [
    {{selector: 'node', style: {{label: 'data(label)', width: 'data(size)', height: 'data(size)',
      'background-color': 'data(color)', 'font-family': 'Noto Sans CJK JP', 'font-size': 13,
      'text-wrap': 'wrap', 'text-max-width': 120, 'text-background-color': '#fff', 'text-background-opacity': 0.7}}}},
    {{selector: 'edge', style: {{label: 'data(relation)', width: 'mapData(weight, 1, 5, 1.5, 7)',
      'curve-style': 'bezier',
      'line-color': 'data(color)', 'target-arrow-color': 'data(color)', 'target-arrow-shape': 'data(arrow)',
      'font-size': 9, color: '#555', 'text-rotation': 'autorotate'}}}},
  ],
  layout: {{name: 'cose', animate: false, nodeRepulsion: 60000, idealEdgeLength: 70, componentSpacing: 160}},
}});
</script>"""


def elements(gexf: Path) -> list[dict[str, dict[str, object]]]:
    """What graphology reads from the file, as cytoscape.js takes it."""
    run = ["node", "read_gexf.mjs", str(gexf)]
    graph = json.loads(subprocess.run(run, cwd=READER, capture_output=True, check=True).stdout)
    arrows = [{**edge, "arrow": "none" if edge["undirected"] else "triangle"} for edge in graph["edges"]]
    return [{"data": one} for one in [*graph["nodes"], *arrows]]


def draw(gexf: Path, picture: Path, browser: str) -> None:
    library = (READER / "node_modules/cytoscape/dist/cytoscape.min.js").read_text(encoding="utf-8")
    told = json.dumps(elements(gexf), ensure_ascii=False).replace("<", "\\u003c")
    page = gexf.with_suffix(".html")
    page.write_text(PAGE.format(cytoscape=library, elements=told), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1200,760", "--virtual-time-budget=8000"]
    command = [browser, *flags, f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)


def main() -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("no Chromium here; on Debian: apt install chromium fonts-noto-cjk")
    subprocess.run(["npm", "install", "--silent"], cwd=READER, check=True)
    fundex = [sys.executable, "-c", "from extractor.cli import main; main()"]
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts.json"
        subprocess.run([*fundex, "extract", "-q", "examples", "-o", str(facts)], cwd=ROOT, check=True)
        for name, options in PICTURES.items():
            gexf = Path(folder) / f"{name}.gexf"
            subprocess.run([*fundex, "graph", str(facts), "-o", str(gexf), *options], cwd=ROOT, check=True)
            draw(gexf, HERE / name, browser)


if __name__ == "__main__":
    main()
