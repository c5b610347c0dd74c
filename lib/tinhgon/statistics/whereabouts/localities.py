"""The district, commune or village that a figure is of: in its clause, paragraph, heading or article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from tinhgon.clauses import Article, Sentence
from tinhgon.clauses.contexts import begins, ends, equals, says, search
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

SMALLER = ("village", "commune", "district")  # the innermost first
WITHIN = {"districts": (), "communes": ("district",), "villages": ("district", "commune")}  # what they lie in
SIDE_BY_SIDE = 40  # characters between a place and the larger one behind it: "bản Nà Hỳ, xã Chà Nưa"
BRACKET_WITHIN = 3  # characters between a place and the bracket that tells of it
SUBJECT_WITHIN = 40  # characters at the head of a sentence in which its place begins
CITY = ("thành phố", "tp")  # what a city below the province is called
HEADING = 45  # characters of a line that names a place and nothing else

_inside = re.compile(r"(?:,? \(?|, )(?:thuộc |của )?")
_joint = re.compile(r"(?:, | và | cùng |, và )(?:các )?")


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
        place = _in_clause(figure, self.told) or _behind(figure)
        if not place:
            meant = self._meant(figure)
            place = self._carried(figure) if meant is None else meant
        if not _can_hold(figure, self._level(place)):
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
            self.paragraph = self._typed(_together(sentence, subject))
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


# --- In the clause -----------------------------------------------------------------------------------


def _in_clause(figure: Statistic, told: list[Statistic]) -> str:
    """The innermost of the places named before the figure in its clause, or right before its bracket; none
    where another item of the list is told of an agency (`huyện Bắc Yên 52, Công an tỉnh 21`)."""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    near = [
        p
        for p in sentence.places
        if segment.start <= p.start
        and p.end <= figure.start
        and _can_hold(figure, p.level)
        and _governs(sentence, p)
    ]
    if not near and (bracket := sentence.bracket(figure.start)):
        at = bracket.start
        near = [p for p in sentence.places if p.level in SMALLER and 0 <= at - p.end < BRACKET_WITHIN]
    near = [p for p in near if p is near[0] or not says(sentence, near[0].end, p.start, "clause_of_time")]
    topic = topic_before(sentence, figure.start) if near else None
    if near and says(sentence, near[-1].end, figure.start, "whole_again"):
        return ""
    items = [f for f in told if topic and f.sentence is sentence and near[-1].end <= f.start < topic.start]
    return _together(sentence, near) if near and not items else ""


def _governs(sentence: Sentence, place: Place) -> bool:
    """Whether what is told behind a place is told of it: it is merged with none, no office, no apposition
    (`một huyện là Lộc Hà`), and not where only a figure before it is found (`93 xóm ở hai huyện A và B`)."""
    if place.level not in SMALLER or names_office(sentence, place):
        return False
    listed = [p for p in sentence.places if p.end <= place.start and _is_joined(sentence, p, place)]
    if listed:
        return _governs(sentence, listed[-1])
    at = next((n.start for n in sentence.numerals if 0 <= place.start - n.end < BRACKET_WITHIN), place.start)
    if is_merged(sentence, at):
        return ends(sentence, at, "result_of_merger", apart=1)
    return not (_says_which(sentence, at) or is_attached(sentence, at))


def _says_which(sentence: Sentence, at: int) -> bool:
    """Whether a place says which one was just counted: `giảm một huyện là Lộc Hà`."""
    counted = [n for n in sentence.numerals if n.end < at]
    if not counted or not ends(sentence, at, "apposition"):
        return False
    return not any(mark in sentence.between(counted[-1].end, at) for mark in ",;:(")


def _is_joined(sentence: Sentence, one: Place, other: Place) -> bool:
    """Two places of one level with `và` or a comma between them."""
    return one.level == other.level and bool(_joint.fullmatch(sentence.between(one.end, other.start)))


def _together(sentence: Sentence, near: list[Place]) -> str:
    """The last place, the innermost of those side by side with it; places of one level joined by `và` are
    one: `huyện Bắc Yên, Phù Yên`."""
    joined = [p for p in near if p.level in SMALLER and near[-1].start - p.end < SIDE_BY_SIDE]
    inner = min(joined, key=lambda p: (SMALLER.index(p.level), -p.start))
    first = inner
    for place in reversed([p for p in sentence.places if p.end <= inner.start]):
        if not _is_joined(sentence, place, first):
            break
        first = place
    return sentence.text[first.start : inner.end]


def _behind(figure: Statistic) -> str:
    """The place right behind the figure: `12 xã của huyện Yên Châu`."""
    sentence = figure.sentence
    behind = [p for p in sentence.places if p.level in SMALLER and p.start >= figure.end]
    if behind and (equals(sentence, figure.end, behind[0].start, "where") or _is_fronted(figure, behind[0])):
        return sentence.text[behind[0].start : behind[0].end]
    return ""


def _is_fronted(figure: Statistic, place: Place) -> bool:
    """`Với 40 xã và 506 xóm, |Thanh Chương là …`: what the subject has, told before it."""
    sentence = figure.sentence
    if not begins(sentence, sentence.start, "having") or sentence.last_mark(place.start) != ",":
        return False
    return not any(m.start < place.start for m in sentence.verbs)


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
    return near[-1] if near and not _behind(near[-1]) else None


def _means(sentence: Sentence, at: int, context: str) -> bool:
    """Whether the words before `at` mean a place of this level named before: `toàn xã`, `Xã có …`."""
    unnamed = not any(p.start == sentence.start for p in sentence.places)
    if unnamed and begins(sentence, sentence.start, context):
        return True
    phrase = search(sentence, sentence.start, at, context)
    if phrase is None or ends(sentence, phrase.start, "plural") or is_counted(sentence, phrase.start):
        return False
    if says(sentence, phrase.end, at, "whole_again"):
        return False  # "cách làm của huyện góp vào lộ trình chung: … toàn tỉnh được giao 55.872 người"
    return not any(phrase.start < p.end and p.start < phrase.end for p in sentence.places)


def _widens(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch names another place, or speaks of the province again."""
    named = [p for p in sentence.places if start <= p.start < end]
    if any(_governs(sentence, p) if p.level in SMALLER else not _is_larger(sentence, p) for p in named):
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


def _can_hold(figure: Statistic, level: str) -> bool:
    """Whether what is counted can lie in a place of this level: no district in a commune."""
    return not level or level in WITHIN.get(figure.object, SMALLER)
