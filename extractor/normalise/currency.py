"""Names and signs of currencies → ISO 4217 codes."""

from __future__ import annotations

import re
import unicodedata

from extractor.normalise.fold import any_of, compiled

# By code: the names after a number; the ・ of スイス・フラン may be missing. A name that several countries use stands
# with the one that Japanese news means by the bare word; クローネ and ディナール have no such one.
_NAMES = {
    "JPY": "円 日本円 yen",
    "USD": "ドル 米ドル USドル 米国ドル アメリカドル アメリカ・ドル ㌦ dollar dollars",
    "EUR": "ユーロ euro euros",
    "GBP": "ポンド 英ポンド イギリス・ポンド 英国ポンド pounds",
    "CNY": "元 人民元 中国元 中国人民元",
    "KRW": "ウォン 韓国ウォン",
    "HKD": "香港ドル",
    "TWD": "台湾ドル 新台湾ドル ニュー台湾ドル 台湾元",
    "SGD": "シンガポール・ドル 星ドル",
    "AUD": "豪ドル オーストラリア・ドル 豪州ドル",
    "CAD": "カナダ・ドル 加ドル",
    "NZD": "ニュージーランド・ドル NZドル",
    "INR": "ルピー インド・ルピー",
    "PKR": "パキスタン・ルピー",
    "LKR": "スリランカ・ルピー",
    "CHF": "スイス・フラン フラン",
    "THB": "バーツ タイ・バーツ",
    "VND": "ドン ベトナム・ドン",
    "IDR": "ルピア インドネシア・ルピア",
    "MYR": "リンギ リンギット マレーシア・リンギ マレーシア・リンギット",
    "PHP": "ペソ フィリピン・ペソ 比ペソ",
    "MXN": "メキシコ・ペソ",
    "CLP": "チリ・ペソ",
    "COP": "コロンビア・ペソ",
    "ARS": "アルゼンチン・ペソ",
    "BRL": "レアル ブラジル・レアル",
    "TRY": "リラ トルコ・リラ",
    "SEK": "クローナ スウェーデン・クローナ",
    "ISK": "アイスランド・クローナ",
    "NOK": "ノルウェー・クローネ",
    "DKK": "デンマーク・クローネ",
    "PLN": "ズロチ ズウォティ ポーランド・ズロチ",
    "CZK": "コルナ チェコ・コルナ",
    "HUF": "フォリント",
    "RUB": "ルーブル ロシア・ルーブル",
    "UAH": "フリブナ",
    "ZAR": "ランド 南アフリカ・ランド 南ア・ランド",
    "NGN": "ナイラ",
    "KES": "ケニア・シリング",
    "EGP": "エジプト・ポンド",
    "AED": "ディルハム UAEディルハム",
    "SAR": "リヤル サウジ・リヤル サウジアラビア・リヤル",
    "QAR": "カタール・リヤル",
    "KWD": "クウェート・ディナール",
    "ILS": "シェケル 新シェケル イスラエル・シェケル",
    "BDT": "バングラデシュ・タカ",
    "MMK": "ミャンマー・チャット",
    "KZT": "テンゲ",
    "MNT": "トゥグルグ",
}
# Signs beside a number, before or after it.
_SIGNS = {
    "JPY": "¥ JP¥", "USD": "$ US$ U.S.$ 米$", "EUR": "€", "GBP": "£", "CNY": "CN¥ RMB¥ RMB", "KRW": "₩", "INR": "₹ Rs.",
    "HKD": "HK$", "TWD": "NT$", "SGD": "S$", "AUD": "A$ AU$", "CAD": "C$ CA$", "NZD": "NZ$", "BRL": "R$",
    "THB": "฿", "VND": "₫", "PHP": "₱", "ILS": "₪", "TRY": "₺", "RUB": "₽",
}  # fmt: skip

# Words that only begin like a currency: 円滑, 1円高, 元社長, ユーロ圏. 円高い is no 円高.
_NOT_YEN = "円(?!滑|卓|熟|満|形|陣|盤|柱|周|筒|弧|墳|玉|安(?!い)|高(?![いくかめ])|相場|買い|売り)"
_NOT_YUAN = (
    "元(?!社|代表|幹部|役員|取締|会長|顧問|C[A-Z]O|従業|職員|首相|大統領|大臣|官僚|株主|同僚"
    "|[々日旦来気祖号素利金手請年化的論配締栓])"
)
_NOT_EURO = "ユーロ(?!圏|ネクスト)"
# Short katakana words are often the head of a longer one: ランドマーク, ドンキ, リラックス.
_SHORT = frozenset({"ドン", "ランド", "リラ", "レアル", "ペソ", "リンギ", "フラン", "テンゲ", "コルナ"})

_CODES = {
    word.replace("・", ""): code
    for table in (_NAMES, _SIGNS)
    for code, words in table.items()
    for word in (code, *words.split())
}


def _pattern(word: str) -> str:
    if word.endswith("円"):
        return word[:-1] + _NOT_YEN
    if word.endswith("元"):
        return word[:-1] + _NOT_YUAN
    if word == "ユーロ":
        return _NOT_EURO
    if word in _SHORT:
        return word + "(?![ァ-ヶー])"
    return word + "(?![A-Za-z])" if word.isascii() else word.replace("・", "・?")


_WORDS = sorted((word for words in _NAMES.values() for word in words.split()), key=len, reverse=True)
_SIGN = any_of(re.escape(sign) for signs in (*_SIGNS.values(), " ".join(_NAMES)) for sign in signs.split())
NAME_AFTER = compiled(f" ?(?:{'|'.join(_pattern(word) for word in _WORDS)}|(?:{_SIGN})(?![A-Za-z0-9$]))")
SIGN_BEFORE = compiled(f"(?<![A-Za-z])(?:{_SIGN}) ?\\Z")
# Codes that are words of their own (PHP 8, 3D CAD): currencies only where the number looks like money.
WORDLIKE = frozenset({"PHP", "TRY", "CAD", "SAR"})


def code_of(written: str) -> str:
    """The ISO 4217 code of a currency as NAME_AFTER or SIGN_BEFORE found it."""
    word = unicodedata.normalize("NFC", written.strip(" ")).replace("・", "")
    return _CODES[word]
