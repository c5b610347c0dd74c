"""How often each word and term stands in the articles, by province or any other column.

Words are counted as segmented; a term of `rules/terms.txt` is counted beside its words, so that `biên chế`
is not missing where it is part of `tinh giản biên chế`. A key that is both is one row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from tinhgon import rules as rulebooks
from tinhgon import tables
from tinhgon.errors import InputError
from tinhgon.words import is_word, key, words
from tinhgon.words import terms as terms_of

ALL = "all"


def terms(
    articles: pd.DataFrame, rules: str = "", by: str | Sequence[str] = "provinces", minimum: int = 1
) -> pd.DataFrame:
    """Table `terms`: frequency of every word and term in all articles (group `all`) and by group.

    `by` names columns of `articles`, or `year`, the year of publication. A list column such as `provinces`
    puts an article into each of its groups; an article without a value is in `all` only. Duplicates are
    left out, and stopwords are no rows but count among the words. `minimum` is a row's least frequency.

    `per_million` is per million words of the group; `document_frequency` counts articles. `dispersion_dp` is
    DP over the group's articles (Gries 2008), 0 where a term is spread as the words are, near 1 where one
    small article has it all; `dispersion_dpnorm` is DP / (1 - least share) (Lijffijt & Gries 2012). Both
    are missing in a group of one article. Raises InputError where `by` is no column.

    >>> articles = pd.DataFrame({"text": ["sáp nhập hai xã", "sáp nhập"], "provinces": ["Lào Cai", None]})
    >>> table = terms(articles)
    >>> table.loc[table["group"] == "all", ["term", "frequency", "per_million", "document_frequency"]]
            term  frequency  per_million  document_frequency
    1   sáp nhập          2     500000.0                   2
    3         xã          1     250000.0                   1
    """
    kept = articles[articles["duplicate_of"].isna()] if "duplicate_of" in articles else articles
    counts = counted(kept, rules)
    groups = [(ALL, np.arange(len(kept)))]
    for column in [by] if isinstance(by, str) else by:
        groups += group_rows(kept, column)
    parts = [_measured(counts, name, rows, minimum) for name, rows in groups]
    columns = list(tables.COLUMNS["terms"])
    table = pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
    types = {column: tables.DTYPES[kind] for column, kind in tables.COLUMNS["terms"].items()}
    return tables.arrange(table.astype(types))


class Counts:
    """Frequencies as triples: term `term[i]` stands `frequency[i]` times in article `article[i]`.

    `names` are the terms in sorted order, `sizes` the number of words of each article.
    """

    def __init__(self, bags: Sequence[Mapping[str, int]], sizes: Sequence[int]) -> None:
        self.names = sorted({name for bag in bags for name in bag})
        number = {name: index for index, name in enumerate(self.names)}
        self.sizes = np.array(sizes, dtype=np.int64)
        self.article = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
        self.term = np.array([number[name] for bag in bags for name in bag], dtype=np.int64)
        self.frequency = np.array([count for bag in bags for count in bag.values()], dtype=np.int64)


def counted(articles: pd.DataFrame, rules: str = "") -> Counts:
    """The frequencies of words and terms by article, stopwords left out; `sizes` count them."""
    book = rulebooks.book(rules)
    stop = {key(word) for word in book.lines("stopwords")}
    labels = {key(label): label for label in reversed(book.lines("terms"))}
    bags, sizes = [], []
    for text in articles["text"].fillna(""):
        bag: Counter[str] = Counter()
        size = 0
        for line in words(text.split("\n"), rules):
            keys = line.keys
            names = [word for word in keys if is_word(word)]
            size += len(names)
            bag.update(labels.get(name, name) for name in names if name not in stop)
            bag.update(term.label for term in terms_of(keys, book) if term.last - term.first > 1)
        bags.append(bag)
        sizes.append(size)
    return Counts(bags, sizes)


def group_rows(articles: pd.DataFrame, column: str) -> list[tuple[str, np.ndarray]]:
    """The groups of a column, by name: the positions of the articles in each."""
    if column == "year":
        values = articles["published"].astype("str").str[:4]
    elif column in articles.columns:
        values = articles[column]
    else:
        known = ", ".join([*articles.columns, "year"])
        raise InputError(f"by={column!r}: no column of the articles; there are {known}")
    is_list = tables.COLUMNS["articles"].get(column) == "list"
    rows: dict[str, list[int]] = {}
    for position, value in enumerate(values):
        if not pd.isna(value) and value != "":
            for name in set(str(value).split(";")) if is_list else {str(value)}:
                rows.setdefault(name, []).append(position)
    return [(name, np.array(positions)) for name, positions in sorted(rows.items())]


def _measured(counts: Counts, group: str, rows: np.ndarray, minimum: int) -> pd.DataFrame:
    """The rows of one group. DP is summed over the articles that have the term; the rest add their share."""
    inside = np.isin(counts.article, rows)
    article, term, frequency = counts.article[inside], counts.term[inside], counts.frequency[inside]
    size, width = int(counts.sizes[rows].sum()), len(counts.names)
    total = np.bincount(term, frequency, width)
    share = counts.sizes / max(size, 1)
    observed = frequency / total[term]
    apart = np.bincount(term, np.abs(observed - share[article]) - share[article], width)
    dp = np.clip((apart + 1) / 2, 0, 1)
    kept = np.flatnonzero(total >= max(minimum, 1))
    table = pd.DataFrame(
        {
            "term": pd.Series([counts.names[index] for index in kept], dtype="str"),
            "group": group,
            "frequency": total[kept].astype(np.int64),
            "per_million": np.round(1e6 * total[kept] / max(size, 1), 2),
            "document_frequency": np.bincount(term, minlength=width)[kept],
        }
    )
    several = len(rows) > 1
    least = share[rows].min() if several else 0.0
    table["dispersion_dp"] = np.round(dp[kept], 4) if several else np.nan
    table["dispersion_dpnorm"] = np.round(dp[kept] / (1 - least), 4) if several else np.nan
    return table
