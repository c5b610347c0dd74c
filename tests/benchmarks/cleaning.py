"""How fast pages are read and cleaned.

`clean_ms_page` is the milliseconds of processor time, of one process, that a page of 5 kB of UTF-8 text takes
from decoded text to the tables `pages`, `articles` and `lines`, without near-duplicates; `read_ms_page` what
it takes from bytes to text. `clean_growth` is the time of a page of 400 kB over ten times that of one of 40
kB.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import made
from benchmarks.timing import least
from tinhgon import pages
from tinhgon.cleaning import clean


def measured(quick: bool = False) -> dict[str, float]:
    """`clean_ms_page`, `read_ms_page` and `clean_growth`."""
    count, rounds = (20, 1) if quick else (200, 5)
    contents = made.contents(5_000, count)
    clean(made.read_table(contents[:2]))
    return {
        "clean_ms_page": round(
            min(_cleaning(made.contents(5_000, count, seed=18 + at)) for at in range(rounds)), 2
        ),
        "read_ms_page": round(1000 * _reading(contents, rounds) / _pages(contents), 2),
        "clean_growth": round(_growth(4_000 if quick else 40_000), 2),
    }


def _pages(contents: list[str]) -> float:
    """How many pages of 5 kB these are."""
    return sum(len(content.encode()) for content in contents) / 5_000


def _cleaning(contents: list[str]) -> float:
    """Milliseconds a page, of pages that no round before has seen: short lines are remembered."""
    table = made.read_table(contents)
    return 1000 * least(lambda: clean(table, similar=0), 1) / _pages(contents)


def _reading(contents: list[str], rounds: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        for at, content in enumerate(contents):
            Path(folder, f"{at}.txt").write_text(content, encoding="utf-8")
        return least(lambda: pages.read(folder), rounds)


def _growth(size: int) -> float:
    small, large = (made.read_table(made.contents(one, 1)) for one in (size, 10 * size))
    return least(lambda: clean(large, similar=0), 2) / least(lambda: clean(small, similar=0), 5) / 10
