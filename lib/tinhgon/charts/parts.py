"""A whole and its two parts: what was cut and what is left."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tinhgon.charts import drawing, wording
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import LANGUAGES, Display, Language
from tinhgon.charts.drawing import ACCENT, CUT, Names, Rows

CAPTION = Caption(
    "What was cut, and what is left",
    "Phần đã giảm và phần còn lại",
    "Derived: share cut = cut ÷ (cut + left), both as printed. Each bar is its own whole.",
    "Suy ra: tỷ lệ giảm = số giảm ÷ (số giảm + số còn lại), số in trên báo. Mỗi thanh là một tổng riêng.",
    unit=("per cent of what there was", "phần trăm của số trước khi giảm"),
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
    Where `target` is true it is a plan; `period` tells apart the bars of one province and object.

    >>> row = {"province": "Sơn La", "object": "villages", "cut": 815.0, "left": 2509.0}
    >>> "24.52%" in divided(pd.DataFrame([row])).en
    True
    """
    data = data.assign(share=(100 * data["cut"] / (data["cut"] + data["left"])).round(2))
    rows = data.to_dict("records")

    def name(row: dict, language: Language) -> str:
        planned = {"en": "planned", "vi": "kế hoạch"}[language] if row.get("target") is True else ""
        notes = ", ".join(filter(None, (planned, str(row.get("period") or ""))))
        what = wording.label("object", row["object"], language)
        return f"{row['province']}: {what}{f' ({notes})' if notes else ''}"

    def told(row: dict, language: Language) -> str:
        cut, left = wording.number(row["cut"], language), wording.number(row["left"], language)
        share = wording.percent(row["share"], language)
        return f"{cut} cut, {left} left: {share}" if language == "en" else f"giảm {cut}, còn {left}: {share}"

    names: Names = {language: [name(row, language) for row in rows] for language in LANGUAGES}
    layout = Rows(names, above=TOP, under=18)

    def paint(axes: Axes, language: Language) -> None:
        told_apart = ("cut", "left") if language == "en" else ("đã giảm", "còn lại")
        for place, row in enumerate(rows):
            axes.barh(place, row["share"], height=layout.bar, color=CUT)
            axes.barh(place, 100 - row["share"], left=row["share"], height=layout.bar, color=ACCENT)
            axes.annotate(
                told(row, language),
                (0, place),
                (0, -8),
                textcoords="offset points",
                va="top",
                fontweight="bold",
            )
        axes.set_xlim(0, 100)
        layout.place(axes, language)
        drawing.legend(axes, list(zip(told_apart, (CUT, ACCENT), strict=True)), TOP)
        drawing.bare(axes)

    def describe(language: Language) -> str:
        words = [f"{name(row, language)}, {told(row, language)}" for row in rows]
        return ("Divided bars: " if language == "en" else "Thanh chia phần: ") + "; ".join(words) + "."

    return drawing.figure(CAPTION, data, describe, paint, layout.height, COLUMNS)
