"""Date lines: a line that holds a date, a clock, a weekday, a label or a counter, and little else."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from tinhgon.cleaning import furniture
from tinhgon.cleaning.lines import Line

LONGEST = 30  # words of a date line, buttons and counters on it included
REST = 5  # words that may stand beside the date: a section's or a paper's name, a signature

_SEP = r"\s?[/.\-–]\s?"
_date = re.compile(
    rf"(?<![\d/.-])(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<y>\d{{4}})(?![\d/])"
    r"|(?<!\d)(?P<y2>\d{4})-(?P<m2>\d{2})-(?P<d2>\d{2})(?!\d)"
    r"|(?:ngày\s+)?(?<!\d)(?P<d3>\d{1,2})\s*(?:tháng|th)\s*(?P<m3>\d{1,2})(?:\s*,\s*|\s+năm\s+|"
    r"\s+)(?P<y3>\d{4})(?!\d)"
    r"|(?:tháng|th)\s*(?P<m4>\d{1,2})\s+(?P<d4>\d{1,2})\s*,\s*(?P<y4>\d{4})(?!\d)"
    r"|(?<!\d)(?P<d5>\d{1,2})\s+tháng\s+"
    r"(?P<m5>giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?: một| hai)?)"
    r"(?:\s*,\s*|\s+năm\s+|\s+)(?P<y5>\d{4})(?!\d)"
)
_MONTHS = {"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7}
_MONTHS |= {"tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12}
_time = re.compile(
    r"(?<!\d)t?\d{1,2}\s?(?::|h|giờ)\s?\d{2}(?:\s?(?::|')\s?\d{2}(?:\.\d+)?)?(?:\s?phút)?"
    r"(?:\s?(?:am|pm|sa|ch|sáng|chiều|tối)(?!\w))?"
    r"(?:z|[+-]\d{2}:?\d{2})?(?!\d)|(?<![\d/])\d{1,2}\s?h(?!\w)"
)
_weekday = re.compile(r"(?<!\w)(?:thứ\s*(hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(chủ\s*nhật|cn)|t([2-7]))(?!\w)")
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5}
_zone = re.compile(
    r"[\[(]?\s*(?:gmt|utc)\s*(?:[+-]\s?\d{1,2}(?::?\d{2})?)?\s*[\])]?|(?<!\w)giờ việt nam(?!\w)"
)
_label = re.compile(
    r"(?<!\w)(?:(?:lần )?cập nhật(?: lần cuối| mới nhất)?(?: lúc| ngày)?|"
    r"(?:được )?đăng(?: lúc| ngày| tải| bởi| vào)?|ngày(?: giờ)?(?: đăng| xuất bản| phát hành| cập nhật|"
    r" tạo| viết| gửi)?|xuất bản(?: lúc)?|"
    r"thời gian(?: đăng| cập nhật)?|gửi lúc|lúc|vào|ra ngày|post(?:ed)?(?: on| by| at)?|"
    r"published(?: on| at)?|updated(?: on| at)?|last|modified|created|date|on|by|at)"
    r"(?!\w)"
)
_clock = re.compile(r"(?<!\w)(?:hôm nay(?: là)?|bây giờ(?: là)?|giờ hiện tại|đồng hồ)(?!\w)")


_digit = re.compile(r"\d")


class Stamp(NamedTuple):
    """A date line's content. `date` is None where its parts make no date or its weekday is another's;
    `labelled` where it says that it is the article's (`Cập nhật`, a time zone, a section); `clock` where it says
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
    if line.words > LONGEST or not _digit.search(line.text):
        return None
    match = _date.search(line.folded)
    if match is None:
        return None
    rest = _blank(_date, line.folded)
    zoned, weekday = _zone.search(rest), _weekday.search(rest)
    for pattern in (_zone, _weekday, _clock, _time):
        rest = _blank(pattern, rest)
    labelled = bool(zoned or _label.search(rest))
    rest = _blank(_label, rest)
    rest = _blank(rules.beside_date, rest)
    left = len(re.findall(r"[^\W_]+", rest))
    if left > REST or (left > 2 and line.text.endswith(".")) or re.search(r"[.;!?…]\s+\w", rest):
        return None
    said = _rest(line.text, rest)
    return Stamp(_checked(match, weekday), labelled or bool(said), bool(_clock.search(line.folded)), said)


def _blank(pattern: re.Pattern[str], folded: str) -> str:
    """`folded` with what the pattern finds turned to spaces; same length."""
    return pattern.sub(lambda match: " " * len(match[0]), folded)


def _rest(text: str, rest: str) -> str:
    """The printed words of a line where `rest`, as long, still has any."""
    kept = "".join(char if rest[at] != " " else " " for at, char in enumerate(text))
    return re.sub(r"\s+", " ", kept).strip(" -–—|•·,;:/()[].")


def _checked(match: re.Match[str], weekday: re.Match[str] | None) -> datetime.date | None:
    found = {name.rstrip("2345"): value for name, value in match.groupdict().items() if value}
    month = _MONTHS.get(found["m"], 0) or int(found["m"])
    date = _made(int(found["y"]), month, int(found["d"]))
    if weekday is None or date is None or date.weekday() == _number(weekday):
        return date
    swapped = _made(int(found["y"]), int(found["d"]), month)
    return swapped if swapped and swapped.weekday() == _number(weekday) else None


def _made(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def _number(match: re.Match[str]) -> int:
    if match[2]:
        return 6
    name = match[1] or match[3]
    return int(name) - 2 if name.isdigit() else _WEEKDAYS[name]
