"""Columns made from Python's own values: the same tables as pandas makes, in the same order."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhgon import cells, tables

WORDS = st.sampled_from([None, "", "a", "b", "Đ", "đ", "xã", "\U0001f642", "x;y"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "source_file": WORDS,
            "article": st.none() | st.integers(-2, 2),
            "start": st.none() | st.integers(0, 3),
            "surface": WORDS,
            "value": st.none() | st.integers(0, 2) | st.floats(allow_nan=False, width=16),
            "target": st.none() | st.booleans(),
            "check": st.lists(st.sampled_from("ab"), max_size=2) | st.frozensets(st.sampled_from("ab")),
        }
    ),
    max_size=8,
)


@given(ROWS)
@settings(deadline=None, max_examples=25)
def test_a_frame_is_what_pandas_would_make(rows: list[dict[str, Any]]) -> None:
    kinds = tables.COLUMNS["statistics"]
    data = cells.columns(rows, kinds)
    slow = {name: pd.Series(values, dtype=cells.DTYPES[kinds[name]]) for name, values in data.items()}
    pd.testing.assert_frame_equal(tables.frame("statistics", rows), tables.arrange(pd.DataFrame(slow)))


@pytest.mark.parametrize(
    ("values", "kind", "plain"),
    [
        (["a", None], "text", True),
        (["a", 3], "text", False),
        ([1, None], "integer", True),
        ([True], "integer", False),
        ([1, 2.5, None], "number", True),
        ([float("nan")], "number", False),
        ([True, None], "boolean", True),
        ([0], "boolean", False),
        ([], "date", True),
    ],
)
def test_what_is_plain(values: list[Any], kind: str, plain: bool) -> None:
    assert cells.is_plain(values, kind) is plain


def test_records_that_lack_a_key_lack_a_cell() -> None:
    found = cells.columns([{"a": 1, "b": "x"}, {"b": ""}], ["a", "b", "c"])
    assert found == {"a": [1, None], "b": ["x", None], "c": [None, None]}


@pytest.mark.parametrize(
    ("columns", "first", "order"),
    [
        ([["b", "a"], ["x", "y"]], 1, [1, 0]),
        ([["a", "a", None], [2, 1, 3]], 1, [2, 1, 0]),
        ([["a", "a"], [1, 1]], 2, [0, 1]),
        ([[]], 1, []),
    ],
)
def test_the_order_of_rows(columns: list[list[Any]], first: int, order: list[int]) -> None:
    assert cells.order(columns, first) == order
