"""An article read once: its sentences with all that the lower floors found in them."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tinhgon import dates, numerals, places, references
from tinhgon.clauses.sentence import Sentence
from tinhgon.rules import Rulebook
from tinhgon.text import Span, fold, lines, sentences


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Spanned)


@dataclass(frozen=True)
class Article:
    """`text` with its sentences; `provinces` are those it reports on, `published` its date if known."""

    text: str
    folded: str
    sentences: list[Sentence]
    dates: list[dates.Date]
    references: list[references.Reference]
    legal_spans: list[Span]
    places: list[places.Place]
    numerals: list[numerals.Numeral]
    provinces: tuple[str, ...]
    published: datetime.date | None


def read_article(
    text: str, rulebook: Rulebook, provinces: Sequence[str] = (), published: datetime.date | None = None
) -> Article:
    """Read `text` once; what stands in a sentence is looked up when a room above first asks for it."""
    folded = fold(text)
    cited = references.find(text, rulebook)
    legal = [Span(span.start, span.end) for span in references.spans(text, rulebook)]
    calendar = [date for date in dates.find(text, published) if not _overlaps(date, legal)]
    named = places.find(text, rulebook, published)
    blocked = [*legal, *(Span(date.start, date.end) for date in calendar), *_numbered(named, text)]
    numbers = numerals.find(text, sorted(blocked), rulebook)
    starts = [line.start for line in lines(text)]
    read = [
        Sentence(
            text=text,
            folded=folded,
            start=span.start,
            end=span.end,
            line=bisect.bisect_right(starts, span.start) - 1,
            numerals=_within(numbers, span),
            dates=_within(calendar, span),
            places=_within(named, span),
            rulebook=rulebook,
        )
        for span in sentences(text)
    ]
    return Article(text, folded, read, calendar, cited, legal, named, numbers, tuple(provinces), published)


def _within(items: Sequence[S], span: Span) -> list[S]:
    """The items of a list sorted by start that begin inside `span`."""
    first = bisect.bisect_left(items, span.start, key=lambda item: item.start)
    last = bisect.bisect_left(items, span.end, key=lambda item: item.start)
    return list(items[first:last])


def _overlaps(item: _Spanned, spans: list[Span]) -> bool:
    at = bisect.bisect_right(spans, (item.start, item.end))
    near = spans[max(0, at - 1) : at + 1]
    return any(item.start < span.end and span.start < item.end for span in near)


def _numbered(named: list[places.Place], text: str) -> list[Span]:
    """Places with a number in their name: `quận 3`."""
    return [Span(p.start, p.end) for p in named if any(char.isdigit() for char in text[p.start : p.end])]
