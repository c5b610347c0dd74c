"""What a noun that says little stands for: a noun or figure before it in its sentence."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends, equals
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import ANYTHING, is_called, kind_of, nouns_before
from tinhgon.statistics.objects.recalled import UNITS, fits, heads, is_agency
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.relations.stocks import is_result

NAME_WITHIN = 40  # characters between the first words of a body and its tier
OPENING = 15  # characters at the head of a sentence in which it says that it divides a figure before

_name = re.compile(r"(?:[^\W\d]|[\s-])*")


def named_in_sentence(figure: Statistic, before: list[Statistic], kinds: set[str], rulebook: Rulebook) -> str:
    """The object of a figure before, or a noun before that no figure has; the nearest wins."""
    sentence = figure.sentence
    counted = [
        s for s in before if s.object not in {"", "money", "other"} and fits(s.object, kinds, rulebook)
    ]
    if is_agency(figure):
        counted = [s for s in counted if s.object not in UNITS]
    if counted and counted[-1].noun is not None:
        counted = [s for s in counted if heads(figure, s)] or counted
    parts = [s for s in counted if s.role == "part" and s.rule == "breakdown"]
    counted = [s for s in counted if s not in parts] or counted
    nouns = [
        m
        for m in nouns_before(sentence, figure.start)
        if m.id != "money" and _can_head(figure, m) and not any(s.start < m.start < s.end for s in parts)
    ]
    named = [m for m in nouns if fits(m.id, kinds, rulebook)]
    named = [m for m in named if m.id not in UNITS] if is_agency(figure) else named
    if figure.noun is None and before and not counted and not named and is_result(figure):
        return before[-1].object
    segment = sentence.segment(figure.start)
    told = bool(counted) and counted[-1].start >= segment.start
    if headed := [m for m in named if _is_numbered(sentence, m) and not (told and m.end < segment.start)]:
        counted = [s for s in counted if not _owns(s, headed[-1])]
    silent = figure.noun is None or is_called(sentence, figure.noun, "persons")
    if silent and (subject := _clause_subject(figure, counted, named, rulebook)):
        return subject
    if figure.noun is None and counted and _same_breath(figure, counted[-1]):
        return counted[-1].object
    if figure.noun is not None and counted and is_result(figure):
        return _smallest(counted, rulebook)
    if headed:
        return _label(figure, named, counted) or headed[-1].id
    nearest = sentence.last_before(figure.start, _headed(figure, named) or named)
    if nearest is not None and (not counted or nearest.start > counted[-1].start):
        return nearest.id
    return counted[-1].object if counted else ""


def _label(figure: Statistic, named: list[Mention], counted: list[Statistic]) -> str:
    """`gồm: viên chức 30.120 người`: the noun of an item right before its number; else empty."""
    sentence = figure.sentence
    if not counted or not named or named[-1].start < counted[-1].end:
        return ""
    start, last = counted[-1].end, named[-1].end
    opened = set(sentence.between(start, named[-1].start)) & {",", ";", ":", "("}
    verbs = any(last <= m.start < figure.start and m.form == "phrases" for m in sentence.verbs)
    apart = set(sentence.between(last, figure.start)) & {";", ":", "("}
    return named[-1].id if opened and not verbs and not apart else ""


def _is_numbered(sentence: Sentence, noun: Mention) -> bool:
    """Whether the sentence speaks of the number of it: `số |phòng`, `|tổng số biên chế`."""
    return ends(sentence, noun.start, "number_of") or begins(sentence, noun.start, "number_as_topic")


def _owns(counted: Statistic, topic: Mention) -> bool:
    """`số biên chế của hai cơ quan trước đây là 45`: the bodies only own what is counted."""
    return counted.start >= topic.end and ends(counted.sentence, counted.start, "noun_modifier")


def _headed(figure: Statistic, named: list[Mention]) -> list[Mention]:
    """The nouns that a noun with few words stands for by its words: `đơn vị sự nghiệp … 16 đơn vị`."""
    noun = figure.noun
    if noun is None or noun.object != ANYTHING:
        return []
    own = figure.sentence.between(noun.start, noun.end)
    return [m for m in named if figure.sentence.between(m.start, m.end).startswith(own)]


def _clause_subject(
    figure: Statistic, counted: list[Statistic], named: list[Mention], rulebook: Rulebook
) -> str:
    """The noun that opens the figure's own clause: `cấp phó giảm 26%, số phòng giảm 31%`."""
    sentence = figure.sentence
    start = counted[-1].end if counted else sentence.start
    if not counted:
        return ""
    inside = [
        m for m in named if m.start >= start and not any(p.start <= m.start < p.end for p in sentence.places)
    ]
    opening = [
        m
        for m in inside
        if ends(sentence, m.start, "number_of")
        or (kind_of(m.id, rulebook) != "places" and ends(sentence, m.start, "clause_opens"))
    ]
    return opening[-1].id if opening else ""


