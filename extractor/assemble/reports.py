"""A sentence that only says who reported the one before: 「通信社が24日、関係者の話として報じた。」"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.assemble.drafts import Draft, Settler
from extractor.contract import FACT_TYPES
from extractor.match.frame import Candidate
from extractor.match.matcher import Match
from extractor.model import Date, ValueMention


def report_sentences(matches: Sequence[Match], drafts: Sequence[Draft], settler: Settler) -> None:
    """Give the facts of the sentence before their date of report and their source."""
    for match in matches:
        reading = match.reading
        if match.hits or not reading.phrases or reading.phrases[-1].lemma not in reading.rulebook.words.press:
            continue
        dates = [
            v for v in reading.values if isinstance(v, ValueMention) and isinstance(v.value, Date) and v.value.edtf
        ]
        for draft in drafts:
            if draft.order[0] != reading.number - 1:
                continue
            draft.attribution = settler.factuality.attribution_of(reading)
            if dates and "announced" in FACT_TYPES[draft.type].roles and "announced" not in draft.roles:
                filler = Candidate(dates[0].start, dates[0].end, value=dates[0], type="date")
                draft.roles["announced"] = settler.fillers(reading, [filler])
                draft.evidence.append((reading.sentence.start, reading.sentence.end, ()))
