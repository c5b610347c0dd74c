"""What is found over all pieces is what is found in memory: a site's lines, copies, frequencies."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st

from test_repetition import article
from tinhgon import frequency, tables
from tinhgon.cleaning import duplicates, sites
from tinhgon.cleaning.lines import Line
from tinhgon.shards import copies, extracted, frequencies, furniture, merging
from tinhgon.shards.cleaned import ROW, number
from tinhgon.shards.parquet import write_rows
from tinhgon.shards.pieces import Piece
from tinhgon.shards.work import Settings, Task

Patch = pytest.MonkeyPatch
WORDS = "một hai ba bốn năm sáu bảy tám chín mười".split()  # noqa: SIM905


def lines(names: list[int]) -> list[Line]:
    """Lines that are kept, short and long ones."""
    made = [Line(at + 1, f"{WORDS[name % 10]} {name} " * (1 + name % 4 * 5)) for at, name in enumerate(names)]
    for line in made:
        line.mark("body", "")
    return made


pages_of_sites = st.lists(
    st.lists(st.tuples(st.integers(0, 2), st.lists(st.integers(0, 12), max_size=7)), max_size=12), max_size=4
)


@settings(max_examples=60, deadline=None)
@given(pages_of_sites)
def test_furniture_of_all_pieces(tmp_path_factory: pytest.TempPathFactory, given_pages: list) -> None:
    folder, tally, files, first = tmp_path_factory.mktemp("kept"), sites.Tally(), [], 0
    for at, piece in enumerate(given_pages):
        rows = []
        for page, (site, names) in enumerate(piece):
            tally.add(first + page, f"host {site}", lines(names))
            rows += [
                (number(f"body\n{line.folded}"), number(f"host {site}"), page, line.number, words, share)
                for line, words, share in sites.counted(lines(names))
            ]
        files.append(str(folder / f"{at}.rows"))
        Path(files[-1]).write_bytes(np.sort(np.array(rows, dtype=ROW), order=["line", "page"]).tobytes())
        first += len(piece)
    sizes = [len(piece) for piece in given_pages]
    starts = np.cumsum([0, *sizes])
    found: dict[int, set[int]] = {}
    for start, hits in zip(starts, furniture.repeated(files, sizes), strict=False):
        for page, line in hits.tolist():
            found.setdefault(int(start) + page, set()).add(line)
    assert found == tally.repeated()


def test_furniture_in_stretches(tmp_path: Path, monkeypatch: Patch) -> None:
    chance = random.Random(4)
    rows = [
        (number(str(chance.randrange(20) if at < 3 else (page, at))), number(str(page % 3)), page, at, 5, 200)
        for page in range(60)
        for at in range(9)
    ]
    Path(tmp_path / "rows").write_bytes(np.sort(np.array(rows, dtype=ROW), order=["line", "page"]).tobytes())
    whole = furniture.repeated([str(tmp_path / "rows")], [60])[0]
    monkeypatch.setattr(furniture, "STRETCH", 20)
    assert len(whole) > 50
    assert furniture.repeated([str(tmp_path / "rows")], [60])[0].tolist() == whole.tolist()


# --- Articles in pieces ----------------------------------------------------------------------------


def articles(seed: int, count: int = 60) -> pd.DataFrame:
    """Articles some of which repeat others, wholly, nearly or in part."""
    chance = random.Random(seed)
    rows: list[dict] = []
    for at in range(count):
        title, *body = article(seed * 1000 + at, paragraphs=chance.choice([3, 5, 8]))
        if rows and chance.random() < 0.5:
            old = chance.choice(rows)["text"].split("\n")[1:]
            kept = [line for line in old if chance.random() < chance.choice([0.5, 0.8, 1.0])]
            body = [*kept, *body[: chance.choice([0, 0, 1, 2, 4])]]
        day = chance.choice([None, f"2019-01-0{chance.randrange(1, 4)}"])
        rows.append(
            {
                "article_id": f"a.jsonl#{at}#1",
                "source_file": f"a.jsonl#{at}",
                "article": 1,
                "title": title,
                "published": day,
                "provinces": chance.choice([[], ["Sơn La"], ["Lai Châu", "Sơn La"]]),
                "text": "\n".join([title, *body]),
            }
        )
    return tables.frame("articles", rows)


def in_pieces(folder: Path, table: pd.DataFrame, sizes: list[int], similar: float, step: str) -> list[Task]:
    """The table cut into pieces of these sizes, each with a step done."""
    made, start = [], 0
    options = Settings("", str(folder), similar=similar, steps=frozenset({step}))
    for at, size in enumerate([*sizes, len(table) - sum(sizes)]):
        task = Task(options, Piece(f"{at}", ("a.jsonl",), None, ""))
        Path(task.path("")).mkdir(parents=True)
        write_rows("articles", table.iloc[start : start + size], Path(task.path("articles-0.parquet")))
        extracted.work(task)
        made.append(task)
        start += size
    return made


def test_bands_are_of_the_sketches_that_datasketch_makes() -> None:
    chance = np.random.default_rng(7)
    sets = [
        np.unique(chance.integers(0, 2**32, size, dtype=np.uint64)).astype(np.uint32) for size in (1, 2, 900)
    ]
    number, rows, factors, _ = extracted._banding(0.7)
    for shingles, found in zip(sets, extracted.bands(sets, 0.7), strict=True):
        sketch = MinHash(duplicates.PERMUTATIONS, hashfunc=int, scheme="affine32")
        sketch.update_batch(shingles.tolist())
        values = sketch.hashvalues[: number * rows].astype(np.uint64).reshape(number, rows)
        mixed = (values * factors).sum(axis=1)
        assert np.array_equal(found, mixed ^ (mixed >> np.uint64(29)))


@pytest.mark.parametrize("similar", [0.7, 0.4])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_copies_of_all_pieces(seed: int, similar: float, tmp_path: Path, monkeypatch: Patch) -> None:
    table = articles(seed)
    known = copies.Articles(in_pieces(tmp_path, table, [20, 0, 13], similar, "sketches"))
    wanted = duplicates.marked(table, similar)
    assert wanted["duplicate_of"].notna().sum() > 3
    assert wanted["contained_in"].notna().any()
    for stretch, pairs in ((copies.STRETCH, copies.PAIRS), (500, 400)):
        monkeypatch.setattr(copies, "STRETCH", stretch)
        monkeypatch.setattr(copies, "PAIRS", pairs)
        of, within = copies.find(known, similar)
        assert {known.id(at): known.id(to) for at, to in of.items()} == by_id(wanted, "duplicate_of")
        assert {known.id(at): known.id(to) for at, (to, _) in within.items()} == by_id(wanted, "contained_in")
        shares = {known.id(at): share for at, (_, share) in within.items()}
        assert shares == by_id(wanted, "containment")


def by_id(table: pd.DataFrame, column: str) -> dict:
    rows = table.dropna(subset=column)
    return dict(zip(rows["article_id"], rows[column], strict=True))


@pytest.mark.parametrize("cells", [frequencies.CELLS, 30])
@pytest.mark.parametrize("by", ["provinces", "year"])
def test_frequencies_of_all_pieces(by: str, cells: int, tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(frequencies, "CELLS", cells)
    table = duplicates.marked(articles(5))
    tasks = in_pieces(tmp_path, table, [7, 30], 0.7, "words")
    cuts = [table.iloc[:7], table.iloc[7:37], table.iloc[37:]]
    found = pd.concat(frequencies.terms(tasks, [cut.reset_index(drop=True) for cut in cuts], by))
    pd.testing.assert_frame_equal(found.reset_index(drop=True), frequency.terms(table, by=by))


# --- Merging ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [merging.BATCH, 64])
def test_records_stand_in_the_order_of_their_names(batch: int, tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(merging, "BATCH", batch)
    rows = [
        {"source_file": f"a.jsonl#{n}", "line": line, "text": "x" * n}
        for n in range(1, 131)
        for line in (1, 2)
    ]
    rows += [{"source_file": "a.jsonl", "line": 1}, {"source_file": "b.txt", "line": 1}]
    parts = []
    for at, piece in enumerate((rows[:90], rows[90:170], rows[170:-1], rows[-1:])):
        write_rows("lines", tables.frame("lines", piece), tmp_path / f"{at}.parquet")
        parts.append(merging.Part(str(tmp_path / f"{at}.parquet"), "", "a.jsonl" if at < 3 else ""))
    merging.merge(merging.Merge(Settings("", str(tmp_path)), "lines", tuple(parts)))
    pd.testing.assert_frame_equal(tables.read(tmp_path / "merged", "lines"), tables.frame("lines", rows))
