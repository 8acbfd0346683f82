"""The extractor as a spaCy component: `nlp.add_pipe("fundex")` gives `doc._.facts`.

spaCy imports this module by its entry point when a pipeline asks for "fundex".

>>> import spacy
>>> nlp = spacy.load("ja_ginza")
>>> _ = nlp.add_pipe("fundex")
>>> doc = nlp("雪見酒造は東港銀行から8億円を借り入れた。")
>>> [(fact.type, fact.roles["amount"][0].text) for fact in doc._.facts]
[('debt_financing', '8億円')]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language  # noqa: TID253 -- only spaCy imports this module
from spacy.tokens import Doc  # noqa: TID253

from extractor.contract import fact_types
from extractor.errors import FundexError
from extractor.model import Document
from extractor.packing import register
from extractor.pipeline import Pipeline
from extractor.read.article import build_document
from extractor.read.dates import read_published

if TYPE_CHECKING:
    from extractor.split import Clean


@Language.factory(
    "fundex",
    assigns=["doc._.facts", "doc._.fundex"],
    requires=["token.dep", "token.head", "doc.ents"],
    default_config={"rules": None, "types": None},
)
def make_fundex(nlp: Language, name: str, rules: str | None, types: list[str] | None) -> Fundex:
    """`rules`: a folder to use in place of the rules shipped; `types`: only facts of these types."""
    for extension, default in (("facts", ()), ("fundex", None)):
        Doc.set_extension(extension, default=default, force=True)
    register()
    return Fundex(nlp, name, rules, types)


class Fundex:
    """Reads a parsed Doc for facts.

    It sets `doc._.facts` (a tuple of Fact, offsets into `doc.text`) and `doc._.fundex` (DocumentFacts, the entities
    with them). `doc.user_data["published"]` and `["id"]` tell the document's date and id. FundexError for a Doc that
    is not parsed, InputError for a date that is none.
    """

    def __init__(self, nlp: Language, name: str, rules: str | None = None, types: list[str] | None = None) -> None:
        self.nlp, self.name = nlp, name
        known = None if types is None else fact_types(types, name)
        self.pipeline = Pipeline(None if rules is None else Path(rules), known, nlp)

    def __call__(self, doc: Doc) -> Doc:
        if len(doc) and not doc.has_annotation("DEP"):
            raise FundexError(self.name, "the Doc is not parsed", 'load ja_ginza and add "fundex" behind its parser')
        told = self.pipeline.facts(_document(doc), partial(self._parsed, doc))
        doc._.fundex, doc._.facts = told, told.facts
        return doc

    def _parsed(self, doc: Doc, sentences: Sequence[Clean]) -> Iterator[Doc]:
        """Each sentence as the Doc has it parsed; one that its tokens cross, or with markup inside, parsed afresh."""
        for sentence in sentences:
            span = doc.char_span(sentence.offsets[0], sentence.offsets[-1])
            part = span.as_doc() if span is not None else None
            yield part if part is not None and part.text == sentence.text else self._parse(sentence.text)

    def _parse(self, text: str) -> Doc:
        """A text through the components that stand before this one."""
        doc = self.nlp.make_doc(text)
        for _, component in self.nlp.pipeline:
            if component is self:
                break
            doc = component(doc)
        return doc


def _document(doc: Doc) -> Document:
    id = str(doc.user_data.get("id", "text"))
    published = read_published(doc.user_data.get("published"), id)
    if not doc.text.strip():
        return Document(id, doc.text, published=published)
    return build_document(doc.text, id, id, published=published)
