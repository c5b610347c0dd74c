"""Furniture that no rule names: a line that is kept on many pages of one site belongs to the site.

Lines are counted on pages where the rules keep them, so the title that other pages of the site list as a
teaser is no furniture on its own page. Copies of one article count once: pages with the same longest line are
taken for one. The order of pages does not matter, and few pages prove nothing.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable
from urllib.parse import urlsplit

import numpy as np

from tinhgon.cleaning.lines import KEPT, Line
from tinhgon.text import fold

LEAST = 5  # pages of a site that a line must stand on
SENTENCES = 0.2  # share of a site's pages on which the same sentence stands
EDGES = 0.25  # the same for a shorter line among the first or last of a text
HEADINGS = 0.5  # the same inside a text, where it may be a heading
EDGE = 3  # lines from either end
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


class Tally:
    """On how many pages of each site each line is kept, four numbers a line."""

    def __init__(self) -> None:
        self._sites: dict[str, int] = {EVERYWHERE: 0}
        self._rows = array("q")  # site, line, copy, page, number, thousandths of the share that it needs

    def add(self, page: int, name: str, lines: Iterable[Line]) -> None:
        """Count the kept lines of page number `page`, of the site `name`."""
        kept = [line for line in lines if line.label in KEPT]
        if not kept:
            return
        copy = _key(max(kept, key=lambda line: (line.words, line.folded)).folded)
        place = self._sites.setdefault(name, len(self._sites))
        for at, line in enumerate(kept):
            edge = at < EDGE or at >= len(kept) - EDGE
            share = SENTENCES if line.is_prose else EDGES if edge else HEADINGS
            key = _key(f"{line.label} {line.folded}")
            self._rows.extend((place, key, copy, page, line.number, round(1000 * share)))

    def repeated(self) -> dict[int, set[int]]:
        """The numbers of the lines that are furniture, by page."""
        rows = np.frombuffer(self._rows, dtype=np.int64).reshape(-1, 6)
        found: dict[int, set[int]] = {}
        for everywhere in (False, True):
            for page, number in _furniture(rows, everywhere):
                found.setdefault(page, set()).add(number)
        return found


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


def _furniture(rows: np.ndarray, everywhere: bool) -> Iterable[tuple[int, int]]:
    """Pages and numbers of the lines that stand on enough pages of their site, or of the corpus."""
    if not len(rows):
        return []
    place = np.zeros(len(rows), dtype=np.int64) if everywhere else rows[:, 0]
    sizes = np.bincount(np.unique(np.stack([place, rows[:, 2]]), axis=1)[0])
    order = np.lexsort((rows[:, 2], rows[:, 1], place))
    place, rows = place[order], rows[order]
    new_line = np.ones(len(rows), dtype=bool)
    new_line[1:] = (place[1:] != place[:-1]) | (rows[1:, 1] != rows[:-1, 1])
    new_copy = new_line.copy()
    new_copy[1:] |= rows[1:, 2] != rows[:-1, 2]
    group = np.cumsum(new_line) - 1
    copies = np.bincount(group, new_copy)
    share = np.bincount(group, rows[:, 5]) / np.bincount(group) / 1000
    enough = copies >= np.maximum(LEAST, share * sizes[place[new_line]])
    return map(tuple, rows[enough[group]][:, 3:5].tolist())
