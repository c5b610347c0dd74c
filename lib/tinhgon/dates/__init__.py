"""Dates, clock times, periods and durations, as the Vietnamese press prints them.

`find` gives the stretches of a text that are calendar or clock, so that no figure is read out of them, and
the days that each covers. A ratio (`7/14 huyện`) is never a date: two numbers with a bar need a word that
says so (`ngày 7/4`, `sáng 14/2`, `từ 20/4 đến 30/6`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tinhgon.dates.datelines import Dateline, dateline, parse_dateline
from tinhgon.dates.grammar import FROM, OPENINGS, PATTERNS, RANGE
from tinhgon.dates.reading import read
from tinhgon.searching import digit_runs
from tinhgon.text import fold

__all__ = ["Date", "Dateline", "dateline", "find", "latest", "parse_dateline"]

KINDS = dict.fromkeys(("iso", "day_words", "day", "day_month", "until", "weekday", "day_alone"), "date") | {
    "clock": "time",
    "duration": "duration",
}
# These begin with a preposition that shows that a number is a date, and is no part of it.
_preposition = {"until", "weak_year"}
_one_to_other = re.compile(r"\d\s?(?:-|–|đến|tới)")
_ahead = re.compile(
    r"(?:(?<!tính )(?:đến|tới)(?: hết| cuối| đầu)?|giai đoạn|nhiệm kỳ|trước|vào cuối|sẽ|dự kiến|từ)\s*$"
)
_AHEAD_WITHIN = 14  # characters before a date in which a word of plans stands
_compared = re.compile(r"\bso với $")  # "so với năm 2017, đến năm 2021 giảm 12 phòng" is no stretch
_own_word = ("hết", "đầu", "giữa", "cuối")


@dataclass(frozen=True, slots=True)
class Date:
    """A stretch of text that is calendar or clock.

    `kind` is "date" (days), "period" (a month or longer, or several days), "time" (of day) or "duration".
    `first` and `last` are the days that it covers, None where the print does not say.
    """

    start: int
    end: int
    kind: str
    first: datetime.date | None = None
    last: datetime.date | None = None

    def interval(self) -> str:
        """`first/last` in ISO 8601, empty where either is unknown.

        >>> find("đến 30/6/2018, còn 2 phòng")[0].interval()
        '2018-06-30/2018-06-30'
        """
        return f"{self.first}/{self.last}" if self.first and self.last else ""


def latest(folded: str, found: Iterable[Date]) -> datetime.date | None:
    """The latest day on which one of the dates `found` begins, those ahead (`đến năm 2030`) left out: a text
    without a date of its own speaks of no earlier day. None where no date has a year.

    >>> text = "tính đến tháng 8/2025, bớt 3 phòng so với năm 2017; đến năm 2030 bớt 5"
    >>> latest(text, find(text))
    datetime.date(2025, 8, 1)
    """
    days = [
        date.first
        for date in found
        if date.first and not _ahead.search(folded[max(0, date.start - _AHEAD_WITHIN) : date.start])
    ]
    return max(days, default=None)


def find(text: str, on: datetime.date | None = None, folded: str | None = None) -> list[Date]:
    """All dates, times, periods and durations of `text`, in order, not overlapping, each as long as can be.
    `folded` is the folded text where it is at hand.

    `on`, the day of publication, gives the year of days printed without one; else their `first` and `last`
    are None. `đầu` a year is its first quarter, `cuối` its last, `giữa` the two between, `hết` its last day.

    >>> text = "Sáng 14/2, tại 7/14 huyện: 6 tháng đầu năm 2018 giảm 7 phòng sau 3 năm."
    >>> [(text[date.start : date.end], date.kind) for date in find(text)]
    [('Sáng 14/2', 'date'), ('6 tháng đầu năm 2018', 'period'), ('3 năm', 'duration')]
    >>> find("Tính đến đầu năm 2019 có 108 đảng bộ")[0].interval()
    '2019-01-01/2019-03-31'
    """
    folded = fold(text) if folded is None else folded
    return list(_joined(folded, _single(folded, on)))


def _openings(folded: str) -> list[tuple[int, str]]:
    """Where a date may begin, in order, and of which family of forms."""
    found = [(start, names[0]) for start, names in OPENINGS.find(folded)]
    found += [(digit, "digit") for digit in digit_runs(folded) if not _in_word(folded, digit)]
    return sorted(found)


def _in_word(folded: str, at: int) -> bool:
    return at > 0 and (folded[at - 1].isalnum() or folded[at - 1] == "_")


def _single(folded: str, on: datetime.date | None) -> Iterator[Date]:
    at = 0
    for opening, family in _openings(folded):
        match = PATTERNS[family].match(folded, opening) if opening >= at else None
        if match is None:
            continue
        at = match.end()
        form = match.lastgroup or ""
        start, end, found = match.start(), match.end(), match[0]
        if form in _preposition and not found.startswith(_own_word):
            start += next(index for index, char in enumerate(found) if char.isdigit())
        if (
            form == "year"
            and (lead := FROM.search(folded, max(0, start - 7), start))
            and _one_to_other.search(found)
        ):
            start = lead.start()
        first, last = read(form, found, on)
        kind = KINDS.get(form, "period")
        yield Date(start, end, kind, first, last)


def _joined(folded: str, dates: Iterator[Date]) -> Iterator[Date]:
    """`dates`, with two that the print makes a stretch (`từ ngày 1/1/2015 đến 31/6/2017`) put together."""
    before: Date | None = None
    for date in dates:
        if before and _one_stretch(folded, before, date):
            lead = FROM.search(folded, max(0, before.start - 7), before.start)
            start = lead.start() if lead else before.start
            before = replace(before, start=start, end=date.end, kind="period", last=date.last)
            continue
        if before:
            yield before
        before = date
    if before:
        yield before


def _one_stretch(folded: str, before: Date, date: Date) -> bool:
    calendar = {"date", "period"}
    if not (before.kind in calendar and date.kind in calendar and date.start - before.end < 16):
        return False
    gap = RANGE.fullmatch(folded, before.end, date.start)
    apart = gap is not None and "," in gap[0]  # "so với năm 2017, đến năm 2021 giảm 12 phòng"
    return gap is not None and not (
        apart and _compared.search(folded, max(0, before.start - 8), before.start)
    )
