"""The index: what the tables say, in sentences, and how sure that is; then everything else by links."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from markupsafe import Markup, escape

from tinhgon import links
from tinhgon.charts import wording
from tinhgon.site import articles, doubts
from tinhgon.site.edition import Edition, Row
from tinhgon.site.frame import Page
from tinhgon.site.notebooks import Notebook
from tinhgon.site.report import Report, alphabetical, items

_YEAR = re.compile(r"\d{4}")


def page(report: Report, notebooks: list[Notebook], findings: list[Any], citation: str, edition: Edition) -> Page:
    """The index of one edition."""
    standing = _standing(report, edition)
    context = {
        "headline": headline(report, edition),
        "lede": _lede(report, edition),
        "note": report.corpus_note.get(edition.language, ""),
        "standing": standing,
        "findings": [{"id": f"finding-{item.id}", "html": sentence(item, report, edition)} for item in findings],
        **doubts.context(report, edition),
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
    years = _YEAR.findall(" ".join(row["as_of"] or "" for row in report.rows["statistics"]))
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


def sentence(finding: Any, report: Report, edition: Edition) -> Markup:
    """A finding's sentence, each number that a figure prints linked to where it is printed; figures that
    no number of the sentence names follow as numbered evidence.
    """
    text = str(getattr(finding, edition.language))
    rows = [report.statistics[ident] for ident in finding.statistic_ids if ident in report.statistics]
    taken: list[tuple[int, int, Row]] = []
    rest: list[Row] = []
    for row in rows:
        place = _mention(text, row, taken, edition)
        if place:
            taken.append((*place, row))
        else:
            rest.append(row)
    html, at = Markup(""), 0
    for start, end, row in sorted(taken, key=lambda item: item[:2]):
        html += escape(text[at:start]) + _link(row, text[start:end])
        at = end
    return html + escape(text[at:]) + _evidence(rest, edition)


def _mention(text: str, row: Row, taken: list[tuple[int, int, Row]], edition: Edition) -> tuple[int, int] | None:
    """Where the sentence prints a number of the row that no other row has taken."""
    for value in (row["numerator"], row["value"], row["denominator"]):
        if value is None:
            continue
        number = re.escape(wording.number(value, edition.language))
        for found in re.finditer(rf"(?<![\d.,]){number}(?![\d]|[.,]\d)", text):
            if all(found.end() <= start or found.start() >= end for start, end, _ in taken):
                return found.span()
    return None


def _link(row: Row, words: str) -> Markup:
    href = links.article(row["article_id"], row["statistic_id"])
    return Markup('<a class="evidence" href="{}" title="{}">{}</a>').format(href, row["surface"], words)


def _evidence(rows: list[Row], edition: Edition) -> Markup:
    if not rows:
        return Markup("")
    marks = Markup(" ").join(_link(row, str(n)) for n, row in enumerate(rows, start=1))
    return Markup(' <span class="more-evidence">{}: {}</span>').format(edition.say("evidence"), marks)


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
    most = max(figures.values(), default=0)
    return [
        {
            "name": name,
            "href": links.province(name),
            "figures": edition.many(figures[name], "figure"),
            "articles": edition.many(texts[name], "article"),
            "weight": round(100 * figures[name] / most) if most else 0,
        }
        for name in names
    ]
