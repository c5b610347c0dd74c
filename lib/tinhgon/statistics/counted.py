"""What a figure counts: its own noun, or the one that it stands for."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import is_called, kind_of, nouns_before
from tinhgon.statistics.record import Statistic

ANYTHING = "anything"  # the entry of nouns that say nothing of what they stand for
CLEAR_ALONE = {"districts", "leaders"}  # what "huyện, quận", "lãnh đạo" mean where nothing was named
PAYROLL_KINDS = {"civil_servants", "public_employees"}


def resolve(figure: Statistic, before: list[Statistic], earlier: list[Statistic], rulebook: Rulebook) -> None:
    """Set the object of `figure`: what its noun says, else what the noun, or the number alone, stands for.

    `before` are the figures of the sentence to its left, `earlier` those of the sentences just before.
    """
    noun = figure.noun
    if figure.measure == "money":
        figure.object = "money"
    elif noun is not None and not noun.generic:
        figure.object = _narrowed(figure, noun.object, before)
    else:
        kinds = _kinds(figure)
        figure.object = (
            _named_in_sentence(figure, before, kinds, rulebook)
            or _understood(figure, kinds, rulebook)
            or _recalled(earlier, kinds, rulebook)
            or _by_default(figure, kinds)
        )


def _named_in_sentence(
    figure: Statistic, before: list[Statistic], kinds: set[str], rulebook: Rulebook
) -> str:
    """The object of a figure before, or a noun before that no figure has; the nearest wins."""
    sentence = figure.sentence
    counted = [s for s in before if s.object not in {"", "money"} and _fits(s.object, kinds, rulebook)]
    nouns = [m for m in nouns_before(sentence, figure.start) if m.id != "money"]
    named = [m for m in nouns if _fits(m.id, kinds, rulebook)]
    if figure.noun is None and counted and _same_breath(figure, counted[-1]):
        return counted[-1].object
    if headed := [m for m in named if ends(sentence, m.start, "number_of")]:
        return headed[-1].id
    nearest = sentence.last_before(figure.start, named)
    if nearest is not None and (not counted or nearest.start > counted[-1].start):
        return nearest.id
    return counted[-1].object if counted else ""


def _understood(figure: Statistic, kinds: set[str], rulebook: Rulebook) -> str:
    """What is meant where the sentence names nothing outright: a percent cut is of the payroll."""
    sentence, noun = figure.sentence, figure.noun
    if figure.measure == "percent" and sentence.said("changes", "decrease", end=figure.end):
        return "payroll"
    if noun is not None and noun.object in CLEAR_ALONE:
        return noun.object
    said = sentence.said("objects", end=figure.start, form="generic")
    loose = [m for m in said if m.id != ANYTHING and _fits(m.id, kinds, rulebook)]
    return loose[-1].id if loose else ""


def _recalled(earlier: list[Statistic], kinds: set[str], rulebook: Rulebook) -> str:
    fitting = [s.object for s in earlier if s.object != "money" and _fits(s.object, kinds, rulebook)]
    return fitting[-1] if fitting else ""


def _by_default(figure: Statistic, kinds: set[str]) -> str:
    if figure.noun is not None and figure.noun.object != ANYTHING:
        return figure.noun.object
    return "focal_points" if "bodies" in kinds else "payroll"


def _fits(object_id: str, kinds: set[str], rulebook: Rulebook) -> bool:
    return not kinds or kind_of(object_id, rulebook) in kinds


def _kinds(figure: Statistic) -> set[str]:
    """The kinds of things that the noun of a figure can stand for; empty: any."""
    noun = figure.noun
    if noun is None:
        return set()
    if noun.object != ANYTHING:
        return {noun.kind}
    return {"people", "other"} if is_called(figure.sentence, noun, "persons") else {"bodies", "places"}


def _narrowed(figure: Statistic, named: str, before: list[Statistic]) -> str:
    """`biên chế` is of the kind that the sentence named before: `Về biên chế công chức, đã giảm 164`."""
    if named != "payroll" or len(before) > 1:
        return named
    sentence = figure.sentence
    posts: list[Mention] = [
        m
        for m in nouns_before(sentence, figure.start)
        if m.id in PAYROLL_KINDS and begins(sentence, m.start, "payroll")
    ]
    return posts[-1].id if posts else named


def _same_breath(figure: Statistic, previous: Statistic) -> bool:
    """`thừa 23 cán bộ, huyện Thạch Thành thừa 16`: the same verb counts the same thing; so does a percent."""
    if figure.measure == "percent":
        return True
    sentence = figure.sentence
    first = sentence.last_before(previous.start, sentence.verbs)
    second = sentence.last_before(figure.start, sentence.verbs)
    return first is not None and second is not None and _words(sentence, first) == _words(sentence, second)


def _words(sentence: Sentence, mention: Mention) -> str:
    return sentence.between(mention.start, mention.end)
