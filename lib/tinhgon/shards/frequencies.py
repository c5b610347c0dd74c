"""The table `terms` of all pieces: what `frequency.terms` makes in memory, some thousand terms at a time.

Exact; only the last binary digit of a sum may differ before it is rounded, since the pieces are added one
after the other. Memory: the distinct words of the corpus, a number a group for each of a stretch of terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tinhgon import cells, tables
from tinhgon.counts import group_rows
from tinhgon.frequency import ALL
from tinhgon.shards import storage
from tinhgon.shards.cleaned import read_array
from tinhgon.shards.work import Task

CELLS = 1_000_000  # terms times groups held at a time


@dataclass
class _Piece:
    """A piece's counts: its words' numbers, the size of each article, and the groups that each is counted in:
    `groups[starts[a]:starts[a + 1]]`, none for a copy."""

    task: Task
    words: np.ndarray
    sizes: np.ndarray
    starts: np.ndarray
    groups: np.ndarray

    def rows(self, low: int, high: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Of the terms `low` to `high`, once for each group and article: group, term (from `low`), frequency
        and the article's size."""
        triples = self._triples()
        start, end = np.searchsorted(triples[:, 0], np.searchsorted(self.words, [low, high]))
        term, article, frequency = np.array(triples[start:end]).T
        times = np.diff(self.starts)[article]
        row = np.repeat(np.arange(len(term)), times)
        within = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
        group = self.groups[self.starts[article[row]] + within]
        return group, self.words[term[row]].astype(np.int64) - low, frequency[row], self.sizes[article[row]]

    def _triples(self) -> np.ndarray:
        path = self.task.path("triples.npy")
        return read_array(path) if storage.is_address(path) else np.load(path, mmap_mode="r")


def terms(tasks: Sequence[Task], articles: Sequence[pd.DataFrame], by: str) -> Iterator[pd.DataFrame]:
    """The table `terms`, in its order, a stretch at a time. `articles` are the pieces' own, with
    `duplicate_of` and the columns that `by` needs; copies are not counted."""
    names = sorted(set().union(*(_names(task) for task in tasks)))
    numbers = {name: at for at, name in enumerate(names)}
    groups = [ALL]
    pieces = [_piece(task, table, by, groups, numbers) for task, table in zip(tasks, articles, strict=True)]
    order = [0, *sorted(range(1, len(groups)), key=groups.__getitem__)]
    del numbers
    sizes = _sizes(pieces, len(groups))
    width = max(1, CELLS // len(groups))
    for low in range(0, len(names), width):
        high = min(low + width, len(names))
        yield _measured(pieces, sizes, names[low:high], [groups[at] for at in order], order, low)


def _names(task: Task) -> list[str]:
    data = storage.read(task.path("names.txt")) or b""
    return data.decode().split("\n") if data else []


def _piece(task: Task, articles: pd.DataFrame, by: str, groups: list[str], numbers: dict[str, int]) -> _Piece:
    """The counts of one piece; groups that are new are put after those that are known."""
    known = {name: at for at, name in enumerate(groups)}
    counted = articles["duplicate_of"].isna().to_numpy(dtype=bool)
    group, article = [np.zeros(int(counted.sum()), dtype=np.int64)], [np.flatnonzero(counted)]
    for name, rows in group_rows(articles, by):
        kept = rows[counted[rows]]
        if len(kept) and name not in known:
            known[name] = len(groups)
            groups.append(name)
        group.append(np.full(len(kept), known.get(name, 0)))
        article.append(kept)
    of, at = np.concatenate(group), np.concatenate(article)
    sort = np.argsort(at, kind="stable")
    starts = np.searchsorted(at[sort], np.arange(len(articles) + 1))
    words = np.array([numbers[name] for name in _names(task)], dtype=np.int32)
    return _Piece(task, words, read_array(task.path("sizes.npy")), starts, of[sort])


@dataclass
class _Sizes:
    """Of each group: its words, the share of its smallest article, how many articles have words."""

    words: np.ndarray
    least: np.ndarray
    articles: np.ndarray


def _sizes(pieces: Sequence[_Piece], groups: int) -> _Sizes:
    words = np.zeros(groups, dtype=np.int64)
    least = np.full(groups, np.iinfo(np.int64).max)
    articles = np.zeros(groups, dtype=np.int64)
    for piece in pieces:
        size = np.repeat(piece.sizes, np.diff(piece.starts))
        np.add.at(words, piece.groups, size)
        np.minimum.at(least, piece.groups, size)
        np.add.at(articles, piece.groups, size > 0)
    return _Sizes(words, least / np.maximum(words, 1), articles)


def _measured(
    pieces: Sequence[_Piece], sizes: _Sizes, names: list[str], labels: list[str], order: list[int], low: int
) -> pd.DataFrame:
    """The rows of a stretch of terms, `names`, that begins at term `low`."""
    shape, width = (len(order), len(names)), len(names)
    total, documents = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    apart = np.zeros(shape)
    for piece in pieces:
        group, term, frequency, _ = piece.rows(low, low + width)
        np.add.at(total.ravel(), group * width + term, frequency)
        np.add.at(documents.ravel(), group * width + term, 1)
    for piece in pieces:
        group, term, frequency, size = piece.rows(low, low + width)
        share = size / np.maximum(sizes.words[group], 1)
        gap = np.abs(frequency / total[group, term] - share) - share
        np.add.at(apart.ravel(), group * width + term, gap)
    return _table(sizes, names, labels, order, (total, documents, np.clip((1 + apart) / 2, 0, 1)))


def _table(
    sizes: _Sizes,
    names: list[str],
    labels: list[str],
    order: list[int],
    measured: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> pd.DataFrame:
    total, documents, apart = (part[order].T.ravel() for part in measured)  # by term, then by group
    kept = np.flatnonzero(total > 0)
    group = np.array(order)[kept % len(order)]
    few = sizes.articles[group] < 2
    dp = np.where(few, np.nan, apart[kept])
    greatest = np.where(few, 1.0, 1 - sizes.least[group])
    data = {
        "term": pd.Series(names, dtype="str").take(kept // len(order)).to_numpy(),
        "group": pd.Series(labels, dtype="str").take(kept % len(order)).to_numpy(),
        "frequency": total[kept],
        "per_million": np.round(1e6 * total[kept] / np.maximum(sizes.words[group], 1), 2),
        "document_frequency": documents[kept],
        "dispersion_dp": np.round(dp, 4),
        "dispersion_dpnorm": np.round(dp / greatest, 4),
    }
    types = {column: cells.DTYPES[kind] for column, kind in tables.COLUMNS["terms"].items()}
    return tables.arrange(pd.DataFrame(data).astype(types))
