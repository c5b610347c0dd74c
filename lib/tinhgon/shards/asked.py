"""What the command line asks of shards, by the parameters of the notebooks that would do it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tinhgon.build import Settings
from tinhgon.build.notebooks import discover
from tinhgon.build.parameters import assign
from tinhgon.shards import Request, Told, storage

CLEAN, TERMS = "01_clean", "02_terms"


def request(corpus: str, settings: Settings, engine: str, scheduler: str, scratch: str) -> Request:
    """The request that `settings` amount to. Raises InputError for a wrong parameter."""
    books = discover(settings.notebooks)
    values = assign(books, settings.parameters)
    defaults = {book.stem: {name: one.default for name, one in book.parameters.items()} for book in books}
    clean, terms = (defaults.get(stem, {}) | values.get(stem, {}) for stem in (CLEAN, TERMS))
    return Request(
        corpus=corpus if storage.is_address(corpus) else os.path.abspath(corpus),  # noqa: PTH100
        output=settings.output,
        scratch=_place(scratch),
        rules=str(settings.rules or ""),
        engine=engine or "process",
        scheduler=scheduler,
        jobs=settings.jobs,
        only=settings.only,
        force=settings.force,
        **_known(clean, ("least_relevance", "similar", "first_pass")),
        **_known(terms, ("by", "n")),
    )


def _place(path: str) -> str:
    return path if not path or storage.is_address(path) else os.path.abspath(path)  # noqa: PTH100


def _known(values: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def told(run: Told, why: str) -> str:
    """The last line of a run: pages by status, where the tables are, and why there is no report."""
    read = run.statuses.get("read", 0)
    left = run.pages - read
    reasons = [reason.rstrip(".") for reason in run.reasons]
    reasons += [f"and {left - len(reasons):,} more"] * (left > len(reasons))
    skipped = f"{left:,} skipped" + (f" ({'; '.join(reasons)})" if left else "")
    where = f"the tables are in {_near(run.tables)}; notebooks and site are left out: {why}"
    return f"{read:,} pages read, {skipped}; {where}"


def _near(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
