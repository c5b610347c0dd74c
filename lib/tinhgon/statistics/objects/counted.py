"""What a figure counts: its own noun, or the one that it stands for."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, consists, equals, says
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.candidates.bare import noun_in_turn
from tinhgon.statistics.graded import is_admitted
from tinhgon.statistics.nouns import ANYTHING, Noun, is_called, kind_of, noun_after, nouns_before
from tinhgon.statistics.objects.named import named_in_sentence
from tinhgon.statistics.objects.recalled import (
    agency_by_tier,
    by_default,
    fits,
    is_agency,
    is_part_of_agency,
    is_subordinate,
    named_in_paragraph,
    of_model,
    of_sector,
    places_by_tier,
    recalled,
    spelled_out,
)
from tinhgon.statistics.record import Statistic

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
        figure.object = (
            _headed_by(figure, noun)
            or _units_of_sector(figure, noun)
            or _of_departments(figure, noun, before)
            or _narrowed(figure, noun.object, before)
        )
    elif noun is None and (shared := noun_in_turn(figure.sentence, figure.numeral)):
        figure.object = shared.object
    elif is_admitted(figure.sentence, figure.numeral):
        figure.object = "party_members"
    elif noun is not None and (meant := _of_the_same(figure, noun, before) or _by_company(figure, noun)):
        figure.object = meant
    else:
        kinds = _kinds(figure)
        figure.object = (
            places_by_tier(figure)
            or named_in_sentence(figure, before, kinds, rulebook)
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
        inside = begins(sentence, sentence.start, "inside") or begins(sentence, noun.end, "inside_agencies")
        if inside or is_part_of_agency(figure):
            return "divisions"
        return "departments" if is_subordinate(figure) else ""
    if is_agency(figure):
        return agency_by_tier(figure)
    if is_called(sentence, noun, "members") and says(sentence, near, figure.start, "committee"):
        return "committee_members"
    return ""


def _of_the_same(figure: Statistic, noun: Noun, before: list[Statistic]) -> str:
    """`276 cơ sở nhà, đất, giữ lại 241 cơ sở`: what is no part of the apparatus, said again in short."""
    own = figure.sentence.between(noun.start, noun.end) + " "
    others = [s.noun for s in before if s.object == "other" and s.noun is not None]
    said = any(figure.sentence.between(other.start, other.end).startswith(own) for other in others)
    return "other" if said else ""


def _is_counted(sentence: Sentence, mention: Mention) -> bool:
    """Whether a number stands right before the noun."""
    return any(
        n.end <= mention.start and not sentence.between(n.end, mention.start).strip()
        for n in sentence.numerals
    )


def _is_subject(sentence: Sentence, noun: Mention) -> bool:
    """Whether a noun begins the sentence or a clause, and belongs to no other noun."""
    return (
        sentence.last_mark(noun.start) in {"", ",", ";", ":"}
        and not says(sentence, sentence.start, sentence.end, "people_cut")
        and (sentence.between(sentence.start, noun.start).rstrip()[-1:] in {"", ",", ";", ":"})
    )


def _understood(figure: Statistic, kinds: set[str], rulebook: Rulebook) -> str:
    """What is meant where the sentence names nothing outright: a percent cut is of the payroll."""
    sentence, noun = figure.sentence, figure.noun
    if noun is not None and noun.object == ANYTHING and is_called(sentence, noun, "persons"):
        near = max(sentence.start, figure.start - CUT_WITHIN)
        if says(sentence, near, figure.start, "people_cut"):
            return "payroll"
    if figure.measure == "percent" and sentence.said("changes", "decrease", end=figure.end):
        if begins(sentence, sentence.segment(figure.start).start, "spending"):
            return "money"
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


def _units_of_sector(figure: Statistic, noun: Noun) -> str:
    """`Ở khu vực sự nghiệp, số đơn vị cắt giảm là 91 đầu mối`: units called by another word; else empty."""
    sentence = figure.sentence
    start = sentence.segment(figure.start).start
    units = sentence.said("objects", ANYTHING, start=start, end=figure.start)
    return of_sector(figure) if noun.object == "focal_points" and units else ""


def _of_departments(figure: Statistic, noun: Noun, before: list[Statistic]) -> str:
    """`giảm 5 sở, 2 ban`: boards side by side with departments; else empty."""
    if not before or before[-1].object != "departments" or not is_called(figure.sentence, noun, "board"):
        return ""
    return "departments" if equals(figure.sentence, before[-1].end, figure.start, "list_mark") else ""


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
