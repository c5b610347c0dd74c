"""Numbers in digits: dots group thousands, a comma marks decimals."""

from __future__ import annotations

import re

RUN = r"\d+(?:[.,]\d+)*"
# A run, or digits grouped by spaces. The digit comes before the look behind it, so that `re` skips to digits.
NUMBER = re.compile(
    r"\d(?<![^\W_].)(?<!\d[.,].)(?:(?<![\w.,].)\d{0,2}(?:[ ]\d{3})+(?![.,]?\d)|\d*(?:[.,]\d+)*)"
)
LONGEST = 30  # characters; longer runs are no numbers of the press

_dots = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_commas = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_comma_decimal = re.compile(r"\d+,\d+")
_long_share = re.compile(r"\d{2,3}\.\d{3}")
_dot_decimal = re.compile(r"\d+\.\d+")


def parse(run: str, fractional: bool = False) -> float | None:
    """The value of a digit run as Vietnam's press prints it, or None where it is no number.

    A dot before three digits groups thousands. `fractional` says that what follows is a percent sign: there
    `99.125` has a decimal point, since nobody prints ten thousand percent.

    >>> [parse(run) for run in ("2.818", "24,07", "1000", "05", "140.000", "282,917", "1.2.3")]
    [2818.0, 24.07, 1000.0, 5.0, 140000.0, 282.917, None]
    >>> parse("99.125", fractional=True), parse("1.5")
    (99.125, 1.5)
    """
    run = run.replace(" ", "")
    if len(run) > LONGEST:
        return None
    if run.isdecimal() or (fractional and _long_share.fullmatch(run)):
        return float(run)
    if _dots.fullmatch(run):
        return float(run.replace(".", "").replace(",", "."))
    if _commas.fullmatch(run):
        return float(run.replace(",", ""))
    if _comma_decimal.fullmatch(run):
        return float(run.replace(",", "."))
    if _dot_decimal.fullmatch(run) and len(run.split(".")[1]) != 3:
        return float(run)
    return None
