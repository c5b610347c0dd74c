"""When a figure holds, whether it is a plan, and what it is compared with."""

from __future__ import annotations

import datetime
import re

from tinhgon.clauses import Article
from tinhgon.clauses.contexts import ends, search
from tinhgon.dates import Date
from tinhgon.statistics.record import Statistic

CALENDAR = {"period", "date"}  # kinds of dates that a figure can hold for
GRACE = datetime.timedelta(days=45)  # pages tell of the end of a month or quarter before it has come
DATE_BEHIND = 40  # characters between a figure and the date behind it
WORDS_OF_BASE = 4  # words between "so với" and the date: "so với thời điểm tháng 4 năm 2015"
BASE_REACH = 40  # characters before a date in which "so với" begins
BASE_BEHIND = 60  # characters between a figure and "so với" behind it

_base_words = re.compile(r"\s+[^,;.()]{3,60}")


def time(article: Article, figures: list[Statistic]) -> None:
    """Set period, `as_of`, target, base and stage of all figures of an article."""
    previous = None
    for figure in figures:
        date = _governing_date(figure)
        figure.target = _is_target(article, figure, previous, date)
        figure.period = figure.sentence.text[date.start : date.end] if date else ""
        figure.base = _base(figure)
        figure.stage = _stage(figure)
        if date is not None and date.first and date.last:
            figure.as_of, figure.as_of_basis = f"{date.first}/{date.last}", "sentence"
        elif article.published is not None:
            figure.as_of, figure.as_of_basis = f"{article.published}/{article.published}", "article"
        previous = figure


def _is_target(article: Article, figure: Statistic, previous: Statistic | None, date: Date | None) -> bool:
    """The nearest word before the figure that looks ahead or back decides, else a date after publication."""
    sentence = figure.sentence
    plan = sentence.last_before(figure.start, sentence.said("cues", "plan"))
    done = sentence.last_before(figure.start, sentence.said("cues", "done"))
    if plan is not None:
        return done is None or done.start <= plan.start
    if done is None and previous is not None and previous.sentence is sentence and previous.target:
        return previous.role != "from"
    return _is_ahead(article, date)


def _is_ahead(article: Article, date: Date | None) -> bool:
    if date is None or date.last is None or article.published is None:
        return False
    return date.last > article.published + GRACE


def _governing_date(figure: Statistic) -> Date | None:
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


def _stage(figure: Statistic) -> str:
    """approved, pilot or running: how far a model is."""
    if figure.change != "adoption":
        return ""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    if figure.target or sentence.said("cues", "approved", start=segment.start, end=figure.start):
        return "approved"
    return "pilot" if sentence.said("cues", "pilot", start=segment.start, end=segment.end) else "running"
