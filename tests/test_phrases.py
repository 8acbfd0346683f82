"""Phrases of Docs built by hand: `弓張/n>2` is a noun whose head is token 2; `_` before the next token is a space."""

from __future__ import annotations

import re

import pytest
from spacy.tokens import Doc  # noqa: TID253 -- what these tests build
from spacy.vocab import Vocab  # noqa: TID253

from extractor.normalise import find_values
from extractor.phrases import Particles, Phrase, PhraseBuilder
from extractor.rulebook.load import load_rulebook

TAGS = {
    "n": "名詞-普通名詞-一般",
    "s": "名詞-普通名詞-サ変可能",
    "u": "名詞-数詞",
    "h": "接頭辞",
    "p": "助詞-格助詞",
    "k": "助詞-係助詞",
    "f": "助詞-副助詞",
    "v": "動詞-一般",
    "w": "動詞-非自立可能",
    "m": "形状詞-一般",
    "a": "助動詞",
    "x": "補助記号-一般",
    "o": "補助記号-括弧開",
    "c": "補助記号-括弧閉",
    "t": "補助記号-読点",
    "z": "補助記号-句点",
    "sp": "空白",
}
TOKEN = re.compile(r"(?P<word>[^/]+)/(?P<tag>[a-z]+)(?:>(?P<head>\d+))?(?P<fixed>!)?(?P<space>_)?")
VOCAB = Vocab()


def parsed(text: str) -> Doc:
    """A Doc of tokens as written above; without a head a token is its own, `!` makes its relation fixed."""
    tokens = [found for word in text.split(" ") if (found := TOKEN.fullmatch(word.replace("~", "\u3000")))]
    return Doc(
        VOCAB,
        words=[token["word"] for token in tokens],
        spaces=[bool(token["space"]) for token in tokens],
        tags=[TAGS[token["tag"]] for token in tokens],
        heads=[int(token["head"] or at) for at, token in enumerate(tokens)],
        deps=["fixed" if token["fixed"] else "dep" for token in tokens],
        lemmas=[{"借り入れ": "借り入れる", "決め": "決める"}.get(token["word"], token["word"]) for token in tokens],
    )


def phrases(text: str, *, headline: bool = False, breaks: str = "") -> list[Phrase]:
    doc = parsed(text)
    places = {doc.text.index(word) for word in breaks.split()}
    values = find_values(doc.text)
    return PhraseBuilder(doc, values, places, set(), load_rulebook().particles, headline=headline).build()


def shown(found: list[Phrase]) -> list[str]:
    """`弓張<は>決め`: what a phrase holds, its case and what it depends on."""
    return [f"{p.text}<{p.case}>{'' if p.head is None else found[p.head].text}" for p in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "弓張/n>7 は/k>0 汐見/n>7 から/p>2 8億/u>5 円/n>7 を/p>5 借り入れ/v た/a>7 。/z>7",
            ["弓張<は>借り入れ", "汐見<から>借り入れ", "8億円<を>借り入れ", "借り入れ<>"],
            id="cases of a verb",
        ),
        pytest.param(
            "弓張/n>4 から/p>0 8億/u>3 円/n>4 調達/s し/w>4 た/a>4",
            ["弓張<から>調達", "8億円<>調達", "調達<>"],
            id="an amount without a particle belongs to what follows it",
        ),
        pytest.param(
            "弓張/n>3 から/p>0 8億/u>3 円/n>5 を/p>3 調達/s し/w>5 た/a>5",
            ["弓張<から>調達", "8億円<を>調達", "調達<>"],
            id="no case depends on an amount",
        ),
        pytest.param(
            "弓張/n>7 は/k>0 汐見/n>7 へ/p>2 の/p>2 出資/s>7 を/p>5 決め/v た/a>7",
            ["弓張<は>決め", "汐見<に>出資", "出資<を>決め", "決め<>"],
            id="への never goes with the verb",
        ),
        pytest.param(
            "弓張/n>3 に/p>0 よる/v>1! 汐見/n>5 の/p>3 買収/s>7 が/p>5 終わる/v",
            ["弓張<による>買収", "汐見<の>買収", "買収<が>終わる", "終わる<>"],
            id="による goes past AのB to the event",
        ),
        pytest.param(
            "弓張/n>5 を/p>0 引受先/n>4 と/p>2 する/w>5 増資/s",
            ["弓張<引受先>増資", "増資<>"],
            id="a particle of several words is one case",
        ),
        pytest.param(
            "弓張/n>2 や/f>0 汐見/n>5 など/f>2 から/p>2 得/v た/a>5",
            ["弓張<や>汐見", "汐見<から>得", "得<>"],
            id="など stands between a name and its case",
        ),
        pytest.param(
            "弓張/n>2 が/p>0 出資/s>4 する/w>2 汐見/n>6 は/k>4 伸びる/v",
            ["弓張<が>出資", "出資<>汐見", "汐見<は>伸びる", "伸びる<>"],
            id="a relative clause",
        ),
        pytest.param(
            "弓張/n>10 は/k>0 、/t>0 汐見/n>10 に/p>3 工場/n>7 を/p>5 建設/s>10 する/w>7 と/p>7 発表/s し/w>10 た/a>10",
            ["弓張<は>発表", "汐見<に>建設", "工場<を>建設", "建設<>発表", "発表<>"],
            id="what is no subject belongs to the clause reported",
        ),
        pytest.param(
            "弓張/n>6 は/k>0 態度/n>6 を/p>2 明らか/m>6 に/a>4 し/w た/a>6",
            ["弓張<は>明らか", "態度<を>明らか", "明らか<>"],
            id="明らかにする is one predicate",
        ),
        pytest.param(
            "弓張/n>5 の/p>0 8億/u>3 円/n>5 の/p>3 調達/s",
            ["弓張<の>調達", "8億円<の>調達", "調達<>"],
            id="the event of two genitives",
        ),
    ],
)
def test_cases_and_heads(text: str, expected: list[str]) -> None:
    assert shown(phrases(text)) == expected


