"""The district, commune or village that a figure is of: in its clause, paragraph, heading or article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from tinhgon.clauses import Article, Sentence
from tinhgon.clauses.contexts import begins, ends, says, search
from tinhgon.places import Place
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.settings.topics import (
    BLOC,
    is_attached,
    is_counted,
    is_merged,
    names_office,
    topic_before,
)
from tinhgon.statistics.whereabouts.beside import SMALLER, behind, can_hold, governs, in_clause, together

SUBJECT_WITHIN = 40  # characters at the head of a sentence in which its place begins
CITY = ("thành phố", "tp")  # what a city below the province is called
HEADING = 45  # characters of a line that names a place and nothing else

_inside = re.compile(r"(?:,? \(?|, )(?:thuộc |của )?")


@dataclass
class Localities:
    """What an article has named so far: the place in its title, of its paragraph, the last of each level."""

    article: Article
    title: str = ""
    heading: str = ""
    line: int = -1
    paragraph: str = ""
    last: dict[str, str] = field(default_factory=dict)
    told: list[Statistic] = field(default_factory=list)
    read: int = 0

    def __post_init__(self) -> None:
        self.title = self._typed(_title_place(self.article))

    def place_of(self, figure: Statistic) -> str:
        """The smaller place of a figure, as printed; "" where it is of the whole province or not known.

        Figures are asked for in order, each once.
        """
        self._read_up_to(figure.sentence)
        place = in_clause(figure, self.told) or behind(figure)
        if not place:
            meant = self._meant(figure)
            place = self._carried(figure) if meant is None else meant
        if not can_hold(figure, self._level(place)):
            place = ""
        self.told = [f for f in self.told if f.sentence is figure.sentence] + [figure]
        return place

    def _carried(self, figure: Statistic) -> str:
        """The place of the figure before in the sentence, of the paragraph, the heading, the article."""
        sentence = figure.sentence
        if self.told and self.told[-1].sentence is sentence:
            previous = _before(figure, self.told)
            if previous is None or _widens(sentence, min(previous.end, figure.start), figure.start):
                return ""
            topic = topic_before(sentence, figure.start)
            apart = topic is not None and topic.kind != BLOC and topic.start >= previous.end
            return "" if apart else previous.place
        if _widens(sentence, sentence.start, figure.start):
            return ""
        head = sentence.said("tiers", start=sentence.start, end=figure.start, form="lead")
        place = ("" if head else self.paragraph) or self.heading or self.title
        city = begins(sentence, sentence.start, "city_again") and self._level(place) == "district"
        return "" if city and not place.casefold().startswith(CITY) else place

    def _meant(self, figure: Statistic) -> str | None:
        """`toàn huyện`, `Đảng bộ xã`: the last place named of that level; None where none is meant."""
        sentence = figure.sentence
        for level, context in (("commune", "this_commune"), ("district", "this_district")):
            if not _means(sentence, figure.start, context):
                continue
            near = [p for p in sentence.places if p.level == level and p.end <= figure.start]
            return self._typed(near[-1].surface) if near else self.last.get(level, "")
        city = self.title.casefold().startswith(CITY)
        return self.title if city and says(sentence, sentence.start, figure.start, "this_city") else None

    def _read_up_to(self, sentence: Sentence) -> None:
        """Note the places of all sentences before this one, and of its own."""
        sentences = self.article.sentences
        while self.read < len(sentences) and sentences[self.read].start < sentence.start:
            self._note(sentences[self.read])
            self.read += 1
        if sentence.line != self.line:
            self.line, self.paragraph = sentence.line, ""

    def _note(self, sentence: Sentence) -> None:
        if sentence.line != self.line:
            self.line, self.paragraph = sentence.line, ""
        if not sentence.places:
            return
        for place in sentence.places:
            if place.level in SMALLER:
                self.last[place.level] = self._typed(place.surface)
        subject = [p for p in sentence.places if _is_subject(sentence, p)]
        if subject and _are_compared(sentence, subject[-1]):
            self.paragraph = ""
        elif subject:
            self.paragraph = self._typed(together(sentence, subject))
        elif any(p.level == "province" for p in sentence.places):
            self.paragraph = ""
        if _is_heading(sentence):
            self.heading = self.paragraph

    def _typed(self, name: str) -> str:
        """The name with its type word, where the article prints it so: `Lý Sơn`, `huyện Lý Sơn`."""
        if not name:
            return ""
        return self._full_names.get(name, name)

    def _level(self, place: str) -> str:
        """The level of the longest name with which `place` ends."""
        levels = self._levels
        return next((levels[place[at:]] for at in range(len(place)) if place[at:] in levels), "")

    @cached_property
    def _smaller(self) -> list[Place]:
        return [place for place in self.article.places if place.level in SMALLER]

    @cached_property
    def _levels(self) -> dict[str, str]:
        return {place.surface: place.level for place in reversed(self._smaller)}

    @cached_property
    def _full_names(self) -> dict[str, str]:
        """What is printed first with a word or more before a name, by the name."""
        found: dict[str, str] = {}
        for place in self._smaller:
            rest = place.surface
            while rest := rest.partition(" ")[2]:
                found.setdefault(rest, place.surface)
        return found


def _title_place(article: Article) -> str:
    """The only smaller place that the title names, if it names no province, merges none, and the place lies
    in the province that the article reports on."""
    first = article.sentences[0] if article.sentences else None
    if first is None or not first.places or first.line:
        return ""
    smaller = [p for p in first.places if p.level in SMALLER and not is_merged(first, p.start)]
    others = [p for p in first.places if p not in smaller and not _is_larger(first, p)]
    if len(smaller) != 1 or others:
        return ""
    name, province = smaller[0].surface, smaller[0].province
    if not article.provinces or (province is not None and province not in article.provinces):
        return ""
    return "" if any(known.endswith(name) for known in article.provinces) else name


def _is_heading(sentence: Sentence) -> bool:
    """Whether a short sentence ends with a place that it names: `2. Huyện Tân Kỳ:`."""
    short = sentence.end - sentence.start < HEADING
    return short and not sentence.between(sentence.places[-1].end, sentence.end).strip(" .:;")


# --- From before -------------------------------------------------------------------------------------


def _is_larger(sentence: Sentence, place: Place) -> bool:
    """A province that only says where the smaller place before it lies: `Huyện ủy Yên Châu (Sơn La)`."""
    return any(
        p.level in SMALLER and _inside.fullmatch(sentence.between(p.end, place.start))
        for p in sentence.places
    )


def _before(figure: Statistic, told: list[Statistic]) -> Statistic | None:
    """The figure before in the same bracket, else outside of any, whose place is not only its own."""
    sentence, home = figure.sentence, figure.sentence.bracket(figure.start)
    beside = [f for f in told if sentence.bracket(f.start) == home]
    near = beside or [f for f in told if sentence.bracket(f.start) is None]
    return near[-1] if near and not behind(near[-1]) else None


def _means(sentence: Sentence, at: int, context: str) -> bool:
    """Whether the words before `at` mean a place of this level named before: `toàn xã`, `Xã có …`."""
    unnamed = not any(p.start == sentence.start for p in sentence.places)
    if unnamed and begins(sentence, sentence.start, context):
        return True
    phrase = search(sentence, sentence.start, at, context)
    if phrase is None or ends(sentence, phrase.start, "plural") or is_counted(sentence, phrase.start):
        return False
    if says(sentence, phrase.end, at, "whole_again"):
        return False  # "việc của huyện nằm trong kế hoạch chung: toàn tỉnh giảm 6.100 người"
    return not any(phrase.start < p.end and p.start < phrase.end for p in sentence.places)


def _widens(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch names another place, or speaks of the province again."""
    named = [p for p in sentence.places if start <= p.start < end]
    if any(governs(sentence, p) if p.level in SMALLER else not _is_larger(sentence, p) for p in named):
        return True
    told = [p for p in named if not names_office(sentence, p)]
    return not told and says(sentence, start, end, "whole_province")


def _is_subject(sentence: Sentence, place: Place) -> bool:
    """Whether a sentence is about a place: it begins with it, or says `ở`, `tại` before it."""
    if place.level not in SMALLER or is_merged(sentence, place.start) or is_attached(sentence, place.start):
        return False
    near = place.start - sentence.start < SUBJECT_WITHIN
    return near or ends(sentence, place.start, "located") or names_office(sentence, place)


def _are_compared(sentence: Sentence, subject: Place) -> bool:
    """`Thái Thụy nhiều nhất với 21 xã, kế đến là Đông Hưng 11`: places side by side, each with its figure."""
    places = [p for p in sentence.places if p.level == subject.level and p.start >= subject.start]
    counted = [n.start for n in sentence.numerals]
    told = [any(p.end <= at < q.start for at in counted) for p, q in pairwise(places)]
    return bool(told) and told[0] and any(at >= places[-1].end for at in counted)
