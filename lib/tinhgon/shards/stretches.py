"""How much is worked on at a time: ranges of what is sorted, none holding more than memory should."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np


def bounded(ends: np.ndarray, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of parts that hold `most` together, or one part alone; `ends` counts what all parts up to each
    hold.

    >>> list(bounded(np.cumsum([2, 2, 9, 1]), 4))
    [(0, 2), (2, 3), (3, 4)]
    """
    low = 0
    while low < len(ends):
        before = int(ends[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(ends, before + most, side="right")))
        yield low, high
        low = high


def cut(cuts: np.ndarray, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of the columns of `cuts`, in which each row says where its values of each column begin and at
    last end; a range ends where one column more would hold more than `most`.

    >>> list(cut(np.array([[0, 2, 4, 6], [0, 1, 1, 1]]), 5))
    [(0, 2), (2, 3)]
    """
    columns = cuts.shape[1] - 1
    start = 0
    for end in range(1, columns + 1):
        held = int((cuts[:, min(end + 1, columns)] - cuts[:, start]).sum())
        if end == columns or held > most:
            yield start, end
            start = end
