"""What provinces report of the same thing, one chart an axis of the comparison: shares as dots, counts as
bars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from tinhgon.charts import captions, wording
from tinhgon.charts.bars import bars, dots
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import LANGUAGES, Display, Language, paragraph, rulebook, stack
from tinhgon.charts.drawing import Names
from tinhgon.charts.targets import line_words, lines_for

VALUED = ("reported", "derived")
PERCENT = ("per cent of the places counted", "phần trăm số nơi được đếm")
OF_WHAT_STOOD = ("per cent of the base that the title names", "phần trăm của mốc nêu ở tiêu đề")
PLANNED = (" (planned)", " (kế hoạch)")
BEFORE = (", before", ", trước sắp xếp")
COLUMNS = ["province", "value", "numerator", "denominator", "qualifier", "period_start", "period_end"]


def shares(
    comparison: pd.DataFrame, indicators: pd.DataFrame, limit: int = 8, targets: pd.DataFrame | None = None
) -> Display:
    """A dot plot an axis on which two provinces or more stand with a share of the same thing, results before
    plans, those with the most provinces first. One sentence where there is none. A target of `targets` that
    has a `line` is drawn where its indicator is."""
    percents = indicators[indicators["unit"] == "%"]
    drawn = [
        _shares(rows, label, lines_for(targets, str(rows["indicator"].iloc[0])))
        for rows, label in _axes(comparison, percents)
    ][:limit]
    return stack(*drawn) if drawn else paragraph(
        "No share is reported by two provinces in a way that counts the same thing, so none is drawn.",
        "Không tỷ lệ nào được hai tỉnh báo cáo theo cùng một cách tính, nên không vẽ biểu đồ.",
    )  # fmt: skip


def counts(comparison: pd.DataFrame, indicators: pd.DataFrame, limit: int = 8) -> Display:
    """A bar chart an axis on which two provinces or more stand with a number of the same thing. What each
    province counts its own way is never among them. One sentence where there is none."""
    numbers = indicators[indicators["unit"] != "%"]
    drawn = [_counts(rows, label) for rows, label in _axes(comparison, numbers)][:limit]
    return stack(*drawn) if drawn else paragraph(
        "No number is reported by two provinces of the same thing in one round, so none is drawn.",
        "Không có số lượng nào được hai tỉnh báo cáo về cùng một điều trong một đợt, nên không vẽ biểu đồ.",
    )  # fmt: skip


def _axes(
    comparison: pd.DataFrame, indicators: pd.DataFrame
) -> Iterator[tuple[pd.DataFrame, dict[Language, str]]]:
    """The rows of each axis with what it is called: results first, then the most provinces."""
    known = indicators.set_index("indicator")
    rows = comparison[comparison["comparable"].fillna(False) & comparison["status"].isin(VALUED)]
    rows = rows[rows["indicator"].isin(known.index)]
    groups = [group for _, group in rows.groupby("axis", sort=True) if group["province"].nunique() > 1]
    for group in sorted(groups, key=lambda g: (_is(g, "target"), -g["province"].nunique())):
        yield group, _label(group, known.loc[group["indicator"].iloc[0]])


def _is(group: pd.DataFrame, column: str) -> bool:
    return bool(group[column].fillna(False).astype(bool).iloc[0])


def _label(group: pd.DataFrame, indicator: Any) -> dict[Language, str]:
    before = bool(group["part"].fillna("").str.contains("before").iloc[0])
    told: dict[Language, str] = {}
    for at, language in enumerate(LANGUAGES):
        extra = (BEFORE[at] if before else "") + (PLANNED[at] if _is(group, "target") else "")
        told[language] = str(indicator[f"label_{language}"]) + extra
    return told


def _shares(rows: pd.DataFrame, label: dict[Language, str], lines: list[dict[Any, Any]]) -> Display:
    rows = rows.sort_values(["value", "province"], ascending=[False, True], ignore_index=True)
    caption = Caption(
        label["en"],
        label["vi"],
        "Same tier, scope, base and stage; an arm is a figure printed as more than, less than or about."
        + line_words(lines, "en"),
        "Cùng cấp, phạm vi, mốc và giai đoạn; vạch kéo dài là con số in là trên, dưới hoặc khoảng."
        + line_words(lines, "vi"),
        unit=PERCENT if rows["indicator"].iloc[0].startswith("adoption.") else OF_WHAT_STOOD,
        period=_period(rows),
    )
    marks = [float(line["value"]) for line in lines]
    return dots(caption, rows[COLUMNS], "province", lines=marks, names=_names(rows, percent=True))


def _counts(rows: pd.DataFrame, label: dict[Language, str]) -> Display:
    rows = rows.sort_values("period_end")
    rows = rows.sort_values("province", key=_in_vietnamese, kind="stable", ignore_index=True)
    caption = Caption(
        label["en"],
        label["vi"],
        "Provinces differ in size: a longer bar is no better and no worse. In the order of the alphabet.",
        "Các tỉnh lớn nhỏ khác nhau: thanh dài hơn không phải là hơn hay kém. Xếp theo bảng chữ cái.",
        period=_period(rows),
    )
    return bars(caption, rows[COLUMNS], "province", "value", names=_names(rows))


def _in_vietnamese(names: pd.Series) -> pd.Series:
    return names.map(wording.alphabetical)


def _names(rows: pd.DataFrame, percent: bool = False) -> Names:
    """Provinces, with the time where one stands there twice, and the percentage that a ratio stands for."""
    twice = rows["province"].duplicated(keep=False)
    records = [*zip(rows.to_dict("records"), twice, strict=True)]

    def write(row: dict[Any, Any], again: bool, language: Language) -> str:
        time = when(row["period_start"], row["period_end"], language) if again else ""
        share = wording.percent(row["value"], language) if percent and _is_ratio(row) else ""
        return f"{', '.join(filter(None, (str(row['province']), time)))}{': ' if share else ''}{share}"

    return {language: [write(row, again, language) for row, again in records] for language in LANGUAGES}


def _is_ratio(row: dict[Any, Any]) -> bool:
    return not wording.missing(row["numerator"]) and not wording.missing(row["denominator"])


def when(first: object, last: object, language: Language) -> str:
    """A span of days as people say it: a whole year or month as one.

    >>> when("2019-01-01", "2019-12-31", "en"), when("2025-04-01", "2025-04-30", "vi")
    ('2019', '4/2025')
    >>> when("2019-04-18", "2019-04-18", "en"), when("2017-10-25", "2019-12-31", "en"), when(None, None, "en")
    ('2019-04-18', '2017–2019', '')
    """
    if wording.missing(last):
        return ""
    start, end = str(last if wording.missing(first) else first), str(last)
    if start == end:
        return wording.date(end, language)
    if start[:7] == end[:7]:
        return f"{int(end[5:7])}/{end[:4]}" if language == "vi" else end[:7]
    return end[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"


def _period(rows: pd.DataFrame) -> captions.Pair:
    """The round that the values are of, and the years of their periods."""
    entry = rulebook().by_id("rounds").get(str(rows["round"].iloc[0]))
    if entry is None:
        return captions.WHOLE
    years = captions.years([*rows["period_start"], *rows["period_end"]])[0]
    return f"{entry['en']}; values of {years}", f"{entry['vi']}; giá trị của {years}"
