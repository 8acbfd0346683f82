"""Time and memory of `fundex entities link` with a made-up registry: python benchmarks/link_registry.py [LINES].

A million lines (unless told) in the National Tax Agency's layout, a thousand of them of companies of the corpus.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from link_corpus import RUN, lines, name
from stdnum.jp import cn

from extractor.link.registry import COLUMNS

PLACES = (("東京都", "港区"), ("大阪府", "大阪市北区"), ("福岡県", "福岡市博多区"), ("北海道", "札幌市中央区"))
COMPANIES = 1_000


def row(number: int, name: str, dice: random.Random) -> str:
    """A company's line; one in ten was closed."""
    prefecture, city = dice.choice(PLACES)
    digits = f"{number:012}"
    told = {
        **{"sequenceNumber": str(number), "corporateNumber": f"{cn.calc_check_digit(digits)}{digits}"},
        **{"process": "01", "correct": "0", "updateDate": "2018-04-02", "changeDate": "2015-10-05"},
        **{"name": name, "kind": "301", "prefectureName": prefecture, "cityName": city},
        **{"streetNumber": "中央１丁目２番３号", "prefectureCode": "13", "cityCode": "103", "postCode": "1070052"},
        **{"assignmentDate": "2015-10-05", "latest": "1", "furigana": "カイシャ", "hihyoji": "0"},
        "closeDate": "2019-03-31" if number % 10 == 1 else "",
    }
    return ",".join(f'"{told[column]}"' if told.get(column) else "" for column in COLUMNS)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    dice = random.Random(20261030)
    with tempfile.TemporaryDirectory() as folder:
        facts, registry, out = (Path(folder, one) for one in ("facts.jsonl", "registry.csv", "out.jsonl"))
        told = list(lines(COMPANIES * 4))
        facts.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told), encoding="utf-8")
        known = sorted({entity["name"] for one in told for entity in one["entities"]})[:COMPANIES]
        with registry.open("w", encoding="utf-8", newline="") as stream:
            for number in range(1, count + 1):
                whose = known[number // 1000 % len(known)] if number % 1000 == 0 else name(dice)
                stream.write(row(number, f"株式会社{whose}", dice) + "\r\n")
        corpus = Path(folder, "corpus.jsonl")
        subprocess.run([sys.executable, "-c", RUN, "link", str(facts), "-o", str(corpus)], check=True)
        words = ["entities", "link", str(corpus), "--registry", str(registry), "-o", str(out)]
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", RUN, *words], check=True)
        took = time.monotonic() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # KiB on Linux
        print(f"{count} lines, {registry.stat().st_size / 1e6:.0f} MB: {took:.0f} s, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
