"""The smaller place that the words next to a figure name: before it in its clause, or right behind it."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends, equals, says
from tinhgon.places import Place
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.settings.topics import is_attached, is_merged, names_office, topic_before

SMALLER = ("village", "commune", "district")  # the innermost first
WITHIN = {"districts": (), "communes": ("district",), "villages": ("district", "commune")}  # what they lie in
SIDE_BY_SIDE = 40  # characters between a place and the larger one behind it: "bản Nà Hỳ, xã Chà Nưa"
BRACKET_WITHIN = 3  # characters between a place and the bracket that tells of it

_joint = re.compile(r"(?:, | và | cùng |, và )(?:các )?")


def in_clause(figure: Statistic, told: list[Statistic]) -> str:
    """The innermost of the places named before the figure in its clause, or right before its bracket; none
    where another item of the list is told of an agency (`huyện Bắc Yên 52, Công an tỉnh 21`)."""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    near = [
        p
        for p in sentence.places
        if segment.start <= p.start
        and p.end <= figure.start
        and can_hold(figure, p.level)
        and governs(sentence, p)
    ]
    if not near and (bracket := sentence.bracket(figure.start)):
        at = bracket.start
        near = [p for p in sentence.places if p.level in SMALLER and 0 <= at - p.end < BRACKET_WITHIN]
    near = [p for p in near if p is near[0] or not says(sentence, near[0].end, p.start, "clause_of_time")]
    topic = topic_before(sentence, figure.start) if near else None
    if near and says(sentence, near[-1].end, figure.start, "whole_again"):
        return ""
    items = [f for f in told if topic and f.sentence is sentence and near[-1].end <= f.start < topic.start]
    return together(sentence, near) if near and not items else ""


def governs(sentence: Sentence, place: Place) -> bool:
    """Whether what is told behind a place is told of it: it is merged with none, no office, no apposition
    (`một huyện là Lộc Hà`), and not where only a figure before it is found (`93 xóm ở hai huyện A và B`)."""
    if place.level not in SMALLER or names_office(sentence, place):
        return False
    listed = [p for p in sentence.places if p.end <= place.start and _is_joined(sentence, p, place)]
    if listed:
        return governs(sentence, listed[-1])
    at = next((n.start for n in sentence.numerals if 0 <= place.start - n.end < BRACKET_WITHIN), place.start)
    if is_merged(sentence, at):
        return ends(sentence, at, "result_of_merger", apart=1)
    return not (_says_which(sentence, at) or is_attached(sentence, at))


def _says_which(sentence: Sentence, at: int) -> bool:
    """Whether a place says which one was just counted: `giảm một huyện là Lộc Hà`."""
    counted = [n for n in sentence.numerals if n.end < at]
    if not counted or not ends(sentence, at, "apposition"):
        return False
    return not any(mark in sentence.between(counted[-1].end, at) for mark in ",;:(")


def _is_joined(sentence: Sentence, one: Place, other: Place) -> bool:
    """Two places of one level with `và` or a comma between them."""
    return one.level == other.level and bool(_joint.fullmatch(sentence.between(one.end, other.start)))


def together(sentence: Sentence, near: list[Place]) -> str:
    """The last place, the innermost of those side by side with it; places of one level joined by `và` are
    one: `huyện Bắc Yên, Phù Yên`."""
    joined = [p for p in near if p.level in SMALLER and near[-1].start - p.end < SIDE_BY_SIDE]
    inner = min(joined, key=lambda p: (SMALLER.index(p.level), -p.start))
    first = inner
    for place in reversed([p for p in sentence.places if p.end <= inner.start]):
        if not _is_joined(sentence, place, first):
            break
        first = place
    return sentence.text[first.start : inner.end]


def behind(figure: Statistic) -> str:
    """The place right behind the figure: `12 xã của huyện Yên Châu`."""
    sentence = figure.sentence
    place = next((p for p in sentence.places if p.level in SMALLER and p.start >= figure.end), None)
    if place and (equals(sentence, figure.end, place.start, "where") or _is_fronted(figure, place)):
        return sentence.text[place.start : place.end]
    return ""


def _is_fronted(figure: Statistic, place: Place) -> bool:
    """`Với 40 xã và 506 xóm, |Thanh Chương là …`: what the subject has, told before it."""
    sentence = figure.sentence
    if not begins(sentence, sentence.start, "having") or sentence.last_mark(place.start) != ",":
        return False
    return not any(m.start < place.start for m in sentence.verbs)


def can_hold(figure: Statistic, level: str) -> bool:
    """Whether what is counted can lie in a place of this level: no district in a commune."""
    return not level or level in WITHIN.get(figure.object, SMALLER)
