"""Hand-coded pages: a folder of JSON lines, one file a table, coded by reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from tinhgon import tables
from tinhgon.errors import InputError

# What each kind of row must say; the other columns may be left out.
NEEDED = {
    "articles": ("source_file",),
    "lines": ("source_file", "label", "text"),
    "statistics": ("source_file", "measure"),
    "adoptions": ("source_file", "predicate"),
    "references": ("source_file", "number"),
}
MEASURES = ("count", "ratio", "percent", "money")
Tables = dict[str, pd.DataFrame]


def read(folder: str | Path) -> Tables:
    """The tables `articles, lines, statistics, adoptions, references` of a gold folder, in its own order.

    Each has the columns that were coded, typed as in the tables of the same names; a file that is not there
    is no table, and an empty name gives none at all. Raises InputError, naming file and line, for what is not
    JSON or lacks a needed key, and for a folder without any of the files.
    """
    if not str(folder):
        return {}
    path = Path(folder)
    if not path.is_dir():
        raise InputError(f"{path}: no such folder of hand-coded pages")
    found = {name: _table(path / f"{name}.jsonl", name) for name in NEEDED if _is_there(path, name)}
    if not found:
        raise InputError(f"{path}: holds none of {', '.join(f'{name}.jsonl' for name in NEEDED)}")
    return found


def _is_there(folder: Path, name: str) -> bool:
    return (folder / f"{name}.jsonl").is_file()


def _table(file: Path, name: str) -> pd.DataFrame:
    rows = list(_rows(file, name))
    columns = [column for column in tables.COLUMNS[name] if any(column in row for row in rows)]
    kinds = {column: tables.DTYPES[tables.COLUMNS[name][column]] for column in columns}
    return pd.DataFrame(
        {column: pd.Series([row.get(column) for row in rows], dtype=kinds[column]) for column in columns}
    )


def _rows(file: Path, name: str) -> Iterator[dict[str, Any]]:
    try:
        lines = file.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(line, name, f"{file}:{number}")


def _row(line: str, name: str, at: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{at}: not JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError(f"{at}: one JSON object a line is due")
    for key in NEEDED[name]:
        if row.get(key) in (None, ""):
            raise InputError(f"{at}: no {key}")
    if name == "statistics":
        _check_number(row, at)
    row["article"] = row.get("article") or 1
    kinds = tables.COLUMNS[name]
    return {key: _cell(value, kinds[key], f"{at}: {key}") for key, value in row.items() if key in kinds}


def _check_number(row: dict[str, Any], at: str) -> None:
    if row["measure"] not in MEASURES:
        raise InputError(f'{at}: measure "{row["measure"]}" is none of {", ".join(MEASURES)}')
    for key in ("numerator", "denominator") if row["measure"] == "ratio" else ("value",):
        if row.get(key) in (None, ""):
            raise InputError(f"{at}: a {row['measure']} without a {key}")


def _cell(value: Any, kind: str, at: str) -> Any:
    if value is None or value == "":
        return None
    try:
        if kind == "integer":
            return int(value)
        if kind == "number":
            return float(value)
    except (TypeError, ValueError):
        raise InputError(f"{at} is {value!r}, not a number") from None
    if kind == "boolean":
        return str(value).lower() in {"true", "1", "yes"}
    return ";".join(sorted(map(str, value))) if isinstance(value, list) else str(value)
