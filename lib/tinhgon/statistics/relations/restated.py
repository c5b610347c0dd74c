"""One figure said twice, a total and its parts, a share and its whole."""

from __future__ import annotations

from itertools import accumulate, pairwise

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends, equals, says, search
from tinhgon.rules import Rulebook
from tinhgon.statistics.flows import FLOWS
from tinhgon.statistics.nouns import ANYTHING, is_called, kind_of, nouns_before
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.relations.stocks import is_origin, is_result

KINDS_OF_POSTS = {
    "civil_servants",
    "public_employees",
    "workers",
}  # what `biên chế` of parts stands for
PLAN_DONE = ("share", "plan_done", "standard.plan_done")
POPULATION = {"residents", "households"}  # of whom no places or bodies are parts
FLOWS_OF_PLANS = {"increase", "decrease"}  # changes that a plan asks for
RESTATED_WITHIN = 90  # characters between a figure and the percent that restates it
BRACKET_WITHIN = 30  # characters between a total and the bracket that divides it
LIST = 12  # figures before one among which that is looked for which it restates
MET_WITHIN = 40  # characters between bodies and the share of a plan that they have done
PLAN_WITHIN = 30  # characters behind a percent in which its plan is named


def plan_done(figure: Statistic, before: list[Statistic]) -> bool:
    """Settle a share of the plan for what was counted before: `kết nạp 21 đảng viên, đạt 105% chỉ tiêu`.

    Whether it was one.
    """
    sentence, numeral = figure.sentence, figure.numeral
    if figure.measure != "percent" or not begins(sentence, numeral.end, "share_of_plan"):
        return False
    if not ends(sentence, numeral.number_start, "share_of_plan", apart=1):
        return False
    cut = before and before[-1].change == "decrease" and before[-1].measure == "count"
    if cut and begins(sentence, numeral.end, "against_quota"):
        return False  # "đã giảm 3.680 người, đạt 13,83% so với số được giao năm 2015"
    if before:
        figure.object = before[-1].object
    figure.tell(*PLAN_DONE)
    return True


def plans_done(figures: list[Statistic]) -> None:
    """Settle `đã giảm 164/213 biên chế, đạt hơn 76% kế hoạch`: both are shares of the plan."""
    for counted, percent in pairwise(figures):
        if counted.measure != "ratio" or percent.measure != "percent" or not _names_plan(percent):
            continue
        if says(percent.sentence, counted.end, percent.start, "reached"):
            counted.tell(*PLAN_DONE)
            percent.tell(*PLAN_DONE)
            percent.object = counted.object


def plans_met(figures: list[Statistic], rulebook: Rulebook) -> None:
    """Settle `bốn đảng bộ vượt 50% chỉ tiêu: … kết nạp 21 đảng viên`: the bodies have done so much of a plan,
    which is of what the sentence goes on to count."""
    for body, percent in pairwise(figures):
        if percent.predicate != "plan_done" or kind_of(body.object, rulebook) not in {"bodies", "places"}:
            continue
        gap = percent.sentence.between(body.end, percent.start)
        if (
            body.measure == "count"
            and body.change == "level"
            and len(gap) < MET_WITHIN
            and not set(gap) & {",", ";"}
        ):
            body.tell(*PLAN_DONE)
    for index, figure in enumerate(figures):
        if figure.predicate == "plan_done" and figure.measure == "percent":
            _of_what_follows(figure, figures[index + 1 : index + 3], rulebook)


def _of_what_follows(percent: Statistic, following: list[Statistic], rulebook: Rulebook) -> None:
    """Give a share of a plan, said of bodies, the object of the people whom the next figure counts."""
    told = [s for s in following if s.change in FLOWS_OF_PLANS and kind_of(s.object, rulebook) == "people"]
    if told and kind_of(percent.object, rulebook) != "people":
        percent.object = told[0].object


def admissions(figures: list[Statistic], earlier: list[Statistic]) -> None:
    """Settle what bodies did of their plans to admit members, in a list of them: `Các đảng bộ kết nạp vượt
    chỉ tiêu gồm: Công an tỉnh (130%), huyện Sông Hinh (112%)`."""
    for figure in figures:
        sentence = figure.sentence
        if figure.measure != "percent" or figure.noun is not None or figure.rule == "equivalent":
            continue
        admitted = search(sentence, sentence.start, figure.start, "admission")
        if admitted is None or not says(sentence, admitted.end, figure.start, "bodies_opened"):
            continue
        if says(sentence, sentence.start, figure.start, "plan_named") or any(
            s.predicate == "plan_done" for s in earlier
        ):
            figure.tell(*PLAN_DONE)
            figure.object, figure.governor = "party_members", None


