"""Scores and agreement as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from tinhgon import tables
from tinhgon.quality.tallies import SCORES

CAUTION = (
    "Figures on texts that were written with the tool, or on which rules were tried, are optimistic: "
    "code pages that nobody has looked at."
)


def scores_text(scores: pd.DataFrame) -> str:
    """The table `scores`, one line a score, intervals in brackets.

    >>> row = {"score": "detect", "gold": 2, "found": 2, "recall": 0.5, "recall_low": 0.1, "recall_high": 1.0}
    >>> print(scores_text(tables.frame("scores", [row])))
    score   coded  found  precision  recall               F1  accuracy
    detect      2      2             0.500 (0.100–1.000)
    """
    rows = sorted(tables.records(scores), key=lambda row: SCORES.index(row["score"]))
    cells = [
        [
            row["score"],
            _whole(row["gold"]),
            _whole(row["found"]),
            *(_bounded(row, name) for name in _MEASURES),
        ]
        for row in rows
    ]
    return columns(
        [["score", "coded", "found", "precision", "recall", "F1", "accuracy"], *cells], right={1, 2}
    )


_MEASURES = ("precision", "recall", "f1", "accuracy")


def agreement_text(agreement: Mapping[str, pd.DataFrame]) -> str:
    """What `coders.agreement` found: units, fields, and every disagreement on a line of its own."""
    units = [
        [row["part"], str(row["first"]), str(row["second"]), str(row["both"]), _share(row["f1"])]
        for row in tables.records(agreement["units"])
    ]
    fields = [
        [row["part"], row["field"], str(row["units"]), _share(row["same"]), _alpha(row)]
        for row in tables.records(agreement["fields"])
    ]
    parts = [
        columns([["units of", "A", "B", "both", "F1"], *units], right={1, 2, 3}),
        columns([["units of", "field", "both", "alike", "alpha"], *fields], right={2}),
        *(_disagreement(row) for row in tables.records(agreement["disagreements"])),
    ]
    return "\n\n".join(parts[:2]) + "\n" + "".join(f"\n{line}" for line in parts[2:])


def _disagreement(row: Mapping[str, Any]) -> str:
    place = f"{row['source_file']}#{row['article']} {row['part']}"
    surface = f' "{row["surface"]}"' if row["surface"] else ""
    field = f" {row['field']}:" if row["field"] else ""
    return f"{place}{surface}{field} A {row['first'] or '–'} | B {row['second'] or '–'}"


def _alpha(row: Mapping[str, Any]) -> str:
    return _share(row["alpha"]) if row["alpha"] is not None else "– (one value)" if row["units"] else "–"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _bounded(row: Mapping[str, Any], name: str) -> str:
    if row[name] is None:
        return ""
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return f"{row[name]:.3f}" + (f" ({low:.3f}–{high:.3f})" if low is not None else "")


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)


def columns(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Rows of cells in columns two spaces apart, those in `right` set to the right.

    >>> print(columns([["a", "n"], ["long", "12"]], right=[1]))
    a      n
    long  12
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    set_right = set(right)
    lines = (
        "  ".join(
            cell.rjust(width) if place in set_right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
