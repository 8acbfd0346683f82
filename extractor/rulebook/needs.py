"""What a sentence must hold for a rule to fire, read off the rule itself: a new rule opens the gate by its own words.

A need is a set of strings of which one must stand in the sentence; a mask (MASKS) stands for any value, or name, of its
type. Needs are necessary, never sufficient: a sentence that lacks one cannot make the rule fire.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from extractor.rulebook.model import MASKS, NAME_TYPES, VALUE_TYPES, RoleSpec, Rule

Need = frozenset[str]
VALUE_MASKS = {MASKS[kind]: kind for kind in VALUE_TYPES}
_NAME_MASKS = frozenset(MASKS[kind] for kind in (*NAME_TYPES, "unknown"))
_DATES = ("date", "announced")  # roles that a clause's dates fill, whatever the rule says
# What follows the stem of a verb whose dictionary form ends so (買う: 買わ, 買い, 買っ …).
_ROWS = {
    "う": "わいうえおっ", "く": "かきくけこいっ", "ぐ": "がぎぐげごい", "す": "さしすせそ", "つ": "たちつてとっ",
    "ぬ": "なにぬねのん", "ぶ": "ばびぶべぼん", "む": "まみむめもん", "る": "らりるれろっん",
}  # fmt: skip
_BARE_STEM = "なたてまよずつやそがと、。，」"  # 得: what may follow a verb of one kanji that does not change before る
_VERB = re.compile(r"[うくすつぬぶむるぐ]$")
_UNCHANGING = re.compile(r"[いきぎしじちにひびみりえけげせぜてでねへべめれ]る$")


def needs(rule: Rule, *, named: bool = False) -> tuple[Need, ...]:
    """Everything that a sentence must hold for the rule to fire there; `under` is left to the caller.

    `named`: names too, which only the parse finds.
    """
    match rule.kind:
        case "frame":
            found = [_words((*rule.nouns, *rule.verbs)), *_frame_needs(rule)]
        case "text" | "veto" if rule.pattern is not None:
            found = list(_pattern_needs(rule.pattern))
        case "tokens":
            found = [_either([_token_needs(pattern) for pattern in rule.tokens])]
        case _:
            found = []
    return tuple(need for need in dict.fromkeys(found) if need and (named or not need & _NAME_MASKS))


def rareness(need: Need) -> int:
    """Long words are rare ones."""
    return min(map(len, need))


def _frame_needs(rule: Rule) -> Iterator[Need]:
    if rule.light and not {"する"} & set(rule.light):
        yield _words(rule.light)
    for nouns in rule.with_words.values():
        told = frozenset((MASKS["round"],)) if "ラウンド" in nouns else frozenset()  # シリーズA is a ラウンド
        yield frozenset(nouns) | told if "" not in nouns else frozenset()
    for role in rule.roles:
        if role.required and not role.elliptic:
            yield _value(role)
    for group in rule.any_of:
        roles = [rule.role(name) or (RoleSpec(name, (), ("date",)) if name in _DATES else None) for name in group]
        yield _union([_value(role) if role is not None else frozenset() for role in roles])


def _value(role: RoleSpec) -> Need:
    """The masks of a role that takes values alone; names are found by the parse."""
    return frozenset(MASKS[kind] for kind in role.types) if set(role.types) <= set(VALUE_TYPES) else frozenset()


def _words(words: Iterable[str]) -> Need:
    return frozenset(form for word in words for form in _forms(word))


def _forms(word: str) -> list[str]:
    """A noun as it is; a verb's stem with what tells it from a noun's first kanji."""
    if len(word) < 2 or not _VERB.search(word):
        return [word]
    stem = word[:-1]
    if word.endswith("ずる"):
        return [word[:-2] + kana for kana in "ずじぜ"]
    if _UNCHANGING.search(word):
        return [stem]
    after = _ROWS[word[-1]] + (_BARE_STEM if word[-1] == "る" else "")
    return [stem + kana for kana in after]


def _union(all_of: Sequence[Need]) -> Need:
    return frozenset().union(*all_of) if all_of and all(all_of) else frozenset()


def _either(branches: Sequence[Sequence[Need]]) -> Need:
    """One need for several ways to match: of each way its most telling one."""
    return _union([max(branch, key=_telling, default=frozenset()) for branch in branches])


def _telling(need: Need) -> int:
    """Long words tell most, values little, names least."""
    return min((len(word) if word not in MASKS.values() else -(word in _NAME_MASKS) for word in need), default=-2)


# --- token patterns -----------------------------------------------------------------------------------------


def _token_needs(pattern: Iterable[Mapping[str, object]]) -> list[Need]:
    out: list[Need] = []
    for token in pattern:
        if token.get("OP", "1") not in ("1", "+"):
            continue
        text, extension = token.get("TEXT", token.get("ORTH")), token.get("_")
        if isinstance(text, str):
            out.append(frozenset((text,)))
        elif isinstance(text, Mapping) and isinstance(told := text.get("IN"), Iterable):
            out.append(frozenset(map(str, told)))
        if isinstance(extension, Mapping) and extension.get("mention") in VALUE_TYPES:
            out.append(frozenset((MASKS[str(extension["mention"])],)))
    return out


# --- regular expressions ------------------------------------------------------------------------------------


def _pattern_needs(pattern: re.Pattern[str]) -> list[Need]:
    return [] if pattern.flags & re.IGNORECASE else _sequence(_parser.parse(pattern.pattern, pattern.flags))


def _sequence(items: Iterable[tuple[Any, Any]]) -> list[Need]:
    """The needs of what must match one after the other; letters in a row are one word."""
    out: list[Need] = []
    run = ""
    for code, told in [*items, (None, None)]:
        if code is op.LITERAL and chr(told) not in MASKS.values():
            run += chr(told)
            continue
        if run:
            out.append(frozenset((run,)))
        run = ""
        out += _item(code, told)
    return [need for need in out if need]


def _item(code: Any, told: Any) -> list[Need]:
    if code is op.LITERAL:
        return _letters([chr(told)])
    if code is op.IN:
        return _letters(chr(value) if kind is op.LITERAL else "" for kind, value in told)
    if code is op.BRANCH:
        branches = [_sequence(branch) for branch in told[1]]
        shared = [need for need in branches[0] if all(need in branch for branch in branches[1:])]
        return [*shared, _either(branches)]
    if code is op.SUBPATTERN:
        return [] if told[1] & re.IGNORECASE else _sequence(told[3])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _sequence(told[2]) if told[0] else []
    if code is op.ASSERT:
        return _sequence(told[1])
    return _sequence(told) if code is op.ATOMIC_GROUP else []


_MASKED = re.compile("\\(\\?:\\(\\?>\\[([\ue000-\uf8ff]+)\\]\\+\\)")  # a mention, as parse.py writes it
_REPEATED = re.compile(r"\)[+*{]")  # a mention inside a repetition could be read in far too many ways
_REFUSED = re.compile("\\(\\?<?![^)]*[\ue000-\uf8ff]")  # no company after it: any word would be one
_ENDS = re.compile(r"(?<![\\[])\^|(?<!\\)\$")
_NO_NAME = "、。はがを\n"
_SOME = f"(?:[^{_NO_NAME}]{{1,60}}?"
_SPELT = f"(?:[^{_NO_NAME}]{{0,60}}?[A-Za-zＡ-Ｚａ-ｚァ-ヺｦ-ﾝ0-9０-９「『“][^{_NO_NAME}]{{0,60}}?"


def skeleton(rule: Rule) -> re.Pattern[str] | None:
    """A text rule with any words in place of its mentions: what it leaves between them, and in which order.

    None where nothing can be said so simply. A mention is taken to hold no 、 and no は, が, を, and a product to have
    a Latin letter, katakana, a figure or a quotation mark: what such a rule tells of the few names that are spelt
    otherwise (株式会社スーパーはやせ, 北斗) is left out.
    """
    source = rule.pattern.pattern if rule.kind == "text" and rule.pattern is not None else ""
    if not _MASKED.search(source) or _REPEATED.search(source) or _REFUSED.search(source):
        return None
    loose = _MASKED.sub(lambda found: _SPELT if MASKS["product"] in found[1] else _SOME, source)
    first = re.match(r"(?:\((?:\?P<\w+>|\?:)?)*" + re.escape(_SOME), loose)
    if first is not None:  # of the words before the first literal one letter is enough
        loose = loose[: first.end() - len(_SOME)] + _SOME.replace("{1,60}?", "") + loose[first.end() :]
    return re.compile(_ENDS.sub("", loose))  # so that it also finds the sentence in its document


def _letters(told: Iterable[str]) -> list[Need]:
    """A class of letters, if it is a plain list."""
    letters = frozenset(told)
    return [letters] if "" not in letters else []
