"""Time and memory of `fundex link` on a made-up corpus: python benchmarks/link_corpus.py [FACTS] (1,000,000).

Each deal is told by one to five articles, with rounded sums and names in several spellings; companies and investors
come as often as in news: a few all the time, most of them once or twice. The same number gives the same corpus.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SYLLABLES = "アイウカキクサシタチナニハヒマミラリロン"
TRADES = ("テクノロジーズ", "製薬", "エナジー", "ロボティクス", "フーズ", "物流", "")
ROUNDS = ("seed", "series_a", "series_b", "series_c")
STATUSES = ("planned", "announced", "completed")
RUN = "from extractor.cli import main; main()"


def name(dice: random.Random, trades: tuple[str, ...] = TRADES) -> str:
    return "".join(dice.choices(SYLLABLES, k=5)) + dice.choice(trades)


def lines(count: int) -> Iterator[dict[str, Any]]:
    """Fact lines as `fundex extract --format jsonl` writes them, a document a fact."""
    dice = random.Random(20251008)
    investors = [name(dice, ("キャピタル", "ベンチャーズ")) for _ in range(max(20, count // 100))]
    seats = ("東京・港", "大阪市", "福岡市", "札幌市")
    made = 0
    while made < count:
        company, seat = name(dice), dice.choice(seats)
        day = date(2020, 1, 1) + timedelta(days=dice.randrange(2000))
        for round_ in ROUNDS[: dice.randrange(1, 4)]:
            amount = dice.randrange(10, 9999) * 10_000_000
            backers = {investors[int(len(investors) * dice.random() ** 2)] for _ in range(3)}
            for telling in range(dice.randrange(1, 6)):
                spelt = f"株式会社{company}" if telling % 2 else company
                told = round(amount, -8) if telling == 2 and amount > 10**9 else amount
                published = day + timedelta(days=telling * 2)
                yield line(
                    f"news-{made:08}", published, spelt, seat if telling == 0 else None, told, round_, sorted(backers)
                )
                made += 1
                if made == count:
                    return
            day += timedelta(days=dice.randrange(200, 700))


def line(  # noqa: PLR0917 -- a parameter a column
    id: str, published: date, company: str, seat: str | None, amount: int, round_: str, investors: list[str]
) -> dict[str, Any]:
    text = f"{company}は{amount}円を調達した。"

    def party(spelt: str) -> dict[str, Any]:
        return {"entity": f"org:{spelt}", "text": spelt, "start": 0, "end": len(spelt), "name": spelt}

    def entity(spelt: str, attributes: dict[str, str]) -> dict[str, Any]:
        bare = spelt.removeprefix("株式会社")
        told = {
            "document": id,
            "name": bare,
            "names": sorted({bare, spelt}),
            "identifiers": {},
            "attributes": attributes,
        }
        names = {"name": bare, "aliases": told["names"], "identifiers": {}}
        return {"id": f"org:{spelt}", "type": "organization", **names, "told": [told]}

    money = {"value": amount, "currency": "JPY", "bound": "exact", "low": None, "high": None}
    return {
        "id": id,
        "type": "funding_round",
        "document": {
            "id": id,
            "title": text,
            "published": published.isoformat(),
            "source": f"{id}.txt",
            "sha256": None,
        },
        "status": STATUSES[len(id) % 3],
        "attribution": {"kind": "media", "source": None},
        "part_of": None,
        "issues": [],
        "roles": {
            "company": [party(company)],
            "amount": [
                {"text": f"{amount}円", "start": 0, "end": len(str(amount)) + 1, "money": money, "equivalents": []}
            ],
            "round": [{"text": round_, "start": 0, "end": len(round_), "term": round_}],
            "investor": [party(one) for one in investors],
        },
        "evidence": [{"start": 0, "end": len(text), "text": text, "rules": ["raise.by"]}],
        "confidence": 0.9,
        "entities": [entity(company, {"seat": seat} if seat else {}), *(entity(one, {}) for one in investors)],
    }


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        facts, corpus = Path(folder, "facts.jsonl"), Path(folder, "corpus.jsonl")
        with facts.open("w", encoding="utf-8") as stream:
            for one in lines(count):
                stream.write(json.dumps(one, ensure_ascii=False) + "\n")
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", RUN, "link", str(facts), "-o", str(corpus)], check=True)
        took = time.monotonic() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak = used.ru_maxrss / 1024  # KiB on Linux
        kinds = dict.fromkeys(("document", "entity", "fact", "event"), 0)
        with corpus.open(encoding="utf-8") as stream:
            for text in stream:
                kinds[text[12 : text.index('"', 12)]] += 1
        print(f"{count} facts, {facts.stat().st_size / 1e6:.0f} MB in, {corpus.stat().st_size / 1e6:.0f} MB out")
        print(f"{kinds['entity']} entities, {kinds['event']} events")
        print(f"{took:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of CPU, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
