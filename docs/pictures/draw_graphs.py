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
PAIRS = ["--edges", "pairs", "--around", "汐見商事", "--hops", "2", "--status", "completed,announced"]
DEALS = ["--edges", "events", "--types", "funding_round,investment,acquisition,debt_financing,fund"]
PICTURES = {"graph-facts.png": (800, []), "graph-pairs.png": (700, PAIRS), "graph-events.png": (1000, DEALS)}
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{margin: 0; background: #fff; font: 15px 'Noto Sans CJK JP'}}
#graph {{width: 1200px; height: {height}px}}
#legend {{position: absolute; right: 12px; top: 8px; background: #fffd; padding: 4px 8px; line-height: 1.5}}
#legend i {{display: inline-block; width: 22px; margin-right: 8px; vertical-align: middle}}
</style><div id="graph"></div><div id="legend"></div><script>{cytoscape}</script><script>
let seed = 7;  // the same layout every time
Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const elements = {elements};
const graph = cytoscape({{
  container: document.getElementById('graph'), elements, pixelRatio: 1,
  style: [
    {{selector: 'node', style: {{label: 'data(label)', width: 'data(size)', height: 'data(size)',
      'background-color': 'data(color)', 'font-family': 'Noto Sans CJK JP', 'font-size': 14, 'z-index': 1,
      'text-wrap': 'wrap', 'text-max-width': 140, 'text-background-color': '#fff', 'text-background-opacity': 0.75}}}},
    {{selector: '[entity_type = "deal"]', style: {{'text-valign': 'bottom'}}}},
    {{selector: 'edge', style: {{width: 'mapData(weight, 1, 5, 1.5, 6)', 'curve-style': 'bezier', 'arrow-scale': 1.1,
      'line-color': 'data(color)', 'target-arrow-color': 'data(color)', 'target-arrow-shape': 'data(arrow)'}}}},
  ],
}});
// What hangs together is laid out and stretched to the picture; what stands alone is set in a row below it.
const lone = graph.nodes().filter(node => node.degree() === 0), linked = graph.elements().difference(lone);
linked.layout({{name: 'cose', animate: false, fit: false, nodeRepulsion: 400000, idealEdgeLength: 90, numIter: 3000,
  nodeOverlap: 40, gravity: 2, componentSpacing: 20, nodeDimensionsIncludeLabels: true}}).run();
const bottom = {height} - (lone.length ? 110 : 30), nodes = linked.nodes();
const places = nodes.map(node => node.position()), tall = range('y') > range('x');
function range(axis) {{ const all = places.map(place => place[axis]); return Math.max(...all) - Math.min(...all); }}
function spread(axis, low, high) {{  // halfway to equal distances: what is crowded gets room
  const sorted = places.map(place => place[axis]).sort((a, b) => a - b), width = range(axis) || 1;
  const share = at => ((at - sorted[0]) / width + sorted.indexOf(at) / (sorted.length - 1 || 1)) / 2;
  return places.map(place => low + share(place[axis]) * (high - low));
}}
const xs = spread(tall ? 'y' : 'x', 90, 1000), ys = spread(tall ? 'x' : 'y', 50, bottom);
nodes.forEach((node, at) => node.position({{x: xs[at], y: ys[at]}}));
lone.forEach((node, at) => node.position({{x: 100 + at * 200, y: {height} - 30}}));
for (let round = 0; round < 150; round++) for (const a of nodes) for (const b of nodes) {{  // no label on another
  if (a.id() >= b.id()) continue;
  const one = a.boundingBox(), two = b.boundingBox();
  const x = Math.min(one.x2, two.x2) - Math.max(one.x1, two.x1);
  const y = Math.min(one.y2, two.y2) - Math.max(one.y1, two.y1);
  if (x <= 0 || y <= 0) continue;
  const axis = x < y ? 'x' : 'y', by = (Math.min(x, y) / 2 + 1) * (a.position(axis) < b.position(axis) ? 1 : -1);
  a.position(axis, a.position(axis) - by); b.position(axis, b.position(axis) + by);
}}
graph.zoom(1); graph.pan({{x: 0, y: 0}});
const legend = new Map();
for (const {{data}} of elements) legend.set(data.relation ?? data.entity_type, [data.color, data.relation ? 4 : 14]);
document.getElementById('legend').innerHTML = [...legend].map(([name, [color, height]]) =>
  `<div><i style="height: ${{height}}px; background: ${{color}}"></i>${{name}}</div>`).join('');
</script>"""


def elements(gexf: Path) -> list[dict[str, dict[str, object]]]:
    """What graphology reads from the file, as cytoscape.js takes it."""
    run = ["node", "read_gexf.mjs", str(gexf)]
    graph = json.loads(subprocess.run(run, cwd=READER, capture_output=True, check=True).stdout)
    arrows = [{**edge, "arrow": "none" if edge["undirected"] else "triangle"} for edge in graph["edges"]]
    return [{"data": one} for one in [*graph["nodes"], *arrows]]


def draw(gexf: Path, picture: Path, height: int, browser: str) -> None:
    library = (READER / "node_modules/cytoscape/dist/cytoscape.min.js").read_text(encoding="utf-8")
    told = json.dumps(elements(gexf), ensure_ascii=False).replace("<", "\\u003c")
    page = gexf.with_suffix(".html")
    page.write_text(PAGE.format(cytoscape=library, elements=told, height=height), encoding="utf-8")
    flags = [
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        f"--window-size=1200,{height}",
        "--virtual-time-budget=8000",
    ]
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
        for name, (height, options) in PICTURES.items():
            gexf = Path(folder) / f"{name}.gexf"
            subprocess.run([*fundex, "graph", str(facts), "-o", str(gexf), *options], cwd=ROOT, check=True)
            draw(gexf, HERE / name, height, browser)


if __name__ == "__main__":
    main()
