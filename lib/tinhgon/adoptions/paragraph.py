"""The level of a model that its sentence does not tell: that of the sentences before it in the paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile
from operator import attrgetter

from tinhgon.clauses import Article, Model, Sentence
from tinhgon.clauses.contexts import begins
from tinhgon.places import Place

SMALLER = {"district", "commune"}
LOOK_BACK = 12  # sentences of the paragraph in which a place is looked for
EXAMINED = "competitive_selection"  # of posts of any level
OF_UNITS = {"units_merged", "health_merged"}  # their level is that of a place, not of another model


def level_before(
    article: Article, sentence: Sentence, model: Model, province: str, told: Sequence[str]
) -> str:
    """The level of what the sentence before tells of the same province (`told`), else that of the place named
    last in the paragraph, else that of the only place in the title; empty where there is none.
    """
    if model.id == EXAMINED or begins(sentence, model.end, "same_tier"):
        return ""
    index = bisect_left(article.sentences, sentence.start, key=attrgetter("start"))
    near = article.sentences[max(0, index - LOOK_BACK) : index]
    earlier = [one for one in near if one.line == sentence.line]
    if earlier and model.id not in OF_UNITS and (levels := [one for one in told if one != "village"]):
        return levels[-1]
    places = [place for one in earlier for place in one.places][-1:]
    places = places or _of_title(article)
    return "".join(p.level for p in places if p.level in SMALLER and p.province in {None, province})


def _of_title(article: Article) -> list[Place]:
    """The only place that the title names."""
    title = takewhile(lambda one: one.line == 0, article.sentences)
    places = [place for one in title for place in one.places]
    return places if len(places) == 1 and article.sentences[-1].line > 0 else []
