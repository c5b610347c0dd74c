"""Furniture that no rule names: a line that is kept on many pages of one site belongs to the site.

Lines are counted on pages where the rules keep them, so the title that other pages of the site list as a
teaser is no furniture on its own page. A page of which most stands on many others is a copy and proves
nothing, nor do few pages. The order of the pages does not matter.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import numpy as np

from tinhgon.cleaning.lines import KEPT, Line
from tinhgon.text import fold

LEAST = 5  # pages of a site that a line must stand on
SENTENCES = 0.2  # share of a site's pages on which the same sentence stands
EDGES = 0.25  # the same for a shorter line among the first or last of a text
HEADINGS = 0.5  # the same inside a text, where it may be a heading
EDGE = 3  # lines from either end
COPY = 0.5  # share of a page's kept words above which what it shares with others makes it a copy
EVERYWHERE = "*"  # the whole corpus, counted as one more site


def site(source_file: str, url: str = "", publisher: str = "") -> str:
    """What tells a page's site: the host of its address, else its publisher, else its folder or bulk file.

    >>> site("a/1.txt", "https://www.baosonla.vn/x.html"), site("a/1.txt", "", "Báo Sơn La"), site("a/1.txt")
    ('host baosonla.vn', 'publisher báo sơn la', 'folder a')
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    if host:
        return f"host {host.removeprefix('www.').removeprefix('m.')}"
    if publisher:
        return f"publisher {fold(publisher)}"
    return f"folder {source_file.rpartition('#')[0] or source_file.rpartition('/')[0]}"


def counted(lines: Iterable[Line]) -> Iterator[tuple[Line, int, int]]:
    """The kept lines of a page, the words of each, and on how many thousandths of a site's pages it must
    stand to be the site's."""
    kept = [line for line in lines if line.label in KEPT]
    for at, line in enumerate(kept):
        edge = at < EDGE or at >= len(kept) - EDGE
        share = SENTENCES if line.is_prose else EDGES if edge else HEADINGS
        yield line, line.words, round(1000 * share)


class Tally:
    """On how many pages of each site each line is kept."""

    def __init__(self) -> None:
        self._sites: dict[str, int] = {EVERYWHERE: 0}
        self._rows = array("q")  # for each line: site, line, page, number, words, share needed in thousandths

    def add(self, page: int, name: str, lines: Iterable[Line]) -> None:
        """Count the kept lines of page number `page`, of the site `name`."""
        place = self._sites.setdefault(name, len(self._sites))
        for line, words, share in counted(lines):
            key = hash((line.label, line.folded))
            self._rows.extend((place, key, page, line.number, words, share))

    def repeated(self) -> dict[int, set[int]]:
        """The numbers of the lines that are furniture, by page."""
        rows = np.frombuffer(self._rows, dtype=np.int64).reshape(-1, 6)
        found: dict[int, set[int]] = {}
        for place in (rows[:, 0], np.zeros(len(rows), dtype=np.int64)):
            for page, number in rows[_often(place, rows)][:, 2:4].tolist():
                found.setdefault(page, set()).add(number)
        return found


def _often(place: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Which rows are lines that stand on enough pages of their place, copies not counted."""
    if not len(rows):
        return np.zeros(0, dtype=bool)
    page, key = (np.unique(column, return_inverse=True)[1].ravel() for column in (rows[:, 2], rows[:, 1]))
    group = np.unique(_paired(place, key), return_inverse=True)[1].ravel()
    shared = _enough(group, page, place, rows, np.ones(len(rows), dtype=bool))
    words = np.bincount(page, rows[:, 4])
    copies = np.bincount(page, rows[:, 4] * shared) > COPY * words
    return _enough(group, page, place, rows, ~copies[page])


def _enough(
    group: np.ndarray, page: np.ndarray, place: np.ndarray, rows: np.ndarray, counts: np.ndarray
) -> np.ndarray:
    """Which rows are of a group that stands on enough pages, counting the rows that `counts` says."""
    sizes, pages = (_pages_of(each, page, counts) for each in (place, group))
    share = np.bincount(group, rows[:, 5]) / np.bincount(group) / 1000
    site = np.zeros(len(pages), dtype=np.int64)
    site[group] = place
    return (pages >= np.maximum(LEAST, share * sizes[site]))[group]


def _pages_of(each: np.ndarray, page: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """On how many pages each number stands in the rows that `counts` says."""
    seen = np.unique(_paired(each, page)[counts]) // (page.max() + 1)
    return np.bincount(seen, minlength=each.max() + 1)


def _paired(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """One number for each pair of numbers from 0 on: they sort ten times as fast as pairs do."""
    return one * (other.max() + 1) + other
