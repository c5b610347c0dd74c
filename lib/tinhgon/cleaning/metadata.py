"""When and by whom an article was published: from its date lines, signatures and the paper's mark."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from tinhgon.cleaning import bylines
from tinhgon.cleaning.html import Metadata
from tinhgon.cleaning.labels import Article
from tinhgon.cleaning.lines import Line
from tinhgon.cleaning.marks import Marks

MARKED = 3  # first lines of a text that may carry the paper's mark

_year = re.compile(r"(?<!\d)(?:năm |[/.-]\s?)((?:19|20)\d{2})(?!\d)")
_ahead = re.compile(r"(?:(?:đến|tới)(?: hết| cuối)?|giai đoạn|nhiệm kỳ|[-–]\s?|trước|vào cuối)\s*$")


_ago = re.compile(r"(?<!\s)\s+\d+ (?:phút|giờ|ngày|tuần|tháng) trước.*$", re.IGNORECASE)
_by = re.compile(r"^(?:bởi|by)\s+", re.IGNORECASE)


class Published(NamedTuple):
    """An ISO date or "", and what it rests on. A basis without a date is one to look at: the text or the
    weekday contradicts what is printed."""

    date: str
    basis: str


def published(article: Article, lines: list[Line], marks: Marks, said: Metadata) -> Published:
    """The date of an article's date line, else of its metadata; a clock above the title, and then the date of
    the page's record in a bulk file, count last, and only where the text does not contradict them."""
    stamps = [
        index
        for index in range(article.first, article.end)
        if lines[index].label == "dateline" and index in marks.stamps
    ]
    title = article.title if article.title is not None else article.text
    own = [index for index in stamps if not marks.stamps[index].clock]
    below = [index for index in own if index > title or marks.stamps[index].labelled]
    if below:
        dates = [stamp.date for index in below if (stamp := marks.stamps[index]).date]
        return Published(_iso(next(iter(dates), None)), "dateline")
    if said.published:
        return Published(said.published, "metadata")
    clock = _clock(article, lines, marks, own, title)
    if not clock.date and said.recorded:
        recorded = datetime.date.fromisoformat(said.recorded)
        if not _contradicts(lines[article.text : article.end], recorded):
            return Published(said.recorded, "metadata")
    return clock


def _clock(article: Article, lines: list[Line], marks: Marks, own: list[int], title: int) -> Published:
    """The date that stands above the title, where it is the article's."""
    for index in reversed(own):
        if any(line.label == "furniture" and line.words > 1 for line in lines[index + 1 : title]):
            return Published("", "clock")  # the site's clock, above its menus
        date = marks.stamps[index].date
        contradicted = date is not None and _contradicts(lines[article.text : article.end], date)
        return Published("" if contradicted else _iso(date), "clock")
    return Published("", "")


def _iso(date: datetime.date | None) -> str:
    return date.isoformat() if date else ""


def _contradicts(lines: list[Line], date: datetime.date) -> bool:
    """The text speaks of no year, the future left out, later than two years before the clock's, or of one
    after it."""
    years = [
        int(match[1])
        for line in lines
        if line.label == "body"
        for match in _year.finditer(line.folded)
        if not _ahead.search(line.folded[max(0, match.start() - 12) : match.start()])
    ]
    return bool(years) and not date.year - 1 <= max(years) <= date.year


def credited(
    article: Article, lines: list[Line], marks: Marks, said: Metadata, publishers: bylines.Signing
) -> tuple[str, str]:
    """Author and publisher of an article as printed, "" where the page does not say.

    Signatures at the end win over those at the head; the publisher may also be the mark at the head of the
    text (`ĐBP -`) or stand beside the date. Metadata counts last.
    """
    authors, outlets = [], []
    span = range(article.first, article.end)
    for index in sorted(
        (index for index in span if lines[index].label == "byline"), key=lambda at: (at < article.text, at)
    ):
        credit = marks.credits[index]
        authors += [credit.author] if credit.author else []
        outlets += [credit.publisher] if credit.publisher else []
    heads = [line.text for line in lines[article.first : article.end] if line.label == "body"][:MARKED]
    outlets += [bylines.mark(text, publishers) for text in heads]
    for index in span:
        if lines[index].label == "dateline" and (stamp := marks.stamps.get(index)) and stamp.rest:
            beside = bylines.parse(_by.sub("", stamp.rest), publishers)
            authors += [beside.author] if beside else []
            outlets += [beside.publisher] if beside else []
    outlets += [name for name in _above(article, lines) if bylines.is_publisher(name, publishers)]
    authors.append(said.author if bylines.is_name(said.author, publishers) else "")
    return next(filter(None, authors), ""), next(filter(None, [*outlets, said.publisher]), "")


def _above(article: Article, lines: list[Line]) -> list[str]:
    """What stands above the title as furniture: the site's name, maybe."""
    title = article.title if article.title is not None else article.first
    names = [line.text for line in lines[article.first : title] if line.rule == "furniture.site"]
    return [_ago.sub("", name) for name in names]
