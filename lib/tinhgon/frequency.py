"""The frequency table: how often words and terms stand in the articles, by province or another column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from tinhgon import tables
from tinhgon.counts import Counts, counted, group_rows, without_duplicates
from tinhgon.errors import InputError

tables.declare("document_terms", "article_id source_file article:integer term frequency:integer")

ALL = "all"
SLICE = 1 << 20


def terms(
    articles: pd.DataFrame,
    rules: str | Path = "",
    by: str | Sequence[str] = "provinces",
    minimum: int = 1,
    n: int = 1,
    pattern: str = "",
) -> pd.DataFrame:
    """Table `terms`: frequency of every word and term in all articles (group `all`) and by group.

    `by` names columns of `articles`, or `year`, the year of publication. A list column such as `provinces`
    puts an article into each of its groups; an article without a value is in `all` only. Duplicates are
    left out, and stopwords are no rows but count among the words. `minimum` is a row's least frequency; `n`
    above 1 counts runs of `n` words; only terms in which the regular expression `pattern` is found are rows.

    `per_million` is per million words of the group; `document_frequency` counts articles. `dispersion_dp` is
    DP over the group's articles (Gries 2008), 0 where a term is spread as the words are, near 1 where one
    small article has it all; `dispersion_dpnorm` is DP / (1 - least share) (Lijffijt & Gries 2012). Both
    are missing in a group of one article. Raises InputError for a wrong `by`, `n` or `pattern`.

    >>> articles = pd.DataFrame({"text": ["sáp nhập hai xã", "sáp nhập"], "provinces": ["Lào Cai", None]})
    >>> table = terms(articles)
    >>> table.loc[table["group"] == "all", ["term", "frequency", "per_million", "document_frequency"]]
            term  frequency  per_million  document_frequency
    1   sáp nhập          2     500000.0                   2
    3         xã          1     250000.0                   1
    """
    kept = without_duplicates(articles)
    columns = [by] if isinstance(by, str) else list(by)
    groups = [group for column in columns for group in group_rows(kept, column)]
    return table(counted(kept, rules, n), groups, minimum, pattern)


def document_terms(articles: pd.DataFrame, rules: str | Path = "", n: int = 1) -> pd.DataFrame:
    """Table `document_terms`, the sparse document-term matrix: a row for each article and term that stands in
    it; duplicates and stopwords are left out."""
    kept = without_duplicates(articles)
    counts = counted(kept, rules, n)
    columns = [column for column in ("article_id", "source_file", "article") if column in kept]
    found = kept[columns].take(counts.article).reset_index(drop=True)
    found["term"] = pd.Series(counts.names, dtype="str").take(counts.term).to_numpy()
    found["frequency"] = counts.frequency
    types = {column: tables.DTYPES[kind] for column, kind in tables.COLUMNS["document_terms"].items()}
    return tables.arrange(found.reindex(columns=list(types)).astype(types))


def table(
    counts: Counts, groups: Sequence[tuple[str, np.ndarray]] = (), minimum: int = 1, pattern: str = ""
) -> pd.DataFrame:
    """Table `terms` of these counts: of all articles, and of each group, a name and positions of articles."""
    wanted = _matching(counts.names, pattern)
    everything = (ALL, np.arange(len(counts.sizes)))
    parts = [_measured(counts, *group, minimum, wanted) for group in (everything, *groups)]
    types = {column: tables.DTYPES[kind] for column, kind in tables.COLUMNS["terms"].items()}
    return tables.arrange(pd.concat(parts, ignore_index=True)[list(types)].astype(types))


def _matching(names: Sequence[str], pattern: str) -> np.ndarray:
    try:
        wanted = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise InputError(f"pattern={pattern!r}: no regular expression: {error}") from error
    return np.array([bool(wanted.search(name)) for name in names], dtype=bool)


def _measured(counts: Counts, group: str, rows: np.ndarray, minimum: int, wanted: np.ndarray) -> pd.DataFrame:
    total, documents = counts.total(rows), counts.documents(rows)
    size = max(int(counts.sizes[rows].sum()), 1)
    kept = np.flatnonzero((total >= max(minimum, 1)) & wanted)
    dp, greatest = _deviation(counts, rows, total)
    return pd.DataFrame(
        {
            "term": pd.Series([counts.names[index] for index in kept], dtype="str"),
            "group": group,
            "frequency": total[kept],
            "per_million": np.round(1e6 * total[kept] / size, 2),
            "document_frequency": documents[kept],
            "dispersion_dp": np.round(dp[kept], 4),
            "dispersion_dpnorm": np.round(dp[kept] / greatest, 4),
        }
    )


def _deviation(counts: Counts, rows: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, float]:
    """DP of every term over these articles, and the greatest value it can have.

    An article without the term adds its share w; so the sum is 1 + Σ (|t - w| - w) over those that have it.
    """
    share = np.zeros(len(counts.sizes))
    share[rows] = counts.sizes[rows] / max(int(counts.sizes[rows].sum()), 1)
    if np.count_nonzero(share) < 2:
        return np.full(len(total), np.nan), 1.0
    apart = np.ones(len(total))
    for start in range(0, len(counts.article), SLICE):
        part = slice(start, start + SLICE)
        inside = np.isin(counts.article[part], rows)
        article, term = counts.article[part][inside], counts.term[part][inside]
        observed = counts.frequency[part][inside] / total[term]
        apart += np.bincount(term, np.abs(observed - share[article]) - share[article], len(total))
    return np.clip(apart / 2, 0, 1), float(1 - share[rows].min())
