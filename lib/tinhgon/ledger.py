"""Accounts for every number of an article: what it is, or that the rules do not understand it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from tinhgon.clauses import Article
from tinhgon.clauses.numbers import context, enumerates
from tinhgon.numerals.digits import RUN
from tinhgon.rules import Rulebook
from tinhgon.searching import digit_runs
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
_digit = re.compile(r"\d")
_list_mark = re.compile(r",\s|\s?[-–]\s?|,? (?:và|đến) ")
_name_ends = re.compile(
    r"\s*(?:[,;.)]|$)|\s(?:và|từ|của|ở|tại|trên|trong|đã|được|với|sẽ|về|nhập|sáp|hợp|thành|là|có)(?!\w)"
)
_becomes = re.compile(r"\s(?:(?:tăng )?lên|(?:giảm )?xuống|đến|tới|về)(?: còn| hơn| gần| trên)?\s")
_name_before = re.compile(r"(?<![^\W\d_])[a-z]*+[^\W\d_a-z][^\W\d_]*+\s$")
_no_noun = re.compile(r"\s*(?:[,;.)]|và\b|$)")
_last_number = re.compile(r"(?:mười |(?<=\s))(?![ivxl]+$)\w+$")


class Entry(NamedTuple):
    """A digit run or number word with its class; a ratio, a date or a code is one entry."""

    start: int
    end: int
    kind: str


def account(
    article: Article, figures: Iterable[Span], rulebook: Rulebook, refused: Mapping[Span, str] | None = None
) -> list[Entry]:
    """Every digit run and number word of `article` in exactly one entry, in order.

    `figures` are the spans of the bare numbers that became statistics, `refused` (`statistics.read`) those
    that were read and became none, with the class that they were refused as, "" where the rules know none.
    """
    refused = refused or {}
    taken = bytearray(len(article.text))
    entries: list[Entry] = []
    for start, end, kind in _claims(article, figures):
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kind = kind or refused.get(Span(start, end), "") or _kind(article, start, end, rulebook)
            entries.append(Entry(start, end, kind))
    entries.sort(key=attrgetter("start"))
    return _of_neighbours(article.folded, entries)


def _of_neighbours(folded: str, entries: list[Entry]) -> list[Entry]:
    """`lớp 3, 4, 5`: what is not understood is a name in a list of names. `từ 17 lên 24 em`: it is what the
    number is at which the same change ends."""
    for index in range(1, len(entries)):
        one, other = entries[index - 1], entries[index]
        if one.kind == "name" and other.kind == "unknown" and _is_name_too(folded, one, other):
            entries[index] = other._replace(kind="name")
    for index in range(len(entries) - 2, -1, -1):
        one, other = entries[index], entries[index + 1]
        if (
            one.kind == "unknown"
            and other.kind != "statistic"
            and _becomes.fullmatch(folded, one.end, other.start)
        ):
            entries[index] = one._replace(kind=other.kind)
    return entries


def _is_name_too(folded: str, one: Entry, other: Entry) -> bool:
    listed = _list_mark.fullmatch(folded, one.end, other.start)
    return listed is not None and _name_ends.match(folded, other.end) is not None


def _claims(article: Article, figures: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """Spans with their class, the surest first; those behind them have none yet."""
    for start, end in sorted(set(figures)):
        yield start, end, "statistic"
    for legal in article.legal_spans:
        if legal.kind == "reference":
            yield legal.start, legal.end, "reference"
        elif number := _last_number.search(article.folded, legal.start, legal.end):
            yield number.start(), legal.end, "ordinal"
    for date in article.dates:
        yield date.start, date.end, "date" if date.kind == "period" else date.kind
    for place in article.places:
        if _digit.search(article.text, place.start, place.end):
            yield place.start, place.end, "name"
    for numeral in article.numerals:
        yield numeral.number_start, numeral.end, ""
    after = 0
    for start in digit_runs(article.folded):  # those that no room read: parts of words, broken numbers
        if start >= after and (run := _run.match(article.text, start)):
            after = run.end()
            yield start, after, ""


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
    named = _name_before.search(text[max(0, start - 20) : start])
    return named is not None and named[0][0].isupper() and _no_noun.match(text[end : end + 5]) is not None
