"""A number said twice in one article is one figure: what one mention leaves open, the other says.

Titles are short of verbs and of words for plans: `Gộp 93 xóm còn 45` is a plan if the text below says so.
"""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.statistics.counted import ANYTHING
from tinhgon.statistics.divided import UNRULED, undergone
from tinhgon.statistics.nouns import nouns_before
from tinhgon.statistics.record import Statistic

WORDS_OF_HEADING = 20  # words that a heading has at most
NEAR_ENOUGH = 0.06  # how far "gần 900" may be from the 885 that it rounds, as a share of the larger


def say_again(figures: list[Statistic]) -> None:
    """Complete the figures of title and headings by those of the text that they announce; of one article."""
    heads = {s for s in (f.sentence for f in figures) if _is_heading(s)}
    body = [f for f in figures if f.sentence not in heads]
    for head in heads:
        _announce([f for f in figures if f.sentence is head], [f for f in body if f.start > head.end])


def _is_heading(sentence: Sentence) -> bool:
    """The title, or a short line without a mark at its end."""
    end = sentence.end
    ends_line = sentence.text[end : end + 1] in {"", "\n"}
    short = len(sentence.words) <= WORDS_OF_HEADING
    return sentence.line == 0 or (short and ends_line and sentence.text[end - 1].isalnum())


def _announce(title: list[Statistic], body: list[Statistic]) -> None:
    announced = [(figure, told) for figure in title if (told := _told(figure, body)) is not None]
    for figure, told in announced:
        _complete(figure, told)
    if announced and all(told.target for _, told in announced):
        for figure in title:
            figure.target = figure.target or not _is_stock_before(figure)


def _is_stock_before(figure: Statistic) -> bool:
    return figure.role == "from" and figure.change == "level"


def _told(figure: Statistic, body: list[Statistic]) -> Statistic | None:
    """The figure of the text that says the same number of the same kind of thing, the exact ones first."""
    same = [other for other in body if other.measure == figure.measure and _fits(figure, other)]
    exact = [other for other in same if other.numeral.value == figure.numeral.value]
    if not exact and figure.measure == "count":
        exact = [o for o in body if o.numeral.numerator == figure.numeral.value and _fits(figure, o)]
    rounded = [other for other in same if _rounds(figure, other)]
    return next(iter(exact or rounded), None)


def _fits(figure: Statistic, other: Statistic) -> bool:
    """Whether both may count the same thing: they say so, or the one in the title does not say."""
    return figure.object == other.object or figure.noun is None or figure.noun.generic


def _rounds(figure: Statistic, other: Statistic) -> bool:
    if figure.numeral.qualifier == "=" or figure.measure == "ratio":
        return False
    larger = max(figure.numeral.value, other.numeral.value)
    return abs(figure.numeral.value - other.numeral.value) <= NEAR_ENOUGH * larger


def _complete(figure: Statistic, told: Statistic) -> None:
    """Take from the text what the title leaves open."""
    if (figure.noun is None or figure.noun.object == ANYTHING) and not nouns_before(
        figure.sentence, figure.start
    ):
        figure.object = told.object
    if figure.rule in UNRULED or figure.change == told.change:
        figure.tell(*undergone(told), "repeated")
    figure.target = told.target or figure.target
