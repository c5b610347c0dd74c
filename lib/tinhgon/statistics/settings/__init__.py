"""Tier and scope of the figures of an article.

`tiers` and `scopes` read each in its sentence, by what that sentence or the one before speaks of (`topics`).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise

from tinhgon.clauses import Article, Sentence
from tinhgon.clauses.contexts import begins, equals
from tinhgon.rules import Rulebook
from tinhgon.statistics.graded import GRADES
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.settings.scopes import restricted, scope_of
from tinhgon.statistics.settings.tiers import OF_SECTORS, OUTSIDE, belongs_to, holder_of, said_tier, tier_of
from tinhgon.statistics.settings.topics import Topic, carried_topic, topic_before

DEPUTIES = 3  # the same for deputies, of whom there are few
SAID_AGAIN = 20  # from this value on, a number that comes back counts the same things
BELOW = {"district", "commune"}  # tiers that have no departments
HELD = {"people", "bodies"}  # kinds of what an agency has


def settle(article: Article, figures: list[Statistic], rulebook: Rulebook) -> None:
    """Set tier and scope of all figures of an article, in order."""
    if not figures:
        return
    index = {id(sentence): number for number, sentence in enumerate(article.sentences)}
    earlier: list[Statistic] = []
    for key, group in groupby(figures, key=lambda figure: id(figure.sentence)):
        told = list(group)
        for number, figure in enumerate(told):
            before = told[:number]
            topic = _topic(article, index[key], figure, before, rulebook)
            figure.tier = tier_of(figure, before, topic, rulebook)
            if not figure.tier and index[key]:
                figure.tier = _goes_on(figure, article.sentences[index[key] - 1], earlier)
            if figure.object == "departments" and figure.tier in BELOW:
                figure.object = "divisions"  # "3 cơ quan chuyên môn thuộc UBND huyện"
            figure.scope = scope_of(figure, before, earlier, topic, rulebook)
            _of_those(figure, earlier)
        belongs_to(told)
        _spread_back(told, rulebook)
        _of_one_change(told)
        _share_a_kind(told)
        earlier = told
    _agree(figures, rulebook)


def _topic(
    article: Article, index: int, figure: Statistic, before: list[Statistic], rulebook: Rulebook
) -> Topic | None:
    """What the figure is told of, in its clause or in the sentence before."""
    if topic := topic_before(figure.sentence, figure.start):
        if begins(figure.sentence, topic.start, "this_body"):
            return carried_topic(article, index, topic.start) or topic
        divided = any(s.role == "total" and s.end <= topic.start for s in before)
        closed = any(s.role == "part" and topic.start < s.start for s in before)
        return None if divided and closed and figure.role != "part" else topic
    held = kind_of(figure.object, rulebook) in HELD and figure.measure == "count"
    if not held or holder_of(figure, before, rulebook):
        return None
    return carried_topic(article, index, figure.start)


def _goes_on(figure: Statistic, last: Sentence, earlier: list[Statistic]) -> str:
    """The tier of what the sentence before, `last`, told of: the model or merger whose effect the figure is
    (`Việc này giúp giảm 36 lãnh đạo`), or the people who have the same property (`đều thừa cán bộ xã. …`)."""
    sentence = figure.sentence
    if figure.predicate in GRADES and figure.noun is None and earlier and earlier[-1].sentence is last:
        return earlier[-1].tier if earlier[-1].object == figure.object else ""
    if figure.change == "share" and (figure.noun is None or figure.noun.generic):
        for standard in last.said("standards", figure.predicate)[-1:]:
            said = last.said("tiers", start=standard.end, form="phrases")
            return said[-1].id if said else ""
    effect = sentence.said("cues", "effect", end=figure.start)
    if not effect or any(p.end <= figure.start for p in sentence.places):
        return ""
    if earlier and earlier[-1].sentence is last:
        return earlier[-1].tier
    return "province" if last.said("cues", "province_agency") else ""


def _of_those(figure: Statistic, earlier: list[Statistic]) -> None:
    """A ratio of as many as the places just told is of these: `ba bản có một chi bộ. Nay có 3/3 chi bộ`."""
    for other in earlier:
        counted = other.measure == "count" and other.numeral.value == figure.numeral.denominator
        if counted and other.object == "villages" and other.scope == "subset":
            figure.tier, figure.scope = other.tier, other.scope


def _spread_back(figures: list[Statistic], rulebook: Rulebook) -> None:
    """What stands behind a list holds for it all: `5 trưởng phòng, 9 phó phòng tại các chi cục`, `7 phòng và
    2 chi cục của các sở`."""
    for figure, following in zip(reversed(figures[:-1]), reversed(figures[1:]), strict=True):
        kinds = {kind_of(one.object, rulebook) for one in (figure, following)}
        joined = equals(figure.sentence, figure.end, following.start, "list_mark")
        if len(kinds) > 1 or not joined or not restricted(following):
            continue
        if figure.object == following.object and _noun(figure) != _noun(following):
            figure.tier = figure.tier or said_tier(following)
        if kinds == {"people"} and figure.scope == "whole":
            figure.scope = "subset"


def _noun(figure: Statistic) -> str:
    noun = figure.noun
    return figure.sentence.between(noun.start, noun.end) if noun is not None else ""


def _of_one_change(figures: list[Statistic]) -> None:
    """What there was before a change is of the tier of what there is after it."""
    for figure in figures:
        if figure.role == "from" and not figure.tier:
            after = [f for f in figures if f.role == "to" and f.object == figure.object]
            figure.tier = after[0].tier if after else ""


def _share_a_kind(figures: list[Statistic]) -> None:
    """Parts side by side that count one kind have each only some of it: `514 cán bộ, 399 công chức`."""
    for figure, following in pairwise(figures):
        named = figure.noun is not None and following.noun is not None and figure.change != "share"
        alike = (figure.object, figure.tier) == (following.object, following.tier)
        whole = figure.scope == following.scope == "whole"
        if figure.role == following.role == "part" and named and alike and whole:
            figure.scope = following.scope = "subset"


def _agree(figures: list[Statistic], rulebook: Rulebook) -> None:
    """Let a number that an article says twice, of things of one kind, have the tier and scope that the fuller
    sentence gives it: `bớt 107 đầu mối`, `107 phòng thuộc các sở`."""
    known: dict[tuple[float, str], list[Statistic]] = {}
    for figure in figures:
        if figure.measure == "count" and figure.numeral.value >= SAID_AGAIN:
            kind = kind_of(figure.object, rulebook)
            if kind in HELD:
                known.setdefault((figure.numeral.value, kind), []).append(figure)
        elif figure.object == "deputies" and figure.numeral.value >= DEPUTIES:
            known.setdefault((figure.numeral.value, "deputies"), []).append(figure)
    for alike in known.values():
        tier = next((figure.tier for figure in alike if figure.tier), "")
        parted = any(figure.scope == "subset" for figure in alike)
        for figure in alike:
            figure.tier = figure.tier or tier
            if parted and figure.scope == "whole":
                figure.scope = "subset"
    for other, figure in pairwise(figures):
        if figure.rule == "equivalent" and figure.sentence is other.sentence:
            figure.tier, figure.scope = other.tier, other.scope


def tier_of_places(figures: list[Statistic], article: Article) -> None:
    """Set the tier of figures of a district or commune where nothing else says it. A part that a place of its
    own has is all that there is in that place."""
    levels = {p.surface: p.level for p in article.places}
    told: defaultdict[int, list[Statistic]] = defaultdict(list)
    for figure in figures:
        told[id(figure.sentence)].append(figure)
    for figure in figures:
        if not figure.tier and figure.place and figure.object not in OUTSIDE | OF_SECTORS:
            figure.tier = _level(figure.place, levels)
            if figure.role == "total" and _has_parts_of_other_tiers(figure, told[id(figure.sentence)]):
                figure.tier = ""
        if figure.role == "part" and figure.scope == "subset" and _labelled(figure):
            figure.scope = "whole"


def _has_parts_of_other_tiers(total: Statistic, figures: list[Statistic]) -> bool:
    """`huyện Ba Tơ 12 người, trong đó 5 công chức xã`: a total of two tiers; of one sentence."""
    parts = [f for f in figures if f.role == "part" and f.place == total.place]
    return any(f.tier and f.tier != total.tier for f in parts)


def _level(place: str, levels: dict[str, str]) -> str:
    """The level of a place, or of the last of several: `phường Bắc Sơn và xã Tân Lập`."""
    return (
        levels.get(place)
        or levels.get(place.rpartition(" và ")[2])
        or levels.get(place.rpartition(", ")[2], "")
    )


def _labelled(figure: Statistic) -> bool:
    """Whether a place of its own stands before it: `Ba Tri 118`, `nhiều nhất là Thái Thụy với 21 đơn vị`."""
    sentence = figure.sentence
    start = max((n.end for n in sentence.numerals if n.end <= figure.start), default=sentence.start)
    named = [p for p in sentence.places if start <= p.start and p.end <= figure.start]
    return bool(figure.place) and bool(named) and not restricted(figure)
