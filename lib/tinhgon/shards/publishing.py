"""The merged tables put in the place of those published before, with a manifest; what is over, removed."""

from __future__ import annotations

import json
import platform
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tinhgon import __version__, rules
from tinhgon.build import digests, lock, manifest
from tinhgon.build.swap import PARTS, Swap, foreign, link, remove
from tinhgon.errors import InputError
from tinhgon.shards import storage
from tinhgon.shards.pieces import Piece
from tinhgon.shards.work import Settings, key

KEY = "shards"  # in the manifest: the key of all pieces that the tables were merged from


@contextmanager
def locked(output: Path) -> Iterator[Swap]:
    """The output folder, locked, with a swap that was cut short put right. Raises InputError where another
    build runs in it, where it cannot be written or holds what no build made."""
    work = output / ".work"
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}") from error
    with lock.held(work / "lock"):
        swap = Swap(output, work)
        swap.mend()
        if strange := foreign(output):
            raise InputError(
                f"{output}: holds {', '.join(strange)} that no build made; choose an empty folder"
            )
        yield swap


def stands(output: Path, due: str) -> bool:
    """Whether the published tables are those of the key `due`, and whole."""
    written = manifest.read(output)
    if written is None or written.get(KEY) != due:
        return False
    return all(storage.size(str(output / name)) == size for name, size in written["sizes"].items())


def publish(settings: Settings, swap: Swap, names: Sequence[str], due: str, among: Sequence[Piece]) -> None:
    """Swap in the merged tables `names`. What notebooks made of tables before is taken away."""
    files = [f"{name}{suffix}" for name in names for suffix in (".csv", ".parquet")]
    merged = storage.join(settings.scratch, "merged")
    with tempfile.TemporaryDirectory(dir=swap.next.parent) as folder:
        sources = {}
        for name in files:
            path = storage.join(merged, name)
            local = Path(path)
            if storage.is_address(path):
                local = Path(folder) / name
                with storage.opened(path) as copy:
                    link(copy, local)
            sources[f"tables/{name}"] = local
        swap.stage(sources, _manifest(settings, sources, due, among))
    swap.commit()
    storage.remove(merged)
    for part in PARTS:
        if part not in {"tables", "manifest.json"}:
            remove(swap.output / part)


def _manifest(settings: Settings, files: dict[str, Path], due: str, among: Sequence[Piece]) -> str:
    folder = Path(settings.rules) if settings.rules else None
    data: dict[str, Any] = {
        "tinhgon": __version__,
        "python": ".".join(platform.python_version_tuple()[:2]),
        "corpus": {
            "name": settings.corpus.rstrip("/").rpartition("/")[2],
            "sha256": key("corpus", [[piece.files, piece.part, piece.digest] for piece in among]),
        },
        "rules": rules.book(folder or "").digest,
        "library": digests.library(presentation=True),
        "parameters": {
            name: getattr(settings, name) for name in ("least_relevance", "similar", "by", "n", "first_pass")
        },
        KEY: due,
        "sizes": {name: path.stat().st_size for name, path in sorted(files.items())},
        "files": {name: digests.file(path) for name, path in sorted(files.items())},
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def forget(settings: Settings, among: Sequence[Piece]) -> None:
    """Remove the folders of pieces that the corpus has no more."""
    if storage.is_address(settings.scratch):
        return
    due = {piece.name for piece in among}
    home = Path(settings.scratch) / "pieces"
    for folder in home.iterdir() if home.is_dir() else ():
        if folder.name not in due:
            remove(folder)


def statuses(tables: Path, listed: int) -> tuple[dict[str, int], tuple[str, ...]]:
    """How many pages have each status, and the first reasons of those that are not read."""
    counts: Counter[str] = Counter()
    reasons: list[str] = []
    for batch in pq.ParquetFile(tables / "pages.parquet").iter_batches(
        columns=["source_file", "status", "reason"]
    ):
        counts.update(batch["status"].to_pylist())
        if len(reasons) < listed:
            rows = batch.filter([status != "read" for status in batch["status"].to_pylist()]).to_pylist()
            reasons += [_reason(row) for row in rows]
    return dict(sorted(counts.items())), tuple(reasons[:listed])


def _reason(row: dict[str, Any]) -> str:
    return str(row["reason"] or f"{row['source_file']}: {row['status'].replace('_', ' ')}")