def _names_plan(figure: Statistic) -> bool:
    limit = figure.end + PLAN_WITHIN
    clause = search(figure.sentence, figure.end, min(limit, figure.sentence.end), "other_clause")
    limit = clause.start if clause else limit
    return bool(figure.sentence.said("standards", "plan_done", start=figure.end, end=limit))


# --- The same in other words -------------------------------------------------------------------------


def equivalent(figure: Statistic, before: list[Statistic]) -> bool:
    """Settle a percent right behind what it restates, or the count in brackets behind a percent.

    Whether it was one.
    """
    if not before:
        return False
    sentence = figure.sentence
    beside = [s for s in before[-LIST:] if sentence.bracket(s.start) is None]
    outside = sentence.bracket(figure.start) is None and sentence.bracket(before[-1].start) is not None
    other = beside[-1] if outside and beside else before[-1]
    beside_part = other.rule == "whole" and len(before) > 1 and before[-2].measure == "count"
    if beside_part or (other.rule == "whole" and len(before) > 1 and sentence.bracket(figure.start)):
        other = before[-2]
    if not _restates(figure, other):
        return False
    if figure.noun is not None and not figure.noun.generic and other.noun is not None and other.noun.generic:
        other.object = figure.object  # "72 đơn vị, chiếm 11% tổng số đơn vị sự nghiệp"
    figure.object = other.object
    figure.role = other.role if figure.measure == "count" else ""
    figure.follow(other, "equivalent")
    if _is_of_plan(figure, other):
        figure.tell(*PLAN_DONE)
    elif other.role == "part" and other.change == "increase" and figure.measure == "percent":
        figure.tell("share", "other_standard", "equivalent")  # women among the new members
    return True


def _is_of_plan(figure: Statistic, other: Statistic) -> bool:
    """`kết nạp 21 đảng viên (105%)` in a sentence on a plan: a percent of what was planned."""
    sentence = figure.sentence
    if figure.measure != "percent" or other.measure != "count" or other.change not in FLOWS_OF_PLANS:
        return False
    if figure.numeral.value > 100:
        return True
    bracket = sentence.bracket(figure.start)
    if bracket is not None and begins(sentence, bracket.end + 1, "against_quota"):
        return False  # "1.722 người (2,99%) so với số giao năm 2020"
    said = bracket or ends(sentence, figure.start, "reached", since=other.end)
    return bool(said) and _speaks_of_plan(sentence)


def _speaks_of_plan(sentence: Sentence) -> bool:
    """Whether a plan is named; not where it is what is counted: `giảm 214 chỉ tiêu`."""
    at = sentence.start
    while (plan := search(sentence, at, sentence.end, "plan_named")) is not None:
        before = [n.end for n in sentence.numerals if n.end <= plan.start and n.measure == "count"]
        if not before or sentence.between(before[-1], plan.start).strip():
            return True
        at = plan.end
    return False


def _happens(figure: Statistic, stock: Statistic) -> bool:
    """`còn 12 chi cục (giảm 29,4%)`: what happened, told behind the stock that it left."""
    said = figure.sentence.said("changes", *FLOWS, start=stock.end, end=figure.start, form="phrases")
    return any(m.id in FLOWS_OF_PLANS for m in said)


def _restates(figure: Statistic, other: Statistic) -> bool:
    one_percent = figure.measure != other.measure and "percent" in (figure.measure, other.measure)
    gap = figure.sentence.between(other.end, figure.start)
    if not one_percent or len(gap) > RESTATED_WITHIN or ";" in gap or is_origin(figure):
        return False
    if other.change == "level" and _happens(figure, other):
        return False
    bracket = figure.sentence.bracket(figure.start)
    if bracket is not None and figure.sentence.bracket(other.start) != bracket and gap.count("(") == 1:
        return True
    return figure.measure == "percent" and ends(figure.sentence, figure.start, "restates", since=other.end)


# --- Parts -------------------------------------------------------------------------------------------


