"""Parts of a total that `trong` names: `Trong 102 biên chế ấy, cơ quan đảng góp 32`."""

from __future__ import annotations

from tinhgon.clauses.contexts import begins, ends
from tinhgon.statistics.record import UNRULED, Statistic

FLOWING = {"adoption", "decrease", "increase"}  # what happens to a total happens to its parts
OPENING = 15  # characters at the head of a sentence in which it names the total


def divide_those(figures: list[Statistic], earlier: list[Statistic]) -> None:
    """Settle the parts of a total behind `trong` among the figures of one sentence; `earlier` are those of
    the sentences just before, one of which the total may repeat."""
    _of_those(figures)
    _of_repeated(figures, earlier)


def _of_those(figures: list[Statistic]) -> None:
    """`Trong 102 biên chế ấy, cơ quan đảng góp 32, các đoàn thể góp 18`: what follows divides the first; so
    does `Trong số 1.020 người nghỉ có 74 công chức xã, 318 giáo viên`."""
    if len(figures) < 2:
        return
    total, *rest = figures
    sentence = total.sentence
    if not ends(sentence, total.start, "within") or total.start - sentence.start > OPENING:
        return
    if total.measure != "count" or total.change == "share":
        return
    if not begins(sentence, total.end, "those"):
        _of_kinds(total, rest)
        return
    total.role = total.role or "total"
    for figure in rest:
        if figure.noun is None and figure.measure == "count" and figure.rule in UNRULED:
            figure.role, figure.object = figure.role or "part", total.object
            figure.follow(total, "part")


def _of_repeated(figures: list[Statistic], earlier: list[Statistic]) -> None:
    """`sắp xếp 47 đơn vị thành 21; trong 47 đơn vị có 33 đơn vị chưa đạt`: parts of what was told before
    undergo the same."""
    for index, total in enumerate(figures):
        if total.measure != "count" or not ends(total.sentence, total.start, "within"):
            continue
        same = [s for s in (*earlier, *figures[:index]) if _is_said_again(total, s)]
        if not same or same[-1].change not in FLOWING:
            continue
        total.follow(same[-1], "repeated")
        total.role = "total"
        for part in figures[index + 1 :]:
            if part.measure == "count" and part.object == total.object and part.is_less(total):
                part.role = "part"
                part.follow(total, "part")


def _is_said_again(figure: Statistic, other: Statistic) -> bool:
    return (figure.numeral.value, figure.object) == (other.numeral.value, other.object)


def _of_kinds(total: Statistic, rest: list[Statistic]) -> None:
    """`Trong số 1.020 người nghỉ có 74 công chức xã, 318 giáo viên`: parts of people by what they are."""
    parts = [s for s in rest if s.measure == "count" and not s.role and s.change == total.change]
    opened = ends(total.sentence, rest[0].start, "there_was")
    if not opened or len(parts) != len(rest) or not all(part.is_less(total) for part in parts):
        return
    total.role = total.role or "total"
    for part in parts:
        part.role = "part"
