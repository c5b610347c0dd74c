"""CSV files that people write: sources, corrections. Every fault is told with the file and its line."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from tinhgon.errors import InputError


def records(
    file: Path, columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of `file` that are not blank, each as `FILE:LINE` and its cells by column, spaces stripped.

    The first line names columns out of `columns`, each once, all of `needed` among them. Raises InputError
    for a file that cannot be read, bytes that are not UTF-8, what is not CSV, a header that does not fit,
    and a row of another length.
    """
    reader = csv.reader(io.StringIO(_content(file), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(file, header, columns, needed)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield f"{file}:{line}", _record(f"{file}:{line}", header, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{file}:{reader.line_num}: not CSV: {error}") from error


def _content(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(f"{file}:{line}: not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error


def _check_header(file: Path, header: list[str], columns: Sequence[str], needed: Sequence[str]) -> None:
    if len(header) == 1 and header[0].count(";") > 3:
        raise InputError(f"{file}:1: columns are parted by semicolons; save it as CSV with commas")
    for at, name in enumerate(header):
        if name not in columns:
            near = difflib.get_close_matches(name, columns, 1)
            hint = f'; did you mean "{near[0]}"?' if near else f"; known are {', '.join(columns)}"
            raise InputError(f'{file}:1: unknown column "{name}"{hint}')
        if name in header[:at]:
            raise InputError(f'{file}:1: column "{name}" stands twice')
    if missing := [name for name in needed if name not in header]:
        raise InputError(f"{file}:1: no column {missing[0]}; the columns are {','.join(columns)}")


def _record(at: str, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise InputError(f"{at}: {len(cells)} cells where {len(header)} are due")
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
