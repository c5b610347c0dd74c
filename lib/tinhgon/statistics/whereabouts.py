"""Where a figure holds: the nearest place that governs it, in its clause, its paragraph, its article."""

from __future__ import annotations

from collections.abc import Iterator

from tinhgon.clauses import Article, Sentence
from tinhgon.clauses.contexts import ends, equals, says
from tinhgon.places import Place
from tinhgon.statistics.record import Statistic

FEW = 3  # an article about more provinces than these speaks of a region
SMALLER = ("village", "commune", "district")  # the innermost first
SIDE_BY_SIDE = 40  # characters between a place and the larger one behind it: "bản Nà Hỳ, xã Chà Nưa"
OFFICE_REACH = 14  # characters before a place in which the words of an office stand
WORDS_OF_OFFICE = 1  # words between them and the place: "Ủy viên huyện"


def locate(article: Article, figures: list[Statistic]) -> None:
    """Set province, its basis and the smaller place of all figures of an article, in order.

    A place named in the sentence before the figure governs it, else the last of the paragraph, else the
    article's only province. Nationwide figures have none.
    """
    previous = None
    for figure in figures:
        province, basis = ("", "") if _is_nationwide(figure) else _province(article, figure)
        figure.province, figure.province_basis = province, basis if province else ""
        figure.place = _place(figure) or _carried(figure, previous)
        previous = figure


def _is_nationwide(figure: Statistic) -> bool:
    """Whether the sentence speaks of the country, and names no province between that and the figure."""
    sentence = figure.sentence
    nationwide = sentence.last_before(figure.start, sentence.said("cues", "nationwide"))
    return nationwide is not None and not any(
        p.level == "province" and nationwide.end < p.start and p.end <= figure.start for p in sentence.places
    )


def _province(article: Article, figure: Statistic) -> tuple[str, str]:
    """The province that governs the figure and what says so: sentence, paragraph or article."""
    sentence, known = figure.sentence, article.provinces
    named = [p for p in sentence.places if p.province]
    near = [p for p in named if p.end <= figure.start]
    if near:
        return near[-1].province or "", "sentence"
    behind = [p for p in named if p.start >= figure.end]
    paragraph = [p for p in _places_before(article, sentence) if p[1].line == sentence.line]
    if behind and (not paragraph or len(known) != 1):
        return behind[0].province or "", "sentence"
    if paragraph and len(known) <= FEW:
        return paragraph[-1][0], "paragraph"
    if len(known) == 1:
        return known[0], "article"
    if 1 < len(known) <= FEW:
        told = [province for province, _ in _places_before(article, sentence) if province in known]
        return (told[-1], "article") if told else ("", "")
    return "", ""


def _places_before(article: Article, sentence: Sentence) -> Iterator[tuple[str, Sentence]]:
    """The provinces of the places named before the sentence, each with its sentence, in order."""
    for earlier in article.sentences:
        if earlier.start >= sentence.start:
            return
        for place in earlier.places:
            if place.province:
                yield place.province, earlier


# --- The smaller place -------------------------------------------------------------------------------


def _place(figure: Statistic) -> str:
    """The smaller place as printed, the innermost of those that govern the figure."""
    sentence = figure.sentence
    start = sentence.segment(figure.start).start
    smaller = [p for p in sentence.places if p.level in SMALLER]
    near = [
        p for p in smaller if start <= p.start and p.end <= figure.start and not _names_office(sentence, p)
    ]
    if near:
        return _innermost(near).surface
    behind = [p for p in smaller if p.start >= figure.end and p.end <= sentence.end]
    if behind and equals(sentence, figure.end, behind[0].start, "where"):
        return sentence.text[behind[0].start : behind[0].end]
    return ""


def _carried(figure: Statistic, previous: Statistic | None) -> str:
    """The place of the figure before in the paragraph, until a place, or the whole province, is named."""
    if previous is None or not previous.place or previous.sentence.line != figure.sentence.line:
        return ""
    sentence = figure.sentence
    start = previous.end if previous.sentence is sentence else sentence.start
    named = any(start <= p.start < figure.start for p in sentence.places)
    return "" if named or says(sentence, start, figure.start, "whole_province") else previous.place


def _names_office(sentence: Sentence, place: Place) -> bool:
    """A place that only names a person's office: `Bí thư Huyện ủy Nậm Nhùn`."""
    since = place.start - OFFICE_REACH
    return ends(sentence, place.start, "place_of_office", since=since, apart=WORDS_OF_OFFICE)


def _innermost(near: list[Place]) -> Place:
    """The smallest of the places side by side with the last, the later of two alike."""
    joined = [p for p in near if near[-1].start - p.end < SIDE_BY_SIDE]
    return min(joined, key=lambda p: (SMALLER.index(p.level), -p.start))
