"""The step `clean`: a piece's pages to its tables `pages`, `articles` and `lines`, and a count of its lines.

What stands on many pages of a site is known only when all pieces are counted (`furniture`); the step is then
done once more, in rounds as `tinhgon.clean` does them, on the pages concerned alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tinhgon import cleaning, tables
from tinhgon.cleaning import sites
from tinhgon.cleaning.page import Cleaned, Row, cleaned
from tinhgon.cleaning.page import Settings as Rules
from tinhgon.pages import relevance
from tinhgon.shards import pieces, storage
from tinhgon.shards.parquet import read_rows, write_rows
from tinhgon.shards.ready import load, ready
from tinhgon.shards.work import Task, done, key, perform

TABLES = ("pages", "articles", "lines")
ROW = np.dtype(
    [("line", "u8"), ("site", "u8"), ("page", "u4"), ("number", "u4"), ("words", "u4"), ("share", "u4")]
)


def clean(task: Task) -> dict[str, Any]:
    """Read and clean the piece; the manifest, with the number of `pages` and of `texts` that were cleaned."""
    ready(task.settings)
    wanted = _key(task)
    if manifest := done(task, "clean-0", wanted):
        return manifest | {"fresh": True}
    load(task.settings)
    rows = _read(task)
    rulebook = _rules(task)
    found = {at: cleaned(row, rulebook) for at, row in enumerate(rows) if cleaning.is_text(row)}
    texts = {"texts": len(found)}
    return _kept(task, wanted, cleaning.tabulated(rows, found), _counted(found), texts)


def clean_again(task: Task) -> dict[str, Any]:
    """Clean once more the pages of the piece on which lines of their sites stand (file `known-ROUND.npy`)."""
    ready(task.settings)
    wanted = key(_key(task), task.round, task.inputs)
    if manifest := done(task, f"clean-{task.round}", wanted):
        return manifest | {"fresh": True}
    load(task.settings)
    known = read_array(task.path(f"known-{task.round}.npy"))
    before = {name: read_table(task, name, task.before) for name in TABLES}
    numbers = {at: set(known[known[:, 0] == at, 1].tolist()) for at in np.unique(known[:, 0]).tolist()}
    pages = before["pages"]["source_file"].tolist()
    names = {at: pages[at] for at in numbers}
    rows = {row["source_file"]: row for row in _read(task, {*names.values()})}
    rulebook = _rules(task)
    found = {at: cleaned(rows[names[at]], rulebook, numbers[at]) for at in numbers}
    made = cleaning.tabulated([rows[names[at]] for at in found], dict(enumerate(found.values())))
    last = np.frombuffer(storage.read(task.path(f"kept-{task.before}.rows")) or b"", dtype=ROW)
    joined = {name: _replaced(before[name], made[name], {*names.values()}) for name in TABLES}
    counts = np.concatenate([last[~np.isin(last["page"], list(found))], _counted(found)])
    return _kept(task, wanted, joined, counts, {})


def _key(task: Task) -> str:
    settings = task.settings
    return key(
        "clean",
        settings.version,
        settings.environment,
        [settings.least_relevance, settings.first_pass],
        [task.piece.files, task.piece.part, task.piece.digest],
        [dict(row) for row in task.sources],
    )


def _read(task: Task, only: set[str] | None = None) -> list[Row]:
    """The rows of the piece's pages; by the first pass, without the text of those that it leaves out."""
    keep = relevance.relevant(task.settings.rules) if task.settings.first_pass else None
    return pieces.read(task.settings.corpus, task.piece, keep, only)


def _rules(task: Task) -> Rules:
    told = pd.DataFrame(list(task.sources)) if task.sources else None
    return cleaning.settled(task.settings.rules, told, task.settings.least_relevance)


def _counted(found: dict[int, Cleaned]) -> np.ndarray:
    """What `furniture` counts: a row for each kept line of each page."""
    rows = [
        (number(f"{line.label}\n{line.folded}"), site, at, line.number, words, share)
        for at, page in found.items()
        for site in [number(page.site)]
        for line, words, share in sites.counted(page.lines)
    ]
    return np.array(rows, dtype=ROW)


def number(text: str) -> int:
    """A 64-bit number for a text, the same on every machine.

    >>> number("host baosonla.vn") == number("host baosonla.vn")
    True
    """
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _kept(
    task: Task, wanted: str, made: dict[str, pd.DataFrame], counts: np.ndarray, told: dict[str, int]
) -> dict[str, Any]:
    at = task.round
    files: dict[str, Callable[[Path], Any]] = {
        f"{name}-{at}.parquet": partial(write_rows, name, table) for name, table in made.items()
    }
    rows = np.sort(counts, order=["line", "page", "number"])
    files[f"kept-{at}.rows"] = lambda file: file.write_bytes(rows.tobytes())
    told = told | {"pages": len(made["pages"]), "articles": len(made["articles"])}
    return perform(task, f"clean-{at}", wanted, files, told)


def _replaced(before: pd.DataFrame, new: pd.DataFrame, files: set[str]) -> pd.DataFrame:
    """A table as it was, the rows of some files replaced."""
    return tables.arrange(pd.concat([before[~before["source_file"].isin(files)], new], ignore_index=True))


def read_table(task: Task, name: str, at: int) -> pd.DataFrame:
    """The piece's table `name` as it was after round `at`."""
    with storage.opened(task.path(f"{name}-{at}.parquet")) as file:
        return read_rows(name, file)


def write_array(array: np.ndarray, file: Path) -> None:
    """Put an array into a file of any name."""
    with file.open("wb") as stream:
        np.save(stream, array)


def read_array(path: str) -> np.ndarray:
    """The array at `path`."""
    with storage.opened(path) as file:
        return np.load(file)
