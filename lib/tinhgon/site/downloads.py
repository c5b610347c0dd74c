"""The tables as files to take away, what describes them, their checksums, and a page that lists them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from tinhgon import comparison, tables
from tinhgon.site import datapackage, stata
from tinhgon.site.code_book import markdown, rows
from tinhgon.site.datapackage import MEDIA, Dataset, Licence
from tinhgon.site.edition import Edition
from tinhgon.site.frame import Page
from tinhgon.site.report import Report
from tinhgon.site.variables import codes, variables

CELL = 32_767  # characters that a cell of Excel holds
SHEET = 1_048_575  # rows that a sheet holds below its headings


BESIDE = {  # the files that describe the tables, and what the page says of each
    "datapackage.json": "file_datapackage",
    "dataset.jsonld": "file_jsonld",
    "variables.csv": "file_variables",
    "codes.csv": "file_codes",
    "rules.csv": "file_rules",
    "code-book.md": "file_code_book",
    "code-book.vi.md": "file_code_book_vi",
    "methods.en.txt": "file_methods",
    "methods.vi.txt": "file_methods_vi",
    "LICENSE.txt": "file_licence",
    "CITATION.cff": "file_citation",
    "SHA256SUMS": "file_sums",
}


@dataclass(frozen=True)
class Downloads:
    """What can be taken away: the tables as they lie in the folder, and the bytes of each file there."""

    dataset: Dataset
    sizes: dict[str, int]


def write(built: Path, folder: Path, report: Report, version: str, licence: str = "") -> Downloads:
    """Put every table of `built` into `folder` in four formats, those of provinces with their codes, and what
    describes them (`BESIDE`). `licence` is the text of the corpus's licence."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {file.stem: tables.read(built, file.stem) for file in sorted(built.glob("*.parquet"))}
    rules = str(report.book.folder or "")
    found = {name: comparison.coded(table, found["articles"], rules) for name, table in found.items()}
    found["provinces"] = comparison.listing(rules)
    for name, table in found.items():
        _table(table, folder, name)
    explained = {"variables": variables(found), "codes": codes(report.book), "rules": rows(report.book)}
    for name, table in explained.items():
        (folder / f"{name}.csv").write_bytes(tables.csv_text(table).encode("utf-8-sig"))
    for language, name in (("en", "code-book.md"), ("vi", "code-book.vi.md")):
        text = markdown(report, found, Edition(language, main="en"))  # type: ignore[arg-type]
        (folder / name).write_text(text, encoding="utf-8")
    dataset = Dataset(folder, found, report, version, Licence(licence))
    datapackage.describe(dataset)
    checksums(folder)
    return Downloads(dataset, {file.name: file.stat().st_size for file in folder.iterdir()})


def _table(table: pd.DataFrame, folder: Path, name: str) -> None:
    tables.write(folder, name, table)
    spreadsheet(table, folder / f"{name}.xlsx", name)
    stata.write(table, folder / f"{name}.dta", name, datapackage.told(name))


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


def page(downloads: Downloads, edition: Edition) -> Page:
    """The page that lists the files."""
    way = f"{edition.root}downloads/"
    context = {
        "downloads": [
            _row(name, table, downloads, edition) for name, table in downloads.dataset.tables.items()
        ],
        "beside": [
            {"what": edition.say(phrase), **_file(name, downloads, edition)}
            for name, phrase in BESIDE.items()
        ],
        "licence": downloads.dataset.licence,
        "citation": edition.say("citation", version=downloads.dataset.version),
        "structured": Markup(datapackage.inline(downloads.dataset, way)),
    }
    return Page("downloads.html", edition.say("downloads"), "downloads.html.j2", context)


def _row(name: str, table: pd.DataFrame, downloads: Downloads, edition: Edition) -> dict[str, object]:
    return {
        "name": name,
        "what": edition.say(f"table_{name}") if edition.knows(f"table_{name}") else "",
        "rows": edition.number(len(table)),
        "columns": list(table.columns),
        "files": [_file(f"{name}.{suffix}", downloads, edition) for suffix in MEDIA],
    }


def _file(name: str, downloads: Downloads, edition: Edition) -> dict[str, str]:
    return {
        "href": f"{edition.root}downloads/{name}",
        "name": name,
        "kind": name.rpartition(".")[2],
        "size": size(downloads.sizes[name], edition),
    }


def size(n: int, edition: Edition) -> str:
    """Bytes as people say them.

    >>> size(2048, Edition("en", main="en")), size(31, Edition("vi", main="en"))
    ('2 kB', '31 B')
    """
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if n >= factor:
            return f"{edition.number(round(n / factor, 1 if n < 10 * factor else 0))} {unit}"
    return f"{n} B"
