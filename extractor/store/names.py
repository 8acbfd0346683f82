"""How words are compared: without width, case and spaces."""

from __future__ import annotations

import re
import unicodedata


def name_key(words: str) -> str:
    """ＮＶＩＤＩＡ and Nvidia are one; so are ﾗｸﾃﾝ and ラクテン, New York and NewYork.

    >>> name_key("Ｎｖｉｄｉａ　Corp")
    'nvidiacorp'
    """
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words).casefold())
