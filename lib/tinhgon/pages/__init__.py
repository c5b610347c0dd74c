"""Bytes to text: the files of a corpus folder, each decoded or listed with the reason why not.

The only room that opens pages. A file that cannot be read never stops the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pandas as pd

from tinhgon import tables
from tinhgon.errors import InputError
from tinhgon.pages.files import Keep, Row, rows
from tinhgon.pages.supplied import SOURCES, read_sources

COMPANIONS = {SOURCES, "corrections.csv", "README.md"}


def read(corpus: str | Path, keep: Keep | None = None) -> pd.DataFrame:
    """The table `pages` of a corpus folder and a column `content`: decoded text, HTML as HTML.

    Text, HTML, .docx and text PDF have one row a file; .jsonl and .parquet one a record, `file#n`, with
    what the record says in `url` and `published`. Sorted by path. `status` is `read`, or `skipped` with a
    one-line `reason` that names the file and the way out; `content` is missing there. `sources.csv`,
    `corrections.csv`, a README.md and hidden files are no pages. Pages whose bytes `keep` refuses
    (`relevance.relevant`) are `off_topic`, without a content. Raises InputError where there is no folder, or
    no file in it.
    """
    return table(_rows(corpus, keep))


def batches(corpus: str | Path, size: int = 1000) -> Iterator[pd.DataFrame]:
    """What `read` returns, `size` pages at a time: for a corpus, or a bulk file, larger than memory. Raises
    InputError as `read` does, where the first batch is asked for."""
    rows = _rows(corpus)
    while batch := list(islice(rows, size)):
        yield table(batch)


def sources(corpus: str | Path) -> pd.DataFrame:
    """The researcher's `sources.csv`, inside the corpus folder or beside it; no rows where there is none.

    Columns `source_file` (or `source_file#article`), `url`, `publisher`, `published`, `retrieved`,
    `text_kind`, `licence`, `note`, `published_within` (as `first/last` day). Raises InputError with
    file and line at a fault.
    """
    folder = tables.located(corpus)
    for file in (folder / SOURCES, folder.resolve().parent / SOURCES):
        if file.is_file():
            return read_sources(file)
    return read_sources(None)


def _rows(corpus: str | Path, keep: Keep | None = None) -> Iterator[Row]:
    folder = tables.located(corpus)
    if not folder.is_dir():
        raise InputError(f"{corpus}: no such folder of pages")
    found = _walk(folder)
    if not found:
        raise InputError(f"{corpus}: no pages in this folder; put .txt or .html files there")
    for file in found:
        yield from rows(file, file.relative_to(folder).as_posix(), keep=keep)


def table(found: Iterable[Row]) -> pd.DataFrame:
    """What `read` returns of these rows of `files.rows`."""
    listed = list(found)
    contents = {row["source_file"]: row.pop("content", None) for row in listed}
    made = tables.frame("pages", listed)
    return made.assign(content=made["source_file"].map(contents).astype("str"))


def _walk(folder: Path) -> list[Path]:
    found = []
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root) / name for name in files if not name.startswith(".") and name not in COMPANIONS]
    return sorted(found, key=lambda file: file.relative_to(folder).as_posix())