def _smallest(counted: list[Statistic], rulebook: Rulebook) -> str:
    """Of what was counted before a result, the merged: the smallest places, else the last."""
    for places in ("villages", "communes", "districts"):
        if any(s.object == places for s in counted):
            return places if kind_of(counted[-1].object, rulebook) == "places" else counted[-1].object
    return counted[-1].object


def _can_head(figure: Statistic, noun: Mention) -> bool:
    """Whether a noun is what a figure counts, and no tier that only says of which the figure is: `cấp xã giảm
    39%`, `cán bộ chuyên trách cấp xã`."""
    sentence = figure.sentence
    if equals(sentence, noun.start, noun.end, "tier_word"):
        return not (_is_of_people(sentence, noun) or _is_of_body(sentence, noun))
    if not equals(sentence, noun.start, noun.end, "tier_noun"):
        return True
    if figure.measure == "percent" or _divides(figure):
        return False
    return not any(
        m.end <= noun.start and not sentence.between(m.end, noun.start).strip()
        for m in sentence.said("objects", end=noun.start)
    )


def _is_of_people(sentence: Sentence, tier: Mention) -> bool:
    """`cán bộ |xã có trình độ đại học`: the people of a tier, named right before it."""
    before = [m for m in sentence.said("objects", end=tier.start) if 0 < tier.start - m.end <= 1]
    return any(kind_of(m.id, sentence.rulebook) == "people" for m in before)


def _is_of_body(sentence: Sentence, tier: Mention) -> bool:
    """`Trung tâm Văn hóa và Truyền thông |huyện`: the tier of a body, named right before it."""
    if ends(sentence, tier.start, "number_of"):
        return False
    named = [*sentence.said("offices", end=tier.start), *sentence.said("cues", "agency", end=tier.start)]
    last = max((m.end for m in named), default=-NAME_WITHIN)
    if tier.start - last > NAME_WITHIN or not _name.fullmatch(sentence.between(last, tier.start)):
        return False
    return not any(last <= m.start < tier.start for m in sentence.verbs)


def _divides(figure: Statistic) -> bool:
    """`Trong đó, cấp huyện 456 đơn vị`: the units told before, by tier."""
    sentence, noun = figure.sentence, figure.noun
    if noun is None or noun.object != ANYTHING:
        return False
    opens = sentence.said("cues", "partition", end=figure.start)
    return bool(opens) and opens[0].start - sentence.start <= OPENING


def _same_breath(figure: Statistic, previous: Statistic) -> bool:
    """`thừa 23 cán bộ, huyện Thạch Thành thừa 16`: the same verb counts the same thing; so does a percent."""
    if figure.measure == "percent":
        return True
    sentence = figure.sentence
    if ";" in sentence.between(previous.end, figure.start) and _names_anew(figure, previous):
        return False
    first = sentence.last_before(previous.start, sentence.verbs)
    second = sentence.last_before(figure.start, sentence.verbs)
    return first is not None and second is not None and _words(sentence, first) == _words(sentence, second)


def _names_anew(figure: Statistic, previous: Statistic) -> bool:
    """Whether a noun that heads its phrase stands between two figures."""
    return any(m.start >= previous.end for m in nouns_before(figure.sentence, figure.start))


def _words(sentence: Sentence, mention: Mention) -> str:
    return sentence.between(mention.start, mention.end)
