"""Checks of sums: parts and their total, from and to and the difference between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tinhgon.agreement import fit
from tinhgon.amounts import LANGUAGES, decimals
from tinhgon.amounts import printed as printed_as
from tinhgon.audits.verdicts import Audit, audit
from tinhgon.figures import Figure

_changed = re.compile(r"giảm|bớt|cắt|tăng|thêm", re.IGNORECASE)

NEAR = 80  # characters between a change and the difference stated of it
ALL_OF = ("(", ":", "gồm")
BODIES = ("departments", "divisions", "service_units", "schools", "health_units")
PEOPLE = ("civil_servants", "public_employees", "workers", "part_time_workers", "leaders", "deputies")
INCLUDES = {
    "payroll": PEOPLE,
    "workers": PEOPLE,
    "leaders": ("deputies",),
    "focal_points": BODIES,
    "service_units": BODIES,
}

_stop = re.compile(r"[.…]|\n|\)|;")
_more = re.compile(r"\d|…|\.\.\.|v\.\s?v|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\b", re.IGNORECASE)

MOST = 20  # changes looked at for one pair
SOME_OF = ("trong đó", "riêng", "chủ yếu", "nhất là", "như")  # words before parts that need not be all


def parts_total(figures: Sequence[Figure], lines: Sequence[int], text: str) -> Iterator[Audit]:
    """Each total with the parts that follow it, or stand before it, in its line.

    Parts that do not come to the total fail only where the page says that they are all of it: it lists
    them in brackets or after a colon or `gồm`, and not after `trong đó`.
    """
    totals: list[tuple[Figure, list[Figure]]] = []
    waiting: list[Figure] = []
    line_of: dict[int, int] = {}
    for figure, line in zip(figures, lines, strict=True):
        if waiting and line != line_of[id(waiting[-1])]:
            waiting = []
        if figure.role == "total" and figure.value is not None:
            totals.append((figure, waiting))
            line_of[id(figure)], waiting = line, []
        elif figure.role == "part" and figure.value is not None:
            line_of[id(figure)] = line
            home = totals[-1] if totals and line_of[id(totals[-1][0])] == line else None
            (home[1] if home else waiting).append(figure)
    at_line = _by_line(figures, lines)
    for total, parts in totals:
        parts = [part for part in parts if _summand(part, total)]
        rivals = _rivals(total, parts, at_line[line_of[id(total)]])
        yield from (_part_of(part, total) for part in parts if not _is_of_rival(part, total, rivals))
        summed = _parts_total(total, parts, text) if len(parts) > 1 else None
        if summed is not None and (summed.verdict != "contradicts" or summed.computed not in rivals):
            yield summed


def _by_line(figures: Sequence[Figure], lines: Sequence[int]) -> dict[int, list[Figure]]:
    found: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure, line in zip(figures, lines, strict=True):
        found[line].append(figure)
    return found


def _rivals(total: Figure, parts: list[Figure], near: list[Figure]) -> list[float]:
    """What else of the total's kind the line counts before the parts: they may be parts of that instead."""
    if not parts:
        return []
    stop = bisect_left(near, parts[0].start, key=lambda figure: figure.start)
    others = (f for f in near[max(0, stop - MOST) : stop] if f is not total and f.role != "part")
    return [_amount(figure) for figure in others if figure.object == total.object]


def _is_of_rival(part: Figure, total: Figure, rivals: list[float]) -> bool:
    """Whether a part too large for its total would fit another figure of the line."""
    return _amount(part) > _amount(total) and any(_amount(part) <= amount for amount in rivals)


def _summand(part: Figure, total: Figure) -> bool:
    same = (part.measure, part.change, part.target, part.predicate, part.place)
    counted = part.object == total.object or part.object in INCLUDES.get(total.object, ())
    return counted and part.measure != "percent" and same == (
        total.measure, total.change, total.target, total.predicate, total.place
    )  # fmt: skip


def _amount(figure: Figure) -> float:
    """What a figure adds to a sum: of `125/1.050 biên chế` the 125, not the share."""
    if figure.measure == "ratio" and figure.numerator is not None:
        return figure.numerator
    return figure.value or 0.0


def _part_of(part: Figure, total: Figure) -> Audit:
    above = _amount(part) > _amount(total) and part.exact and total.exact
    return audit(
        f"part_of_whole.{'impossible' if above else 'agrees'}", part, total, part=_amount(part),
        whole=_amount(total), printed=_amount(part), computed=_amount(total),
    )  # fmt: skip


def _parts_total(total: Figure, parts: list[Figure], text: str) -> Audit | None:
    """The sum against its total. Parts that exceed it fail only where they are all of it too: `trong đó 60
    nữ, 45 người dân tộc thiểu số` may count a person twice."""
    summed, printed = sum(map(_amount, parts)), _amount(total)
    exact = total.exact and all(part.exact for part in parts)
    closed = not text or _exhaustive(total, parts, text)
    if summed == printed:
        verdict = "agrees"
    elif summed > printed and not closed:
        return None
    elif not exact or (summed < printed and not (text and closed)):
        verdict = "incomplete"
    else:
        verdict = "contradicts"
    return audit(
        f"parts_total.{verdict}", total, *parts, parts=_added(parts), total=printed, printed=printed,
        computed=summed,
    )  # fmt: skip


