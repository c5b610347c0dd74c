"""When a figure holds, whether it is a plan, and what it is compared with."""

from __future__ import annotations

import datetime
import re

from tinhgon.clauses import Article
from tinhgon.dates import Date
from tinhgon.statistics.record import Statistic

_BASE = re.compile(r"(?:so với|so|được giao|giao|trước|kể từ|từ)\s+(?:\w+\s+){0,4}?$")


def time(article: Article, figures: list[Statistic]) -> None:
    """Set period, `as_of`, target, base and stage of all figures of an article."""
    for index, figure in enumerate(figures):
        figure.target = _is_target(article, figure, figures[index - 1] if index else None)
        date = _governing_date(figure)
        figure.period = figure.sentence.text[date.start : date.end] if date else ""
        figure.base = _base(figure)
        figure.stage = _stage(figure)
        if date is not None and date.first and date.last:
            figure.as_of, figure.as_of_basis = f"{date.first}/{date.last}", "sentence"
        elif article.published is not None:
            figure.as_of, figure.as_of_basis = f"{article.published}/{article.published}", "article"


def _is_target(article: Article, figure: Statistic, previous: Statistic | None) -> bool:
    """The nearest word before the figure that looks ahead or back decides, else a date after publication."""
    sentence = figure.sentence
    plan = sentence.last_before(figure.start, sentence.said("cues", "plan"))
    done = sentence.last_before(figure.start, sentence.said("cues", "done"))
    if plan is not None:
        return done is None or done.start <= plan.start
    if done is None and previous is not None and previous.sentence is sentence and previous.target:
        return previous.role != "from"
    return _ahead(article, figure)


def _ahead(article: Article, figure: Statistic) -> bool:
    date = _governing_date(figure)
    if date is None or date.last is None or article.published is None:
        return False
    return date.last > article.published + datetime.timedelta(days=45) and date.kind in {"period", "date"}


def _governing_date(figure: Statistic) -> Date | None:
    """The nearest calendar stretch before the figure, else right behind it; never a base year."""
    sentence = figure.sentence
    usable = [d for d in sentence.dates if d.kind in {"period", "date"} and not _is_base(figure, d)]
    before = [d for d in usable if d.end <= figure.start]
    if before:
        return before[-1]
    behind = [d for d in usable if d.start >= figure.end and d.start - figure.end < 40]
    return behind[0] if behind else None


def _is_base(figure: Statistic, date: Date) -> bool:
    lead = figure.sentence.folded[max(figure.sentence.start, date.start - 40) : date.start]
    return _BASE.search(lead) is not None


def _base(figure: Statistic) -> str:
    """`so với năm 2015`: what a change is measured against, as printed."""
    sentence = figure.sentence
    match = re.compile(r"so với\s+[^,;.()]{3,60}").search(
        sentence.folded, figure.end, sentence.segment(figure.start).end
    )
    return (
        sentence.text[match.start() : match.end()].strip()
        if match and match.start() - figure.end < 60
        else ""
    )


def _stage(figure: Statistic) -> str:
    """approved, pilot or running: how far a model is."""
    if figure.change != "adoption":
        return ""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    if figure.target or sentence.said("cues", "approved", start=segment.start, end=figure.start):
        return "approved"
    return "pilot" if sentence.said("cues", "pilot", start=segment.start, end=segment.end) else "running"
