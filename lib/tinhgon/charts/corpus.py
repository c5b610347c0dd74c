"""What the corpus is and what cleaning did to it: the way of the files, when and where from, line by line."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tinhgon.charts import captions, wording
from tinhgon.charts.bars import bars, moments
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import LANGUAGES, Display, Language, rulebook, stack
from tinhgon.charts.drawing import Names
from tinhgon.charts.tabular import table
from tinhgon.cleaning import outlets

KEPT = ("title", "body")
SHORT = 400  # characters: an article below this is worth a look
FAR = 0.03  # relevance: an article below this may be on something else
HARMLESS = ("space", "invisible")  # repairs that change no letter
LABEL_COLOURS = {
    "title": "#0072b2",
    "body": "#009e73",
    "dateline": "#56b4e9",
    "byline": "#56b4e9",
    "caption": "#e69f00",
    "teaser": "#cc79a7",
    "furniture": "#b8bec5",
}
STEPS = {
    "files": ("files or records", "tệp hoặc bản ghi"),
    "read": ("pages read", "trang đọc được"),
    "found": ("articles found", "bài báo tìm thấy"),
    "articles": ("in Vietnamese and on the topic", "bằng tiếng Việt và đúng đề tài"),
    "unique": ("each text once", "mỗi văn bản một lần"),
    "dated": ("with a date of publication", "có ngày đăng"),
    "placed": ("with a province", "có tên tỉnh"),
    "counted": ("with a figure", "có số liệu"),
}


FILES = ("the articles of this corpus", "các bài trong kho ngữ liệu")


def funnel(pages: pd.DataFrame, articles: pd.DataFrame, statistics: pd.DataFrame | None = None) -> Display:
    """The way of the files, step by step: how many are left after each. The step to articles with a figure is
    drawn where `statistics` is given."""
    once = articles[articles["duplicate_of"].isna()]
    counts = {
        "files": len(pages),
        "read": int((pages["status"] != "skipped").sum()),
        "found": int(pages["articles"].sum()),
        "articles": len(articles),
        "unique": len(once),
        "dated": int(once["published"].notna().sum()),
        "placed": int(once["provinces"].notna().sum()),
    }
    if statistics is not None:
        counts["counted"] = int(once["article_id"].isin(statistics["article_id"]).sum())
    data = pd.DataFrame([{"step": f"{name}", "count": count} for name, count in counts.items()])
    caption = Caption(
        "The way of the files",
        "Đường đi của các tệp",
        "Each step counts what is left of the one above it.",
        "Mỗi bước đếm những gì còn lại từ bước trên.",
        unit=("files, then articles", "tệp, rồi bài báo"),
        origin=("the files of the corpus", "các tệp của kho ngữ liệu"),
    )
    names: Names = {
        language: [STEPS[step][place] for step in data["step"]] for place, language in enumerate(LANGUAGES)
    }
    return bars(caption, data, "step", "count", names=names)


def losses(pages: pd.DataFrame) -> Display:
    """How many pages gave no article, by reason; then each page that lost something, with what and why."""
    lost = pages[(pages["status"] != "read") | pages["reason"].notna()]
    counts = lost["status"].value_counts().rename_axis("status").reset_index(name="count")
    counts = counts.sort_values(["count", "status"], ascending=[False, True])
    heads = {"status": ("What happened", "Điều đã xảy ra"), "count": ("Pages", "Số trang")}
    if counts.empty:
        return table(lost, "Pages and articles left out", "Trang và bài bị loại", ["source_file", "status"])
    return stack(
        table(counts, "Losses by reason", "Số bị loại theo lý do", heads),
        table(
            lost,
            "Pages and articles left out",
            "Trang và bài bị loại",
            ["source_file", "status", "reason"],
        ),
    )


def corpus_by(articles: pd.DataFrame, by: str, limit: int = 12) -> Display:
    """How many articles fall to each value of `by`: `year` (of publication), `outlet` (the kind of publisher)
    or a column of `articles`.

    An article on several provinces counts for each. Articles without a value are not drawn; the source line
    counts them.
    """
    column = _values(articles, by)
    counts = column.dropna().str.split(";").explode().value_counts()
    data = counts.rename_axis(by).reset_index(name="articles").sort_values(by, key=_alphabetical)
    if by != "year":
        data = data.sort_values("articles", ascending=False, kind="stable")
    without = int(column.isna().sum())
    known = {"year": ("year", "năm"), "provinces": ("province", "tỉnh"), "outlet": ("outlet", "loại nguồn")}
    en, vi = known.get(by, (wording.heading(by, "en").lower(), wording.heading(by, "vi").lower()))
    left = [wording.count(without, language, "article", "bài") for language in LANGUAGES]
    caption = Caption(
        f"Articles by {en}",
        f"Số bài theo {vi}",
        f"Not drawn: {left[0]} of which the corpus does not say it." if without else "",
        f"Không vẽ {left[1]} không có thông tin này." if without else "",
        unit=("articles", "bài báo"),
        period=captions.years(articles["published"]),
        origin=FILES,
    )
    if by != "outlet":
        return bars(caption, data, by, "articles", limit)
    named: Names = {
        language: [wording.label("outlet", kind, language) for kind in data[by]] for language in LANGUAGES
    }
    return bars(caption, data, by, "articles", limit, names=named)


def _values(articles: pd.DataFrame, by: str) -> pd.Series:
    """What each article is counted under, missing where that is not known."""
    if by == "year":
        return articles["published"].str[:4]
    if by == "outlet":
        book = rulebook()
        kinds = [
            None if wording.missing(name) else outlets.kind(name, book) for name in articles["publisher"]
        ]
        return pd.Series(kinds, articles.index, dtype="str")
    return articles[by]


def _alphabetical(names: pd.Series) -> pd.Series:
    return names.map(wording.alphabetical)


def timeline(articles: pd.DataFrame) -> Display:
    """When each province's articles were published."""
    rows = articles.assign(province=articles["provinces"].str.split(";")).explode("province")
    rows = rows[rows["province"].notna()].sort_values(["published", "article_id"])
    rows = rows.sort_values("province", key=_alphabetical, kind="stable")
    caption = Caption(
        "When the articles were published",
        "Các bài được đăng khi nào",
        "An article without a date to be relied on is not drawn; its day is not that of its figures.",
        "Không vẽ bài không có ngày đáng tin; ngày đăng không phải ngày của số liệu trong bài.",
        unit=("days of publication", "ngày đăng"),
        period=captions.years(rows["published"]),
        origin=FILES,
    )
    return moments(caption, rows[["province", "published", "title"]], "province", "published")


