"""Which of two words governs a figure: the one before it or the one behind."""

from __future__ import annotations

from tinhgon.clauses.contexts import begins, equals, says
from tinhgon.lexicon import Mention
from tinhgon.statistics.flows import FLOWS
from tinhgon.statistics.nouns import is_called
from tinhgon.statistics.record import Statistic

AT_ONCE = 12  # characters between a verb and the number that it acts on: "giảm được khoảng "


def prevails(right: Mention, left: Mention | None, figure: Statistic, before: list[Statistic]) -> bool:
    """Whether the word behind the figure governs it rather than the one before it."""
    gap = figure.sentence.between(left.end, figure.start) if left is not None else ""
    apart = "," in gap
    if ":" in gap and right.id in FLOWS and right.form == "phrases":
        return True  # "Huyện thu gọn nhất: ba xã nhập làm một"
    if left is not None and _counts_those(left, right, figure, before):
        return False
    if left is not None and right.form == "behind" and equals(figure.sentence, left.start, left.end, "more"):
        return True
    if right.concern == "standards" and (left is None or apart or left.concern != "standards"):
        return True
    if right.start - figure.end <= 1 and (right.concern == "standards" or (apart and right.id == "transfer")):
        return True
    return (apart and right.form == "behind") or _gives_way(right, left, figure, before)


def _counts_those(left: Mention, right: Mention, figure: Statistic, before: list[Statistic]) -> bool:
    """`điều động 7 phó giám đốc vượt quy định`: the verb before a count acts, the standard picks out."""
    if right.concern != "standards" or figure.measure not in {"count", "percent"} or left.form != "phrases":
        return False
    if "," in figure.sentence.between(left.end, figure.start):
        return False
    noun = figure.noun
    people = noun is not None and (noun.kind == "people" or is_called(figure.sentence, noun, "persons"))
    if left.id == "adoption" and people:
        return False  # "sắp xếp 429 cán bộ dôi dư"
    if begins(figure.sentence, figure.end, "given_over") and not people:
        return False  # "chuyển 3 đơn vị sang tự chủ"
    return left.id in FLOWS and (_at_once(left, figure) or _is_listed(left, figure, before))


def _at_once(left: Mention, figure: Statistic) -> bool:
    return figure.numeral.number_start - left.end <= AT_ONCE


def _is_listed(left: Mention, figure: Statistic, before: list[Statistic]) -> bool:
    """`giảm 412 phòng và |30 biên chế, vượt mục tiêu`: the second of what one verb acts on."""
    if not before or not left.end <= before[-1].start or not _at_once(left, before[-1]):
        return False
    return equals(figure.sentence, before[-1].end, figure.start, "list_mark")


def _gives_way(right: Mention, left: Mention | None, figure: Statistic, before: list[Statistic]) -> bool:
    """Whether what stands before the figure is nothing, weak, or a verb that has counted another figure
    before a comma: `chỉ còn 7, một cơ quan phải giải thể`."""
    if left is None:
        return True
    if left.form == "weak":
        stock = equals(figure.sentence, left.start, left.end, "in_stock")
        other = says(figure.sentence, figure.end, right.start, "another_clause")
        return not (stock and other and right.concern == "changes")
    counted = any(left.end <= s.start or s.governor is left for s in before)
    return counted and "," in figure.sentence.between(before[-1].end, figure.start)
