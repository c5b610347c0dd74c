"""The arithmetic of the pages: every check that can be made of an article's own figures, passed or failed.

Nothing is corrected. A figure that fails keeps its printed value and carries the check's name in the
column `check` of the table `statistics`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from tinhgon import figures as records
from tinhgon.amounts import say
from tinhgon.audits import repeats, shares, sums
from tinhgon.audits.verdicts import FAILED, Audit
from tinhgon.figures import Figure
from tinhgon.rules import Rulebook, book
from tinhgon.tables import declare, frame

__all__ = ["FAILED", "audit", "flags"]

declare(
    "audits",
    "source_file article:integer article_id start:integer kind verdict statistic_ids:list printed:number "
    "computed:number explanation_en explanation_vi",
)


def audit(statistics: pd.DataFrame, articles: pd.DataFrame, rules: str = "") -> pd.DataFrame:
    """The table `audits`: one row a check, with the figures that it is about and a sentence a language.

    `kind` is `ratio_percent`, `percent_of_whole`, `count_percent`, `parts_total`, `from_to`,
    `change_percent`, `part_of_whole`, `percent_range` or `repeated`. `verdict` is `agrees`, `truncated`
    (cut off rather than rounded), `incomplete` (parts that are not all), or a failure: `contradicts`,
    `impossible` (more than all), `cannot_be` (no whole number comes to it).

    >>> row = {"statistic_id": "a", "measure": "percent", "value": 682.0, "change": "share"}
    >>> audit(pd.DataFrame([row]), pd.DataFrame({"article_id": [], "text": []}))["verdict"].tolist()
    ['impossible']
    """
    texts = {str(key): str(text) for key, text in records.records(articles, ("article_id", "text"), {})}
    return frame("audits", rows(records.read(statistics), texts, book(rules)))


def rows(figures: Iterable[Figure], texts: Mapping[str, str], rulebook: Rulebook) -> list[dict[str, Any]]:
    """The rows of the table `audits`; `texts` are those of the articles, by their ids."""
    by_article: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_article[figure.article_id].append(figure)
    return [
        _row(found, rulebook)
        for article_id, group in by_article.items()
        for found in _article(sorted(group, key=_place), texts.get(article_id, ""))
    ]


def flags(statistics: pd.DataFrame, audits: pd.DataFrame) -> pd.Series:
    """The cells of `check` for `statistics`: the kinds of the audits that a figure failed, sorted and
    joined by `;`, missing where it failed none."""
    told = zip(audits["kind"], audits["verdict"], audits["statistic_ids"], strict=True)
    failed = failures((kind, verdict, ids.split(";")) for kind, verdict, ids in told)
    cells = [";".join(sorted(failed[i])) if i in failed else None for i in statistics["statistic_id"]]
    return pd.Series(cells, index=statistics.index, dtype="str", name="check")


def failures(audits: Iterable[tuple[str, str, Iterable[str]]]) -> dict[str, set[str]]:
    """The kinds of the audits that a figure failed, by its id, of audits' kinds, verdicts and figures.

    >>> failures([("repeated", "contradicts", {"a"}), ("repeated", "agrees", {"b"})])
    {'a': {'repeated'}}
    """
    failed: dict[str, set[str]] = {}
    for kind, verdict, ids in audits:
        if verdict in FAILED:
            for statistic_id in ids:
                failed.setdefault(statistic_id, set()).add(kind)
    return failed


def _place(figure: Figure) -> tuple[int, int, str]:
    return figure.start, figure.end, figure.statistic_id


def _article(figures: list[Figure], text: str) -> Iterator[Audit]:
    lines = _lines(figures, text)
    yield from shares.ratio_percent(figures, text)
    yield from shares.percent_of_whole(figures, lines, text)
    yield from shares.count_percent(figures, text)
    yield from shares.bounds(figures)
    yield from sums.parts_total(figures, lines, text)
    yield from sums.from_to(figures, text)
    yield from repeats.repeated(figures)


def _lines(figures: list[Figure], text: str) -> list[int]:
    """The line in which each figure stands; without a text, each sentence is a line."""
    if not text:
        number: dict[str, int] = {}
        return [number.setdefault(figure.sentence, len(number)) for figure in figures]
    breaks = [found.start() for found in re.finditer("\n", text)]
    return [bisect_right(breaks, figure.start) for figure in figures]


def _row(found: Audit, rulebook: Rulebook) -> dict[str, Any]:
    first = found.figures[0]
    template: Mapping[str, str] = rulebook.by_id("audits")[found.case]
    return {
        "source_file": first.source_file,
        "article": first.article,
        "article_id": first.article_id,
        "start": None if first.start < 0 else first.start,
        "kind": found.kind,
        "verdict": found.verdict,
        "statistic_ids": {figure.statistic_id for figure in found.figures},
        "printed": found.printed,
        "computed": found.computed,
        "explanation_en": say(template["en"], found.numbers, "en"),
        "explanation_vi": say(template["vi"], found.numbers, "vi"),
    }
