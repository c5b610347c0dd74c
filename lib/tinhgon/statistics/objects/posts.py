"""Whose posts `biên chế` are: those of civil servants or of public employees, where the text says so once
and then speaks of posts alone."""

from __future__ import annotations

from tinhgon.clauses.contexts import ends, equals, says, search_last
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.relations.stocks import is_origin, is_result

OWNERS = {
    "civil_servants": "posts_of_civil_servants",
    "public_employees": "posts_of_public_employees",
}


BREAKS = {",", ";", ":", "("}  # marks behind which words no longer belong to the figure before


def tell_posts_apart(figures: list[Statistic]) -> None:
    """Narrow posts of no kind to those of the bloc that their clause names, of the label before them, or of
    the figure that they go on from: `khối hành chính giảm 132 biên chế`, `(hành chính 2.838, …)`."""
    for index, figure in enumerate(figures):
        if figure.object == "payroll" and (_is_bare(figure) or _is_generic(figure)):
            before = figures[:index]
            figure.object = _named(figure, before) or _followed(figure, before) or figure.object


def _is_bare(figure: Statistic) -> bool:
    """Whether the noun of a figure says that posts are meant, and not whose."""
    noun = figure.noun
    return noun is None or equals(figure.sentence, noun.start, noun.end, "bare_posts")


def _is_generic(figure: Statistic) -> bool:
    return figure.noun is not None and figure.noun.generic


def _named(figure: Statistic, before: list[Statistic]) -> str:
    """The kind that the label right before the figure names, else the last one of its clause or sentence."""
    sentence = figure.sentence
    if says(sentence, sentence.segment(figure.start).start, figure.start, "posts_of_both"):
        return ""
    for kind, context in OWNERS.items():
        if ends(sentence, figure.start, context):
            return kind
    for start in (sentence.segment(figure.start).start, sentence.start):
        said = {kind: search_last(sentence, start, figure.start, context) for kind, context in OWNERS.items()}
        found = {
            span.start: kind
            for kind, span in said.items()
            if span is not None and not _is_of_another(span.start, before)
        }
        if found:
            return found[max(found)]
    return ""


def _is_of_another(at: int, before: list[Statistic]) -> bool:
    """Whether words at a position belong to a figure before them: `420 biên chế khối hành chính`."""
    earlier = [other for other in before if other.start <= at]
    if not earlier:
        return False
    last = earlier[-1]
    return at < last.end or not BREAKS & set(last.sentence.between(last.end, at))


def _followed(figure: Statistic, before: list[Statistic]) -> str:
    """The kind of the figure before that this one restates or goes on from."""
    if not before or not _is_bare(figure):
        return ""
    if figure.role == "part":
        totals = [s.object for s in before if s.role == "total"]
        return totals[-1] if totals and totals[-1] in OWNERS else ""
    sentence, last = figure.sentence, before[-1]
    if last.object not in OWNERS:
        return ""
    goes_on = is_origin(figure) or is_result(figure) or figure.rule == "equivalent"
    apart = ";" in sentence.between(last.end, figure.start)
    return last.object if goes_on or apart or sentence.bracket(figure.start) else ""
