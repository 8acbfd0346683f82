"""Measures again, and writes the tables of docs/accuracy.md anew: `make accuracy`.

Of the halves that are checked on it takes totals and totals a type, and never looks at an error.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring import without_lexicon

from extractor.contract import FACT_TYPES
from extractor.evaluate import Evaluation, evaluate
from extractor.evaluate.gold import read_gold
from extractor.export import json_file
from extractor.model import Document, DocumentFacts
from extractor.pipeline import Pipeline, author_of, collect
from extractor.read import read_inputs
from extractor.rulebook.coverage import Coverage, RuleUse

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/accuracy.md"
SHARED = ROOT.parent / "shared"
CORPUS = ROOT / "tests/corpus"


@dataclass(frozen=True)
class Texts:
    """A set of texts with its gold; `half`: the records of the own corpus that are of it."""

    name: str
    inputs: tuple[Path, ...]
    gold: Path
    half: str | None = None


def sets() -> list[Texts]:
    dev = SHARED / "dev"
    return [
        Texts("seed", tuple(sorted((SHARED / "seed").glob("*.txt"))), SHARED / "seed/gold.jsonl"),
        *(Texts(f"dev `{h}`", (dev / f"{h}.texts.jsonl",), dev / f"{h}.gold.jsonl") for h in ("write", "check")),
        *(Texts(f"own `{h}`", (CORPUS / "texts.jsonl",), CORPUS / "gold.jsonl", h) for h in ("write", "blind")),
    ]


def read(pipeline: Pipeline, texts: Texts, coverage: Coverage) -> list[DocumentFacts]:
    """The facts of one set, a document each."""
    documents = [one for one in read_inputs([str(path) for path in texts.inputs]) if isinstance(one, Document)]
    told: list[DocumentFacts] = []
    for document in documents:
        if texts.half in (None, document.metadata.get("split")):
            matches = pipeline.match(document)
            told.append(pipeline.assembler.assemble(document, matches, author_of(matches)))
            coverage.add(matches, told[-1].facts)
    return told


def score(texts: Texts, told: list[DocumentFacts]) -> Evaluation:
    """One set against its gold."""
    stream = io.StringIO()
    json_file.write(collect(told), stream)
    sources = {one.document.id: one.document.text for one in told}
    gold = [one for one in read_gold(texts.gold) if one["id"] in sources]
    return evaluate(gold, json.loads(stream.getvalue()), None, sources)


def totals(measured: dict[str, Evaluation]) -> Iterator[str]:
    columns = ["texts", "roles P", "R", "F1 (95 % interval)", "money F1", "edges F1", "records F1"]
    columns += ["status (mean)", "bound", "false alarms"]
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for name, one in measured.items():
        told = one.figures
        roles, (low, high) = told["roles"], told["roles_f1_95"]
        others = " | ".join(share(told[key]["f1"]) for key in ("money_facts", "edges", "exact_records"))
        status = f"{share(told['status_accuracy'])} ({share(told['status_macro'])})"
        factless = told["factless_documents"]
        alarms = f"{len(told['factless_with_facts'])}/{factless}" if factless else "none such"
        yield (
            f"| {name} | {share(roles['p'])} | {share(roles['r'])} | {share(roles['f1'])} ({share(low)}–{share(high)}) "
            f"| {others} | {status} | {share(told['bound_accuracy'])} | {alarms} |"
        )


def types(measured: dict[str, Evaluation]) -> Iterator[str]:
    names = [name for name in measured if name != "seed"]
    yield f"| type | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for kind in FACT_TYPES:
        yield f"| `{kind}` | {' | '.join(cell(measured[name].per_type.get(kind)) for name in names)} |"


def cell(figures: dict[str, Any] | None) -> str:
    if figures is None:
        return "–"
    roles = figures["roles"]
    shown = " / ".join(f"{roles[key]:.2f}" for key in ("p", "r", "f1"))
    return f"{shown} ({roles['tp'] + roles['fn']})"


def lexicon(measured: dict[str, Evaluation], bare: dict[str, Evaluation]) -> Iterator[str]:
    yield "| texts | roles F1 | with an empty lexicon | it costs |"
    yield f"|{'---|' * 4}"
    for name, one in measured.items():
        whole, rest = one.figures["roles"]["f1"], bare[name].figures["roles"]["f1"]
        yield f"| {name} | {share(whole)} | {share(rest)} | {whole - rest:.3f} |"


def idle(uses: list[RuleUse]) -> Iterator[str]:
    without = [use for use in uses if not use.fired]
    yield f"{len(without)} of {len(uses)} rules:"
    yield ""
    families: dict[str, list[str]] = {}
    for use in without:
        families.setdefault(use.rule.id.partition(".")[0], []).append(f"`{use.rule.id}`")
    yield from (f"* {', '.join(rules)}" for rules in families.values())


def share(number: float | None) -> str:
    return "–" if number is None else f"{number:.3f}"


def put(page: str, name: str, lines: Iterator[str]) -> str:
    """The page with what stands between the marks of `name` replaced."""
    mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    assert mark.search(page), f"{PAGE} has no mark {name}"
    return mark.sub(lambda found: found[1] + "\n".join(lines) + "\n" + found[2], page)


def main() -> int:
    wanting = [path for texts in sets() for path in (*texts.inputs, texts.gold) if not path.is_file()]
    if wanting or not SHARED.is_dir():
        print(f"{SHARED}: the texts of seed and dev are not there; fundex evaluate scores the rest", file=sys.stderr)
        return 2
    pipeline, coverage = Pipeline(), Coverage()
    measured = {texts.name: score(texts, read(pipeline, texts, coverage)) for texts in sets()}
    rest = Pipeline(without_lexicon(pipeline.rulebook))
    bare = {texts.name: score(texts, read(rest, texts, Coverage())) for texts in sets()}
    page = PAGE.read_text(encoding="utf-8")
    blocks = {
        "totals": totals(measured),
        "types": types(measured),
        "lexicon": lexicon(measured, bare),
        "idle rules": idle(coverage.of(pipeline.rulebook.rules)),
    }
    for name, lines in blocks.items():
        page = put(page, name, lines)
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