def _added(parts: list[Figure]) -> dict[str, str]:
    """The parts as a sum, in each language."""
    measures = ["count" if part.measure == "ratio" else part.measure for part in parts]
    return {
        language: " + ".join(
            printed_as(_amount(part), measure, part.qualifier, language)
            for part, measure in zip(parts, measures, strict=True)
        )
        for language in LANGUAGES
    }


def _exhaustive(total: Figure, parts: list[Figure], text: str) -> bool:
    """Whether the page says that the parts are all: it lists them, leaves the list closed, and no
    number stands among them that is not one of the parts."""
    if not 0 <= total.end <= parts[0].start:
        return False
    between = text[total.end : parts[0].start].lower()
    if any(word in between for word in SOME_OF) or not any(mark in between for mark in ALL_OF):
        return False
    edges = [*zip([total, *parts], parts, strict=False)]
    gaps = [text[one.end : other.start] for one, other in edges]
    end = _stop.search(text, parts[-1].end)
    rest = text[parts[-1].end : end.end() if end else len(text)]
    return not any(_more.search(gap) for gap in (*gaps, rest))


def from_to(figures: Sequence[Figure], text: str) -> Iterator[Audit]:
    """Each pair of from and to with the difference, and its percentage, that the page states near it:
    a figure right after a word of change (`giảm`, `tăng`)."""
    pairs: list[tuple[Figure, Figure]] = []
    firsts: dict[tuple[object, ...], Figure] = {}
    changes: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value is None:
            continue
        if figure.role == "from":
            firsts[_thing(figure), figure.measure] = figure
        elif (
            figure.role == "to" and (first := firsts.pop((_thing(figure), figure.measure), None)) is not None
        ):
            pairs.append((first, figure))
        elif figure.change in ("decrease", "increase") and not figure.role:
            changes[_thing(figure)].append(figure)
    stated = [_stated(first, last, changes[_thing(last)], text) for first, last in pairs]
    claimed = {
        id(change)
        for (first, last), near in zip(pairs, stated, strict=True)
        for change in near
        if _is_difference(change, first, last)
    }
    for (first, last), near in zip(pairs, stated, strict=True):
        own = [change for change in near if _is_difference(change, first, last)]
        counts = own or [c for c in near if c.measure == "count" and id(c) not in claimed]
        shares = [change for change in near if change.measure == "percent"]
        yield from _differences(first, last, [*counts[:1], *shares])


def _stated(first: Figure, last: Figure, same: list[Figure], text: str) -> list[Figure]:
    """The changes near a pair that can be its difference."""
    at = bisect_left(same, first.start - NEAR, key=lambda change: change.start)
    near = [change for change in same[at : at + MOST] if change.start <= last.end + NEAR]
    return [change for change in near if _states(change, first, last, text)]


def _is_difference(change: Figure, first: Figure, last: Figure) -> bool:
    """Whether a change is just the difference of a pair, so that no other pair need answer for it."""
    apart = abs((first.value or 0.0) - (last.value or 0.0))
    return change.measure == "count" and change.value == apart


def _thing(figure: Figure) -> tuple[object, ...]:
    return figure.object, figure.province, figure.place, figure.target


def _states(change: Figure, first: Figure, last: Figure, text: str) -> bool:
    """Whether `change` can be the difference of from and to: stated in their sentence and direction."""
    fell = (last.value or 0.0) < (first.value or 0.0)
    if (
        change.change != ("decrease" if fell else "increase")
        or not change.sentence == last.sentence == first.sentence
    ):
        return False
    return (
        change.measure == "percent"
        or not text
        or bool(_changed.search(text, max(0, change.start - 25), change.start))
    )


def _differences(first: Figure, last: Figure, near: list[Figure]) -> Iterator[Audit]:
    stated = next((change for change in near if change.measure == "count"), None)
    before, after = first.value or 0.0, last.value or 0.0
    if stated is not None and first.measure == "count" and first.exact and last.exact and stated.exact:
        printed, added = stated.value or 0.0, after > before
        verdict = "agrees" if abs(before - after) == printed else "contradicts"
        rest = before + printed if added else before - printed
        yield audit(
            f"from_to.{verdict}{'.added' if added else ''}", first, last, stated, first=before, last=after,
            computed=abs(before - after), printed=printed, rest=rest,
        )  # fmt: skip
    for percent in near:
        if percent.measure == "percent" and percent.exact and before:
            count = stated.value or 0.0 if stated is not None else abs(before - after)
            exact = 100 * count / before
            verdict = fit(exact, percent.value or 0.0, decimals(percent.surface)) or "contradicts"
            about = (first, stated, percent) if stated is not None else (first, last, percent)
            yield audit(
                f"change_percent.{verdict}", *about, count=count, whole=before, computed=exact,
                printed=percent.value or 0.0,
            )  # fmt: skip