def attention(pages: pd.DataFrame, articles: pd.DataFrame) -> Display:
    """The pages and articles that a person should look at first, with what there is to see."""
    rows = [row for page in pages.to_dict("records") for row in _flagged(page, None, _page_flags(page))]
    rows += [
        row
        for article in articles.to_dict("records")
        for row in _flagged(article, article["article_id"], _article_flags(article))
    ]
    frame = pd.DataFrame(rows, columns=["source_file", "article_id", *LANGUAGES])
    frame["many"] = frame["en"].str.count(";")
    frame = frame.sort_values(["many", "source_file"], ascending=[False, True], kind="stable")

    def write(language: Language) -> Display:
        columns = {"source_file": ("File", "Tệp"), language: ("What to see", "Điều cần xem")}
        return table(frame, "To look at first", "Cần xem trước", columns, limit=20, evidence=language)

    return Display(write("en").en, write("vi").vi)


Flags = list[tuple[str, str]]


def _flagged(row: dict[Any, Any], article_id: str | None, flags: Flags) -> list[dict[str, Any]]:
    """One row of what to look at, or none."""
    told: dict[str, str] = {
        language: "; ".join(flag[place] for flag in flags) for place, language in enumerate(LANGUAGES)
    }
    return [{"source_file": row["source_file"], "article_id": article_id, **told}] if flags else []


def _page_flags(page: dict[Any, Any]) -> Flags:
    flags = []
    if page["status"] != "read":
        reason = "" if wording.missing(page["reason"]) else f": {page['reason']}"
        en, vi = (wording.label("status", page["status"], language) + reason for language in LANGUAGES)
        flags.append((en, vi))
    kinds = [] if wording.missing(page["repairs"]) else str(page["repairs"]).split(";")
    if telling := [kind for kind in kinds if kind.partition(":")[0] not in HARMLESS]:
        en, vi = (", ".join(_repair(kind, language) for kind in telling) for language in LANGUAGES)
        flags.append((f"letters put right: {en}", f"ký tự đã sửa: {vi}"))
    return flags


