"""A build as it lies in its folder: the cells of its tables as printed, and what it was made from."""

from __future__ import annotations

import csv
import functools
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinhgon.errors import InputError

Row = Mapping[str, str]


@dataclass(frozen=True)
class Build:
    """The folder of a build, its tables by name as rows of text, the columns of each, and its manifest."""

    folder: Path
    tables: Mapping[str, list[Row]]
    columns: Mapping[str, list[str]]
    manifest: Mapping[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Build:
        """The build in a folder. Raises InputError where there is none, or where it cannot be read."""
        files = sorted((folder / "tables").glob("*.csv"))
        if not files or not (folder / "manifest.json").is_file():
            raise InputError(f"{folder}: no build here; run `tinhgon build --output {folder}`")
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            read = {file.stem: _rows(file) for file in files}
        except (OSError, ValueError, csv.Error) as error:
            raise InputError(f"{folder}: this build cannot be read ({error})") from error
        rows = {name: found for name, (_, found) in read.items()}
        return cls(folder, rows, {name: columns for name, (columns, _) in read.items()}, manifest)

    @functools.cached_property
    def _sentences(self) -> dict[str, str]:
        rows = self.tables.get("statistics", [])
        return {row["statistic_id"]: row["sentence"] for row in rows}

    @functools.cached_property
    def _texts(self) -> dict[str, str]:
        return {row["article_id"]: row["text"] for row in self.tables.get("articles", [])}

    def sentence(self, row: Row) -> str:
        """The sentence that a row rests on: its own, its figure's, else the line of the article where it
        stands; empty where a row has none of these."""
        own = row.get("sentence") or self._sentences.get(row.get("statistic_id", ""), "")
        text, start = self._texts.get(row.get("article_id", ""), ""), row.get("start", "")
        if own or not text or not start.isdigit():
            return own
        begin = text.rfind("\n", 0, int(start)) + 1
        end = text.find("\n", int(start))
        return text[begin : end if end >= 0 else len(text)]


def _rows(file: Path) -> tuple[list[str], list[Row]]:
    csv.field_size_limit(sys.maxsize)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        columns = next(reader, [])
        return columns, [dict(zip(columns, cells, strict=True)) for cells in reader]
