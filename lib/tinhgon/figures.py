"""A row of the `statistics` table as a record, for the rooms that reckon with figures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from tinhgon.text import fold

NUMBERS = frozenset({"value", "numerator", "denominator"})


class Figure(NamedTuple):
    """One figure as coded. Missing text is "", a missing number is None, `start` is -1 where unknown."""

    statistic_id: str
    article_id: str
    source_file: str
    article: int
    surface: str
    measure: str
    value: float | None
    numerator: float | None
    denominator: float | None
    qualifier: str
    object: str
    change: str
    predicate: str
    province: str
    place: str
    period: str
    target: bool
    as_of: str
    sentence: str
    start: int
    end: int
    tier: str
    scope: str
    role: str
    base: str
    stage: str
    province_basis: str
    as_of_basis: str
    confirmed: str

    @property
    def exact(self) -> bool:
        """Whether the page prints the figure without a qualifier."""
        return self.qualifier in ("", "=")


_MISSING: dict[str, Any] = {"target": False, "start": -1, "end": -1, "article": 1, **dict.fromkeys(NUMBERS)}
_EMPTY = tuple(_MISSING.get(name, "") for name in Figure._fields)


def read(statistics: pd.DataFrame) -> list[Figure]:
    """The figures of a `statistics` table in its order. A column that the table lacks counts as missing.

    >>> read(pd.DataFrame({"statistic_id": ["a"], "value": [815.0]}))[0].value
    815.0
    """
    return [Figure(*cells) for cells in records(statistics, Figure._fields, _MISSING)]


def of(row: Mapping[str, Any]) -> Figure:
    """The figure of a row that is not yet in a table. A key that the row lacks counts as missing.

    >>> of({"statistic_id": "a", "value": 815})[6]
    815.0
    """
    cells = dict(zip(Figure._fields, map(row.get, Figure._fields, _EMPTY), strict=True))
    cells.update((name, float(cells[name])) for name in NUMBERS if cells[name] is not None)
    return Figure(**cells)


def records(
    table: pd.DataFrame, columns: Iterable[str], missing: dict[str, Any]
) -> Iterable[tuple[Any, ...]]:
    """The rows of `table` as tuples of `columns`; a missing cell is what `missing` says, else ""."""
    cells = []
    for column in columns:
        default = missing.get(column, "")
        if column in table.columns:
            series = table[column]
            values = series.astype(object).to_numpy()
            cells.append(
                [default if gap else value for value, gap in zip(values, series.isna(), strict=True)]
            )
        else:
            cells.append([default] * len(table))
    return zip(*cells, strict=True)


def statistic_id(source_file: str, article: int, sentence: str, surface: str, occurrence: int) -> str:
    """The name of a figure, the same after every rebuild as long as its sentence stands.

    >>> statistic_id("a.txt", 1, "Giảm 3 phòng.", "3 phòng", 1)
    '74b719065c5e'
    """
    key = "\x1f".join((source_file, str(article), sentence, surface, str(occurrence)))
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def noun(surface: str) -> tuple[str, ...]:
    """The words that follow the number of a printed figure, marks and case aside.

    >>> noun("hơn 161 phó chủ tịch xã, phường") == noun("161 phó chủ tịch xã phường"), noun("401")
    (True, ())
    """
    words = re.findall(r"\w+", fold(surface))
    last = max((at for at, word in enumerate(words) if word.isdigit()), default=0 if words else -1)
    return tuple(words[last + 1 :])
