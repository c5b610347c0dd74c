"""A place to build tiny notebooks in, and what a build lets one hear; for tests of the build."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import tiny
from tinhgon.build import Result, Settings, build, digests, manifest
from tinhgon.cli import Progress
from tinhgon.errors import InputError

EDITED = "Sơn La\nTỉnh giảm 816 bản và 41 tổ dân phố.\n"
FORK = multiprocessing.get_context("fork")  # a build of its own process, with all imported


class Heard:
    """A progress that remembers which steps ran, and which were up to date."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.fresh: list[str] = []
        self.expected = 0

    def expect(self, steps: int) -> None:
        self.expected += steps

    def begin(self, name: str) -> None: ...

    def end(self, name: str, *, ran: bool) -> None:
        (self.ran if ran else self.fresh).append(name)


class Place:
    """A folder with a corpus, notebooks and a build."""

    def __init__(self, root: Path) -> None:
        self.root, self.corpus, self.output = root, root / "corpus", root / "out"
        self.notebooks = root / "notebooks"

    def build(self, **changes: object) -> tuple[Result, list[str]]:
        heard = Heard()
        settings = Settings(corpus=self.corpus, output=self.output, notebooks=self.notebooks, **changes)  # type: ignore[arg-type]
        result = build(settings, heard)
        assert heard.expected == len(heard.ran) + len(heard.fresh)
        return result, sorted(heard.ran)

    def published(self) -> dict[str, str]:
        return digests.tree(self.output)

    def put(self, *names: str) -> None:
        """Write these of the tiny notebooks."""
        for name in names:
            tiny.notebook(self.notebooks, name, *tiny.NOTEBOOKS[name])

    def copy(self, root: Path) -> Place:
        """The whole folder once more."""
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        return Place(root)


def isolate(patch: pytest.MonkeyPatch) -> None:
    """Neither the real site nor the library's own files matter here: someone may be editing them."""
    patch.setattr(digests, "library", lambda *, presentation: f"library {presentation}")
    patch.setattr(manifest, "_rules", lambda folder: {})
    patch.setitem(sys.modules, "tinhgon.site", SimpleNamespace(publish=tiny.publish))


def built(root: Path, *names: str) -> Place:
    """A new place in `root` with the tiny corpus and these of the tiny notebooks (all), built."""
    place = Place(root)
    tiny.corpus(place.corpus)
    place.put(*(names or tiny.NOTEBOOKS))
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch)
        place.build()
    return place


def edit(place: Place) -> None:
    """Give every step something to do."""
    (place.corpus / "son-la.txt").write_text(EDITED, encoding="utf-8")


def alone(place: Place, said: Any = None, **changes: Any) -> Any:
    """A build in a process of its own, started; `said` hears in one word how it ended."""

    def work() -> None:
        os.setsid()
        settings = Settings(place.corpus, place.output, notebooks=place.notebooks, **changes)
        try:
            build(settings, Progress(quiet=True, verbose=False))
            told = "done"
        except InputError as error:
            told = str(error)
        if said is not None:
            said.put(told)

    process = FORK.Process(target=work)
    process.start()
    return process
