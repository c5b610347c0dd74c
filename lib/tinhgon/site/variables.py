"""What the columns and codes of the tables mean, as data: for the code book and every format with labels."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, cast

import pandas as pd
import yaml

from tinhgon.charts.display import LANGUAGES, Language
from tinhgon.rules import Rulebook
from tinhgon.site.edition import HERE
from tinhgon.tables import COLUMNS

BOOKS = {
    "objects": "object",
    "changes": "change",
    "models": "predicate",
    "standards": "predicate",
    "tiers": "tier",
}
TYPES = {"str": "text", "Int64": "integer", "Float64": "number", "boolean": "boolean"}


@functools.cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    text = (HERE / "columns.yml").read_text(encoding="utf-8")
    return cast(Mapping[str, Mapping[str, str]], yaml.safe_load(text))


def meaning(table: str, column: str, language: Language = "en") -> str:
    """What a column of a table holds, in one line; the column's name in words where nobody has said.

    >>> meaning("ledger", "kind"), meaning("mine", "my_column")
    ('What the digits were taken for', 'my column')
    """
    entry = _meanings().get(f"{table}.{column}") or _meanings().get(column)
    return entry[language] if entry else column.replace("_", " ")


def kind(table: str, column: str, values: pd.Series) -> str:
    """The type of a column: text, list, date, integer, number or boolean."""
    return COLUMNS.get(table, {}).get(column) or TYPES.get(str(values.dtype), "text")


def variables(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a column of `tables`, in their order: table, column, type, what it holds in both languages."""
    rows = [
        (
            name,
            column,
            kind(name, column, table[column]),
            *(meaning(name, column, lang) for lang in LANGUAGES),
        )
        for name, table in tables.items()
        for column in table.columns
    ]
    return pd.DataFrame(rows, columns=["table", "column", "type", "meaning_en", "meaning_vi"])


def codes(book: Rulebook) -> pd.DataFrame:
    """One row an id of the tables: the column that it stands in, its labels, words that it is read from."""
    return pd.DataFrame(_codes(book), columns=["column", "code", "label_en", "label_vi", "example"])


def _codes(book: Rulebook) -> Iterator[tuple[str, ...]]:
    for name, column in BOOKS.items():
        for entry in book.entries(name):
            yield column, entry["id"], entry["en"], entry["vi"], _example(entry)
    for entry in book.entries("reasons"):
        yield "why_not", entry["id"], entry["en"], entry["vi"], ""
    for entry in book.entries("labels"):
        column, _, code = entry["id"].partition(".")
        if column not in {"column", "change", "tier"}:
            yield column, code, entry["en"], entry["vi"], ""


def _example(entry: Mapping[str, Any]) -> str:
    shown = (
        example["text"]
        for example in entry.get("examples", [])
        if all(example.get(key, "") is not None for key in ("value", "figure"))
    )
    return str(next(shown, ""))
