"""Where a figure holds: the nearest place that governs it, in its clause, its paragraph, its article."""

from __future__ import annotations

import re

from tinhgon.clauses import Article, Sentence
from tinhgon.places import Place
from tinhgon.statistics.record import Statistic

FEW = 3  # an article about more provinces than these speaks of a region
SMALLER = {"district", "commune", "village"}


def locate(article: Article, figures: list[Statistic]) -> None:
    """Set province, its basis and the smaller place of all figures of an article, in order.

    A place named in the sentence before the figure governs it, else the last of the paragraph, else the
    article's only province. Nationwide figures have none.
    """
    for figure in figures:
        _locate(article, figure)


def _locate(article: Article, figure: Statistic) -> None:
    sentence = figure.sentence
    nationwide = sentence.last_before(figure.start, sentence.said("cues", "nationwide"))
    province, basis = _province(article, figure)
    named = [p for p in sentence.places if p.level == "province" and p.end <= figure.start]
    if nationwide is not None and not any(p.start > nationwide.end for p in named):
        province, basis = "", "sentence"
    figure.province, figure.province_basis = province, basis if province else ""
    figure.place = _place(article, figure)


def _province(article: Article, figure: Statistic) -> tuple[str, str]:
    sentence = figure.sentence
    near = [p for p in sentence.places if p.province and p.end <= figure.start]
    if near:
        return near[-1].province or "", "sentence"
    behind = [p for p in sentence.places if p.province and p.start >= figure.end]
    line = [s for s in article.sentences if s.line == sentence.line and s.start < sentence.start]
    paragraph = [p for s in line for p in s.places if p.province]
    if behind and (not paragraph or len(article.provinces) != 1):
        return behind[0].province or "", "sentence"
    if paragraph and len(article.provinces) <= FEW:
        return paragraph[-1].province or "", "paragraph"
    if len(article.provinces) == 1:
        return article.provinces[0], "article"
    if 1 < len(article.provinces) <= FEW:
        told = [
            p.province
            for s in article.sentences
            if s.start < sentence.start
            for p in s.places
            if p.province in article.provinces
        ]
        return (told[-1] or "", "article") if told else ("", "")
    return "", ""


def _place(article: Article, figure: Statistic) -> str:
    """The smaller place as printed, the innermost of those that govern the figure."""
    sentence = figure.sentence
    start = sentence.segment(figure.start).start
    near = [p for p in sentence.places if p.level in SMALLER and start <= p.start and p.end <= figure.start]
    near = [p for p in near if _governs(sentence, p, figure)]
    if near:
        return _innermost(near)
    behind = [
        p for p in sentence.places if p.level in SMALLER and p.start >= figure.end and p.end <= sentence.end
    ]
    if behind and re.fullmatch(r"\s+(?:ở|tại|của)\s+", sentence.between(figure.end, behind[0].start)):
        return sentence.text[behind[0].start : behind[0].end]
    return ""


def _governs(sentence: Sentence, place: Place, figure: Statistic) -> bool:
    """A place that only names a person's office does not: `Bí thư Huyện ủy Nậm Nhùn`."""
    return not re.search(
        r"(?:ủy|ủy viên|ubnd|hđnd|công an)\s+(?:\w+\s+)?$",
        sentence.folded[max(sentence.start, place.start - 14) : place.start],
    )


def _innermost(near: list[Place]) -> str:
    last = near[-1]
    order = ["village", "commune", "district"]
    joined = [p for p in near if last.start - p.end < 40]
    best = min(joined, key=lambda p: (order.index(p.level), -p.start))
    return best.text if hasattr(best, "text") else best.surface
