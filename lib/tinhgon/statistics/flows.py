"""Verbs of a change, as against those of a stock; what becomes of money."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import search_last
from tinhgon.lexicon import Mention
from tinhgon.statistics.record import Statistic

FLOWS = ("decrease", "increase", "adoption", "transfer")


def acting_flows(sentence: Sentence) -> list[Mention]:
    """The verbs of change that act forwards or, behind what they act on, back; weak ones left out."""
    return [m for m in sentence.said("changes", *FLOWS) if m.form in {"phrases", "behind"}]


def money_change(figure: Statistic, before: list[Statistic]) -> str:
    """`decrease` for money that a verb before it saves, `level` for money needed or paid; the nearer decides.

    An empty string where neither is said.
    """
    sentence = figure.sentence
    start = max([sentence.segment(figure.start).start, *(s.end for s in before)])
    saved = sentence.said("changes", "decrease", start=start, end=figure.start, form="phrases")
    paid = search_last(sentence, start, figure.start, "money_paid")
    if saved and (paid is None or saved[-1].end >= paid.end):
        return "decrease"
    return "level" if paid is not None else ""
