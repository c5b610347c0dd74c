"""The search index: one script that assigns it, shared by both languages, so that no server is needed."""

from __future__ import annotations

import json

from tinhgon import links
from tinhgon.charts.display import LANGUAGES
from tinhgon.site.edition import Edition
from tinhgon.site.frame import Page
from tinhgon.site.report import Report

CODED = ("object", "change", "predicate")


def page(edition: Edition) -> Page:
    """The page to search on."""
    return Page("search.html", edition.say("search"), "search.html.j2", scripts=("search.js",))


def script(report: Report) -> str:
    """`search.js`: articles, their figures by article, and the labels of the ids in both languages."""
    articles = [
        [
            links.article(row["article_id"]),
            row["title"] or row["source_file"],
            row["publisher"] or "",
            row["published"] or "",
        ]
        for row in report.rows["articles"]
    ]
    place = {row["article_id"]: index for index, row in enumerate(report.rows["articles"])}
    figures = [
        [
            place[row["article_id"]],
            row["statistic_id"],
            row["surface"],
            row["province"] or "",
            row["place"] or "",
        ]
        + [row[column] or "" for column in CODED]
        for row in report.rows["statistics"]
        if row["article_id"] in place
    ]
    cited = [
        [place[row["article_id"]], row["surface"], row["number"] or ""]
        for row in report.rows["references"]
        if row["article_id"] in place
    ]
    index = {
        "articles": articles,
        "figures": figures,
        "documents": cited,
        "labels": {language: _labels(report, Edition(language, main="en")) for language in LANGUAGES},
    }
    text = json.dumps(index, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    safe = text.replace("</", "<\\/")
    return f"window.TINHGON_SEARCH={safe};\n"


def _labels(report: Report, edition: Edition) -> dict[str, str]:
    return {
        f"{column}.{row[column]}": edition.label(column, row[column])
        for row in report.rows["statistics"]
        for column in CODED
        if row[column]
    }
