"""Which province runs which model, where the page gives no figure for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tinhgon.adoptions.counting import Counting
from tinhgon.adoptions.holders import Holder, holders
from tinhgon.adoptions.levels import levels_of
from tinhgon.adoptions.mergers import of_kinds, of_places
from tinhgon.adoptions.mood import goes_on, is_told, looks_ahead, stage_of
from tinhgon.adoptions.paragraph import level_before
from tinhgon.adoptions.recalled import recalled
from tinhgon.clauses import Article, Model, Sentence
from tinhgon.clauses.contexts import says
from tinhgon.rules import Rulebook
from tinhgon.statistics import Statistic
from tinhgon.text import Span

__all__ = ["Adoption", "find"]


@dataclass(frozen=True, slots=True)
class Adoption:
    """A province (empty: unnamed ones) and a model; `text[start:end]` names the model."""

    province: str
    predicate: str
    level: str
    start: int
    end: int
    sentence: Span
    place: str = ""
    stage: str = ""


def find(article: Article, figures: Sequence[Statistic], rulebook: Rulebook) -> list[Adoption]:
    """The adoptions of `article`, each province, model and level once, in order.

    A wish, a request or a plan is not adoption; a model that the same sentence gives a figure for is a
    statistic alone, and so is a merger of no named bodies that the article gives a figure for.

    >>> from tinhgon.clauses import read_article
    >>> from tinhgon.rules import book
    >>> text = "Lai Châu hợp nhất Ban Tổ chức và Phòng Nội vụ cấp huyện."
    >>> [(row.province, row.predicate, row.level) for row in find(read_article(text, book()), [], book())]
    [('Lai Châu', 'organisation_home_affairs', 'district')]
    """
    counting = Counting(figures, rulebook)
    found: dict[tuple[str, str, str], Adoption] = {}
    latest: list[Adoption] = []
    planned, ahead = _is_of_plans(article), False
    for index, sentence in enumerate(article.sentences):
        before = article.sentences[index - 1] if index else None
        ahead = before is not None and goes_on(sentence) and ((ahead and not latest) or looks_ahead(before))
        told = _models(article, sentence, counting, planned or ahead) if sentence.may_unite else []
        rows = [row for model in told for row in _adoptions(article, sentence, model)]
        if latest or rows:
            rows += _recalled(article, sentence, [*latest, *rows], counting)
        rows = [row if row.level else _levelled(article, sentence, row, latest) for row in rows]
        for row in rows:
            found.setdefault((row.province, row.predicate, row.level), row)
        latest = rows
    levelled = {(row.province, row.predicate) for row in found.values() if row.level}
    return [row for row in found.values() if row.level or (row.province, row.predicate) not in levelled]


def _levelled(article: Article, sentence: Sentence, row: Adoption, latest: Sequence[Adoption]) -> Adoption:
    """The row on the level that the sentence before it speaks of."""
    told = [one.level for one in latest if one.province == row.province and one.level]
    model = Model(row.start, row.end, row.predicate)
    return replace(row, level=level_before(article, sentence, model, row.province, told))


def _models(article: Article, sentence: Sentence, counting: Counting, planned: bool) -> Iterator[Model]:
    """The models told of in the sentence as done, without a figure; a title repeats what the body counts.
    `planned`: the article's title looks ahead."""
    if planned and not sentence.said("cues", "done", "pilot"):
        return
    named = [model for model in sentence.models if not model.generic]
    places = of_places(sentence)
    kinds = [model for model in of_kinds(sentence) if all(model.id != one.id for one in places)]
    if sentence.line == 0 and len(article.sentences) > 1:
        kinds = []
    title = sentence.line == 0 and article.sentences[-1].line > 0
    for model in [*named, *places, *kinds]:
        apart = model in named or all(model.end <= one.start or one.end <= model.start for one in named)
        again = (model in kinds or title) and counting.counts_anywhere(model)
        if apart and not again and not counting.counts(sentence, model) and is_told(sentence, model):
            yield model


def _is_of_plans(article: Article) -> bool:
    """Whether the title looks ahead: what such an article lists is planned unless it says `đã`."""
    return any(says(one, one.start, one.end, "plan_title") for one in article.sentences if one.line == 0)


def _adoptions(article: Article, sentence: Sentence, model: Model) -> Iterator[Adoption]:
    for holder in holders(article, sentence, model):
        for level in levels_of(sentence, model, holder) or [""]:
            yield _adoption(sentence, model, holder, level)


def _adoption(sentence: Sentence, model: Model, holder: Holder, level: str) -> Adoption:
    span, stage = Span(sentence.start, sentence.end), stage_of(sentence, model)
    return Adoption(holder.province, model.id, level, model.start, model.end, span, holder.place, stage)


def _recalled(
    article: Article, sentence: Sentence, told: Sequence[Adoption], counting: Counting
) -> Iterator[Adoption]:
    """What the sentence adds to the last model told: `mô hình này cũng được làm ở cấp xã`."""
    for mention in recalled(sentence):
        earlier = [one for one in told if one.start < mention.start]
        if not earlier:
            continue
        last = [one for one in earlier if one.predicate == earlier[-1].predicate]
        model = Model(mention.start, mention.end, last[-1].predicate)
        if counting.counts(sentence, model) or not is_told(sentence, model):
            continue
        levels = levels_of(sentence, model, Holder(""))
        same = [Holder(one.province, one.place) for one in last] if levels else []
        for holder in holders(article, sentence, model, named_only=True) or same:
            for level in levels or [last[-1].level]:
                yield _adoption(sentence, model, holder, level)
