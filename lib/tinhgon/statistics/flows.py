"""Verbs of a change, as against those of a stock; what becomes of money."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import equals, says, search_last
from tinhgon.lexicon import Mention
from tinhgon.statistics.record import Statistic

FLOWS = ("decrease", "increase", "adoption", "transfer")


def acting_flows(sentence: Sentence) -> list[Mention]:
    """The verbs of change that act forwards or, behind what they act on, back; weak ones left out."""
    return [m for m in sentence.said("changes", *FLOWS) if m.form in {"phrases", "behind"}]


def money_change(figure: Statistic, before: list[Statistic]) -> str:
    """`decrease` or `increase` for money that a verb before it saves or adds, `level` for money needed or
    paid; the nearest decides.

    An empty string where neither is said.
    """
    sentence = figure.sentence
    start = max([sentence.segment(figure.start).start, *(s.end for s in before)])
    moved = sentence.said("changes", "decrease", "increase", start=start, end=figure.start, form="phrases")
    moved = [m for m in moved if not equals(sentence, m.start, m.end, "people_cut")]
    if says(sentence, start, figure.start, "money_saved"):
        return "decrease"
    paid = search_last(sentence, start, figure.start, "money_paid")
    if moved and (paid is None or moved[-1].end >= paid.end):
        return moved[-1].id
    if paid is None and not moved:
        paid = search_last(sentence, sentence.segment(figure.start).start, figure.start, "money_paid")
    return "level" if paid is not None else ""
