"""What happened to what the figures of a sentence count: the word that governs each."""

from __future__ import annotations

import re

from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.adopting import adopt, merger, merger_of
from tinhgon.statistics.counted import resolve
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.restated import equivalent, is_whole, part, plan_done, plans_done, shares_of_wholes
from tinhgon.statistics.stocks import from_to
from tinhgon.statistics.verbs import before_it, behind, property_before


def govern(figures: list[Statistic], earlier: list[Statistic], rulebook: Rulebook) -> None:
    """Settle object, change, predicate and role of the figures of one sentence, from left to right.

    `earlier` are the figures of the sentences just before, which a noun that says nothing may stand for.
    """
    for index, figure in enumerate(figures):
        before = figures[:index]
        open_air = [
            s
            for s in figures[index + 1 :]
            if s.sentence.bracket(s.start) == figure.sentence.bracket(figure.start)
        ]
        after = open_air[0] if open_air else None
        resolve(figure, before, earlier, rulebook)
        if plan_done(figure, before) or equivalent(figure, before) or part(figure, before, rulebook):
            continue
        _govern_one(figure, before, after, rulebook)
        from_to(figure, before, rulebook)
    _continue(figures, earlier)
    shares_of_wholes(figures)
    adopt(figures, rulebook)
    plans_done(figures)
    for figure in figures:
        if figure.measure == "ratio" and figure.change == "level" and figure.rule != "verb.level":
            figure.change, figure.predicate = "share", "other_standard"


def _govern_one(
    figure: Statistic, before: list[Statistic], after: Statistic | None, rulebook: Rulebook
) -> None:
    right = behind(figure, after, rulebook)
    left = before_it(figure, before)
    if known := property_before(figure, before, rulebook):
        _settle(figure, known, rulebook)
    elif is_whole(figure, before):
        figure.change, figure.rule = "level", "whole"
    elif right is not None and (
        left is None or left.form == "weak" or _spent(left, figure, before) or right.concern == "standards"
    ):
        _settle(figure, right, rulebook)
        _spread(figure, before, rulebook)
    elif left is None and before and _same_breath(figure, before[-1]):
        previous = before[-1]
        figure.change, figure.predicate, figure.rule = previous.change, previous.predicate, "coordination"
        if figure.change == "adoption" and previous.rule.startswith("verb."):
            figure.predicate = merger(figure, rulebook)
    else:
        _settle(figure, left, rulebook)


def _continue(figures: list[Statistic], earlier: list[Statistic]) -> None:
    """`Số này gồm 1 cán bộ, 41 công chức`: a sentence that divides a figure of the one before takes its verb."""
    totals = [s for s in earlier if s.role != "part" and s.change not in {"level", "share"}]
    if not figures or not totals:
        return
    sentence, total = figures[0].sentence, totals[-1]
    opens = sentence.said("cues", "partition", end=figures[0].start)
    if not opens or opens[0].start - sentence.start > 15:
        return
    for figure in figures:
        if figure.rule in {"weak.level", "no_verb", "coordination"} and figure.change == "level":
            figure.change, figure.predicate, figure.rule = total.change, total.predicate, "partition"
            figure.role = figure.role or "part"


def _spent(left: Mention, figure: Statistic, before: list[Statistic]) -> bool:
    """Whether a verb has counted another figure before a comma: `chỉ còn 7, một cơ quan phải giải thể`."""
    sentence = figure.sentence
    return any(left.end <= s.start for s in before) and "," in sentence.between(before[-1].end, figure.start)


def _same_breath(figure: Statistic, previous: Statistic) -> bool:
    """A figure without a verb takes that of the one before it, but not into a segment with a model."""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    own = any(segment.start <= m.start < segment.end for m in sentence.models)
    return not (own and previous.end <= segment.start)


def _spread(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> None:
    """What stands behind a list holds for all of it: `hai huyện và 23 xã đạt cả hai tiêu chí`."""
    at = figure
    for other in reversed(before):
        gap = figure.sentence.between(other.end, at.start)
        gap = re.sub(r"\([^()]*\)", "", gap)
        joined = re.fullmatch(r"\s*(?:\w+\s+){0,2}?(?:\w+\s*)?(,|và|cùng|thuộc|của|ở|tại)\s*(?:và\s*)?", gap)
        if other.rule == "equivalent":
            other.change, other.predicate = figure.change, figure.predicate
            continue
        if not joined or other.rule not in {"no_verb", "weak.level", "coordination"}:
            return
        other.change, other.predicate, other.rule = figure.change, figure.predicate, figure.rule
        if figure.change == "adoption":
            other.predicate = merger_of(other.object, rulebook)
            if joined[1] in {"thuộc", "của", "ở", "tại"}:
                figure.predicate = other.predicate
        at = other


def _settle(figure: Statistic, verb: Mention | None, rulebook: Rulebook) -> None:
    if verb is None:
        figure.change, figure.rule = "level", "no_verb"
    elif verb.concern == "standards":
        figure.change, figure.predicate, figure.rule = "share", verb.id, f"standard.{verb.id}"
    else:
        figure.change, figure.rule = verb.id, f"{'weak' if verb.form == 'weak' else 'verb'}.{verb.id}"
        if verb.id == "adoption":
            figure.predicate = merger(figure, rulebook)
