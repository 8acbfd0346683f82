"""Dates of FACTS §2: absolute, of an era, fiscal, relative to the document's date or to the date told last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from extractor.model import Date, ValueMention
from extractor.normalise.date import grammar
from extractor.normalise.date.context import Context, Unanchored
from extractor.normalise.date.interval import Interval, join
from extractor.normalise.date.readers import CUE, LAST_READERS, READERS, Readers
from extractor.normalise.fold import fold


def find_dates(
    text: str, anchor: date | None = None, *, start: int = 0, end: int | None = None, last: Date | None = None
) -> list[ValueMention]:
    """Every date in `text[start:end]`, counted from the document's date `anchor` and from `last`, the one told before.

    One that cannot be resolved has no EDTF code, only the words in `relative`.
    """
    piece = text[start:end]
    found = read_dates(fold(piece), anchor, last, original=piece)
    return [replace(mention, start=mention.start + start, end=mention.end + start) for mention in found]


def read_dates(text: str, anchor: date | None, last: Date | None, *, original: str) -> list[ValueMention]:
    """The dates in folded text; `original` is the same text as written."""
    found: list[ValueMention] = []
    context = Context(text, anchor, last)
    end = 0
    for cue in CUE.finditer(text):
        if cue.start() < end:
            continue
        read = _read_date(context, cue.start())
        if read is None:
            continue
        end, interval = read
        within = grammar.WITHIN.match(text, end)
        end = within.end() if within else end
        value = interval.to_date() if interval else Date(None, relative=original[cue.start() : end])
        found.append(ValueMention(cue.start(), end, value))
        if interval:
            context = replace(context, last=value)
    return found


def _read_date(context: Context, start: int) -> tuple[int, Interval | None] | None:
    """The end and the days of the date or range at `start`; the days are None where they cannot be resolved."""
    read = _read_point(context, start, READERS[context.text[start]])
    if read is None:
        return None
    end, first = read
    joint = grammar.TO.match(context.text, end)
    if not joint:
        return read
    at = joint.end()
    other = _read_point(replace(context, first=first), at, (*LAST_READERS, *READERS.get(context.text[at : at + 1], ())))
    if other is None or ("から" in joint[0] and grammar.CHANGED.match(context.text, other[0])):
        return read
    if first is None or other[1] is None:
        return other[0], None
    both = join(first, other[1])
    return (other[0], both) if both.begins <= both.ends else read


def _read_point(context: Context, start: int, readers: Readers) -> tuple[int, Interval | None] | None:
    for pattern, resolve in readers:
        match = pattern.match(context.text, start)
        if not match:
            continue
        try:
            interval = resolve(match, context)
            if interval:
                interval.to_date()
                return match.end(), interval
        except Unanchored:
            return match.end(), None
        except ValueError:
            continue
    return None
