"""Copies among the articles of all pieces: what `cleaning.duplicates` finds in memory, found by sorting.

The same MinHash bands, compared in the same order, give the same originals: as exact as `tinhgon.clean`,
which overlooks one pair in a hundred that is just similar enough (0.70), one in a thousand at 0.75. Memory:
some 150 bytes an article, 300 more for one that shares a band with another, and one stretch. Pairs of
articles that share some of their shingles are far more than articles; they are counted on disk.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tinhgon.cleaning.duplicates import CROWD, PART
from tinhgon.shards import storage
from tinhgon.shards.cleaned import read_array
from tinhgon.shards.extracted import SAMPLE
from tinhgon.shards.spilled import spilled
from tinhgon.shards.stretches import bounded, cut
from tinhgon.shards.work import Task

STRETCH = 1_000_000  # sampled shingles held at a time
PAIRS = 1_000_000  # pairs of articles held at a time
FINE = 256


class Articles:
    """The articles of all pieces by one running number: in which order they count, and their shingles."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.tasks = tasks
        tables = [_columns(task) for task in tasks]
        self.first = np.cumsum([0, *map(len, tables)])
        self.table = pa.concat_tables(tables).combine_chunks()
        order = pc.sort_indices(
            self.table, sort_keys=[(name, "ascending") for name in ("published", "source_file", "article")]
        ).to_numpy()
        self.order = order  # articles by rank
        self.rank = np.empty(len(order), dtype=np.int64)
        self.rank[order] = np.arange(len(order))
        sketched = bool(tasks and tasks[0].settings.similar)
        self._starts = [read_array(task.path("starts.npy")) for task in tasks] if sketched else []
        self.sizes = np.concatenate([np.zeros(0, dtype=np.int64), *map(np.diff, self._starts)])
        self.shingles = functools.lru_cache(maxsize=4096)(self._shingles)
        self._open = functools.lru_cache(maxsize=64)(self._opened)

    def id(self, at: int) -> str:
        """The article's id."""
        return f"{self.table['source_file'][at].as_py()}#{self.table['article'][at].as_py()}"

    def _opened(self, piece: int) -> Any:
        return storage.stream(self.tasks[piece].path("shingles.bin"))

    def _shingles(self, at: int) -> np.ndarray:
        piece = int(np.searchsorted(self.first, at, side="right")) - 1
        starts, here = self._starts[piece], at - self.first[piece]
        stream = self._open(piece)
        stream.seek(int(starts[here]) * 4)
        return np.frombuffer(stream.read(int(starts[here + 1] - starts[here]) * 4), dtype=np.uint32)

    def shared(self, one: int, other: int) -> int:
        """How many shingles stand in both."""
        return len(np.intersect1d(self.shingles(one), self.shingles(other), assume_unique=True))


def _columns(task: Task) -> Any:
    import pyarrow.parquet as pq

    with storage.opened(task.path(f"articles-{task.round}.parquet")) as file:
        table = pq.read_table(file, columns=["published", "source_file", "article"])
    return table.set_column(0, "published", pc.fill_null(table["published"], "9999"))


def find(articles: Articles, similar: float) -> tuple[dict[int, int], dict[int, tuple[int, float]]]:
    """The original of each copy, and what each other article is mostly a part of, with the share."""
    copies = _copies(articles, similar)
    return copies, _parts(articles, copies)


# --- Copies ----------------------------------------------------------------------------------------


def _copies(articles: Articles, similar: float) -> dict[int, int]:
    """As they come: a copy is of the first original that shares a band with it and is similar enough."""
    found: dict[int, int] = {}
    originals: dict[int, list[int]] = {}
    ranks, groups = _companions(articles)
    cuts = (
        np.flatnonzero(np.r_[True, ranks[1:] != ranks[:-1], True]) if len(ranks) else np.zeros(1, dtype=int)
    )
    for start, end in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        at = int(articles.order[ranks[start]])
        mine = groups[start:end].tolist()
        near = sorted({rank for group in mine for rank in originals.get(group, ())})
        original = next(
            (o for rank in near if _alike(articles, at, o := int(articles.order[rank])) >= similar), None
        )
        if original is not None:
            found[at] = original
            continue
        for group in mine:
            originals.setdefault(group, []).append(int(ranks[start]))
    return found


def _alike(articles: Articles, one: int, other: int) -> float:
    shared = articles.shared(one, other)
    return shared / (int(articles.sizes[one]) + int(articles.sizes[other]) - shared)


def _companions(articles: Articles) -> tuple[np.ndarray, np.ndarray]:
    """The ranks of articles that share a band with another, sorted, and a number for each band shared."""
    ranks, groups, last = [np.zeros(0, dtype=np.uint32)], [np.zeros(0, dtype=np.uint32)], 0
    for values in _bands(articles):
        sort = np.argsort(values, kind="stable")
        same = np.r_[False, values[sort][1:] == values[sort][:-1], False]
        within = same[1:] | same[:-1]
        numbers = np.cumsum(~same[:-1])[within] + last
        ranks.append(articles.rank[sort[within]].astype(np.uint32))
        groups.append(numbers.astype(np.uint32))
        last = int(numbers.max(initial=last))
    every, of = np.concatenate(ranks), np.concatenate(groups)
    order = np.lexsort((of, every))
    return every[order], of[order]


