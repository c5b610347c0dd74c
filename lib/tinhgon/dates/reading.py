"""From a form of `grammar` to the days it covers, as far as the print says which year."""

from __future__ import annotations

import calendar
import re
from datetime import date

from tinhgon.dates.grammar import MONTH_NAMES, UNITS

Days = tuple[date | None, date | None]
UNKNOWN: Days = (None, None)

_digits = re.compile(r"\d+")
_year = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_quarters = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}
_year_in_words = re.compile(
    r"năm ((?:một|hai|ba|bốn|sáu|bảy|bẩy|tám|chín|năm) (?:nghìn|ngàn|trăm|không|tám|chín)[^,;.]*)$"
)


def number(words: str) -> int | None:
    """The value of a short number in words or digits, up to 9999; None where it is none.

    >>> [number(words) for words in ("hai mươi tư", "hai nghìn không trăm mười chín", "hai không hai ba")]
    [24, 2019, 2023]
    """
    words = words.strip()
    if words.isdigit() or words in MONTH_NAMES:
        return MONTH_NAMES.get(words) or int(words)
    total, last, digits = 0, 0, []
    parts = words.split()
    for part in parts:
        if part in UNITS:
            last = UNITS[part]
            digits.append(last)
        elif part in {"mươi", "chục"}:
            total, last = total + 10 * last, 0
        elif part == "mười":
            total, last = total + 10, 0
            digits += [1, 0]
        elif part == "trăm":
            total, last = total + 100 * last, 0
        elif part in {"nghìn", "ngàn"}:
            total, last = total + 1000 * last, 0
        elif part not in {"linh", "lẻ"}:
            return None
    scales = {"nghìn", "ngàn", "trăm", "mươi", "chục"} & set(parts)
    if not scales and len(parts) > 2:
        return _spelled(parts)
    if not {"mươi", "mười", "chục", "linh", "lẻ"} & set(parts) and len(digits) > 1 and parts[-2] in UNITS:
        return total + 10 * digits[-2] + last  # hai tư, hai nghìn (hai) mốt
    return total + last


def _spelled(parts: list[str]) -> int | None:
    """A year spoken two and two or digit by digit: `hai không mười chín`, `một chín bảy lăm`."""
    head, tail = parts[:2], parts[2:]
    rest = number(" ".join(tail).replace("không ", "", 1) if tail[0] == "không" else " ".join(tail))
    return None if rest is None else UNITS.get(head[0], 0) * 1000 + UNITS.get(head[1], 0) * 100 + rest


def day(year: int, month: int, number_of_day: int) -> Days:
    """One day, or UNKNOWN where the calendar has no such day (`31/6/2017` is printed at times)."""
    try:
        one = date(year, month, number_of_day)
    except ValueError:
        return UNKNOWN
    return one, one


def months(year: int, first: int, last: int) -> Days:
    """From the first day of one month to the last day of another of that year."""
    if not (1 <= year <= 9999 and 1 <= first <= last <= 12):
        return UNKNOWN
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def years(first: int, last: int) -> Days:
    """Whole years; where they are printed the wrong way round, UNKNOWN."""
    return (date(first, 1, 1), date(last, 12, 31)) if 1 <= first <= last <= 9999 else UNKNOWN


def narrow(lead: str, days: Days) -> Days:
    """The part of a year or month that `đầu`, `giữa`, `cuối` or `hết` (its last day) name."""
    first, last = days
    if first is None or last is None:
        return days
    if lead.startswith("hết"):
        return last, last
    whole_year = (last - first).days > 300
    if not whole_year and (last - first).days > 60:  # a quarter or more: its first, middle or last month
        months_of = range(first.month, last.month + 1)
        part = 0 if lead.startswith("đầu") else -1 if lead.startswith("cuối") else len(months_of) // 2
        return months(first.year, months_of[part], months_of[part])
    if lead.startswith(("nửa đầu", "nửa cuối")) and whole_year:
        return months(first.year, *((1, 6) if "đầu" in lead else (7, 12)))
    if lead.startswith(("đầu", "thượng tuần", "tuần đầu")):
        return months(first.year, 1, 3) if whole_year else (first, first.replace(day=10))
    if lead.startswith(("giữa", "trung tuần")):
        return months(first.year, 4, 9) if whole_year else (first.replace(day=11), first.replace(day=20))
    if lead.startswith(("cuối", "hạ tuần")):
        return months(last.year, 10, 12) if whole_year else (last.replace(day=21), last)
    return days


_lead = re.compile(r"(?:đầu|giữa|cuối|hết|nửa đầu|nửa cuối|thượng tuần|trung tuần|hạ tuần|tuần đầu)(?= )")


def _year_of(found: str, on: date | None) -> int | None:
    printed = _year.findall(found)
    if printed:
        return int(printed[-1])
    spoken = _year_in_words.search(found)
    if spoken and (value := number(spoken[1])):
        return value
    return on.year if on else None


def _nearest(month: int, day_of_month: int, on: date | None) -> Days:
    """A day without a year is of the year that lies nearest to `on`, the past before the far future."""
    if on is None:
        return UNKNOWN
    days = day(on.year, month, day_of_month)
    if days[0] and (days[0] - on).days > 183:
        return day(on.year - 1, month, day_of_month)
    return days


def read(form: str, found: str, on: date | None) -> Days:
    """First and last day of `found`, a match of `form` in folded text. `on` (the day of publication)
    gives the year where none is printed; without it such days are None."""
    reader = _readers.get(form)
    return reader(found, on) if reader else UNKNOWN


