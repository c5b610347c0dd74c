"""What a figure counts: its own noun, or the one that it stands for."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import kind_of, nouns_before
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.verbs import verbs

_HEAD = re.compile(r"(?<!\w)(?:số|số lượng|tổng số|tỷ lệ|quân số)\s+$")


def resolve(figure: Statistic, before: list[Statistic], earlier: list[Statistic], rulebook: Rulebook) -> None:
    noun, sentence = figure.noun, figure.sentence
    if figure.measure == "money":
        figure.object = "money"
        return
    if noun is not None and not noun.generic:
        figure.object = _narrowed(figure, noun.object, before)
        return
    kinds = _kinds(figure)
    inside = [s for s in before if s.object and (not kinds or kind_of(s.object, rulebook) in kinds)]
    named = [m for m in nouns_before(sentence, figure.start) if not kinds or kind_of(m.id, rulebook) in kinds]
    mention = sentence.last_before(figure.start, named)
    if noun is None and inside and (figure.measure == "percent" or _same_verb(sentence, inside[-1], figure)):
        figure.object = inside[-1].object
    elif headed := [m for m in named if _HEAD.search(sentence.folded, sentence.start, m.start)]:
        figure.object = headed[-1].id
    elif mention is not None and (not inside or mention.start > inside[-1].start):
        figure.object = mention.id
    elif inside:
        figure.object = inside[-1].object
    elif figure.measure == "percent" and sentence.said("changes", "decrease", end=figure.end):
        figure.object = "payroll"
    elif noun is not None and noun.object in {"districts", "leaders"}:
        figure.object = noun.object
    elif loose := _loose(figure, kinds, rulebook):
        figure.object = loose[-1].id
    elif recalled := [
        s for s in earlier if s.object != "money" and (not kinds or kind_of(s.object, rulebook) in kinds)
    ]:
        figure.object = recalled[-1].object
    elif noun is not None and noun.object != "anything":
        figure.object = noun.object
    else:
        figure.object = "focal_points" if "bodies" in kinds else "payroll"


def _loose(figure: Statistic, kinds: set[str], rulebook: Rulebook) -> list[Mention]:
    """Nouns before the figure that say a little: `cán bộ`."""
    said = figure.sentence.said("objects", end=figure.start)
    return [
        m
        for m in said
        if m.form == "generic" and m.id != "anything" and (not kinds or kind_of(m.id, rulebook) in kinds)
    ]


def _kinds(figure: Statistic) -> set[str]:
    """The kinds of things that the noun of a figure can stand for; empty: any."""
    noun = figure.noun
    if noun is None:
        return set()
    if noun.object != "anything":
        return {noun.kind}
    if figure.sentence.folded[noun.start : noun.end] in {"người", "trường hợp", "lượt người"}:
        return {"people", "other"}
    return {"bodies", "places"}


def _narrowed(figure: Statistic, named: str, before: list[Statistic]) -> str:
    """`biên chế` is of the kind that the sentence named before: `Về biên chế công chức, đã giảm 164`."""
    if named != "payroll":
        return named
    sentence = figure.sentence
    kinds = [
        m for m in nouns_before(sentence, figure.start) if m.id in {"civil_servants", "public_employees"}
    ]
    posts = [m for m in kinds if sentence.between(m.start, m.end).startswith("biên chế")]
    return posts[-1].id if posts and len(before) <= 1 else named


def _same_verb(sentence: Sentence, one: Statistic, other: Statistic) -> bool:
    """`thừa 23 cán bộ, huyện Thạch Thành thừa 16`: the same verb counts the same thing."""
    first = sentence.last_before(one.start, verbs(sentence))
    second = sentence.last_before(other.start, verbs(sentence))
    return (
        first is not None
        and second is not None
        and sentence.between(*first[:2]) == sentence.between(*second[:2])
    )
