"""The line of a page that says when it was published."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from tinhgon.dates.grammar import FORMS
from tinhgon.dates.reading import read
from tinhgon.text import fold

WEEKDAYS = {
    **{"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5},
    **{str(number): number - 2 for number in range(2, 8)},
    **{"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6},
}
MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]

_weekday = re.compile(
    r"(?<!\w)(?:thứ\s?(hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|t([2-7])|(chủ nhật|chúa nhật|cn)"
    r"|(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)(?!\w)"
)
_clock = re.compile(
    r"(?<![\d.,/-])(\d{1,2})\s?(?::|h|g|giờ)\s?([0-5]\d)?(?::([0-5]\d))?(?:\.\d+)?\s?(?:([ap]m|sa|ch)(?!\w)|'|phút)?"
)
_zone = re.compile(r"\(?\[?(?:gmt|utc)\s?[+-]?\s?\d{1,2}(?::?\d\d)?\)?\]?|(?<=\d)(?:z|[+-]\d\d:?\d\d)(?!\w)")
_month_name = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_english = re.compile(
    rf"(?<!\w)(?:(\d{{1,2}})[\s-]({_month_name})|({_month_name})\.? (\d{{1,2}}))[,\s-]+(\d{{4}})(?!\d)"
)
_month_first = re.compile(r"(?<!\w)tháng (\d{1,2}|\w+(?: một| hai)?) (\d{1,2}), (\d{4})(?!\d)")
_date = re.compile("|".join(f"(?P<{form}>{FORMS[form]})" for form in ("iso", "day_words", "day")))
# What else stands on such a line: counters, buttons and the words that introduce the date.
_labels = re.compile(
    r"(?<!\w)(?:ngày đăng|ngày cập nhật|cập nhật(?: lần cuối| lúc)?|đăng (?:ngày|lúc|bởi|tin)|xuất bản"
    r"|thời gian đăng|ngày|lúc|vào|(?:số )?lượt (?:xem|đọc|truy cập)|lượt|đã xem|xem|đọc"
    r"|(?:in|gửi|chia sẻ|lưu|nghe|đọc) (?:bài viết|bài|trang|tin)|bản in|in trang|in|bình luận|ý kiến"
    r"|phản hồi|cỡ chữ|font size|tăng|giảm|chia sẻ|facebook|zalo|twitter|email|print|views?|posted|updated"
    r"|published|google news|theo dõi|sáng|trưa|chiều|tối|bài viết|mới nhất|trước|by|admin|on|at)(?!\w)"
)
_left_over = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line that says when: its `date`, the `clock` if one is printed, and whether the printed weekday
    `agrees` with the calendar (None where no weekday is printed)."""

    date: datetime.date
    clock: datetime.time | None = None
    agrees: bool | None = None


def parse_dateline(line: str) -> datetime.date | None:
    """The day that `line` names, where it is a line of date and time and nothing of an article; else None.

    >>> parse_dateline("09:42 - Thứ Ba, 18/04/2017 Lượt xem: 3107 In bài viết")
    datetime.date(2017, 4, 18)
    >>> parse_dateline("Ngày 21/4/2017, Tỉnh ủy tổ chức hội nghị tổng kết") is None
    True
    """
    found = dateline(line)
    return found.date if found else None


def dateline(line: str) -> Dateline | None:
    """The date line that `line` is, with clock and weekday; None where it is none or names no day.

    >>> dateline("Thứ Tư, 12/09/2018, 17:56 [GMT+7]")
    Dateline(date=datetime.date(2018, 9, 12), clock=datetime.time(17, 56), agrees=True)
    >>> dateline("Thứ Hai, 12/09/2018").agrees
    False
    """
    if not 6 <= len(line) <= 160 or not any(char.isdigit() for char in line):
        return None
    folded = re.sub(r"\s+", " ", fold(line)).strip(" .,|•·-–:[]").replace("thg ", "tháng ")
    found = _read_date(folded)
    if found is None:
        return None
    date, rest = found
    weekday = _weekday.search(rest)
    rest = _zone.sub(" ", rest)
    clock = _clock.search(rest)
    rest = _labels.sub(" ", _weekday.sub(" ", _clock.sub(" ", rest)))
    left = [word for word in _left_over.findall(rest) if not word.isdigit()]
    if len(left) > _names_allowed(folded):
        return None
    return Dateline(date, _read_clock(clock), _read_weekday(weekday) == date.weekday() if weekday else None)


_dated_first = re.compile(r"\d|thứ|chủ nhật|t\d|cập nhật|ngày đăng|đăng")
_place_first = re.compile(r"[^\d,|–-]{2,24}[,|)–-]\s*(?:ngày\s)?(?=\d|thứ|chủ nhật)")


def _names_allowed(folded: str) -> int:
    """How many words of a place or name a date line may carry: `Hà Nội, ngày …`, `12/09/2018 - An Nam`."""
    if _dated_first.match(folded):
        return 4
    return 3 if _place_first.match(folded) else 0


def _read_date(folded: str) -> tuple[datetime.date, str] | None:
    """The one day of `folded` and the rest of it; None where it names no day or several."""
    days = [(match, read(match.lastgroup or "", match[0], None)[0]) for match in _date.finditer(folded)]
    days += [(match, _of_name(match)) for match in _english.finditer(folded)]
    days += [
        (match, read("day_words", f"{match[2]} tháng {match[1]} năm {match[3]}", None)[0])
        for match in _month_first.finditer(folded)
    ]
    found = {day for _, day in days}
    if len(found) != 1 or None in found:
        return None
    rest = folded
    weekdays = ""
    for match, _ in sorted(days, key=lambda item: -item[0].start()):
        weekday = _weekday.search(match[0])
        weekdays += f" {weekday[0]} " if weekday else ""
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    day = found.pop()
    return (day, weekdays + rest) if day else None


def _of_name(match: re.Match[str]) -> datetime.date | None:
    name, number = (match[2], match[1]) if match[1] else (match[3], match[4])
    month = next(index for index, full in enumerate(MONTHS, 1) if full.startswith(name[:3]))
    try:
        return datetime.date(int(match[5]), month, int(number))
    except ValueError:
        return None


def _read_clock(match: re.Match[str] | None) -> datetime.time | None:
    if match is None:
        return None
    hour = int(match[1])
    if match[4] in {"pm", "ch"} and hour < 12:
        hour += 12
    if match[4] in {"am", "sa"} and hour == 12:
        hour = 0
    return datetime.time(hour, int(match[2] or 0), int(match[3] or 0)) if hour < 24 else None


def _read_weekday(match: re.Match[str]) -> int:
    if match[3]:
        return 6
    name = match[1] or match[2]
    return WEEKDAYS[name or match[4][:3]]
