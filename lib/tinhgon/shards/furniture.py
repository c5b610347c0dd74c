"""A site's own lines, found over all pieces: what `cleaning.sites` does in memory, here by stretches of
lines.

The pieces' counts are sorted by a 64-bit number of the line, so all pages of a line lie in one stretch. Exact
unless two lines have one number (one chance in 40,000 that any two do, at a million pages of thirty lines).
Memory: 40 bytes a page, and one stretch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from tinhgon.cleaning.sites import COPY, LEAST
from tinhgon.shards import storage
from tinhgon.shards.cleaned import ROW
from tinhgon.shards.stretches import cut

STRETCH = 1_000_000  # rows held at a time
FINE = 256  # the least stretches that can be told apart, by the first byte of a line's number


class _Pages(NamedTuple):
    """Of each page of the corpus a number for its site, and the words that it keeps (-1: nothing)."""

    site: np.ndarray
    words: np.ndarray


class _Counts:
    """The counts of all pieces, read in stretches of lines that are small enough."""

    def __init__(self, files: Sequence[str], pages: Sequence[int]) -> None:
        self.files, self.first = files, np.cumsum([0, *pages])
        self.cuts = np.zeros((len(files), FINE + 1), dtype=np.int64)
        site = np.zeros(self.first[-1], dtype=np.uint64)
        words = np.full(self.first[-1], -1, dtype=np.int64)
        for at, file in enumerate(files):
            rows = read_rows(file)
            self.cuts[at] = np.searchsorted(rows["line"] >> np.uint64(56), np.arange(FINE + 1))
            here = slice(self.first[at], self.first[at + 1])
            site[here][rows["page"]] = rows["site"]
            sums = np.bincount(rows["page"], rows["words"], minlength=pages[at]).astype(np.int64)
            words[here] = np.where(np.bincount(rows["page"], minlength=pages[at]) > 0, sums, -1)
        self.known = _Pages(np.unique(site, return_inverse=True)[1].ravel(), words)

    def stretches(self) -> Iterator[np.ndarray]:
        """All rows with the numbers that their pages have in the corpus, sorted by line, site and page; all
        rows of a line come together."""
        for start, end in cut(self.cuts, STRETCH):
            yield self._stretch(start, end)

    def _stretch(self, start: int, end: int) -> np.ndarray:
        parts = [np.zeros(0, dtype=ROW)]
        for at, file in enumerate(self.files):
            low, high = self.cuts[at, start], self.cuts[at, end]
            if low < high:
                rows = read_rows(file, int(low), int(high))
                rows["page"] += self.first[at].astype(np.uint32)
                parts.append(rows)
        rows = np.concatenate(parts)
        return rows[np.lexsort((rows["page"], self.known.site[rows["page"]], rows["line"]))]


def repeated(files: Sequence[str], pages: Sequence[int]) -> list[np.ndarray]:
    """For each piece the furniture that its file of counts shows: rows of page and line number, sorted.

    `files` are the pieces' counts (rows of `cleaned.ROW`), `pages` says how many pages each piece has.
    """
    counts = _Counts(files, pages)
    known, first = counts.known, counts.first
    found = [np.zeros((0, 2), dtype=np.int64)]
    for site in (known.site, np.zeros_like(known.site)):
        shared = np.zeros(len(site))
        for rows in counts.stretches():
            enough = _enough(rows, site, known.words >= 0)
            shared += np.bincount(rows["page"], rows["words"] * enough, minlength=len(site))
        proving = (known.words >= 0) & (shared <= COPY * known.words)
        for rows in counts.stretches():
            hits = rows[_enough(rows, site, proving)]
            found.append(np.stack([hits["page"], hits["number"]], axis=1).astype(np.int64))
    every = np.unique(np.concatenate(found), axis=0)
    cuts = np.searchsorted(every[:, 0], first)
    return [every[cuts[at] : cuts[at + 1]] - [first[at], 0] for at in range(len(files))]


def _enough(rows: np.ndarray, site: np.ndarray, proving: np.ndarray) -> np.ndarray:
    """Which rows are of a line that stands on enough pages of its site, those counted that are `proving`.
    `rows` holds all rows of each of its lines, sorted by line, site and page."""
    if not len(rows):
        return np.zeros(0, dtype=bool)
    line, page = rows["line"], rows["page"]
    place = site[page]
    starts = np.ones(len(rows), dtype=bool)
    starts[1:] = (line[1:] != line[:-1]) | (place[1:] != place[:-1])
    group = np.cumsum(starts) - 1
    new = starts.copy()  # the first row of a line on a page
    new[1:] |= page[1:] != page[:-1]
    sizes = np.bincount(site[proving], minlength=int(site.max()) + 1)
    pages = np.bincount(group[new & proving[page]], minlength=int(group[-1]) + 1)
    share = np.bincount(group, rows["share"]) / np.bincount(group) / 1000
    return (pages >= np.maximum(LEAST, share * sizes[place[starts]]))[group]


def read_rows(file: str, start: int = 0, end: int | None = None) -> np.ndarray:
    """The rows `start` to `end` of a file of counts."""
    with storage.stream(file) as stream:
        stream.seek(start * ROW.itemsize)
        data = stream.read() if end is None else stream.read((end - start) * ROW.itemsize)
    return np.frombuffer(bytearray(data), dtype=ROW)
