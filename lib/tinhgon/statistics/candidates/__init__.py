"""Which numbers of a sentence are figures: those that count an object of the code book."""

from __future__ import annotations

from functools import partial

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends, says, search_last
from tinhgon.numerals import Numeral
from tinhgon.rules import Rulebook
from tinhgon.statistics.candidates.bare import divides_earlier, is_bare_figure
from tinhgon.statistics.candidates.echoes import adds_up, comes_back
from tinhgon.statistics.candidates.refusals import refusal
from tinhgon.statistics.candidates.worded import counts
from tinhgon.statistics.flows import FLOWS
from tinhgon.statistics.graded import has_grade, is_admitted, tells_grades
from tinhgon.statistics.nouns import Noun, kind_of, noun_after, nouns_before
from tinhgon.statistics.record import Statistic
from tinhgon.text import Span

COMPARED_WITHIN = 40  # characters behind a number in which it is held against another
STANDARD_WITHIN = 40  # characters behind a percentage in which a property says whose it is


def candidates(
    sentence: Sentence, earlier: list[Statistic], rulebook: Rulebook, refused: dict[Span, str]
) -> list[Statistic]:
    """The figures of `sentence`, in order, with their nouns; what they say is still open.

    `earlier` are the figures of the sentences just before: what a noun that says nothing may stand for.
    The other numbers go into `refused` with their class of the ledger, "" where the rules know none.
    """
    recalled = [s for s in earlier if kind_of(s.object, rulebook) in {"bodies", "places"}]
    parts = adds_up(sentence, earlier)
    found: list[Statistic] = []
    for numeral in map(partial(_compared, sentence), sentence.numerals):
        noun = noun_after(sentence, numeral.end, rulebook)
        echo = noun is not None and noun.generic and (parts or comes_back(sentence, numeral, noun))
        if noun is None:
            echo = divides_earlier(sentence, numeral, earlier) or has_grade(sentence, numeral, earlier)
        else:
            echo = echo or tells_grades(sentence, noun, earlier)
        counts_something = echo or _is_figure(sentence, numeral, noun, found, recalled)
        why = refusal(sentence, numeral, noun, rulebook)
        if not counts_something or why:
            of_economy = not counts_something and _tells_of_economy(sentence, numeral, noun, found)
            refused[Span(numeral.number_start, numeral.end)] = why or ("other" if of_economy else "")
        else:
            end = noun.end if noun else numeral.end
            found.append(Statistic(numeral, sentence, noun, numeral.start, end))
    return found


def _compared(sentence: Sentence, numeral: Numeral) -> Numeral:
    """`ít hơn 3 sở so với trước`: by how much, and no bound; else the numeral as it is."""
    bound = numeral.qualifier in "<>" and ends(sentence, numeral.number_start, "by_how_much")
    until = min(sentence.end, numeral.end + COMPARED_WITHIN)
    if not bound or not says(sentence, numeral.end, until, "compared_with"):
        return numeral
    return numeral._replace(qualifier="=", start=numeral.number_start)


def _is_figure(
    sentence: Sentence,
    numeral: Numeral,
    noun: Noun | None,
    before: list[Statistic],
    recalled: list[Statistic],
) -> bool:
    """Whether something is there that the number counts, by its measure."""
    if numeral.measure == "money":
        return _is_of_apparatus(sentence)
    if numeral.measure == "percent":
        return noun is not None or (
            (bool(before) or _has_whole(sentence, numeral)) and not _is_of_economy(sentence, numeral, before)
        )
    if noun is not None:
        return counts(sentence, numeral, noun, before, recalled)
    if numeral.measure == "ratio":
        return bool(nouns_before(sentence, numeral.start))
    if is_admitted(sentence, numeral):
        return True
    return is_bare_figure(sentence, numeral, before, recalled)


def _is_of_apparatus(sentence: Sentence) -> bool:
    """Whether the sentence tells of money saved, moved or paid, and not of the economy."""
    if says(sentence, sentence.start, sentence.end, "economy"):
        return False
    return bool(
        sentence.said("changes", *FLOWS)
        or sentence.said("objects", "money")
        or says(sentence, sentence.start, sentence.end, "payment")
    )


def _tells_of_economy(
    sentence: Sentence, numeral: Numeral, noun: Noun | None, before: list[Statistic]
) -> bool:
    """Whether a number that counts nothing of the apparatus is money or a share of the economy."""
    if numeral.measure == "money":
        return says(sentence, sentence.start, sentence.end, "economy")
    return numeral.measure == "percent" and noun is None and _is_of_economy(sentence, numeral, before)


def _is_of_economy(sentence: Sentence, percent: Numeral, before: list[Statistic]) -> bool:
    """`kim ngạch xuất khẩu tăng 14,2%`: a share of what is no part of the apparatus, named last before it."""
    start = max([sentence.segment(percent.start).start, *(s.end for s in before if s.end <= percent.start)])
    named = search_last(sentence, start, percent.start, "no_apparatus")
    if named is None:
        return False
    subject = sentence.last_mark(named.start) in {"", ",", ";"}
    return subject or not sentence.said("objects", start=named.end, end=percent.start)


def _has_whole(sentence: Sentence, percent: Numeral) -> bool:
    """Whether the sentence says what a percentage without a noun is taken of: a noun that heads its phrase,
    people behind it, or a verb that only people undergo."""
    if percent.in_words:
        return begins(sentence, percent.end, "half_of")
    if nouns_before(sentence, percent.start) or says(sentence, sentence.start, percent.start, "people_cut"):
        return True
    if begins(sentence, sentence.start, "anaphor"):
        return bool(sentence.said("changes"))
    kinds = {"people", "bodies"}
    counted = [m for m in sentence.said("objects") if kind_of(m.id, sentence.rulebook) in kinds]
    if any(m.end <= percent.start and m.form == "generic" for m in counted):
        return True
    if any(m.form == "phrases" and kind_of(m.id, sentence.rulebook) == "people" for m in counted):
        return True
    limit = percent.end + STANDARD_WITHIN
    return bool(sentence.said("standards", start=percent.end, end=limit, form="phrases"))
