"""Whether a text is Vietnamese, and whether it is on the topic."""

from __future__ import annotations

import functools
import re

from tinhgon.pages.decoding import vietnamese
from tinhgon.rules import Rulebook
from tinhgon.text import fold

LEAST = 0.06  # share of Vietnamese's commonest syllables below which a text is in another language

SAMPLE = 2_000  # characters that are enough to tell

_word = re.compile(r"\w+")


def language(text: str) -> str:
    """`vi`, or `other`.

    >>> language("Tỉnh đã sắp xếp các đơn vị của huyện"), language("The province merged its departments")
    ('vi', 'other')
    """
    return "vi" if vietnamese(text[:SAMPLE]) >= LEAST else "other"


@functools.cache
def _terms(book: Rulebook) -> dict[str, list[list[str]]]:
    """The terms of `terms.txt` as syllables, by their first one, longest first."""
    terms: dict[str, list[list[str]]] = {}
    for term in sorted({tuple(_word.findall(fold(line))) for line in book.lines("terms")}):
        terms.setdefault(term[0], []).append(list(term))
    return {first: sorted(listed, key=lambda term: (-len(term), term)) for first, listed in terms.items()}


def relevance(folded: str, book: Rulebook) -> float | None:
    """Share of the syllables of a folded text that belong to terms of the domain (`terms.txt`), 0 to 1, four
    decimals; None where the rules name no term or the text has no word.

    >>> from tinhgon.rules import book
    >>> relevance("tinh giản biên chế là việc khó", book()), relevance("đội bóng thắng trận", book())
    (0.5714, 0.0)
    """
    terms, words = _terms(book), _word.findall(folded)
    if not terms or not words:
        return None
    hits = free = 0
    for at, word in enumerate(words):
        if word in terms and at >= free:
            for term in terms[word]:
                if words[at : at + len(term)] == term:
                    hits, free = hits + len(term), at + len(term)
                    break
    return round(hits / len(words), 4)
