"""Tier and scope: to which level of the apparatus a figure belongs, and whether it covers all of it."""

from __future__ import annotations

import re

from tinhgon.clauses import Article, Sentence
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic

_END = re.compile(r"[,;()]|\s(?:và|đã|sẽ|được|là|bị|đạt|hoàn thành|có|gồm|để|xuống|nay)(?=\s)")
_JOINED = re.compile(r"[^;.]{0,60}")
_INNER = {
    "divisions",
    "deputies",
    "leaders",
    "payroll",
    "civil_servants",
    "public_employees",
    "workers",
    "service_units",
}
_WHOLE_KINDS = {"departments", "districts", "communes", "villages"}  # `thuộc tỉnh` is no part of these


def settle(figures: list[Statistic], earlier: list[Statistic], rulebook: Rulebook) -> None:
    """Set tier and scope of the figures of one sentence; `earlier` are those of the sentences before."""
    for index, figure in enumerate(figures):
        before = figures[:index]
        figure.tier = _tier(figure, before, rulebook)
        figure.scope = _scope(figure, before, rulebook)


# --- Tier --------------------------------------------------------------------------------------------


def _tier(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> str:
    """The object's own tier, else that of the noun phrase, of the list, of the topic of the sentence."""
    own = str(rulebook.by_id("objects").get(figure.object, {}).get("tier", ""))
    said = _said(figure)
    if own and not (figure.object == "part_time_workers" and said):
        return own
    if said:
        return said if said != "mixed" else ""
    if figure.tier:
        return figure.tier
    if before and before[-1].tier and _inherits(figure, before[-1], rulebook):
        return before[-1].tier
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    topics = [m for m in sentence.said("tiers", end=figure.start) if m.form == "lead"]
    topic = sentence.last_before(figure.start, topics)
    if topic is not None and (topic.start >= segment.start or topic.id != "all"):
        return topic.id
    if figure.object in _INNER and _agency(figure) is not None:
        return "province"
    return ""


def _said(figure: Statistic) -> str:
    """The tier named in the noun phrase or right behind it; `mixed` where it names two."""
    sentence = figure.sentence
    mentions = [
        m for m in sentence.said("tiers", start=figure.start, end=phrase_end(figure)) if m.form == "phrases"
    ]
    tiers = {m.id for m in mentions}
    if len(tiers) > 1 and not tiers & {"all"}:
        last = mentions[-1]
        return (
            "mixed" if re.search(r",|và", sentence.between(mentions[0].end, last.start)) else mentions[-1].id
        )
    return next(iter(tiers - {"all"}), next(iter(tiers), ""))


def phrase_end(figure: Statistic) -> int:
    """Where the words that belong to the figure's noun end: the next comma, bracket, semicolon or verb."""
    match = _END.search(figure.sentence.folded, figure.end, figure.sentence.end)
    return match.start() if match else figure.sentence.end


def _inherits(figure: Statistic, previous: Statistic, rulebook: Rulebook) -> bool:
    """The members of a list share their tier, unless the one before is a place and this one is not of it."""
    if figure.rule in {"breakdown", "coordination", "equivalent", "from_to"}:
        return kind_of(previous.object, rulebook) != "places" or figure.rule == "equivalent"
    gap = figure.sentence.between(previous.end, figure.start)
    return previous.object in {
        "party_committees",
        "party_cells",
        "party_members",
        "civil_servants",
        "governments",
    } and bool(_JOINED.fullmatch(gap))


# --- Scope -------------------------------------------------------------------------------------------


def _scope(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> str:
    sentence = figure.sentence
    if figure.rule == "equivalent" and before:
        return before[-1].scope
    if figure.role == "part":
        return _part_scope(figure, before, rulebook)
    if figure.rule.startswith("model."):
        return "whole"
    segment = sentence.segment(figure.start)
    if figure.role == "to":
        cue = sentence.last_before(figure.numeral.number_start, sentence.said("cues", "result"))
        if cue is not None and "xuống" not in sentence.between(cue.start, cue.end):
            return "subset"
    if sentence.said("cues", "some", start=segment.start, end=figure.start):
        return "some"
    if _restricted(figure) or _topical(figure):
        return "subset"
    heads = [s for s in before if s.role != "part"]
    if figure.rule == "coordination" and heads:
        return heads[-1].scope
    return "whole"


def _part_scope(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> str:
    """A part is a subset; a kind of people that its total does not name is all of that kind."""
    totals = [s for s in before if s.role == "total"]
    if totals and totals[-1].scope == "whole" and totals[-1].object != figure.object:
        return (
            "whole" if kind_of(figure.object, rulebook) == "people" and not _restricted(figure) else "subset"
        )
    return "subset"


def _restricted(figure: Statistic) -> bool:
    """Words behind the noun that pick out a part: `24 phòng thuộc các sở`, `62 xã khó khăn`."""
    sentence = figure.sentence
    found = sentence.said("cues", "part_of", start=figure.numeral.end, end=phrase_end(figure))
    if figure.object in _WHOLE_KINDS:
        return any(sentence.between(m.start, m.end).startswith(("khối", "khó khăn")) for m in found)
    return bool(found)


def _topical(figure: Statistic) -> bool:
    """A bloc, an agency or the effect of a model as the topic before the figure."""
    sentence = figure.sentence
    if sentence.said("cues", "part_topic", end=figure.start):
        return True
    if figure.change == "decrease" and sentence.said("cues", "effect", end=figure.start):
        return True
    return figure.object in _INNER and _agency(figure) is not None


def _agency(figure: Statistic) -> Mention | None:
    """The agency that the sentence speaks of before the figure, those that only speak left out."""
    sentence = figure.sentence
    named = [m for m in sentence.said("cues", "agency", end=figure.start) if not _speaks(sentence, m)]
    return sentence.last_before(figure.start, named)


def _speaks(sentence: Sentence, agency: Mention) -> bool:
    lead = [m for m in sentence.said("cues", "speaker", end=agency.start) if agency.start - m.end < 2]
    tail = re.match(
        r"[^,;]{0,30}?(?:cho biết|cho hay|thống kê|báo cáo|khẳng định|công bố|thông tin|cho rằng|đã trình)",
        sentence.folded[agency.end : agency.end + 45],
    )
    return bool(lead) or tail is not None


def tier_of_places(figures: list[Statistic], article: Article) -> None:
    """A figure of a district or commune belongs to that tier where nothing else says."""
    levels = {article.text[p.start : p.end]: p.level for p in article.places}
    for figure in figures:
        if not figure.tier and figure.place:
            figure.tier = levels.get(figure.place, "")
