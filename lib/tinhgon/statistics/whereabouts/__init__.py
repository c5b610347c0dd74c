"""Where a figure holds: the nearest place that governs it, in its clause, its paragraph, its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, islice, pairwise

from tinhgon.clauses import Article, Sentence
from tinhgon.clauses.contexts import begins, consists, ends, says, search, search_last
from tinhgon.lexicon import Mention
from tinhgon.places import Place
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.settings.tiers import counts_provinces
from tinhgon.statistics.whereabouts.localities import Localities

BRACKET_WITHIN = 3  # characters between a place and the bracket that tells of it
NAME_WITHIN = 45  # characters before a province in which the name of an institution begins
FEW = 3  # an article about more provinces than these speaks of a region

_words = re.compile(r"[\w\s-]*")
_aside = re.compile(r"\([^()]*\)")


def locate(article: Article, figures: list[Statistic]) -> None:
    """Set province, its basis and the smaller place of all figures of an article, in order.

    A place named in the sentence before the figure governs it, else the last of the paragraph, else the
    article's only province. Nationwide figures have none. What there is before and after a change is of one
    place.
    """
    localities, named = Localities(article), Named(article)
    total: Statistic | None = None
    for figure in figures:
        named.read_up_to(figure.sentence)
        province, basis = ("", "") if _is_nationwide(figure) else _province(article, figure, named)
        figure.province, figure.province_basis = province, basis if province else ""
        if total is not None and _divides(figure, total):
            figure.province, figure.province_basis = total.province, total.province_basis
        figure.place = localities.place_of(figure)
        total = figure if figure.role == "total" else total
    _of_one_change(figures)
    _in_turn(figures)


def _in_turn(figures: list[Statistic]) -> None:
    """`A, B và C giảm lần lượt 11, 2 và 7 xóm`: each figure of the list is of the place of its turn."""
    for _, group in groupby(figures, key=_sentence_start):
        told = list(group)
        sentence = told[0].sentence
        cue = search(sentence, sentence.start, sentence.end, "in_turn") if len(told) > 1 else None
        if cue is None:
            continue
        counted = [f for f in told if f.start >= cue.end]
        named = [p for p in sentence.places if p.end <= cue.start][-len(counted) :]
        if len(named) != len(counted) or not (
            _are_listed(sentence, named) and _are_listed(sentence, counted)
        ):
            continue
        for figure, place in zip(counted, named, strict=True):
            if place.level == "province":
                figure.province, figure.place = place.province or "", ""
            else:
                figure.place = place.surface


def _are_listed(sentence: Sentence, items: Sequence[Place | Statistic]) -> bool:
    return all(consists(sentence, one.end, other.start, "list_mark") for one, other in pairwise(items))


def _sentence_start(figure: Statistic) -> int:
    return figure.sentence.start


def _divides(figure: Statistic, total: Statistic) -> bool:
    """Whether a figure is a part of `total` in a bracket, where no place of its own stands."""
    sentence = figure.sentence
    inside = sentence.bracket(figure.start)
    if figure.role != "part" or inside is None or total.sentence is not sentence:
        return False
    return not any(inside.start <= p.start < figure.start for p in sentence.places)


def _of_one_change(figures: list[Statistic]) -> None:
    """Give what there was before a change the place of what there is after it, where that is named."""
    for index, before in enumerate(figures):
        if before.role != "from" or before.place:
            continue
        for after in islice(figures, index + 1, None):
            if after.sentence is not before.sentence:
                break
            if after.role == "to" and after.object == before.object:
                before.place = after.place
                break


def _is_nationwide(figure: Statistic) -> bool:
    """Whether the sentence speaks of the country, and names no province between that and the figure."""
    sentence = figure.sentence
    told = [m for m in sentence.said("cues", "nationwide") if not ends(sentence, m.start, "ranked_among")]
    nationwide = sentence.last_before(figure.start, told)
    nationwide = nationwide or _central_subject(figure)
    return nationwide is not None and not any(
        p.level == "province" and nationwide.end < p.start and p.end <= figure.start for p in sentence.places
    )


def _central_subject(figure: Statistic) -> Mention | None:
    """`Bộ Nội vụ từng đề xuất hợp nhất 17 sở`: a ministry that speaks of all provinces, and names none."""
    sentence = figure.sentence
    ministries = [
        m
        for m in sentence.said("cues", "central", end=figure.start)
        if sentence.between(sentence.start, m.start).rstrip()[-1:] in {"", ",", ";"}
    ]
    if not ministries or says(sentence, sentence.start, sentence.end, "whole_province"):
        return None
    if figure.object != "departments" or any(p.level == "province" for p in sentence.places):
        return None
    return ministries[-1]


def _province(article: Article, figure: Statistic, before: Named) -> tuple[str, str]:
    """The province that governs the figure and what says so: sentence, paragraph or article."""
    sentence, known = figure.sentence, article.provinces
    named = [p for p in sentence.places if p.province and not _names_institution(sentence, p, known)]
    behind = [p for p in named if p.start >= figure.end]
    if counts_provinces(figure):
        return "", ""
    if behind and _owns(figure, behind[0]):
        return behind[0].province or "", "sentence"
    near = [p for p in named if p.end <= figure.start and not _is_aside(sentence, p, figure.start)]
    if near:
        return "" if _are_several(sentence, near) else near[-1].province or "", "sentence"
    if behind and (not before.paragraph or len(known) != 1):
        return behind[0].province or "", "sentence"
    if before.paragraph and (len(known) <= FEW or len(before.here) == 1):
        return before.paragraph, "paragraph"
    if before.last and begins(sentence, sentence.start, "this_province"):
        return before.last, "article"
    if len(known) == 1:
        return known[0], "article"
    if 1 < len(known) <= FEW and before.told:
        return before.told, "article"
    return "", ""


def _names_institution(sentence: Sentence, place: Place, known: Sequence[str]) -> bool:
    """A province that the article does not report on, in the name of a school or hospital: `Trung tâm Giáo
    dục thường xuyên Bạc Liêu`."""
    if not known or place.province in known or place.level != "province":
        return False
    named = search_last(sentence, max(sentence.start, place.start - NAME_WITHIN), place.start, "institution")
    return named is not None and _words.fullmatch(sentence.between(named.end, place.start)) is not None


def _owns(figure: Statistic, province: Place) -> bool:
    """A province right behind the figure or the bracket that divides it: `937 người (…) của Hà Giang`."""
    gap = _aside.sub("", figure.sentence.between(figure.end, province.start)).strip()
    return province.level == "province" and gap in {"của", "của tỉnh", "của thành phố"}


def _is_aside(sentence: Sentence, place: Place, at: int) -> bool:
    """A province that a bracket names in passing, not as where the smaller place before the bracket lies."""
    inside = sentence.bracket(place.start)
    if inside is None or place.level != "province" or inside == sentence.bracket(at):
        return False
    return not any(
        p.level != "province" and (p.start >= inside.start or inside.start - p.end < BRACKET_WITHIN)
        for p in sentence.places
    )


def _are_several(sentence: Sentence, near: list[Place]) -> bool:
    """Provinces told of together: `Hà Giang và Tuyên Quang còn 3.100 biên chế`."""
    *_, one, other = [near[0], *near]
    both = one is not other and one.level == other.level == "province" and one.province != other.province
    return both and consists(sentence, one.end, other.start, "place_list")


class Named:
    """The provinces of the places named before a sentence: `paragraph`, the last in its paragraph, `here` all
    of its paragraph, `last` the last of all, and `told` the last of those that the article reports on.
    Sentences are gone through once, in order."""

    def __init__(self, article: Article) -> None:
        self.paragraph = self.told = self.last = ""
        self.here: set[str] = set()
        self._article, self._read, self._line = article, 0, -1

    def read_up_to(self, sentence: Sentence) -> None:
        """Note the places of all sentences before this one."""
        sentences = self._article.sentences
        while self._read < len(sentences) and sentences[self._read].start < sentence.start:
            earlier = sentences[self._read]
            self._turn_to(earlier.line)
            for place in earlier.places:
                self.paragraph = place.province or self.paragraph
                self.last = place.province or self.last
                self.here |= {place.province} if place.province else set()
                if place.province in self._article.provinces:
                    self.told = place.province or ""
            self._read += 1
        self._turn_to(sentence.line)

    def _turn_to(self, line: int) -> None:
        if line != self._line:
            self._line, self.paragraph, self.here = line, "", set()
