"""Qualifications, in lists and as the topic of a sentence: `trình độ đại học 61,4%, cao đẳng 9,2%`,
`Về lý luận chính trị, trung cấp 214 người`."""

from __future__ import annotations

from tinhgon.clauses.contexts import consists, equals, says, search_last
from tinhgon.rules import Rulebook
from tinhgon.statistics.counted import ANYTHING
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic

PROFESSIONAL, POLITICAL = "professional_level", "political_theory_level"


def grade(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> bool:
    """Settle a count of people or a percentage right behind a qualification, and of those who became full
    members of the Party. Whether it was one."""
    if figure.measure not in {"count", "percent"} or not _can_be_of_people(figure, rulebook):
        return False
    sentence, at = figure.sentence, figure.numeral.number_start
    start = max([sentence.segment(at).start, *(s.end for s in before if s.end <= at)])
    if figure.object == "party_members" and says(sentence, start, at, "full_members"):
        figure.tell("share", "other_standard", "standard.other_standard")
        figure.governor = None
        return True
    said = sentence.said("standards", PROFESSIONAL, POLITICAL, start=start, end=at)
    if not said or not consists(sentence, said[-1].end, at, "grade_joint"):
        return False
    figure.governor = said[-1]
    figure.tell("share", said[-1].id, f"standard.{said[-1].id}")
    return True


def grades_by_topic(figures: list[Statistic]) -> None:
    """Settle which of the two a level (`trung cấp`, `sơ cấp`) is of: that which the sentence named last."""
    for figure in figures:
        if figure.predicate not in {PROFESSIONAL, POLITICAL}:
            continue
        sentence = figure.sentence
        verb = figure.governor
        end = max(figure.start, verb.end if verb is not None and verb.concern == "standards" else 0)
        theory = search_last(sentence, sentence.start, end, "of_theory")
        schooling = search_last(sentence, sentence.start, end, "of_schooling")
        if theory is not None and (schooling is None or schooling.start < theory.start):
            figure.predicate = POLITICAL
        elif schooling is not None and theory is not None:
            figure.predicate = PROFESSIONAL


def _can_be_of_people(figure: Statistic, rulebook: Rulebook) -> bool:
    noun = figure.noun
    if noun is None or noun.object == ANYTHING:
        return figure.measure == "percent" or noun is None or _is_person(figure)
    return kind_of(noun.object, rulebook) == "people"


def _is_person(figure: Statistic) -> bool:
    """Whether the noun of a figure is `người`, `trường hợp`."""
    noun = figure.noun
    return noun is not None and equals(figure.sentence, noun.start, noun.end, "persons")
