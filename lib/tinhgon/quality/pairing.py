"""Which figure of one coding is which of another: paired within an article, on measure and value."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from tinhgon import tables
from tinhgon.text import normalise

Key = tuple[str, int]  # source file and article
FIELDS = (
    *("qualifier", "object", "change", "predicate", "province"),
    *("place", "target", "tier", "scope", "role"),
)
NEAR = 1e-6  # how far two values of one number may lie apart, as a share of it


class Unit(NamedTuple):
    """A coded figure: its number, its fields as they are compared, and the row that it came from."""

    number: tuple[str, float | None, float | None]
    fields: tuple[str, ...]
    row: Mapping[str, Any]

    def agrees(self, other: Unit, *names: str) -> bool:
        """Whether both are coded alike in the fields `names`.

        >>> a, b = Unit(("count", 5.0, None), ("=",), {}), Unit(("count", 5.0, None), (">",), {})
        >>> a.agrees(b, "qualifier"), a.agrees(b)
        (False, True)
        """
        return all(self.fields[FIELDS.index(name)] == other.fields[FIELDS.index(name)] for name in names)


def units(statistics: pd.DataFrame) -> dict[Key, list[Unit]]:
    """The figures of each article, in the order of the table."""
    found: defaultdict[Key, list[Unit]] = defaultdict(list)
    for row in tables.records(statistics):
        fields = tuple(compared(name, row.get(name)) for name in FIELDS)
        found[row["source_file"], row.get("article") or 1].append(Unit(_number(row), fields, row))
    return dict(found)


def pair(first: Sequence[Unit], second: Sequence[Unit]) -> list[tuple[int, int]]:
    """Positions of the figures of one article that are the same in both, each used once.

    The same are those with one measure and one value (ratios: one numerator and one denominator). Where
    there is a choice, those that agree in most fields go first, then those that stand nearest.

    >>> five = Unit(("count", 5.0, None), ("=",) * 10, {})
    >>> pair([five], [Unit(("percent", 5.0, None), ("=",) * 10, {}), five])
    [(0, 1)]
    """
    options = sorted(
        (-sum(map(str.__eq__, a.fields, b.fields)), abs(i - j), i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if _same(a.number, b.number)
    )
    used_first: set[int] = set()
    used_second: set[int] = set()
    pairs = []
    for _, _, i, j in options:
        if i not in used_first and j not in used_second:
            used_first.add(i)
            used_second.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def rest(units: Sequence[Unit], used: Iterable[int]) -> list[Unit]:
    """The figures that no pair took."""
    taken = set(used)
    return [unit for place, unit in enumerate(units) if place not in taken]


@functools.lru_cache(maxsize=65536)
def printed(value: str) -> str:
    """Printed text as it is compared: in small letters, spaces as one.

    >>> printed("Ðồng  Nai") == printed("đồng nai")
    True
    """
    return " ".join(normalise(value).casefold().split())


def compared(field: str, value: Any) -> str:
    """A cell as it is compared. A figure without a qualifier is exact, one without a target no plan.

    >>> compared("target", None), compared("qualifier", None), compared("place", "Xã  Ba")
    ('false', '=', 'xã ba')
    """
    text = printed("" if value is None else str(value))
    if field == "target":
        return str(text in {"true", "1", "yes"}).lower()
    return text or ("=" if field == "qualifier" else "")


def _number(row: Mapping[str, Any]) -> tuple[str, float | None, float | None]:
    first, second = ("numerator", "denominator") if row.get("measure") == "ratio" else ("value", "")
    return str(row.get("measure")), _float(row.get(first)), _float(row.get(second))


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _same(
    first: tuple[str, float | None, float | None], second: tuple[str, float | None, float | None]
) -> bool:
    if first[0] != second[0] or first[1] is None or second[1] is None:
        return False
    if first[0] == "ratio":
        return first[1:] == second[1:]
    return abs(first[1] - second[1]) <= NEAR * max(1.0, abs(first[1]))
