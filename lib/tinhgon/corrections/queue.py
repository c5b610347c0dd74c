"""What a person should read first: figures that fail a check, digits not understood, rules that err often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from tinhgon import tables
from tinhgon.corrections.entries import COLUMNS, LEDGER, Row
from tinhgon.corrections.places import places

LOW = 0.9  # a rule below this precision on hand-coded pages is read before others
PINNED = ("object", "change", "predicate", "province")  # what a confirmation says of a figure


def review(
    found: Mapping[str, pd.DataFrame], articles: pd.DataFrame, rule_precision: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The table `review`: figures and digits that a person should settle, in the order of `rank` from 1.

    First figures that fail a check of arithmetic, then digits that no rule understands, then figures of rules
    whose precision in `rule_precision` (of `quality.evaluate`) is below 0.9, the lowest first. `why` is the
    failed checks, `unknown` or `rule`. The first columns are those of `corrections.csv`, with an entry that
    says the figure is right as it is; `by` and `on` are for the person who has looked. Figures that a person
    has read are left out.
    """
    precision = {} if rule_precision is None else _precision(rule_precision)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    figures = [
        row for row in tables.records(found["statistics"]) if not (row["corrected"] or row["confirmed"])
    ]
    unknown = tables.records(found["ledger"][found["ledger"]["kind"] == "unknown"])
    rows = [
        *(_figure(row, str(row["check"]), texts) for row in figures if row["check"]),
        *(_digits(row, texts) for row in unknown),
        *_doubtful([row for row in figures if not row["check"]], precision, texts),
    ]
    once = {
        tuple(str(row.get(name)) for name in COLUMNS): row for row in reversed(rows)
    }  # a range is two rows
    return tables.frame(
        "review", [row | {"rank": place} for place, row in enumerate(reversed(once.values()), 1)]
    )


def _precision(rules: pd.DataFrame) -> dict[str, float]:
    return {row["rule"]: row["precision"] for row in tables.records(rules)}


def _doubtful(figures: list[Row], precision: dict[str, float], texts: Mapping[str, str]) -> Iterator[Row]:
    low = [row for row in figures if precision.get(row["rule"], 1.0) < LOW]
    for row in sorted(low, key=lambda row: precision[row["rule"]]):
        yield _figure(row, "rule", texts) | {"precision": precision[row["rule"]]}


def _figure(row: Row, why: str, texts: Mapping[str, str]) -> Row:
    said = {name: row[name] for name in PINNED if row[name]}
    entry = {"action": "confirm", "field": ";".join(said), "value": ";".join(said.values())}
    more = {name: row[name] for name in ("rule", "statistic_id", "sentence")}
    return {**_entry(row, texts), **entry, **more, "why": why}


def _digits(row: Row, texts: Mapping[str, str]) -> Row:
    text = texts[row["article_id"]]
    left, right = text.rfind("\n", 0, row["start"]) + 1, text.find("\n", row["end"])
    line = text[left : right if right >= 0 else None]
    return {**_entry(row, texts), "action": "set", "field": LEDGER, "sentence": line, "why": "unknown"}


def _entry(row: Row, texts: Mapping[str, str]) -> dict[str, Any]:
    place = {name: row[name] for name in ("article_id", "source_file", "article", "start", "end", "surface")}
    starts = [span.start for span in places(texts[row["article_id"]], row["surface"])]
    return {**place, "occurrence": starts.index(row["start"]) + 1 if row["start"] in starts else 1}
