"""Tier and scope: to which level of the apparatus a figure belongs, and whether it covers all of it."""

from __future__ import annotations

import re

from tinhgon.clauses import Article, Sentence
from tinhgon.clauses.contexts import begins, says, search
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic

INNER = {
    "divisions",
    "deputies",
    "leaders",
    "payroll",
    "civil_servants",
    "public_employees",
    "workers",
    "service_units",
}  # what one agency has: a figure of these behind an agency's name is of that agency
WHOLE_KINDS = {"departments", "districts", "communes", "villages"}  # `thuộc tỉnh` is no part of these
OF_EVERY_TIER = {"party_committees", "party_cells", "party_members", "civil_servants", "governments"}
IN_A_LIST = {"breakdown", "coordination", "equivalent", "from_to"}  # rules of figures that hang on one before
NEIGHBOURS = 60  # characters between two figures that share a tier
SPEECH_WITHIN = 30  # characters between an agency and the verb that makes it only speak
TITLE_WITHIN = 2  # characters between a speaker's title and the agency

_phrase_mark = re.compile(r"[,;()]")


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
    if topic := _topic_tier(figure):
        return topic
    return "province" if figure.object in INNER and _agency(figure) is not None else ""


def _said(figure: Statistic) -> str:
    """The tier named in the noun phrase or right behind it; `mixed` where it names two."""
    sentence = figure.sentence
    named = sentence.said("tiers", start=figure.start, end=phrase_end(figure), form="phrases")
    tiers = {m.id for m in named}
    if len(tiers) > 1 and "all" not in tiers:
        first, last = named[0], named[-1]
        joined = "," in sentence.between(first.end, last.start) or says(
            sentence, first.end, last.start, "conjunction"
        )
        return "mixed" if joined else last.id
    return next(iter(tiers - {"all"}), next(iter(tiers), ""))


def phrase_end(figure: Statistic) -> int:
    """Where the words that belong to the figure's noun end: the next comma, bracket, semicolon or verb."""
    sentence = figure.sentence
    mark = _phrase_mark.search(sentence.folded, figure.end, sentence.end)
    end = mark.start() if mark else sentence.end
    word = search(sentence, figure.end, end, "phrase_end")
    return word.start if word else end


def _inherits(figure: Statistic, previous: Statistic, rulebook: Rulebook) -> bool:
    """The members of a list share their tier, unless the one before is a place and this one is not of it."""
    if figure.rule in IN_A_LIST:
        return kind_of(previous.object, rulebook) != "places" or figure.rule == "equivalent"
    gap = figure.sentence.between(previous.end, figure.start)
    return previous.object in OF_EVERY_TIER and len(gap) <= NEIGHBOURS and not set(gap) & {";", "."}


def _topic_tier(figure: Statistic) -> str:
    """The tier that the sentence is about; `all` only within a segment."""
    sentence = figure.sentence
    topic = sentence.last_before(figure.start, sentence.said("tiers", end=figure.start, form="lead"))
    if topic is None:
        return ""
    return topic.id if topic.id != "all" or topic.start >= sentence.segment(figure.start).start else ""


# --- Scope -------------------------------------------------------------------------------------------


def _scope(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> str:
    sentence = figure.sentence
    if figure.rule == "equivalent" and before:
        return before[-1].scope
    if figure.role == "part":
        return _part_scope(figure, before, rulebook)
    if figure.rule.startswith("model."):
        return "whole"
    if figure.role == "to" and _came_of_some(figure):
        return "subset"
    if sentence.said("cues", "some", start=sentence.segment(figure.start).start, end=figure.start):
        return "some"
    if _restricted(figure) or _topical(figure):
        return "subset"
    heads = [s for s in before if s.role != "part"]
    return heads[-1].scope if figure.rule == "coordination" and heads else "whole"


def _came_of_some(figure: Statistic) -> bool:
    """`4 sở thành 2 sở`: what came of those merged; `xuống 9` is all that is left."""
    sentence = figure.sentence
    cue = sentence.last_before(figure.numeral.number_start, sentence.said("cues", "result"))
    return cue is not None and not says(sentence, cue.start, cue.end, "downwards")


def _part_scope(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> str:
    """A part is a subset; a kind of people that its total does not name is all of that kind."""
    totals = [s for s in before if s.role == "total"]
    if not totals or totals[-1].scope != "whole" or totals[-1].object == figure.object:
        return "subset"
    return "whole" if kind_of(figure.object, rulebook) == "people" and not _restricted(figure) else "subset"


def _restricted(figure: Statistic) -> bool:
    """Words behind the noun that pick out a part: `24 phòng thuộc các sở`, `62 xã khó khăn`."""
    sentence = figure.sentence
    found = sentence.said("cues", "part_of", start=figure.numeral.end, end=phrase_end(figure))
    if figure.object in WHOLE_KINDS:
        return any(begins(sentence, m.start, "bloc_or_poor") for m in found)
    return bool(found)


def _topical(figure: Statistic) -> bool:
    """A bloc, an agency or the effect of a model as the topic before the figure."""
    sentence = figure.sentence
    if sentence.said("cues", "part_topic", end=figure.start):
        return True
    if figure.change == "decrease" and sentence.said("cues", "effect", end=figure.start):
        return True
    return figure.object in INNER and _agency(figure) is not None


def _agency(figure: Statistic) -> Mention | None:
    """The agency that the sentence speaks of before the figure, those that only speak left out."""
    sentence = figure.sentence
    named = [m for m in sentence.said("cues", "agency", end=figure.start) if not _speaks(sentence, m)]
    return sentence.last_before(figure.start, named)


def _speaks(sentence: Sentence, agency: Mention) -> bool:
    """`Giám đốc Sở Nội vụ …`, `Sở Nội vụ cho biết`."""
    titles = sentence.said("cues", "speaker", end=agency.start)
    if any(agency.start - m.end < TITLE_WITHIN for m in titles):
        return True
    speech = search(sentence, agency.end, sentence.end, "speech")
    if speech is None or speech.start - agency.end > SPEECH_WITHIN:
        return False
    return not set(sentence.between(agency.end, speech.start)) & {",", ";"}


def tier_of_places(figures: list[Statistic], article: Article) -> None:
    """Set the tier of figures of a district or commune where nothing else says it."""
    levels = {article.text[p.start : p.end]: p.level for p in article.places}
    for figure in figures:
        if not figure.tier and figure.place:
            figure.tier = levels.get(figure.place, "")
