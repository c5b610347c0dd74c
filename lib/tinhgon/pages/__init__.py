"""Bytes to text: the files of a corpus folder, each decoded or listed with the reason why not.

The only room that opens pages. A file that cannot be read never stops the others.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from tinhgon import tables, text
from tinhgon.errors import InputError
from tinhgon.pages.decoding import NotText, decode
from tinhgon.pages.supplied import SOURCES, read_sources

SUFFIXES = {".txt": "text", ".text": "text", "": "text", ".html": "html", ".htm": "html", ".xhtml": "html"}
COMPANIONS = {SOURCES, "corrections.csv", "README.md"}
ADVICE = "Save the page as .html or .txt, or remove the file."
_markup = re.compile(r"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)


def read(corpus: str | Path) -> pd.DataFrame:
    """The table `pages` of a corpus folder and a column `content`: decoded text, HTML as HTML.

    One row a file, sorted by path. `status` is `read`, or `skipped` with a one-line `reason` that names
    the file and the way out; `content` is missing there. `sources.csv`, `corrections.csv`, a README.md and
    hidden files are no pages. Raises InputError where there is no folder, or no file in it.
    """
    folder = tables.located(corpus)
    if not folder.is_dir():
        raise InputError(f"{corpus}: no such folder of pages")
    rows = [_row(file, file.relative_to(folder).as_posix()) for file in _walk(folder)]
    if not rows:
        raise InputError(f"{corpus}: no pages in this folder; put .txt or .html files there")
    contents = {row["source_file"]: row.pop("content", None) for row in rows}
    table = tables.frame("pages", rows)
    return table.assign(content=table["source_file"].map(contents).astype("str"))


def sources(corpus: str | Path) -> pd.DataFrame:
    """The researcher's `sources.csv`, inside the corpus folder or beside it; no rows where there is none.

    Columns `source_file` (or `source_file#article`), `url`, `publisher`, `published`, `retrieved`,
    `text_kind`, `licence`, `note`. Raises InputError with file and line at a fault.
    """
    folder = tables.located(corpus)
    for file in (folder / SOURCES, folder.resolve().parent / SOURCES):
        if file.is_file():
            return read_sources(file)
    return read_sources(None)


def _walk(folder: Path) -> Iterator[Path]:
    found = []
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root) / name for name in files if not name.startswith(".") and name not in COMPANIONS]
    yield from sorted(found, key=lambda file: file.relative_to(folder).as_posix())


def _row(file: Path, name: str) -> dict[str, Any]:
    row: dict[str, Any] = {"source_file": name, "status": "skipped", "articles": 0}
    try:
        data = file.read_bytes()
    except OSError as error:
        return row | {
            "reason": f"{name}: cannot be read ({error.strerror}). Check its permissions, or remove it."
        }
    row |= {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    container = SUFFIXES.get(file.suffix.lower())
    try:
        content, encoding = decode(data, html=container == "html")
    except NotText as fault:
        return row | {"reason": f"{name}: not text ({fault}). {ADVICE}"}
    if container is None:
        return row | {"reason": f"{name}: a {file.suffix} file is not a page. {ADVICE}"}
    if not content.strip():
        return row | {
            "encoding": encoding,
            "reason": f"{name}: empty. Save the page again, or remove the file.",
        }
    if container == "text" and _markup.search(content, 0, 2000):
        container = "html"
    repairs = [f"{kind}:{count}" for kind, count in text.repairs(content).items()]
    return row | {
        "container": container,
        "encoding": encoding,
        "repairs": repairs,
        "status": "read",
        "content": content,
    }
