"""What happened to what the figures of a sentence count: the word that governs each."""

from __future__ import annotations

from itertools import pairwise

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, consists, ends, equals
from tinhgon.rules import Rulebook
from tinhgon.statistics.changes.behind import behind, property_behind
from tinhgon.statistics.changes.lists import LIST, breath_of, spread
from tinhgon.statistics.changes.located import settle_located
from tinhgon.statistics.changes.rivals import prevails
from tinhgon.statistics.changes.told import rearranged, tell_by
from tinhgon.statistics.changes.verbs import before_it, property_before
from tinhgon.statistics.flows import FLOWS, money_change
from tinhgon.statistics.graded import grade, grades_by_topic, measure_up
from tinhgon.statistics.models.adopting import adopt, merger, posts_held
from tinhgon.statistics.nouns import ANYTHING, kind_of
from tinhgon.statistics.objects.counted import resolve
from tinhgon.statistics.objects.posts import tell_posts_apart
from tinhgon.statistics.record import UNRULED, Statistic
from tinhgon.statistics.relations.divided import divide
from tinhgon.statistics.relations.following import follow
from tinhgon.statistics.relations.restated import (
    admissions,
    equivalent,
    is_whole,
    part,
    plan_done,
    plans_done,
    plans_met,
    shares_of_wholes,
)
from tinhgon.statistics.relations.stocks import from_to

PARTS_OF_WHOLES = {"ratio", "percent"}  # measures of a part, which has a property if nothing happened to it


def govern(
    figures: list[Statistic], earlier: list[Statistic], preceding: list[Sentence], rulebook: Rulebook
) -> None:
    """Settle object, change, predicate and role of the figures of one sentence, from left to right.

    `earlier` are the figures of the sentences just before, `preceding` these sentences, the last first: what
    a noun that says nothing may stand for.
    """
    for index, figure in enumerate(figures):
        before = figures[:index]
        resolve(figure, before, earlier, preceding, rulebook)
        after = _next_in_bracket(figure, figures[index + 1 :])
        if plan_done(figure, before) or equivalent(figure, before):
            continue
        if begins(figure.sentence, figure.end, "not_done"):
            figure.tell("level", "", "no_verb")
            continue
        if part(figure, before, rulebook):
            _govern_part(figure, before, after, rulebook)
        elif not grade(figure, before, rulebook):
            _govern_one(figure, before, after, rulebook)
            follow(figure, before, earlier)
            if (
                figure.measure == "ratio"
                and figure.change in FLOWS
                and begins(figure.sentence, figure.end, "those")
            ):
                figure.tell("share", "other_standard", "of_those")
            from_to(figure, before, rulebook)
    grades_by_topic(figures)
    _said_again(figures, earlier)
    _of_which(figures)
    divide(figures, earlier, rulebook)
    _where_merged(figures, rulebook)
    settle_located(figures, preceding, rulebook)
    shares_of_wholes(figures)
    adopt(figures, preceding, rulebook)
    _parts_adopt(figures)
    plans_done(figures)
    plans_met(figures, rulebook)
    admissions(figures, earlier)
    tell_posts_apart(figures)
    _settle_shares(figures, rulebook)
    _owners_of(figures, rulebook)


def _owners_of(figures: list[Statistic], rulebook: Rulebook) -> None:
    """`15 đơn vị tự chủ`: some properties say what the bodies are that have them."""
    for figure in figures:
        standard = rulebook.by_id("standards").get(figure.predicate, {})
        vague = figure.noun is not None and figure.noun.object == ANYTHING
        if "of" in standard and vague and figure.object == "focal_points":
            figure.object = str(standard["of"])


def _settle_shares(figures: list[Statistic], rulebook: Rulebook) -> None:
    """Parts of wholes to which nothing happened are shares; a percentage is no part of a count."""
    measure_up(figures)
    for figure in figures:
        if figure.measure in PARTS_OF_WHOLES and figure.change == "level" and _is_share(figure):
            figure.change = "share"
            figure.predicate = "standard_met" if _reaches_standard(figure) else "other_standard"
            rearranged(figure, rulebook)
        if figure.measure == "percent" and figure.change in {"share", "adoption"}:
            figure.role = ""


def _reaches_standard(figure: Statistic) -> bool:
    return figure.measure == "percent" and begins(figure.sentence, figure.end, "share_of_standard")


def _is_share(figure: Statistic) -> bool:
    """Whether a part of a whole, to which nothing happened, has a property: `hiện có 95/159 xã có trạm`, and
    not `còn 20/28 phòng`."""
    if figure.rule in UNRULED or (figure.measure == "percent" and figure.rule in {"equivalent", "breakdown"}):
        return True
    verb = figure.governor
    return (
        figure.measure == "ratio"
        and verb is not None
        and equals(figure.sentence, verb.start, verb.end, "there_is")
    )


