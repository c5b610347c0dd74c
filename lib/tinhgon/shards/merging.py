"""The pieces' tables put together: one Parquet and one CSV a table, streamed, in the order of all tables.

Record 10 of a file stands before record 2, as everywhere, so the pieces of one file are merged row by row;
those of different files follow one another. At no time is more held than a batch, and a row group of each
piece of one file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tinhgon.shards import storage
from tinhgon.shards.parquet import csv_rows, schema
from tinhgon.shards.stretches import bounded
from tinhgon.shards.work import Settings

BATCH = 20_000  # rows
HELD = 1 << 24  # bytes of a batch
PRINTED = 1 << 21  # bytes printed at a time, of which there are several copies


class Part(NamedTuple):
    """Where a piece's part of a table lies, a Parquet file of columns that take the place of its own, and the
    bulk file that the piece is a part of ("" where it is files of its own)."""

    path: str
    over: str
    shard: str


class Merge(NamedTuple):
    """One table to be merged from its parts, in order."""

    settings: Settings
    name: str
    parts: tuple[Part, ...]

    @property
    def path(self) -> str:
        """Where the merged table lies."""
        return storage.join(self.settings.scratch, "merged", f"{self.name}.parquet")


class Print(NamedTuple):
    """Some row groups of a merged table to be printed as CSV."""

    merge: Merge
    first: int
    last: int

    @property
    def path(self) -> str:
        """Where the printed rows lie."""
        return storage.join(self.merge.settings.scratch, "merged", f"{self.merge.name}-{self.first:06}.csv")


def merge(wanted: Merge) -> dict[str, Any]:
    """Write the merged table; what `write` returns."""
    return write(wanted.settings, wanted.name, _batches(wanted))


def write(settings: Settings, name: str, batches: Iterator[Any]) -> dict[str, Any]:
    """Write a merged table that comes in batches, each a row group; how many rows and row groups it has."""
    wanted = Merge(settings, name, ())
    rows = groups = 0
    with (
        storage.written(wanted.path) as file,
        pq.ParquetWriter(file, schema(name), compression="zstd", store_schema=False) as writer,
    ):
        for batch in batches:
            writer.write_table(batch, row_group_size=max(len(batch), 1))
            rows, groups = rows + len(batch), groups + 1
    return {"name": name, "rows": rows, "groups": groups}


def printed(wanted: Print) -> str:
    """Print some row groups as CSV; where they lie."""
    with storage.opened(wanted.merge.path) as source, storage.written(wanted.path) as file:
        parquet = pq.ParquetFile(source)
        with file.open("wb") as out:
            for group in range(wanted.first, wanted.last):
                rows = parquet.read_row_group(group, use_threads=False)
                size = max(1, PRINTED * len(rows) // max(rows.nbytes, 1))
                for first in range(0, len(rows), size):
                    out.write(csv_rows(rows.slice(first, size)))
    return wanted.path


def _batches(wanted: Merge) -> Iterator[Any]:
    for shard, parts in groupby(wanted.parts, key=lambda part: part.shard):
        among = list(parts)
        if shard and len(among) > 1:
            yield from _woven(among)
        else:
            yield from _in_turn(among)


def _in_turn(parts: Sequence[Part]) -> Iterator[Any]:
    """The rows of parts that follow one another, put together to batches."""
    held: list[Any] = []
    for part in parts:
        with storage.opened(part.path) as file:
            rows = _Rows(file, part.over)
            for group in rows.groups():
                held.append(group)
                if sum(map(len, held)) >= BATCH or sum(one.nbytes for one in held) >= HELD:
                    yield pa.concat_tables(held)
                    held = []
    if held:
        yield pa.concat_tables(held)


def _woven(parts: Sequence[Part]) -> Iterator[Any]:
    """The rows of the parts of one file in the order of `file#n` as text."""
    with ExitStack() as stack:
        files = [stack.enter_context(storage.opened(part.path)) for part in parts]
        readers = [_Rows(file, part.over) for file, part in zip(files, parts, strict=True)]
        runs = [_runs(file) for file in files]
        piece = np.repeat(np.arange(len(runs)), [len(numbers) for numbers, _ in runs])
        numbers, lengths = (np.concatenate(both) for both in zip(*runs, strict=True))
        order = np.argsort(numbers, kind="stable")
        piece, lengths = piece[order], lengths[order]
        ends = np.cumsum(lengths)
        size = min(BATCH, max(64, HELD // max(readers[0].width, 1)))
        for low, high in bounded(ends, size):
            yield _taken(readers, piece[low:high], lengths[low:high])


def _runs(file: Any) -> tuple[np.ndarray, np.ndarray]:
    """The records of a part as text, "" for the file itself, and how many rows each has."""
    column = pq.read_table(file, columns=["source_file"], use_threads=False)["source_file"].combine_chunks()
    if not len(column):
        return np.zeros(0, dtype="U1"), np.zeros(0, dtype=np.int64)
    coded = column.dictionary_encode()
    numbers = np.array(
        [name.rpartition("#")[2] if "#" in name else "" for name in coded.dictionary.to_pylist()]
    )
    codes = coded.indices.to_numpy()
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    return numbers[codes[starts]], np.diff(np.r_[starts, len(codes)])


def _taken(readers: Sequence[_Rows], piece: np.ndarray, lengths: np.ndarray) -> Any:
    """The next runs of these lengths, each from its piece, in this order."""
    wanted = np.bincount(piece, lengths, minlength=len(readers)).astype(np.int64)
    parts = [reader.take(count) for reader, count in zip(readers, wanted.tolist(), strict=True) if count]
    joined = pa.concat_tables(parts)
    by_piece = np.argsort(piece, kind="stable")
    starts = np.empty(len(piece), dtype=np.int64)
    starts[by_piece] = np.cumsum(lengths[by_piece]) - lengths[by_piece]
    rows = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths) + np.arange(int(lengths.sum()))
    return joined.take(pa.array(rows))


class _Rows:
    """The rows of one part, handed out in order."""

    def __init__(self, file: Any, over: str) -> None:
        self.file = pq.ParquetFile(file)
        size = sum(self.file.metadata.row_group(at).total_byte_size for at in range(self.file.num_row_groups))
        self.width = size // max(self.file.metadata.num_rows, 1)  # bytes of a row
        self._over: Any = _read(over) if over else None
        self._given = 0
        self._groups = self.groups()
        self._left: list[Any] = []

    def groups(self) -> Iterator[Any]:
        """Row group by row group."""
        for at in range(self.file.num_row_groups):
            group = self.file.read_row_group(at, use_threads=False)
            for field in self._over.schema if self._over else ():
                column = self._over[field.name].slice(self._given, len(group))
                group = group.set_column(group.schema.get_field_index(field.name), field, column)
            self._given += len(group)
            yield group

    def take(self, count: int) -> Any:
        """The next `count` rows."""
        there = sum(map(len, self._left))
        while there < count:
            self._left.append(next(self._groups))
            there += len(self._left[-1])
        joined = pa.concat_tables(self._left)
        self._left = [joined.slice(count)] if len(joined) > count else []
        return joined.slice(0, count)


def _read(path: str) -> Any:
    with storage.opened(path) as file:
        return pq.read_table(file, use_threads=False)
