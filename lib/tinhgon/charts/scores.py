"""Scores as dots on a line from 0 to 1, each with its interval."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tinhgon.charts import drawing, wording
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import LANGUAGES, Display, Language, stack
from tinhgon.charts.drawing import ACCENT, GRID, Names, Rows

WHOLE = ("detect", "comparable", "tuple", "adoptions", "references", "words", "articles")


def score_dots(scores: pd.DataFrame) -> Display:
    """F1 of what is found as a whole, and accuracy by field, with their intervals."""
    whole = scores[scores["score"].isin(WHOLE) & scores["f1"].notna()]
    fields = scores[scores["accuracy"].notna()]
    return stack(_dots(whole, "f1", F1), _dots(fields, "accuracy", ACCURACY))


CODED = ("pages coded by hand, against what the rules read", "trang mã hóa tay, so với điều quy tắc đọc được")
SOURCE = ("Line: 95 % interval, pages resampled.", "Vạch: khoảng 95 %, lấy mẫu lại theo trang.")


F1 = Caption(
    "F1 by what must be right",
    "F1 theo điều phải đúng",
    *SOURCE,
    unit=("F1, from 0 to 1", "F1, từ 0 đến 1"),
    origin=CODED,
)
ACCURACY = Caption(
    "Accuracy by field",
    "Độ đúng theo từng trường",
    *SOURCE,
    unit=("share right, from 0 to 1", "tỷ lệ đúng, từ 0 đến 1"),
    origin=CODED,
)


def _dots(scores: pd.DataFrame, measure: str, caption: Caption) -> Display:
    columns = ["score", measure, f"{measure}_low", f"{measure}_high"]
    data = scores.assign(order=place(scores["score"])).sort_values(
        ["order", measure], ascending=[True, False]
    )[columns]
    records = data.to_dict("records")
    names: Names = {
        lang: [wording.label("score", row["score"], lang) for row in records] for lang in LANGUAGES
    }
    rows = Rows(names, below=22)

    def paint(axes: Axes, language: Language) -> None:
        for place, row in enumerate(records):
            axes.plot([0, 1], [place, place], color=GRID, linewidth=1.2, zorder=1)
            if not wording.missing(row[columns[2]]):
                ends = [row[columns[2]], row[columns[3]]]
                axes.plot(ends, [place, place], color=ACCENT, linewidth=3, alpha=0.45, zorder=2)
            axes.plot([row[measure]], [place], "o", markersize=8, color=ACCENT, zorder=3)
        axes.set_xlim(-0.04, 1.3)
        rows.place(
            axes, language, [wording.number(row[measure], language) for row in records], [1.02] * len(records)
        )
        axes.set_xticks([0, 0.5, 1], [wording.number(x, language) for x in (0, 0.5, 1)])
        axes.spines["bottom"].set_visible(False)

    def describe(language: Language) -> str:
        told = zip(names[language], records, strict=True)
        words = [f"{name} {wording.number(row[measure], language)}" for name, row in told]
        return (
            ("Dots from 0 to 1: " if language == "en" else "Các chấm từ 0 đến 1: ") + ", ".join(words) + "."
        )

    heads = {
        "score": ("What must be right", "Điều phải đúng"),
        measure: HEADS[measure],
        columns[2]: ("From", "Từ"),
        columns[3]: ("To", "Đến"),
    }
    return drawing.figure(caption, data, describe, paint, rows.height, heads)


HEADS = {
    "score": ("What must be right", "Điều phải đúng"),
    "gold": ("Coded", "Đã mã hóa"),
    "found": ("Found", "Tìm được"),
    "precision": ("Precision", "Độ chính xác"),
    "recall": ("Recall", "Độ phủ"),
    "f1": ("F1", "F1"),
    "accuracy": ("Accuracy", "Độ đúng"),
}


def place(scores: pd.Series) -> pd.Series:
    """Where each score stands: what is found as a whole first."""
    return scores.map(lambda name: WHOLE.index(name) if name in WHOLE else len(WHOLE)).astype(int)
