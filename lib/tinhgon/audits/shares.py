"""Checks of percentages: against the ratio beside them, the wholes near them, and the number 100."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tinhgon.agreement import BEHIND, beside, exactly, fit, reach
from tinhgon.amounts import decimals
from tinhgon.audits.verdicts import Audit, as_printed, audit
from tinhgon.figures import Figure

PARTS = frozenset({"share", "adoption"})
_digit = re.compile(r"\d")
_apart = re.compile(  # another number, or a turn to another part: "539/775 ấp, nhưng ở vùng cao mới 46,3%"
    r"\d|\b(?:nhưng|song|riêng|còn|trong khi|so với|vùng|năm|trước|ở|tại)\b", re.IGNORECASE
)
_goal = re.compile(
    r"so với|tiêu chuẩn|chỉ tiêu|kế hoạch|mục tiêu|quy định|dự toán|nghị quyết|yêu cầu|vượt|tăng",
    re.IGNORECASE,
)
_each_year = re.compile(r"h[àằ]ng năm|mỗi năm|bình quân|trung bình", re.IGNORECASE)
_again = re.compile(r"chiếm|bằng|đạt|tương đương|tỷ lệ|\(")

OPEN = frozenset({"plan_done"})  # a plan can be overfulfilled


def ratio_percent(figures: Sequence[Figure], text: str) -> Iterator[Audit]:
    """Each percentage with the ratio of the same thing right beside it, nothing between them that turns to
    another number, time or place.

    Yields nothing for ratios with a qualifier: `gần 600 trên 700` is no exact share.
    """
    ratios: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure == "ratio" and figure.exact and figure.denominator:
            ratios[_thing(figure)].append(figure)
    for percent in figures:
        if (
            percent.measure == "percent"
            and percent.value is not None
            and (near := ratios.get(_thing(percent)))
        ):
            at = bisect_right(near, percent.start, key=lambda ratio: ratio.start)
            ratio = next((r for r in near[max(0, at - 1) : at + 1] if beside(r, percent)), None)
            if ratio is not None and not _apart.search(text, ratio.end, percent.start):
                yield _ratio_percent(ratio, percent)


def _thing(figure: Figure) -> tuple[object, ...]:
    return figure.sentence, figure.object, figure.change, figure.predicate, figure.place, figure.target


def _ratio_percent(ratio: Figure, percent: Figure) -> Audit:
    exact, printed = exactly(ratio), percent.value or 0.0
    numerator, denominator = ratio.numerator or 0.0, ratio.denominator or 1.0
    verdict = _verdict(exact, percent)
    other = round(printed * denominator / 100)
    if verdict == "contradicts" and fit(100 * other / denominator, printed, decimals(percent.surface)):
        verdict = "contradicts.other"
    found = audit(
        f"ratio_percent.{verdict}", ratio, percent,
        numerator=numerator, denominator=denominator, computed=exact, other=other,
    )  # fmt: skip
    return as_printed(found, percent)


def _verdict(exact: float, percent: Figure) -> str:
    """How an exact share stands to a printed one, its qualifier counted."""
    if percent.exact:
        return fit(exact, percent.value or 0.0, decimals(percent.surface)) or "contradicts"
    low, high = reach(percent)
    return "agrees" if low <= exact <= high else "contradicts"


def percent_of_whole(figures: Sequence[Figure], lines: Sequence[int], text: str) -> Iterator[Audit]:
    """Each exact percentage with the last whole of the same kind printed before it in its line: some
    whole number must come to it. `lines` numbers the line of each figure.

    A percentage beside its own ratio or count is left to the other checks; one of a plan has the plan for
    its whole, and one of several years none. Only where the check can fail: of 1,716 no count is some
    percentages with two decimals, but some count is each with one.
    """
    told = {_thing(figure) for figure in figures if figure.measure in ("ratio", "count")}
    wholes: dict[tuple[object, ...], Figure] = {}
    for figure, line in zip(figures, lines, strict=True):
        key = (line, figure.object, figure.place, figure.tier)
        if figure.change == "level" and _whole_count(figure):
            wholes[key] = figure
        elif _is_part(figure) and key in wholes and not _restates(wholes[key], figure, text):
            whole, places = wholes[key], decimals(figure.surface)
            if 100 / (whole.value or 1.0) > 10.0**-places and _thing(figure) not in told:
                yield _percent_of_whole(figure, whole, places)


def _is_part(figure: Figure) -> bool:
    """Whether a percentage is a part of a whole at one time."""
    part = figure.measure == "percent" and figure.exact and figure.change in PARTS
    return part and figure.predicate not in OPEN and not _each_year.search(figure.sentence)


def _restates(count: Figure, percent: Figure, text: str) -> bool:
    """Whether the percentage says the count again: `112 người, chiếm 8,3%` of some other whole."""
    if count.sentence != percent.sentence or not 0 <= count.end <= percent.start:
        return False
    return bool(_again.search(text, count.end, percent.start)) and percent.start - count.end < BEHIND


def _whole_count(figure: Figure) -> bool:
    return bool(figure.measure == "count" and figure.exact and figure.value and figure.scope == "whole")


def _percent_of_whole(percent: Figure, whole: Figure, places: int) -> Audit:
    printed, total = percent.value or 0.0, whole.value or 1.0
    low = math.floor(printed * total / 100 + 1e-9)
    for count in (low, low + 1):
        if verdict := fit(100 * count / total, printed, places):
            return audit(
                f"percent_of_whole.{verdict}", percent, whole,
                printed=printed, whole=total, count=count, computed=100 * count / total,
            )  # fmt: skip
    return audit(
        "percent_of_whole.cannot_be", percent, whole,
        printed=printed, whole=total, computed=printed * total / 100,
        low=low, low_share=100 * low / total, high=low + 1, high_share=100 * (low + 1) / total,
    )  # fmt: skip


def count_percent(figures: Sequence[Figure], text: str) -> Iterator[Audit]:
    """Each percentage with the count of the same thing right before it and the wholes of the article.

    It agrees if it fits any whole of its tier, since the page does not say which; else the last is shown.
    """
    wholes: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    counts: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.change == "level" and _whole_count(figure):
            wholes[figure.object, figure.place, figure.tier].append(figure)
        elif figure.measure == "count" and figure.exact and figure.change in PARTS and figure.value:
            counts[_thing(figure)].append(figure)
    for figure in figures:
        if figure.measure != "percent" or not figure.exact or figure.predicate in OPEN:
            continue
        count = _count_of(figure, counts.get(_thing(figure), []), text)
        if count is not None:
            options = wholes.get((figure.object, figure.place, figure.tier), [])[-20:]
            options = [whole for whole in options if (whole.value or 0.0) >= (count.value or 0.0)]
            if options:
                yield _count_percent(count, figure, options)


def _count_of(percent: Figure, counts: Sequence[Figure], text: str) -> Figure | None:
    """The count that a percentage says again: the last before it, no other number between them."""
    if percent.start < 0 or not text:
        return counts[0] if len(counts) == 1 else None
    before = [count for count in counts if count.end <= percent.start]
    return before[-1] if before and not _digit.search(text, before[-1].end, percent.start) else None


def _count_percent(count: Figure, percent: Figure, wholes: list[Figure]) -> Audit:
    shares = [100 * (count.value or 0.0) / (whole.value or 1.0) for whole in wholes]
    verdicts = [_verdict(share, percent) for share in shares]
    at = next((i for i, verdict in enumerate(verdicts) if verdict != "contradicts"), len(wholes) - 1)
    return audit(
        f"count_percent.{verdicts[at]}", count, percent, wholes[at], computed=shares[at],
        printed=percent.value or 0.0, count=count.value or 0.0, whole=wholes[at].value or 0.0,
    )  # fmt: skip


def bounds(figures: Sequence[Figure]) -> Iterator[Audit]:
    """Each ratio and each percentage of a whole: a part is at most all of it.

    A plan or standard may be overfulfilled and a stock grow by more than itself; those are not checked.
    """
    for figure in figures:
        if figure.predicate in OPEN or figure.change not in (*PARTS, "decrease") or figure.value is None:
            continue
        if figure.measure == "percent" and not _of_a_goal(figure):
            verdict = "impossible" if figure.value > 100 else "agrees"
            yield audit(f"percent_range.{verdict}", figure, printed=figure.value)
        elif figure.measure == "ratio" and figure.numerator is not None and figure.denominator is not None:
            verdict = "impossible" if figure.numerator > figure.denominator else "agrees"
            yield audit(
                f"part_of_whole.{verdict}", figure, part=figure.numerator, whole=figure.denominator,
                printed=figure.numerator, computed=figure.denominator,
            )  # fmt: skip


def _of_a_goal(figure: Figure) -> bool:
    """Whether a percentage above 100 is held against a goal, or grows: `vượt chỉ tiêu (105%)`."""
    return (figure.value or 0.0) > 100 and bool(_goal.search(figure.sentence))
