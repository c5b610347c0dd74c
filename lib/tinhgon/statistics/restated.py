"""One figure said twice, a total and its parts, a share and its whole."""

from __future__ import annotations

import re
from itertools import pairwise

from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import nouns_before
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.stocks import is_origin, is_result
from tinhgon.statistics.verbs import verbs

_SAME_AS = re.compile(r"(?:tương đương|bằng|đạt|chiếm|tương ứng|tỷ lệ|tức|tức là)\s*$")
_OF_PLAN = re.compile(r"\s+(?:số\s+)?(?:chỉ tiêu|kế hoạch|mục tiêu|lộ trình)")


def plan_done(figure: Statistic, before: list[Statistic]) -> bool:
    """`kết nạp 21 đảng viên, đạt 105% chỉ tiêu`: a share of the plan for what was counted before."""
    if figure.measure != "percent" or not _OF_PLAN.match(figure.sentence.folded, figure.numeral.end):
        return False
    if not re.search(
        r"(?<!\w)(?:đạt|bằng|hoàn thành|vượt)\s+(?:trên |hơn |gần )?$",
        figure.sentence.between(figure.sentence.start, figure.numeral.number_start),
    ):
        return False
    if before:
        figure.object = before[-1].object
    figure.change, figure.predicate, figure.rule = "share", "plan_done", "standard.plan_done"
    return True


def equivalent(figure: Statistic, before: list[Statistic]) -> bool:
    """A percent right behind what it restates, or the count in brackets behind a percent."""
    if not before:
        return False
    other, sentence = before[-1], figure.sentence
    if other.rule == "whole" and len(before) > 1 and sentence.bracket(figure.start):
        other = before[-2]
    gap = sentence.between(other.end, figure.start)
    alone = {figure.measure, other.measure} & {"percent"} and figure.measure != other.measure
    if not alone or len(gap) > 90 or ";" in gap:
        return False
    bracket = sentence.bracket(figure.start)
    bracketed = bracket is not None and sentence.bracket(other.start) != bracket and gap.count("(") == 1
    inline = figure.measure == "percent" and _SAME_AS.search(gap)
    if not (bracketed or inline):
        return False
    figure.object = other.object
    figure.change, figure.predicate, figure.rule = other.change, other.predicate, "equivalent"
    figure.role = other.role
    return True


def part(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> bool:
    """A figure of a breakdown takes the verb of its total."""
    total = _total(figure, before)
    if total is None or is_result(figure) or is_origin(figure):
        return False
    verb = figure.sentence.last_before(figure.start, verbs(figure.sentence))
    if verb is not None and verb.start > total.end and verb.form == "phrases" and verb.id != total.change:
        return False
    total.role = total.role or "total"
    figure.role, figure.rule = "part", "breakdown"
    figure.change, figure.predicate = total.change, total.predicate
    silent = figure.noun is None or (figure.noun.generic and figure.noun.object == "anything")
    if silent and not any(m.start >= total.end for m in nouns_before(figure.sentence, figure.start)):
        figure.object = total.object
    return True


def _total(figure: Statistic, before: list[Statistic]) -> Statistic | None:
    """The figure that the breakdown, in brackets or behind `gồm`, `trong đó`, divides."""
    sentence = figure.sentence
    bracket = sentence.bracket(figure.start)
    outside = [s for s in before if sentence.bracket(s.start) is None]
    if bracket is not None:
        near = [s for s in outside if 0 <= bracket.start - s.end < 30]
        if near:
            return near[-1]
    opener = sentence.last_before(figure.start, sentence.said("cues", "breakdown"))
    if opener is None:
        return None
    heads = [s for s in outside if s.end <= opener.start and s.role != "part"]
    if not heads or ";" in sentence.between(heads[-1].end, opener.start).rstrip(" ;"):
        return None
    alike = [
        s
        for s in heads
        if s.measure == figure.measure and ";" not in sentence.between(s.end, heads[-1].start)
    ]
    return alike[-1] if alike else heads[-1]


def is_whole(figure: Statistic, before: list[Statistic]) -> bool:
    """`10% trong số gần 140.000 biên chế`: the whole that a percent is taken of is a stock."""
    if not before or before[-1].measure != "percent" or figure.measure != "count":
        return False
    return (
        re.fullmatch(
            r"\s*(?:trong|của|trên)(?:\s+(?:tổng số|tổng|số))?\s*",
            figure.sentence.between(before[-1].end, figure.start),
        )
        is not None
    )


def shares_of_wholes(figures: list[Statistic]) -> None:
    """`gần một nửa trong hơn 700 đơn vị cấp huyện` counts districts."""
    for share, whole in pairwise(figures):
        if whole.rule == "whole" and share.noun is None:
            share.object = whole.object


def plans_done(figures: list[Statistic]) -> None:
    """`đã giảm 164/213 biên chế, đạt hơn 76% kế hoạch`: both are shares of the plan."""
    for ratio, percent in pairwise(figures):
        plan = figures and percent.sentence.said(
            "standards", "plan_done", start=percent.end, end=percent.end + 30
        )
        if (
            percent.measure == "percent"
            and plan
            and "đạt" in percent.sentence.between(ratio.end, percent.start)
        ):
            for figure in (ratio, percent):
                figure.change, figure.predicate, figure.rule = "share", "plan_done", "standard.plan_done"
            percent.object = ratio.object
