"""The built tables as rows that can be looked up, for the sentences made of them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tinhgon.amounts import LANGUAGES
from tinhgon.rules import Rulebook

Row = dict[str, Any]


@dataclass
class Tables:
    """The rows of each table by its name; missing cells are None."""

    rows: Mapping[str, list[Row]]
    book: Rulebook

    @functools.cached_property
    def statistics(self) -> dict[str, Row]:
        """The figures by id."""
        return {row["statistic_id"]: row for row in self.rows["statistics"]}

    @functools.cached_property
    def indicators(self) -> dict[str, Row]:
        """The indicators by name."""
        return {row["indicator"]: row for row in self.rows["indicators"]}

    @functools.cached_property
    def values(self) -> list[Row]:
        """The rows of `comparison` that are results with a value."""
        return [row for row in self.rows["comparison"] if row["value"] is not None and not row["target"]]

    @functools.cached_property
    def titles(self) -> dict[str, str]:
        """The titles of the articles by id."""
        return {row["article_id"]: row["title"] for row in self.rows["articles"] if row["title"]}

    def label(self, indicator: str) -> dict[str, str]:
        """What an indicator is called, by language."""
        row = self.indicators.get(indicator, {})
        return {language: str(row.get(f"label_{language}") or indicator) for language in LANGUAGES}

    def object(self, name: str) -> dict[str, str]:
        """What is counted, as it is called within a sentence."""
        entry = self.book.by_id("objects").get(name, {})
        return {language: str(entry.get(language, name.replace("_", " "))) for language in LANGUAGES}

    def parts(self, row: Row) -> list[Row]:
        """The figures that a row of `comparison` rests on."""
        ids = str(row["sources"] or "").split(";")
        return [self.statistics[i] for i in ids if i in self.statistics]


NAMES = (
    "statistics",
    "articles",
    "audits",
    "indicators",
    "comparison",
    "conflicts",
    "coverage",
    "robustness",
)


def of(tables: Mapping[str, pd.DataFrame], book: Rulebook) -> Tables:
    """The tables that `findings` reads; one that is missing has no rows."""
    return Tables({name: _rows(tables[name]) if name in tables else [] for name in NAMES}, book)


def _rows(table: pd.DataFrame) -> list[Row]:
    cells = table.astype(object).where(table.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in cells.to_dict("records")]
