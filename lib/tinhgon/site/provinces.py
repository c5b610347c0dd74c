"""A page a province: its notebook's run, or where there is none, its figures from the tables."""

from __future__ import annotations

from collections.abc import Iterator

from tinhgon import links
from tinhgon.charts.wording import alphabetical
from tinhgon.site import articles
from tinhgon.site.articles import reading
from tinhgon.site.edition import Edition, Row
from tinhgon.site.frame import Page
from tinhgon.site.notebooks import Notebook
from tinhgon.site.report import Report, items
from tinhgon.text import slug


def names(report: Report) -> list[str]:
    """Every province that a table names, in alphabetical order: any of them may be linked to."""
    found = {
        row["province"]
        for name in ("statistics", "adoptions", "comparison", "coverage")
        for row in report.rows[name]
    }
    found |= {name for row in report.rows["articles"] for name in items(row["provinces"])}
    return sorted(filter(None, found), key=alphabetical)


def pages(report: Report, runs: list[Notebook], edition: Edition) -> Iterator[Page]:
    """The page of every province that a table names or that the notebook ran for."""
    by_slug = {run.province_slug: run for run in runs if run.province_slug}
    known = names(report)
    for name in known:
        run = by_slug.pop(slug(name), None)
        yield _run(run, name, report, edition) if run else _plain(name, report, edition)
    for run in by_slug.values():
        yield _run(run, run.title(edition), report, edition)


def _run(run: Notebook, name: str, report: Report, edition: Edition) -> Page:
    question, body = run.page(edition, report.words)
    context = {
        "heading": name,
        "lede": question,
        "body": body,
        "kicker": edition.say("province_kicker"),
        "after": _texts(name, report, edition),
    }
    return Page(f"province-{run.province_slug}.html", name, "essay.html.j2", context)


def _plain(name: str, report: Report, edition: Edition) -> Page:
    figures = [reading(row, edition) for row in report.rows["statistics"] if row["province"] == name]
    models = [
        {
            "href": links.article(row["article_id"]),
            "surface": row["surface"],
            "model": edition.label("predicate", row["predicate"]),
            "level": edition.label("level", row["level"]),
        }
        for row in report.rows["adoptions"]
        if row["province"] == name
    ]
    context = {"heading": name, "figures": figures, "models": models, "after": _texts(name, report, edition)}
    return Page(links.province(name), name, "province.html.j2", context)


def _texts(name: str, report: Report, edition: Edition) -> list[Row]:
    """The articles that report on the province."""
    named = {row["article_id"] for row in report.rows["statistics"] if row["province"] == name}
    return [
        articles.card(row, edition)
        for row in report.rows["articles"]
        if name in items(row["provinces"]) or row["article_id"] in named
    ]
