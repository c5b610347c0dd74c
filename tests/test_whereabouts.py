"""The province of a figure: the nearest one that governs it, none of several together."""

from __future__ import annotations

from typing import Any

import pytest

from open_cases import cases
from tinhgon import statistics
from tinhgon.clauses import read_article
from tinhgon.rules import book

RULES = book()


@pytest.mark.parametrize("case", cases("whereabouts"))
def test_locate(case: dict[str, Any]) -> None:
    """The province of every figure, in the order of the text."""
    article = read_article(case["text"], RULES, case.get("provinces", ()))
    found = sorted(statistics.find(article, RULES), key=lambda figure: figure.start)
    assert [one.province for one in found] == case["found"]
