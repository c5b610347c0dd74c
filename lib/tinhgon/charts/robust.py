"""How each comparison would stand without any one of its articles, and without approximate figures."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tinhgon.charts import drawing, wording
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import LANGUAGES, Display, Language, paragraph, rulebook
from tinhgon.charts.drawing import ACCENT, COLOURS, CUT, FAINT, Names, Rows
from tinhgon.charts.tabular import folded, table

LOSSES = {
    "comparison": ("the comparison", "cả phép so sánh"),
    "province": ("a province", "một tỉnh"),
    "lowest": ("the lowest value", "giá trị thấp nhất"),
    "highest": ("the highest value", "giá trị cao nhất"),
}
KINDS = {
    "all": ("nothing: all articles", "không bỏ bài nào"),
    "approximate": ("approximate figures", "các con số xấp xỉ"),
}
MARKS = (
    ("all articles", "đủ mọi bài", ACCENT),
    ("without the one that costs most", "bỏ bài làm mất nhiều nhất", CUT),
    ("exact figures alone", "chỉ số chính xác", COLOURS[2]),
)
CAPTION = Caption(
    "Provinces that can be compared, and how many are left without one article",
    "Số tỉnh so sánh được, và còn bao nhiêu khi bỏ một bài",
    "Left of the dashed line nothing is left to compare.",
    "Bên trái vạch đứt thì không còn gì để so sánh.",
    unit=("provinces", "tỉnh"),
)
FEWEST = 1.5  # between one province and two


def robust(
    robustness: pd.DataFrame, indicators: pd.DataFrame, articles: pd.DataFrame, limit: int = 60
) -> Display:
    """The table `robustness` as a figure, one row a comparison, and as a table, one row an article left out.

    Where nothing is compared, one sentence says so.
    """
    if robustness.empty:
        return paragraph(
            "No two provinces are compared, so nothing can rest on one article.",
            "Chưa có hai tỉnh nào được so sánh, nên không có gì phụ thuộc vào một bài.",
        )
    return _figure(robustness, indicators) + _table(robustness, indicators, articles, limit)


def _figure(robustness: pd.DataFrame, indicators: pd.DataFrame) -> Display:
    data = _ranges(robustness)
    rows = data.to_dict("records")
    names: Names = {language: _named(rows, indicators, language) for language in LANGUAGES}
    top = max(drawing.legend_height([mark[n] for mark in MARKS]) for n in (0, 1))
    layout = Rows(names, above=top, below=22)
    most = int(data["provinces"].max())

    def paint(axes: Axes, language: Language) -> None:
        for place, row in enumerate(rows):
            ends = [place - 0.22, place + 0.22]
            axes.plot([FEWEST, FEWEST], ends, color=FAINT, linewidth=1.0, linestyle=(0, (3, 2)))
            axes.plot([row["fewest"], row["provinces"]], [place, place], color=drawing.GRID, linewidth=2)
            for n, (column, mark) in enumerate((("provinces", "o"), ("fewest", "s"), ("exact", "D"))):
                at, ink = place + (n - 1) * 0.1, MARKS[n][2]
                axes.plot([row[column]], [at], mark, markersize=6.5, color=ink, zorder=3, clip_on=False)
        axes.set_xlim(-0.3, max(most, 2) + 0.6)
        axes.set_xticks(range(0, most + 1, max(1, most // 6)))
        layout.place(axes, language)
        axes.spines["bottom"].set_visible(False)
        drawing.legend(axes, [(mark[language == "vi"], mark[2]) for mark in MARKS], top)

    def describe(language: Language) -> str:
        words = [
            f"{name}: {row['provinces']:g}, {row['fewest']:g}, {row['exact']:g}"
            for name, row in zip(names[language], rows, strict=True)
        ]
        return f"{'; '.join(mark[language == 'vi'] for mark in MARKS)}. {'; '.join(words)}."

    columns = {
        "indicator": ("Indicator", "Chỉ số"),
        "provinces": ("Provinces", "Số tỉnh"),
        "fewest": ("Without the article that costs most", "Khi bỏ bài làm mất nhiều nhất"),
        "exact": ("With exact figures alone", "Khi chỉ giữ số chính xác"),
    }
    return drawing.figure(CAPTION, data, describe, paint, layout.height, columns)


def _ranges(robustness: pd.DataFrame) -> pd.DataFrame:
    """One row a comparison: provinces with all articles, without the one that costs most, with exact figures
    alone; those with the most provinces first."""
    found: list[dict[str, Any]] = []
    keys = ["indicator", "round", "target"]
    for (indicator, round_, target), group in robustness.groupby(keys, dropna=False, sort=False):
        counts = {kind: rows["provinces"] for kind, rows in group.groupby("kind")}
        found.append(
            {
                "indicator": indicator, "round": round_, "target": target,
                "provinces": float(counts["all"].iloc[0]), "fewest": float(counts["article"].min()),
                "exact": float(counts["approximate"].iloc[0]),
            }
        )  # fmt: skip
    table = pd.DataFrame(found)
    return table.sort_values(["provinces", "fewest"], ascending=False, kind="stable", ignore_index=True)


def _named(rows: list[dict[Any, Any]], indicators: pd.DataFrame, language: Language) -> list[str]:
    """Indicators with the round that their values are of."""
    labels = dict(zip(indicators["indicator"], indicators[f"label_{language}"], strict=True))
    rounds = {str(entry["id"]): str(entry[language]) for entry in rulebook().entries("rounds")}
    return [
        f"{labels.get(row['indicator'], row['indicator'])}, {rounds.get(row['round'], row['round'])}"
        for row in rows
    ]


def _table(robustness: pd.DataFrame, indicators: pd.DataFrame, articles: pd.DataFrame, limit: int) -> Display:
    titles = dict(zip(articles["article_id"], articles["title"], strict=True))
    units = dict(zip(indicators["indicator"], indicators["unit"], strict=True))

    def write(language: Language) -> Display:
        second = language == "vi"
        records = robustness.to_dict("records")
        shown = robustness.assign(
            indicator=_named(records, indicators, language),
            article_id=robustness["without"],
            text=[
                KINDS[row["kind"]][second]
                if row["kind"] in KINDS
                else titles.get(row["without"], row["without"])
                for row in records
            ],
            low=[_end(row, "lowest", units, language) for row in records],
            high=[_end(row, "highest", units, language) for row in records],
            loses=[_lost(row["loses"], second) for row in records],
        )
        columns = {
            "indicator": ("Indicator", "Chỉ số"),
            "text": ("Without", "Khi bỏ"),
            "provinces": ("Provinces", "Số tỉnh"),
            "low": ("Lowest", "Thấp nhất"),
            "high": ("Highest", "Cao nhất"),
            "median": ("Median", "Trung vị"),
            "loses": ("What is lost", "Mất gì"),
        }
        captions = ("Each comparison without any one article", "Mỗi phép so sánh khi bỏ từng bài")
        return table(shown, *captions, columns, limit, evidence="text")

    count = len(robustness)
    return folded(
        Display(write("en").en, write("vi").vi),
        f"Table: each comparison without each of its articles, {wording.number(count, 'en')} rows",
        f"Bảng: từng phép so sánh khi bỏ từng bài, {wording.number(count, 'vi')} dòng",
    )


def _end(row: dict[Any, Any], end: str, units: dict[Any, Any], language: Language) -> str:
    """A value with the province that has it."""
    if wording.missing(row[end]):
        return ""
    write = wording.percent if units.get(row["indicator"]) == "%" else wording.number
    return f"{write(row[end], language)} ({row[f'{end}_province']})"


def _lost(cell: object, second: bool) -> str:
    codes = [] if wording.missing(cell) else str(cell).split(";")
    return ", ".join(LOSSES[code][second] for code in LOSSES if code in codes)
