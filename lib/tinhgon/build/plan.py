"""The steps of a build, in order: what each needs, and what its result depends on.

A step is a run of a notebook, the slicing of the tables by province, a province's run, or the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinhgon.build import digests
from tinhgon.build.notebooks import Notebook, discover, writers
from tinhgon.build.parameters import Values, assign
from tinhgon.build.settings import Settings
from tinhgon.errors import InputError

SITE = "site"
SLICED_BY = ("articles", "statistics", "adoptions")  # who and what a province's slice is made of


@dataclass(frozen=True)
class Step:
    """One unit of work. `reads` are the tables it gets; `needs` are the steps before it."""

    name: str
    kind: str  # notebook, slices, province or site
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    book: Notebook | None = None
    values: dict[str, Any] = field(default_factory=dict)
    province: str = ""

    @property
    def page(self) -> str:
        """The name, without ending, of the executed notebook and of its page; empty for other steps."""
        return self.name.replace(":", "-") if self.kind in {"notebook", "province"} else ""

    def slice(self, work: Path) -> Path:
        """The folder of a province run's own tables."""
        stem, _, slug = self.name.partition(":")
        return work / "slices" / stem / slug


class Plan:
    """The steps that `settings` ask for. Raises InputError for a wrong notebook, parameter or `only`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.work = settings.work
        self.books = discover(settings.notebooks)
        self.values: Values = assign(self.books, settings.parameters)
        self.writers = writers(self.books)
        self.library = {shown: digests.library(presentation=shown) for shown in (False, True)}
        self.environment = digests.environment()
        self.given = {"gold": _digest(settings.gold), "corrections": _digest(settings.corrections)}
        self.fixed = self._select({step.name: step for step in self._fixed()})
        _refuse_circles(self.fixed)

    def _fixed(self) -> Iterator[Step]:
        """The steps that are known before anything ran, the site last."""
        plain = [book for book in self.books if not book.each]
        for book in plain:
            yield self._notebook(book)
        for book in self.books:
            if book.each:
                yield self._slices(book)
        yield Step(
            SITE,
            "site",
            needs=tuple(book.stem for book in self.books),
            reads=tuple(sorted(self.writers)),
        )

    def _notebook(self, book: Notebook) -> Step:
        reads = self._reads(book)
        return Step(book.stem, "notebook", self._needs(reads), reads, book, self.values[book.stem])

    def _slices(self, book: Notebook) -> Step:
        present = {name for name in SLICED_BY if name in self.writers}
        reads = tuple(sorted({*self._reads(book)} | present))
        return Step(f"{book.stem}.slices", "slices", self._needs(reads), reads, book)

    def _reads(self, book: Notebook) -> tuple[str, ...]:
        if book.reads is not None:
            return tuple(sorted(book.reads))
        return tuple(sorted(table for table, stem in self.writers.items() if stem != book.stem))

    def _needs(self, reads: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({self.writers[table] for table in reads}))

    def _select(self, steps: dict[str, Step]) -> dict[str, Step]:
        """All steps, or those named by --only with what they need."""
        if not self.settings.only:
            return steps
        known = {*steps, *(book.stem for book in self.books)} - {f"{book.stem}.slices" for book in self.books}
        wanted = list(self.settings.only)
        for name in wanted:
            if name not in known:
                raise InputError(f"--only {name}: no such notebook; known are {', '.join(sorted(known))}")
        chosen: set[str] = set()
        while wanted:
            name = wanted.pop()
            name = name if name in steps else f"{name}.slices"
            if name not in chosen:
                chosen.add(name)
                wanted += steps[name].needs
        return {name: step for name, step in steps.items() if name in chosen}

    def provinces(self, slices: Step) -> list[Step]:
        """The runs that follow from a `slices` step that is done: one a province, sorted by slug."""
        book = slices.book
        assert book is not None
        listed = json.loads((self.work / "slices" / book.stem / "provinces.json").read_text(encoding="utf-8"))
        reads, values = self._reads(book), self.values[book.stem]
        return [
            Step(f"{book.stem}:{slug}", "province", (slices.name,), reads, book, values, province)
            for slug, province in listed
        ]

    def steps(self) -> list[Step]:
        """All steps, province runs among them; each `slices` step must be done."""
        found: list[Step] = []
        for step in self.fixed.values():
            found.append(step)
            if step.kind == "slices":
                found += self.provinces(step)
        return found

    def executed(self) -> dict[str, Path]:
        """The executed notebooks by file name, in order; each `slices` step must be done."""
        names = [f"{step.page}.ipynb" for step in self.steps() if step.page]
        return {name: self.work / "notebooks" / name for name in sorted(names)}

    def key(self, step: Step) -> str:
        """The digest of all that the result of `step` depends on; the steps that it needs must be done."""
        settings = self.settings
        parts: dict[str, Any] = {
            "kind": step.kind,
            "environment": self.environment,
            "library": self.library[step.kind == "site"],
            "rules": digests.tree(settings.rules) if settings.rules else {},
            "inputs": self._inputs(step),
        }
        if step.book:
            parts |= {"notebook": step.book.digest, "values": step.values, "province": step.province}
            parts |= {name: digest for name, digest in self.given.items() if name in step.book.parameters}
        if step.kind == "site":
            parts["notebooks"] = {name: digests.file(path) for name, path in self.executed().items()}
            parts["language"] = settings.language
        if step.kind == "site" or (step.book and "corpus" in step.book.parameters):
            parts |= {"corpus": digests.corpus(settings.corpus), "name": settings.corpus.name}
        return digests.value(parts)

    def _inputs(self, step: Step) -> dict[str, str]:
        if step.kind == "province":
            return digests.tree(step.slice(self.work))
        return {name: digests.file(self.work / "tables" / f"{name}.parquet") for name in step.reads}


def _digest(path: Path | None) -> Any:
    """The digest of a file, or of each file of a folder, that was given; empty where none was."""
    if path is None:
        return ""
    return digests.tree(path) if path.is_dir() else digests.file(path)


def _refuse_circles(steps: dict[str, Step]) -> None:
    left = dict(steps)
    while ready := [name for name, step in left.items() if not left.keys() & set(step.needs)]:
        for name in ready:
            del left[name]
    if left:
        raise InputError(f"the notebooks {', '.join(sorted(left))} read each other's tables in a circle")
