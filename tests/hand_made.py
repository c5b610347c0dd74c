"""Tables made by hand for the tests of arithmetic and comparison: rows with defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tinhgon import tables

FIGURE = {
    "measure": "count",
    "qualifier": "=",
    "object": "districts",
    "change": "level",
    "province": "Sơn La",
    "target": False,
    "scope": "whole",
    "source_file": "a.txt",
    "article": 1,
}


def statistics(rows: Iterable[Mapping[str, Any]], text: str = "", **defaults: Any) -> pd.DataFrame:
    """A `statistics` table. `id` and `in` stand for statistic_id and article_id; offsets are looked up in
    `text`, else invented one behind the other; a ratio's value follows from its parts."""
    made = []
    at = 0
    for number, given in enumerate(rows, start=1):
        row = {**FIGURE, **defaults, **given}
        row["statistic_id"] = row.pop("id", f"s{number}")
        row["article_id"] = row.pop("in", "a.txt#1")
        row.setdefault("surface", f"{row.get('value', '')} {row['object']}")
        row.setdefault("sentence", text or "Cả tỉnh hiện có.")
        found = text.find(row["surface"], at) if text else at + 2
        row.setdefault("start", found)
        row.setdefault("end", row["start"] + len(row["surface"]))
        at = row["end"]
        if row["measure"] == "ratio":
            row.setdefault("value", round(100 * row["numerator"] / row["denominator"], 2))
        made.append(row)
    return tables.frame("statistics", made)


def articles(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """An `articles` table; `id` stands for article_id."""
    made = []
    for given in rows:
        row = {"text_kind": "original", **given}
        row["article_id"] = row.pop("id")
        row["source_file"], _, article = row["article_id"].partition("#")
        row["article"] = int(article or 1)
        made.append(row)
    return tables.frame("articles", made)
