"""Targets of the resolutions: which values one may be held against, and why no others.

A target is a line only for values that count the same thing against the same base in the round in which it
falls due, where it is set for every province and its words were compared with the resolution itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tinhgon.comparison.gate import round_of_day
from tinhgon.indicators import UNSAID
from tinhgon.rules import Rulebook, book
from tinhgon.tables import declare, frame, records

declare(
    "targets",
    "target_id label_en label_vi document issuer date:date words source checked:date object change predicate "
    "measure tier scope base qualifier value:number until:date reach indicators:list values:integer "
    "provinces:list line:boolean no_line evidence seen",
)

ALIKE = ("object", "change", "predicate", "measure", "scope", "base")


def targets(comparison: pd.DataFrame, indicators: pd.DataFrame, rules: str = "") -> pd.DataFrame:
    """The table `targets`: those of `rules/targets.yml`, with the indicators that they may be held against,
    how many values of which provinces those have, and whether a line may be drawn.

    `no_line` says why not: `nation` (a national average, which no province can miss), `part` (set for a part
    of each province), `unsaid` (the words do not say that each province must reach it), `unchecked` (nobody
    compared the words with any text), `official` or `press` (only with the account of a portal of the State,
    of a newspaper) or `no_value` (no province reports it against that base).

    >>> bool(targets(frame("comparison", []), frame("indicators", []))["line"].any())
    False
    """
    rulebook = book(rules)
    known = records(indicators)
    reported = comparison[comparison["value"].notna() & comparison["part"].isna()]
    reported = reported[~reported["target"].fillna(False).astype(bool)]
    return frame("targets", [_row(entry, known, reported, rulebook) for entry in rulebook.entries("targets")])


def _row(
    entry: Mapping[str, Any], indicators: list[dict[str, Any]], reported: pd.DataFrame, rulebook: Rulebook
) -> dict[str, Any]:
    names = {row["indicator"] for row in indicators if _alike(entry, row)}
    due = round_of_day(entry["until"], rulebook)
    rows = reported[reported["indicator"].isin(names) & reported["round"].eq(due)]
    no_line = _doubt(entry) or ("no_value" if rows.empty else "")
    told = {name: entry.get(name, "") for name in (*ALIKE, *COPIED)}
    return told | {
        "target_id": entry["id"],
        "label_en": entry["en"],
        "label_vi": entry["vi"],
        "value": entry["value"],
        "indicators": set(rows["indicator"]),
        "values": len(rows),
        "provinces": set(rows["province"]),
        "line": not no_line,
        "no_line": no_line,
    }


def _doubt(entry: Mapping[str, Any]) -> str:
    """Why a target is no line whatever the provinces report, "" where it may be one."""
    if entry["reach"] != "each":
        return str(entry["reach"])
    if not entry["checked"] or entry["evidence"] == "none":
        return "unchecked"
    return "" if entry["evidence"] == "primary" else str(entry["evidence"])


COPIED = (
    *("document", "issuer", "date", "words", "source", "checked", "tier"),
    *("qualifier", "until", "reach", "evidence", "seen"),
)


def _alike(entry: Mapping[str, Any], indicator: Mapping[str, Any]) -> bool:
    """Whether an indicator counts what a target is set for, against the same base. A target without a tier is
    one of the province as a whole: of all tiers, or of one that is not said."""
    if any((indicator[name] or "") != entry.get(name, "") for name in ALIKE):
        return False
    tier = entry.get("tier", "")
    return indicator["tier"] == tier if tier else indicator["tier"] in ("all", UNSAID)
