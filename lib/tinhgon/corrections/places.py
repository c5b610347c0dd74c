"""Where a printed form stands in an article: the n-th place, as a person counts who looks for it."""

from __future__ import annotations

import re

from tinhgon.text import Span


def places(text: str, surface: str) -> list[Span]:
    """Every place where `surface` stands in `text`, not as a part of a longer number or word.

    >>> places("giảm 3 phòng; 13 phòng, 1.3 phòng, 3 phòng", "3 phòng")
    [Span(start=5, end=12), Span(start=35, end=42)]
    """
    found = re.finditer(f"(?={_before(surface[0])}{re.escape(surface)}{_after(surface[-1])})", text)
    return [Span(match.start(), match.start() + len(surface)) for match in found]


def occurrence(text: str, surface: str, start: int) -> int:
    """Which place of `surface` begins at `start`, from 1.

    >>> occurrence("ba bản, ba bản", "ba bản", 8)
    2
    """
    return [place.start for place in places(text, surface)].index(start) + 1


def _before(first: str) -> str:
    return r"(?<!\d)(?<!\d[.,])" if first.isdigit() else r"(?<![^\W\d_])" if first.isalpha() else ""


def _after(last: str) -> str:
    return r"(?![.,]?\d)" if last.isdigit() else r"(?![^\W\d_])" if last.isalpha() else ""
