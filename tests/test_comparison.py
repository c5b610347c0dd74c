"""Provinces side by side: a table of small corpora and what may be said of them."""

from __future__ import annotations

import itertools
import random
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from conftest import load_cases
from hand_made import articles, statistics
from tinhgon import comparison, tables
from tinhgon.comparison import gate
from tinhgon.rules import book

DEFAULTS = {"as_of": "2018-01-01/2018-12-31", "as_of_basis": "sentence"}


def compared(case: dict[str, Any], order: random.Random | None = None) -> dict[str, pd.DataFrame]:
    figures = statistics(case.get("figures", []), **DEFAULTS)
    if order is not None:
        figures = figures.sample(frac=1, random_state=order.randrange(10**6))
    adoptions = tables.frame("adoptions", case.get("adoptions", []))
    return comparison.compare(figures, adoptions, articles(case.get("articles", [])))


def found(table: pd.DataFrame, want: dict[str, Any]) -> pd.DataFrame:
    """The rows that a case names: by indicator and part, province and value where they are given."""
    rows = table[
        (table["indicator"] == want["indicator"]) & (table["part"].fillna("") == want.get("part", ""))
    ]
    for name in {"province", "target", "period_start"} & want.keys():
        rows = rows[rows[name] == want[name]]
    return rows


@pytest.mark.parametrize("case", load_cases("comparison"), ids=itemgetter("id"))
def test_comparison(case: dict[str, Any]) -> None:
    made = compared(case)
    for want in case.get("rows", []):
        rows = found(made["comparison"], want)
        assert len(rows) == 1, want
        row = rows.iloc[0]
        for column, value in want.items():
            if column == "part":
                continue
            if value is None:
                assert pd.isna(row[column]), column
            elif column == "why_not":
                assert set(value.split(";")) <= set(row[column].split(";")), row[column]
            else:
                assert row[column] == (pytest.approx(value) if column == "value" else value), column
    indicators = set(made["comparison"]["indicator"])
    assert not indicators & set(case.get("absent", []))
    if "conflicts" in case:
        assert len(made["conflicts"]) == case["conflicts"]
        assert (made["comparison"]["status"] == "conflict").sum() == (case["conflicts"] > 0)
    if "provinces" in case:
        assert sorted(made["comparison"]["province"]) == case["provinces"]


@pytest.mark.parametrize("case", load_cases("regrouped"), ids=itemgetter("id"))
def test_by_the_provinces_since_2025(case: dict[str, Any]) -> None:
    made = compared(case)["comparison_34"]
    assert set(made["borders"]) <= {"34"}
    assert not set(made["province"]) & set(case.get("absent", []))
    for want in case["rows"]:
        rows = found(made, want)
        assert len(rows) == 1, want
        for column, value in want.items():
            cell = rows[column].iloc[0]
            if value is None:
                assert pd.isna(cell), column
            elif column == "why_not":
                assert value in cell.split(";"), cell
            else:
                assert cell == (pytest.approx(value) if column == "value" else value), column


@pytest.mark.parametrize("case", load_cases("comparison"), ids=itemgetter("id"))
def test_what_every_comparison_by_new_provinces_holds(case: dict[str, Any]) -> None:
    rows = compared(case)["comparison_34"]
    key = ["indicator", "province", "period_start", "period_end", "target", "part"]
    assert not rows.duplicated(key).any()
    valued = rows["status"].isin(["reported", "derived"])
    assert rows.loc[valued, "value"].notna().all()
    assert rows.loc[~valued, "value"].isna().all()
    assert rows["why_not"].isna().equals(rows["comparable"].astype(bool))


@pytest.mark.parametrize("case", load_cases("comparison"), ids=itemgetter("id"))
def test_what_every_comparison_holds(case: dict[str, Any]) -> None:
    made = compared(case)
    rows = made["comparison"]
    key = ["indicator", "province", "period_start", "period_end", "target", "part"]
    assert not rows.duplicated(key).any()
    assert rows["why_not"].isna().equals(rows["comparable"].astype(bool))
    assert set(rows["indicator"]) == set(made["indicators"]["indicator"])
    assert (
        rows.loc[rows["status"].isin(["conflict", "told_without_number", "not_reported"]), "value"]
        .isna()
        .all()
    )
    assert rows.loc[rows["status"].isin(["reported", "derived"]), "value"].notna().all()
    codes = {code for cell in rows["why_not"].dropna() for code in cell.split(";")}
    assert codes <= book().by_id("reasons").keys()
    for name in rows.loc[rows["comparable"], "indicator"].unique():
        assert rows.loc[rows["comparable"] & (rows["indicator"] == name), "province"].nunique() > 1


@pytest.mark.parametrize("case", load_cases("comparison"), ids=itemgetter("id"))
def test_the_order_of_rows_does_not_matter(case: dict[str, Any]) -> None:
    made, again = compared(case), compared(case, random.Random(7))
    for name in made:
        assert made[name].equals(again[name]), name


def test_every_reason_of_the_gate_has_words() -> None:
    codes = {f"other_{dimension}" for dimension in gate.DIMENSIONS} | gate.SILENT | {"single_province"}
    assert codes <= book().by_id("reasons").keys()


