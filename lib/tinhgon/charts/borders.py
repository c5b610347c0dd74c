"""The comparison by the provinces since 1 July 2025: what could be added up, and who is missing."""

from __future__ import annotations

import pandas as pd

from tinhgon.charts import wording
from tinhgon.charts.display import Display, Language
from tinhgon.charts.provinces import amount
from tinhgon.charts.tabular import folded, table


def since_2025(comparison_34: pd.DataFrame, indicators: pd.DataFrame, limit: int = 40) -> Display:
    """The rows of `comparison_34` that are put together from several provinces: sums first, then what only
    some of them report, with each province's own value (`?`: none) in the formula.
    """
    formulas = comparison_34["formula"].fillna("")
    rows = comparison_34[formulas.ne("") & ~formulas.str.match(r"[\d(]")]
    shares = formulas[rows.index].str.count(r"\?") / (formulas[rows.index].str.count(r" \+ ") + 1)
    rows = rows.assign(summed=rows["status"].ne("derived"), lacking=shares)
    rows = rows.sort_values(["summed", "lacking", "indicator", "province"], kind="stable")
    units = dict(zip(indicators["indicator"], indicators["unit"], strict=True))

    def write(language: Language) -> Display:
        names = dict(zip(indicators["indicator"], indicators[f"label_{language}"], strict=True))
        shown = rows.assign(
            indicator=[names.get(name, name) for name in rows["indicator"]],
            merged=rows["province"],
            value=[amount(row, units.get(row["indicator"], ""), language) for row in rows.to_dict("records")],
            status=[wording.label("status", status, language) for status in rows["status"]],
        )
        captions = ("By the provinces since 1 July 2025", "Theo các tỉnh từ ngày 1/7/2025")
        return table(shown, *captions, ["indicator", "merged", "value", "status", "formula"], limit)

    shown = Display(write("en").en, write("vi").vi)
    if rows.empty:
        return shown
    return folded(
        shown,
        f"Table: {wording.number(len(rows), 'en')} values of provinces that were merged, with their parts",
        f"Bảng: {wording.number(len(rows), 'vi')} giá trị của các tỉnh hợp nhất, kèm từng phần",
    )
