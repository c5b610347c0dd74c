"""Targets of the resolutions: lines only for values of the same base, and never for a national average."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from conftest import load_cases
from hand_made import articles, statistics
from tinhgon import charts, comparison, tables
from tinhgon.rules import book

ENTRY = {
    **{"id": "mine", "vi": "giảm ít nhất 10%", "en": "10 % cut", "document": "1-NQ/TW", "issuer": "A"},
    **{
        "date": "2017-10-25",
        "words": "giảm 10%",
        "source": "B",
        "evidence": "primary",
        "checked": "2026-01-03",
        "object": "payroll",
    },
    **{"change": "decrease", "measure": "percent", "scope": "whole", "base": "2015", "qualifier": "≥"},
    **{"value": 10, "until": "2021-12-31", "reach": "each"},
}


def compared(case: dict[str, Any], folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of a case under its target."""
    text = yaml.safe_dump([{**ENTRY, **case.get("target", {})}], allow_unicode=True)
    (folder / "targets.yml").write_text(text, encoding="utf-8")
    figures = statistics(case["figures"], as_of="2018-01-01/2018-12-31", as_of_basis="sentence")
    return comparison.compare(figures, tables.frame("adoptions", []), articles([]), str(folder))


@pytest.mark.parametrize("case", load_cases("targets"), ids=itemgetter("id"))
def test_targets(case: dict[str, Any], tmp_path: Path) -> None:
    made = compared(case, tmp_path)["targets"].set_index("target_id").loc["mine"]
    assert (made["values"], made["line"]) == (case["values"], case["line"])
    if "no_line" in case:
        assert made["no_line"] == case["no_line"]
    assert pd.isna(made["no_line"]) == case["line"]


def test_a_line_is_drawn_and_named_beside_two_provinces(tmp_path: Path) -> None:
    case = next(case for case in load_cases("targets") if case["id"] == "two-provinces")
    made = compared(case, tmp_path)
    shown = charts.shares(made["comparison"], made["indicators"], targets=made["targets"])
    assert "a dashed line at 10%" in shown.en
    assert "Dashed: 10 % cut, Resolution 1-NQ/TW." in shown.en
    assert "Vạch đứt: giảm ít nhất 10%, Nghị quyết 1-NQ/TW." in shown.vi
    letter = made["targets"].assign(document="7/BNV-TCBC")
    shown = charts.shares(made["comparison"], made["indicators"], targets=letter)
    assert "Letter 7/BNV-TCBC." in shown.en
    assert "Công văn 7/BNV-TCBC." in shown.vi
    without = charts.shares(made["comparison"], made["indicators"], targets=made["targets"].head(0))
    assert "dashed" not in without.en


def test_a_shipped_target_says_what_it_was_compared_with() -> None:
    for entry in book().entries("targets"):
        assert entry["words"]
        assert (entry["evidence"] == "none") == (not entry["checked"])
        assert (entry["evidence"] != "none") == ("seen" in entry)
        average = "bình quân" in entry["words"] or "cả nước" in entry["words"]
        assert not average or entry["reach"] == "nation"
        if entry["evidence"] != "primary" or entry["reach"] != "each":
            assert not drawn(entry)


def drawn(entry: Mapping[str, Any]) -> bool:
    """Whether the line of a shipped target is drawn where two provinces report just what it is set for."""
    figure = {name: entry.get(name, "") for name in ("object", "change", "predicate", "measure", "tier")}
    figure |= {"value": 12, "base": f"năm {entry['base']}" if entry["base"] else "", "scope": entry["scope"]}
    figures = statistics(
        [figure, figure | {"id": "b", "province": "Lai Châu"}], as_of="2018-01-01/2018-12-31"
    )
    made = comparison.compare(figures, tables.frame("adoptions", []), articles([]))["targets"]
    return bool(made.set_index("target_id").loc[entry["id"], "line"])
