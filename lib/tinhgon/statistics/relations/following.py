"""Figures that tell the same as one before: of a plan, of what is left, of another time."""

from __future__ import annotations

from tinhgon.clauses.contexts import ends, equals, says
from tinhgon.statistics.flows import FLOWS
from tinhgon.statistics.record import Statistic


def follow(figure: Statistic, before: list[Statistic], earlier: list[Statistic]) -> None:
    """Let a figure that a weak verb governs tell what one before it tells: `before` are those of its
    sentence, `earlier` those of the sentences just before."""
    _follow_plan(figure, before)
    _follow_remainder(figure, before)
    _follow_earlier(figure, earlier)
    _follow_in_time(figure, before, earlier)
    _follow_elsewhere(figure, before)


def _follow_plan(figure: Statistic, before: list[Statistic]) -> None:
    """`đã kết nạp 79 đảng viên; chỉ tiêu cả năm là 90 đảng viên`: the plan is of what was done."""
    if figure.rule != "weak.level" or not before or before[-1].object != figure.object:
        return
    one_surface = before[-1].start == figure.start
    planned = says(figure.sentence, before[-1].end, figure.start, "plan_compared")
    if one_surface or (planned and before[-1].change in FLOWS):
        figure.follow(before[-1], "coordination")


def _follow_remainder(figure: Statistic, before: list[Statistic]) -> None:
    """`còn 215 bản chưa có chi bộ, nay chỉ còn 12 bản`: fewer of those that have the same property."""
    if figure.rule != "verb.level" or not before or before[-1].object != figure.object:
        return
    last, verb = before[-1], figure.governor
    counted = last.change == "share" and last.measure == figure.measure == "count"
    left = all(ends(s.sentence, s.numeral.start, "left_over") for s in (last, figure))
    if verb is not None and counted and left:
        figure.follow(last, "coordination")


def _follow_earlier(figure: Statistic, earlier: list[Statistic]) -> None:
    """`Đảng bộ huyện mới được 13 đảng viên`: as many as were gained, if the sentence before tells so."""
    verb = figure.governor
    if (
        figure.rule != "weak.level"
        or verb is None
        or not equals(figure.sentence, verb.start, verb.end, "gained")
    ):
        return
    alike = [s for s in earlier if s.object == figure.object and s.change in FLOWS]
    if alike and figure.measure == "count":
        figure.follow(alike[-1], "coordination")


def _follow_in_time(figure: Statistic, before: list[Statistic], earlier: list[Statistic]) -> None:
    """`năm 2017 tinh giản 876 người; năm 2018 là 421 người`: the same, at another time."""
    told, verb, sentence = before or earlier, figure.governor, figure.sentence
    if figure.rule != "weak.level" or not told or verb is None:
        return
    last = told[-1]
    same = (last.object, last.measure) == (figure.object, figure.measure) and last.change in FLOWS
    start = last.end if before else sentence.start
    dated = any(
        start <= date.start
        and date.end <= verb.start
        and sentence.between(start, date.start).strip() in {"", ";", ","}
        and not sentence.between(date.end, verb.start).strip()
        for date in sentence.dates
    )
    if same and dated and equals(sentence, verb.start, verb.end, "copula"):
        figure.follow(last, "coordination")


def _follow_elsewhere(figure: Statistic, before: list[Statistic]) -> None:
    """`Mai Sơn cắt 17,7% biên chế, còn Yên Châu đạt 11,3%`: the same, of another place."""
    sentence = figure.sentence
    if figure.measure != "percent" or figure.noun is not None or not before or figure.change != "level":
        return
    last = before[-1]
    if (last.measure, last.object) != ("percent", figure.object) or last.change not in FLOWS:
        return
    named = [p for p in sentence.places if last.end <= p.start and p.end <= figure.start]
    if named and equals(sentence, named[-1].end, figure.start, "reached_share"):
        figure.follow(last, "coordination")
