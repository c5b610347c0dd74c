"""What one step on one piece is asked for, and the manifest that says that it was done.

A step is a function of a piece: it reads the piece, or what steps before it left, and writes files into the
piece's folder. The manifest, written last, holds the key of all that the files depend on.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinhgon import rules
from tinhgon.build import digests
from tinhgon.shards import storage
from tinhgon.shards.pieces import Piece

Files = Mapping[str, Callable[[Path], Any]]  # what writes each file


@dataclass(frozen=True)
class Settings:
    """What holds for every piece of a run. `corpus` and `scratch` are folders or addresses that all workers
    see; `version` is the digest of the library and the rules that they must have, `environment` that of what
    is installed where the run was started."""

    corpus: str
    scratch: str
    rules: str = ""
    least_relevance: float = 0.0
    similar: float = 0.7
    n: int = 1
    by: str = "provinces"
    first_pass: bool = False
    steps: frozenset[str] = frozenset({"sketches", "words", "figures"})
    version: str = ""
    environment: str = ""


@dataclass(frozen=True)
class Task:
    """One step on one piece. `inputs` is all that its result depends on besides the settings; `round` counts
    how often lines of sites are taken away, `before` is the round that last did so on this piece; `sources`
    are its rows of sources.csv."""

    settings: Settings
    piece: Piece
    round: int = 0
    before: int = 0
    inputs: str = ""
    sources: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    def path(self, name: str) -> str:
        """Where the piece's file `name` lies."""
        return storage.join(self.settings.scratch, "pieces", self.piece.name, name)


def version(folder: str) -> str:
    """The digest of the library, without what only presents results, and of the rules with `folder` laid over
    them.

    >>> version("") == version("")
    True
    """
    return digests.value([_library(), rules.book(folder).digest])


@functools.cache
def _library() -> list[Any]:
    own = digests.tree(Path(__file__).parent)
    return [digests.library(presentation=False), {name: own[name] for name in sorted(own)}]


def key(step: str, *parts: Any) -> str:
    """The digest of a step's name and of what its result depends on."""
    return digests.value([step, *parts])


def done(task: Task, step: str, key: str) -> dict[str, Any] | None:
    """What `step` left when it was done with this key; None where it was not, or a file is gone or cut."""
    data = storage.read(task.path(f"{step}.json"))
    try:
        manifest = json.loads(data or b"{}")
    except ValueError:
        return None
    if not isinstance(manifest, dict) or manifest.get("key") != key:
        return None
    sizes = manifest["files"]
    return manifest if all(storage.size(task.path(name)) == sizes[name][0] for name in sizes) else None


def perform(task: Task, step: str, key: str, files: Files, told: Mapping[str, Any]) -> dict[str, Any]:
    """Write the files of a step, each by a function that is given its path, then the manifest, which also
    holds what is `told`. Returns the manifest."""
    storage.remove(task.path(f"{step}.json"))
    sizes = {}
    for name, write in files.items():
        with storage.written(task.path(name)) as file:
            write(file)
            sizes[name] = [file.stat().st_size, _digest(file)]
    manifest = {"key": key, "piece": task.piece.files[0], "files": sizes, **told}
    storage.write(task.path(f"{step}.json"), json.dumps(manifest, indent=1, ensure_ascii=False).encode())
    return manifest


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
