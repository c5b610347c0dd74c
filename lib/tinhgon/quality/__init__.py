"""How good the tables are: precision, recall and F1 against hand-coded pages, and every mistake."""

from __future__ import annotations

import pandas as pd

from tinhgon import tables
from tinhgon.errors import InputError
from tinhgon.quality.gold import read
from tinhgon.quality.mistakes import by_rule, confusion, errors
from tinhgon.quality.scores import scores
from tinhgon.quality.tallies import SCORES, Frames, pages, tally

__all__ = ["MADE", "NEEDED", "SCORES", "by_rule", "evaluate", "pages", "read"]

NEEDED = ("articles", "statistics", "adoptions", "references")  # tables that are evaluated
MADE = ("scores", "errors", "confusion", "rule_precision")


def evaluate(gold: Frames, found: Frames) -> dict[str, pd.DataFrame]:
    """The tables `scores`, `errors`, `confusion` and `rule_precision` of the tables `found` against `gold`.

    `gold` is what `read` returns, `found` has the tables NEEDED. Only pages that `gold` names are scored.
    Without gold, all are empty. Raises InputError where no page of the gold is among the articles found.

    >>> evaluate({}, {})["scores"].empty
    True
    """
    if not gold:
        return {name: tables.frame(name, []) for name in MADE}
    coded = pages(gold)
    if not set(coded) & set(found["articles"]["source_file"]):
        some = f" ({coded[0]}, …)" if coded else ""
        raise InputError(f"none of the {len(coded)} hand-coded pages{some} is in these tables")
    return {
        "scores": scores(tally(gold, found)),
        "errors": errors(gold, found),
        "confusion": confusion(gold, found),
        "rule_precision": by_rule(gold, found),
    }
