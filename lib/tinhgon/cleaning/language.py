"""Whether a text is Vietnamese, and whether it is on the topic."""

from __future__ import annotations

import functools
import re

from tinhgon.pages.decoding import vietnamese
from tinhgon.rules import Rulebook
from tinhgon.text import fold

LEAST = 0.06  # share of Vietnamese's commonest syllables below which a text is in another language

SAMPLE = 4_000  # characters that are enough to tell

_word = re.compile(r"\w+")


def language(text: str) -> str:
    """`vi`, or `other`.

    >>> language("Tỉnh đã sắp xếp các đơn vị của huyện"), language("The province merged its departments")
    ('vi', 'other')
    """
    return "vi" if vietnamese(text[:SAMPLE]) >= LEAST else "other"


@functools.cache
def _terms(book: Rulebook) -> re.Pattern[str] | None:
    words = sorted({fold(term) for term in book.lines("terms")}, key=lambda term: (-len(term), term))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)") if words else None


def relevance(folded: str, book: Rulebook) -> float | None:
    """Share of the syllables of a folded text that belong to terms of the domain (`terms.txt`), 0 to 1, four
    decimals; None where the rules name no term or the text has no word."""
    pattern, count = _terms(book), len(_word.findall(folded))
    if pattern is None or not count:
        return None
    hits = sum(match[0].count(" ") + 1 for match in pattern.finditer(folded))
    return round(hits / count, 4)
