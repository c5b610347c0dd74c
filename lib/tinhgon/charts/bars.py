"""Bars, stacked bars, dots on a line of 0 to 100 %, and points in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tinhgon.charts import drawing, wording
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import Display, Language
from tinhgon.charts.drawing import ACCENT, COLOURS, CUT, GRID, Names, Rows
from tinhgon.charts.tabular import PRINTED


def bars(
    caption: Caption, data: pd.DataFrame, name: str, value: str, limit: int = 25, names: Names | None = None
) -> Display:
    """One bar a row of `data`, in its order: the column `name` says what, the column `value` how much.

    Names are looked up among the rules as table cells are, unless `names` gives them. Of more than `limit`
    rows the first are drawn; the source line says so.

    >>> frame = pd.DataFrame({"change": ["decrease"], "figures": [7]})
    >>> "giảm 7" in bars(Caption("Figures", "Số liệu"), frame, "change", "figures").vi
    True
    """
    drawn = data.head(limit).reset_index(drop=True)
    caption = caption.of_first(len(drawn), len(data))
    names = names or named(drawn, name)
    values = [float(x) for x in drawn[value]]
    rows = Rows(names)

    def paint(axes: Axes, language: Language) -> None:
        axes.barh(range(len(drawn)), values, height=rows.bar, color=ACCENT)
        axes.set_xlim(0, _room(values))
        rows.place(axes, language, [wording.number(x, language) for x in values], values)
        drawing.bare(axes)

    def describe(language: Language) -> str:
        words = [f"{n} {wording.number(v, language)}" for n, v in zip(names[language], values, strict=True)]
        return _sentence("Bars" if language == "en" else "Biểu đồ cột", words)

    return drawing.figure(caption, drawn, describe, paint, rows.height)


def stacked(
    caption: Caption,
    data: pd.DataFrame,
    name: str,
    series: str,
    value: str,
    colours: Mapping[str, str],
    limit: int = 25,
) -> Display:
    """One bar a value of the column `name`, in order of first appearance, divided by the column `series`.

    `colours` gives each value of `series` its colour, and the order of the parts; others are grey, last.
    """
    wide = data.pivot_table(index=name, columns=series, values=value, aggfunc="sum", sort=False).fillna(0)
    caption = caption.of_first(min(limit, len(wide)), len(wide))
    kinds = sorted(wide.columns, key=lambda kind: [*colours, kind].index(kind))
    wide = wide.head(limit)[kinds]
    names, kind_names = named(wide.reset_index(), name), named(pd.DataFrame({series: kinds}), series)
    totals = [float(x) for x in wide.sum(axis=1)]
    inks = [colours.get(kind, COLOURS[-2]) for kind in kinds]
    top = max((drawing.legend_height(list(words)) for words in kind_names.values()), default=0)
    rows = Rows(names, above=top)

    def paint(axes: Axes, language: Language) -> None:
        left = pd.Series(0.0, index=wide.index)
        for kind, ink in zip(kinds, inks, strict=True):
            sizes = wide[kind].astype(float)
            axes.barh(
                range(len(wide)),
                sizes,
                left=left,
                height=rows.bar,
                color=ink,
                edgecolor="white",
                linewidth=0.6,
            )
            left = left + sizes
        axes.set_xlim(0, _room(totals))
        rows.place(axes, language, [wording.number(x, language) for x in totals], totals)
        drawing.legend(axes, list(zip(kind_names[language], inks, strict=True)), top)
        drawing.bare(axes)

    def describe(language: Language) -> str:
        told = zip(names[language], wide.to_numpy(dtype=float), strict=True)
        words = [f"{row}: {_parts(kind_names[language], sizes, language)}" for row, sizes in told]
        return _sentence("Stacked bars" if language == "en" else "Biểu đồ cột chồng", words, "; ")

    return drawing.figure(caption, data, describe, paint, rows.height)


def _parts(names: Sequence[str], sizes: Iterable[float], language: Language) -> str:
    named_sizes = zip(names, sizes, strict=True)
    return ", ".join(f"{name} {wording.number(size, language)}" for name, size in named_sizes if size)


def dots(
    caption: Caption,
    data: pd.DataFrame,
    name: str,
    hollow: str = "",
    columns: Sequence[str] = (),
    limit: int = 30,
    names: Names | None = None,
    lines: Sequence[float] = (),
) -> Display:
    """Shares as dots on a line from 0 to 100 %.

    `data` has the columns `value` (per cent), `qualifier`, and, for parts of a whole, `numerator` and
    `denominator`, which are written beside the dot. A figure printed as more than (`>`, `≥`), less than
    (`<`, `≤`) or about (`≈`) has an arm to where the true one may lie. Rows where the boolean column
    `hollow` is true are drawn hollow (approved, not yet running). `columns` are those of the data table,
    `names` what the rows are called where the rules do not say it. `lines` are shares that a dashed line
    marks through all rows, as a target; the caption's source line says what they are.
    """
    drawn = data.head(limit).reset_index(drop=True)
    caption = caption.of_first(len(drawn), len(data))
    names = names or named(drawn, name)
    shares = drawn.to_dict("records")
    upper = max([100.0, *map(float, drawn["value"])]) * 1.02
    rows = Rows(names, below=22)

    def paint(axes: Axes, language: Language) -> None:
        for place, row in enumerate(shares):
            _dot(axes, place, row, upper, bool(hollow and row[hollow] is True))
        for share in lines:
            axes.axvline(share, color=CUT, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1.5)
        axes.set_xlim(-4, upper * 1.36)
        rows.place(axes, language, [_share(row, language) for row in shares], [upper] * len(shares))
        axes.set_xticks([0, 50, 100], [wording.percent(x, language) for x in (0, 50, 100)])
        axes.get_xticklabels()[0].set_horizontalalignment("left")
        axes.spines["bottom"].set_visible(False)

    def describe(language: Language) -> str:
        words = [f"{n} {_share(row, language)}" for n, row in zip(names[language], shares, strict=True)]
        line = "a dashed line at" if language == "en" else "vạch đứt tại"
        words += [f"{line} {wording.percent(share, language)}" for share in lines]
        return _sentence("Dots from 0 to 100%" if language == "en" else "Các chấm từ 0 đến 100%", words)

    return drawing.figure(caption, drawn, describe, paint, rows.height, columns)


def _dot(axes: Axes, place: int, row: Mapping[Any, Any], upper: float, hollow: bool) -> None:
    value, qualifier = float(row["value"]), row.get("qualifier")
    axes.plot([0, 100], [place, place], color=GRID, linewidth=1.2, zorder=1)
    reach = min(6.0, max(upper - value, 2.0))
    low = value - 6.0 if qualifier in {"<", "≤", "≈"} else value
    high = value + reach if qualifier in {">", "≥", "≈"} else value
    if high > low:
        axes.plot([max(low, 0.0), high], [place, place], color=ACCENT, linewidth=3, alpha=0.45, zorder=2)
    face = "white" if hollow else ACCENT
    axes.plot([value], [place], "o", markersize=8, markerfacecolor=face, markeredgecolor=ACCENT, zorder=3)


def _share(row: Mapping[Any, Any], language: Language) -> str:
    if not wording.missing(row.get("numerator")) and not wording.missing(row.get("denominator")):
        return wording.part(row["numerator"], row["denominator"], language)
    sign = row.get("qualifier")
    return ("" if sign in {None, "="} or wording.missing(sign) else f"{sign} ") + wording.percent(
        row["value"], language
    )


def moments(caption: Caption, data: pd.DataFrame, name: str, first: str, last: str = "") -> Display:
    """When: one row a value of the column `name`, a point for each ISO date in the column `first`.

    Where `last` names a column, a line leads to the date in it. Rows without a date are left out.
    """
    dated = data[pd.to_datetime(data[first], errors="coerce").notna()].reset_index(drop=True)
    groups = list(dict.fromkeys(dated[name]))
    names = named(pd.DataFrame({name: groups}), name)
    starts = pd.to_datetime(dated[first])
    ends = pd.to_datetime(dated[last]).fillna(starts) if last else starts
    lines = [(start.toordinal(), end.toordinal()) for start, end in zip(starts, ends, strict=True)]
    rows = Rows(names, below=24)

    def paint(axes: Axes, language: Language) -> None:
        for group, (start, end) in zip(dated[name], lines, strict=True):
            y = groups.index(group)
            axes.plot([start, end], [y, y], color=ACCENT, linewidth=5, alpha=0.35, solid_capstyle="round")
            axes.plot([start], [y], "o", markersize=6, color=ACCENT, alpha=0.8)
        axes.margins(x=0.06)
        rows.place(axes, language)
        _years(axes, starts.min().year, ends.max().year)

    def describe(language: Language) -> str:
        words = [
            f"{names[language][place]}: "
            + ", ".join(wording.date(x, language) for x in dated[first][dated[name] == group])
            for place, group in enumerate(groups)
        ]
        return _sentence("Points in time" if language == "en" else "Các mốc thời gian", words, "; ")

    return drawing.figure(caption, dated, describe, paint, rows.height)


def _years(axes: Axes, first: int, last: int) -> None:
    step = max(1, (last - first + 6) // 6)
    years = list(range(first, last + 2, step))
    ticks = [pd.Timestamp(year=year, month=1, day=1).toordinal() for year in years]
    axes.set_xlim(ticks[0], pd.Timestamp(year=last + 1, month=1, day=20).toordinal())
    axes.set_xticks(ticks, [str(year) for year in years])
    axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.grid(axis="x")


def named(data: pd.DataFrame, column: str) -> Names:
    """The names in a column, as table cells are written, in both languages."""

    def write(value: Any, language: Language) -> str:
        return (
            str(value)
            if column in PRINTED and not wording.missing(value)
            else wording.label(column, value, language)
        )

    return {language: [write(value, language) for value in data[column]] for language in ("en", "vi")}


def _room(values: Sequence[float]) -> float:
    """The right end of an axis that leaves room for a number after its longest bar."""
    return max([*values, 1e-9]) * 1.24


def _sentence(kind: str, words: Sequence[str], joint: str = ", ") -> str:
    return f"{kind}: {joint.join(words)}."
