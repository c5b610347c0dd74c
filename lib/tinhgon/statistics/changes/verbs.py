"""The word before a figure that can govern it: a verb, or a standard that it has."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends, equals, says
from tinhgon.clauses.verbs import GOVERNING, opening_clause_end
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.record import Statistic
from tinhgon.text import Span

ACTING = ("adoption", "decrease", "transfer", "increase")
WEAK_REACH = 25  # characters between a weak verb and its figure, or a strong verb and the weak one behind it
PERCENT_REACH = 60  # the same for a percent: "giảm biên chế của các cơ quan … được 5%"
PROPERTY_REACH = 30  # characters between a standard before a figure and the figure
CLAUSES = 3  # stretches between commas before a verb in which the thing is named whose number is told
NEXT_TO = 12  # characters between a standard and the copula that gives its number
NEEDED_WITHIN = 14  # characters before a figure in which the verb of its standard stands

_weak_break = re.compile(r"[,;:]|\bcùng\b")
_phrase_break = re.compile(r"[,;:(]")
_long_break = re.compile(r"[;:(]")


def before_it(figure: Statistic, before: list[Statistic]) -> Mention | None:
    """The verb before the figure: the nearest strong one, or a weak one that stands next to it."""
    sentence, at = figure.sentence, figure.numeral.number_start
    reaching = _reaching(figure)
    segment = sentence.segment(at)
    if _is_subject(figure, before):
        reaching = [m for m in reaching if m.end > sentence.folded.rfind(",", sentence.start, at)]
    own = any(segment.start <= m.start < at for m in reaching)
    if before and before[-1].end <= segment.start and not own:
        return None
    if (told := _so_far(figure, reaching)) is not None:
        return told
    reaching = [m for m in reaching if not says(sentence, m.end, at, "clause_of_time")]
    reaching = [m for m in reaching if not _only_dates_before(sentence, m, at)]
    strong = sentence.last_before(at, [m for m in reaching if m.form == "phrases"])
    weak = sentence.last_before(at, [m for m in reaching if m.form == "weak"])
    if weak is not None and _tells_where_of(figure, before, weak):
        weak = None
    if weak is None or at - weak.end > WEAK_REACH or _weak_break.search(sentence.between(weak.end, at)):
        return strong
    return _nearer(figure, strong, weak, segment)


def _is_subject(figure: Statistic, before: list[Statistic]) -> bool:
    """`Cùng với tinh giản biên chế, |5/15 huyện đã …`: behind a clause, with a predicate of its own."""
    sentence = figure.sentence
    opens = not before and figure.noun is not None and sentence.last_mark(figure.start) == ","
    return opens and begins(sentence, figure.end, "predicate_follows")


def _only_dates_before(sentence: Sentence, verb: Mention, at: int) -> bool:
    """`Sau |hợp nhất hai tỉnh, Đảng bộ có 5 đảng bộ, …`: a merger that has its object, and only says when."""
    if verb.id != "adoption" or not only_dates(sentence, verb):
        return False
    comma = sentence.folded.find(",", verb.end, at)
    return any(verb.end <= n.start < comma for n in sentence.numerals)


def _so_far(figure: Statistic, reaching: list[Mention]) -> Mention | None:
    """`đưa tổng số phòng đã |giảm đến nay lên 21 phòng`: the verb of those whose number is told."""
    sentence = figure.sentence
    if not ends(sentence, figure.start, "arrives_at"):
        return None
    acting = [m for m in reaching if m.id in ACTING and m.form == "phrases"]
    verb = sentence.last_before(figure.start, acting)
    raised = [m for m in reaching if equals(sentence, m.start, m.end, "number_raised")]
    if verb is None or not raised or raised[-1].end > verb.start or not ends(sentence, verb.start, "tense"):
        return None
    counted = any(raised[-1].end <= n.start < figure.numeral.start for n in sentence.numerals)
    return None if counted else verb


def _tells_where_of(figure: Statistic, before: list[Statistic], weak: Mention) -> bool:
    """`cắt 206 hợp đồng ở sở và |2.011 lao động`: a weak verb that says where the figure before is."""
    sentence, at = figure.sentence, figure.numeral.start
    behind = bool(before) and before[-1].end <= weak.start
    return behind and equals(sentence, weak.start, weak.end, "where") and ends(sentence, at, "conjunction")


def _reaching(figure: Statistic) -> list[Mention]:
    """A verb does not reach over a semicolon into a segment that has its own verb or model."""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    opening = opening_clause_end(sentence)
    open_verbs = [m for m in sentence.verbs if opening >= figure.start or m.start >= opening]
    inside = [m for m in open_verbs if m.start >= segment.start]
    own = any(m.end <= figure.end or m.form == "phrases" for m in inside)
    modelled = any(segment.start <= m.start < segment.end for m in sentence.models)
    return inside if own or modelled else open_verbs


def _nearer(figure: Statistic, strong: Mention | None, weak: Mention, segment: Span) -> Mention:
    """Of a strong verb and a weak one next to the figure, the one that counts it."""
    sentence = figure.sentence
    if strong is not None and _has_its_object(sentence, strong, weak):
        return strong
    if strong is not None and _is_stock_of(sentence, strong, weak):
        return weak  # "cơ quan hợp nhất có 3 phòng", "trước hợp nhất là 45"
    copula = equals(sentence, weak.start, weak.end, "copula")
    if copula and (topic := _topic_standard(sentence, weak)):
        return topic
    if copula and (undergone := _undergone(sentence, segment, weak)):
        return undergone
    if strong is None or strong.end > weak.end:
        return strong or weak
    if copula and _numbers_topic(sentence, segment, strong):
        return strong
    near = PERCENT_REACH if figure.measure == "percent" else WEAK_REACH
    only_tells_where = equals(sentence, weak.start, weak.end, "where")
    return strong if _same_clause(sentence, strong, weak, near) and not only_tells_where else weak


def _has_its_object(sentence: Sentence, strong: Mention, weak: Mention) -> bool:
    """`sửa đổi cơ cấu tổ chức |của 17 cơ quan`: what only joins a verb and what it acts on."""
    joins = 0 <= weak.start - strong.end <= 1 and equals(sentence, weak.start, weak.end, "whose")
    return joins and strong.id == "adoption"


def _is_stock_of(sentence: Sentence, merger: Mention, weak: Mention) -> bool:
    """Whether a weak verb right behind a merger counts what the merged has, or had at that time; behind one
    that only says when, also over its subject: `trước sắp xếp các sở |có 98 phòng`."""
    stock, dated = equals(sentence, weak.start, weak.end, "in_stock"), only_dates(sentence, merger)
    if merger.id != "adoption" or weak.start < merger.end:
        return False
    if weak.start - merger.end <= 1:
        return stock or dated
    return stock and dated and not any(merger.end <= n.start < weak.start for n in sentence.numerals)


def _numbers_topic(sentence: Sentence, segment: Span, verb: Mention) -> bool:
    """`số biên chế bị thu hồi là 102`: the verb belongs to the thing whose number is told."""
    head = verb.start
    for _ in range(CLAUSES):
        head = max(segment.start, sentence.folded.rfind(",", segment.start, max(segment.start, head - 1)) + 1)
        if begins(sentence, head, "number_as_topic"):
            return verb.start > head
    return False


def _undergone(sentence: Sentence, segment: Span, copula: Mention) -> Mention | None:
    """`số biên chế bị thu hồi là 102`: the passive verb of the thing whose number is told."""
    said = sentence.said("changes", *ACTING, start=segment.start, end=copula.start)
    done = [m for m in said if not ends(sentence, m.start, "negation")]
    passive = [m for m in done if m.form == "behind" or ends(sentence, m.start, "passive")]
    return passive[-1] if passive and _numbers_topic(sentence, segment, passive[-1]) else None


def _topic_standard(sentence: Sentence, copula: Mention) -> Mention | None:
    """`số đảng viên hoàn thành nhiệm vụ là 91%`: the standard right before the copula."""
    said = [
        m
        for m in sentence.said("standards", end=copula.start)
        if copula.start - m.end < NEXT_TO and m.id not in {*GOVERNING, "plan_done"}
    ]
    return said[-1] if said else None


def _same_clause(sentence: Sentence, strong: Mention, weak: Mention, near: int) -> bool:
    gap = sentence.between(strong.end, weak.start)
    breaks = _long_break if near > WEAK_REACH else _phrase_break
    return len(gap) < near and not breaks.search(gap)


def property_before(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> Mention | None:
    """A standard before the figure with at most a weak verb between: `hoàn thành nhiệm vụ 9,1%`,
    `từ mức hoàn thành tốt nhiệm vụ trở lên có 604`."""
    sentence, at = figure.sentence, figure.numeral.number_start
    segment = sentence.segment(at)
    start = max([segment.start, *(s.end for s in before if s.end <= at)])
    said = [m for m in sentence.said("standards", start=start, end=at) if _is_property(figure, m, rulebook)]
    if not said or at - said[-1].end > PROPERTY_REACH:
        return None
    standard = said[-1]
    if figure.measure == "count" and not ends(sentence, standard.start, "level_reached", since=start):
        return None
    if start > segment.start and not _phrase_break.search(sentence.between(start, standard.start)):
        return None
    ruled = sentence.said("changes", start=standard.start, end=at, form="phrases")
    return None if any(m.id != "level" for m in ruled) else standard


def _is_property(figure: Statistic, standard: Mention, rulebook: Rulebook) -> bool:
    fitting = standard.form == "phrases" or figure.measure == "percent"
    if figure.sentence.between(standard.start, standard.end).endswith((",", ";", " và")):
        return False  # "5,8% hoàn thành và 0,4%": said of what stands before it
    return fitting and standard.id not in GOVERNING and is_met(figure, standard, rulebook)


def only_dates(sentence: Sentence, verb: Mention) -> bool:
    """`34 cán bộ dôi dư sau khi sáp nhập`: a verb that only says when."""
    return ends(sentence, verb.start, "at_a_change")


def is_met(figure: Statistic, standard: Mention, rulebook: Rulebook) -> bool:
    """Some standards hold only behind a verb: `đạt 76% kế hoạch`, not `704 hợp đồng có chỉ tiêu`."""
    needs = rulebook.by_id("standards")[standard.id].get("needs", ())
    if not needs:
        return True
    start = max(figure.sentence.start, figure.start - NEEDED_WITHIN)
    return not set(needs).isdisjoint(figure.sentence.between(start, standard.start).split())
