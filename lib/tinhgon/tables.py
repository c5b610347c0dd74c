"""The tables: their columns and types, and the one way in which they are read and written.

In memory a table is a DataFrame; on disk it is `NAME.csv` for people and `NAME.parquet` for programs.
Both hold the same cells. Missing is the empty cell, never zero. A file is written whole or not at all.
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from tinhgon import cells
from tinhgon.cells import DTYPES as DTYPES
from tinhgon.errors import InputError

_PLACE = "article_id source_file article:integer"

COLUMNS: dict[str, dict[str, str]] = {}


def _declare(name: str, columns: str) -> None:
    pairs = (column.partition(":") for column in columns.split())
    COLUMNS[name] = {column: kind or "text" for column, _, kind in pairs}


_declare(
    "pages",
    "source_file sha256 bytes:integer container encoding repairs:list articles:integer status reason url "
    "published:date",
)
_declare(
    "articles",
    f"{_PLACE} title published:date published_basis publisher author provinces:list characters:integer "
    "duplicate_of text url text_kind language relevance:number contained_in containment:number "
    "published_within",
)
_declare("lines", "source_file line:integer article:integer label rule text")
_declare(
    "statistics",
    f"statistic_id {_PLACE} surface measure value:number numerator:number denominator:number "
    "qualifier object change predicate province place period target:boolean as_of sentence start:integer "
    "end:integer rule check:list tier scope role base stage province_basis as_of_basis corrected confirmed",
)
_declare("ledger", f"{_PLACE} start:integer end:integer surface kind")
_declare(
    "adoptions", f"{_PLACE} province predicate level surface sentence start:integer end:integer place stage"
)
_declare("references", f"{_PLACE} surface kind number issuer date start:integer end:integer")
_declare("shortfalls", f"{_PLACE} surface sentence start:integer end:integer rule")
_ENTRY = "source_file article:integer surface occurrence:integer action field value reason source by on:date"
_declare("corrections", f"{_ENTRY} entry article_id statistic_id printed start:integer end:integer")
_declare(
    "review",
    f"{_ENTRY} rank:integer why precision:number rule article_id statistic_id sentence start:integer "
    "end:integer",
)
_declare(
    "terms",
    "term group frequency:integer per_million:number document_frequency:integer dispersion_dp:number "
    "dispersion_dpnorm:number",
)
_declare(
    "indicators",
    "indicator object:list change predicate measure tier scope unit label_en label_vi direction base stage "
    "higher_en higher_vi",
)
_declare(
    "comparison",
    "indicator province borders period_start:date period_end:date target:boolean value:number "
    "numerator:number denominator:number qualifier statistic_id sources:list status comparable:boolean "
    "why_not:list formula confirmed part family agreement:integer article_ids:list round axis "
    "province_gso province_iso province_ascii region region_vi",
)
_declare(
    "scores",
    "score pages:integer gold:integer found:integer hits:integer precision:number precision_low:number "
    "precision_high:number recall:number recall_low:number recall_high:number f1:number f1_low:number "
    "f1_high:number accuracy:number accuracy_low:number accuracy_high:number",
)
_declare("errors", f"{_PLACE} start:integer part kind field gold found surface sentence rule statistic_id")
_declare("confusion", "field gold found count:integer")
_declare(
    "rule_precision",
    "rule figures:integer paired:integer right:integer precision:number precision_low:number "
    "precision_high:number",
)

_ORDER = ["source_file", "article", "start"]


def declare(name: str, columns: str) -> None:
    """Add a table: its columns in order, as `name:type` words (`text` where no type is given).

    Types are text, list (`;`-joined, sorted), date (ISO), integer, number and boolean. Declaring a table
    again with other columns raises ValueError.
    """
    before = COLUMNS.get(name)
    _declare(name, columns)
    if before is not None and before != COLUMNS[name]:
        raise ValueError(f"{name}: declared twice with other columns")


def frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The table `name` of these rows: all its columns in order, typed, sorted as the house sorts.

    Lists and sets become `;`-joined sorted strings. Raises ValueError for a column the table has not.

    >>> frame("ledger", [{"source_file": "a.txt", "article": 1, "start": 3, "end": 4}]).dtypes["start"]
    Int64Dtype()
    """
    kinds = COLUMNS[name]
    records = list(rows)
    if unknown := set().union(*records) - kinds.keys():
        raise ValueError(f"{name}: no column {', '.join(sorted(unknown))}")
    data = cells.columns(records, kinds)
    if not all(cells.is_plain(values, kinds[column]) for column, values in data.items()):
        typed = {column: pd.Series(values, dtype=DTYPES[kinds[column]]) for column, values in data.items()}
        return arrange(pd.DataFrame(typed))
    names, first = _sorting(kinds)
    order = cells.order([data[column] for column in names], first)
    if order != list(range(len(records))):
        data = {column: [values[at] for at in order] for column, values in data.items()}
    arrays = {column: cells.array(values, kinds[column]) for column, values in data.items()}
    return pd.DataFrame(arrays, copy=False)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of `table` as dictionaries, missing cells None, numbers and booleans Python's own.

    >>> records(frame("lines", [{"source_file": "a.txt", "line": 3}]))[0]["article"] is None
    True
    """
    values = table.astype(object).where(table.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in values.to_dict("records")]


def arrange(table: pd.DataFrame) -> pd.DataFrame:
    """`table` sorted by source file, article and start where it has them, then by all its columns."""
    columns, count = _sorting(table.columns)
    while count < len(columns) and table.duplicated(columns[:count]).any():  # else later ones change nothing
        count += 1
    return table.sort_values(columns[:count], kind="stable", na_position="first", ignore_index=True)


def _sorting(columns: Iterable[str]) -> tuple[list[str], int]:
    """All columns in the order by which rows are sorted, and how many of them come first."""
    named = list(columns)
    first = [column for column in _ORDER if column in named]
    return [*first, *(column for column in named if column not in first)], max(1, len(first))


def about(table: pd.DataFrame, province: str) -> pd.DataFrame:
    """The rows of `table` on a province: by its column `province`, else by its list `provinces`.

    >>> about(pd.DataFrame({"provinces": ["Lai Châu;Sơn La", "Lai Châu", None]}), "Sơn La").index.tolist()
    [0]
    """
    if "province" in table.columns:
        return table[table["province"] == province]
    named = [province in str(names).split(";") for names in table["provinces"]]
    return table[pd.Series(named, index=table.index, dtype=bool)]


# --- Disk ------------------------------------------------------------------------------------------


def write(folder: str | Path, name: str, table: pd.DataFrame) -> None:
    """Write `NAME.csv` and `NAME.parquet` into `folder`, which is made where it is missing. A table that
    nobody declared here, read from another's folder, is written as it is.

    Raises InputError where the folder cannot be written or the disk is full; files that stood there
    before then still stand.
    """
    columns = list(COLUMNS.get(name, table.columns))
    if list(table.columns[: len(columns)]) != columns:
        raise ValueError(f"{name}: columns are {list(table.columns)}, not {columns}")
    text, columnar = Path(folder) / f"{name}.csv", Path(folder) / f"{name}.parquet"
    with replacing(text) as text_part, replacing(columnar) as columnar_part:
        text_part.write_bytes(csv_text(table).encode("utf-8-sig"))
        _write_parquet(table, columnar_part)


def read(folder: str | Path, name: str) -> pd.DataFrame:
    """The table `name` of `folder`, typed as declared, else as stored. Raises InputError where it is not
    there."""
    file = located(folder) / f"{name}.parquet"
    if not file.exists():
        raise InputError(f"{file}: no such table; run `make report` first")
    table = pd.read_parquet(file, dtype_backend="numpy_nullable")
    kinds = {column: DTYPES[kind] for column, kind in COLUMNS.get(name, {}).items()}
    return table.astype(
        {
            column: kinds.get(str(column), "str" if dtype == "string" else dtype)
            for column, dtype in table.dtypes.items()
        }
    )


def located(folder: str | Path) -> Path:
    """`folder`, where it stands. The default folders of notebooks are named from the notebooks' folder, where
    JupyterLab starts a kernel; a kernel that papermill starts beside that folder finds them as well.

    >>> located("no/such/folder").as_posix()
    'no/such/folder'
    """
    path, inner = Path(folder), Path("notebooks") / folder
    return path if path.exists() or not inner.exists() else inner


def csv_text(table: pd.DataFrame) -> str:
    """`table` as RFC 4180 CSV: CRLF between rows, numbers in shortest decimal form, missing as empty.

    >>> csv_text(pd.DataFrame({"a": [24.07, 2818.0, None], "b": ["x,y", "", "z"]}))
    'a,b\\r\\n24.07,"x,y"\\r\\n2818,\\r\\n,z\\r\\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    cells = [[_printed(value) for value in table[column].array] for column in table.columns]
    writer.writerows(zip(*cells, strict=True))
    return out.getvalue()


def _printed(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "true" if value else "false"
    return decimal(value)


def decimal(value: float) -> str:
    """A number in its shortest decimal form, never with an exponent.

    >>> [decimal(number) for number in (24.07, 2818.0, 12500000000.0, 1e-07)]
    ['24.07', '2818', '12500000000', '0.0000001']
    """
    if float(value).is_integer():
        return str(int(value))
    from decimal import Decimal

    return format(Decimal(repr(float(value))), "f")


def _write_parquet(table: pd.DataFrame, file: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"str": pa.string(), "Int64": pa.int64(), "Float64": pa.float64(), "boolean": pa.bool_()}
    arrays = [
        pa.array(table[column], type=types[str(table[column].dtype)], from_pandas=True)
        for column in table.columns
    ]
    schema = pa.schema([(column, types[str(table[column].dtype)]) for column in table.columns])
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), file, compression="zstd", store_schema=False)


@contextlib.contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A path to write to; on success it becomes `file` by rename, on failure it is gone.

    Raises InputError in one line where the system refuses.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(file)
    except OSError as error:
        raise InputError(f"{file}: cannot be written: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
