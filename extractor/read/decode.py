"""Bytes → text, without a guess: UTF-8, or UTF-16 that says so by its byte order mark."""

from __future__ import annotations

import codecs

from extractor.errors import InputError


def decode(data: bytes, where: str) -> str:
    """A file's text, newlines as they are, byte order mark dropped; InputError names the first bad byte."""
    encoding, mark = _encoding(data)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + len(mark)
        raise InputError(where, f"not {encoding.upper()} at byte {at}", _convert()) from None
    if "\x1b$" in text:  # ISO-2022-JP is made of ASCII bytes and so decodes, to rubbish
        raise InputError(where, "ISO-2022-JP, not UTF-8", _convert("ISO-2022-JP"))
    if "\0" in text:
        raise InputError(where, "a zero byte: this is no text", "give a text file")
    return text


def _encoding(data: bytes) -> tuple[str, bytes]:
    for encoding, mark in (
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ):
        if data.startswith(mark):
            return encoding, mark
    return "utf-8", b""


def _convert(encoding: str = "SHIFT_JIS") -> str:
    return f"convert the file with: iconv -f {encoding} -t UTF-8"
