"""From and to: the stocks before and after one change, and of two times."""

from __future__ import annotations

import re

from tinhgon.clauses.contexts import begins, consists, ends, equals, says, search_last
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.models.adopting import merger_of
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic

STANDING = {"no_verb", "coordination"}  # rules of figures that only stand before what came of them
RESULT_REACH = 14  # characters between "thành", "còn" and their figure: "còn lại khoảng 12"

_clause_break = re.compile(r"[;,:]")


def from_to(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> None:
    """Settle `sáp nhập 4 sở thành 2 sở`, `từ 15 phòng xuống 9`: the first is from; the second to, a stock."""
    if _is_of_the_merged(figure, before, rulebook):
        return
    if is_origin(figure) or _goes_on(figure, before) or _is_inside(figure, before):
        figure.tell("level", "", "from_to")
        figure.role = "from" if is_origin(figure) else before[-1].role
        return
    if figure.noun is None and ends(figure.sentence, figure.start, "at_a_time"):
        figure.tell("level", "", "from_to")
        if before and before[-1].rule == "from_to" and not before[-1].role:
            before[-1].role, figure.role = "from", "to"
    if _is_later(figure, before) or not (is_result(figure) or _arrives(figure, before)):
        return
    _name_origin(figure, before)
    origin = next((s for s in reversed(before) if _alike(s, figure)), None)
    if origin is not None:
        _make_origin(origin, figure, rulebook)
        _merge_origin(origin, figure, rulebook)
    paired = origin is not None and origin.role == "from"
    if paired or figure.change == "adoption" or _falls_to(figure) or _is_made(figure):
        figure.tell("level", "", "from_to")
    if paired:
        figure.role = "to"


def _goes_on(figure: Statistic, before: list[Statistic]) -> bool:
    """`từ 131 phòng và 16 chi cục còn 109 phòng và 13 chi cục`: two things before, two after."""
    if not before or before[-1].role not in {"from", "to"} or before[-1].rule != "from_to":
        return False
    other = before[-1]
    if other.change != "level" or figure.measure != other.measure or figure.noun is None:
        return False
    pairs = [s.role for s in before if s.rule == "from_to"]
    if other.role == "to" and pairs.count("to") >= pairs.count("from"):
        return False  # "từ 34 đơn vị còn 22 đơn vị, 12 giám đốc thôi giữ chức"
    return equals(figure.sentence, other.end, figure.start, "list_mark")


def _is_inside(figure: Statistic, before: list[Statistic]) -> bool:
    """`từ 2 ban với 15 phòng, nhập thành 1 ban với 9 phòng`: what the bodies have before and after."""
    if not before or before[-1].role not in {"from", "to"} or figure.noun is None:
        return False
    return figure.measure == "count" and equals(figure.sentence, before[-1].end, figure.start, "with_what")


def _is_of_the_merged(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> bool:
    """Settle `lập 1 thôn trên cơ sở 2 thôn cũ`, `hợp thành từ 3 xã`: what was merged. Whether it was."""
    if not (ends(figure.sentence, figure.start, "merged_of") or _is_made_of(figure, before)):
        return False
    figure.tell("adoption", merger_of(figure.object, rulebook), "from_to")
    figure.role = "from"
    for other in before[-1:]:
        if other.object == figure.object and other.change in {"level", "increase"}:
            other.tell("level", "", "from_to")
            other.role = "to"
    return True


def _is_made_of(figure: Statistic, before: list[Statistic]) -> bool:
    """`lập Chi cục Thủy sản từ hai chi cục cũ`, `hình thành 98 xóm từ 231 xóm cũ`: of which it was made."""
    sentence = figure.sentence
    if not ends(sentence, figure.start, "from_number") or not begins(sentence, figure.end, "former"):
        return False
    start = max([sentence.segment(figure.start).start, *(s.end for s in before[:-1])])
    return says(sentence, start, figure.start, "founding")


def _name_origin(figure: Statistic, before: list[Statistic]) -> None:
    """`cấp huyện giảm từ 12 xuống 10 phòng`: a number without a noun is of what it came to."""
    for origin in before[-1:]:
        if origin.role == "from" and origin.noun is None and figure.noun is not None:
            between = figure.sentence.between(origin.end, figure.start)
            if not set(between) & {",", ";"} and not figure.noun.generic:
                origin.object = figure.object


def _alike(one: Statistic, other: Statistic) -> bool:
    return one.object == other.object and one.measure == other.measure


def _make_origin(first: Statistic, result: Statistic, rulebook: Rulebook) -> None:
    """Let `first` be what was merged into the result, where a merger stands before it."""
    merging = result.sentence.said("changes", "adoption", end=result.start)
    standing = first.rule in STANDING and first.change == "level"
    if not first.role and standing and first.numeral.value > result.numeral.value:
        first.role = "from"  # "180 xã, theo phương án, chỉ còn 45"
        return
    if not first.role and _is_reduced_to(first, result):
        first.tell("level", "", "from_to")
        first.role = "from"
        return
    if first.role or not merging or first.change not in {"adoption", "level"}:
        return
    first.role = "from"
    if first.rule in {"weak.level", "coordination", "from_to"} and _is_afterwards(merging[-1], first, result):
        return  # "huyện có 17 xã, sau sáp nhập còn 7"
    if _only_rearranged(first) and _falls_to(result):
        first.tell("level", "", "from_to")  # "sắp xếp 138 ban, giảm xuống còn 93"
        return
    if first.change == "level" and kind_of(first.object, rulebook) != "people":
        first.change, first.predicate = "adoption", merger_of(first.object, rulebook)


def _is_reduced_to(first: Statistic, result: Statistic) -> bool:
    """`giảm 7 phòng xuống còn 5 phòng`: the first is what there was."""
    apart = result.sentence.between(first.end, result.start)
    falls = consists(result.sentence, first.end, result.start, "changes_to") and "xuống" in apart
    return falls and first.change == "decrease" and first.numeral.value > result.numeral.value


def _is_afterwards(merger: Mention, first: Statistic, result: Statistic) -> bool:
    """Whether a merger between two stocks only says when the second holds: `sau sáp nhập còn 7`."""
    return merger.start >= first.end and says(result.sentence, merger.end, result.start, "stock_verb")


def _merge_origin(first: Statistic, result: Statistic, rulebook: Rulebook) -> None:
    """`thôn phải nhập, từ 12 thôn thành 5 thôn`: all of what was there was merged."""
    sentence = result.sentence
    became = search_last(sentence, first.end, result.start, "became")
    if first.role != "from" or first.change != "level" or became is None:
        return
    if sentence.said("changes", "adoption", end=first.start, form="phrases"):
        first.tell("adoption", merger_of(first.object, rulebook), "from_to")


def _only_rearranged(figure: Statistic) -> bool:
    verb = figure.governor
    return verb is not None and equals(figure.sentence, verb.start, verb.end, "rearranging")


def _arrives(figure: Statistic, before: list[Statistic]) -> bool:
    """`tăng từ 12 xã lên 20 xã`, `gom 338 xóm về 142 xóm`: the stock at which a change of these ends."""
    if not before or not _alike(before[-1], figure) or not ends(figure.sentence, figure.start, "arrives_at"):
        return False
    gap = figure.sentence.between(before[-1].end, figure.start)
    falls = before[-1].change in {"adoption", "decrease"} and before[-1].numeral.value > figure.numeral.value
    return (before[-1].role == "from" or falls) and not _clause_break.search(gap)


def _is_made(figure: Statistic) -> bool:
    """`giải thể A để lập hai đảng bộ`: what is made of what was dissolved."""
    verb = figure.governor
    apart = verb is not None and verb.id == "decrease" and verb.end < figure.start
    return apart and ends(figure.sentence, figure.start, "in_order_to_found")


def _falls_to(figure: Statistic) -> bool:
    """`rút xuống 69`, `giảm còn 20`: what is left, not what was cut."""
    return ends(figure.sentence, figure.numeral.number_start, "falls_to", apart=1)


def is_origin(figure: Statistic) -> bool:
    """Whether `từ` stands right before the figure, which is neither a range nor a lower bound."""
    later = any(n.start >= figure.numeral.end for n in figure.sentence.numerals)
    bounded = figure.numeral.ranged or figure.numeral.qualifier == "≥" or not later
    return not bounded and ends(figure.sentence, figure.start, "from_number")


def is_result(figure: Statistic) -> bool:
    """Whether `thành`, `còn`, `xuống` stands right before the figure."""
    sentence, at = figure.sentence, figure.numeral.number_start
    lead = sentence.last_before(at, sentence.said("cues", "result"))
    if lead is None or at - lead.end >= RESULT_REACH:
        return False
    if any(lead.end <= n.start < at for n in sentence.numerals):
        return False
    return not _clause_break.search(sentence.between(lead.end, at))


def _is_later(figure: Statistic, before: list[Statistic]) -> bool:
    """Settle stocks of two times: `từ 30 đảng viên, đến nay có 73 đảng viên`, `trước đây có 2 …, hiện có 1`.

    Whether the figure is the later one.
    """
    if figure.change != "level" or not before:
        return False
    sentence, first = figure.sentence, before[0]
    at = first.numeral.number_start
    origin = sentence.last_before(at, sentence.said("cues", "origin"))
    dated = any(d.end <= at for d in sentence.dates)
    if (origin is None and not dated) or before[-1].change != "level":
        return False
    if all(other.object != figure.object for other in before):
        return False
    if sentence.said("cues", "now", start=first.end, end=figure.start):
        for other in before:
            earlier = not sentence.said("cues", "now", start=first.end, end=other.start)
            if earlier and other.change not in {"decrease", "increase"}:
                other.role, other.rule = other.role or "from", "from_to"
        figure.role, figure.rule = "to", "from_to"
    return figure.role == "to"
