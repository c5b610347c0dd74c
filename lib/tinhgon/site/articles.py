"""A page an article: its text with every figure, model and document marked where it stands."""

from __future__ import annotations

import re

from markupsafe import escape

from tinhgon import links
from tinhgon.charts import wording
from tinhgon.site.edition import Edition, Row
from tinhgon.site.frame import Page, web
from tinhgon.site.marks import Mark, Paragraph, anchors, paragraphs
from tinhgon.site.report import Report, items
from tinhgon.text import slug


def pages(report: Report, edition: Edition) -> list[Page]:
    """The page of every article, and the list of them."""
    return [_listing(report, edition), *(_article(report, row, edition) for row in report.rows["articles"])]


def _listing(report: Report, edition: Edition) -> Page:
    rows = [
        {**row, **card(row, edition), "figures": len(report.of_article("statistics", row["article_id"]))}
        for row in report.rows["articles"]
    ]
    return Page("articles.html", edition.say("articles"), "articles.html.j2", {"articles": rows})


def card(article: Row, edition: Edition) -> Row:
    """How an article is named in a list: address, title, publisher, date and provinces."""
    title = article["title"] or article["source_file"]
    return {
        "href": links.article(article["article_id"]),
        "title": title,
        "publisher": article["publisher"] or "",
        "date": edition.date(article["published"]),
        "iso": article["published"] or "",
        "digest": article["text_kind"] == "digest",
        "provinces": [{"name": name, "href": links.province(name)} for name in items(article["provinces"])],
    }


def _article(report: Report, article: Row, edition: Edition) -> Page:
    ident = article["article_id"]
    rows = report.of_article("statistics", ident)
    figures = [{"n": n, **reading(row, edition)} for n, row in enumerate(rows, start=1)]
    adoptions = [_adoption(row, edition) for row in report.of_article("adoptions", ident)]
    documents = [_document(row) for row in report.of_article("references", ident)]
    text = article["text"] or ""
    marks = _marks(text, figures, adoptions, documents)
    title, *body = paragraphs(text, marks) or [Paragraph(escape(article["title"] or ident), ())]
    anchored = set(anchors(marks))
    for row in [*figures, *adoptions, *documents]:
        row["anchored"] = row["anchor"] in anchored
    notes = {row["n"]: row for row in figures}
    context = {
        "article": {**article, **card(article, edition)},
        "source": web(article["url"]),
        "heading": title.html,
        "heading_notes": [notes[n] for n in title.notes],
        "paragraphs": [
            {"html": part.html, "notes": [notes[n] for n in part.notes], "start": part.start} for part in body
        ],
        "figures": figures,
        "adoptions": adoptions,
        "documents": _by_document(documents),
        "twin_article": _original(report, article, edition),
        "basis": _basis(article, edition),
    }
    return Page(links.article(ident), article["title"] or ident, "article.html.j2", context)


def reading(row: Row, edition: Edition) -> Row:
    """What a figure was read as, in the edition's words."""
    label = edition.label
    span = [label("tier", row["tier"]), label("scope", row["scope"])]
    return {
        "anchor": f"s-{row['statistic_id']}",
        "start": row["start"],
        "end": row["end"],
        "href": links.article(row["article_id"], row["statistic_id"]),
        "surface": row["surface"],
        "sentence": row["sentence"],
        "value": edition.value(row),
        "sort": row["value"],
        "object": label("object", row["object"]),
        "change": label("change", row["change"]),
        "predicate": label("predicate", row["predicate"]),
        "stage": label("stage", row["stage"]),
        "target": bool(row["target"]),
        "province": row["province"] or "",
        "place": row["place"] or "",
        "span": ", ".join(filter(None, span)),
        "when": row["period"] or edition.date(row["as_of"]),
        "base": row["base"] or "",
        "checks": [label("check", check) for check in items(row["check"])],
        "corrected": bool(row["corrected"]),
        "before": before(row["corrected"], edition),
        "confirmed": row["confirmed"] or "",
    }


def before(corrected: str | None, edition: Edition) -> str:
    """What a person's corrections of a figure replaced; nothing where a person added the figure.

    >>> before("object=villages;tier=", Edition("en", main="en"))
    'What is counted: villages and residential groups; Tier: –'
    """
    pairs = [pair.partition("=") for pair in items(corrected) if "=" in pair]
    return "; ".join(
        f"{edition.heading(field)}: {wording.label(field, value, edition.language)}"
        for field, _, value in pairs
    )


def _adoption(row: Row, edition: Edition) -> Row:
    return {
        "anchor": f"a-{row['start']}-{row['predicate']}-{slug(row['province'] or '')}",
        "start": row["start"],
        "end": row["end"],
        "surface": row["surface"],
        "model": edition.label("predicate", row["predicate"]),
        "level": edition.label("level", row["level"]),
        "stage": edition.label("stage", row["stage"]),
        "province": row["province"] or "",
        "place": row["place"] or "",
    }


def _document(row: Row) -> Row:
    return {
        **{name: row[name] or "" for name in ("surface", "kind", "number", "issuer", "date")},
        "anchor": f"r-{row['start']}-{re.sub(r'[^0-9A-Za-z]+', '-', str(row['number']))}",
        "start": row["start"],
        "end": row["end"],
    }


def _by_document(mentions: list[Row]) -> list[Row]:
    """One row a document: its number, what any of its mentions prints of it, and the mentions."""
    found: dict[str, Row] = {}
    for row in mentions:
        key = row["number"] or row["surface"]
        document = found.setdefault(key, {**row, "mentions": []})
        document.update({name: document[name] or row[name] for name in ("issuer", "date")})
        document["mentions"].append(row)
    return list(found.values())


def _marks(text: str, figures: list[Row], adoptions: list[Row], documents: list[Row]) -> list[Mark]:
    """The marks of an article; what has no place in the text, or has another's place, gets none."""
    found: dict[str, Mark] = {}
    for kind, rows in (("figure", figures), ("adoption", adoptions), ("reference", documents)):
        for row in rows:
            start, end = row["start"], row["end"]
            if start is None or end is None or not 0 <= start < end <= len(text):
                continue
            words = row.get("model", "") if kind == "adoption" else ""
            name = kind + (" flagged" if row.get("checks") else "")
            found.setdefault(row["anchor"], Mark(start, end, name, row["anchor"], row.get("n", 0), words))
    return list(found.values())


def _basis(article: Row, edition: Edition) -> str:
    return edition.label("published_basis", article["published_basis"])


def _original(report: Report, article: Row, edition: Edition) -> Row | None:
    """The article of which this one is a copy."""
    original = report.articles.get(article["duplicate_of"] or "")
    return card(original, edition) if original else None
