"""Accounts for every number of an article: what it is, or that the rules do not understand it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tinhgon.clauses import Article
from tinhgon.clauses.numbers import context, enumerates
from tinhgon.numerals.digits import RUN
from tinhgon.rules import Rulebook
from tinhgon.text import Span

KINDS = (
    "statistic",
    "reference",
    "date",
    "time",
    "duration",
    "ordinal",
    "name",
    "enumerator",
    "norm",
    "other",
    "unknown",
)
_run = re.compile(RUN)


@dataclass(frozen=True, slots=True)
class Entry:
    """A digit run or number word with its class; a ratio, a date or a code is one entry."""

    start: int
    end: int
    kind: str


def account(article: Article, figures: Iterable[Span], rulebook: Rulebook) -> list[Entry]:
    """Every digit run and number word of `article` in exactly one entry, in order.

    `figures` are the spans of the bare numbers that became statistics.
    """
    taken = bytearray(len(article.text))
    entries: list[Entry] = []
    for start, end, kind in _claims(article, figures, rulebook):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            entries.append(Entry(start, end, kind))
    entries.extend(_rest(article, taken, rulebook))
    return sorted(entries, key=lambda entry: entry.start)


def _claims(article: Article, figures: Iterable[Span], rulebook: Rulebook) -> Iterator[tuple[int, int, str]]:
    """Spans with their class, the surest first."""
    for start, end in sorted(set(figures)):
        yield start, end, "statistic"
    for start, end in article.legal_spans:
        yield start, end, "reference"
    for date in article.dates:
        yield date.start, date.end, {"period": "date"}.get(date.kind, date.kind)
    for place in article.places:
        if any(char.isdigit() for char in article.text[place.start : place.end]):
            yield place.start, place.end, "name"
    for numeral in article.numerals:
        yield numeral.number_start, numeral.end, _kind(article, numeral.number_start, numeral.end, rulebook)


def _rest(article: Article, taken: bytearray, rulebook: Rulebook) -> Iterator[Entry]:
    """Digit runs that no room read: parts of words, broken numbers."""
    for match in _run.finditer(article.text):
        start, end = match.span()
        free = [at for at in range(start, end) if not taken[at]]
        if len(free) == end - start:
            yield Entry(start, end, _kind(article, start, end, rulebook))


def _kind(article: Article, start: int, end: int, rulebook: Rulebook) -> str:
    folded, text = article.folded, article.text
    if enumerates(folded, start, end):
        return "enumerator"
    if kind := context(folded, start, end, rulebook):
        return kind
    if _within_name(text, start, end):
        return "name"
    if not text[start].isdigit():
        return "other"
    return "unknown"


def _within_name(text: str, start: int, end: int) -> bool:
    """`Nậm Nó 1`, `G20`, `5G`: a number glued to letters, or behind a name and before no noun."""
    if (start and text[start - 1].isalpha()) or (end < len(text) and text[end].isalpha()):
        return True
    named = re.search(r"(?<![^\W\d_])[a-z]*+[^\W\d_a-z][^\W\d_]*+\s$", text[max(0, start - 20) : start])
    return (
        named is not None
        and named[0][0].isupper()
        and re.match(r"\s*(?:[,;.)]|và\b|$)", text[end : end + 5]) is not None
    )
