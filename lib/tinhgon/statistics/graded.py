"""Qualifications and ratings, in lists and as the topic of a sentence: `trình độ đại học 61,4%, cao đẳng
9,2%`, `Về lý luận chính trị, trung cấp 214 người`."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, consists, ends, equals, says, search_last
from tinhgon.numerals import Numeral
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import Noun, is_called, kind_of
from tinhgon.statistics.record import Statistic

PROFESSIONAL, POLITICAL = "professional_level", "political_theory_level"
GRADES = (PROFESSIONAL, POLITICAL)  # qualifications, which people have
WHOLE = 100  # percent
RANGE = 2  # percents behind a figure that give one range
RATINGS = ("strong_and_clean", "task_done_well", "task_done", "fair_or_good", "other_standard")


def grade(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> bool:
    """Settle a number right behind a qualification or rating (`đại học 356 người`, `hoàn thành tốt 491`), and
    one of those who became full members of the Party. Whether it was one."""
    if figure.measure not in {"count", "percent"}:
        return False
    sentence, at = figure.sentence, figure.numeral.number_start
    start = max([sentence.segment(at).start, *(s.end for s in before if s.end <= at)])
    if figure.object == "party_members" and says(sentence, start, at, "full_members"):
        figure.tell("share", "other_standard", "standard.other_standard")
        figure.governor = None
        return True
    said = sentence.said("standards", *GRADES, *RATINGS, start=start, end=at)
    if said and sentence.between(said[-1].start, said[-1].end).endswith((",", ";", " và")):
        return False
    if not said or not consists(sentence, said[-1].end, at, "grade_joint"):
        return False
    if said[-1].id in GRADES and not _can_be_of_people(figure, rulebook):
        return False
    if said[-1].id in RATINGS and not (figure.noun is None or figure.noun.generic):
        return False
    figure.governor = said[-1]
    figure.tell("share", said[-1].id, f"standard.{said[-1].id}")
    return True


def measure_up(figures: list[Statistic]) -> None:
    """Settle those of which the text says how much of a standard they reach: `14 xóm đạt 100% quy mô số hộ`,
    `9 xóm dưới 50% quy mô`."""
    for figure in figures:
        if figure.measure == "percent" or figure.change != "level":
            continue
        following = [n for n in figure.sentence.numerals if n.start >= figure.end][:RANGE]
        if following and _is_of_size(figure, following[0]):
            figure.tell("share", "other_standard", "measured")
        for index, percent in enumerate(following):
            if percent.measure != "percent" or not _measures(figure, following[: index + 1]):
                break
            if begins(figure.sentence, percent.end, "share_of_standard"):
                full = percent.value >= WHOLE and percent.qualifier == "="
                met = full and says(figure.sentence, figure.end, percent.start, "measures_up_fully")
                figure.tell("share", "standard_met" if met else "other_standard", "measured")
                break


def _is_of_size(figure: Statistic, size: Numeral) -> bool:
    """`1.106 bản dưới 100 hộ`: how large those are that the figure counts."""
    return size.qualifier == "<" and size.start - figure.end <= 1 and figure.measure == "count"


def _measures(figure: Statistic, percents: list[Numeral]) -> bool:
    """Whether nothing but words of measure stands between a figure and the percents behind it."""
    ends_at = [figure.end, *(p.end for p in percents)]
    return all(
        consists(figure.sentence, end, percent.start, "measures_up")
        for end, percent in zip(ends_at, percents, strict=False)
    )


def grades_by_topic(figures: list[Statistic]) -> None:
    """Settle which of the two a level (`trung cấp`, `sơ cấp`) is of: that which the sentence named last."""
    for figure in figures:
        if figure.predicate not in GRADES:
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


def tells_grades(sentence: Sentence, noun: Noun, earlier: list[Statistic]) -> bool:
    """Whether a sentence tells which qualifications people have who were counted just before: `12 người đạt
    trình độ cao cấp`."""
    if noun.object != "anything" or not is_called(sentence, noun, "persons"):
        return False
    counted = any(kind_of(s.object, sentence.rulebook) == "people" for s in earlier)
    return counted and bool(sentence.said("standards", *GRADES, form="phrases"))


def has_grade(sentence: Sentence, percent: Numeral, earlier: list[Statistic]) -> bool:
    """Whether a percent stands right behind a qualification of the people counted just before: `Về chuyên
    môn, sơ cấp 1,2%, trung cấp 20%`."""
    if percent.measure != "percent" or not earlier:
        return False
    if kind_of(earlier[-1].object, sentence.rulebook) != "people":
        return False
    said = sentence.said("standards", *GRADES, end=percent.number_start)
    return bool(said) and consists(sentence, said[-1].end, percent.number_start, "grade_joint")


def is_admitted(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a number counts those whom the Party admits: `kết nạp 112 công nhân`, `215 quần chúng được
    kết nạp`."""
    if numeral.measure != "count" or numeral.in_words:
        return False
    before = ends(sentence, numeral.number_start, "admits")
    return before or begins(sentence, numeral.end, "admitted")


def _can_be_of_people(figure: Statistic, rulebook: Rulebook) -> bool:
    noun = figure.noun
    if noun is None or noun.object == "anything":
        return figure.measure == "percent" or noun is None or _is_person(figure)
    return kind_of(noun.object, rulebook) == "people"


def _is_person(figure: Statistic) -> bool:
    """Whether the noun of a figure is `người`, `trường hợp`."""
    noun = figure.noun
    return noun is not None and equals(figure.sentence, noun.start, noun.end, "persons")
