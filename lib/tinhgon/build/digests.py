"""What a result depends on, as SHA-256 digests of content: never times, never absolute paths."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
# Rooms above the six verbs' floors: no notebook runs through them, so a change there reruns none.
PRESENTATION = frozenset({"site", "diff", "build", "check", "shards", "scale", "cli"})


def file(path: Path) -> str:
    """The digest of a file's bytes.

    >>> file(Path(os.devnull))[:8]
    'e3b0c442'
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def value(data: Any) -> str:
    """The digest of plain data: numbers, text, lists and dictionaries, whatever the order of the keys.

    >>> value({"a": 1, "b": 2}) == value({"b": 2, "a": 1})
    True
    """
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def walk(folder: Path) -> Iterator[Path]:
    """The files below `folder` in a fixed order, hidden ones and compiled Python left out."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        yield from (Path(root) / name for name in sorted(files) if not name.startswith("."))


def tree(folder: Path) -> dict[str, str]:
    """The digest of each file below `folder` by its path there; one that cannot be read says so."""
    return {path.relative_to(folder).as_posix(): _readable(path) for path in walk(folder)}


def corpus(folder: Path) -> str:
    """The digest of the pages of a corpus folder, of the sources.csv inside or beside it and its licence."""
    beside = folder.resolve().parent / "sources.csv"
    sources = _readable(beside) if beside.is_file() else ""
    return value({"pages": tree(folder), "sources": sources, "licence": licence(folder)})


def licence(folder: Path) -> str:
    """The text of the file LICENSE that stands with a corpus's sources.csv, inside or beside its folder; a
    LICENSE without one beside it is that of something else."""
    for home in (folder, folder.resolve().parent):
        if (home / "sources.csv").is_file() and (home / "LICENSE").is_file():
            return (home / "LICENSE").read_text(encoding="utf-8", errors="replace")
    return ""


def library(*, presentation: bool) -> str:
    """The digest of TinhGon's own files, rules included: those that notebooks run through, or all."""
    files = tree(PACKAGE)
    if not presentation:
        files = {name: digest for name, digest in files.items() if _room(name) not in PRESENTATION}
    return value({name: digest for name, digest in files.items() if not name.startswith("_notebooks/")})


def environment() -> str:
    """The digest of what the lock pins: Python's minor version, the platform, each installed package."""
    folders = {Path(entry) for entry in sys.path if entry and Path(entry).is_dir()}
    packages = {entry.name for folder in folders for entry in folder.glob("*.dist-info")}
    return value([*sys.version_info[:2], sys.platform, platform.machine(), sorted(packages)])


def _room(name: str) -> str:
    return name.split("/", 1)[0].removesuffix(".py")


def _readable(path: Path) -> str:
    try:
        return file(path) if path.is_file() else "unreadable: not a file"
    except OSError as error:
        return f"unreadable: {error.strerror}"
