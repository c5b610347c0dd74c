"""Verifies a build: that every file is as the manifest says, every figure where it says, every link good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow.parquet as parquet

from tinhgon.build import digests, manifest
from tinhgon.build.swap import PARTS
from tinhgon.errors import CheckError, InputError

SHOWN = 5  # faults named in the message
HELD = 5000  # rows of a table, and articles, that are looked at at a time
_address = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_place = re.compile(r"""<[a-z][^<>]*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def check(output: Path) -> dict[str, int]:
    """What was verified and how often: `files`, `figures`, `links`.

    Raises InputError where `output` holds no build, CheckError naming the first faults.
    """
    written = manifest.read(output)
    if written is None:
        raise InputError(f"{output}: no build here; run `tinhgon build --output {output}`")
    faults = [*_files(output, written["files"])]
    if faults:
        raise CheckError(_told(output, faults))
    figures, links = 0, 0
    for fault in _offsets(output / "tables"):
        figures += 1
        faults += [fault] if fault else []
    for fault in _links(output / "site"):
        links += 1
        faults += [fault] if fault else []
    if faults:
        raise CheckError(_told(output, faults))
    return {"files": len(written["files"]), "figures": figures, "links": links}


def _told(output: Path, faults: list[str]) -> str:
    more = [f"  and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
    head = f"{output}: {len(faults)} fault{'s' * (len(faults) > 1)} in this build"
    return "\n".join([head, *(f"  {fault}" for fault in faults[:SHOWN]), *more])


def _files(output: Path, listed: dict[str, str]) -> Iterator[str]:
    there = {
        f"{part}/{name}" for part in PARTS if (output / part).is_dir() for name in digests.tree(output / part)
    }
    yield from (f"{name}: not in the manifest" for name in sorted(there - listed.keys()))
    for name, digest in listed.items():
        if not (output / name).is_file():
            yield f"{name}: missing"
        elif digests.file(output / name) != digest:
            yield f"{name}: changed since the build"


def _offsets(tables: Path) -> Iterator[str]:
    """One item a row that has a place in an article's text: empty, or the fault."""
    if not (tables / "articles.parquet").is_file():
        return
    wanted = ["article_id", "start", "end", "surface"]
    for path in sorted(tables.glob("*.parquet")):
        if not {*wanted} <= {*parquet.read_schema(path).names}:
            continue
        texts = _Texts(tables / "articles.parquet")
        for row in _rows(path, wanted):
            if row["start"] is None:  # a person added it, or it stands in no single place
                continue
            printed = texts.of(row["article_id"])[row["start"] : row["end"]]
            good = printed == row["surface"]
            where = f"{path.stem}: {row['article_id']} {row['start']}–{row['end']}"
            yield "" if good else f"{where}: the text has {printed!r}, the table {row['surface']!r}"


def _rows(path: Path, columns: list[str]) -> Iterator[dict[str, Any]]:
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(HELD, columns=columns):
            yield from batch.to_pylist()


class _Texts:
    """Texts of articles, some thousand of them held: a table of a large corpus has its articles in their
    order. For one that has not, all are held."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.held: dict[str, str] = {}
        self.coming = self._batches()
        self.whole = False

    def of(self, article: str) -> str:
        """The text of an article, "" of one that is not there."""
        while article not in self.held and not self.whole:
            self.held = next(self.coming, {})
            if not self.held:
                self.whole = True
                self.held = {name: text for held in self._batches() for name, text in held.items()}
        return self.held.get(article, "")

    def _batches(self) -> Iterator[dict[str, str]]:
        with parquet.ParquetFile(self.path) as file:
            for batch in file.iter_batches(HELD, columns=["article_id", "text"]):
                names, texts = (column.to_pylist() for column in batch.columns)
                yield {name: text or "" for name, text in zip(names, texts, strict=True)}


def _links(site: Path) -> Iterator[str]:
    """One item an address on a page: empty, or the fault."""
    site = site.resolve()
    pages = {path: path.read_text(encoding="utf-8") for path in digests.walk(site) if path.suffix == ".html"}
    places = {path: {unescape(a or b) for a, b in _place.findall(text)} for path, text in pages.items()}
    for path, text in pages.items():
        for quoted, single in _address.findall(text):
            fault = _fault(path, unescape(quoted or single), places)
            yield f"site/{path.relative_to(site).as_posix()}: {fault}" if fault else ""


def _fault(page: Path, address: str, places: dict[Path, set[str]]) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""  # another host's pages are not ours to ask
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_file():
        return f"the link {address} leads nowhere"
    if parts.fragment and target in places and unquote(parts.fragment) not in places[target]:
        return f"the link {address} leads to no place on its page"
    return ""
