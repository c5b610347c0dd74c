"""The provinces that an article reports on: by title, lead, a list of examples, else the publisher's own."""

from __future__ import annotations

import functools
import re
from collections import deque
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from tinhgon import dates, places
from tinhgon.places import Place
from tinhgon.rules import Rulebook
from tinhgon.searching import one_of
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


def reported(title: str, body: Sequence[str], publisher: str, published: str, book: Rulebook) -> list[str]:
    """The official names of an article's provinces, sorted; none for a nationwide article.

    `published` is an ISO date or "", which the latest date of the text then stands for: from 1 July 2025 the
    names are those of the 34 provinces.

    >>> from tinhgon.rules import book
    >>> reported("Lý Sơn bớt tám cơ quan", ["Huyện Lý Sơn (Quảng Ngãi) còn bảy cơ quan."], "", "", book())
    ['Quảng Ngãi']
    """
    lines = [title, *body]
    on = date.fromisoformat(published) if published else _day_of(lines)
    found = _told_first(lines[: LEAD + 1], _by_line(lines[: LEAD + 1], on, book))
    if found and not _others(lines[LEAD + 1 :], found, book):
        return sorted(found)
    named = _by_line(lines, on, book)
    if found := _told_first(lines, named):
        return sorted(found | _second(lines, named, found))
    if any(_nationwide.search(fold(line)) for line in lines[: LEAD + 2]):
        return []
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    rows = zip(lines, starts, named, strict=False)
    everywhere = {province for line, start, here in rows for _, province in _subjects(line, start, here)}
    if len(everywhere) == 1 or len(everywhere) >= EXAMPLES:
        return sorted(everywhere)
    home = own(publisher, book)
    return [home] if home else []


def _day_of(lines: list[str]) -> date | None:
    """The latest day that the lines tell of, where it is late enough to rename a province."""
    text = "\n".join(lines)
    return dates.latest(fold(text), dates.find(text)) if _renamed.search(text) else None


def _told_first(lines: list[str], named: list[list[Place]]) -> set[str]:
    """The provinces of the title, else of the lead."""
    return {place.province for place in named[0] if place.province} or _of_lead(lines, named)


def _others(lines: list[str], found: set[str], book: Rulebook) -> bool:
    """Whether the lines may name a province that is not among those found: then every place of the text is
    read, which is ten times the work of its first lines."""
    names, text = _names(book), "\n".join(lines)
    return any(
        text[match.start()].isupper() and not names.spellings[match[0]] <= found
        for match in names.pattern.finditer(fold(text))
    )


class _Names(NamedTuple):
    """Every spelling of a province, folded, with the provinces it may stand for."""

    spellings: dict[str, set[str]]
    pattern: re.Pattern[str]


@functools.cache
def _names(book: Rulebook) -> _Names:
    spellings: dict[str, set[str]] = {}
    for row in (*book.rows("provinces"), *book.rows("merged_provinces")):
        for name in (row["name"], *row.get("aliases", "").split(";")):
            if name:
                spellings.setdefault(fold(name), set()).add(row["name"])
    return _Names(spellings, re.compile(one_of(spellings) + r"(?!\w)"))


def _by_line(lines: list[str], on: date | None, book: Rulebook) -> list[list[Place]]:
    """The places of each line, in order; a line's end parts names as a sentence's does."""
    found = deque(places.find("\n".join(lines), book, on))
    named: list[list[Place]] = []
    end = 0
    for line in lines:
        end += len(line) + 1
        named.append([])
        while found and found[0].start < end:
            named[-1].append(found.popleft())
    return named


def _of_lead(lines: list[str], named: list[list[Place]]) -> set[str]:
    """The provinces of the first line below the title that names any, as far as nothing nationwide stands
    before them."""
    if _nationwide.search(fold(lines[0])):
        return set()
    start = len(lines[0]) + 1
    for line, here in list(zip(lines, named, strict=True))[1 : LEAD + 1]:
        wide = _nationwide.search(fold(line))
        end = start + (wide.start() if wide else len(line))
        found = {province for at, province in _subjects(line, start, here) if at < end}
        if found or wide:
            return found
        start += len(line) + 1
    return set()


def _subjects(line: str, start: int, here: list[Place]) -> list[tuple[int, str]]:
    """Where a line, which begins at `start`, names which province; the city where a central body meets is not
    what is reported on."""
    cities = [place.start for place in here if place.province in _VENUES]
    folded = fold(line) if cities else ""
    central = bool(_central.search(folded))
    venues = {at for at in cities if central and _venue.search(folded[max(0, at - start - 30) : at - start])}
    return [(place.start, place.province) for place in here if place.province and place.start not in venues]


def _second(lines: list[str], named: list[list[Place]], found: set[str]) -> set[str]:
    """Another province that a run of two lines or more is on."""
    total = sum(len(line.split()) for line in lines)
    more: set[str] = set()
    run, words, count = "", 0, 0
    for line, here in zip(lines, named, strict=True):
        first = next((place.province for place in here if place.province), "") or ""
        run, words, count = (run, words, count) if first == run else (first, 0, 0)
        words, count = words + len(line.split()), count + 1
        if run and run not in found and count >= 2 and words >= SHARE * total:
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
