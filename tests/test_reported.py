"""Every value of one province on its page: linked, derived, disputed, told without a number, not reported."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from hand_made import articles, statistics
from tinhgon import charts, comparison, tables

DEFAULTS = {"as_of": "2018-01-01/2018-12-31", "as_of_basis": "sentence"}
FIGURES: list[dict[str, Any]] = [
    {"id": "zero", "object": "departments", "tier": "province", "change": "decrease", "value": 0},
    {"id": "cut", "object": "villages", "tier": "village", "change": "decrease", "value": 815},
    {"id": "left", "object": "villages", "tier": "village", "value": 2509, "role": "to"},
    {"id": "a", "object": "schools", "tier": "district", "value": 10},
    {"id": "b", "in": "b.txt#1", "object": "schools", "tier": "district", "value": 12},
    {"id": "x", "in": "b.txt#1", "province": "Lai Châu", "object": "classes", "value": 5},
    {"id": "y", "in": "c.txt#1", "province": "Hà Giang", "object": "classes", "value": 6},
    {
        "id": "again",
        "in": "b.txt#1",
        "object": "departments",
        "tier": "province",
        "change": "decrease",
        "value": 0,
    },
]
TOLD = {"article_id": "c.txt#1", "province": "Sơn La", "predicate": "joint_office", "level": "district"}


@pytest.fixture(scope="module", params=["en", "vi"])
def shown(request: pytest.FixtureRequest) -> BeautifulSoup:
    """The values of Sơn La, in one language."""
    figures = statistics(FIGURES, **DEFAULTS)
    given = articles([{"id": f"{name}.txt#1", "provinces": "Sơn La"} for name in "abc"])
    made = comparison.compare(figures, tables.frame("adoptions", [TOLD]), given)
    own, rows = (table[table["province"] == "Sơn La"] for table in (figures, made["comparison"]))
    display = charts.values_of(rows, made["indicators"], own)
    return BeautifulSoup(getattr(display, request.param), "html.parser")


def cell(shown: BeautifulSoup, status: str) -> Any:
    found = shown.select(f"td.{status}")
    assert found, status
    return found[0]


def links(found: Any) -> list[str]:
    return [link["href"] for link in found.select("a.evidence")]


def test_zero_is_a_value_and_each_article_that_prints_it_is_linked(shown: BeautifulSoup) -> None:
    zero = next(found for found in shown.select("td.reported") if found.get_text().startswith("0"))
    assert [href.partition("#")[2] for href in links(zero)] == ["s-zero", "s-again"]


def test_a_derived_value_has_its_formula_and_its_parts(shown: BeautifulSoup) -> None:
    derived = cell(shown, "derived")
    assert "815 / (815 + 2509)" in derived.get_text()
    assert {href.partition("#")[2] for href in links(derived)} == {"s-cut", "s-left"}


def test_a_conflict_shows_all_its_values(shown: BeautifulSoup) -> None:
    conflict = cell(shown, "conflict")
    assert {href.partition("#")[2] for href in links(conflict)} == {"s-a", "s-b"}


def test_told_without_a_number_leads_to_the_article_and_is_no_zero(shown: BeautifulSoup) -> None:
    told = cell(shown, "told_without_number")
    assert links(told) == ["article-c-txt-1.html"]
    assert "0" not in told.get_text()


def test_what_is_not_reported_is_listed_apart(shown: BeautifulSoup) -> None:
    assert len(shown.select("details.silent li")) == 1
    assert not shown.select("td.not_reported")


def test_a_province_without_any_value_is_one_sentence() -> None:
    empty = tables.frame("comparison", [])
    display = charts.values_of(empty, tables.frame("indicators", []), tables.frame("statistics", []))
    assert "<table" not in display.en + display.vi


def test_only_silence_is_a_list_without_a_table() -> None:
    row = {"indicator": "villages.level.count.village.whole", "province": "Sơn La", "status": "not_reported"}
    display = charts.values_of(
        tables.frame("comparison", [row]), tables.frame("indicators", []), tables.frame("statistics", [])
    )
    assert "<table" not in display.en
    assert "<li>" in display.en
