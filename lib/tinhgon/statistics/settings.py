"""Tier and scope: to which level of the apparatus a figure belongs, and whether it covers all of it."""

from __future__ import annotations

import re

from tinhgon.lexicon import lexicon, tokens
from tinhgon.rules import Rulebook
from tinhgon.statistics.record import Statistic


def settle(figures: list[Statistic], rulebook: Rulebook, topic: str = "") -> None:
    """Set tier and scope of the figures of one sentence; `topic` is the tier that the article is about."""
    for index, figure in enumerate(figures):
        figure.tier = _tier(figure, figures[:index], rulebook) or figure.tier
        figure.scope = _scope(figure, figures[:index])


def _tier(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> str:
    own = rulebook.by_id("objects").get(figure.object, {}).get("tier", "")
    if own and figure.object != "part_time_workers":
        return str(own)
    sentence = figure.sentence
    stop = _clause_end(figure)
    tail = sentence.said("tiers", start=figure.start, end=stop)
    if tail:
        return tail[-1].id if tail[-1].id != "all" else "all"
    if before and before[-1].tier and figure.rule in {"breakdown", "coordination", "equivalent"}:
        return before[-1].tier
    segment = sentence.segment(figure.start)
    lead = sentence.last_before(figure.start, sentence.said("tiers", start=segment.start, end=figure.start))
    if lead is not None and lead.id != "all" and not re.search(r"[;]", sentence.between(lead.end, figure.start)):
        return lead.id
    return ""


def _clause_end(figure: Statistic) -> int:
    """Where the words that belong to the figure end: the next comma, bracket or semicolon."""
    match = re.compile(r"[,;()]|\s(?:và|đã|sẽ|được|là)\s").search(figure.sentence.folded, figure.end, figure.sentence.end)
    return match.start() if match else figure.sentence.end


def _scope(figure: Statistic, before: list[Statistic]) -> str:
    sentence = figure.sentence
    if figure.role == "part":
        return "subset"
    if figure.rule == "equivalent" and before:
        return before[-1].scope
    if figure.change == "adoption" and figure.predicate not in {"units_merged", "departments_merged", "places_merged"}:
        return "whole"
    start = sentence.segment(figure.start).start
    if sentence.said("cues", "some", start=start, end=figure.start):
        return "some"
    if figure.role == "to" and before and before[-1].change == "adoption":
        return "subset"
    if sentence.said("cues", "part_of", start=figure.start, end=_clause_end(figure)):
        return "subset"
    if sentence.said("cues", "part_of", start=start, end=figure.start):
        return "subset"
    return "whole"


def topic_tier(text: str, rulebook: Rulebook) -> str:
    """The tier that most of an article's words of tier name, where it is most of them; else empty."""
    counts: dict[str, int] = {}
    for mention in lexicon(rulebook, "tiers").find(tokens(text)):
        counts[mention.id] = counts.get(mention.id, 0) + 1
    best = max(counts, key=lambda tier: counts[tier], default="")
    return best if best and counts[best] > 0.6 * sum(counts.values()) else ""
