"""Words along a line: how their use changes over the years, how the vocabulary grows with the corpus."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from tinhgon.charts import captions, drawing, wording
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import LANGUAGES, Display, Language, paragraph
from tinhgon.charts.drawing import ACCENT, FAINT, GRID, Names, Rows
from tinhgon.counts import group_rows, without_duplicates

FEW = 3  # articles: a rate from fewer is drawn hollow
HIGH = 22.0  # points that a row's line may rise
COLUMNS = {
    "term": ("Word", "Từ"),
    "year": ("Year", "Năm"),
    "articles": ("Articles of the year", "Số bài trong năm"),
    "frequency": ("Frequency", "Tần số"),
    "per_million": ("Per million words", "Trên một triệu từ"),
}


def by_year(terms: pd.DataFrame, articles: pd.DataFrame, words: Sequence[str]) -> pd.DataFrame:
    """How often each of `words` stands in each year that has an article: `terms` is a table by year. A word
    that the year's articles do not have is zero; a year without an article has no row."""
    years = {name: len(rows) for name, rows in group_rows(without_duplicates(articles), "year")}
    found = terms.set_index(["term", "group"])[["frequency", "per_million"]].to_dict("index")
    nothing = {"frequency": 0, "per_million": 0.0}
    rows = [
        {"term": word, "year": int(year), "articles": count, **found.get((word, year), nothing)}
        for word in words
        for year, count in sorted(years.items())
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def over_time(terms: pd.DataFrame, articles: pd.DataFrame, words: Sequence[str]) -> Display:
    """The rate of each word by year of publication, a line a word; years of few articles are hollow."""
    data = by_year(terms, articles, words)
    dated, whole = int(articles["published"].notna().sum()), len(articles)
    if data["year"].nunique() < 2:
        return paragraph(
            f"Nothing over time: {wording.part(dated, whole, 'en')} articles have a known date, and they are "
            "not of two years.",
            f"Chưa thấy gì theo thời gian: {wording.part(dated, whole, 'vi')} bài biết ngày đăng, "
            "chưa thuộc hai năm khác nhau.",
            "notice",
        )
    caption = Caption(
        "The words over the years, per million words",
        "Các từ qua các năm, trên một triệu từ",
        f"By year of publication; {wording.part(dated, whole, 'en')} articles are dated. "
        f"Hollow: fewer than {FEW} articles. Each row has a scale of its own, up to the rate named above it.",
        f"Theo năm đăng; {wording.part(dated, whole, 'vi')} bài biết ngày đăng. "
        f"Chấm rỗng: dưới {FEW} bài. Mỗi hàng một thang riêng, cao nhất là mức ghi ở trên.",
        unit=("occurrences per million words", "số lần trên một triệu từ"),
        period=captions.years(articles["published"]),
        origin=captions.TEXTS,
    )
    names: Names = {language: list(words) for language in LANGUAGES}
    room = Rows(names, below=20, under=HIGH)
    years = sorted(set(data["year"]))
    span = years[-1] - years[0]

    def paint(axes: Axes, language: Language) -> None:
        for place, word in enumerate(words):
            rows = data[data["term"] == word]
            peak = float(rows["per_million"].max())
            foot = place + HIGH / room.row
            axes.plot([years[0], years[-1]], [foot, foot], color=GRID, linewidth=0.8)
            heights = [foot - HIGH / room.row * float(rate) / max(peak, 1e-9) for rate in rows["per_million"]]
            _line(axes, list(rows["year"]), heights, list(rows["articles"]))
            told = f"max {wording.number(peak, language, 0)}"
            right = axes.get_yaxis_transform()
            axes.annotate(
                told, (1, place), (0, 8), right, "offset points", ha="right", va="bottom", color=FAINT
            )
        axes.set_xlim(years[0] - 0.02 * span, years[-1] + 0.02 * span)
        room.place(axes, language)
        step = max(1, -(-len(years) // 6))
        axes.set_xticks(years[::step], [str(year) for year in years[::step]])
        axes.get_xticklabels()[0].set_horizontalalignment("left")
        axes.spines["bottom"].set_visible(False)

    def describe(language: Language) -> str:
        told = [
            f"{word}: "
            + ", ".join(
                f"{row.year} {wording.number(row.per_million, language, 0)}"
                for row in data[data["term"] == word].itertuples()
            )
            for word in words
        ]
        return ("Lines by year: " if language == "en" else "Đường theo năm: ") + "; ".join(told) + "."

    return drawing.figure(caption, data, describe, paint, room.height, COLUMNS)


def _line(axes: Axes, years: list[int], heights: list[float], articles: list[int]) -> None:
    """A line through the years, broken where one is missing, with a dot a year."""
    x: list[float] = []
    y: list[float] = []
    for place, year in enumerate(years):
        if place and year - years[place - 1] > 1:
            x, y = [*x, float("nan")], [*y, float("nan")]
        x, y = [*x, float(year)], [*y, heights[place]]
    axes.plot(x, y, color=ACCENT, linewidth=1.6)
    for full in (True, False):
        chosen = [place for place, count in enumerate(articles) if (count >= FEW) is full]
        axes.plot(
            [years[place] for place in chosen],
            [heights[place] for place in chosen],
            "o",
            markersize=5.5,
            markeredgecolor=ACCENT,
            markerfacecolor=ACCENT if full else "white",
        )


def growth(curve: pd.DataFrame) -> Display:
    """The type-token curve: how many different words there are among the first words of the corpus."""
    if len(curve) < 2:
        return paragraph(
            "Too few words for a curve of the vocabulary.", "Quá ít từ để vẽ đường tăng của vốn từ.", "notice"
        )
    last = curve.iloc[-1]
    caption = Caption(
        "How the vocabulary grows with the text",
        "Vốn từ tăng theo độ dài văn bản",
        "Upward: different words. To the right: running words, articles in the order of their files.",
        "Trục đứng: số từ khác nhau. Trục ngang: số từ của văn bản, các bài theo thứ tự tệp.",
        unit=("words", "từ"),
        origin=captions.TEXTS,
    )
    drawn = curve.iloc[:: max(1, len(curve) // 120)]
    drawn = pd.concat([drawn, curve.tail(1)]).drop_duplicates("words", ignore_index=True)

    def paint(axes: Axes, language: Language) -> None:
        axes.set_position((0.13, 0.14, 0.83, 0.8))
        axes.plot(
            [0, *drawn["words"].astype(float)], [0, *drawn["types"].astype(float)], color=ACCENT, linewidth=2
        )
        axes.set_xlim(0, float(last["words"]) * 1.02)
        axes.set_ylim(0, float(last["types"]) * 1.1)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(4, integer=True))
            axis.set_major_formatter(lambda value, _: wording.number(value, language))
        axes.grid()

    def describe(language: Language) -> str:
        told = [
            f"{wording.number(row.types, language)}/{wording.number(row.words, language)}"
            for row in drawn.iloc[:: max(1, len(drawn) // 8)].itertuples()
        ]
        kind = "A line, different words of words" if language == "en" else "Đường, số từ khác nhau trên số từ"
        return f"{kind}: {', '.join(told)}."

    return drawing.figure(caption, drawn, describe, paint, 230, list(curve.columns))
