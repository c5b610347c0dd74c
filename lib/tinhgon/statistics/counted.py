"""What a figure counts: its own noun, or the one that it stands for."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, consists, ends, equals, says
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.graded import is_admitted
from tinhgon.statistics.nouns import ANYTHING, Noun, is_called, kind_of, noun_after, nouns_before
from tinhgon.statistics.recalled import (
    agency_by_tier,
    by_default,
    fits,
    is_agency,
    named_in_paragraph,
    of_model,
    of_sector,
    places_by_tier,
    recalled,
    spelled_out,
)
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.stocks import is_result

TOPICS = {"service_units", "divisions", "schools", "health_units"}  # bodies that a sentence may be about
STAFF = ("civil_servants", "public_employees", "workers")  # kinds of staff that lists tell apart
COMMITTEE_WITHIN = 30  # characters before a number of members in which their committee stands
CUT_WITHIN = 20  # characters before people in which the verb stands that only the payroll undergoes
FRONT = 12  # characters at the head of a sentence in which its topic begins
CLEAR_ALONE = {"districts", "leaders"}  # what "huyện, quận", "lãnh đạo" mean where nothing was named
PAYROLL_KINDS = {"civil_servants", "public_employees"}


def resolve(
    figure: Statistic,
    before: list[Statistic],
    earlier: list[Statistic],
    preceding: list[Sentence],
    rulebook: Rulebook,
) -> None:
    """Set the object of `figure`: what its noun says, else what the noun, or the number alone, stands for.

    `before` are the figures of the sentence to its left, `earlier` those of the sentences just before;
    `preceding` are the sentences of its paragraph, the last first.
    """
    noun = figure.noun
    if figure.measure == "money":
        figure.object = "money"
    elif noun is not None and not noun.generic:
        figure.object = _headed_by(figure, noun) or _narrowed(figure, noun.object, before)
    elif is_admitted(figure.sentence, figure.numeral):
        figure.object = "party_members"
    elif noun is not None and (meant := _by_company(figure, noun)):
        figure.object = meant
    else:
        kinds = _kinds(figure)
        figure.object = (
            places_by_tier(figure)
            or _named_in_sentence(figure, before, kinds, rulebook)
            or _named_ahead(figure, rulebook)
            or of_sector(figure)
            or _understood(figure, kinds, rulebook)
            or recalled(figure, earlier, kinds, rulebook)
            or named_in_paragraph(figure, preceding, kinds, rulebook)
            or spelled_out(figure)
            or of_model(figure)
            or by_default(figure, kinds)
        )


def _by_company(figure: Statistic, noun: Noun) -> str:
    """What a noun that says little is next to others that say more: `1 cán bộ, 41 công chức`, `Ban Chấp hành
    gồm 29 đồng chí`."""
    sentence = figure.sentence
    if noun.object in STAFF:
        named = sentence.said("objects", *STAFF, form="phrases")
        return noun.object if any(_is_counted(sentence, m) for m in named) else ""
    near = max(sentence.start, figure.start - COMMITTEE_WITHIN)
    if noun.object == ANYTHING and not is_called(sentence, noun, "persons"):
        return "divisions" if begins(sentence, sentence.start, "inside") else ""
    if is_agency(figure):
        return agency_by_tier(figure)
    if is_called(sentence, noun, "members") and says(sentence, near, figure.start, "committee"):
        return "committee_members"
    return ""


def _is_counted(sentence: Sentence, mention: Mention) -> bool:
    """Whether a number stands right before the noun."""
    return any(
        n.end <= mention.start and not sentence.between(n.end, mention.start).strip()
        for n in sentence.numerals
    )


def _named_in_sentence(
    figure: Statistic, before: list[Statistic], kinds: set[str], rulebook: Rulebook
) -> str:
    """The object of a figure before, or a noun before that no figure has; the nearest wins."""
    sentence = figure.sentence
    counted = [
        s for s in before if s.object not in {"", "money", "other"} and fits(s.object, kinds, rulebook)
    ]
    parts = [s for s in counted if s.role == "part" and s.rule == "breakdown"]
    counted = [s for s in counted if s not in parts] or counted
    nouns = [
        m
        for m in nouns_before(sentence, figure.start)
        if m.id != "money" and _can_head(figure, m) and not any(s.start < m.start < s.end for s in parts)
    ]
    named = [m for m in nouns if fits(m.id, kinds, rulebook)]
    if headed := [m for m in named if _is_numbered(sentence, m)]:
        counted = [s for s in counted if not _owns(s, headed[-1])]
    if figure.noun is None and (subject := _clause_subject(figure, counted, named, rulebook)):
        return subject
    if figure.noun is None and counted and _same_breath(figure, counted[-1]):
        return counted[-1].object
    if figure.noun is not None and counted and is_result(figure):
        return _smallest(counted, rulebook)
    if headed:
        return headed[-1].id
    nearest = sentence.last_before(figure.start, _headed(figure, named) or named)
    if nearest is not None and (not counted or nearest.start > counted[-1].start):
        return nearest.id
    return counted[-1].object if counted else ""


def _is_numbered(sentence: Sentence, noun: Mention) -> bool:
    """Whether the sentence speaks of the number of it: `số |phòng`, `|tổng số biên chế`."""
    return ends(sentence, noun.start, "number_of") or begins(sentence, noun.start, "number_as_topic")


def _owns(counted: Statistic, topic: Mention) -> bool:
    """`số biên chế của hai cơ quan trước đây là 45`: the bodies only own what is counted."""
    return counted.start >= topic.end and ends(counted.sentence, counted.start, "noun_modifier")


def _is_subject(sentence: Sentence, noun: Mention) -> bool:
    """Whether a noun begins the sentence or a clause, and belongs to no other noun."""
    return (
        sentence.last_mark(noun.start) in {"", ",", ";", ":"}
        and not says(sentence, sentence.start, sentence.end, "people_cut")
        and (sentence.between(sentence.start, noun.start).rstrip()[-1:] in {"", ",", ";", ":"})
    )


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
    if not equals(sentence, noun.start, noun.end, "tier_noun"):
        return True
    if figure.measure == "percent":
        return False
    return not any(
        m.end <= noun.start and not sentence.between(m.end, noun.start).strip()
        for m in sentence.said("objects", end=noun.start)
    )


def _understood(figure: Statistic, kinds: set[str], rulebook: Rulebook) -> str:
    """What is meant where the sentence names nothing outright: a percent cut is of the payroll."""
    sentence, noun = figure.sentence, figure.noun
    if noun is not None and noun.object == ANYTHING and is_called(sentence, noun, "persons"):
        near = max(sentence.start, figure.start - CUT_WITHIN)
        if says(sentence, near, figure.start, "people_cut"):
            return "payroll"
    if figure.measure == "percent" and sentence.said("changes", "decrease", end=figure.end):
        subject = sentence.said("objects", end=figure.start, form="generic")
        bodies = [m for m in subject if kind_of(m.id, rulebook) == "bodies" and _is_subject(sentence, m)]
        return bodies[-1].id if bodies else "payroll"
    if noun is not None and noun.object in CLEAR_ALONE:
        return noun.object
    topic = sentence.said("objects", end=sentence.start + 3 * FRONT, form="phrases")
    fronted = [m for m in topic if m.start - sentence.start <= FRONT and m.id in TOPICS]
    if (
        noun is not None
        and fronted
        and sentence.next_mark(fronted[0].end) == ","
        and fits(fronted[0].id, kinds, rulebook)
    ):
        return fronted[0].id
    said = sentence.said("objects", end=figure.start, form="generic")
    loose = [m for m in said if m.id != ANYTHING and fits(m.id, kinds, rulebook)]
    return loose[-1].id if loose else ""


def _named_ahead(figure: Statistic, rulebook: Rulebook) -> str:
    """`từ 119 xuống 37 xã`: the noun of the number that a bare one changes to."""
    sentence = figure.sentence
    if figure.noun is not None:
        return ""
    following = next((n for n in sentence.numerals if n.start >= figure.end), None)
    if following is None or not consists(sentence, figure.end, following.number_start, "changes_to"):
        return ""
    noun = noun_after(sentence, following.end, rulebook)
    return noun.object if noun is not None and not noun.generic else ""


def _kinds(figure: Statistic) -> set[str]:
    """The kinds of things that the noun of a figure can stand for; empty: any."""
    noun = figure.noun
    if noun is None:
        return set()
    if noun.object != ANYTHING:
        return {noun.kind}
    return {"people", "other"} if is_called(figure.sentence, noun, "persons") else {"bodies", "places"}


def _headed_by(figure: Statistic, noun: Noun) -> str:
    """`số trạm y tế giảm còn 130 trạm`: a body called by the first word of its name; else empty."""
    sentence = figure.sentence
    head = sentence.between(noun.start, noun.end)
    if noun.kind != "bodies" or " " in head:
        return ""
    if sentence.said("offices", "health_centre") and equals(sentence, noun.start, noun.end, "centre"):
        return "health_units"
    longer = [
        m
        for m in nouns_before(sentence, figure.start)
        if m.id != noun.object and sentence.between(m.start, m.end).startswith(head + " ")
    ]
    return longer[-1].id if longer else ""


def _narrowed(figure: Statistic, named: str, before: list[Statistic]) -> str:
    """`biên chế` is of the kind that the sentence named before: `Về biên chế công chức, đã giảm 164`."""
    if named != "payroll" or len(before) > 1:
        return named
    sentence = figure.sentence
    posts: list[Mention] = [
        m
        for m in nouns_before(sentence, figure.start)
        if m.id in PAYROLL_KINDS and begins(sentence, m.start, "payroll")
    ]
    return posts[-1].id if posts else named


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
