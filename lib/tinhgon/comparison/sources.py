"""The articles behind the figures: which one counts, when it was printed, how directly it reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from tinhgon.comparison.periods import interval
from tinhgon.figures import Figure, records

_BASIS = {"supplied": 0, "clause": 0, "sentence": 0, "paragraph": 1, "article": 2, "publisher": 3}


class Source(NamedTuple):
    """An article as a source of figures. `published` is ISO, `within` the days between which an article
    without an exact date appeared, `copy_of` another article, each "" for none."""

    article_id: str
    published: str
    published_basis: str
    publisher: str
    provinces: tuple[str, ...]
    text_kind: str
    copy_of: str
    within: str

    @property
    def last_day(self) -> str:
        """The day of the article, or the last of those between which it appeared; "" where none is known."""
        return self.published or interval(self.within)[1]


def read(articles: pd.DataFrame) -> dict[str, Source]:
    """The sources of an `articles` table by article id."""
    rows = (Source(*cells) for cells in records(articles, [*_COLUMNS], {}))
    found = {row.article_id: row._replace(provinces=names(str(row.provinces))) for row in rows}
    return {key: _without_lost_original(source, found) for key, source in found.items()}


_COLUMNS = (
    "article_id",
    "published",
    "published_basis",
    "publisher",
    "provinces",
    "text_kind",
    "duplicate_of",
    "published_within",
)


def names(cell: str) -> tuple[str, ...]:
    """The parts of a `;`-joined cell."""
    return tuple(part for part in cell.split(";") if part)


def _without_lost_original(source: Source, found: dict[str, Source]) -> Source:
    """A copy of an article that is not in the corpus counts as an article of its own."""
    original = found.get(source.copy_of)
    if original is None or original.copy_of == source.article_id > original.article_id:
        return source._replace(copy_of="")
    return source


def independent(figures: list[Figure], sources: dict[str, Source]) -> list[Figure]:
    """`figures` without those of syndicated copies."""
    return [f for f in figures if f.article_id not in sources or not sources[f.article_id].copy_of]


def dated(figures: list[Figure], sources: dict[str, Source], round_of: Callable[[str], str]) -> list[Figure]:
    """`figures` with the time that their article gives them: one without a time of its own is of the span in
    which its article appeared, where that lies in one round; a result is of no day after its article's."""
    return [_dated(f, sources[f.article_id], round_of) if f.article_id in sources else f for f in figures]


def _dated(figure: Figure, source: Source, round_of: Callable[[str], str]) -> Figure:
    if not figure.as_of and not figure.period and source.within:
        first, last = interval(source.within)
        if round_of(first) == round_of(last):
            return figure._replace(as_of=source.within, as_of_basis="article")
    first, last = interval(figure.as_of)
    if source.published and not figure.target and first <= source.published < last:
        return figure._replace(as_of=f"{first}/{source.published}")
    return figure


def directness(figure: Figure, sources: dict[str, Source]) -> int:
    """How directly an article speaks of the figure's province: 0 is most direct.

    A province named beside the figure comes before one taken from the article or its publisher, an
    article on that province alone before one on many, a page's own text before a digest of it.
    """
    source = sources.get(figure.article_id)
    rank = 4 * _BASIS.get(figure.province_basis, 1)
    if source is not None:
        rank += 2 * (source.provinces != (figure.province,)) + (source.text_kind == "digest")
    return rank
