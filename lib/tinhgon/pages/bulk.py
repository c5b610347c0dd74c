"""Bulk files: JSON Lines and Parquet with columns `text` or `html`, `url` and `date`, record by record.

Records are read one after the other, so a file may be larger than memory.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from tinhgon import dates
from tinhgon.pages.decoding import without_surrogates

COLUMNS = ("text", "html", "url", "date")
ADVICE = "Each record has a column text or html, and may have url and date."
UNPACKED, FOLD = 1200 * 2**20, 200  # characters of a Parquet file's texts, or so many times its bytes
BATCH = 64  # records of a Parquet file held at a time
_day = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


class NotRecords(Exception):
    """The file holds no records; the message says what was found instead."""


class Fault(str):
    """What is wrong with one record, in a few words."""


class Record(NamedTuple):
    """One page of a bulk file; `date` is ISO, and "" is what the record does not say."""

    content: str
    is_html: bool
    url: str
    date: str


class Part(NamedTuple):
    """A stretch of a bulk file: the number of its first record, how many there are, and the bytes of a JSON
    Lines file that hold them. None: to the end."""

    first: int = 1
    records: int | None = None
    start: int = 0
    end: int | None = None


WHOLE = Part()


def json_lines(file: Path, largest: int, part: Part = WHOLE) -> Iterator[Record | Fault]:
    """The records of a JSON Lines file, blank lines left out. A line that is none is a Fault, and so is one
    of more than `largest` bytes, which is passed over without being held. Raises OSError."""
    with file.open("rb") as stream:
        stream.seek(part.start)
        for line in lines(stream, largest):
            yield line if isinstance(line, Fault) else _of_line(line)
            if part.end is not None and stream.tell() >= part.end:
                return


def lines(stream: IO[bytes], largest: int) -> Iterator[bytes | Fault]:
    """The lines of `stream` that are not blank, each as it stands, or a Fault for one that is too long."""
    while line := stream.readline(largest + 1):
        if len(line) > largest:
            while line and not line.endswith(b"\n"):
                line = stream.readline(largest)
            yield Fault(f"a line of more than {largest >> 20} MB")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield line


def _of_line(line: bytes) -> Record | Fault:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Fault("not UTF-8")
    except (ValueError, RecursionError) as error:
        return Fault(f"not JSON ({getattr(error, 'msg', 'nested too deeply')})")
    return record(data) if isinstance(data, dict) else Fault("not a JSON object")


def parquet(file: Path, largest: int, part: Part = WHOLE) -> Iterator[Record | Fault]:
    """The records of a Parquet file. One of more than `largest` bytes is a Fault. Raises NotRecords where the
    file is broken, has neither column or one twice, or unpacks beyond measure, OSError where it cannot be
    opened."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file.open("rb").close()
    try:
        columns = _columns(pq.read_schema(file))
        texts = [name for name in columns if name in {"text", "html"}]
        source = pq.ParquetFile(file, read_dictionary=texts)  # a text repeated is held once
        groups, skipped = _groups(source.metadata, part)
        last = None if part.records is None else skipped + part.records
        rows = (
            (batch, at)
            for batch in source.iter_batches(BATCH, row_groups=groups, columns=columns)
            for at in range(batch.num_rows)
        )
        most, unpacked = max(UNPACKED, FOLD * file.stat().st_size), 0
        for batch, at in islice(rows, skipped, last):
            found = _of_row({name: batch.column(name)[at] for name in columns}, largest)
            unpacked += len(found.content) if isinstance(found, Record) else 0
            if unpacked > most:
                raise NotRecords(f"its texts unpack to more than {FOLD} times its size")
            yield found
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        said = str(error).partition("\n")[0].rstrip(".")
        raise NotRecords(f"not Parquet ({said})") from error


def _columns(schema: Any) -> list[str]:
    """Those of COLUMNS that a Parquet file has. Raises NotRecords where they give no records."""
    columns = [name for name in COLUMNS if name in schema.names]
    texts = [name for name in columns if name in {"text", "html"}]
    if not texts:
        raise NotRecords("no column text or html")
    for name in columns:
        if schema.names.count(name) > 1:
            raise NotRecords(f"a column {name} given twice")
    if not all(_is_text(schema.field(name).type) for name in texts):
        raise NotRecords("a column text or html that holds no text")
    return columns


def _groups(metadata: Any, part: Part) -> tuple[list[int], int]:
    """The row groups that hold the rows of `part`, and how many rows of the first of them stand before it."""
    first, skipped, row = part.first - 1, 0, 0
    found: list[int] = []
    for group in range(metadata.num_row_groups):
        size = metadata.row_group(group).num_rows
        if row + size > first and (part.records is None or row < first + part.records):
            skipped = skipped if found else first - row
            found.append(group)
        row += size
    return found, max(skipped, 0)


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    held = kind.value_type if pa.types.is_dictionary(kind) else kind
    return pa.types.is_string(held) or pa.types.is_large_string(held) or pa.types.is_null(held)


def _of_row(cells: dict[str, Any], largest: int) -> Record | Fault:
    for name in ("text", "html"):
        held = getattr(cells.get(name), "value", None)  # of a dictionary's entry
        buffer = held.as_buffer() if held is not None else None
        if buffer is not None and buffer.size > largest:
            return Fault(f"a text of more than {largest >> 20} MB")
    try:
        return record({name: cell.as_py() for name, cell in cells.items()})
    except UnicodeDecodeError:
        return Fault("not UTF-8")
    except (ValueError, OverflowError):
        return Fault("a date that is none")


def record(data: dict[str, Any]) -> Record | Fault:
    """The record of named values: its `html`, where there is none its `text`.

    >>> record({"text": "Sơn La giảm 815 bản.", "date": "2019-08-05T10:00:00Z"})
    Record(content='Sơn La giảm 815 bản.', is_html=False, url='', date='2019-08-05')
    >>> record({"body": "Sơn La"})
    'no text or html'
    """
    html, body, url = (without_surrogates(_string(data.get(name))) for name in ("html", "text", "url"))
    content = html if html.strip() else body
    if not content.strip():
        return Fault("no text or html")
    return Record(content, bool(html.strip()), url.strip(), day(data.get("date")))


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def day(value: Any) -> str:
    """An ISO date of what a column `date` holds, a date, a time or a printed form; "" where it is none.

    >>> day("20190805"), day(datetime.datetime(2019, 8, 5, 10)), day("05/08/2019"), day("hôm qua")
    ('2019-08-05', '2019-08-05', '2019-08-05', '')
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return ""
    if match := _day.match(value.lstrip()):
        try:
            return datetime.date(*map(int, match.groups())).isoformat()
        except ValueError:
            return ""
    found = dates.dateline(value[:200])
    return found.date.isoformat() if found and found.date else ""
