"""Whether a Latin name and a kana one may be read alike: evidence only beside a deal that both are told of."""

from __future__ import annotations

import re
from collections.abc import Mapping

_KANA = {
    "k": "カキクケコヵヶ", "g": "ガギグゲゴ", "s": "サシスセソザジズゼゾ", "t": "タチツテト", "d": "ダヂヅデド",
    "n": "ナニヌネノマミムメモン", "h": "ハヒヘホ", "f": "フ", "b": "バビブベボヴ", "p": "パピプペポ",
}  # fmt: skip
_CONSONANT = {letter: sound for sound, letters in _KANA.items() for letter in letters}
_LATIN = (
    (r"tch|ch", "t"), (r"sh|th", "s"), ("ph", "f"), (r"c(?=[eiy])", "s"), (r"ck|[cq]", "k"), ("x", "ks"),
    (r"[zj]", "s"), ("v", "b"), ("m", "n"), (r"[^kgstdnhfbp]", ""),
)  # fmt: skip


def reading(key: str, trades: Mapping[str, str]) -> str | None:
    """What is left of a name when only its consonants count, r and l not; `trades`: Latin trade words → kana.

    None for a name in other letters, and for one that leaves less than two consonants.
    """
    kana, trade = key, ""
    words = {word.casefold(): spelt for latin, spelt in trades.items() for word in (latin, spelt)}
    while last := next((word for word in words if kana.casefold().endswith(word) and len(kana) > len(word)), None):
        kana, trade = kana[: -len(last)], f"{words[last]} {trade}"
    if re.fullmatch(r"[ァ-ヺー]+", kana):
        bones = "".join(_CONSONANT.get(letter, "") for letter in kana)
    elif re.fullmatch(r"[A-Za-z]+", kana):
        bones = kana.lower()
        for pattern, sound in _LATIN:
            bones = re.sub(pattern, sound, bones)
    else:
        return None
    bones = re.sub(r"(.)\1+", r"\1", bones)
    return f"{bones} {trade}" if len(bones) > 1 else None
