"""The network of words: a cell for each, no needless crossing, the strongest pairs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhgon import charts
from tinhgon.charts import pairs
from tinhgon.charts.drawing import WIDTH

edges = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
    min_size=1,
    max_size=12,
    unique=True,
)


@settings(max_examples=10, deadline=None)
@given(edges)
def test_each_word_has_a_cell_of_its_own_within_the_figure(given_edges: list[tuple[int, int]]) -> None:
    at = pairs.placed(10, given_edges, [1.0] * len(given_edges))
    assert len({tuple(place) for place in at.tolist()}) == 10
    assert ((at[:, 0] >= 60) & (at[:, 0] <= WIDTH - 60) & (at[:, 1] > 0)).all()
    assert (at == pairs.placed(10, given_edges, [1.0] * len(given_edges))).all()


@pytest.mark.parametrize(
    ("ends", "lines", "crossings"),
    [
        ([(0, 0), (2, 2), (0, 2), (2, 0)], [(0, 1), (2, 3)], 1),
        ([(0, 0), (2, 2), (0, 2), (2, 0)], [(0, 2), (1, 3)], 0),
        ([(0, 0), (2, 2), (0, 2), (2, 0)], [(0, 1), (1, 2)], 0),
    ],
    ids=["across", "side-by-side", "a-common-end"],
)
def test_crossings(ends: list[tuple[int, int]], lines: list[tuple[int, int]], crossings: int) -> None:
    at, both = np.array(ends, dtype=float), np.array(lines)
    assert pairs._crossings(at[both[:, 0]], at[both[:, 1]], both) == crossings


def test_a_ring_of_words_is_drawn_without_a_crossing() -> None:
    ring = [(n, (n + 1) % 6) for n in range(6)]
    at, both = pairs.placed(6, ring, [1.0] * 6), np.array(ring)
    assert pairs._crossings(at[both[:, 0]], at[both[:, 1]], both) == 0


def test_the_strongest_pairs_within_so_many_words() -> None:
    rows = [("a", "b", 13.0), ("c", "d", 12.0), ("a", "c", 11.0), ("a", "d", 10.0)]
    table = pd.DataFrame(rows, columns=["first", "second", "log_dice"]).assign(frequency=5)
    chosen = charts.strongest(table, nodes=3, edges=9)
    assert chosen[["term", "collocate"]].to_numpy().tolist() == [["a", "b"], ["a", "c"]]
    assert len(charts.strongest(table, nodes=9, edges=3)) == 3
