"""Where a figure holds: the nearest place that governs it, in its clause, its paragraph, its article."""

from __future__ import annotations

from collections.abc import Iterator

from tinhgon.clauses import Article, Sentence
from tinhgon.statistics.localities import Localities
from tinhgon.statistics.record import Statistic

FEW = 3  # an article about more provinces than these speaks of a region


def locate(article: Article, figures: list[Statistic]) -> None:
    """Set province, its basis and the smaller place of all figures of an article, in order.

    A place named in the sentence before the figure governs it, else the last of the paragraph, else the
    article's only province. Nationwide figures have none. What there is before and after a change is of one
    place.
    """
    localities = Localities(article)
    for figure in figures:
        province, basis = ("", "") if _is_nationwide(figure) else _province(article, figure)
        figure.province, figure.province_basis = province, basis if province else ""
        figure.place = localities.place_of(figure)
    _of_one_change(figures)


def _of_one_change(figures: list[Statistic]) -> None:
    """Give what there was before a change the place of what there is after it, where that is named."""
    for index, before in enumerate(figures):
        if before.role != "from" or before.place:
            continue
        for after in figures[index + 1 :]:
            if after.sentence is not before.sentence:
                break
            if after.role == "to" and after.object == before.object:
                before.place = after.place
                break


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
