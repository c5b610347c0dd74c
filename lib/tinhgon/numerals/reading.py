"""Reads the numbers of a text: atoms (digits or words), then what joins and surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from tinhgon.numerals import digits, words
from tinhgon.numerals.qualifiers import Numeral, qualified, qualifiers
from tinhgon.rules import Rulebook, book
from tinhgon.searching import Openings, digit_runs
from tinhgon.text import Span, fold


class _Atom(NamedTuple):
    start: int
    end: int
    value: float | None
    in_words: bool
    measure: str = "count"


SCALES = {"trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}

PARTS = {"hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "mười": 10}
HALF = "|".join(
    (
        r"\b(?:một|hai|ba)\s+phần\s+(?:hai|ba|tư|bốn|năm|mười)\b",
        r"\bmột\s+nửa\b",
        *(rf"(?<=\b{word} )nửa\b" for word in ("quá", "hơn", "gần")),
    )
)
_openings = Openings({"number": [*words.OPENING, "nửa"]}, whole=True)
_in_words = re.compile(rf"(?P<half>{HALF})|{words.RUN}")
_by_start = itemgetter(0)
_token = re.compile(r"\S+")
_minus_before = re.compile(r"(?:(?<=[ (])|(?<![^\n]))[-−]")
_again = re.compile(rf"\s?\(\s?({words.RUN})\s?\)")
_joint = re.compile(
    r"\s?(?:[/(%–—-]|trăm|nghìn|ngàn|vạn|triệu|t[ỷỉ])|\s+(?:trong|trên|đến|tới)\s"
)  # one of these
_slash = re.compile(r"\s?/\s?")
_of = re.compile(r"\s+(?:trong|trên)\s+(?:tổng\s+số|tổng|số)\s+")
_among = re.compile(r"\s+trong\s+")
_of_time = re.compile(r"\s*(?:năm|tháng|ngày|quý|giờ|tuần|kỳ|nhiệm\s+kỳ|buổi|lần|đợt|phút)\b")
_dated = re.compile(r"(?:năm|tháng|ngày|quý|thứ|khóa|kỳ)\s+$")
_dash = re.compile(r"\s?(?:%\s?)?[-–—]\s?")
_to = re.compile(r"\s+(?:đến|tới)\s+")
_unit = re.compile(r"\s?(?:%|phần\s|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|đ|vn)")  # one of the three may follow
_percent = re.compile(r"\s?(?:%|phần\s+trăm\b)")
_scale = re.compile(r"\s?(trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)")
_currency = re.compile(r"\s?(?:đồng(?!\s+(?:chí|bào|thời|bằng|ý|thuận|bộ|hồ))|đ|vnđ|vnd)(?!\w)")


def find(
    text: str,
    blocked: Iterable[Span] = (),
    rulebook: Rulebook | None = None,
    folded: str | None = None,
) -> list[Numeral]:
    """Every number of `text` outside the `blocked` spans (dates, codes; sorted), in order. `folded` is the
    folded text where it is at hand.

    >>> text = "giảm trên 8%, còn 05/11 huyện; 4-5 cấp phó; 12,5 tỷ đồng"
    >>> [(n.measure, n.value, n.qualifier) for n in find(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('percent', 8.0, '>'), ('ratio', 45.45, '='), ('count', 4.0, '≥'), ('count', 5.0, '≤'),
     ('money', 12500000000.0, '=')]
    """
    folded = fold(text) if folded is None else folded
    open_text, known = _blanked(folded, blocked), qualifiers(rulebook or book())
    atoms = [*_digit_atoms(open_text, digit_runs(folded)), *_word_atoms(open_text, _openings.starts(folded))]
    return list(qualified(open_text, _read(open_text, sorted(atoms, key=_by_start), known.before), known))


def _blanked(folded: str, blocked: Iterable[Span]) -> str:
    """The text with the blocked spans made unreadable; its offsets stay."""
    parts: list[str] = []
    at = 0
    for start, end in blocked:
        if end > at:
            parts += (folded[at:start], "\0" * (end - max(start, at)))
            at = end
    return "".join([*parts, folded[at:]])


def _read(folded: str, atoms: list[_Atom], before: re.Pattern[str]) -> Iterator[Numeral]:
    """The numerals that the atoms of a text make; `before` are qualifiers."""
    at = 0
    while at < len(atoms):
        numerals, used = _join(folded, atoms, at, before)
        at += used
        yield from numerals


def _digit_atoms(folded: str, runs: Iterable[int]) -> Iterator[_Atom]:
    end = 0
    for start in runs:
        if start >= end and (match := digits.NUMBER.match(folded, start)):
            end = match.end()
            yield _Atom(start, end, digits.parse(match[0]), False)


def _word_atoms(folded: str, starts: Iterable[int]) -> Iterator[_Atom]:
    """The numbers in words that begin at some of `starts`."""
    at = 0
    for start in starts:
        match = _in_words.match(folded, start) if start >= at else None
        if match is None:
            continue
        at = match.end()
        if match["half"]:
            yield _Atom(start, at, _fraction(match["half"]), True, "percent")
        elif (value := words.ALONE.get(match[0])) is not None:
            yield _Atom(start, at, value, True)
        else:
            yield from _numbers_of(list(_token.finditer(folded, start, at)))


def _fraction(words_of_it: str) -> float:
    """`một phần tư` is 25 percent, `một nửa` 50."""
    part, _, whole = " ".join(words_of_it.split()).partition(" phần ")
    return round(100 * (words.parse(part) or 0) / PARTS[whole], 2) if whole else 50.0


def _numbers_of(run: list[re.Match[str]]) -> Iterator[_Atom]:
    """A run of number words may hold several numbers: `ba bốn` is three, four."""
    texts = [word[0] for word in run]
    at = 0
    while at < len(run):
        value, count = words.parse_prefix(texts[at : at + words.LONGEST])
        after = at + max(count, 1)
        if value is not None and abs(value) < words.LARGEST:
            yield _Atom(run[at].start(), run[after - 1].end(), value, True)
        at = after


# --- What joins two numbers ------------------------------------------------------------------------


def _join(folded: str, atoms: list[_Atom], at: int, before: re.Pattern[str]) -> tuple[list[Numeral], int]:
    """The numerals that begin with atom `at`, and how many atoms they take."""
    first = atoms[at]
    second = atoms[at + 1] if at + 1 < len(atoms) else None
    if second is not None and second.start - first.end < 40 and _joint.match(folded, first.end):
        between = folded[first.end : second.start]
        if _slash.fullmatch(between) and not (first.in_words or second.in_words):
            return _ratio(first, second), 2
        if _is_part_of(between, before) or _is_among(folded, first, second):
            return _ratio(first, second), 2
        joined = _dash.fullmatch(between) or _to.fullmatch(between)
        if repeated := _repeated(folded, first, second):
            return repeated, 2
        if joined and first.in_words == second.in_words and (bounds := _range(folded, first, second)):
            return bounds, 2
        if both := _compound(folded, first, second):
            return [both], 2
    one = _single(folded, first)
    return ([one] if one else []), 1


def _compound(folded: str, first: _Atom, second: _Atom) -> Numeral | None:
    """`9 tỷ 500 triệu đồng`: one number in two scales, the larger first."""
    scale = None if first.in_words else _scale.match(folded, first.end)
    if scale is None or first.value is None or not folded[scale.end() : second.start].isspace():
        return None
    lower, unit = _single(folded, second), SCALES[scale[1]]
    scaled = lower is not None and bool(_scale.match(folded, second.end))
    if lower is None or not scaled or lower.value >= unit:
        return None
    value = first.value * unit + lower.value
    return Numeral(first.start, first.start, lower.end, lower.measure, value)


def _repeated(folded: str, first: _Atom, second: _Atom) -> list[Numeral]:
    """`05 (năm) phòng` is one number, said twice."""
    said = _again.match(folded, first.end)
    if said is None or first.in_words or first.value is None or first.value != second.value:
        return []
    return [Numeral(first.start, first.start, said.end(), "count", first.value)]


def _is_part_of(between: str, before: re.Pattern[str]) -> bool:
    """`17 trên tổng số 82`, `gần 600 trên tổng số hơn 700`."""
    joint = _of.match(between)
    return joint is not None and (
        joint.end() == len(between) or before.fullmatch(between, joint.end()) is not None
    )


def _is_among(folded: str, first: _Atom, second: _Atom) -> bool:
    """`7 trong 9 chi cục`, but `giảm 7 trong 9 tháng`, `tháng 7 trong 9 tháng`."""
    if first.value is None or second.value is None or first.value > second.value:
        return False
    if _among.fullmatch(folded, first.end, second.start) is None or _of_time.match(folded, second.end):
        return False
    return _dated.search(folded, max(0, first.start - 12), first.start) is None


def _ratio(part: _Atom, whole: _Atom) -> list[Numeral]:
    if part.value is None or not whole.value:
        return []
    value = round(100 * part.value / whole.value + 1e-9, 2)
    return [
        Numeral(
            part.start, part.start, whole.end, "ratio", value, part.value, whole.value, in_words=part.in_words
        )
    ]


def _range(folded: str, low: _Atom, high: _Atom) -> list[Numeral]:
    top = _single(folded, high)
    if top is None or low.value is None:
        return []
    value = (
        digits.parse(folded[low.start : low.end], fractional=True)
        if top.measure == "percent" and not low.in_words
        else low.value
    )
    scale = top.value / high.value if high.value and top.measure in {"money", "count"} else 1
    if value is None or not value * scale < top.value:
        return []
    bounds = ((value * scale, "≥"), (top.value, "≤"))
    return [
        top._replace(start=low.start, number_start=low.start, value=value, qualifier=sign, ranged=True)
        for value, sign in bounds
    ]


def _single(folded: str, atom: _Atom) -> Numeral | None:
    """One atom with what follows it: a percent sign, a scale, a currency."""
    value, end, measure = atom.value, atom.end, atom.measure
    if _unit.match(folded, end):
        value, end, measure = _measured(folded, atom)
    if value is None:
        return None
    start, value = _below_zero(folded, atom, measure, value)
    return Numeral(start, start, end, measure, value, in_words=atom.in_words)


def _measured(folded: str, atom: _Atom) -> tuple[float | None, int, str]:
    """The value with its unit, where that ends, and the measure that it makes."""
    value, end, measure = atom.value, atom.end, atom.measure
    if percent := _percent.match(folded, end):
        end, measure = percent.end(), "percent"
    elif not atom.in_words:
        scaled = 1
        while scaled < words.LARGEST and (scale := _scale.match(folded, end)):
            scaled, end = scaled * SCALES[scale[1]], scale.end()
        if scaled > 1 and value is not None:
            value = round(value * scaled, 6)
        if scaled >= 10**9:
            measure = "money"
    if measure == "percent" and not atom.in_words:
        value = digits.parse(folded[atom.start : atom.end], fractional=True)
    if currency := _currency.match(folded, end):
        end, measure = currency.end(), "money"
    return value, end, measure


def _below_zero(folded: str, atom: _Atom, measure: str, value: float) -> tuple[int, float]:
    """`tăng -2,5%` is below zero, and `-25` alone on its line; else a dash opens an item of a list."""
    sign = atom.start - 1
    if atom.in_words or sign < 0 or not _minus_before.match(folded, sign):
        return atom.start, value
    opens_line = sign == 0 or folded[sign - 1] == "\n"
    ends_line = folded[atom.end : atom.end + 1] in ("", "\n")
    below = ends_line if opens_line else measure == "percent"
    return (sign, -value) if below else (atom.start, value)
