"""An article read once: its sentences with all that the lower floors found in them."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

from tinhgon import dates, numerals, places, references
from tinhgon.clauses.sentence import Sentence
from tinhgon.lexicon import Words, lexicon
from tinhgon.references import LegalSpan
from tinhgon.rules import Rulebook
from tinhgon.text import Span, fold, lines, sentences_of

MOST_NUMBERS = 40  # numbers and characters of a sentence: twice as many as the longest of the press have
MOST_CHARACTERS = 4000


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
    legal_spans: list[LegalSpan]
    places: list[places.Place]
    numerals: list[numerals.Numeral]
    provinces: tuple[str, ...]
    published: datetime.date | None


def read_article(
    text: str, rulebook: Rulebook, provinces: Sequence[str] = (), published: datetime.date | None = None
) -> Article:
    """Read `text` once; what stands in a sentence is looked up when a room above first asks for it."""
    folded = fold(text)
    cited = references.find(text, rulebook, folded)
    legal = references.spans(text, rulebook, folded)
    calendar = [date for date in dates.find(text, published, folded) if not _overlaps(date, legal)]
    named = places.find(text, rulebook, published or dates.latest(folded, calendar), folded, provinces)
    blocked = [*map(_span, legal), *map(_span, calendar), *_numbered(named, text)]
    numbers = numerals.find(text, sorted(blocked), rulebook, folded)
    spans = _spans(text, [number.start for number in numbers])
    inside = zip(_shared(numbers, spans), _shared(calendar, spans), _shared(named, spans), strict=True)
    words = Words(folded, lexicon(rulebook).alphabet)
    read = [
        Sentence(text, folded, *span, line, counted, dated, placed, words.part(*span), rulebook)
        for (line, span), (counted, dated, placed) in zip(spans, inside, strict=True)
    ]
    return Article(text, folded, read, calendar, cited, legal, named, numbers, tuple(provinces), published)


def _spans(text: str, numbers: list[int]) -> list[tuple[int, Span]]:
    """The sentences of `text`, each with its line. One that no writer writes, with thousands of numbers or
    words, is divided, so that what looks at all pairs in a sentence stays linear in the page."""
    return [
        (line, part)
        for line, whole in enumerate(lines(text))
        for span in sentences_of(text, whole)
        for part in (_parts(text, span, numbers) if _is_long(span, numbers) else (span,))
    ]


def _is_long(span: Span, numbers: list[int]) -> bool:
    if span.end - span.start > MOST_CHARACTERS:
        return True
    return bisect.bisect_left(numbers, span.end) - bisect.bisect_left(numbers, span.start) > MOST_NUMBERS


def _parts(text: str, span: Span, numbers: list[int]) -> Iterator[Span]:
    """The parts of a long sentence of at most so many numbers, that begin at `numbers`, and characters."""
    first, last = (bisect.bisect_left(numbers, at) for at in span)
    cuts = [at for at in numbers[first + MOST_NUMBERS : last : MOST_NUMBERS] if at > span.start]
    for start, end in pairwise([span.start, *cuts, span.end]):
        while end - start > MOST_CHARACTERS:
            space = text.rfind(" ", start + 1, start + MOST_CHARACTERS)
            cut = space if space > start else start + MOST_CHARACTERS
            yield Span(start, cut)
            start = cut
        if end > start:
            yield Span(start, end)


def _shared(items: Sequence[S], spans: Sequence[tuple[int, Span]]) -> list[list[S]]:
    """For each span the items that begin inside it, in their order."""
    starts = [span.start for _, span in spans]
    shared: list[list[S]] = [[] for _ in spans]
    for item in items:
        at = bisect.bisect_right(starts, item.start) - 1
        if at >= 0 and item.start < spans[at][1].end:
            shared[at].append(item)
    return shared


def _span(item: _Spanned) -> Span:
    return Span(item.start, item.end)


def _overlaps(item: _Spanned, spans: Sequence[LegalSpan]) -> bool:
    at = bisect.bisect_right(spans, (item.start, item.end))
    near = spans[max(0, at - 1) : at + 1]
    return any(item.start < span.end and span.start < item.end for span in near)


def _numbered(named: list[places.Place], text: str) -> list[Span]:
    """Places with a number in their name: `quận 3`."""
    return [_span(p) for p in named if any(char.isdigit() for char in text[p.start : p.end])]
