"""Numbers that are too many for memory: put on disk as they come, then counted some at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import numpy as np

from tinhgon.errors import InputError

PARTS = 128  # in which they are counted, one after the other


class Spilled:
    """Whole numbers in a file: `add` them, then have them `counted`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._rows: list[np.ndarray] = []  # of each block: where the numbers of each part begin

    def add(self, numbers: np.ndarray) -> None:
        """Put down some numbers, none below zero. Raises InputError where the disk is full."""
        parts = (numbers % PARTS).astype(np.uint8)
        first = int(self._rows[-1][-1]) if self._rows else 0
        self._rows.append(first + np.r_[0, np.cumsum(np.bincount(parts, minlength=PARTS))])
        try:
            self._file.seek(8 * first)
            self._file.write(numbers[np.argsort(parts, kind="stable")].astype(np.int64).tobytes())
            self._file.flush()
        except OSError as error:
            raise InputError(f"pairs of articles cannot be written down: {error.strerror}") from error

    def counted(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Each number once, and how often it was put down; some at a time."""
        for part in range(PARTS):
            found = [np.zeros(0, dtype=np.int64)]
            for rows in self._rows:
                self._file.seek(8 * int(rows[part]))
                data = self._file.read(8 * int(rows[part + 1] - rows[part]))
                found.append(np.frombuffer(data, dtype=np.int64))
            yield np.unique(np.concatenate(found), return_counts=True)


@contextmanager
def spilled(folder: str) -> Iterator[Spilled]:
    """Room for numbers in `folder` ("": where the system puts what is temporary) while the block lasts.

    >>> with spilled("") as numbers:
    ...     numbers.add(np.array([7, 3, 7]))
    ...     numbers.add(np.array([3, 7]))
    ...     sorted(zip(*map(np.ndarray.tolist, np.hstack(list(numbers.counted())))))
    [(3, 2), (7, 3)]
    """
    with tempfile.TemporaryFile(dir=folder or None) as file:
        yield Spilled(file)