def _repair(cell: str, language: Language) -> str:
    kind, _, number = cell.partition(":")
    return f"{wording.label('repairs', kind, language)} {number}"


def _article_flags(article: dict[Any, Any]) -> Flags:
    missing = {name for name, value in article.items() if wording.missing(value)}
    characters = 0 if "characters" in missing else int(article["characters"])
    relevance = 1.0 if "relevance" in missing else float(article["relevance"])
    clock = article["published_basis"] == "clock"
    part = 0 if "containment" in missing else round(100 * float(article["containment"]))
    tests = [
        ("title" in missing, "no title", "không có tiêu đề"),
        (
            "published" in missing and clock,
            "the clock above the title contradicts the text",
            "đồng hồ phía trên tiêu đề trái với bài",
        ),
        ("published" in missing and not clock, "no date of publication", "không có ngày đăng"),
        ("provinces" in missing, "no province of its own", "không gắn với tỉnh nào"),
        ("duplicate_of" not in missing, "the same text stands elsewhere", "trùng với bài khác"),
        (part > 0, f"{part}% of it stands in a longer article", f"{part}% bài nằm trong một bài dài hơn"),
        (relevance < FAR, "few words of the field", "ít từ thuộc lĩnh vực"),
        (characters < SHORT, f"fewer than {SHORT} characters", f"dưới {SHORT} ký tự"),
    ]
    return [(en, vi) for true, en, vi in tests if true]


def labels_of_lines(lines: pd.DataFrame) -> Display:
    """How many lines got each label, by the rule that gave it."""
    counts = lines.groupby(["label", "rule"], dropna=False).size().reset_index(name="lines")
    counts = counts.sort_values(["lines", "label", "rule"], ascending=[False, True, True])
    columns = {"label": ("Label", "Nhãn"), "rule": ("Rule", "Quy tắc"), "lines": ("Lines", "Số dòng")}
    return table(counts, "Which rule gave which label", "Quy tắc nào cho nhãn nào", columns, limit=15)


def labelled_lines(lines: pd.DataFrame, limit: int = 12) -> Display:
    """Each page line by line, coloured and named by label, so that a person sees what was kept and removed.

    A long line is shortened: the whole stands on the article's page. Of more than `limit` pages those with
    the largest share of removed lines are shown.
    """
    share = lines.assign(gone=~lines["label"].isin(KEPT)).groupby("source_file")["gone"].mean()
    files = sorted(share.sort_values(ascending=False, kind="stable").index[:limit])
    pages = [_page(file, lines[lines["source_file"] == file], file == files[0]) for file in files]
    return stack(*pages) if pages else table(lines, "Lines", "Các dòng")


def _page(file: str, lines: pd.DataFrame, unfolded: bool) -> Display:
    kept = int(lines["label"].isin(KEPT).sum())

    def write(language: Language) -> str:
        held = wording.count(kept, language, "line kept", "dòng giữ lại", "lines kept")
        gone = wording.count(len(lines) - kept, language, "removed", "dòng đã bỏ", "removed")
        body = "\n".join(_line(row, language) for row in lines.to_dict("records"))
        summary = f"{wording.escaped(file)}: {held}, {gone}"
        opening = '<details class="lines" open="">' if unfolded else '<details class="lines">'
        return f"{opening}<summary>{summary}</summary>\n{body}\n</details>"

    return Display.of(write)


def _line(row: dict[Any, Any], language: Language) -> str:
    colour = LABEL_COLOURS.get(row["label"], "#b8bec5")
    words = wording.escaped(shortened(str(row["text"]).strip()))
    name = wording.label("label", row["label"], language)
    shown = words if row["label"] in KEPT else f"<s>{words}</s>"
    return f'<p class="line" style="border-color:{colour}"><small>{row["line"]} · {name}</small> {shown}</p>'


def shortened(words: str, width: int = 120) -> str:
    """The beginning and the end of a long line.

    >>> shortened("abcdefghij", 7)
    'abcd … j'
    """
    if len(words) <= width:
        return words
    tail = width // 4
    return f"{words[: width - tail - 2].rstrip()} … {words[len(words) - tail :].lstrip()}"