def test_brackets_are_asides_of_the_name() -> None:
    first, *_ = phrases("弓張/n>7 （/o>0 ゆみ/n>0 、/t>0 津市/n>0 ）/c>0 が/p>0 借り入れ/v た/a>7")
    assert (first.text, first.core_end, first.case) == ("弓張（ゆみ、津市）", 2, "が")
    assert first.asides == ((2, 9),)


def test_a_quoted_name_belongs_to_its_description() -> None:
    first, second = phrases("新/h>1 会社/n>3 「/o>3 テスト/s>6 」/c>3 を/p>3 設立/s", breaks="設立")
    assert (first.text, first.case, first.asides) == ("新会社「テスト」", "を", ((3, 8),))
    assert second.text == "設立"


def test_a_quoted_statement_is_no_name() -> None:
    found = phrases("弓張/n>8 は/k>0 「/o>3 汐見/n>5 を/p>3 買う/v>8 」/c>5 と/p>5 述べ/v た/a>8")
    assert [(p.text, p.depth) for p in found] == [("弓張", 0), ("汐見", 1), ("買う", 1), ("述べ", 0)]


@pytest.mark.parametrize(
    "dateline",
    [
        "【/o>3 津/n>3 =/x>3 共同/s 】/c>3",
        "【/o>3 津/n>3 ＝/x>3 共同/s 】/c>3",
    ],
)
def test_a_dateline_is_left_out(dateline: str) -> None:
    found = phrases(f"{dateline} 弓張/n>9 は/k>5 汐見/n>9 を/p>7 買収/s し/w>9 た/a>9")
    assert [p.text for p in found] == ["弓張", "汐見", "買収"]


@pytest.mark.parametrize(
    ("text", "breaks", "expected"),
    [
        pytest.param(
            "弓張/n>4 、/t>0 8億/u>4 円/n>4 調達/s_ 汐見/n>7 も/k>5 参加/s",
            "調達 参加",
            ["弓張<、>0 調達", "8億円<>0 調達", "調達<>0 -", "汐見<は>1 参加", "参加<>1 -"],
            id="a space parts segments",
        ),
        pytest.param(
            "弓張/n>2 ~/sp>0 8億/u>3 円/n>5 を/p>3 調達/s",
            "調達",
            ["弓張<、>0 調達", "8億円<を>1 調達", "調達<>1 -"],
            id="a wide space sets off the topic",
        ),
        pytest.param(
            "Aki/n>1_ Works/n>3 、/t>1 汐見/n>4 買収/s",
            "買収",
            ["Aki Works<、>0 買収", "汐見<>0 買収", "買収<>0 -"],
            id="a space in a Latin name parts nothing",
        ),
        pytest.param(
            "弓張/n>1 汐見/n>3 の/p>1 買収/s で/p>3 合意/s",
            "買収 合意",
            ["弓張汐見<の>0 買収", "買収<で>0 合意", "合意<>0 -"],
            id="の goes with the next noun and the rest with the next predicate",
        ),
        pytest.param(
            "評価/n>1 額/n>3 は/k>1 9億/u>4 円/n",
            "",
            ["評価額<は>0 9億円", "9億円<>0 -"],
            id="a value may be the predicate",
        ),
    ],
)
def test_headlines(text: str, breaks: str, expected: list[str]) -> None:
    found = phrases(text, headline=True, breaks=breaks)
    heads = ["-" if p.head is None else found[p.head].text for p in found]
    assert [f"{p.text}<{p.case}>{p.segment} {head}" for p, head in zip(found, heads, strict=True)] == expected


def test_a_trigger_begins_a_phrase_of_its_own() -> None:
    text = "汐見/n>1 買収/s"
    assert [p.text for p in phrases(text)] == ["汐見買収"]
    assert [p.text for p in phrases(text, breaks="買収")] == ["汐見", "買収"]


@pytest.mark.parametrize(
    ("text", "attributive"),
    [
        ("出資/s>2 する/w>0 汐見/n", True),
        ("出資/s>5 し/w>0 た/a>0 、/t>0 が/p>0 伸びる/v", False),  # a comma ends the clause
        ("出資/s>3 し/w>0 て/p>0 伸びる/v", False),
    ],
)
def test_what_modifies_a_noun(text: str, attributive: bool) -> None:
    assert phrases(text)[0].attributive is attributive


@pytest.mark.parametrize(
    ("text", "case", "others", "read"),
    [
        ("から調達", "から", False, 2),
        ("などから", "から", True, 4),
        ("らが", "が", True, 2),
        ("へは", "に", False, 2),  # longest first: へは, not へ
        ("、", "", False, 0),
    ],
)
def test_particles(text: str, case: str, others: bool, read: int) -> None:
    particles = Particles({"から": "から", "が": "が", "へ": "に", "へは": "に"}, ["など", "ら"])
    assert particles.read(text) == (case, others, read)
