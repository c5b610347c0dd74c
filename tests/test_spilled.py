"""Numbers put on disk come back counted, and pairs of articles are made some at a time."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhgon.errors import InputError
from tinhgon.shards import copies
from tinhgon.shards.spilled import Spilled, spilled

blocks = st.lists(st.lists(st.integers(0, 2**62)), max_size=6)


@given(blocks)
def test_numbers_are_counted(given_blocks: list[list[int]]) -> None:
    with spilled("") as numbers:
        for block in given_blocks:
            numbers.add(np.array(block, dtype=np.int64))
        found: Counter[int] = Counter()
        for some, times in numbers.counted():
            assert not found.keys() & set(some.tolist())
            found.update(dict(zip(some.tolist(), times.tolist(), strict=True)))
    assert found == Counter(number for block in given_blocks for number in block)


def test_nothing_stays_on_disk(tmp_path: Path) -> None:
    with spilled(str(tmp_path)) as numbers:
        numbers.add(np.arange(1000))
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told_in_a_line() -> None:
    with (
        Path("/dev/full").open("wb", buffering=0) as full,
        pytest.raises(InputError, match="cannot be written"),
    ):
        Spilled(full).add(np.arange(1000))


def test_memory_does_not_grow_with_the_pairs() -> None:
    """Four million pairs are counted in less than they themselves would fill."""
    tracemalloc.start()
    with spilled("") as numbers:
        for _ in range(16):
            numbers.add(np.random.default_rng(1).integers(0, 2**40, 250_000))
        assert sum(int(times.sum()) for _, times in numbers.counted()) == 4_000_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12_000_000 < 8 * 4_000_000


def test_pairs_are_made_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = [1, 2, 5, copies.CROWD, copies.CROWD + 7, 3]
    starts = np.cumsum([0, *sizes[:-1]])
    ranks = np.arange(sum(sizes))
    wanted = sum(n * (n - 1) // 2 for n in sizes if n <= copies.CROWD) + copies.CROWD + 6
    for least in (1, 40, 10**6):
        monkeypatch.setattr(copies, "PAIRS", least)
        blocks_made = [np.stack(both, axis=1).tolist() for both in copies._pairs(ranks, starts)]
        made = [(one, other) for block in blocks_made for one, other in block]
        assert len(made) == len({*made}) == wanted
        assert all(one < other for one, other in made)
