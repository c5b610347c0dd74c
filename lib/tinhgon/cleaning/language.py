"""Whether a text is Vietnamese, and whether it is on the topic."""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from typing import NamedTuple

from tinhgon.pages.decoding import COMMON
from tinhgon.rules import Rulebook
from tinhgon.text import fold

LEAST = 0.06  # share of Vietnamese's commonest syllables below which a text is in another language
SAMPLE = 400  # words that are enough to tell

_word = re.compile(r"\w+")


def measured(folded: str, book: Rulebook) -> tuple[str, float | None]:
    """The language and the relevance of a folded text.

    >>> from tinhgon.rules import book
    >>> measured("tỉnh đã sắp xếp tổ chức bộ máy", book())
    ('vi', 0.75)
    """
    words = _word.findall(folded)
    return _language(words), _relevance(words, book)


def language(folded: str) -> str:
    """`vi`, or `other`.

    >>> language("tỉnh đã sắp xếp các đơn vị của huyện"), language("the province merged its departments")
    ('vi', 'other')
    """
    return _language(_word.findall(folded[: 10 * SAMPLE]))


def _language(words: list[str]) -> str:
    sample = [word for word in words[:SAMPLE] if not word.isdigit()]
    return "vi" if sum(map(COMMON.__contains__, sample)) >= max(1, LEAST * len(sample)) else "other"


class _Terms(NamedTuple):
    """The terms of `terms.txt` as syllables: those of one, and the longer ones by their first two, longest
    first."""

    single: frozenset[str]
    longer: dict[tuple[str, str], list[list[str]]]


@functools.cache
def _terms(book: Rulebook) -> _Terms:
    listed = sorted({tuple(_word.findall(fold(line))) for line in book.lines("terms")}, key=_by_length)
    longer: dict[tuple[str, str], list[list[str]]] = {}
    for term in listed:
        if len(term) > 1:
            longer.setdefault((term[0], term[1]), []).append(list(term))
    return _Terms(frozenset(term[0] for term in listed if len(term) == 1), longer)


def _by_length(term: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return -len(term), term


def _relevance(words: list[str], book: Rulebook) -> float | None:
    """Share of the syllables that belong to terms of the domain (`terms.txt`), 0 to 1, four decimals; None
    where the rules name no term or there is no word."""
    single, longer = _terms(book)
    if not (single or longer) or not words:
        return None
    hits = free = 0
    for at, pair in enumerate(pairwise([*words, ""])):
        if at < free or (pair not in longer and pair[0] not in single):
            continue
        found = (len(term) for term in longer.get(pair, ()) if words[at : at + len(term)] == term)
        length = next(found, int(pair[0] in single))
        hits, free = hits + length, at + (length or 1)
    return round(hits / len(words), 4)
