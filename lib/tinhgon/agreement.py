"""Whether two printed figures can both be true."""

from __future__ import annotations

import math

from tinhgon.amounts import decimals
from tinhgon.figures import Figure

BEHIND, BEFORE = 60, 10  # characters between a ratio and the percentage that repeats it

# How far a figure with a qualifier may lie from its number: press usage, not logic ("trên 50" is not 590).
REACH = {"=": (1.0, 1.0), "": (1.0, 1.0), "≈": (0.9, 1.1), ">": (1.0, 1.25), "<": (0.8, 1.0)}


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures of one indicator say the same: equal, one a rounding of the other, or one
    within what the other's qualifier allows.

    A ratio agrees with a percentage where it rounds, or is cut off, to it as printed.
    """
    if one.value is None or other.value is None:
        return False
    if one.measure == other.measure == "ratio":
        return (one.numerator, one.denominator) == (other.numerator, other.denominator) or not _both_exact(
            one, other
        )
    if one.value == other.value:
        return True
    if {one.measure, other.measure} == {"ratio", "percent"} and _both_exact(one, other):
        ratio, percent = (one, other) if one.measure == "ratio" else (other, one)
        return fit(exactly(ratio), percent.value or 0.0, decimals(percent.surface)) != ""
    low, high = reach(one)
    low_other, high_other = reach(other)
    return max(low, low_other) <= min(high, high_other)


def _both_exact(one: Figure, other: Figure) -> bool:
    return one.exact and other.exact


def reach(figure: Figure) -> tuple[float, float]:
    """The interval in which the counted thing lies if the figure with its qualifier is true."""
    value = figure.value or 0.0
    if figure.qualifier == "≥":
        return value, math.inf
    if figure.qualifier == "≤":
        return -math.inf, value
    low, high = REACH[figure.qualifier]
    return value * low, value * high


def exactly(ratio: Figure) -> float:
    """The percentage of a printed ratio, unrounded."""
    if ratio.numerator is None or not ratio.denominator:
        return ratio.value or 0.0
    return 100 * ratio.numerator / ratio.denominator


def fit(exact: float, printed: float, places: int) -> str:
    """How `printed`, with `places` decimals, comes from `exact`: `agrees`, `truncated` or "".

    >>> fit(100 * 13 / 14, 92.8, 1), fit(100 * 11 / 14, 78.6, 1), fit(100 * 76 / 186, 40.3, 1)
    ('truncated', 'agrees', '')
    """
    unit = 10.0**-places
    if abs(exact - printed) <= unit / 2 + 1e-9:
        return "agrees"
    return "truncated" if -1e-9 <= exact - printed < unit - 1e-9 else ""


def beside(ratio: Figure, percent: Figure) -> bool:
    """Whether a percentage stands right behind a ratio, or right before it, as its equal: `7/14 huyện
    (bằng 50%)`. Where offsets are not known, whether both stand in one sentence."""
    if ratio.sentence != percent.sentence or not ratio.sentence:
        return False
    if ratio.start < 0 or percent.start < 0:
        return True
    return 0 <= percent.start - ratio.end <= BEHIND or 0 <= ratio.start - percent.end <= BEFORE
