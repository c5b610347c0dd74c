"""The period of a figure as printed: which date of its sentence governs it."""

from __future__ import annotations

from typing import Any

import pytest

from open_cases import cases
from tinhgon import statistics
from tinhgon.clauses import read_article
from tinhgon.rules import book

RULES = book()


@pytest.mark.parametrize("case", cases("timing"))
def test_time(case: dict[str, Any]) -> None:
    """The period of every figure, in the order of the text, and the days that it covers."""
    article = read_article(case["text"], RULES, published=case.get("published"))
    found = sorted(statistics.find(article, RULES), key=lambda figure: figure.start)
    assert [one.period for one in found] == case["periods"]
    if "as_of" in case:
        assert [one.as_of for one in found] == case["as_of"]


@pytest.mark.parametrize("case", cases("bases"))
def test_base(case: dict[str, Any]) -> None:
    """What every figure is measured against, in the order of the text."""
    article = read_article(case["text"], RULES)
    found = sorted(statistics.find(article, RULES), key=lambda figure: figure.start)
    assert [one.base for one in found] == case["bases"]