def _bands(articles: Articles) -> Iterator[np.ndarray]:
    """Each band of all articles."""
    counts = np.diff(articles.first)
    streams = [task.path("bands.bin") for task in articles.tasks]
    rows = [storage.size(path) // max(8 * int(count), 1) for path, count in zip(streams, counts, strict=True)]
    for band in range(max(rows, default=0)):
        parts = [np.zeros(0, dtype=np.uint64)]
        for path, count in zip(streams, counts.tolist(), strict=True):
            if count:
                with storage.stream(path) as stream:
                    stream.seek(8 * band * count)
                    parts.append(np.frombuffer(stream.read(8 * count), dtype=np.uint64))
        yield np.concatenate(parts)


# --- Parts of longer articles ----------------------------------------------------------------------


def _parts(articles: Articles, copies: dict[int, int]) -> dict[int, tuple[int, float]]:
    """The longer original that holds most of each, and the share, where that is PART or more."""
    original = np.ones(len(articles.order), dtype=bool)
    original[list(copies)] = False
    samples = _Samples(articles, original)
    best: dict[int, tuple[int, float]] = {}
    for one, other in samples.met():
        ends = sorted((one, other), key=lambda at: (articles.sizes[at], -articles.rank[at]))
        short, long = ends
        share = articles.shared(short, long) / int(articles.sizes[short])
        before = best.get(short, (long, 0.0))
        if share >= PART and (share, -articles.rank[long]) > (before[1], -articles.rank[before[0]]):
            best[short] = (long, share)
    return {at: (long, round(share, 2)) for at, (long, share) in best.items()}


class _Samples:
    """The sampled shingles of the originals, read in stretches."""

    def __init__(self, articles: Articles, original: np.ndarray) -> None:
        self.articles, self.original = articles, original
        self.cuts = np.zeros((len(articles.tasks), FINE + 1), dtype=np.int64)
        self.sizes = np.zeros(len(original), dtype=np.int64)
        for at in range(len(articles.tasks)):
            rows = self._read(at)
            self.cuts[at] = np.searchsorted(rows["shingle"] >> np.uint32(24), np.arange(FINE + 1))
            here = slice(articles.first[at], articles.first[at + 1])
            self.sizes[here] = np.bincount(rows["article"], minlength=int(np.diff(articles.first)[at]))

    def _read(self, piece: int, start: int = 0, end: int | None = None) -> np.ndarray:
        with storage.stream(self.articles.tasks[piece].path("sample.bin")) as stream:
            stream.seek(start * SAMPLE.itemsize)
            data = stream.read() if end is None else stream.read((end - start) * SAMPLE.itemsize)
        return np.frombuffer(data, dtype=SAMPLE)

    def _groups(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Stretch by stretch: the ranks of the originals by shingle, and where each shingle's begin."""
        for start, end in cut(self.cuts, STRETCH):
            yield self._stretch(start, end)

    def _stretch(self, start: int, end: int) -> tuple[np.ndarray, np.ndarray]:
        parts = [np.zeros(0, dtype=np.uint64)]
        for at in range(len(self.articles.tasks)):
            rows = self._read(at, int(self.cuts[at, start]), int(self.cuts[at, end]))
            owners = rows["article"] + self.articles.first[at]
            kept = self.original[owners]
            ranks = self.articles.rank[owners[kept]].astype(np.uint64)
            parts.append(rows["shingle"][kept].astype(np.uint64) << np.uint64(32) | ranks)
        packed = np.concatenate(parts)
        packed.sort()
        numbers = packed >> np.uint64(32)
        starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]][: len(numbers)])
        return (packed & np.uint64(0xFFFFFFFF)).astype(np.int64), starts

    def met(self) -> Iterator[tuple[int, int]]:
        """Pairs of originals that share enough of their samples to be looked at."""
        every = max(len(self.original), 1)
        with spilled(_local(self.articles.tasks)) as shared_pairs:
            for ranks, starts in self._groups():
                for one, other in _pairs(ranks, starts):
                    shared_pairs.add(one * every + other)
            for pairs, shared in shared_pairs.counted():
                first, second = (self.articles.order[ranks] for ranks in np.divmod(pairs, every))
                enough = shared >= 0.5 * PART * np.minimum(self.sizes[first], self.sizes[second])
                yield from zip(first[enough].tolist(), second[enough].tolist(), strict=True)


def _local(tasks: Sequence[Task]) -> str:
    """A folder of this machine for what is held back; "" where the pieces lie at an address."""
    scratch = tasks[0].settings.scratch if tasks else ""
    return "" if storage.is_address(scratch) else scratch


def _pairs(ranks: np.ndarray, starts: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Each two members of a group; in a crowd, its first and each other. Some groups at a time."""
    sizes = np.diff(np.r_[starts, len(ranks)])
    starts, sizes = starts[sizes > 1], sizes[sizes > 1]
    made = np.cumsum(np.where(sizes <= CROWD, sizes * (sizes - 1) // 2, sizes - 1))
    for low, high in bounded(made, PAIRS):
        yield _paired(ranks, starts[low:high], sizes[low:high])


def _paired(ranks: np.ndarray, starts: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    ones, others = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for size in np.unique(sizes[sizes <= CROWD]).tolist():
        members = ranks[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        ones.append(members[:, left].ravel())
        others.append(members[:, right].ravel())
    for start, size in zip(starts[sizes > CROWD], sizes[sizes > CROWD], strict=True):
        ones.append(np.repeat(ranks[start], size - 1))
        others.append(ranks[start + 1 : start + size])
    return np.concatenate(ones), np.concatenate(others)
