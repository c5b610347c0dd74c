"""Which models the figures of an article tell of: those are statistics, and no rows of their own."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence

from tinhgon.adoptions.holders import Holder
from tinhgon.adoptions.levels import levels_of
from tinhgon.clauses import Model, Sentence
from tinhgon.clauses.contexts import consists
from tinhgon.rules import Rulebook
from tinhgon.statistics import Statistic

PLACES = "places_merged"
TIERS = {"districts": "district", "communes": "commune", "villages": "village"}


class Counting:
    """The figures of an article by what they tell of."""

    def __init__(self, figures: Sequence[Statistic], rulebook: Rulebook) -> None:
        self._told: dict[int, list[Statistic]] = defaultdict(list)
        for figure in figures:
            self._told[figure.sentence.start].append(figure)
        self._merged = _merged(rulebook)
        self._predicates = frozenset(figure.predicate for figure in figures)

    def counts(self, sentence: Sentence, model: Model) -> bool:
        """Whether a figure of the sentence tells of the model, or stands in its words.

        A figure of a merger is of its own segment, with no other merger told between; one of posts or
        bodies may be of another tier.
        """
        return any(self._is_of(figure, sentence, model) for figure in self._told[sentence.start])

    def _is_of(self, figure: Statistic, sentence: Sentence, model: Model) -> bool:
        if _stands_in(figure, sentence, model):
            return True
        merged = self._merged[model.id]
        if model.id == PLACES:
            return _is_of_places(figure, sentence, model)
        if figure.predicate != model.id:
            return False
        if merged:
            near = _outer(sentence, figure.start) == _outer(sentence, model.start)
            listed = figure.end <= model.start and ":" in sentence.between(figure.end, model.start)
            return (near or listed) and not _is_of_another(sentence, model, figure)
        levels = levels_of(sentence, model, Holder(""))
        return not levels or not figure.tier or figure.tier in levels or _is_of_same(figure, sentence, model)

    def counts_anywhere(self, model: Model) -> bool:
        """Whether a figure of the article has the model as its predicate."""
        return model.id in self._predicates


@functools.cache
def _merged(rulebook: Rulebook) -> dict[str, frozenset[str]]:
    """The objects whose merging a model is, by its id."""
    return {entry["id"]: frozenset(entry.get("merged", ())) for entry in rulebook.entries("models")}


def _stands_in(figure: Statistic, sentence: Sentence, model: Model) -> bool:
    """Whether the number stands in the model's words, or right before them: `41 |bí thư kiêm chủ tịch`."""
    number = figure.numeral
    inside = model.start <= number.start < model.end
    return inside or (number.end <= model.start and not sentence.between(number.end, model.start).strip())


def _is_of_places(figure: Statistic, sentence: Sentence, model: Model) -> bool:
    """Whether a figure counts the places that were merged, or those named right behind it: `ba phường A, B
    và C nhập làm một`; one of another tier (`huyện A nhập vào B; 12 xã …`) does not."""
    tier = TIERS.get(figure.object, model.tier)
    if model.tier and tier != model.tier:
        return False
    if figure.predicate == model.id:
        return True
    end = figure.numeral.end
    for place in sentence.places:
        if end <= place.start < model.start and consists(sentence, end, place.start, "place_joint"):
            end = place.end
    before = figure.object in TIERS and figure.numeral.end <= model.start
    return before and consists(sentence, end, model.start, "place_joint")


def _is_of_same(figure: Statistic, sentence: Sentence, model: Model) -> bool:
    """Whether a figure of another tier stands behind the model, no other and no semicolon between."""
    again = any(model.end <= other.start < figure.start for other in sentence.models)
    segment = sentence.segment(model.start)
    return not again and model.end <= figure.start < segment.end


def _outer(sentence: Sentence, at: int) -> int:
    """Where the segment begins that holds `at`, or the bracket in which it stands."""
    bracket = sentence.bracket(at)
    return sentence.segment(max(bracket.start - 2, sentence.start) if bracket else at).start


def _is_of_another(sentence: Sentence, model: Model, figure: Statistic) -> bool:
    """Whether a new verb of merging stands between the model and a figure behind it, or behind a figure
    before it that has its own: `nhập 5 thôn, hợp nhất Chi cục A với Chi cục B`."""
    if figure.start >= model.end:
        return bool(sentence.said("cues", "one_body", start=model.end, end=figure.start))
    own = sentence.said("cues", "one_body", start=sentence.segment(figure.start).start, end=figure.start)
    return bool(own) and bool(sentence.said("cues", "one_body", start=figure.end, end=model.start))
