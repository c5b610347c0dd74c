"""When a figure holds, and what it is compared with."""

from __future__ import annotations

import re

from tinhgon.clauses import Article
from tinhgon.clauses.contexts import ends, search
from tinhgon.dates import Date
from tinhgon.statistics.record import Statistic

CALENDAR = {"period", "date"}  # kinds of dates that a figure can hold for
DATE_BEHIND = 40  # characters between a figure and the date behind it
WORDS_OF_BASE = 4  # words between "so với" and the date: "so với thời điểm tháng 4 năm 2015"
BASE_REACH = 40  # characters before a date in which "so với" begins
BASE_BEHIND = 60  # characters between a figure and "so với" behind it

_base_words = re.compile(r"\s+[^,;.()]{3,60}")


def time(article: Article, figures: list[Statistic]) -> None:
    """Set period, `as_of` and base of all figures of an article."""
    for figure in figures:
        date = governing_date(figure)
        figure.period = figure.sentence.text[date.start : date.end] if date else ""
        figure.base = _base(figure)
        if date is not None and date.first and date.last:
            figure.as_of, figure.as_of_basis = f"{date.first}/{date.last}", "sentence"
        elif article.published is not None:
            figure.as_of, figure.as_of_basis = f"{article.published}/{article.published}", "article"


def governing_date(figure: Statistic) -> Date | None:
    """The nearest calendar stretch before the figure, else right behind it; never a base year."""
    usable = [d for d in figure.sentence.dates if d.kind in CALENDAR and not _is_base(figure, d)]
    before = [d for d in usable if d.end <= figure.start]
    if before:
        return before[-1]
    return next((d for d in usable if 0 <= d.start - figure.end < DATE_BEHIND), None)


def _is_base(figure: Statistic, date: Date) -> bool:
    since = date.start - BASE_REACH
    return ends(figure.sentence, date.start, "base_date", since=since, apart=WORDS_OF_BASE)


def _base(figure: Statistic) -> str:
    """`so với năm 2015`: what a change is measured against, as printed."""
    sentence = figure.sentence
    end = sentence.segment(figure.start).end
    against = search(sentence, figure.end, end, "compared_with")
    if against is None or against.start - figure.end >= BASE_BEHIND:
        return ""
    words = _base_words.match(sentence.folded, against.end, end)
    return sentence.text[against.start : words.end()].strip() if words else ""
