"""Verbs of a change, as against those of a stock."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.lexicon import Mention

FLOWS = ("decrease", "increase", "adoption", "transfer")


def acting_flows(sentence: Sentence) -> list[Mention]:
    """The verbs of change that act forwards or, behind what they act on, back; weak ones left out."""
    return [m for m in sentence.said("changes", *FLOWS) if m.form in {"phrases", "behind"}]