def part(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> bool:
    """Settle a figure of a breakdown, which takes the verb of its total. Whether it was one."""
    total = _total(figure, before)
    if total is None or (figure.measure == "money") != (total.measure == "money"):
        return False
    if is_result(figure) or is_origin(figure) or not _divides(figure, total, rulebook):
        return False
    sentence = figure.sentence
    verb = sentence.last_before(figure.start, sentence.verbs)
    opener = sentence.last_before(figure.start, sentence.said("cues", "breakdown"))
    opened = opener.end if opener is not None and opener.start >= total.end else total.end
    if verb is not None and verb.start >= opened and verb.form == "phrases" and verb.id != total.change:
        return False
    if _is_complete(total, before) or _runs_its_own(figure, opened):
        return False
    if figure.measure != "percent" or total.measure == "percent" or total.change in FLOWS:
        total.role = total.role or "total"
        figure.role = "part"
    figure.follow(total, "breakdown")
    silent = figure.noun is None or (figure.noun.generic and figure.noun.object == "anything")
    nouns = [
        m
        for m in nouns_before(sentence, figure.start)
        if m.start >= total.end
        and kind_of(m.id, rulebook) == kind_of(total.object, rulebook)
        and not equals(sentence, m.start, m.end, "tier_noun")
    ]
    if figure.noun is not None and is_called(sentence, figure.noun, "persons"):
        silent = silent and kind_of(total.object, rulebook) not in {"places", "bodies"}
    if (silent and not nouns) or (figure.object == "payroll" and total.object in KINDS_OF_POSTS):
        figure.object = total.object
    return True


def _runs_its_own(figure: Statistic, opened: int) -> bool:
    """`A kiêm B ở 9 huyện, gồm Yên Châu, Bắc Yên; C kiêm D ở |8 huyện`: a model of its own segment."""
    start = figure.sentence.segment(figure.start).start
    return start > opened and any(start <= m.start < figure.start for m in figure.sentence.models)


def _divides(figure: Statistic, total: Statistic, rulebook: Rulebook) -> bool:
    """Whether a figure can be a part: of the same kind of thing, and no more than its total."""
    silent = figure.noun is None or figure.noun.generic
    alike = figure.measure == total.measure and figure.measure in {"count", "percent"}
    if alike and figure.numeral.value > total.numeral.value:
        return False
    kinds = {kind_of(figure.object, rulebook), kind_of(total.object, rulebook)}
    if total.object in POPULATION and kinds & {"places", "bodies"}:
        return False
    if kind_of(total.object, rulebook) == "people" and _stands_for_bodies(figure):
        return False
    return silent or len(kinds) == 1 or figure.measure != "count" or "other" in kinds


def _stands_for_bodies(figure: Statistic) -> bool:
    """Whether its noun says nothing but that no people are counted: `39 đơn vị`."""
    noun = figure.noun
    return noun is not None and noun.object == ANYTHING and not is_called(figure.sentence, noun, "persons")


def _is_complete(total: Statistic, before: list[Statistic]) -> bool:
    """Whether the parts told so far add up: what follows is of something else."""
    parts = [
        s for s in before if s.rule == "breakdown" and s.start > total.end and s.measure == total.measure
    ]
    sums = accumulate(s.numeral.value for s in parts)
    return total.measure == "count" and total.numeral.value in sums


def _total(figure: Statistic, before: list[Statistic]) -> Statistic | None:
    """The figure that the breakdown, in brackets or behind `gồm`, `trong đó`, divides."""
    sentence = figure.sentence
    bracket = sentence.bracket(figure.start)
    outside = [s for s in before if sentence.bracket(s.start) is None]
    if bracket is not None:
        near = [s for s in outside if 0 <= bracket.start - s.end < BRACKET_WITHIN]
        if near:
            return near[-1]
    opener = sentence.last_before(figure.start, sentence.said("cues", "breakdown"))
    if opener is None:
        return None
    heads = [s for s in outside if s.end <= opener.start and s.role != "part"]
    if not heads or ";" in sentence.between(heads[-1].end, opener.start).rstrip(" ;"):
        return None
    last = heads[-1]
    same = [s for s in heads if s.measure == figure.measure]
    alike = [s for s in same if ";" not in sentence.between(s.end, last.start)]
    return alike[-1] if alike else last


# --- Shares and their wholes -------------------------------------------------------------------------


def is_whole(figure: Statistic, before: list[Statistic]) -> bool:
    """Whether the figure is what a percent is taken of: `10% trong số gần 140.000 biên chế`, a stock; or of
    how many there are: `24 phòng trong số 96 phòng hiện có`."""
    if not before or figure.measure != "count":
        return False
    last = before[-1]
    if last.measure == "count":
        larger = last.object == figure.object and last.numeral.value < figure.numeral.value
        if not larger or not begins(figure.sentence, figure.end, "in_all"):
            return False
    elif last.measure != "percent":
        return False
    return equals(figure.sentence, before[-1].end, figure.start, "out_of")


def shares_of_wholes(figures: list[Statistic]) -> None:
    """Give shares without a noun the object of their whole: `gần một nửa trong hơn 700 đơn vị cấp huyện`."""
    for share, whole in pairwise(figures):
        if whole.rule == "whole" and share.noun is None:
            share.object = whole.object
