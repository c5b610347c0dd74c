"""The index: what the tables say, in sentences, and how sure that is; then everything else by links."""

from __future__ import annotations

import re
from collections import Counter

from markupsafe import Markup

from tinhgon import links
from tinhgon.charts.wording import alphabetical
from tinhgon.comparison import Finding
from tinhgon.site import articles, doubts, told
from tinhgon.site.edition import Edition, Row
from tinhgon.site.frame import Page
from tinhgon.site.notebooks import Notebook
from tinhgon.site.report import Report, items

_YEAR = re.compile(r"\d{4}")


def page(
    report: Report, notebooks: list[Notebook], found: list[Finding], citation: str, edition: Edition
) -> Page:
    """The index of one edition."""
    standing = _standing(report, edition)
    context = {
        "headline": headline(report, edition),
        "lede": _lede(report, edition),
        "note": report.note(edition),
        "standing": standing,
        **told.context(found, report, edition),
        **doubts.context(found, report, edition),
        "figure": Markup(getattr(report.lead_figure, edition.language)),
        "notebooks": _notebooks(notebooks, edition),
        "provinces": _provinces(report, edition),
        "articles": [articles.card(row, edition) for row in report.rows["articles"]],
        "citation": citation,
    }
    return Page("index.html", str(context["headline"]), "index.html.j2", context, str(context["lede"]))


def headline(report: Report, edition: Edition) -> str:
    """How much the corpus says, in one line: provinces, figures and the years they are of."""
    provinces = {row["province"] for row in report.rows["statistics"] if row["province"]}
    if not report.rows["statistics"]:
        return edition.say("headline_empty")
    line = edition.say(
        "headline",
        provinces=edition.many(len(provinces), "province"),
        figures=edition.many(len(report.rows["statistics"]), "figure"),
    )
    results = [row["as_of"] or "" for row in report.rows["statistics"] if not row["target"]]
    years = _YEAR.findall(" ".join(results))
    if not years:
        return line
    first, last = min(years), max(years)
    return edition.say("headline_years", headline=line, years=first if first == last else f"{first}–{last}")


def _lede(report: Report, edition: Edition) -> str:
    return edition.say(
        "lede",
        pages=edition.many(_read(report), "page"),
        articles=edition.many(len(report.rows["articles"]), "article"),
    )


def _read(report: Report) -> int:
    return sum(row["status"] == "read" for row in report.rows["pages"])


def _standing(report: Report, edition: Edition) -> list[Row]:
    """The counts behind the report, from pages to what a person has read, each with where to look."""
    rows = report.rows
    figures = len(rows["statistics"])
    dated = sum(row["published"] is not None for row in rows["articles"])
    read = sum(bool(row["confirmed"] or row["corrected"]) for row in rows["statistics"])
    counts = [
        (_read(report), len(rows["pages"]), edition.noun(_read(report), "pages_read"), "methods.html"),
        (len(rows["articles"]), None, edition.noun(len(rows["articles"]), "article"), "articles.html"),
        (dated, len(rows["articles"]), edition.say("date_known"), "articles.html"),
        (figures, None, edition.noun(figures, "figure"), "downloads.html"),
        (read, figures, edition.say("person_checked"), "methods.html"),
    ]
    return [
        {
            "n": edition.number(n),
            "of": "" if whole is None or whole == n else edition.number(whole),
            "what": what,
            "href": href,
        }
        for n, whole, what, href in counts
    ]


def _notebooks(notebooks: list[Notebook], edition: Edition) -> list[Row]:
    return [
        {
            "href": links.notebook(item.stem),
            "number": item.number,
            "title": item.title(edition),
            "opening": item.opening(edition),
        }
        for item in notebooks
        if not item.province_slug
    ]


def _provinces(report: Report, edition: Edition) -> list[Row]:
    figures: Counter[str] = Counter(row["province"] for row in report.rows["statistics"] if row["province"])
    texts: Counter[str] = Counter(name for row in report.rows["articles"] for name in items(row["provinces"]))
    models = {row["province"] for row in report.rows["adoptions"] if row["province"]}
    names = sorted(figures.keys() | texts.keys() | models, key=alphabetical)
    return [
        {
            "name": name,
            "href": links.province(name),
            "figures": edition.many(figures[name], "figure") if figures[name] else edition.say("no_figure"),
            "articles": edition.many(texts[name], "article"),
        }
        for name in names
    ]
