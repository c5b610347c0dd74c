"""What changed between two builds: rows added, gone and changed field by field, as CSV and as pages.

The result lies outside the site: it is of two builds, and a site is of one.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from tinhgon import tables
from tinhgon.charts.display import LANGUAGES, Language
from tinhgon.diff import pages
from tinhgon.diff.builds import Build
from tinhgon.diff.changes import COLUMNS, TALLIES, Change, Tally, changes, tally
from tinhgon.diff.summary import sentences

__all__ = ["Outcome", "diff"]


class Outcome(NamedTuple):
    """What was found: every change, a tally a table, and the summary in English and in Vietnamese."""

    changes: list[Change]
    tallies: list[Tally]
    summary: dict[Language, list[str]]


def diff(old: str | Path, new: str | Path, output: str | Path) -> Outcome:
    """Compare the builds in two folders, and write `changes.csv`, `tables.csv`, `summary.en.txt`,
    `summary.vi.txt`, `index.html` and `index.vi.html` into `output`.

    Rows are matched by the key of their table. The same two builds give the same bytes. Raises InputError
    where a folder holds no build or `output` cannot be written.
    """
    before, after = Build.read(Path(old)), Build.read(Path(new))
    found = changes(before, after)
    tallies = tally(before, after, found)
    summary = {language: sentences(before, after, tallies, language) for language in LANGUAGES}
    outcome = Outcome(found, tallies, summary)
    for name, text in _files(outcome, before, after, Path(output)).items():
        with tables.replacing(Path(output) / name) as part:
            part.write_bytes(text)
    return outcome


def _files(outcome: Outcome, before: Build, after: Build, output: Path) -> dict[str, bytes]:
    written = {
        "changes.csv": _csv(pd.DataFrame(outcome.changes, columns=COLUMNS)),
        "tables.csv": _csv(pd.DataFrame(outcome.tallies, columns=TALLIES)),
    }
    for language, lines in outcome.summary.items():
        written[f"summary.{language}.txt"] = "".join(f"{line}\n" for line in lines).encode()
        page = pages.page(outcome.changes, outcome.tallies, lines, (before, after), output, language)
        written[pages.NAMES[language]] = page.encode()
    return written


def _csv(table: pd.DataFrame) -> bytes:
    return tables.csv_text(table).encode("utf-8-sig")
