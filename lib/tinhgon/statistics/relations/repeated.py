"""A number said twice in one article is one figure: what one mention leaves open, the other says.

Titles are short of verbs and of words for plans: `Gộp 93 xóm còn 45` is a plan if the text below says so.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from tinhgon.clauses import Sentence
from tinhgon.statistics.nouns import ANYTHING, kind_of, nouns_before
from tinhgon.statistics.record import UNRULED, Statistic
from tinhgon.statistics.relations.divided import undergone

ANNOUNCED = 400  # figures behind a heading among which those that it announces stand
WORDS_OF_HEADING = 20  # words that a heading has at most
SILENT = {ANYTHING, "focal_points"}  # what nouns like "đơn vị", "cơ quan" say of themselves
NEAR_ENOUGH = 0.06  # how far "gần 900" may be from the 885 that it rounds, as a share of the larger


def say_again(figures: list[Statistic]) -> None:
    """Complete the figures of title and headings by those of the text that they announce; of one article."""
    of_sentence: dict[Sentence, list[Statistic]] = {}
    for figure in figures:
        of_sentence.setdefault(figure.sentence, []).append(figure)
    heads = {sentence: told for sentence, told in of_sentence.items() if _is_heading(sentence)}
    body = [figure for figure in figures if figure.sentence not in heads]
    for head, told in heads.items():
        first = bisect_right(body, head.end, key=attrgetter("start"))
        _announce(told, body[first : first + ANNOUNCED])


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


def _named_before(figure: Statistic, told: Statistic) -> bool:
    """Whether the title itself named, before the figure, what it counts."""
    rulebook = figure.sentence.rulebook
    kind = kind_of(told.object, rulebook)
    return any(kind_of(m.id, rulebook) == kind for m in nouns_before(figure.sentence, figure.start))


def _complete(figure: Statistic, told: Statistic) -> None:
    """Take from the text what the title leaves open."""
    if (figure.noun is None or figure.noun.object in SILENT) and not _named_before(figure, told):
        figure.object = told.object
    if figure.rule in UNRULED or figure.change == told.change:
        figure.tell(*undergone(told), "repeated")
    figure.target = told.target or figure.target
