"""Words of the closed lists (FACTS §4): the rounds that a company raises in and the instruments that it raises with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from extractor.model import Term, ValueMention
from extractor.normalise.fold import compiled, fold, located

Kind = Literal["round", "instrument"]

_NONE = ""  # a longer word that holds a term without being one (住宅ローン)
_ROUND = "(?: ?(?:ラウンド|ステージ|ファイナンス|(?i:round)))?"
_ALONE = "(?<![ァ-ヶー・])"  # no part of ドローン, デジタルブリッジ
_ENDS = "(?![ァ-ヶー])"
_PRE = "(?:プレ|(?<![A-Za-z])(?i:pre))[ ・-]?"
_SERIES = "(?:シリーズ|(?<![A-Za-z])(?i:series))"
_LETTER = " ?[「“]?(?P<letter>[A-H])(?:(?=1st|2nd|3rd)|(?:[-‐'’]?[1-9])?(?![A-Za-z0-9]))[」”]?"
# Of the same round: シリーズBエクステンション, シリーズB（エクステンション）, シリーズBの追加調達
_MORE = "(?: |の|[(「])?(?:エクステンション|(?i:extension|ext(?![a-z]))|追加(?:ラウンド|調達|資金調達|増資)|追加|延長)"

# A term; parts of words of which its pattern needs one, in small letters and without voiced kana; the pattern.
_ROUNDS = (
    ("pre_seed", "シー seed", f"{_PRE}(?:シード|(?i:seed)){_ROUND}{_ENDS}"),
    (
        "pre_series_a",
        "シリー series レa",
        f"{_PRE}{_SERIES} ?[「“]?A(?![A-Za-z0-9])[」”]?{_ROUND}|プレA(?![A-Za-z0-9]){_ROUND}",
    ),
    (_NONE, "シリー series", f"{_PRE}{_SERIES} ?[B-H](?![A-Za-z])"),
    ("seed", "シー", f"{_ALONE}シード{_ROUND}(?:エクステンション)?{_ENDS}(?!権|選手|順位)"),
    ("seed", "seed", "(?<![A-Za-z-])(?i:seed) ?(?:ラウンド|(?i:round))"),
    ("angel", "エン", f"{_ALONE}エンジェル{_ROUND}{_ENDS}(?!投資|税制)"),
    ("series_{}", "シリー series", f"{_SERIES}{_LETTER}{_ROUND}"),
    ("series_{}_extension", "シリー series", f"{_SERIES}{_LETTER}{_ROUND}{_MORE}{_ROUND}[)」]?"),
    ("bridge", "リッ", f"{_ALONE}ブリッジ(?:ラウンド|調達|(?=で|として|の?資金調達|の調達))"),
    ("late", "ター", f"{_ALONE}レ[イー]ター{_ROUND}{_ENDS}"),
)
_INSTRUMENTS = (
    ("loan", "融資 借", "融資(?!枠)|借り?入れ?(?:金|契約)?(?!枠)"),
    ("loan", "ローン", f"{_ALONE}(?:ブリッジ|ターム|シニア|メザニン|プロジェクト)?ローン{_ENDS}"),
    ("loan", "ローン", "(?:グリーン|ソーシャル|(?:永久)?劣後|ハイブリッド|資本性|ノンリコース)ローン"),
    (
        "loan",
        "ローン ファイナンス",
        "サステナビリティ・?リンク・?ローン|デット・?ファイナンス|プロジェクト・?ファイナンス|ポジティブ・?インパクト・?ファイナンス",
    ),
    (_NONE, "ローン", "(?:住宅|自動車|マイカー|カード|教育|学資|消費者|フリー)ローン"),
    ("bond", "債", "(?:(?:ユーロ|ドル|円|外貨)建て)?(?:無担保)?(?:劣後)?(?:普通)?社債|私募債|外債|劣後債|普通債"),
    ("bond", "債", "(?:ユーロ|ドル|円|外貨)建て債|(?<![0-9０-９])[0-9０-９]{1,2}年債"),
    ("bond", "リンク", "サステナビリティ・?リンク・?(?:ボンド|社?債)"),
    ("bond", "債 ン", "(?:グリーン|ソーシャル|サステナビリティ|ハイブリッド|トランジション)(?:・?ボンド|社?債)"),
    ("convertible_bond", "社債", "転換社債(?:型新株予約権付き?社債)?|新株予約権付き?社債"),
    ("convertible_bond", "cb", "(?<![A-Za-z0-9])CB(?![A-Za-z0-9ァ-ヶー])"),
    ("convertible_note", "ノート note", "コンバーティブル[ ・]?ノート|(?<![A-Za-z])(?i:convertible note)"),
    ("j_kiss", "kiss", "(?<![A-Za-z])J[-‐–−]?KISS(?:型新株予約権|型)?(?![A-Za-z])"),
    ("venture_debt", "ンチャー venture", "ベンチャー[ ・]?(?:デット|ローン)|(?<![A-Za-z])(?i:venture debt)"),
    ("syndicated_loan", "ローン 協調", "シンジケー(?:ト|テッド)[ ・]?ローン|協調融資"),
    ("credit_line", "ライン 越 枠", "(?:コミットメント|クレジット)[ ・]?ライン|当座貸し?越し?|(?:融資|信用|与信|借入)枠"),
    ("stock_option", "新株 ション", "新株予約権|ストック・?オプション"),
    ("equity", "割当 増資 株", "第三者割当(?:増資)?|公募増資|(?<!減)増資|(?:普通|優先|種類)株式?(?!主)"),
)


def _compile(table: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    return tuple((value, tuple(words.split()), compiled(pattern)) for value, words, pattern in table)


_PATTERNS: dict[Kind, tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]] = {
    "round": _compile(_ROUNDS),
    "instrument": _compile(_INSTRUMENTS),
}


_ANY = {
    kind: re.compile("|".join(sorted({word for _, words, _ in rows for word in words})))
    for kind, rows in _PATTERNS.items()
}  # most sentences hold none of the words


def find_terms(text: str, kind: Kind | None = None, *, start: int = 0, end: int | None = None) -> list[ValueMention]:
    """Every round and instrument, or those of one `kind`, in `text[start:end]`; the longest of overlapping ones."""
    kinds: tuple[Kind, ...] = (kind,) if kind else ("round", "instrument")
    return located(text, start, end, lambda piece: _read(fold(piece), kinds))


def _read(text: str, kinds: Iterable[Kind]) -> list[ValueMention]:
    found = []
    small = text.lower()
    for value, words, pattern in (row for kind in kinds if _ANY[kind].search(small) for row in _PATTERNS[kind]):
        for match in pattern.finditer(text) if any(map(small.__contains__, words)) else ():
            letter = match.groupdict().get("letter") or ""
            found.append((*match.span(), value.format(letter.lower())))
    kept: list[tuple[int, int, str]] = []
    for start, end, value in sorted(found, key=lambda one: (one[0], -one[1])):
        if kept and start < kept[-1][1]:
            if end - start > kept[-1][1] - kept[-1][0]:
                kept[-1] = (start, end, value)
            continue
        kept.append((start, end, value))
    return [ValueMention(start, end, Term(value)) for start, end, value in kept if value != _NONE]
