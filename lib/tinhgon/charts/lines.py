"""Where words stand: lines with the word in the middle, the words that have such lines, a dispersion plot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tinhgon.charts import captions, drawing, wording
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import LANGUAGES, Display, Language, paragraph
from tinhgon.charts.drawing import ACCENT, GRID, WIDTH, Names, Rows
from tinhgon.charts.tabular import evidence_link, framed, word_link
from tinhgon.counts import without_duplicates

HEADS = {
    "en": ("Before", "Word", "After", "Article"),
    "vi": ("Phía trước", "Từ", "Phía sau", "Bài"),
}
SEPARATED = 120  # articles that are told apart by a line


def lines_of(concordance: pd.DataFrame, limit: int = 12) -> Display:
    """The first `limit` lines of a concordance with the word in the middle, each linked to its article."""
    if concordance.empty:
        return paragraph("No article has the word looked for.", "Không bài nào có từ cần tìm.", "note")
    rows = concordance.head(limit).to_dict("records")
    words = list(dict.fromkeys(str(word) for word in concordance["query"]))
    total = int(concordance.drop_duplicates("query")["found"].sum())

    def write(language: Language) -> str:
        heads = "".join(f'<th scope="col">{head}</th>' for head in HEADS[language])
        many = wording.part(len(rows), total, language)
        named = wording.escaped(wording.listing(words[:3], language))
        caption = f"{named}: {many} lines" if language == "en" else f"{named}: {many} dòng"
        return framed(caption, heads, "\n".join(map(_line, rows)), "kwic")

    return Display.of(write)


def _line(row: Mapping[Any, Any]) -> str:
    left, match, right = (wording.escaped(row[cell] or " ") for cell in ("left", "match", "right"))
    article = evidence_link(wording.escaped(_place(row)), row)
    return (
        f'<tr><td class="left">{left}</td><th scope="row"><mark>{match}</mark></th>'
        f"<td>{right}</td><td>{article}</td></tr>"
    )


def _place(row: Mapping[Any, Any]) -> str:
    """Where a line is from: the first province and how many more, else the article's id."""
    if wording.missing(row.get("provinces")):
        return str(row["article_id"])
    first, *more = str(row["provinces"]).split(";")
    return f"{first} +{len(more)}" if more else first


def words_opened(concordance: pd.DataFrame) -> Display:
    """Every word of a concordance with the number of its lines, linked to them, in alphabetical order."""
    if concordance.empty:
        return paragraph("No word has lines.", "Không từ nào có dòng trích.", "note")
    counts = concordance.drop_duplicates("query")[["query", "found"]]
    rows = sorted(counts.itertuples(index=False), key=lambda row: wording.alphabetical(row.query))

    def write(language: Language) -> str:
        links = (f"{word_link(row.query)}&nbsp;({wording.number(row.found, language)})" for row in rows)
        return f'<p class="words">{" · ".join(links)}</p>'

    return Display.of(write)


def dispersion(concordance: pd.DataFrame, articles: pd.DataFrame, limit: int = 10) -> Display:
    """Where in the corpus each word of a concordance stands: a strip a word, all articles end to end in the
    order of their files, a stroke a place. Copies of articles are left out."""
    kept = without_duplicates(articles)
    ends = kept["characters"].astype(float).cumsum()
    starts = dict(zip(kept["article_id"], ends - kept["characters"].astype(float), strict=True))
    words = list(dict.fromkeys(concordance["query"]))
    drawn = concordance[concordance["query"].isin(words[:limit])]
    data = (
        drawn.groupby("query", sort=False)
        .agg(found=("found", "first"), drawn=("found", "size"), articles=("article_id", "nunique"))
        .reset_index()
    )
    names: Names = {language: [str(word) for word in data["query"]] for language in LANGUAGES}
    rows = Rows(names, below=18)
    total = float(ends.iloc[-1]) if len(ends) else 1.0
    places = {
        word: sorted(
            {round((starts[row.article_id] + row.start) / total * WIDTH) for row in group.itertuples()}
        )
        for word, group in drawn.groupby("query")
    }

    def paint(axes: Axes, language: Language) -> None:
        for place, word in enumerate(data["query"]):
            axes.barh(place, WIDTH, height=rows.bar, color="#eef1f3")
            _strokes(axes, [float(at) for at in places[word]], place, rows.bar, ACCENT, 1.1)
            if len(kept) <= SEPARATED:
                _strokes(axes, list(ends[:-1] / total * WIDTH), place, rows.bar, GRID, 0.5)
        axes.set_xlim(0, WIDTH * 1.16)
        told = [wording.number(n, language) for n in data["found"]]
        rows.place(axes, language, told, [WIDTH] * len(data))
        first, last = ("first article", "last") if language == "en" else ("bài đầu", "bài cuối")
        axes.set_xticks([0, WIDTH], [first, last])
        axes.get_xticklabels()[0].set_horizontalalignment("left")
        axes.get_xticklabels()[1].set_horizontalalignment("right")
        axes.spines["bottom"].set_visible(False)

    def describe(language: Language) -> str:
        kind = "A stroke a place" if language == "en" else "Mỗi vạch một chỗ"
        joint = " in " if language == "en" else " lần trong "
        after = " articles" if language == "en" else " bài"
        told = [
            f"{row.query} {wording.number(row.found, language)}{joint}"
            f"{wording.part(row.articles, len(kept), language)}{after}"
            for row in data.itertuples()
        ]
        return f"{kind}: {'; '.join(told)}."

    return drawing.figure(_caption(data, len(kept)), data, describe, paint, rows.height, HEADINGS)


HEADINGS = {
    "query": ("Word", "Từ"),
    "found": ("Places", "Số chỗ"),
    "drawn": ("Drawn", "Số chỗ vẽ"),
    "articles": ("Articles with a stroke", "Số bài có vạch"),
}


def _caption(data: pd.DataFrame, articles: int) -> Caption:
    en = f"{wording.count(articles, 'en', 'article', '')} end to end, in the order of files, true to length."
    vi = f"{wording.count(articles, 'vi', '', 'bài')} nối tiếp nhau theo thứ tự tệp, dài ngắn như thật."
    if (data["drawn"] < data["found"]).any():
        en, vi = f"{en} Of frequent words a random sample.", f"{vi} Từ thường gặp chỉ vẽ một mẫu ngẫu nhiên."
    return Caption(
        "Where the words stand",
        "Các từ nằm ở đâu",
        en,
        vi,
        unit=("places in the text", "chỗ trong văn bản"),
        origin=captions.TEXTS,
    )


def _strokes(axes: Axes, at: list[float], row: float, height: float, colour: str, width: float) -> None:
    """Upright strokes as one line with gaps, so that the file stays small."""
    x = [value for place in at for value in (place, place, float("nan"))]
    y = [row - height / 2, row + height / 2, float("nan")] * len(at)
    axes.plot(x, y, color=colour, linewidth=width, solid_capstyle="butt")
