"""Whether a text is Vietnamese, and whether it is on the topic."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import chain, compress, count, islice
from operator import or_
from typing import NamedTuple

from tinhgon.pages.decoding import COMMON
from tinhgon.rules import Rulebook
from tinhgon.searching import spaced
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
    words = spaced(folded).split()
    return _language(words), _relevance(words, book)


def language(folded: str) -> str:
    """`vi`, or `other`.

    >>> language("tỉnh đã sắp xếp các đơn vị của huyện"), language("the province merged its departments")
    ('vi', 'other')
    """
    return _language(_word.findall(folded[: 10 * SAMPLE]))


def _language(words: list[str]) -> str:
    sample = words[:SAMPLE]
    spelled = len(sample) - sum(map(str.isdigit, sample))
    return "vi" if sum(map(COMMON.__contains__, sample)) >= max(1, LEAST * spelled) else "other"


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
    for at in _candidates(words, single, longer):
        if at < free:
            continue
        pair = (words[at], words[at + 1] if at + 1 < len(words) else "")
        for term in longer.get(pair, ()):
            if words[at : at + len(term)] == term:
                hits, free = hits + len(term), at + len(term)
                break
        else:
            hits += words[at] in single
    return round(hits / len(words), 4)


def _candidates(
    words: list[str], single: frozenset[str], longer: dict[tuple[str, str], list[list[str]]]
) -> Iterator[int]:
    """Where a term may begin: few of the places of a text."""
    begins = map(longer.__contains__, zip(words, chain(islice(words, 1, None), [""]), strict=True))
    return compress(count(), map(or_, begins, map(single.__contains__, words)) if single else begins)
