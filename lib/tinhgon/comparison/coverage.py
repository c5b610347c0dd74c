"""What stands behind a province: how many articles, from whom, of when, and what a person has read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pandas as pd

from tinhgon.comparison.provinces import Provinces
from tinhgon.comparison.sources import Source
from tinhgon.comparison.values import Value
from tinhgon.figures import Figure
from tinhgon.tables import declare, frame

declare(
    "coverage",
    "province borders articles:integer copies:integer publishers:list first_published:date "
    "last_published:date dated_articles:integer figures:integer dated_figures:integer flagged:integer "
    "confirmed:integer models:integer comparable:integer conflicts:integer article_ids:list "
    "province_gso province_iso province_ascii region region_vi",
)


def coverage(
    sources: dict[str, Source],
    figures: Sequence[Figure],
    flagged: frozenset[str],
    values: Sequence[Value],
    comparable: Iterable[bool],
    provinces: Provinces,
) -> pd.DataFrame:
    """The table `coverage`, one row a province that an article reports on or a figure or model is of.

    `articles` counts independent ones, `copies` the syndicated rest; `dated_articles` those with an
    exact date, `dated_figures` the figures whose sentence prints their period, `flagged` those that a
    check failed, `models` the models that the province is told to run. `comparable` and `conflicts`
    count rows of `comparison`.
    """
    behind = _articles(sources, values)
    own: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        own[figure.province].append(figure)
    told: defaultdict[str, list[tuple[Value, bool]]] = defaultdict(list)
    for value, fits in zip(values, comparable, strict=True):
        if value.status != "not_reported":
            told[value.province].append((value, fits))
    rows = [
        {"province": province, "article_ids": behind[province]}
        | _source_cells([sources[i] for i in sorted(behind[province]) if i in sources], province, provinces)
        | _figure_cells(own[province], flagged)
        | _value_cells(told[province])
        for province in sorted(behind)
    ]
    return frame("coverage", rows)


def _value_cells(told: list[tuple[Value, bool]]) -> dict[str, object]:
    models = {value.indicator.predicate for value, _ in told if value.indicator.change == "adoption"}
    return {
        "models": len(models - {""}),
        "comparable": sum(fits for _, fits in told),
        "conflicts": sum(value.status == "conflict" for value, _ in told),
    }


def _articles(sources: dict[str, Source], values: Sequence[Value]) -> dict[str, set[str]]:
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for source in sources.values():
        for province in source.provinces:
            behind[province].add(source.article_id)
    for value in values:
        behind[value.province].update(value.article_ids)
    return behind


def _source_cells(articles: list[Source], province: str, provinces: Provinces) -> dict[str, object]:
    originals = [source for source in articles if not source.copy_of]
    dates = sorted(source.published for source in originals if source.published)
    return {
        "borders": provinces.borders(max((one.last_day for one in originals), default=""), province),
        "articles": len(originals),
        "copies": len(articles) - len(originals),
        "publishers": {source.publisher for source in originals if source.publisher},
        "first_published": dates[0] if dates else "",
        "last_published": dates[-1] if dates else "",
        "dated_articles": len(dates),
    }


def _figure_cells(figures: list[Figure], flagged: frozenset[str]) -> dict[str, object]:
    return {
        "figures": len(figures),
        "dated_figures": sum(
            bool(f.as_of) and (bool(f.period) or f.as_of_basis == "sentence") for f in figures
        ),
        "flagged": sum(f.statistic_id in flagged for f in figures),
        "confirmed": sum(bool(f.confirmed) for f in figures),
    }
