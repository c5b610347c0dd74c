"""Columns of tables made from Python's own values: what a cell holds, typed arrays, the order of rows.

Arrays are made at once where all values are of one plain kind, which is many times as fast as letting pandas
find out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from types import NoneType
from typing import Any

import numpy as np
import pandas as pd

DTYPES = {
    "text": "str",
    "list": "str",
    "date": "str",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}
_PLAIN: dict[str, set[type]] = {
    "str": {str, NoneType},
    "Int64": {int, NoneType},
    "Float64": {int, float, NoneType},
    "boolean": {bool, NoneType},
}
_NUMBERS: dict[str, tuple[type, type]] = {
    "Int64": (np.int64, pd.arrays.IntegerArray),
    "Float64": (np.float64, pd.arrays.FloatingArray),
    "boolean": (np.bool_, pd.arrays.BooleanArray),
}
_AS_THEY_ARE = {int, float, bool, NoneType}
_TEXT = pd.StringDtype(na_value=np.nan)


def columns(records: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, list[Any]]:
    """The cells of each column in the order of the records; None where a record lacks it.

    >>> columns([{"a": "x", "b": {"z", "y"}}, {"a": ""}], ["a", "b"])
    {'a': ['x', None], 'b': ['y;z', None]}
    """
    keys = list(records[0]) if records else []
    if len(keys) > 1 and all(record.keys() == records[0].keys() for record in records):
        found = dict(zip(keys, zip(*map(itemgetter(*keys), records), strict=True), strict=True))
        none = (None,) * len(records)
        return {name: _cells(found.get(name, none)) for name in names}
    return {name: _cells([record.get(name) for record in records]) for name in names}


def _cells(values: Sequence[Any]) -> list[Any]:
    """What the cells of a column hold: no empty text but None, lists and sets joined by `;`, sorted."""
    types = set(map(type, values))
    if types <= _PLAIN["str"]:
        return [value or None for value in values]
    return list(values) if types <= _AS_THEY_ARE else [_cell(value) for value in values]


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple, set, frozenset)):
        return ";".join(sorted(map(str, value))) or None
    return None if isinstance(value, str) and value == "" else value


def is_plain(values: Sequence[Any], kind: str) -> bool:
    """Whether all values are Python's own of the kind, or None.

    >>> is_plain([1, None], "integer"), is_plain([1, 2.0], "integer"), is_plain([float("nan")], "number")
    (True, False, False)
    """
    dtype = DTYPES[kind]
    return set(map(type, values)) <= _PLAIN[dtype] and (
        dtype != "Float64" or all(value == value for value in values)
    )


def array(values: Sequence[Any], kind: str) -> pd.api.extensions.ExtensionArray:
    """The typed array of a column of plain values.

    >>> array([3, None], "integer")
    <IntegerArray>
    [3, <NA>]
    Length: 2, dtype: Int64
    """
    dtype = DTYPES[kind]
    if dtype == "str":
        import pyarrow as pa

        return pd.array(pa.array(values, type=pa.large_string()), dtype=_TEXT)
    number, made = _NUMBERS[dtype]
    missing = np.array([value is None for value in values], dtype=bool)
    filled = [0 if value is None else value for value in values] if None in values else values
    return made(np.array(filled, dtype=number), missing)


def order(columns: Sequence[Sequence[Any]], first: int) -> list[int]:
    """The numbers of the rows, sorted by the first columns and by as many more as it takes to tell all rows
    apart; missing cells come first.

    >>> order([["b", "a", "a"], [1, 2, None]], 1)
    [2, 1, 0]
    """
    rows, count = len(columns[0]), first
    while count < len(columns) and len(set(zip(*columns[:count], strict=True))) < rows:
        count += 1
    keys = list(zip(*map(_sortable, columns[:count]), strict=True))
    return sorted(range(rows), key=keys.__getitem__)


def _sortable(values: Sequence[Any]) -> Sequence[Any]:
    return [(value is not None, value) for value in values] if None in values else values
