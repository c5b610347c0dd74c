"""Figures of an article: what is counted, what happened to it, where, when and how sure.

`read` takes an article in steps, a folder each: numbers that count something (`candidates`), what they count
(`objects`), what happened to it (`changes`, with the `models` it tells of and its `relations` to other
figures), tier and scope (`settings`), place (`whereabouts`), time, plan or result (`timing`). Words of
rules and nouns that all steps ask for are in `nouns`, `record`, `flows` and `graded`.
"""

from __future__ import annotations

from typing import NamedTuple

from tinhgon.clauses import Article, Sentence
from tinhgon.rules import Rulebook
from tinhgon.statistics.candidates import candidates
from tinhgon.statistics.changes.governing import govern
from tinhgon.statistics.changes.headed import inherit
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.relations.repeated import say_again
from tinhgon.statistics.settings import settle, tier_of_places
from tinhgon.statistics.settings.tiers import counts_provinces
from tinhgon.statistics.timing import time
from tinhgon.statistics.timing.ahead import look_ahead
from tinhgon.statistics.whereabouts import locate
from tinhgon.text import Span

__all__ = ["Reading", "Statistic", "find", "read"]

LOOK_BACK = 2  # sentences before it that a sentence may hang on
RECENT = 8  # figures that a sentence may hang on, of its paragraph and the one before


class Reading(NamedTuple):
    """The figures of an article, and its numbers that are none with the class of the ledger that the rules
    refuse them as, "" where they know none."""

    figures: list[Statistic]
    refused: dict[Span, str]


def find(article: Article, rulebook: Rulebook) -> list[Statistic]:
    """The figures of `article`, in order, coded as the code book says.

    >>> from tinhgon.clauses import read_article
    >>> from tinhgon.rules import book
    >>> article = read_article("Sơn La đã giảm 12 phòng, hiện còn 30 phòng.", book())
    >>> [(figure.numeral.value, figure.object, figure.change) for figure in find(article, book())]
    [(12.0, 'divisions', 'decrease'), (30.0, 'divisions', 'level')]
    """
    return read(article, rulebook).figures


def read(article: Article, rulebook: Rulebook) -> Reading:
    """The figures of `article` as `find` gives them, and why its other numbers are none."""
    found: list[Statistic] = []
    refused: dict[Span, str] = {}
    for index, sentence in enumerate(article.sentences):
        if not sentence.numerals:
            continue
        recent = _recent(found, sentence)
        figures = candidates(sentence, recent, rulebook, refused)
        if not figures:
            continue
        govern(figures, recent, _preceding(article, index), rulebook)
        for figure in figures:
            if _only_names_provinces(figure):
                refused[Span(figure.numeral.number_start, figure.numeral.end)] = "other"
            else:
                found.append(figure)
    inherit(article, found, rulebook)
    settle(article, found, rulebook)
    locate(article, found)
    tier_of_places(found, article)
    time(article, found)
    look_ahead(article, found)
    say_again(found)
    return Reading(found, refused)


def _only_names_provinces(figure: Statistic) -> bool:
    """`cả hai tỉnh đều thận trọng`: provinces with which nothing happens are no fact of the apparatus."""
    return figure.change == "level" and counts_provinces(figure)


def _recent(found: list[Statistic], sentence: Sentence) -> list[Statistic]:
    """The last figures of the paragraph and the one before it."""
    return [s for s in found[-RECENT:] if sentence.line - s.sentence.line <= 1]


def _preceding(article: Article, index: int) -> list[Sentence]:
    """The last sentences before this one, of its paragraph and the one before it, the last first."""
    line = article.sentences[index].line
    near = article.sentences[max(0, index - LOOK_BACK) : index]
    return [sentence for sentence in reversed(near) if line - sentence.line <= 1]
