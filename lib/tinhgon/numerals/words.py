"""Numbers in words: `hai nghìn tám trăm mười tám` is 2818, and back.

The grammar of the language, with its variants: `mốt, tư, lăm, nhăm` after tens, `linh, lẻ` for a missing
ten, `rưỡi` for half of the scale before it, `chục` for ten, `vạn` for ten thousand, `ngàn`, `tỉ`; decimals
said behind `phẩy` or `chấm`, digit by digit or as a number; `âm` or `trừ` before a number below zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_ONES = {word: value for value, word in enumerate(DIGITS)} | {"bẩy": 7, "tư": 4}
_LAST = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "rưỡi": 5}
_TENS = {"mươi", "chục"}
_GAP = {"linh", "lẻ"}
_SCALES = {"vạn": 10**4, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6}
_BILLION = {"tỷ", "tỉ"}
_HALF = {"rưỡi", "rưởi"}
_POINT = {"phẩy", "chấm"}
_MINUS = {"âm", "trừ"}

_words = sorted(
    {*_ONES, *_LAST, "mười", *_TENS, "trăm", *_GAP, *_SCALES, *_BILLION, *_HALF} - {"tư"},
    key=len,
    reverse=True,
)
_first = sorted({*_ONES, "mười"} - {"tư", "không"}, key=len, reverse=True)
_point = rf"(?:{'|'.join(sorted(_POINT))})"
RUN = (
    rf"\b(?:âm\s+(?=(?:{'|'.join([*_first, 'không'])})\b))?"
    rf"(?:{'|'.join(_first)}|không(?=\s+{_point}\s+(?:{'|'.join(DIGITS)})\b))"
    rf"(?:\s+(?:{'|'.join([*_words, 'tư'])}|{_point}(?=\s+(?:{'|'.join([*DIGITS, 'mười'])})\b)))*\b"
)


ALONE = {word: _ONES.get(word, 10) for word in _first}  # the values of the words that are a number
OPENING = (*_first, "không", "âm")  # the words that a `RUN` begins with
LONGEST = 40  # words of one number
LARGEST = 10**18


def parse(phrase: str) -> float | None:
    """The value of a number in words (an int where it is whole), or None where the words are no number.

    >>> [parse(text) for text in ("mười lăm", "hai mươi mốt", "một trăm linh tư", "hai nghìn rưỡi", "ba hai")]
    [15, 21, 104, 2500, None]
    >>> [parse(text) for text in ("hai phẩy không ba", "một phẩy hai mươi lăm", "âm năm phẩy hai triệu")]
    [2.03, 1.25, -5200000]
    """
    tokens = phrase.lower().split()
    below_zero = tokens[:1] != [] and tokens[0] in _MINUS
    value, at = _number(tokens[below_zero:])
    if value is None or at + below_zero != len(tokens):
        return None
    return -value if below_zero else value


def parse_prefix(words: Sequence[str]) -> tuple[float | None, int]:
    """The value of the longest number at the start of some words (None: there is none) and its word count.

    >>> parse_prefix(["ba", "bốn", "xã"]), parse_prefix(["âm", "hai", "phần", "trăm"])
    ((3, 1), (-2, 2))
    """
    tokens = list(words[:LONGEST])
    if tokens[:1] == ["âm"]:
        value, count = _number(tokens[1:])
        return (None, 0) if value is None else (-value, count + 1)
    return _number(tokens)


def _number(tokens: list[str]) -> tuple[float | None, int]:
    """A number with the decimals said behind it and the scale behind those: `hai phẩy năm tỷ`."""
    whole, at = _whole(tokens)
    if whole is None or at >= len(tokens) or tokens[at] not in _POINT:
        return whole, at
    places, after = _decimals(tokens, at + 1)
    if not places:
        return whole, at
    scale, after = _multiplier(tokens, after)
    if after < len(tokens) and tokens[after] in _BILLION:
        scale, after = scale * 10**9, after + 1
    value = Decimal(f"{whole}.{places}") * scale
    return (int(value) if value == value.to_integral_value() else float(value)), after


def _decimals(tokens: list[str], at: int) -> tuple[str, int]:
    """The decimal places as digits: `không ba` is 03, `bốn mươi lăm` 45."""
    after = at
    while after < len(tokens) and tokens[after] in _ONES:
        after += 1
    if after < len(tokens) and tokens[after] in {"trăm", "mười", *_TENS}:
        places, after = _group(tokens, at, padded=False)
        return ("" if places is None else str(places)), after
    return "".join(str(_ONES[token]) for token in tokens[at:after]), after


def _whole(tokens: list[str]) -> tuple[int | None, int]:
    """A number with its billions: what stands before `tỷ` is a whole number of its own."""
    value, at = _below_billion(tokens, 0, padded=False) if tokens else (None, 0)
    if value is None or at >= len(tokens) or tokens[at] not in _BILLION:
        return value, at
    while at < len(tokens) and tokens[at] in _BILLION:
        value, at = value * 10**9, at + 1
    if at < len(tokens) and tokens[at] in _HALF:
        return value + 10**9 // 2, at + 1
    rest, after = _below_billion(tokens, at, padded=True)
    return value + (rest or 0), after


def _below_billion(tokens: list[str], at: int, padded: bool) -> tuple[int | None, int]:
    """Groups with falling scales: `hai triệu ba nghìn bốn trăm`."""
    total, scale, found = 0, 10**9, False
    while at < len(tokens):
        group, after = _group(tokens, at, padded=padded or found)
        if group is None:
            break
        multiplier, after = _multiplier(tokens, after)
        if multiplier >= scale:
            break
        total, at, found, scale = total + group * multiplier, after, True, multiplier
        if multiplier > 1 and at < len(tokens) and tokens[at] in _HALF:
            return total + multiplier // 2, at + 1
        if multiplier == 1:
            break
    return (total if found else None), at


def _multiplier(tokens: list[str], at: int) -> tuple[int, int]:
    value = 1
    while at < len(tokens) and tokens[at] in _SCALES:
        value, at = value * _SCALES[tokens[at]], at + 1
    return value, at


def _group(tokens: list[str], at: int, padded: bool) -> tuple[int | None, int]:
    """A number below a thousand; inside a longer one (`padded`) it may begin with `linh` or `không trăm`."""
    first = tokens[at]
    if padded and first in _GAP:
        return _unit(tokens, at + 1)
    if first == "mười":
        return _last(tokens, at + 1, 10)
    if first not in _ONES or first == "tư":
        return None, at
    value, at = _ONES[first], at + 1
    after = tokens[at] if at < len(tokens) else ""
    if after == "trăm":
        return _below_hundred(tokens, at + 1, value * 100)
    if after in _TENS:
        return _last(tokens, at + 1, value * 10) if value else (None, at)
    if not padded and value and after in {"mốt", "lăm", "nhăm", "tư"} and value > 1:
        return value * 10 + _LAST[after], at + 1
    return value, at


def _below_hundred(tokens: list[str], at: int, value: int) -> tuple[int, int]:
    """What follows `trăm`: `linh bốn`, `mười lăm`, `hai mươi mốt`, `rưỡi`, or tens alone (`một trăm hai`)."""
    first, second = (*tokens[at : at + 2], "", "")[:2]
    if first in _HALF:
        return value + 50, at + 1
    if first in _GAP:
        unit, after = _unit(tokens, at + 1)
        return (value, at) if unit is None else (value + unit, after)
    if first == "mười":
        return _last(tokens, at + 1, value + 10)
    tens = _ONES.get(first, 0) or _LAST.get(first, 0)
    if tens and second in _TENS:
        return _last(tokens, at + 2, value + 10 * tens)
    if tens and first not in _HALF and second not in {"trăm", *_SCALES, *_BILLION}:
        return value + 10 * tens, at + 1
    return value, at


def _last(tokens: list[str], at: int, value: int) -> tuple[int, int]:
    """Add the unit after tens: `hai mươi` + `mốt`."""
    if at < len(tokens):
        word = tokens[at]
        if word in _LAST and (word != "rưỡi" or value > 10):
            return value + _LAST[word], at + 1
        if word in _ONES and _ONES[word] and not (at + 1 < len(tokens) and tokens[at + 1] == "trăm"):
            return value + _ONES[word], at + 1
    return value, at


def _unit(tokens: list[str], at: int) -> tuple[int | None, int]:
    if at < len(tokens) and _ONES.get(tokens[at], 0):
        return _ONES[tokens[at]], at + 1
    return None, at


# --- Back into words -------------------------------------------------------------------------------


def spell(number: int) -> str:
    """`number` in words, 0 ≤ number < 10¹⁸. Raises ValueError outside.

    >>> [spell(number) for number in (0, 15, 21, 104, 2818)]
    ['không', 'mười lăm', 'hai mươi mốt', 'một trăm linh bốn', 'hai nghìn tám trăm mười tám']
    """
    if not 0 <= number < 10**18:
        raise ValueError(f"{number} is outside 0 to 10**18 - 1")
    if number == 0:
        return DIGITS[0]
    if number >= 10**9:
        high, low = divmod(number, 10**9)
        return f"{spell(high)} tỷ {spell(low) if low else ''}".rstrip()
    parts: list[str] = []
    for scale, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, number = divmod(number, scale)
        if group:
            parts.append(f"{_spell_group(group, padded=bool(parts))} {name}".strip())
    return " ".join(parts)


def _spell_group(number: int, padded: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, unit = divmod(rest, 10)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or padded else []
    if tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{DIGITS[tens]} mươi")
    elif unit and words:
        words.append("linh")
    if unit:
        words.append("mốt" if unit == 1 and tens > 1 else "lăm" if unit == 5 and tens else DIGITS[unit])
    return " ".join(words)
