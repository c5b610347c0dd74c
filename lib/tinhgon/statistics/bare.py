"""Numbers without a noun: figures where the sentence named the thing and a verb counts it."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends
from tinhgon.numerals import Numeral
from tinhgon.statistics.nouns import nouns_before
from tinhgon.statistics.record import Statistic

CLOSING = {",", ";", ".", ")"}  # marks behind an item of a list
ENDING = CLOSING | {"…", "("}  # marks behind a number that counts nothing that follows

LOOK_AHEAD = 4  # characters behind a number among which the next mark stands


def is_bare_figure(
    sentence: Sentence, numeral: Numeral, before: list[Statistic], recalled: list[Statistic]
) -> bool:
    """Whether the number counts what was named before it; `before` are the figures of the sentence so far,
    `recalled` those of bodies and places in the sentences before."""
    if not _ends_phrase(sentence, numeral.end):
        return False
    if not before and not nouns_before(sentence, numeral.start):
        return bool(recalled) and ends(sentence, numeral.start, "left_over")
    if numeral.in_words:
        return numeral.value > 1 and ends(sentence, numeral.start, "bare_number_word")
    if ends(sentence, numeral.start, "bare_figure"):
        return True
    return bool(before) and _is_listed(sentence, numeral)


def _ends_phrase(sentence: Sentence, at: int) -> bool:
    """Whether nothing that the number could count follows."""
    if at >= sentence.end:
        return True
    ahead = sentence.folded[at : at + LOOK_AHEAD].lstrip()
    return ahead[:1] in {"", *ENDING} or begins(sentence, at, "bare_figure")


def _is_listed(sentence: Sentence, numeral: Numeral) -> bool:
    """An item of a list that divides a figure: `(750)`, `Ba Tri 118, Châu Thành 93`, `cấp huyện 745`."""
    lead = sentence.last_mark(numeral.start)
    if lead == ":" or sentence.between(sentence.start, numeral.start).endswith("("):
        return True
    if lead == "," and sentence.bracket(numeral.start):
        return True
    return _closes_item(sentence, numeral.end) and _is_labelled(sentence, numeral.start)


def _closes_item(sentence: Sentence, at: int) -> bool:
    return sentence.next_mark(at) in {"", *CLOSING} or begins(sentence, at, "conjunction")


def _is_labelled(sentence: Sentence, at: int) -> bool:
    """Whether a place, a tier, a noun or a bloc stands right before position `at`."""
    labels = [
        *(place.end for place in sentence.places),
        *(m.end for concern in ("tiers", "objects") for m in sentence.said(concern)),
        *(m.end for m in sentence.said("cues", "part_topic")),
    ]
    return any(0 <= at - end <= 1 for end in labels)
