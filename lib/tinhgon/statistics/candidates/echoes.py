"""Numbers that nothing in their sentence makes a figure, but another sentence does: parts of what was just
told, and titles that announce the text."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.numerals import Numeral
from tinhgon.statistics.nouns import Noun
from tinhgon.statistics.record import Statistic

TITLE_WITHIN = 300  # characters that a title has at most
LARGE = 100  # from this value on a number that comes back is the same one
ALONE = r"(?<![\d.,]){}(?![.,]?\d)"


def adds_up(sentence: Sentence, earlier: list[Statistic]) -> bool:
    """Whether the counts of a sentence add up to one told just before: `…135 người, cấp huyện 79 người`."""
    counts = [n.value for n in sentence.numerals if n.measure == "count"]
    return len(counts) > 1 and sum(counts) in {s.numeral.value for s in earlier if s.measure == "count"}


def comes_back(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """Whether a title announces a number of the text: a large one, or one with the same noun."""
    if sentence.line or numeral.in_words or numeral.measure != "count" or numeral.start > TITLE_WITHIN:
        return False
    known = numeral.value >= LARGE
    said = sentence.between(numeral.number_start, numeral.end if known else noun.end)
    return re.compile(ALONE.format(re.escape(said))).search(sentence.folded, sentence.end) is not None
