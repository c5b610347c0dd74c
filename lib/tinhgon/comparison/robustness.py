"""What would become of each comparison without any one article, and without approximate figures.

The values are made anew from the figures that are left, and judged by the same gate: a jackknife over
articles. Where one article carries a comparison, its extremes or a province of it, the table says so.
"""

from __future__ import annotations

import statistics as averages
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from tinhgon.comparison import gate
from tinhgon.comparison.derived import PEOPLE, derive
from tinhgon.comparison.jackknife import Axes, Axis, Jackknife
from tinhgon.comparison.sources import Source
from tinhgon.comparison.values import Value, collect
from tinhgon.figures import Figure
from tinhgon.rules import Rulebook
from tinhgon.tables import declare, frame

declare(
    "robustness",
    "indicator round target:boolean kind without provinces:integer values:integer lowest:number "
    "lowest_province highest:number highest_province median:number comparable:boolean loses:list",
)


def robustness(
    figures: Sequence[Figure],
    known: dict[str, Source],
    values: Iterable[Value],
    fits: Iterable[bool],
    book: Rulebook,
) -> pd.DataFrame:
    """The table `robustness`: for each shared axis one row with all articles (`kind` is `all`), one without
    each article behind it (`article`, its id in `without`; copies of it go too), and one without figures that
    say more than, less than or about (`approximate`).

    `loses` says what is lost: `comparison` (fewer than two provinces are left), `province`, `lowest`,
    `highest` (another province, or another value of the same). A comparison that is lost keeps in its row
    what is left of it.
    """
    whole = _axes((value for value, fit in zip(values, fits, strict=True) if fit), book)
    behind = _behind(figures, whole)
    copies: defaultdict[str, set[str]] = defaultdict(set)
    for name, source in known.items():
        copies[source.copy_of].add(name)
    axes_of: defaultdict[str, list[Axis]] = defaultdict(list)
    for axis, found in whole.items():
        for name in _articles(found):
            axes_of[name].append(axis)
    left = Jackknife(behind, known, book)
    without = {name: left.without({name, *copies.get(name, ())}, axes) for name, axes in axes_of.items()}
    exact = _again([figure for figure in behind if figure.exact], known, book)
    return frame(
        "robustness", (row for axis, found in whole.items() for row in _rows(axis, found, without, exact))
    )


def _axes(values: Iterable[Value], book: Rulebook) -> Axes:
    """The values of each axis by province, the latest where a province has several."""
    axes: defaultdict[Axis, dict[str, Value]] = defaultdict(dict)
    for value in sorted(values, key=lambda value: (value.end, value.start, value.part)):
        axes[gate.axis(value, book)][value.province] = value
    return dict(axes)


def _behind(figures: Iterable[Figure], axes: Axes) -> list[Figure]:
    """The figures that can make a value of one of the axes: a derived one is made of other kinds."""
    indicators = {value.indicator for axis in axes.values() for value in axis.values()}
    objects = {indicator.object for indicator in indicators} - {""}
    objects |= set(PEOPLE) if "workers" in objects else set()
    models = {indicator.predicate for indicator in indicators} - {""}
    return [figure for figure in figures if figure.object in objects or figure.predicate in models]


def _articles(values: dict[str, Value]) -> list[str]:
    """The articles behind the values of an axis."""
    return sorted({name for value in values.values() for name in value.article_ids})


def _again(figures: list[Figure], known: dict[str, Source], book: Rulebook) -> Axes:
    """The values that these figures give alone and that the gate lets on an axis, or would if another
    province had its like."""
    values = collect(figures, known)
    values += derive(figures, values)
    return _axes((value for value in values if not gate.own_reasons(value, book)), book)


def _rows(
    axis: Axis, whole: dict[str, Value], without: dict[str, Axes], exact: Axes
) -> Iterator[dict[str, object]]:
    yield _row(axis, whole, whole, "all", "")
    for name in _articles(whole):
        yield _row(axis, whole, without[name].get(axis, {}), "article", name)
    yield _row(axis, whole, exact.get(axis, {}), "approximate", "")


def _row(
    axis: Axis, whole: dict[str, Value], left: dict[str, Value], kind: str, name: str
) -> dict[str, object]:
    (low, lowest), (high, highest) = _ends(left)
    return {
        "indicator": axis[0], "round": axis[2], "target": axis[3], "kind": kind, "without": name,
        "provinces": len(left), "values": sum(len(value.article_ids) for value in left.values()),
        "lowest": low, "lowest_province": lowest, "highest": high, "highest_province": highest,
        "median": round(averages.median(_numbers(left)), 2) if left else None,
        "comparable": len(left) > 1, "loses": _lost(whole, left),
    }  # fmt: skip


def _numbers(values: dict[str, Value]) -> list[float]:
    return [value.value or 0.0 for value in values.values()]


def _ends(values: dict[str, Value]) -> tuple[tuple[float | None, str], tuple[float | None, str]]:
    ranked = sorted((value.value or 0.0, name) for name, value in values.items())
    return (ranked[0], ranked[-1]) if ranked else ((None, ""), (None, ""))


def _lost(whole: dict[str, Value], left: dict[str, Value]) -> set[str]:
    lost = {"comparison"} if len(left) < 2 else set()
    lost |= {"province"} if whole.keys() - left.keys() else set()
    for name, one, other in zip(("lowest", "highest"), _ends(whole), _ends(left), strict=True):
        lost |= {name} if one != other else set()
    return lost
