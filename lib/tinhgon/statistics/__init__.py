"""Figures of an article: what is counted, what happened to it, where, when and how sure.

`find` reads an article in five steps: numbers that count something (`candidates`: `norms`, `worded`,
`bare`, `nouns`), what governs them (`governing`: `counted`, `verbs`, `restated`, `stocks`, `adopting`),
tier and scope (`settings`), place (`whereabouts`), time (`timing`).
"""

from __future__ import annotations

from tinhgon.clauses import Article, Sentence
from tinhgon.rules import Rulebook
from tinhgon.statistics.candidates import candidates
from tinhgon.statistics.governing import govern
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.settings import settle, tier_of_places
from tinhgon.statistics.timing import time
from tinhgon.statistics.whereabouts import locate

__all__ = ["Statistic", "find"]

RECENT = 8  # figures that a sentence may hang on, of its paragraph and the one before


def find(article: Article, rulebook: Rulebook) -> list[Statistic]:
    """The figures of `article`, in order, coded as the code book says.

    >>> from tinhgon.clauses import read_article
    >>> from tinhgon.rules import book
    >>> article = read_article("Sơn La đã giảm 12 phòng, hiện còn 30 phòng.", book())
    >>> [(figure.numeral.value, figure.object, figure.change) for figure in find(article, book())]
    [(12.0, 'divisions', 'decrease'), (30.0, 'divisions', 'level')]
    """
    found: list[Statistic] = []
    for sentence in article.sentences:
        if not sentence.numerals:
            continue
        recent = _recent(found, sentence)
        figures = candidates(sentence, recent, rulebook)
        if not figures:
            continue
        govern(figures, recent, rulebook)
        settle(figures, recent, rulebook)
        found.extend(figures)
    locate(article, found)
    tier_of_places(found, article)
    time(article, found)
    return found


def _recent(found: list[Statistic], sentence: Sentence) -> list[Statistic]:
    """The last figures of the paragraph and the one before it."""
    return [s for s in found[-RECENT:] if sentence.line - s.sentence.line <= 1]
