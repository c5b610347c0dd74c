"""The built tables as the pages need them: rows as plain dictionaries, looked up by article and province."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tinhgon import comparison, concordance, links, rules, tables
from tinhgon.charts.display import Display
from tinhgon.site.edition import Edition, Row

SHOWN = (
    "pages", "articles", "statistics", "adoptions", "references",
    "audits", "indicators", "comparison", "conflicts", "coverage", "robustness", "targets", "lines",
    "ledger", "scores", concordance.TABLE,
)  # fmt: skip

NEEDED = {"pages", "articles"}
LEADING = 3  # figures on the index


@dataclass
class Report:
    """Everything that the pages are made from."""

    frames: dict[str, pd.DataFrame]
    rows: dict[str, list[Row]]
    book: rules.Rulebook
    corpus_note: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path, book: rules.Rulebook, corpus_note: Mapping[str, str]) -> Report:
        """The report of a folder of tables. A table that was not built is empty; `pages` and `articles`
        must be there, else InputError.
        """
        frames = {name: _table(folder, name) for name in SHOWN}
        return cls(frames, {name: plain(frame) for name, frame in frames.items()}, book, corpus_note)

    @functools.cached_property
    def articles(self) -> dict[str, Row]:
        """The articles by their ids."""
        return {row["article_id"]: row for row in self.rows["articles"]}

    @functools.cached_property
    def statistics(self) -> dict[str, Row]:
        """The figures by their ids."""
        return {row["statistic_id"]: row for row in self.rows["statistics"]}

    @functools.cached_property
    def concordances(self) -> dict[str, list[Row]]:
        """The lines of each word that has a page of its own, by the word."""
        found: dict[str, list[Row]] = {}
        for row in self.rows[concordance.TABLE]:
            found.setdefault(row["query"], []).append(row)
        return found

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The addresses of the pages of words."""
        return frozenset(links.concordance(word) for word in self.concordances)

    def note(self, edition: Edition) -> str:
        """What the corpus is: in the words that were given, else how many of its texts are digests."""
        digests = sum(row["text_kind"] == "digest" for row in self.rows["articles"])
        told = self.corpus_note.get(edition.language, "")
        if told or not digests:
            return told
        return edition.say(
            "note_digests", digests=edition.number(digests), all=edition.number(len(self.articles))
        )

    @functools.cached_property
    def findings(self) -> list[comparison.Finding]:
        """What the tables say, in sentences, best first."""
        folder = self.book.folder
        return comparison.findings(self.frames, str(folder) if folder else "")

    @functools.cached_property
    def lead_figure(self) -> Display:
        """The figures that the index shows: shares of provinces side by side, else what was cut and what is
        left, where both are printed."""
        from tinhgon.charts import cut_and_left, shares

        shown = self.frames["comparison"]
        percents = self.frames["indicators"]["unit"].eq("%")
        named = self.frames["indicators"].loc[percents, "indicator"]
        if (shown["comparable"].fillna(False) & shown["indicator"].isin(named)).any():
            return shares(shown, self.frames["indicators"], LEADING, self.frames["targets"])
        if not (shown["status"] == "derived").any():
            return Display("", "")
        return cut_and_left(shown, self.frames["indicators"])

    def of_article(self, name: str, article_id: str) -> list[Row]:
        """The rows of a table that belong to an article, in the order of its text."""
        return self._by_article.get((name, article_id), [])

    @functools.cached_property
    def _by_article(self) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for name in ("statistics", "adoptions", "references"):
            for row in self.rows[name]:
                found.setdefault((name, row["article_id"]), []).append(row)
        return found

    def entries(self, name: str) -> Mapping[str, Any]:
        """The entries of a rule file by id; none where there is no such file."""
        return self.book.by_id(name) if (rules.SHIPPED / f"{name}.yml").exists() else {}


def _table(folder: Path, name: str) -> pd.DataFrame:
    if name in NEEDED or (folder / f"{name}.parquet").exists():
        return tables.read(folder, name)
    return tables.frame(name, [])


def plain(table: pd.DataFrame) -> list[Row]:
    """The rows of a table as dictionaries, missing cells None, numbers and booleans Python's own.

    >>> plain(tables.frame("ledger", [{"source_file": "a.txt", "start": 3}]))[0]["start"]
    3
    """
    values = table.astype(object).where(table.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in values.to_dict("records")]


def items(cell: object) -> list[str]:
    """The members of a list cell.

    >>> items("Lai Châu;Sơn La"), items(None)
    (['Lai Châu', 'Sơn La'], [])
    """
    return cell.split(";") if isinstance(cell, str) and cell else []
