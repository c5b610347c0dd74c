"""A page to its articles: every line labelled with the rule that labelled it, titles and bodies kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, cast

import pandas as pd

from tinhgon import cells, tables
from tinhgon.cleaning import duplicates, sites
from tinhgon.cleaning.page import Cleaned, Row, Settings, cleaned
from tinhgon.errors import InputError
from tinhgon.rules import book

SUPPLIED = ("url", "publisher", "published", "text_kind", "published_within")
ROUNDS = 3  # of taking away a site's lines: without them another line may be kept


def clean(
    pages: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    rules: str = "",
    least_relevance: float = 0.0,
    similar: float = duplicates.SIMILAR,
) -> dict[str, pd.DataFrame]:
    """The tables `pages`, `articles` and `lines` of what `tinhgon.read` returned.

    Every non-blank line has its label and the rule that gave it; the titles and bodies of an article are its
    `text`. `sources` (`pages.sources`) wins over what a page says of itself. A page without an article, in
    another language or off the topic has its `status` and no row in `articles`; its column `articles` counts
    all that were found on it, `reason` says which were left out.

    `least_relevance` leaves out articles of which a smaller share of the words belongs to terms of the field
    (`rules/terms.txt`; 0 keeps all). `similar` is the similarity (0 to 1) from which an article is a copy:
    its `duplicate_of` names the first article of that text, and words and figures are counted there alone;
    0 looks for none. Raises InputError at a fault of the rules or a share that is none.
    """
    settings = settled(rules, sources, least_relevance, similar)
    records = cast("list[Row]", pages.to_dict("records"))
    found = _cleaned({at: row for at, row in enumerate(records) if is_text(row)}, settings)
    made = tabulated(records, found)
    return made | {"articles": duplicates.marked(made["articles"], similar)}


def settled(
    rules: str = "",
    sources: pd.DataFrame | None = None,
    least_relevance: float = 0.0,
    similar: float = duplicates.SIMILAR,
) -> Settings:
    """What `clean` was asked for, checked. Raises InputError as it does."""
    for name, share in (("least_relevance", least_relevance), ("similar", similar)):
        if not 0 <= share <= 1:
            raise InputError(f"{name}={share}: a share lies between 0 and 1")
    return Settings(book(rules), _by_file(sources), least_relevance)


def tabulated(records: Sequence[Row], found: Mapping[int, Cleaned]) -> dict[str, pd.DataFrame]:
    """The tables `pages`, `articles` (copies not yet marked) and `lines` of rows of `pages.read`, and of what
    `cleaned` made of each, by its position."""
    return {
        "pages": tables.frame("pages", (_page(row, found.get(at)) for at, row in enumerate(records))),
        "articles": tables.frame("articles", chain.from_iterable(page.articles for page in found.values())),
        "lines": _lines({records[at]["source_file"]: page.lines for at, page in found.items()}),
    }


def is_text(page: Mapping[Any, Any]) -> bool:
    """Whether a row of `pages.read` holds a text to be cleaned."""
    return page["status"] != "skipped" and not pd.isna(page["content"])


def _by_file(sources: pd.DataFrame | None) -> dict[str, dict[str, str]]:
    if sources is None:
        return {}
    return {
        row["source_file"]: {
            key: value for key, value in row.items() if key in SUPPLIED and not pd.isna(value)
        }
        for row in sources.to_dict("records")
    }


def _cleaned(pages: Mapping[int, Row], settings: Settings) -> dict[int, Cleaned]:
    """Each page by its rules, then once more without the lines that turn out to be the site's."""
    found = {at: cleaned(page, settings) for at, page in pages.items()}
    known: dict[int, set[int]] = {}
    for _ in range(ROUNDS if len(found) >= sites.LEAST else 0):
        tally = sites.Tally()
        for at, page in found.items():
            tally.add(at, page.site, page.lines)
        repeated = tally.repeated()
        if not repeated:
            break
        for at, numbers in repeated.items():
            known[at] = known.get(at, set()) | numbers
            found[at] = cleaned(pages[at], settings, known[at])
    return found


def _page(page: Row, found: Cleaned | None) -> Row:
    row = {
        column: page[column]
        for column in tables.COLUMNS["pages"]
        if column in page and not pd.isna(page[column])
    }
    if found is not None:
        row |= {"articles": len(found.articles) + len(found.left_out), "status": found.status}
        row |= {"reason": "; ".join(found.left_out)} if found.left_out else {}
    return row


def _lines(pages: Mapping[str, Iterable[Any]]) -> pd.DataFrame:
    """The table `lines`, column by column, since there are many."""
    names = [name for name, lines in pages.items() for _ in lines]
    lines = list(chain.from_iterable(pages.values()))
    data = {
        "source_file": names,
        "line": [line.number for line in lines],
        "article": [line.article or None for line in lines],
        "label": [line.label for line in lines],
        "rule": [line.rule for line in lines],
        "text": [line.text for line in lines],
    }
    kinds = tables.COLUMNS["lines"]
    return tables.arrange(
        pd.DataFrame({name: pd.Series(data[name], dtype=cells.DTYPES[kinds[name]]) for name in kinds})
    )
