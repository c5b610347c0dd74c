"""What happened to what the figures of a sentence count: the word that governs each."""

from __future__ import annotations

import re
from itertools import pairwise

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import equals
from tinhgon.lexicon import Mention, Token
from tinhgon.rules import Rulebook
from tinhgon.statistics.adopting import adopt, merger, merger_of
from tinhgon.statistics.counted import resolve
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.restated import equivalent, is_whole, part, plan_done, plans_done, shares_of_wholes
from tinhgon.statistics.stocks import from_to
from tinhgon.statistics.verbs import before_it, behind, property_before

UNRULED = {"no_verb", "weak.level", "coordination"}  # rules of figures that no strong verb governs
PARTS_OF_WHOLES = {"ratio", "percent"}  # measures of a part, which has a property if nothing happened to it
OPENING = 15  # characters at the head of a sentence in which it says that it divides a figure before
WORDS_BEFORE_JOINT = 3  # words between a figure of a list and what joins the next to it

_aside = re.compile(r"\([^()]*\)")


def govern(figures: list[Statistic], earlier: list[Statistic], rulebook: Rulebook) -> None:
    """Settle object, change, predicate and role of the figures of one sentence, from left to right.

    `earlier` are the figures of the sentences just before, which a noun that says nothing may stand for.
    """
    for index, figure in enumerate(figures):
        before = figures[:index]
        resolve(figure, before, earlier, rulebook)
        if plan_done(figure, before) or equivalent(figure, before) or part(figure, before, rulebook):
            continue
        _govern_one(figure, before, _next_in_bracket(figure, figures[index + 1 :]), rulebook)
        from_to(figure, before, rulebook)
    _partition(figures, earlier)
    _where_merged(figures, rulebook)
    shares_of_wholes(figures)
    adopt(figures, rulebook)
    plans_done(figures)
    for figure in figures:
        if figure.measure in PARTS_OF_WHOLES and figure.change == "level" and figure.rule in UNRULED:
            figure.change, figure.predicate = "share", "other_standard"


def _next_in_bracket(figure: Statistic, following: list[Statistic]) -> Statistic | None:
    """The next figure that stands in the same bracket, or outside of any as this one does."""
    home = figure.sentence.bracket(figure.start)
    return next((s for s in following if s.sentence.bracket(s.start) == home), None)


def _govern_one(
    figure: Statistic, before: list[Statistic], after: Statistic | None, rulebook: Rulebook
) -> None:
    if known := property_before(figure, before, rulebook):
        _settle(figure, known, rulebook)
        return
    if is_whole(figure, before):
        figure.change, figure.rule = "level", "whole"
        return
    left, right = before_it(figure, before), behind(figure, after, rulebook)
    if right is not None and _prevails(right, left, figure, before):
        _settle(figure, right, rulebook)
        _spread(figure, before, rulebook)
    elif left is None and before and _same_breath(figure, before[-1]):
        previous = before[-1]
        spoken = previous.rule.startswith("verb.")
        figure.follow(previous, "coordination")
        if figure.change == "adoption" and spoken:
            figure.predicate = merger(figure, rulebook)
    else:
        _settle(figure, left, rulebook)


def _settle(figure: Statistic, verb: Mention | None, rulebook: Rulebook) -> None:
    if verb is None:
        figure.change, figure.rule = "level", "no_verb"
    elif verb.concern == "standards":
        figure.tell("share", verb.id, f"standard.{verb.id}")
    else:
        figure.change, figure.rule = verb.id, f"{'weak' if verb.form == 'weak' else 'verb'}.{verb.id}"
        if verb.id == "adoption":
            figure.predicate = (
                "other_model" if _only_rearranges(figure, verb, rulebook) else merger(figure, rulebook)
            )


