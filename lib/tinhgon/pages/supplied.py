"""`sources.csv`: where each page is from, in the researcher's own words."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd

from tinhgon.errors import InputError
from tinhgon.sheets import records

SOURCES = "sources.csv"
COLUMNS = [
    *("source_file", "url", "publisher", "published", "retrieved", "text_kind", "licence", "note"),
    "published_within",
]
KINDS = {"", "original", "digest"}


def read_sources(file: Path | None) -> pd.DataFrame:
    """`file` as a table of COLUMNS, empty cells missing; an empty table for None.

    Raises InputError naming file and line: bytes that are not UTF-8, an unknown column, a row of the wrong
    length, a source file named twice or not at all, a date that is not ISO, an unknown kind of text. What
    `published_within` says comes back as its first and last day.
    """
    rows = _rows(file) if file else []
    cells = {column: [row.get(column) or None for row in rows] for column in COLUMNS}
    return pd.DataFrame({column: pd.Series(values, dtype="str") for column, values in cells.items()})


def _rows(file: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for at, row in records(file, COLUMNS, ["source_file"]):
        _check(at, row)
        rows.append(row | ({"published_within": span(row["published_within"])} if _within(at, row) else {}))
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


def _within(at: str, row: dict[str, str]) -> bool:
    """Whether a row says between which days a page without an exact date was published."""
    value = row.get("published_within", "")
    if value and row.get("published"):
        raise InputError(f"{at}: published says the day; leave published_within empty")
    if value and not span(value):
        raise InputError(
            f'{at}: published_within "{value}" is no span of time; write 2018, 2018-09 or 2018-09-12/2019-03'
        )
    return bool(value)


def span(value: str) -> str:
    """The first and last day of a day, a month, a year or two of them, "" for what is none.

    >>> span("2018"), span("2024-02"), span("2018-09-12/2019"), span("2019/2018")
    ('2018-01-01/2018-12-31', '2024-02-01/2024-02-29', '2018-09-12/2019-12-31', '')
    """
    first, _, last = value.partition("/")
    days = _days(first)[:1] + _days(last or first)[1:]
    return "/".join(day.isoformat() for day in days) if len(days) == 2 and days[0] <= days[1] else ""


def _days(value: str) -> list[datetime.date]:
    """The first and last day of a day, a month or a year in ISO 8601, none for what is none of them."""
    first, last = {4: ("-01-01", "-12-31"), 7: ("-01", "-01")}.get(len(value), ("", ""))
    if not (_is_date(value + first) and _is_date(value + last)):
        return []
    start, end = datetime.date.fromisoformat(value + first), datetime.date.fromisoformat(value + last)
    if len(value) == 7:
        end = (start + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    return [start, end]


def _check_once(at: str, rows: list[dict[str, str]]) -> None:
    name = rows[-1]["source_file"]
    if any(row["source_file"] == name for row in rows[:-1]):
        raise InputError(f"{at}: {name} stands here twice")


def _is_date(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
