"""Indicators: what measures one thing, how it is named and called."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhgon import figures
from tinhgon.figures import Figure
from tinhgon.indicators import Indicator, base_year, label, of, of_model, table
from tinhgon.rules import book

BARE = Figure(*[""] * len(Figure._fields))

NAMED = {
    "places-have-their-own-tier": (
        {"object": "villages", "change": "decrease", "measure": "count", "scope": "whole"},
        "villages.decrease.count.village.whole",
    ),
    "tier-not-said": (
        {"object": "payroll", "change": "decrease", "measure": "count", "scope": "whole"},
        "payroll.decrease.count.unsaid.whole",
    ),
    "ratio-is-a-percentage": (
        {
            "object": "deputies",
            "change": "decrease",
            "measure": "ratio",
            "tier": "province",
            "scope": "subset",
        },
        "deputies.decrease.percent.province.subset",
    ),
    "standard-is-part-of-the-name": (
        {
            "object": "party_cells",
            "change": "share",
            "predicate": "strong_and_clean",
            "measure": "percent",
            "tier": "commune",
            "scope": "whole",
        },
        "party_cells.share.strong_and_clean.percent.commune.whole",
    ),
    "model-by-tier": (
        {
            "object": "communes",
            "change": "adoption",
            "predicate": "secretary_is_council_chair",
            "measure": "ratio",
            "tier": "commune",
            "scope": "whole",
        },
        "adoption.secretary_is_council_chair.commune",
    ),
    "number-of-adopters-is-another-indicator": (
        {
            "object": "communes",
            "change": "adoption",
            "predicate": "secretary_is_chair",
            "measure": "count",
            "tier": "commune",
            "scope": "whole",
        },
        "adoption.secretary_is_chair.commune.count",
    ),
    "number-of-merged-divisions": (
        {
            "object": "divisions",
            "change": "adoption",
            "predicate": "units_merged",
            "measure": "count",
            "tier": "province",
            "scope": "whole",
        },
        "adoption.units_merged.province.count.divisions",
    ),
    "base-is-part-of-the-name": (
        {
            "object": "payroll",
            "change": "decrease",
            "measure": "percent",
            "tier": "all",
            "scope": "whole",
            "base": "so với số Trung ương giao năm 2015",
        },
        "payroll.decrease.percent.all.whole.base_2015",
    ),
    "approved-is-part-of-the-name": (
        {
            "object": "districts",
            "change": "adoption",
            "predicate": "joint_office",
            "measure": "ratio",
            "scope": "whole",
            "stage": "approved",
        },
        "adoption.joint_office.district.approved",
    ),
    "running-is-not": (
        {
            "object": "districts",
            "change": "adoption",
            "predicate": "joint_office",
            "measure": "ratio",
            "scope": "whole",
            "stage": "running",
        },
        "adoption.joint_office.district",
    ),
}


@pytest.mark.parametrize(("cells", "name"), NAMED.values(), ids=NAMED)
def test_name(cells: dict[str, Any], name: str) -> None:
    assert of(BARE._replace(**cells)).id == name


def test_a_model_told_without_a_figure_is_the_indicator_that_figures_have() -> None:
    cells = {"object": "districts", "change": "adoption", "predicate": "joint_office", "measure": "percent"}
    assert of_model("joint_office", "district").id == of(BARE._replace(**cells, scope="whole")).id


@pytest.mark.parametrize(
    ("base", "token"),
    [
        ("năm 2015", "2015"),
        ("từ 2015 đến 2017", "2015-2017"),
        ("khi chưa sáp nhập", "khi-chua-sap-nhap"),
        ("", ""),
    ],
)
def test_base(base: str, token: str) -> None:
    assert base_year(base) == token


@pytest.mark.parametrize(
    "example",
    [example for entry in book().entries("indicators") for example in entry.get("examples", [])],
    ids=lambda example: example["indicator"],
)
def test_examples_of_the_rules(example: dict[str, str]) -> None:
    thing, change, measure, tier, scope = example["indicator"].split(".")
    indicator = Indicator(thing, change, "", measure, tier, scope, "", "")
    assert (label(indicator, book(), "en"), label(indicator, book(), "vi")) == (example["en"], example["vi"])


def test_what_the_name_alone_does_not_say_stands_in_brackets() -> None:
    indicator = Indicator("villages", "decrease", "", "percent", "village", "subset", "2015", "pilot")
    assert label(indicator, book(), "en").endswith("(named part; pilot; against 2015)")
    assert label(indicator, book(), "vi").endswith("(một phần nêu tên; thí điểm; so với 2015)")


def test_every_change_and_measure_has_a_label_and_a_direction() -> None:
    changes = ("decrease", "increase", "level", "share", "adoption", "transfer")
    rows = {
        Indicator("villages", change, "joint_office", measure, "village", "whole", "", "")
        for change in changes
        for measure in ("count", "percent")
    }
    made = table(rows, book())
    for column in ("label_en", "label_vi", "direction", "higher_en", "higher_vi"):
        assert made[column].notna().all(), column
    assert made["label_en"].is_unique


def test_table_has_one_row_an_indicator_and_all_objects_of_a_model() -> None:
    rows = [
        Indicator(thing, "adoption", "health_merged", "percent", "district", "whole", "", "")
        for thing in ("health_units", "districts", "")
    ]
    made = table(rows, book())
    assert made[["indicator", "object", "unit"]].values.tolist() == [
        ["adoption.health_merged.district", "districts;health_units", "%"]
    ]


words = st.sampled_from(["", "communes", "villages", "divisions"])


@given(
    st.lists(
        st.builds(
            Indicator,
            words,
            st.sampled_from(["decrease", "level", "share"]),
            st.sampled_from(["", "task_done", "short"]),
            st.sampled_from(["count", "percent", "money"]),
            st.sampled_from(["commune", "all", "unsaid"]),
            st.sampled_from(["whole", "subset"]),
            st.sampled_from(["", "2015", "before"]),
            st.sampled_from(["", "pilot"]),
        ),
        max_size=6,
        unique=True,
    )
)
def test_what_differs_has_another_name(indicators: list[Indicator]) -> None:
    assert len({indicator.id for indicator in indicators}) == len(indicators)


@pytest.mark.parametrize(
    ("surface", "words"),
    [
        ("59 phòng, ban", ("phòng", "ban")),
        ("7/14 huyện", ("huyện",)),
        ("ba bản", ("bản",)),
        ("401", ()),
        ("", ()),
    ],
)
def test_noun_of_a_printed_figure(surface: str, words: tuple[str, ...]) -> None:
    assert figures.noun(surface) == words