def _govern_part(
    figure: Statistic, before: list[Statistic], after: Statistic | None, rulebook: Rulebook
) -> None:
    """Give a part the property that is said of it alone: `trong đó có 22 xã chưa đạt tiêu chuẩn`."""
    if grade(figure, before, rulebook):
        figure.role = figure.role if figure.governor is not None else ""
        return
    sentence = figure.sentence
    end = min(sentence.segment(figure.start).end, after.start if after else sentence.end)
    comma = sentence.folded.find(",", figure.end, end)
    end = comma if comma >= 0 else end
    known = property_before(figure, before, rulebook) or property_behind(figure, end, rulebook)
    if known is not None:
        tell_by(figure, known, rulebook)
    elif figure.change == "level":
        said = sentence.said("changes", "decrease", start=figure.end, end=end, form="behind")
        left = [m for m in said if consists(sentence, figure.end, m.start, "auxiliary")]
        if left:  # "có 56 trường hợp, trong đó có 46 người nghỉ hưu"
            tell_by(figure, left[0], rulebook)


def _parts_adopt(figures: list[Statistic]) -> None:
    """`120 thôn nhất thể hóa chức danh, trong đó xã Đông Hải 12 thôn`: parts run the model of their total."""
    total: Statistic | None = None
    for figure in figures:
        if figure.role == "total":
            total = figure
        elif total is None or total.change != "adoption" or figure.object != total.object:
            continue
        elif figure.rule == "breakdown" and figure.change in {"level", "adoption"}:
            figure.change, figure.predicate = total.change, total.predicate


def _next_in_bracket(figure: Statistic, following: list[Statistic]) -> Statistic | None:
    """The next figure that stands in the same bracket, or outside of any as this one does; not a percent that
    only restates it."""
    sentence = figure.sentence
    home = sentence.bracket(figure.start)
    beside = [s for s in following[:LIST] if sentence.bracket(s.start) == home]
    if (
        beside
        and beside[0].measure == "percent" != figure.measure
        and ends(sentence, beside[0].start, "restates", since=figure.end)
    ):
        beside = beside[1:]
    return beside[0] if beside else None


def _opens_total(
    figure: Statistic, before: list[Statistic], after: Statistic | None, rulebook: Rulebook
) -> bool:
    """`Trong 214 thôn đã có 150 thôn …`: the whole at the head of a clause, to which nothing happens."""
    sentence = figure.sentence
    if before or after is None or figure.measure != "count":
        return False
    if after.noun is not None and not after.noun.generic and after.noun.object != figure.object:
        return False
    lead = sentence.between(sentence.start, figure.start).rpartition(",")[2]
    heads = len(lead.strip()) <= len("trong tổng số")
    return (
        heads
        and ends(sentence, figure.start, "out_of_total")
        and behind(figure, after, rulebook) is None
        and not begins(sentence, figure.end, "those")
    )


def _govern_one(
    figure: Statistic, before: list[Statistic], after: Statistic | None, rulebook: Rulebook
) -> None:
    if known := property_before(figure, before, rulebook):
        tell_by(figure, known, rulebook)
        return
    if is_whole(figure, before) or _opens_total(figure, before, after, rulebook):
        figure.change, figure.rule = "level", "whole"
        return
    if figure.measure == "money" and (change := money_change(figure, before)):
        figure.tell(change, "", f"money.{change}")
        return
    if holding := posts_held(figure, after, rulebook):
        figure.tell("adoption", holding, "posts_held")
        return
    left, right = before_it(figure, before), behind(figure, after, rulebook)
    if right is not None and prevails(right, left, figure, before):
        tell_by(figure, right, rulebook)
        spread(figure, before, rulebook)
    elif left is None and (previous := breath_of(figure, before, rulebook)) is not None:
        spoken = previous.rule.startswith("verb.")
        figure.follow(previous, "coordination")
        if figure.change == "adoption" and spoken:
            figure.predicate = merger(figure, rulebook)
    else:
        tell_by(figure, left, rulebook)


def _said_again(figures: list[Statistic], earlier: list[Statistic]) -> None:
    """`Trong 102 biên chế ấy`: a figure that points back at one just told tells the same."""
    for figure in figures:
        if figure.rule not in UNRULED or not begins(figure.sentence, figure.end, "those"):
            continue
        for other in reversed(earlier):
            if other.numeral.value == figure.numeral.value and other.object == figure.object:
                figure.follow(other, "repeated")
                break


def _of_which(figures: list[Statistic]) -> None:
    """`giảm 22 phòng thuộc 18 sở`, `16 chi cục (thuộc 18 sở)`: nothing happened to what they belong to."""
    for owned, whole in pairwise(figures):
        gap = whole.sentence.words[whole.sentence.word_at(owned.end) : whole.sentence.word_at(whole.start)]
        joint = [word for word in gap if word.text != "("]
        if len(joint) != 1 or not equals(whole.sentence, joint[0].start, joint[0].end, "belongs_to"):
            continue
        if owned.change not in {"adoption", "share"} and whole.measure == "count":
            whole.tell("level", "", "of_which")
            whole.role = ""


def _where_merged(figures: list[Statistic], rulebook: Rulebook) -> None:
    """`sáp nhập 93 xóm ở 3 huyện`: the larger places in which things merge take their model."""
    for merged, place in pairwise(figures):
        joined = equals(place.sentence, merged.end, place.start, "belonging")
        if joined and merged.change == "adoption" and kind_of(place.object, rulebook) == "places":
            place.follow(merged, "where_merged")
