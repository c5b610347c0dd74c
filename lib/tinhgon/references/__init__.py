"""Mentions of numbered documents: resolutions, conclusions, decrees and their like.

`find` gives one record a mention and number, with the number resolved within the article: `Nghị quyết 18` is
`18-NQ/TW` where the page prints that symbol anywhere. `spans` gives all stretches whose digits are legal
references or ordinals of terms and sessions, coded or not, for the ledger.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from tinhgon.dates.reading import number
from tinhgon.references.circumstances import circumstances
from tinhgon.references.patterns import CENTRAL, COUNTED, NEXT, NUMBER, SESSION, SURE, Patterns, patterns
from tinhgon.references.resolution import resolve
from tinhgon.rules import Entry, Rulebook
from tinhgon.searching import digit_runs
from tinhgon.text import fold

__all__ = ["LegalSpan", "Mention", "Reference", "find", "spans"]

_year = re.compile(r"(?:19|20)\d\d$")
_space = re.compile(r"\s+")
_by_place = itemgetter(0, 1)
SHORTEST = 30  # characters in which a short form (`NQ số`) stands before its number


@dataclass(frozen=True, slots=True)
class Reference:
    """One numbered document mentioned at `text[start:end]`.

    `kind` is lower case (`nghị quyết`), `number` the full symbol where the article prints it (`18-NQ/TW`),
    `issuer` as printed at the mention, `date` ISO or a month (`2017-10`); both are empty where not printed.
    """

    start: int
    end: int
    surface: str
    kind: str
    number: str
    issuer: str = ""
    date: str = ""


class LegalSpan(NamedTuple):
    """Digits of the law: `kind` is "reference" (documents, their articles and clauses) or "ordinal"."""

    start: int
    end: int
    kind: str


class Mention(NamedTuple):
    """A document named in the text, before its numbers are resolved: the rule, the numbers as printed."""

    start: int
    end: int
    kind: str
    entry: Entry
    numbers: tuple[str, ...]


class Read(NamedTuple):
    """The folded text, all mentions in order, the matches of each pattern that phrases of the rules begin."""

    folded: str
    mentions: list[Mention]
    matches: dict[str, list[re.Match[str]]]


def find(text: str, book: Rulebook, folded: str | None = None) -> list[Reference]:
    """The coded documents that `text`, one article, mentions, in order; one record a number. `folded` is the
    folded text where it is at hand.

    >>> from tinhgon.rules import book
    >>> text = "Nghị quyết số 18-NQ/TW ngày 25/10/2017 (gọi tắt là Nghị quyết 18); Nghị quyết 19, 39"
    >>> [(found.surface, found.number, found.date) for found in find(text, book())]
    [('Nghị quyết số 18-NQ/TW', '18-NQ/TW', '2017-10-25'), ('Nghị quyết 18', '18-NQ/TW', ''),
     ('Nghị quyết 19, 39', '19', ''), ('Nghị quyết 19, 39', '39', '')]
    """
    folded, mentions, _ = _read(text, book, folded)
    coded = [mention for mention in mentions if mention.entry.get("coded")]
    said = circumstances(text, folded, coded, patterns(book))
    return [
        Reference(
            mention.start, mention.end, text[mention.start : mention.end], mention.kind, number, *said[index]
        )
        for index, (mention, numbers) in enumerate(zip(coded, resolve(coded, folded), strict=True))
        for number in numbers
    ]


def spans(text: str, book: Rulebook, folded: str | None = None) -> list[LegalSpan]:
    """All stretches of `text` whose digits name a document, an article of a law, a term or a session.
    `folded` is the folded text where it is at hand.

    >>> from tinhgon.rules import book
    >>> text = "theo Khoản 2, Điều 10 Thông tư 13/2010/TT-BNV, Quốc hội khóa 14"
    >>> [(text[start:end], kind) for start, end, kind in spans(text, book())]
    [('Khoản 2', 'reference'), ('Điều 10', 'reference'),
     ('Thông tư 13/2010/TT-BNV', 'reference'), ('khóa 14', 'ordinal')]
    """
    read = _read(text, book, folded)
    found = [LegalSpan(mention.start, mention.end, "reference") for mention in read.mentions]
    found += [
        LegalSpan(*match.span(), kind)
        for name, kind in (("part", "reference"), ("ordinal", "ordinal"))
        for match in read.matches[name]
        if not COUNTED.match(read.folded, match.end())
    ]
    return list(_apart(sorted(found, key=lambda span: (span.start, -span.end))))


def _apart(found: list[LegalSpan]) -> Iterator[LegalSpan]:
    end = 0
    for span in found:
        if span.start >= end:
            yield span
            end = span.end


@functools.lru_cache(maxsize=2)
def _read(text: str, book: Rulebook, folded: str | None) -> Read:
    """What one text names, kept for the second of `find` and `spans`.

    A kind in words comes before the symbol or the short form that it holds.
    """
    folded = fold(text) if folded is None else folded
    rules = patterns(book)
    matches = _matches(folded, rules)
    found: list[Mention] = []
    taken = 0
    for start, after, kind, entry in sorted(_kinds(text, folded, matches["kind"], rules), key=_by_place):
        if start >= taken and (mention := _mention(text, folded, start, after, kind, entry)):
            found.append(mention)
            taken = mention.end
    return Read(folded, found, matches)


def _matches(folded: str, rules: Patterns) -> dict[str, list[re.Match[str]]]:
    """The matches of each pattern that begins with a phrase of the rules, in order, not overlapping."""
    matches: dict[str, list[re.Match[str]]] = {name: [] for name in rules.begun}
    for start, names in rules.opening.find(folded):
        for name in names:
            known = matches[name]
            if known and known[-1].end() > start:
                continue
            if match := rules.begun[name].match(folded, start):
                known.append(match)
    return matches


def _kinds(
    text: str, folded: str, in_words: list[re.Match[str]], rules: Patterns
) -> Iterator[tuple[int, int, str, Entry]]:
    """Where a mention may begin, where its number does, its kind as printed, its rule."""
    for match in in_words:
        yield match.start(), match.end(), match["kind"], rules.kinds[match["kind"]]
    for digit in digit_runs(folded):
        if symbol := rules.symbol.match(text, digit):
            entry = rules.by_symbol[symbol["kind"]]
            yield digit, digit, entry["phrases"][0], entry
        if short := rules.short.search(text, max(0, digit - SHORTEST), digit):
            entry = rules.by_short[short["kind"]]
            yield short.start(), digit, entry["phrases"][0], entry


def _mention(text: str, folded: str, start: int, after: int, kind: str, entry: Entry) -> Mention | None:
    """The mention whose kind stands at `start` and whose number begins at `after`, or None."""
    if central := SESSION.match(folded, after) or CENTRAL.match(folded, after):
        sessions = _sessions(central)
        if len(sessions) == 1 and "hội nghị" in central[0] and folded.endswith("các ", 0, start):
            return None  # all that one session resolved
        return Mention(start, central.end(), kind, entry, tuple(f"Trung ương {one}" for one in sessions))
    numbered = folded[start:after].rstrip(" :").endswith("số")
    first = _number(text, folded, after, numbered, entry)
    if first is None:
        return None
    numbers, end = [first[0]], first[1]
    while following := NEXT.match(folded, end):
        another = _number(text, folded, following.end(), following["so"] is not None, entry)
        if another is None or (_is_symbol(numbers[-1]) and not (following["so"] or _is_symbol(another[0]))):
            break
        if _is_symbol(another[0]) and not _same_kind(another[0], entry):
            break
        numbers.append(another[0])
        end = another[1]
    return Mention(start, end, kind, entry, tuple(_share_symbol(numbers)))


def _sessions(central: re.Match[str]) -> list[str]:
    """The numbers of the sessions of the Central Committee that a match names, in digits."""
    printed = central.groupdict()
    if "numbers" in printed:
        return re.findall(r"\d+", printed["numbers"])
    ordinal = printed["first"] or printed["last"]
    return [str(number(ordinal.replace("tư", "bốn").replace("nhất", "một")) or ordinal)]


def _number(text: str, folded: str, at: int, numbered: bool, entry: Entry) -> tuple[str, int] | None:
    """The number printed at `at` and its end; None where the digits count something or are a year."""
    match = NUMBER.match(text, at)
    if match is None:
        return None
    if match["symbol"]:
        return _space.sub("", match[0]).replace("–", "-"), match.end()
    if numbered:
        return match[0], match.end()
    if entry["bare"] == "never" or _year.match(match[0]) or COUNTED.match(folded, match.end()):
        return None
    if (entry["bare"] == "guarded" or len(match[0]) == 1) and not SURE.match(folded, match.end()):
        return None
    return match[0], match.end()


def _is_symbol(number: str) -> bool:
    return not number.replace("/", "").isdigit()


def _same_kind(symbol: str, entry: Entry) -> bool:
    return any(part in entry.get("symbols", ()) for part in re.split(r"[-/]", symbol)) or not re.search(
        "-", symbol
    )


def _share_symbol(numbers: list[str]) -> list[str]:
    """`số 18, 19-NQ/TW`: what follows the last number belongs to all of them."""
    if len(numbers) < 2 or not _is_symbol(numbers[-1]):
        return numbers
    tail = re.sub(r"^\d+", "", numbers[-1])
    return [number if _is_symbol(number) or "/" in number else number + tail for number in numbers]
