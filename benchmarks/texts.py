"""Texts to measure on: our corpus's articles that tell facts, among made-up ones about anything else."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus"
SUBJECTS = "町の図書館 朝の市場 港の灯台 山あいの小学校 川沿いの桜並木 古い時計台 駅前の食堂 島の郵便局".split()
SEASONS = "春先 梅雨の頃 真夏 秋口 初霜の朝 大雪の翌日 連休の最終日 祭りの前夜".split()
DEEDS = (
    "には朝早くから大勢の人が集まり、静かな時間を思い思いに過ごしていた。",
    "を訪ねると、軒先に吊るされた柿が風に揺れて、甘い香りが漂っていた。",
    "の様子は昔とほとんど変わらず、子どもたちの笑い声が遠くまで響く。",
    "では毎年この時期になると、住民が総出で掃除をする習わしが残っている。",
    "から眺める夕焼けは格別で、雲の切れ間に一番星がゆっくりと姿を見せた。",
    "へ続く細い坂道は石畳で、雨が降ると苔の緑がいっそう鮮やかになる。",
    "の話になると祖父は決まって目を細め、若い頃の失敗を楽しそうに語り出す。",
    "の周りを散歩していたら、見慣れない鳥が三羽、並んで水を飲んでいた。",
)
COMMENTS = (
    "気温は平年より高く、週末にかけて雲が広がる見込みだという。",
    "味付けは塩だけなのに、噛むほどに豆の風味が深まっていく。",
    "前半は守りに徹し、後半の十分で一気に試合の流れを変えた。",
    "眠る前に窓を少し開けておくと、朝の空気が驚くほど澄んでいる。",
    "手紙の最後には、また会える日を心待ちにしていると書かれていた。",
    "写真には、麦わら帽子をかぶった少年と白い犬が並んで写っている。",
    "鍋に水を張り、弱火でじっくり煮ると煮崩れせずに仕上がる。",
    "この道を通るたび、幼い日の夏休みをふと思い出す人は多いはずだ。",
)


def idle_article(chance: random.Random) -> str:
    """About 700 characters in which nobody raises money."""
    lines = [f"{chance.choice(SEASONS)}、{chance.choice(SUBJECTS)}で"]
    for _ in range(5):
        told = [
            f"{chance.choice(SEASONS)}、{chance.choice(SUBJECTS)}{chance.choice(DEEDS)}"
            if chance.random() < 0.6
            else chance.choice(COMMENTS)
            for _ in range(4)
        ]
        lines.append("".join(told))
    return "\n\n".join(lines)


def relevant_articles() -> list[dict[str, Any]]:
    """The corpus's records whose gold has facts."""
    gold = [json.loads(line) for line in (CORPUS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    telling = {record["id"] for record in gold if record["facts"]}
    records = [json.loads(line) for line in (CORPUS / "texts.jsonl").read_text(encoding="utf-8").splitlines()]
    return [record for record in records if record["id"] in telling]


def mixed(letters: int, share: float, seed: int = 1) -> list[dict[str, Any]]:
    """Records of about so many characters, of which a share is of articles that tell facts; shuffled."""
    chance = random.Random(seed)
    known = relevant_articles()
    out: list[dict[str, Any]] = []
    told = length = 0
    while length < letters:
        if told < share * (length + 1):
            record = chance.choice(known)
            text, published = record["text"], record.get("published")
            told += len(text)
        else:
            text, published = idle_article(chance), "2026-04-07"
        length += len(text)
        out.append({"id": f"a{len(out)}", "text": text, "published": published})
    chance.shuffle(out)
    return out
