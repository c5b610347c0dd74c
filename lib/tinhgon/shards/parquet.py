"""The tables as Parquet and CSV in pieces: typed as declared, the same bytes from the same rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from tinhgon import tables

TYPES = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}  # all else is text
GROUP = 1 << 18  # bytes of a row group of a piece: small, for the pieces of a file are merged together


def schema(name: str) -> Any:
    """The Arrow schema of a declared table."""
    kinds = tables.COLUMNS[name]
    return pa.schema([(column, TYPES.get(kind, pa.string())) for column, kind in kinds.items()])


def arrow(name: str, table: pd.DataFrame) -> Any:
    """A declared table as an Arrow table."""
    form = schema(name)
    arrays = [pa.array(table[field.name], type=field.type, from_pandas=True) for field in form]
    return pa.Table.from_arrays(arrays, schema=form)


def write_rows(name: str, table: pd.DataFrame, file: Path) -> None:
    """Write a declared table, in row groups small enough to be merged with those of many other pieces."""
    rows = arrow(name, table)
    size = max(64, int(GROUP * len(table) / max(rows.nbytes, 1)))
    pq.write_table(rows, file, compression="zstd", store_schema=False, row_group_size=size)


def read_rows(name: str, file: Path) -> pd.DataFrame:
    """The declared table of one file, typed as `tables.frame` types it."""
    kinds = {column: tables.DTYPES[kind] for column, kind in tables.COLUMNS[name].items()}
    return pd.read_parquet(file, dtype_backend="numpy_nullable").astype(kinds)


def csv_rows(rows: Any) -> bytes:
    """The rows of an Arrow table as `tables.csv_text` prints them, without the head.

    >>> csv_rows(pa.table({"a": [24.07, 2818.0, None], "b": ["x,y", None, "z"], "c": [True, None, False]}))
    b'24.07,"x,y",true\\r\\n2818,,\\r\\n,z,false\\r\\n'
    """
    out = io.StringIO()
    columns = [_printed(column) for column in rows.columns]
    csv.writer(out, lineterminator="\r\n").writerows(zip(*columns, strict=True))
    return out.getvalue().encode("utf-8")


def _printed(column: Any) -> list[Any]:
    values = column.to_pylist()
    form: Callable[[Any], str] | None = None
    if pa.types.is_floating(column.type):
        form = tables.decimal
    elif pa.types.is_boolean(column.type):
        form = _word
    return [None if value is None else form(value) for value in values] if form else values


def _word(value: bool) -> str:
    return "true" if value else "false"


def head(name: str) -> bytes:
    """The first line of a table's CSV, with the mark that spreadsheets look for."""
    return ("\ufeff" + ",".join(tables.COLUMNS[name]) + "\r\n").encode("utf-8")
