"""`sources.csv`: where each page is from, in the researcher's own words."""

from __future__ import annotations

import csv
import datetime
import difflib
import io
from pathlib import Path

import pandas as pd

from tinhgon.errors import InputError

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
    try:
        content = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(f"{file}:{line}: not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    rows: list[dict[str, str]] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(file, header)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(f"{file}:{reader.line_num}", header, cells))
                _check_once(f"{file}:{reader.line_num}", rows)
    except csv.Error as error:
        raise InputError(f"{file}:{reader.line_num}: not CSV: {error}") from error
    return rows


def _check_header(file: Path, header: list[str]) -> None:
    for name in header:
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, 1)
            hint = f'; did you mean "{near[0]}"?' if near else f"; known are {', '.join(COLUMNS)}"
            raise InputError(f'{file}:1: unknown column "{name}"{hint}')
    if "source_file" not in header or len(set(header)) < len(header):
        raise InputError(f"{file}:1: the first line names the columns, each once, source_file among them")


def _row(at: str, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise InputError(f"{at}: {len(cells)} cells where {len(header)} are due")
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    if not row["source_file"]:
        raise InputError(f"{at}: no source_file")
    for column in ("published", "retrieved"):
        if row.get(column) and not _is_date(row[column]):
            raise InputError(f'{at}: {column} "{row[column]}" is not a date; write 2018-09-12')
    if row.get("text_kind", "") not in KINDS:
        raise InputError(f'{at}: text_kind "{row["text_kind"]}" is neither original nor digest')
    return row


def _check_once(at: str, rows: list[dict[str, str]]) -> None:
    name = rows[-1]["source_file"]
    if any(row["source_file"] == name for row in rows[:-1]):
        raise InputError(f"{at}: {name} stands here twice")


def _is_date(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
