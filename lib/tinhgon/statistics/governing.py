"""What happened to what the figures of a sentence count: the word that governs each."""

from __future__ import annotations

import re
from itertools import pairwise

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, equals, says
from tinhgon.lexicon import Mention, Token
from tinhgon.rules import Rulebook
from tinhgon.statistics.adopting import adopt, merger, merger_of, posts_held
from tinhgon.statistics.counted import resolve
from tinhgon.statistics.divided import UNRULED, divide
from tinhgon.statistics.flows import FLOWS, money_change
from tinhgon.statistics.graded import grade, grades_by_topic
from tinhgon.statistics.located import settle_located
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.restated import equivalent, is_whole, part, plan_done, plans_done, shares_of_wholes
from tinhgon.statistics.stocks import from_to, is_result
from tinhgon.statistics.told import NOT_MERGED, rearranged, tell_by
from tinhgon.statistics.verbs import before_it, behind, property_before, property_behind

PARTS_OF_WHOLES = {"ratio", "percent"}  # measures of a part, which has a property if nothing happened to it
WORDS_BEFORE_COMMA = 4  # words between a figure of a list and the comma before the next
WORDS_BEFORE_JOINT = 7  # words between a figure of a list and what joins the next to it

LIST = 12  # figures before one without a verb among which that with its verb is looked for
AT_ONCE = 12  # characters between a verb and the number that it acts on: "giảm được khoảng "

_aside = re.compile(r"\([^()]*\)")


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
        if part(figure, before, rulebook):
            _govern_part(figure, before, after, rulebook)
        elif not grade(figure, before, rulebook):
            _govern_one(figure, before, after, rulebook)
            _follow_plan(figure, before)
            from_to(figure, before, rulebook)
    grades_by_topic(figures)
    _said_again(figures, earlier)
    _of_which(figures)
    divide(figures, earlier, rulebook)
    _where_merged(figures, rulebook)
    settle_located(figures, preceding, rulebook)
    shares_of_wholes(figures)
    adopt(figures, preceding, rulebook)
    plans_done(figures)
    for figure in figures:
        if figure.measure in PARTS_OF_WHOLES and figure.change == "level" and _is_share(figure):
            figure.change = "share"
            figure.predicate = "standard_met" if _reaches_standard(figure) else "other_standard"
            rearranged(figure, rulebook)
        if figure.measure == "percent" and figure.change in {"share", "adoption"}:
    _parts_adopt(figures)
            figure.role = ""


def _reaches_standard(figure: Statistic) -> bool:
    return figure.measure == "percent" and begins(figure.sentence, figure.end, "share_of_standard")


def _follow_plan(figure: Statistic, before: list[Statistic]) -> None:
    """`đã kết nạp 79 đảng viên; chỉ tiêu cả năm là 90 đảng viên`: the plan is of what was done."""
    if figure.rule != "weak.level" or not before or before[-1].object != figure.object:
        return
    if before[-1].change in FLOWS and says(figure.sentence, before[-1].end, figure.start, "plan_named"):
        figure.follow(before[-1], "coordination")


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


def _next_in_bracket(figure: Statistic, following: list[Statistic]) -> Statistic | None:
    """The next figure that stands in the same bracket, or outside of any as this one does."""
    home = figure.sentence.bracket(figure.start)
    return next((s for s in following if s.sentence.bracket(s.start) == home), None)


def _govern_one(
    figure: Statistic, before: list[Statistic], after: Statistic | None, rulebook: Rulebook
) -> None:
    if known := property_before(figure, before, rulebook):
        tell_by(figure, known, rulebook)
        return
    if is_whole(figure, before):
        figure.change, figure.rule = "level", "whole"
        return
    if figure.measure == "money" and (change := money_change(figure, before)):
        figure.tell(change, "", f"money.{change}")
        return
    if holding := posts_held(figure, after, rulebook):
        figure.tell("adoption", holding, "posts_held")
        return
    left, right = before_it(figure, before), behind(figure, after, rulebook)
    if right is not None and _prevails(right, left, figure, before):
def _parts_adopt(figures: list[Statistic]) -> None:
    """`120 thôn nhất thể hóa chức danh, trong đó xã Đông Hải 12 thôn`: parts run the model of their total."""
    total: Statistic | None = None
    for figure in figures:
        if figure.role == "total":
            total = figure
        elif total is None or total.change != "adoption" or figure.object != total.object:
            continue
        elif figure.rule == "breakdown" and figure.change == "level":
            figure.change, figure.predicate = total.change, total.predicate


        tell_by(figure, right, rulebook)
        _spread(figure, before, rulebook)
    elif left is None and (previous := _breath_of(figure, before)) is not None:
        spoken = previous.rule.startswith("verb.")
        figure.follow(previous, "coordination")
        if figure.change == "adoption" and spoken:
            figure.predicate = merger(figure, rulebook)
    else:
        tell_by(figure, left, rulebook)


