"""Date lines: a line that holds a date, a clock, a weekday, a label or a counter, and little else.

The calendar is read by `tinhgon.dates`; this room asks what else stands on the line, and whose date it is.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from tinhgon import dates
from tinhgon.cleaning import furniture
from tinhgon.cleaning.lines import Line

LONGEST = 30  # words of a date line, buttons and counters on it included
REST = 5  # words that may stand beside the date: a section's or a paper's name, a signature

_year = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_weekday = re.compile(
    r"(?<!\w)(?:thứ\s*(hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(chủ\s*nhật|cn)|t([2-7])|"
    r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*)(?!\w)"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5}
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_zone = re.compile(r"(?<!\w)(?:gmt|utc)(?:\s*[+-]\s?\d{1,2}(?::?\d{2})?)?(?!\w)|(?<!\w)giờ việt nam(?!\w)")
_half = re.compile(r"(?<!\w)(?:am|pm|sa|ch)(?!\w)")
_label = re.compile(
    r"(?<!\w)(?:(?:lần )?cập nhật(?: lần cuối| mới nhất)?(?: lúc| ngày)?|"
    r"(?:được )?đăng(?: lúc| ngày| tải| bởi| vào)?|"
    r"ngày(?: giờ)?(?: đăng| xuất bản| phát hành| cập nhật| tạo| viết| gửi)?|"
    r"xuất bản(?: lúc)?|thời gian(?: đăng| cập nhật)?|gửi lúc|lúc|vào|ra ngày|post(?:ed)?(?: on| by| at)?|"
    r"published(?: on| at)?|updated(?: on| at)?|last|modified|created|date|on|by|at)(?!\w)"
)
_of_document = re.compile(r"\W*ngày (?:ban hành|ký|(?:có |hết )?hiệu lực)")
_clock = re.compile(r"(?<!\w)(?:hôm nay(?: là)?|bây giờ(?: là)?|giờ hiện tại|đồng hồ)(?!\w)")


class Stamp(NamedTuple):
    """A date line's content. `date` is None where its parts make no date or its weekday is another's;
    `labelled` where it says that it is the article's (`Cập nhật`, a zone, a section); `clock` where it says
    that it is today's; `rest` is what else stands on the line."""

    date: datetime.date | None
    labelled: bool
    clock: bool
    rest: str


def parse(line: Line, rules: furniture.Furniture) -> Stamp | None:
    """The stamp of a date line, or None where the line is none.

    >>> from tinhgon.rules import book
    >>> parse(Line(1, "Thứ Tư, 12/09/2018, 17:56 [GMT+7]"), furniture.compiled(book())).date
    datetime.date(2018, 9, 12)
    """
    if line.words > LONGEST or not _year.search(line.text) or _of_document.match(line.folded):
        return None
    known = dates.find(line.text, folded=line.folded)
    found = [one for one in known if one.kind in {"date", "time"}]
    day = next(
        (one for one in found if one.kind == "date" and _year.search(line.text, one.start, one.end)), None
    )
    if day is None:
        whole = dates.dateline(line.text)  # forms with the month's name first
        return Stamp(whole.date, True, False, "") if whole and whole.agrees is not False else None
    rest = line.folded
    for one in found:
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    labelled = bool(_zone.search(line.folded) or _label.search(rest))
    for pattern in (_zone, _weekday, _half, _clock, _label, rules.beside_date):
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    left = len(re.findall(r"[^\W\d_]\w*", rest))
    if left > REST or (left > 2 and line.text.endswith(".")) or re.search(r"[.;!?…]\s+\w", rest):
        return None
    said = _printed(line.text, rest)
    date = _checked(day.first, _weekday.search(line.folded))
    return Stamp(date, labelled or bool(said), bool(_clock.search(line.folded)), said)


def _printed(text: str, rest: str) -> str:
    """The printed words of a line where `rest`, as long, still has any letter."""
    kept = "".join(char if rest[at] != " " else " " for at, char in enumerate(text))
    said = re.sub(r"\s+", " ", kept).strip(" -–—|•·,;:/()[].")
    return said if any(char.isalpha() for char in said) else ""


def _checked(date: datetime.date | None, weekday: re.Match[str] | None) -> datetime.date | None:
    """The date where its weekday agrees, the month first where that agrees, else None."""
    if weekday is None or date is None or date.weekday() == _number(weekday):
        return date
    if date.day > 12:
        return None
    swapped = date.replace(month=date.day, day=date.month)
    return swapped if swapped.weekday() == _number(weekday) else None


def _number(match: re.Match[str]) -> int:
    if match[2]:
        return 6
    if match[4]:
        return _ENGLISH.index(match[4])
    name = match[1] or match[3]
    return int(name) - 2 if name.isdigit() else _WEEKDAYS[name]