def test_comparable_gives_the_rows_of_one_axis() -> None:
    made = compared(
        {
            "figures": [
                {"object": "villages", "change": "decrease", "value": 815},
                {"object": "villages", "change": "decrease", "value": 400, "province": "Lai Châu"},
                {
                    "object": "villages",
                    "change": "decrease",
                    "value": 77,
                    "province": "Lào Cai",
                    "scope": "subset",
                },
                {"object": "villages", "change": "decrease", "value": 900, "target": True},
            ]
        }
    )
    rows = comparison.comparable(made["comparison"], "villages.decrease.count.village.whole")
    assert rows[["province", "value"]].values.tolist() == [["Lai Châu", 400.0], ["Sơn La", 815.0]]
    assert comparison.comparable(made["comparison"], "villages.level.count.village.whole").empty


def test_comparable_keeps_to_one_round() -> None:
    years = {
        "2018-01-01/2018-12-31": ["Sơn La", "Lai Châu", "Lào Cai"],
        "2024-01-01/2024-12-31": ["Sơn La", "Lai Châu"],
    }
    figures = [
        {"object": "villages", "change": "decrease", "value": 100 + n, "province": name, "as_of": year}
        for year, names in years.items()
        for n, name in enumerate(names)
    ]
    made = compared({"figures": figures})
    assert made["comparison"]["comparable"].sum() == 5
    rows = comparison.comparable(made["comparison"], "villages.decrease.count.village.whole")
    assert rows["province"].tolist() == ["Lai Châu", "Lào Cai", "Sơn La"]
    assert set(rows["period_end"]) == {"2018-12-31"}


def test_shared_names_the_look_alikes_and_why_they_are_apart() -> None:
    made = compared(
        {
            "figures": [
                {"object": "focal_points", "tier": "all", "change": "decrease", "value": 549},
                {
                    "object": "focal_points",
                    "tier": "province",
                    "change": "decrease",
                    "value": 107,
                    "province": "Quảng Ninh",
                },
                {"object": "villages", "value": 2509},
                {"object": "villages", "value": 900, "province": "Lai Châu"},
                {"object": "schools", "value": 9},
            ]
        }
    )
    rows = comparison.shared(made["comparison"]).set_index("family")
    assert rows["comparable"].to_dict() == {
        "focal_points.decrease.count": False,
        "villages.level.count": True,
    }
    assert "other_tier" in rows.loc["focal_points.decrease.count", "why_not"]


def test_coverage_counts_what_stands_behind_a_province() -> None:
    case = {
        "articles": [
            {"id": "a.txt#1", "provinces": "Sơn La", "published": "2019-05-02", "publisher": "TTXVN"},
            {"id": "b.txt#1", "provinces": "Sơn La", "duplicate_of": "a.txt#1", "publisher": "Báo Sơn La"},
            {"id": "c.txt#1", "provinces": "Điện Biên"},
        ],
        "figures": [
            {"object": "villages", "change": "decrease", "value": 815, "confirmed": "true"},
            {"object": "villages", "value": 2509, "as_of_basis": "article", "check": "parts_total"},
        ],
        "adoptions": [
            {"article_id": "a.txt#1", "province": "Sơn La", "predicate": "joint_office", "level": "district"}
        ],
    }
    rows = compared(case)["coverage"].set_index("province")
    son_la, dien_bien = rows.loc["Sơn La"], rows.loc["Điện Biên"]
    counts = [
        "articles",
        "copies",
        "dated_articles",
        "figures",
        "dated_figures",
        "flagged",
        "confirmed",
        "models",
    ]
    assert son_la[counts].tolist() == [1, 1, 1, 2, 1, 1, 1, 1]
    assert son_la["publishers"] == "TTXVN"
    assert dien_bien[counts].tolist() == [1, 0, 0, 0, 0, 0, 0, 0]


def test_tables_are_written_and_read_again(tmp_path: Path) -> None:
    case = next(case for case in load_cases("comparison") if case["id"] == "two-articles-disagree")
    for name, table in compared(case).items():
        tables.write(tmp_path, name, table)
        assert tables.read(tmp_path, name).equals(table), name


# --- The seeds -------------------------------------------------------------------------------------

SEEDS = Path(__file__).parents[2] / "shared" / "seeds" / "gold"


@pytest.mark.skipif(not SEEDS.exists(), reason="the seeds are not part of the product")
def test_no_false_twin_of_the_seeds_shares_an_axis() -> None:
    import json

    rows = [
        json.loads(line) for line in (SEEDS / "statistics.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    keys = set(tables.COLUMNS["statistics"])
    figures = statistics(
        [
            {**{k: v for k, v in row.items() if k in keys}, "in": f"{row['source_file']}#{row['article']}"}
            for row in rows
        ],
        **DEFAULTS,
    )
    made = comparison.compare(figures, tables.frame("adoptions", []), articles([]))
    twins = comparison.shared(made["comparison"])
    assert len(twins) == 8
    assert not twins["comparable"].any()
    assert not made["comparison"]["comparable"].any()
    assert all(
        itertools.starmap(lambda a, b: a or b, zip(twins["why_not"], twins["comparable"], strict=True))
    )
