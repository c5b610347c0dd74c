"""What a build is asked to do."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinhgon.build import digests
from tinhgon.build.notebooks import shipped


def default_jobs() -> int:
    """Two, or one where there is one core: each job runs a kernel beside itself."""
    return min(2, os.cpu_count() or 1)


def beside(corpus: Path, name: str) -> Path | None:
    """What came with the shipped corpus under `name`; None for any other corpus, which it says nothing about.

    >>> beside(Path("my/pages"), "corrections.csv") is None
    True
    """
    shipped_corpus = digests.PACKAGE.parents[1] / "corpus"
    path = shipped_corpus / name
    return path if corpus.resolve() == (shipped_corpus / "raw").resolve() and path.exists() else None


@dataclass(frozen=True)
class Settings:
    """One call of `tinhgon build`. Folders are absolute."""

    corpus: Path
    output: Path
    rules: Path | None = None
    gold: Path | None = None
    corrections: Path | None = None
    notebooks: Path = field(default_factory=lambda: shipped())
    only: tuple[str, ...] = ()
    parameters: tuple[tuple[str, Any], ...] = ()
    language: str = "en"
    jobs: int = field(default_factory=default_jobs)
    force: bool = False
    timeout: int = 3600  # seconds that a cell may run, 0 for as long as it likes

    @property
    def work(self) -> Path:
        """The hidden folder in which everything is made before it is published."""
        return self.output / ".work"
