"""Tier, scope and place: what a clause, the sentence before, a heading or a title makes of a figure."""

from __future__ import annotations

from typing import Any

import pytest

from open_cases import cases
from tinhgon import statistics
from tinhgon.clauses import read_article
from tinhgon.rules import book

RULES = book()


@pytest.mark.parametrize("case", cases("settings"))
def test_settle(case: dict[str, Any]) -> None:
    """Every figure with its number, tier, scope and place, in the order of the text, and no other."""
    article = read_article(case["text"], RULES, case.get("provinces", ()))
    found = sorted(statistics.find(article, RULES), key=lambda figure: figure.start)
    told = [[one.numeral.value, one.tier, one.scope, one.place] for one in found]
    assert told == [[value, tier or "", scope, place or ""] for value, tier, scope, place in case["figures"]]