def _iso(found: str, on: date | None) -> Days:
    year, month, number_of_day = map(int, _digits.findall(found)[:3])
    return day(year, month, number_of_day)


def _day(found: str, on: date | None) -> Days:
    numbers = list(map(int, _digits.findall(re.sub(r"thứ \d", "", found))))
    ends = [
        day(year if year > 99 else year + (2000 if year < 50 else 1900), month, number_of_day)
        for number_of_day, month, year in zip(*[iter(numbers)] * 3, strict=True)
    ]
    return ends[0][0], ends[-1][1]


def _day_words(found: str, on: date | None) -> Days:
    head, tail = re.split(r" tháng ", re.sub(r"thứ \S+[,\s(]*", "", found), maxsplit=1)
    month_words = re.match(r"\d+|[^\W\d]+(?: (?:một|mốt|hai))?", tail)
    month = number(month_words[0]) if month_words else None
    of_days = _digits.findall(head) or [head.split("ngày ")[-1].replace("mùng ", "").replace("mồng ", "")]
    days = [number(str(one)) for one in of_days]
    if not month or None in days:
        return UNKNOWN
    year = _year_of(tail, None)
    ends = [day(year, month, one) if year else _nearest(month, one, on) for one in days if one]
    return ends[0][0], ends[-1][1]


def _pairs(found: str, on: date | None) -> Days:
    """Days and months: `17/9`, `14/2 và 15/2`, `từ 20/4 đến 30/6`, `14 và 15/2/2018`."""
    year = _year.findall(found)
    bare = _year.sub(" ", re.sub(r"thứ \d", "", re.sub(r"\d (?=ngày)", "", found)))
    numbers = list(map(int, _digits.findall(bare)))
    whole = re.findall(r"(\d{1,2})\s?[/.\-–]\s?(\d{1,2})", bare)
    if len(whole) * 2 != len(numbers):  # days that share the last month
        whole = [(str(one), str(numbers[-1])) for one in numbers[:-1]]
    ends = [
        day(int(year[-1]), int(month), int(one)) if year else _nearest(int(month), int(one), on)
        for one, month in whole
    ]
    known = [end for end in ends if end[0]]
    return (known[0][0], known[-1][1]) if known and len(known) == len(ends) else UNKNOWN


def _from_to(found: str, on: date | None) -> Days:
    numbers = list(map(int, _digits.findall(found)))
    if not _year.search(found):
        return _pairs(found, on)
    if len(numbers) == 3:
        return months(numbers[2], numbers[0], numbers[1])
    start, end = months(numbers[1], numbers[0], numbers[0]), months(numbers[3], numbers[2], numbers[2])
    return start[0], end[1]


def _quarter(found: str, on: date | None) -> Days:
    year = _year_of(found, on)
    words = re.findall(r"\d+|\w+", _year.sub("", found.split("quý ", 1)[1]))
    named = [
        int(word) if word.isdigit() else _quarters[word]
        for word in words
        if word.isdigit() or word in _quarters
    ]
    if year is None or not named:
        return UNKNOWN
    days = months(year, 3 * min(named) - 2, 3 * max(named))
    lead = _lead.match(found)
    return narrow(lead[0], days) if lead else days


def _part_of_year(found: str, on: date | None) -> Days:
    year = _year_of(found, on)
    if year is None:
        return UNKNOWN
    if found.startswith("nửa"):
        return months(year, *((1, 6) if "đầu" in found else (7, 12)))
    count = number(re.split(r" (?:tháng|quý)", found)[0])
    if count is None:
        return UNKNOWN
    count *= 3 if " quý" in found else 1
    return months(year, 13 - count, 12) if "cuối" in found else months(year, 1, count)


def _month(found: str, on: date | None) -> Days:
    year = _year_of(found, on)
    body = _year.sub("", found.split("tháng ", 1)[1].split(" năm")[0])
    named = [
        value for part in re.findall(r"\d+|[^\W\d]+(?: (?:một|mốt|hai))?", body) if (value := number(part))
    ]
    if year is None or not named:
        return UNKNOWN
    lead = _lead.match(found)
    days = months(year, min(named), max(named))
    return narrow(lead[0], days) if lead else days


def _month_year(found: str, on: date | None) -> Days:
    month, year = map(int, _digits.findall(found))
    return months(year, month, month)


def _years(found: str, on: date | None) -> Days:
    printed = [int(one) for one in _year.findall(found)]
    if not printed:
        year = _year_of(found, None)
        printed = [year] if year else []
    short = re.search(r"\d{4}-(\d\d)$", found)
    if short and printed:
        printed.append(printed[0] // 100 * 100 + int(short[1]))
    if not printed:
        return UNKNOWN
    days = years(printed[0], printed[-1])
    if found.startswith("năm học") and days[0] and days[1]:
        return date(days[0].year, 9, 1), date(days[1].year, 8, 31)
    lead = _lead.match(found)
    if lead and lead[0] == "hết" and len(printed) > 1:
        return date(printed[0], 12, 31), days[1]
    return narrow(lead[0], days) if lead else days


_readers = {
    "iso": _iso,
    "day": _day,
    "day_words": _day_words,
    "days": _pairs,
    "day_month": _pairs,
    "until": _pairs,
    "from_to": _from_to,
    "quarter": _quarter,
    "part_of_year": _part_of_year,
    "month": _month,
    "month_year": _month_year,
    "stretch": _years,
    "year": _years,
    "years": _years,
    "years_counted": _years,
    "weak_year": _years,
    "lone_year": _years,
}
