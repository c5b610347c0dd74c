"""A whole and its two parts: what was cut and what is left."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tinhgon.charts import drawing, wording
from tinhgon.charts.display import Display, Language
from tinhgon.charts.drawing import ACCENT, CUT, Caption

CAPTION = Caption(
    "What was cut, and what is left",
    "Phần đã giảm và phần còn lại",
    "Derived: share cut = cut ÷ (cut + left), both as printed. Each bar is its own whole.",
    "Suy ra: tỷ lệ giảm = số giảm ÷ (số giảm + số còn lại), số in trên báo. Mỗi thanh là một tổng riêng.",
)
TOP = 22.0  # points for the legend
COLUMNS = {
    "province": ("Province", "Tỉnh"),
    "object": ("What is counted", "Đối tượng"),
    "cut": ("Cut", "Đã giảm"),
    "left": ("Left", "Còn lại"),
    "share": ("Share cut, %", "Tỷ lệ giảm, %"),
}


def divided(data: pd.DataFrame) -> Display:
    """One bar a row of `data` (`province, object, cut, left`), divided into what was cut and what is left.

    >>> row = {"province": "Sơn La", "object": "villages", "cut": 815.0, "left": 2509.0}
    >>> "24.52%" in divided(pd.DataFrame([row])).en
    True
    """
    data = data.assign(share=(100 * data["cut"] / (data["cut"] + data["left"])).round(2))
    rows = data.to_dict("records")

    def name(row: dict, language: Language) -> str:
        return f"{row['province']}: {wording.label('object', row['object'], language)}"

    def told(row: dict, language: Language) -> str:
        cut, left = wording.number(row["cut"], language), wording.number(row["left"], language)
        share = wording.percent(row["share"], language)
        return f"{cut} cut, {left} left: {share}" if language == "en" else f"giảm {cut}, còn {left}: {share}"

    def paint(axes: Axes, language: Language) -> None:
        drawing.frame_rows(axes, 2 * len(rows), above=TOP)
        names = ("cut", "left") if language == "en" else ("đã giảm", "còn lại")
        for place, row in enumerate(rows):
            axes.barh(2 * place, row["share"], height=0.5, color=CUT)
            axes.barh(2 * place, 100 - row["share"], left=row["share"], height=0.5, color=ACCENT)
            axes.text(0, 2 * place + 0.34, told(row, language), va="top", fontweight="bold")
        axes.set_xlim(0, 100)
        drawing.named_rows(axes, [part for row in rows for part in (name(row, language), "")])
        drawing.legend(axes, list(zip(names, (CUT, ACCENT), strict=True)), TOP)
        drawing.bare(axes)

    def describe(language: Language) -> str:
        words = [f"{name(row, language)}, {told(row, language)}" for row in rows]
        return ("Divided bars: " if language == "en" else "Thanh chia phần: ") + "; ".join(words) + "."

    return drawing.figure(CAPTION, data, describe, paint, drawing.height(2 * len(rows), above=TOP), COLUMNS)
