"""A page to its articles: every line labelled with the rule that labelled it, titles and bodies kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from tinhgon import tables
from tinhgon.cleaning import bylines, furniture, language, metadata
from tinhgon.cleaning.html import Metadata, of_html
from tinhgon.cleaning.labels import Article, label
from tinhgon.cleaning.lines import KEPT, Line, of_text
from tinhgon.cleaning.marks import Marks, mark
from tinhgon.cleaning.provinces import reported
from tinhgon.rules import Rulebook, book

SUPPLIED = ("url", "publisher", "published", "text_kind")
_badge = re.compile(r"^(?:th(?:áng)?\s?(?:0?[1-9]|1[0-2])\s*)(?=[A-ZĐÀ-Ỹ])", re.IGNORECASE)


def clean(
    pages: pd.DataFrame, sources: pd.DataFrame | None = None, rules: str = ""
) -> dict[str, pd.DataFrame]:
    """The tables `pages`, `articles` and `lines` of what `tinhgon.read` returned.

    Every non-blank line has its label and the rule that gave it; the titles and bodies of an article are its
    `text`. `sources` (`pages.sources`) wins over what a page says of itself. A page without an article, or
    in another language, has its `status` and no row in `articles`. Raises InputError at a fault of the rules.
    """
    rulebook = book(rules)
    supplied = _by_file(sources)
    found: dict[str, list[dict[str, Any]]] = {"pages": [], "articles": [], "lines": []}
    for page in pages.to_dict("records"):
        row = {column: page[column] for column in tables.COLUMNS["pages"] if not pd.isna(page[column])}
        if page["status"] != "skipped" and not pd.isna(page["content"]):
            articles, lines, status = _page(
                page["source_file"], page["content"], page["container"], supplied, rulebook
            )
            row |= {"articles": len(articles), "status": status}
            found["articles"] += articles
            found["lines"] += lines
        found["pages"].append(row)
    return {name: tables.frame(name, rows) for name, rows in found.items()}


def _by_file(sources: pd.DataFrame | None) -> dict[str, dict[str, str]]:
    if sources is None:
        return {}
    return {
        row["source_file"]: {
            key: value for key, value in row.items() if key in SUPPLIED and not pd.isna(value)
        }
        for row in sources.to_dict("records")
    }


def _page(
    name: str, content: str, container: str, supplied: Mapping[str, dict[str, str]], rulebook: Rulebook
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], str]:
    lines, said = of_html(content) if container == "html" else (of_text(content), Metadata())
    marks = mark(lines, rulebook)
    articles = label(lines, marks, furniture.compiled(rulebook))
    rows = []
    for number, article in enumerate(articles, start=1):
        row = _article(article, lines, marks, said if number == 1 else Metadata(), rulebook)
        row |= {"source_file": name, "article": number, "article_id": f"{name}#{number}"}
        row = _with_supplied(row, supplied.get(name, {}) | supplied.get(row["article_id"], {}))
        rows.append(row | {"provinces": _provinces(article, row, lines, rulebook)})
    spoken = {row["language"] for row in rows} or {language.language("\n".join(line.text for line in lines))}
    status = "read" if rows else "no_article"
    if "vi" not in spoken:
        rows, status = [], "not_vietnamese"
    return rows, [_line(name, line, bool(rows)) for line in lines], status


def _line(name: str, line: Line, has_articles: bool) -> dict[str, Any]:
    article = line.article if has_articles and line.article else None
    return {
        "source_file": name,
        "line": line.number,
        "article": article,
        "label": line.label,
        "rule": line.rule,
        "text": line.text,
    }


def _article(
    article: Article, lines: list[Line], marks: Marks, said: Metadata, rulebook: Rulebook
) -> dict[str, Any]:
    kept = [line for line in lines[article.first : article.end] if line.label in KEPT]
    title = _badge.sub("", lines[article.title].text) if article.title is not None else said.title
    body = [line.text for line in kept if line.label == "body"]
    text = "\n".join([title, *body] if title else body)
    when = metadata.published(article, lines, marks, said)
    author, publisher = metadata.credited(article, lines, marks, said, bylines.compiled(rulebook))
    return {
        "title": title,
        "published": when.date,
        "published_basis": when.basis,
        "publisher": publisher,
        "author": author,
        "characters": len(text),
        "text": text,
        "url": said.url,
        "text_kind": "original",
        "language": language.language(text),
        "relevance": language.relevance("\n".join(line.folded for line in kept), rulebook),
    }


def _provinces(article: Article, row: Mapping[str, Any], lines: list[Line], rulebook: Rulebook) -> list[str]:
    body = [line.text for line in lines[article.first : article.end] if line.label == "body"]
    return reported(row["title"], body, row["publisher"], row["published"], rulebook)


def _with_supplied(row: dict[str, Any], supplied: dict[str, str]) -> dict[str, Any]:
    basis = {"published_basis": "supplied"} if "published" in supplied else {}
    return row | supplied | basis