def _only_rearranges(figure: Statistic, verb: Mention, rulebook: Rulebook) -> bool:
    """`sắp xếp 45 đơn vị`, and no word of the sentence says how. Places are rearranged by merging."""
    sentence = figure.sentence
    if kind_of(figure.object, rulebook) == "places" or figure.object == "other":
        return False
    mergers = sentence.said("changes", "adoption", form="phrases")
    silent = all(equals(sentence, m.start, m.end, "rearranging") for m in mergers)
    return (
        silent
        and not sentence.said("cues", "result")
        and equals(sentence, verb.start, verb.end, "rearranging")
    )


def _prevails(right: Mention, left: Mention | None, figure: Statistic, before: list[Statistic]) -> bool:
    """Whether the word behind the figure governs it rather than the one before it."""
    apart = left is not None and "," in figure.sentence.between(left.end, figure.start)
    if right.concern == "standards" and (left is None or apart or left.concern != "standards"):
        return True
    return (apart and right.form == "behind") or _gives_way(left, figure, before)


def _gives_way(left: Mention | None, figure: Statistic, before: list[Statistic]) -> bool:
    """Whether what stands before the figure is nothing, weak, or a verb that has counted another figure
    before a comma: `chỉ còn 7, một cơ quan phải giải thể`."""
    if left is None or left.form == "weak":
        return True
    counted = any(left.end <= s.start for s in before)
    return counted and "," in figure.sentence.between(before[-1].end, figure.start)


def _same_breath(figure: Statistic, previous: Statistic) -> bool:
    """A figure without a verb takes that of the one before it, but not into a segment with a model."""
    segment = figure.sentence.segment(figure.start)
    modelled = any(segment.start <= m.start < segment.end for m in figure.sentence.models)
    return not (modelled and previous.end <= segment.start)


def _partition(figures: list[Statistic], earlier: list[Statistic]) -> None:
    """A sentence that divides a figure of the one before takes its verb: `Số này gồm 1 cán bộ`."""
    totals = [s for s in earlier if s.role != "part" and s.change not in {"level", "share"}]
    if not figures or not totals:
        return
    sentence = figures[0].sentence
    opens = sentence.said("cues", "partition", end=figures[0].start)
    if not opens or opens[0].start - sentence.start > OPENING:
        return
    for figure in figures:
        if figure.rule in UNRULED and figure.change == "level":
            figure.follow(totals[-1], "partition")
            figure.role = figure.role or "part"


def _where_merged(figures: list[Statistic], rulebook: Rulebook) -> None:
    """`sáp nhập 93 xóm ở 3 huyện`: the larger places in which things merge take their model."""
    for merged, place in pairwise(figures):
        joined = equals(place.sentence, merged.end, place.start, "belonging")
        if joined and merged.change == "adoption" and kind_of(place.object, rulebook) == "places":
            place.follow(merged, "where_merged")


# --- What stands behind a list -----------------------------------------------------------------------


def _spread(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> None:
    """What stands behind a list holds for all of it: `hai huyện và 23 xã đạt cả hai tiêu chí`."""
    following = figure
    for other in reversed(before):
        joint = _joint(figure.sentence, other.end, following.start)
        if other.rule == "equivalent":
            other.change, other.predicate = figure.change, figure.predicate
            continue
        if not joint or other.rule not in UNRULED:
            return
        other.follow(figure, figure.rule)
        if figure.change == "adoption":
            other.predicate = merger_of(other.object, rulebook)
            if joint == "belonging":
                figure.predicate = other.predicate
        following = other


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
    if not 1 <= len(words) <= WORDS_BEFORE_JOINT + 1 or not all(w.text.isalnum() for w in words[:-1]):
        return ""
    return _kind_of_joint(sentence, words[-1])


def _kind_of_joint(sentence: Sentence, word: Token) -> str:
    if word.text == "," or _is(sentence, word, "list_joint"):
        return "list_joint"
    return "belonging" if _is(sentence, word, "belonging") else ""


def _is(sentence: Sentence, word: Token, context: str) -> bool:
    return equals(sentence, word.start, word.end, context)
