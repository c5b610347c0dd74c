"""Tables as Stata files, with labels, and the same bytes at any time."""

from __future__ import annotations

import datetime
import warnings
from pathlib import Path

import pandas as pd

from tinhgon.site.variables import kind, meaning

LABEL = 80  # characters that Stata keeps of a label
LONG = 244  # bytes: text that may be longer is stored as strL, each as long as it is
EPOCH = datetime.datetime(2000, 1, 1)  # stands where Stata writes the time of saving
YES_NO: dict[float, str] = {0: "no", 1: "yes"}
RENAMED = {"end": "end_"}  # a word of Stata's own


def write(table: pd.DataFrame, file: Path, name: str, about: str = "") -> None:
    """Write a table as `.dta` of Stata 14 and later: Unicode text, labelled columns, yes and no labelled.

    Missing text is the empty string, a missing number or yes/no is Stata's missing value. Columns of ISO days
    become Stata's daily dates; one that holds anything else, as `2018-03`, stays text. `end` becomes `end_`.
    """
    kinds = {column: kind(name, column, table[column]) for column in table.columns}
    stored = pd.DataFrame(
        {column: _stored(table[column], kinds[column]) for column in kinds}, index=table.index
    )
    labels = {RENAMED.get(column, column): meaning(name, column)[:LABEL] for column in kinds}
    yes_no = [RENAMED.get(column, column) for column in kinds if kinds[column] == "boolean"]
    stored = stored.rename(columns=RENAMED)
    texts = [column for column in stored if stored[column].dtype == object]
    days = [column for column in stored if str(stored[column].dtype).startswith("datetime")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a column without any value has no type of its own
        stored.to_stata(
            file,
            version=118,
            write_index=False,
            time_stamp=EPOCH,
            data_label=f"TinhGon: {about or name}"[:LABEL],
            variable_labels=labels,
            convert_dates=dict.fromkeys(days, "td"),
            convert_strl=[column for column in texts if _bytes(stored[column]) > LONG],
            value_labels=dict.fromkeys(yes_no, YES_NO),
        )


def _stored(values: pd.Series, type_: str) -> pd.Series:
    if type_ in {"integer", "number", "boolean"}:
        return values.astype("Float64").astype(float)
    if type_ == "date":
        days = pd.to_datetime(values, format="%Y-%m-%d", errors="coerce")
        if days.notna().equals(values.notna()) and days.notna().any():
            return days
    return values.astype(object).where(values.notna(), "")


def _bytes(values: pd.Series) -> int:
    return max((len(text.encode()) for text in values), default=0)
