"""A page a word: the lines in which it stands, each linked to its article and to the figures in it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from tinhgon import links
from tinhgon.charts.wording import alphabetical
from tinhgon.site.edition import Edition, Row
from tinhgon.site.frame import Page
from tinhgon.site.report import Report, items

MOST = 300  # lines of a page; the table has them all


def pages(report: Report, edition: Edition) -> Iterator[Page]:
    """The list of words and the page of each; nothing where no notebook wrote a concordance."""
    words = sorted(report.concordances, key=alphabetical)
    if words:
        yield _listing(report, words, edition)
    for word in words:
        yield _word(report, word, report.concordances[word], edition)


def _listing(report: Report, words: list[str], edition: Edition) -> Page:
    rows = [
        {
            "word": word,
            "href": links.concordance(word),
            "found": _found(report.concordances[word]),
            "articles": len({row["article_id"] for row in report.concordances[word]}),
        }
        for word in words
    ]
    return Page("concordances.html", edition.say("concordances"), "concordances.html.j2", {"words": rows})


def _word(report: Report, word: str, lines: list[Row], edition: Edition) -> Page:
    shown = [_line(report, row, edition) for row in lines[:MOST]]
    of = edition.many(len({row["article_id"] for row in lines}), "article")
    context = {
        "word": word,
        "lede": edition.say("concordance_lede", lines=edition.many(_found(lines), "line"), articles=of),
        "sample": edition.number(len(shown)) if len(shown) < _found(lines) else "",
        "lines": shown,
        "digests": any(row["digest"] for row in shown),
    }
    return Page(links.concordance(word), word, "concordance.html.j2", context)


def _found(lines: list[Row]) -> int:
    return lines[0]["found"] or len(lines)


def _line(report: Report, row: Row, edition: Edition) -> Row:
    """A line before, at and after the word, as HTML, and its article."""
    article = report.articles.get(row["article_id"], {})
    text, start, end = str(article.get("text") or ""), row["start"], row["end"]
    left, right = row["left"] or "", row["right"] or ""
    figures = _figures(report, row) if text[start:end] == row["match"] else []
    before = start - len(left), start
    after = end, end + len(right)
    around = [figure for figure in figures if figure["start"] <= start and end <= figure["end"]]
    place = _place(text, row) if article else ""
    return {
        "left": _linked(left, before[0], figures),
        "match": row["match"],
        "right": _linked(right, after[0], figures),
        "href": _figure_link(around[0]) if around else place,
        "article": place,
        "backward": " ".join(reversed(left.split())),
        "name": _name(article, row, edition),
        "title": article.get("title") or row["source_file"],
        "digest": article.get("text_kind") == "digest",
    }


def _figures(report: Report, row: Row) -> list[Row]:
    """The figures of the line's article that have a place in its text, in order."""
    found = report.of_article("statistics", row["article_id"])
    placed = [figure for figure in found if figure["start"] is not None and figure["end"] is not None]
    return sorted(placed, key=lambda figure: (figure["start"], -figure["end"]))


def _linked(words: str, offset: int, figures: list[Row]) -> Markup:
    """`words`, which stand at `offset` of the article's text, each figure in them linked to its place.

    >>> figure = {"article_id": "a.txt#1", "statistic_id": "1f", "start": 5, "end": 9}
    >>> print(_linked("Giảm 5 xã", 0, [figure]))
    Giảm <a class="evidence" href="article-a-txt-1.html#s-1f">5 xã</a>
    """
    pieces, at = [], 0
    for figure in figures:
        start, end = figure["start"] - offset, min(figure["end"] - offset, len(words))
        if end > max(start, at, 0) and start < len(words):
            start = max(start, at)
            link = Markup('<a class="evidence" href="{}">{}</a>').format(
                _figure_link(figure), words[start:end]
            )
            pieces += [escape(words[at:start]), link]
            at = end
    return Markup("").join([*pieces, escape(words[at:])])


def _figure_link(figure: Row) -> str:
    return links.article(figure["article_id"], figure["statistic_id"])


def _place(text: str, row: Row) -> str:
    """The address of the paragraph of the article; of the article where the line is its title."""
    start = text.rfind("\n", 0, row["start"]) + 1
    page = links.article(row["article_id"])
    return f"{page}#p-{start}" if text[:start].strip() else page


def _name(article: Row, row: Row, edition: Edition) -> str:
    """What tells a line's article apart in little room: province and date, else publisher, else file."""
    first, *more = items(row["provinces"]) or [article.get("publisher") or row["source_file"]]
    where = f"{first} +{len(more)}" if more else first
    return ", ".join(filter(None, [where, edition.date(article.get("published"))]))
