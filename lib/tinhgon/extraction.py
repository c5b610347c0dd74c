"""The verb `extract`: articles in, figures, models, references and the account of every number out."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from tinhgon import adoptions, ledger, statistics, tables
from tinhgon.audits import audit, flags
from tinhgon.clauses import Article, read_article
from tinhgon.figures import statistic_id
from tinhgon.rules import Rulebook, book
from tinhgon.statistics import Statistic
from tinhgon.text import Span

Rows = dict[str, list[dict[str, Any]]]
_SAME_NAME = [
    *("object", "change", "predicate", "province", "place", "period", "target", "as_of", "start", "end"),
    *("rule", "tier", "scope", "role", "base", "stage", "province_basis", "as_of_basis"),
]


def extract(articles: pd.DataFrame, rules: str | Path = "") -> dict[str, pd.DataFrame]:
    """The tables `statistics`, `ledger`, `adoptions`, `references` and `audits` of a table of articles.

    Every row holds its place in the article: `text[start:end] == surface`. Nothing is corrected: what does
    not add up is named in the column `check` and in `audits`. Raises InputError where the rules are broken.
    """
    rulebook = book(rules)
    rows: Rows = {"statistics": [], "ledger": [], "adoptions": [], "references": []}
    for values in articles.itertuples(index=False, name=None):
        record = dict(zip(articles.columns, values, strict=True))
        if pd.isna(record["text"]):
            continue
        for name, added in _of_article(record, rulebook).items():
            rows[name].extend(added)
    found = {name: tables.frame(name, records) for name, records in rows.items()}
    found["audits"] = audit(found["statistics"], articles, str(rules))
    found["statistics"]["check"] = flags(found["statistics"], found["audits"]).astype("str")
    return found


def _of_article(record: dict[str, Any], rulebook: Rulebook) -> Rows:
    provinces = [] if pd.isna(record["provinces"]) else str(record["provinces"]).split(";")
    published = None if pd.isna(record["published"]) else datetime.date.fromisoformat(record["published"])
    article = read_article(record["text"], rulebook, provinces, published)
    figures = statistics.find(article, rulebook)
    place = {key: record[key] for key in ("article_id", "source_file", "article")}
    spans = [Span(s.numeral.number_start, s.numeral.end) for s in figures]
    found: Rows = {
        "statistics": list(_statistics(article, figures, place)),
        "ledger": [
            {"start": e.start, "end": e.end, "surface": article.text[e.start : e.end], "kind": e.kind}
            for e in ledger.account(article, spans, rulebook)
        ],
        "adoptions": [_adoption(article, row) for row in adoptions.find(article, figures, rulebook)],
        "references": [_reference(row) for row in article.references],
    }
    return {name: [place | row for row in rows] for name, rows in found.items()}


def _statistics(
    article: Article, figures: list[Statistic], place: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    seen: Counter[tuple[str, str]] = Counter()
    for figure in figures:
        sentence = article.text[figure.sentence.start : figure.sentence.end]
        surface = article.text[figure.start : figure.end]
        seen[sentence, surface] += 1
        numeral = figure.numeral
        yield {
            "statistic_id": statistic_id(
                place["source_file"], place["article"], sentence, surface, seen[sentence, surface]
            ),
            "surface": surface,
            "sentence": sentence,
            "measure": numeral.measure,
            "value": numeral.value,
            "numerator": numeral.numerator,
            "denominator": numeral.denominator,
            "qualifier": numeral.qualifier,
            **{key: getattr(figure, key) for key in _SAME_NAME},
        }


def _adoption(article: Article, row: adoptions.Adoption) -> dict[str, Any]:
    return {
        "province": row.province,
        "predicate": row.predicate,
        "level": row.level,
        "surface": article.text[row.start : row.end],
        "sentence": article.text[row.sentence.start : row.sentence.end],
        "start": row.start,
        "end": row.end,
        "place": row.place,
        "stage": row.stage,
    }


def _reference(row: Any) -> dict[str, Any]:
    return {key: getattr(row, key) for key in ("surface", "kind", "number", "issuer", "date", "start", "end")}
