"""How often each word and term stands in each article: what frequency and keyness tables are made from.

Words are counted as segmented; a term of `rules/terms.txt` is counted beside its words, so that `biên chế`
is not missing where it is part of `tinh giản biên chế`. A key that is both is counted once.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

import numpy as np
import pandas as pd

from tinhgon import rules as rulebooks
from tinhgon import tables
from tinhgon.errors import InputError
from tinhgon.words import Words, is_word, key, words
from tinhgon.words import terms as terms_of

MOST_KNOWN = 1 << 16  # words kept with what they are counted as
BLOCK = 100  # articles segmented together: enough to be quick, few enough to stay small


@dataclass(frozen=True)
class Counts:
    """Frequencies as triples: `names[term[i]]` stands `frequency[i]` times in article `article[i]`.

    `names` are in sorted order; `sizes` has the number of words of each article, stopwords among them.
    """

    names: list[str]
    sizes: np.ndarray
    article: np.ndarray
    term: np.ndarray
    frequency: np.ndarray

    def total(self, rows: np.ndarray) -> np.ndarray:
        """The frequency of each term in the articles at positions `rows`."""
        inside = np.isin(self.article, rows)
        return np.bincount(self.term[inside], self.frequency[inside], len(self.names)).astype(np.int64)

    def documents(self, rows: np.ndarray) -> np.ndarray:
        """The number of the articles at positions `rows` in which each term stands."""
        return np.bincount(self.term[np.isin(self.article, rows)], minlength=len(self.names))


def counted(articles: pd.DataFrame, rules: str | Path = "", n: int = 1) -> Counts:
    """The frequencies of words and terms by article, stopwords left out; article i is row i of `articles`.

    With `n` above 1, of runs of `n` words that no figure, sign or line end interrupts and that neither begin
    nor end with a stopword. Raises InputError where `n` is below 1.

    >>> counts = counted(pd.DataFrame({"text": ["sáp nhập xã", "xã và thôn"]}))
    >>> counts.names, counts.total(np.array([0, 1])).tolist(), counts.sizes.tolist()
    (['sáp nhập', 'thôn', 'xã'], [1, 1, 2], [2, 3])
    """
    if n < 1:
        raise InputError(f"n={n}: a run has at least one word")
    count = _Singly(rules) if n == 1 else _Runs(rules, n)
    numbers: dict[str, int] = {}
    parts = [np.zeros((0, 3), dtype=np.int32)]
    sizes: list[int] = []
    for lines in _by_article(articles["text"].fillna(""), rules):
        keys = [line.keys for line in lines]
        every = Counter(chain.from_iterable(keys))
        size = sum(found for word, found in every.items() if is_word(word))
        bag = count(keys, every)
        rows = [(len(sizes), numbers.setdefault(name, len(numbers)), found) for name, found in bag.items()]
        parts.append(np.array(rows, dtype=np.int32).reshape(-1, 3))
        sizes.append(size)
    article, term, frequency = np.concatenate(parts).T
    return _sorted(list(numbers), np.array(sizes, dtype=np.int64), article, term, frequency)


def combined(parts: Iterable[Counts]) -> Counts:
    """The counts of several tables of articles, one below the other, as if counted together."""
    shards = list(parts)
    numbers: dict[str, int] = {}
    renamed = [
        np.array([numbers.setdefault(name, len(numbers)) for name in shard.names], dtype=np.int32)[shard.term]
        for shard in shards
    ]
    first = np.cumsum([0] + [len(shard.sizes) for shard in shards])
    articles = [shard.article + np.int32(start) for shard, start in zip(shards, first, strict=False)]
    return _sorted(
        list(numbers),
        np.concatenate([np.zeros(0, dtype=np.int64), *(shard.sizes for shard in shards)]),
        np.concatenate([np.zeros(0, dtype=np.int32), *articles]),
        np.concatenate([np.zeros(0, dtype=np.int32), *renamed]),
        np.concatenate([np.zeros(0, dtype=np.int32), *(shard.frequency for shard in shards)]),
    )


def group_rows(articles: pd.DataFrame, column: str) -> list[tuple[str, np.ndarray]]:
    """The groups of a column by name, and the positions of the articles in each.

    `year` is the year of publication. A list column puts an article into each of its groups; an article
    without a value is in none. Raises InputError where there is no such column.
    """
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


def without_duplicates(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles that repeat no other, in an order that does not depend on how they were given."""
    kept = articles[articles["duplicate_of"].isna()] if "duplicate_of" in articles else articles
    order = [column for column in ("source_file", "article", "article_id") if column in kept]
    return kept.sort_values(order, kind="stable", ignore_index=True) if order else kept


class _Singly:
    """The words that are no stopwords, and the terms of more than one word."""

    def __init__(self, rules: str | Path) -> None:
        self.book = rulebooks.book(rules)
        self.counted = _counted(self.book)

    def __call__(self, lines: Sequence[Sequence[str]], every: Counter[str]) -> dict[str, int]:
        """How often each stands in the lines of an article, whose words are also given counted."""
        bag: dict[str, int] = {}
        for name, found in zip(map(self.counted.__getitem__, every), every.values(), strict=True):
            if name:
                bag[name] = bag.get(name, 0) + found
        for keys in lines:
            for term in terms_of(keys, self.book):
                if term.last - term.first > 1:
                    bag[term.label] = bag.get(term.label, 0) + 1
        return bag


class _Counted(dict[str, str]):
    """As what a word is counted, "" for a stopword and for what is no word; found when first asked for."""

    def __init__(self, book: rulebooks.Rulebook) -> None:
        self.stop = frozenset(key(word) for word in book.lines("stopwords"))
        self.labels = {key(label): label for label in reversed(book.lines("terms"))}

    def __missing__(self, word: str) -> str:
        if len(self) > MOST_KNOWN:
            self.clear()
        name = self.labels.get(word, word) if is_word(word) and word not in self.stop else ""
        return self.setdefault(word, name)


_counted = functools.cache(_Counted)


class _Runs:
    """The runs of `n` words."""

    def __init__(self, rules: str | Path, n: int) -> None:
        self.stop, self.n = stopwords(rules), n

    def __call__(self, lines: Sequence[Sequence[str]], every: Counter[str]) -> Counter[str]:
        """How often each stands in the lines of an article."""
        return Counter(run for keys in lines for run in self._of_line(keys))

    def _of_line(self, keys: Sequence[str]) -> Iterator[str]:
        for are_words, stretch in groupby(keys, is_word):
            run = list(stretch)
            for start in range(len(run) - self.n + 1) if are_words else ():
                part = run[start : start + self.n]
                if part[0] not in self.stop and part[-1] not in self.stop:
                    yield " ".join(part)


def stopwords(rules: str | Path = "") -> frozenset[str]:
    """The keys of the words in `stopwords.txt`."""
    return frozenset(key(word) for word in rulebooks.book(rules).lines("stopwords"))


def _by_article(texts: pd.Series, rules: str | Path) -> Iterator[list[Words]]:
    """The segmented lines of each text, segmented in blocks."""
    for start in range(0, len(texts), BLOCK):
        lines = [text.split("\n") for text in texts.iloc[start : start + BLOCK]]
        found = iter(words([line for text in lines for line in text], rules))
        for text in lines:
            yield [next(found) for _ in text]


def _sorted(
    names: list[str], sizes: np.ndarray, article: np.ndarray, term: np.ndarray, frequency: np.ndarray
) -> Counts:
    order = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int32)
    place = np.empty_like(order)
    place[order] = np.arange(len(order), dtype=np.int32)
    return Counts([names[index] for index in order], sizes, article, place[term], frequency)
