"""`sources.csv`: where each page is from, in the researcher's own words."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd

from tinhgon.errors import InputError
from tinhgon.sheets import records

SOURCES = "sources.csv"
COLUMNS = ["source_file", "url", "publisher", "published", "retrieved", "text_kind", "licence", "note"]
KINDS = {"", "original", "digest"}


def read_sources(file: Path | None) -> pd.DataFrame:
    """`file` as a table of COLUMNS, empty cells missing; an empty table for None.

    Raises InputError naming file and line: bytes that are not UTF-8, an unknown column, a row of the wrong
    length, a source file named twice or not at all, a date that is not ISO, an unknown kind of text.
    """
    rows = _rows(file) if file else []
    cells = {column: [row.get(column) or None for row in rows] for column in COLUMNS}
    return pd.DataFrame({column: pd.Series(values, dtype="str") for column, values in cells.items()})


def _rows(file: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for at, row in records(file, COLUMNS, ["source_file"]):
        _check(at, row)
        rows.append(row)
        _check_once(at, rows)
    return rows


def _check(at: str, row: dict[str, str]) -> None:
    if not row["source_file"]:
        raise InputError(f"{at}: no source_file")
    for column in ("published", "retrieved"):
        if row.get(column) and not _is_date(row[column]):
            raise InputError(f'{at}: {column} "{row[column]}" is not a date; write 2018-09-12')
    if row.get("text_kind", "") not in KINDS:
        raise InputError(f'{at}: text_kind "{row["text_kind"]}" is neither original nor digest')


def _check_once(at: str, rows: list[dict[str, str]]) -> None:
    name = rows[-1]["source_file"]
    if any(row["source_file"] == name for row in rows[:-1]):
        raise InputError(f"{at}: {name} stands here twice")


def _is_date(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
