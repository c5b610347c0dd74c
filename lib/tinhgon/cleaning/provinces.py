"""The provinces that an article reports on: by title, lead, a list of examples, else the publisher's own."""

from __future__ import annotations

import functools
import re
from collections import deque
from collections.abc import Sequence
from datetime import date
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

from tinhgon import dates, places
from tinhgon.places import Place
from tinhgon.rules import Rulebook
from tinhgon.searching import Openings, one_of
from tinhgon.text import fold, plain

LEAD = 2  # first lines of a text that may name its province
SHARE = 0.12  # share of the words that a run of lines on another province must have
EXAMPLES = 3  # provinces that make a list of examples

_nationwide = re.compile(
    r"(?<!\w)(?:cả nước|toàn quốc|các tỉnh,? thành|các địa phương|các bộ,? ngành|63 tỉnh|34 tỉnh)(?!\w)"
)
_central = re.compile(
    r"(?<!\w)(?:bộ nội vụ|chính phủ|quốc hội|thủ tướng|trung ương đảng|bộ chính trị|ban bí thư|"
    r"ban tổ chức trung ương|các bộ|bộ trưởng)(?!\w)"
)
_renamed = re.compile(r"20(?:2[5-9]|[3-9]\d)")  # years since which provinces have other names
_venue = re.compile(r"(?<!\w)(?:tại|ở|về)\s+(?:thủ đô |thành phố |tp\.? ?)?$")
_VENUES = frozenset({"Hà Nội", "Thành phố Hồ Chí Minh", "Đà Nẵng"})


def reported(
    title: str, body: Sequence[str], publisher: str, published: str, book: Rulebook, folded: str = ""
) -> list[str]:
    """The official names of an article's provinces, sorted; none for a nationwide article.

    `published` is an ISO date or "", which the latest date of the text then stands for: from 1 July 2025 the
    names are those of the 34 provinces. `folded` are the title and the body, joined and folded, where that is
    at hand.

    >>> from tinhgon.rules import book
    >>> reported("Lý Sơn bớt tám cơ quan", ["Huyện Lý Sơn (Quảng Ngãi) còn bảy cơ quan."], "", "", book())
    ['Quảng Ngãi']
    """
    text = "\n".join([title, *body])
    folded = folded or fold(text)
    on = date.fromisoformat(published) if published else _day_of(text, folded)
    lines, lead = _lines(text, folded), _lines(text, folded, LEAD + 1)
    found = _told_first(lead, _by_line(lead, on, book))
    if found and not _others(text, folded, lead[-1].end, found, book):
        return sorted(found)
    named = _by_line(lines, on, book)
    if found := _told_first(lines, named):
        return sorted(found | _second(lines, named, found))
    if any(_nationwide.search(line.folded) for line in lines[: LEAD + 2]):
        return []
    rows = zip(lines, named, strict=True)
    everywhere = {province for line, here in rows for _, province in _subjects(line, here)}
    if len(everywhere) == 1 or len(everywhere) >= EXAMPLES:
        return sorted(everywhere)
    home = own(publisher, book)
    return [home] if home else []


class _Line(NamedTuple):
    """A line of an article, its folded twin, where it begins and where the next one does."""

    text: str
    folded: str
    start: int
    end: int


def _lines(text: str, folded: str, most: int = -1) -> list[_Line]:
    """The lines of a text, or the first ones."""
    rows, twins = (whole.split("\n", most)[: most if most > 0 else None] for whole in (text, folded))
    ends = list(accumulate((len(row) + 1 for row in rows), initial=0))
    return list(map(_Line, rows, twins, ends, ends[1:]))


def _day_of(text: str, folded: str) -> date | None:
    """The latest day that the text tells of, where it is late enough to rename a province."""
    return dates.latest(folded, dates.find(text, folded=folded)) if _renamed.search(text) else None


def _told_first(lines: list[_Line], named: list[list[Place]]) -> set[str]:
    """The provinces of the title, else of the lead."""
    return {place.province for place in named[0] if place.province} or _of_lead(lines, named)


def _others(text: str, folded: str, start: int, found: set[str], book: Rulebook) -> bool:
    """Whether the text from `start` on may name a province that is not among those found: then every place of
    it is read, which is ten times the work of its first lines."""
    names = _names(book)
    return any(
        at >= start
        and text[at].isupper()
        and (match := names.pattern.match(folded, at))
        and not names.spellings[match[0]] <= found
        for at, _ in names.openings.find(folded)
    )


