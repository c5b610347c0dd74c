"""Lists of figures: what one verb says of all of them."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, equals
from tinhgon.lexicon import Token
from tinhgon.rules import Rulebook
from tinhgon.statistics.changes.told import NOT_MERGED
from tinhgon.statistics.models.adopting import merger_of
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import UNRULED, Statistic
from tinhgon.statistics.relations.stocks import is_result

WORDS_BEFORE_COMMA = 4  # words between a figure of a list and the comma before the next
WORDS_BEFORE_JOINT = 7  # words between a figure of a list and what joins the next to it
LIST = 12  # figures before one without a verb among which that with its verb is looked for

_aside = re.compile(r"\([^()]*\)")


def breath_of(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> Statistic | None:
    """The figure before whose verb one without a verb takes: not into a segment with a model, not from people
    to money, and for a count not from the percent that restates another."""
    home = figure.sentence.bracket(figure.start)
    open_to = [s for s in before[-LIST:] if figure.sentence.bracket(s.start) in (None, home)]
    alike = [s for s in open_to if (s.measure == "money") == (figure.measure == "money")]
    if figure.object in NOT_MERGED:
        alike = [s for s in alike if s.object in NOT_MERGED]
    if figure.measure == "count":
        alike = [s for s in alike if s.rule not in {"equivalent", "standard.plan_done"}] or alike
    if kind_of(figure.object, rulebook) == "people":
        alike = [s for s in alike if s.change != "adoption" or kind_of(s.object, rulebook) == "people"]
    if not alike:
        return None
    segment = figure.sentence.segment(figure.start)
    last = alike[-1]
    if last.change == "share" and figure.measure == "count" and _has_own_property(figure):
        return None
    if last.end > segment.start:
        return last
    modelled = any(segment.start <= m.start < segment.end for m in figure.sentence.models)
    opens = figure.measure in {"ratio", "percent"} or figure.sentence.last_mark(figure.start) == ";"
    own = opens and begins(figure.sentence, figure.end, "has_or_is")
    labelled = figure.noun is None and begins(figure.sentence, figure.end, "then_changes")
    if modelled or own or labelled:
        return None
    aside = last.noun is None or _is_comparison(last)
    return _parallel(last, alike) if aside and figure.noun is not None else last


def _has_own_property(figure: Statistic) -> bool:
    """`118 xã đạt chuẩn, 86 xã có quy mô nhỏ`: what is said of a part right behind its noun."""
    return begins(figure.sentence, figure.end, "has_or_is")


def _is_comparison(figure: Statistic) -> bool:
    """`12 sở, ít hơn 3 sở so với trước`: what only holds the figure before against another."""
    verb = figure.governor
    return verb is not None and equals(figure.sentence, verb.start, verb.end, "fewer_than")


def _parallel(last: Statistic, alike: list[Statistic]) -> Statistic:
    """The figure that a new segment goes on with: the first of the segment before, where a verb of its own
    governs only the last: `58 phó giám đốc, giảm 6; 214 phó phòng`."""
    start = last.sentence.segment(last.start).start
    first = next(s for s in alike if s.start >= start)
    own = last.governor is not None and first.end <= last.governor.start < last.numeral.number_start
    return first if own and (first.rule in UNRULED or _is_comparison(last)) else last


def spread(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> None:
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
        if other.object in NOT_MERGED and (joint == "belonging" or figure.object not in NOT_MERGED):
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
