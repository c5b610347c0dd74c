"""The verb `extract`: articles in, figures, models, references and the account of every number out."""

from __future__ import annotations

import contextlib
import datetime
import gc
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import pandas as pd

from tinhgon import adoptions, audits, figures, ledger, statistics, tables
from tinhgon.clauses import Article, read_article
from tinhgon.figures import records, statistic_id
from tinhgon.references import Reference
from tinhgon.rules import Rulebook, book
from tinhgon.statistics import Statistic
from tinhgon.text import Span

Row = dict[str, Any]
Rows = dict[str, list[Row]]
_READ = ("article_id", "source_file", "article", "text", "provinces", "published")
_SAME_NAME = (
    *("object", "change", "predicate", "province", "place", "period", "target", "as_of", "start", "end"),
    *("rule", "tier", "scope", "role", "base", "stage", "province_basis", "as_of_basis"),
)
_OF_NUMERAL = ("measure", "value", "numerator", "denominator", "qualifier")
_same_name, _of_numeral = attrgetter(*_SAME_NAME), attrgetter(*_OF_NUMERAL)
_OF_ADOPTION = ("province", "predicate", "level", "start", "end", "place", "stage")
_OF_REFERENCE = ("surface", "kind", "number", "issuer", "date", "start", "end")


def extract(articles: pd.DataFrame, rules: str | Path = "") -> dict[str, pd.DataFrame]:
    """The tables `statistics`, `ledger`, `adoptions`, `references` and `audits` of a table of articles.

    Every row holds its place in the article: `text[start:end] == surface`. Nothing is corrected: what does
    not add up is named in the column `check` and in `audits`. Raises InputError where the rules are broken.
    """
    rulebook = book(rules)
    with _uncollected():
        return {name: tables.frame(name, rows) for name, rows in _rows(articles, rulebook).items()}


def _rows(articles: pd.DataFrame, rulebook: Rulebook) -> Rows:
    rows: Rows = {"statistics": [], "ledger": [], "adoptions": [], "references": []}
    given = [dict(zip(_READ, cells, strict=True)) for cells in records(articles, _READ, {})]
    for record in given:
        if record["text"]:
            for name, added in _of_article(record, rulebook).items():
                rows[name] += added
    texts = {record["article_id"]: record["text"] for record in given}
    rows["audits"] = audits.rows(map(figures.of, rows["statistics"]), texts, rulebook)
    _flag(rows)
    return rows


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection: what is made of an article has no cycles, and the collector would look for some
    again and again in all that is in memory, for a sixth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _flag(rows: Rows) -> None:
    """Name the audits that a figure failed in its column `check`."""
    told = ((row["kind"], row["verdict"], row["statistic_ids"]) for row in rows["audits"])
    failed = audits.failures(told)
    for row in rows["statistics"]:
        row["check"] = ";".join(sorted(failed.get(row["statistic_id"], ())))


def _of_article(record: Row, rulebook: Rulebook) -> Rows:
    provinces = record["provinces"].split(";") if record["provinces"] else []
    published = datetime.date.fromisoformat(record["published"]) if record["published"] else None
    article = read_article(record["text"], rulebook, provinces, published)
    counted, refused = statistics.read(article, rulebook)
    place = {key: record[key] for key in ("article_id", "source_file", "article")}
    numbers = [Span(s.numeral.number_start, s.numeral.end) for s in counted]
    account = ledger.account(article, numbers, rulebook, refused)
    return {
        "statistics": list(_statistics(article, counted, place)),
        "ledger": [_entry(article, entry, place) for entry in account],
        "adoptions": [_adoption(article, row, place) for row in adoptions.find(article, counted, rulebook)],
        "references": [_reference(row, place) for row in article.references],
    }


def _statistics(article: Article, counted: list[Statistic], place: Row) -> Iterator[Row]:
    seen: Counter[tuple[str, str]] = Counter()
    for figure in counted:
        sentence = article.text[figure.sentence.start : figure.sentence.end]
        surface = article.text[figure.start : figure.end]
        seen[sentence, surface] += 1
        occurrence = seen[sentence, surface]
        name = statistic_id(place["source_file"], place["article"], sentence, surface, occurrence)
        yield {
            **place,
            **{"statistic_id": name, "surface": surface, "sentence": sentence},
            **dict(zip(_OF_NUMERAL, _of_numeral(figure.numeral), strict=True)),
            **dict(zip(_SAME_NAME, _same_name(figure), strict=True)),
        }


def _entry(article: Article, entry: ledger.Entry, place: Row) -> Row:
    surface = article.text[entry.start : entry.end]
    return {**place, "start": entry.start, "end": entry.end, "surface": surface, "kind": entry.kind}


def _adoption(article: Article, row: adoptions.Adoption, place: Row) -> Row:
    sentence = article.text[row.sentence.start : row.sentence.end]
    surface = article.text[row.start : row.end]
    told = dict(zip(_OF_ADOPTION, attrgetter(*_OF_ADOPTION)(row), strict=True))
    return {**place, "surface": surface, "sentence": sentence, **told}


def _reference(row: Reference, place: Row) -> Row:
    return {**place, **dict(zip(_OF_REFERENCE, attrgetter(*_OF_REFERENCE)(row), strict=True))}