class _Names(NamedTuple):
    """Every spelling of a province, folded, with the provinces it may stand for; where one may begin, and
    what one is."""

    spellings: dict[str, set[str]]
    openings: Openings
    pattern: re.Pattern[str]


@functools.cache
def _names(book: Rulebook) -> _Names:
    spellings: dict[str, set[str]] = {}
    for row in (*book.rows("provinces"), *book.rows("merged_provinces")):
        for name in (row["name"], *row.get("aliases", "").split(";")):
            if name:
                spellings.setdefault(fold(name), set()).add(row["name"])
    return _Names(spellings, Openings({"province": spellings}), re.compile(one_of(spellings) + r"(?!\w)"))


def _by_line(lines: list[_Line], on: date | None, book: Rulebook) -> list[list[Place]]:
    """The places of each line, in order; a line's end parts names as a sentence's does."""
    text, folded = ("\n".join(map(itemgetter(at), lines)) for at in (0, 1))
    found = deque(places.find(text, book, on, folded))
    named: list[list[Place]] = []
    for line in lines:
        named.append([])
        while found and found[0].start < line.end:
            named[-1].append(found.popleft())
    return named


def _of_lead(lines: list[_Line], named: list[list[Place]]) -> set[str]:
    """The provinces of the first line below the title that names any, as far as nothing nationwide stands
    before them."""
    if _nationwide.search(lines[0].folded):
        return set()
    for line, here in list(zip(lines, named, strict=True))[1 : LEAD + 1]:
        wide = _nationwide.search(line.folded)
        end = line.start + (wide.start() if wide else len(line.text))
        found = {province for at, province in _subjects(line, here) if at < end}
        if found or wide:
            return found
    return set()


def _subjects(line: _Line, here: list[Place]) -> list[tuple[int, str]]:
    """Where a line names which province; the city where a central body meets is not what is reported on."""
    cities = [place.start for place in here if place.province in _VENUES]
    central = bool(cities) and _central.search(line.folded)
    before = {at: line.folded[max(0, at - line.start - 30) : at - line.start] for at in cities}
    venues = {at for at in cities if central and _venue.search(before[at])}
    return [(place.start, place.province) for place in here if place.province and place.start not in venues]


def _second(lines: list[_Line], named: list[list[Place]], found: set[str]) -> set[str]:
    """Another province that a run of two lines or more is on."""
    firsts = [next((place.province for place in here if place.province), "") or "" for here in named]
    if not any(one == other and one and one not in found for one, other in pairwise(firsts)):
        return set()
    lengths = [len(line.text.split()) for line in lines]
    least = SHARE * sum(lengths)
    more: set[str] = set()
    run, words, count = "", 0, 0
    for length, first in zip(lengths, firsts, strict=True):
        run, words, count = (run, words, count) if first == run else (first, 0, 0)
        words, count = words + length, count + 1
        if run and run not in found and count >= 2 and words >= least:
            more.add(run)
    return more


def own(publisher: str, book: Rulebook) -> str:
    """The province of a provincial outlet by its name (`Báo Sơn La`, `baosonla.vn`) or mark (`ĐBP`), or "".

    >>> from tinhgon.rules import book
    >>> own("Báo Sơn La", book()), own("ĐBP", book()), own("TTXVN", book())
    ('Sơn La', 'Điện Biên', '')
    """
    if not publisher:
        return ""
    names = {row["name"] for row in book.rows("provinces")}
    inside = {
        place.province
        for place in places.find(publisher, book)
        if place.level == "province" and place.province
    }
    if len(inside) == 1:
        return inside.pop()
    bare = re.sub(r"[^a-z]", "", plain(publisher).lower())
    written = {name for name in names if len(name) > 4 and re.sub(r"[^a-z]", "", plain(name).lower()) in bare}
    if len(written) == 1:
        return written.pop()
    return _papers(book).get(fold(publisher).removeprefix("báo "), "")


@functools.cache
def _papers(book: Rulebook) -> dict[str, str]:
    return {
        fold(name): entry["province"]
        for entry in book.entries("publishers")
        if "province" in entry
        for name in entry["names"]
    }
