"""One page to its rows: what its lines are, which articles they make, what each article says of itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import pandas as pd

from tinhgon.cleaning import bylines, furniture, language, metadata, sites
from tinhgon.cleaning.html import Metadata, of_html
from tinhgon.cleaning.labels import Article, label
from tinhgon.cleaning.lines import KEPT, Line, of_text
from tinhgon.cleaning.marks import Marks, mark
from tinhgon.cleaning.provinces import reported
from tinhgon.rules import Rulebook

Row = dict[str, Any]
_badge = re.compile(r"^(?:th(?:áng)?\s?(?:0?[1-9]|1[0-2])\s*)(?=[A-ZĐÀ-Ỹ])", re.IGNORECASE)


class Settings(NamedTuple):
    """What holds for all pages of a run: the rules, what the researcher supplied by source file or article
    id, and the least relevance of an article."""

    book: Rulebook
    supplied: Mapping[str, Mapping[str, str]]
    least_relevance: float


class Cleaned(NamedTuple):
    """A page's status and site, its articles that are kept, its lines, and why each other one is left out."""

    status: str
    site: str
    articles: list[Row]
    lines: list[Line]
    left_out: list[str]


def cleaned(page: Row, settings: Settings, repeated: Collection[int] = ()) -> Cleaned:
    """The articles of a row of the table `pages` with its `content`. `repeated` are the numbers of lines that
    stand on many pages of its site."""
    name, is_html = page["source_file"], str(page["container"]).endswith("html")
    lines, said = of_html(page["content"]) if is_html else (of_text(page["content"]), Metadata())
    said = _with_record(said, page)
    marks = mark(lines, settings.book, repeated)
    articles = label(lines, marks, furniture.compiled(settings.book))
    site = sites.site(name, said.url, said.publisher)
    rows, left_out, reasons = [], [], set()
    for number, article in enumerate(articles, start=1):
        row = _article(article, lines, marks, said if number == 1 else Metadata(), settings.book)
        row |= {"source_file": name, "article": number, "article_id": f"{name}#{number}"}
        row = _with_supplied(row, settings.supplied)
        site = sites.site(name, row["url"], row["publisher"]) if number == 1 else site
        reason, told = _unwanted(row, settings)
        if reason:
            reasons.add(reason)
            left_out.append(told)
            _release(lines, number)
            continue
        rows.append(row | {"provinces": _provinces(article, row, lines, settings.book)})
    if not articles and language.language(" ".join(line.folded for line in lines)) != "vi":
        reasons.add("not_vietnamese")
    status = "read" if rows else next(iter(sorted(reasons, reverse=True)), "no_article")
    return Cleaned(status, site, rows, lines, left_out)


def _unwanted(row: Row, settings: Settings) -> tuple[str, str]:
    """The status that an article left out gives its page, and why; two empty strings for one that is kept."""
    if row["language"] != "vi":
        return "not_vietnamese", f"article {row['article']} is not in Vietnamese"
    if row["relevance"] is not None and row["relevance"] < settings.least_relevance:
        return "off_topic", f"article {row['article']} has a relevance of {row['relevance']}: {row['title']}"
    return "", ""


def _release(lines: list[Line], number: int) -> None:
    for line in lines:
        if line.article == number:
            line.article = 0


def _with_record(said: Metadata, page: Row) -> Metadata:
    """What the page says of itself, with what its record in a bulk file says."""
    url, date = ("" if pd.isna(value := page.get(key)) else str(value) for key in ("url", "published"))
    return said._replace(url=url or said.url, recorded=date)


def _article(article: Article, lines: list[Line], marks: Marks, said: Metadata, book: Rulebook) -> Row:
    kept = [line for line in lines[article.first : article.end] if line.label in KEPT]
    folded = "\n".join(line.folded for line in kept)
    title = _badge.sub("", lines[article.title].text) if article.title is not None else said.title
    body = [line.text for line in kept if line.label == "body"]
    text = "\n".join([title, *body] if title else body)
    when = metadata.published(article, lines, marks, said)
    author, publisher = metadata.credited(article, lines, marks, said, bylines.compiled(book))
    spoken, relevance = language.measured(folded, book)
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
        "language": spoken,
        "relevance": relevance,
    }


def _provinces(article: Article, row: Row, lines: list[Line], book: Rulebook) -> list[str]:
    kept = [line for line in lines[article.first : article.end] if line.label in KEPT]
    body = [line.text for line in kept if line.label == "body"]
    as_printed = len(kept) == len(body) + 1 and kept[0].text == row["title"]
    folded = "\n".join(line.folded for line in kept) if as_printed else ""
    return reported(row["title"], body, row["publisher"], row["published"], book, folded)


def _with_supplied(row: Row, supplied: Mapping[str, Mapping[str, str]]) -> Row:
    given = {**supplied.get(row["source_file"], {}), **supplied.get(row["article_id"], {})}
    return row | given | ({"published_basis": "supplied"} if "published" in given else {})
