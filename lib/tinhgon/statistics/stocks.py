"""From and to: the stocks before and after one change, and of two times."""

from __future__ import annotations

import re

from tinhgon.rules import Rulebook
from tinhgon.statistics.adopting import merger_of
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic


def from_to(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> None:
    """`sáp nhập 4 sở thành 2 sở`, `từ 15 phòng xuống 9`: the first is from, the second to, and a stock."""
    sentence = figure.sentence
    if is_origin(figure):
        figure.change, figure.predicate, figure.role, figure.rule = "level", "", "from", "from_to"
        return
    if _later(figure, before) or not is_result(figure):
        return
    merging = bool(sentence.said("changes", "adoption", end=figure.start))
    first = next(
        (s for s in reversed(before) if s.object == figure.object and s.measure == figure.measure), None
    )
    if first is not None and first.role == "" and merging and first.change in {"adoption", "level"}:
        first.role = "from"
        if first.change == "level" and kind_of(first.object, rulebook) != "people":
            first.change, first.predicate = "adoption", merger_of(first.object, rulebook)
    if figure.change == "adoption" or (first is not None and first.role == "from"):
        figure.change, figure.predicate, figure.rule = "level", "", "from_to"
    if first is not None and first.role == "from":
        figure.role = "to"


def is_origin(figure: Statistic) -> bool:
    """Whether `từ` stands right before the figure, which is no range."""
    if figure.numeral.ranged:
        return False
    lead = figure.sentence.between(max(figure.sentence.start, figure.start - 14), figure.start)
    return re.search(r"(?<!\w)từ\s+(?:chỗ\s+(?:có\s+)?)?$", lead) is not None


def _later(figure: Statistic, before: list[Statistic]) -> bool:
    """Stocks of two times: `từ 30 đảng viên, đến nay có 73 đảng viên`, `trước đây có 2 …, hiện có 1`."""
    if figure.change != "level" or not before:
        return False
    sentence, first = figure.sentence, before[0]
    origin = sentence.last_before(first.numeral.number_start, sentence.said("cues", "origin"))
    if origin is None or before[-1].change != "level":
        return False
    if sentence.said("cues", "now", start=first.end, end=figure.start):
        earlier = [s for s in before if not sentence.said("cues", "now", start=first.end, end=s.start)]
        for other in earlier:
            other.role, other.rule = other.role or "from", "from_to"
        figure.role, figure.rule = "to", "from_to"
    return figure.role == "to"


def is_result(figure: Statistic) -> bool:
    """Whether `thành`, `còn`, `xuống` stands right before the figure."""
    sentence, at = figure.sentence, figure.numeral.number_start
    lead = sentence.last_before(at, sentence.said("cues", "result"))
    return lead is not None and at - lead.end < 14 and not re.search(r"[;,:]", sentence.between(lead.end, at))
