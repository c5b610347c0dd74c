"""The tables as files to take away: CSV, Parquet and XLSX, their checksums, and a page that lists them."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tinhgon import tables
from tinhgon.site.edition import Edition
from tinhgon.site.frame import Page

CELL = 32_767  # characters that a cell of Excel holds
SHEET = 1_048_575  # rows that a sheet holds below its headings


@dataclass(frozen=True)
class Download:
    """A table that can be taken away: its name, size and the bytes of each of its files."""

    name: str
    rows: int
    columns: tuple[str, ...]
    sizes: dict[str, int]


def write(built: Path, folder: Path) -> list[Download]:
    """Put every table of `built` into `folder` in three formats, with `SHA256SUMS`."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for file in sorted(built.glob("*.parquet")):
        table = tables.read(built, file.stem)
        for suffix in (".csv", ".parquet"):
            shutil.copyfile(file.with_suffix(suffix), folder / f"{file.stem}{suffix}")
        spreadsheet(table, folder / f"{file.stem}.xlsx", file.stem)
        sizes = {
            suffix: (folder / f"{file.stem}.{suffix}").stat().st_size for suffix in ("csv", "parquet", "xlsx")
        }
        found.append(Download(file.stem, len(table), tuple(table.columns), sizes))
    checksums(folder)
    return found


def spreadsheet(table: pd.DataFrame, file: Path, name: str) -> None:
    """Write a table as XLSX in which every text is text: no cell is a formula, a link or a date."""
    import datetime

    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(file), options) as book:
        book.set_properties({"title": name, "created": datetime.datetime(2000, 1, 1)})
        sheet = book.add_worksheet(name[:31])
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, str(column), bold)
            for line, value in enumerate(table[column].head(SHEET).array, start=1):
                if isinstance(value, str):
                    sheet.write_string(line, place, value[:CELL], text)
                elif isinstance(value, bool) or type(value).__name__ == "bool":
                    sheet.write_boolean(line, place, bool(value))
                elif not pd.isna(value):
                    sheet.write_number(line, place, float(value))
        if len(table):
            sheet.autofilter(0, 0, min(len(table), SHEET), len(table.columns) - 1)


def checksums(folder: Path) -> None:
    """Write `SHA256SUMS` of every file below `folder`, as `sha256sum -c` reads it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file != folder / "SHA256SUMS")
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n"
        for file in files
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def page(downloads: list[Download], edition: Edition) -> Page:
    """The page that lists the files."""
    rows = [
        {
            "name": item.name,
            "what": edition.say(f"table_{item.name}") if edition.knows(f"table_{item.name}") else "",
            "rows": edition.number(item.rows),
            "columns": item.columns,
            "files": [
                {
                    "href": f"{edition.root}downloads/{item.name}.{suffix}",
                    "kind": suffix,
                    "size": size(n, edition),
                }
                for suffix, n in item.sizes.items()
            ],
        }
        for item in downloads
    ]
    return Page("downloads.html", edition.say("downloads"), "downloads.html.j2", {"downloads": rows})


def size(n: int, edition: Edition) -> str:
    """Bytes as people say them.

    >>> size(2048, Edition("en", main="en")), size(31, Edition("vi", main="en"))
    ('2 kB', '31 B')
    """
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if n >= factor:
            return f"{edition.number(round(n / factor, 1 if n < 10 * factor else 0))} {unit}"
    return f"{n} B"
