"""A corpus cut into pieces: some hundred pages each, the unit that is worked on, finished and kept.

A shard, a bulk file of any size, makes one piece or several; plain files that follow one another are put
together. Pieces know what they hold by its digest, so one that is done is not done again.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import pandas as pd

from tinhgon import pages
from tinhgon.errors import InputError
from tinhgon.pages import COMPANIONS
from tinhgon.pages.bulk import Part, lines
from tinhgon.pages.files import BULK, LARGEST, Keep, Row, rows
from tinhgon.pages.supplied import SOURCES
from tinhgon.shards import storage

PAGES = 500  # of a piece: some megabytes, some seconds of work
MOST = 400  # pieces of one file, which are merged together; of a larger file they are larger


class Piece(NamedTuple):
    """Pages that are worked on together: a `part` of one bulk file, or some plain files (`part` is None).

    `name` tells it from the others and stays the same when others change; `digest` is that of its content.
    """

    name: str
    files: tuple[str, ...]
    part: Part | None
    digest: str

    @property
    def shard(self) -> str:
        """The bulk file that it is a part of, or ""."""
        return self.files[0] if self.part else ""


def groups(corpus: str, size: int = PAGES) -> list[tuple[str, ...]]:
    """The files of a corpus in the order of their rows, a bulk file alone, plain ones `size` together.

    Raises InputError where there are none.
    """
    listed = [name for name in storage.listing(corpus) if name not in COMPANIONS]
    if not listed:
        raise InputError(f"{corpus}: no pages in this folder; put .txt, .html or .jsonl files there")
    found: list[tuple[str, ...]] = []
    plain: list[str] = []
    for name in sorted(listed, key=lambda name: f"{name}#" if is_bulk(name) else name):
        if is_bulk(name) or len(plain) == size:
            found += [tuple(plain)] if plain else []
            plain = []
        if is_bulk(name):
            found.append((name,))
        else:
            plain.append(name)
    return found + ([tuple(plain)] if plain else [])


def is_bulk(name: str) -> bool:
    """Whether a file of this name has many pages.

    >>> is_bulk("pages-01.jsonl"), is_bulk("page.txt")
    (True, False)
    """
    return Path(name).suffix.lower() in BULK


def cut(corpus: str, files: tuple[str, ...], size: int = PAGES) -> list[Piece]:
    """The pieces of one of `groups`, each with the digest of its content: reads every byte once."""
    name = files[0]
    if not is_bulk(name):
        return [Piece(_name(name, 1), files, None, _digest_of_files(corpus, files))]
    with storage.opened(storage.join(corpus, name)) as file:
        try:
            parts = list((_row_parts if file.suffix.lower() == ".parquet" else _line_parts)(file, size))
        except OSError as error:
            parts = [(Part(), f"unreadable: {error.strerror}")]
    step = -(-len(parts) // MOST)
    parts = [_joined(parts[at : at + step]) for at in range(0, len(parts), step)]
    return [Piece(_name(name, part.first), files, part, digest) for part, digest in parts]


def _name(file: str, first: int) -> str:
    return f"{hashlib.sha256(file.encode()).hexdigest()[:16]}-{first:09}"


def _joined(parts: list[tuple[Part, str]]) -> tuple[Part, str]:
    """Parts that follow one another as one."""
    if len(parts) == 1:
        return parts[0]
    (first, _), (last, _) = parts[0], parts[-1]
    records = None if last.records is None else last.first + last.records - first.first
    whole = Part(first.first, records, first.start, last.end)
    return whole, hashlib.sha256("".join(digest for _, digest in parts).encode()).hexdigest()


def _digest_of_files(corpus: str, files: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in files:
        data = storage.read(storage.join(corpus, name))
        found = "unreadable" if data is None else hashlib.sha256(data).hexdigest()
        digest.update(f"{name}\0{found}\0".encode())
    return digest.hexdigest()


def _line_parts(file: Path, size: int) -> Iterator[tuple[Part, str]]:
    """The parts of a JSON Lines file, in one reading; one that is empty has one."""
    with file.open("rb") as stream:
        start, at, first, count, digest = 0, 0, 1, 0, hashlib.sha256()
        for line in lines(stream, LARGEST):
            if count == size:
                yield Part(first, count, start, at), digest.hexdigest()
                start, first, count, digest = at, first + count, 0, hashlib.sha256()
            count += 1
            digest.update(line if isinstance(line, bytes) else line.encode())
            at = stream.tell()
        yield Part(first, None, start, None), digest.hexdigest()


def _row_parts(file: Path, size: int) -> Iterator[tuple[Part, str]]:
    """The parts of a Parquet file. A change anywhere in the file is one of each part."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    try:
        total = pq.read_metadata(file).num_rows
    except (pa.ArrowException, OSError):
        total = 0  # what is wrong with it is told where it is read
    firsts = range(1, total + 1, size)
    yield from ((Part(first, size), digest) for first in firsts)
    if not firsts:
        yield Part(), digest


def read(
    corpus: str, piece: Piece, keep: Keep | None = None, only: Container[str] | None = None
) -> list[Row]:
    """The rows of the piece in the table `pages`, each with its `content` where it has one, sorted by name;
    of a bulk file `only` those of these names. Those whose bytes `keep` refuses have none."""
    found: list[Row] = []
    for name in piece.files:
        with storage.opened(storage.join(corpus, name)) as file:
            found += rows(file, name, piece.part or Part(), keep, only)
    return cast("list[Row]", pages.table(found).to_dict("records"))


def sources(corpus: str, among: list[Piece]) -> list[list[dict[str, Any]]]:
    """What the researcher's `sources.csv` says of each piece's files or records. Raises InputError at a fault
    in it."""
    table = _sources(corpus)
    home = {name: at for at, piece in enumerate(among) for name in piece.files if not piece.part}
    shards: dict[str, list[tuple[int, int]]] = {}
    for at, piece in enumerate(among):
        if piece.part:
            shards.setdefault(piece.shard, []).append((piece.part.first, at))
    found: list[list[dict[str, Any]]] = [[] for _ in among]
    for row in table.to_dict("records"):
        for at in _homes(str(row["source_file"]), home, shards):
            found[at].append({str(key): value for key, value in row.items() if not pd.isna(value)})
    return found


def _homes(named: str, home: dict[str, int], shards: dict[str, list[tuple[int, int]]]) -> Iterator[int]:
    """The pieces that a `source_file` or article id of sources.csv may be about."""
    name = named.rpartition("#")[0]
    for plain in {named, name} & home.keys():
        yield home[plain]
    for shard in {name, name.rpartition("#")[0]} & shards.keys():
        record = named.removeprefix(f"{shard}#").split("#")[0]
        before = [part for part in shards[shard] if record.isdigit() and part[0] <= int(record)]
        yield from (at for _, at in before[-1:])


def _sources(corpus: str) -> pd.DataFrame:
    if not storage.is_address(corpus):
        return pages.sources(corpus)
    with tempfile.TemporaryDirectory(prefix="tinhgon-") as folder:
        if data := storage.read(storage.join(corpus, SOURCES)):
            Path(folder, SOURCES).write_bytes(data)
        return pages.sources(folder)