def _prevails(right: Mention, left: Mention | None, figure: Statistic, before: list[Statistic]) -> bool:
    """Whether the word behind the figure governs it rather than the one before it."""
    apart = left is not None and "," in figure.sentence.between(left.end, figure.start)
    if left is not None and _counts_those(left, right, figure):
        return False
    if left is not None and right.form == "behind" and equals(figure.sentence, left.start, left.end, "more"):
        return True
    if right.concern == "standards" and (left is None or apart or left.concern != "standards"):
        return True
    if right.concern == "standards" and right.start - figure.end <= 1:
        return True
    return (apart and right.form == "behind") or _gives_way(left, figure, before)


def _counts_those(left: Mention, right: Mention, figure: Statistic) -> bool:
    """`điều động 7 phó giám đốc vượt quy định`: the verb before a count acts, the standard picks out."""
    if right.concern != "standards" or figure.measure != "count" or left.form != "phrases":
        return False
    if begins(figure.sentence, figure.end, "given_over"):
        return False
    return left.id in FLOWS and figure.numeral.number_start - left.end <= AT_ONCE


def _gives_way(left: Mention | None, figure: Statistic, before: list[Statistic]) -> bool:
    """Whether what stands before the figure is nothing, weak, or a verb that has counted another figure
    before a comma: `chỉ còn 7, một cơ quan phải giải thể`."""
    if left is None or left.form == "weak":
        return True
    counted = any(left.end <= s.start for s in before)
    return counted and "," in figure.sentence.between(before[-1].end, figure.start)


def _breath_of(figure: Statistic, before: list[Statistic]) -> Statistic | None:
    """The figure before whose verb one without a verb takes: not into a segment with a model, not from people
    to money, and for a count not from the percent that restates another."""
    home = figure.sentence.bracket(figure.start)
    open_to = [s for s in before[-LIST:] if figure.sentence.bracket(s.start) in (None, home)]
    alike = [s for s in open_to if (s.measure == "money") == (figure.measure == "money")]
    if figure.object in NOT_MERGED:
        alike = [s for s in alike if s.object in NOT_MERGED]
    if figure.measure == "count":
        alike = [s for s in alike if s.rule not in {"equivalent", "standard.plan_done"}] or alike
    if not alike:
        return None
    segment = figure.sentence.segment(figure.start)
    modelled = any(segment.start <= m.start < segment.end for m in figure.sentence.models)
    return None if modelled and alike[-1].end <= segment.start else alike[-1]


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


# --- What stands behind a list -----------------------------------------------------------------------


def _spread(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> None:
    """What stands behind a list holds for all of it: `hai huyện và 23 xã đạt cả hai tiêu chí`."""
    following, restating = figure, list[Statistic]()
    for other in reversed(before):
        joint = _joint(figure.sentence, other.end, following.start)
        if other.rule == "equivalent":
            restating.append(other)
            continue
        stock = figure.change == "share" and _only_there(other)
        if not joint or not (other.rule in UNRULED or stock) or is_result(other):
            return
        if other.object in NOT_MERGED and joint == "belonging":
            return
        other.follow(figure, figure.rule)
        for percent in restating:
            percent.change, percent.predicate = figure.change, figure.predicate
        restating.clear()
        if figure.change == "adoption":
            other.predicate = merger_of(other.object, rulebook)
            if joint == "belonging":
                figure.predicate = other.predicate
        following = other


def _only_there(figure: Statistic) -> bool:
    """`hiện có 200 huyện và 6.000 xã chưa đạt`: a verb that says nothing but that there are some."""
    verb = figure.governor
    return verb is not None and equals(figure.sentence, verb.start, verb.end, "in_stock")


def _joint(sentence: Sentence, start: int, end: int) -> str:
    """How a stretch joins two figures: `list_joint` (`và`, a comma), `belonging` (`thuộc`), or not at all.

    Asides are passed over; a few words may stand before the joint, and one `và` behind it.
    """
    asides = [match.span() for match in _aside.finditer(sentence.folded, start, end)]
    words = [
        word
        for word in sentence.words[sentence.word_at(start) : sentence.word_at(end)]
        if not any(low <= word.start < high for low, high in asides)
    ]
    if len(words) > 1 and _kind_of_joint(sentence, words[-2]) and _is(sentence, words[-1], "conjunction"):
        words.pop()
    if not words or not all(word.text.isalnum() for word in words[:-1]):
        return ""
    if len(words) - 1 > (WORDS_BEFORE_COMMA if words[-1].text == "," else WORDS_BEFORE_JOINT):
        return ""
    return _kind_of_joint(sentence, words[-1])


def _kind_of_joint(sentence: Sentence, word: Token) -> str:
    if word.text == "," or _is(sentence, word, "list_joint"):
        return "list_joint"
    return "belonging" if _is(sentence, word, "belonging") else ""


def _is(sentence: Sentence, word: Token, context: str) -> bool:
    return equals(sentence, word.start, word.end, context)
