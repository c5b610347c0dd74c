"""Figures of sentences, written as provincial press writes, coded by annotation.md."""

from __future__ import annotations

import csv
import importlib.util
import io
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from conftest import load_cases
from open_cases import cases
from tinhgon import clean, extract, statistics, tables
from tinhgon import read as read_pages
from tinhgon.clauses import Article, read_article
from tinhgon.rules import book
from tinhgon.statistics import Statistic

RULES = book()
OF_THE_NUMBER = {"measure", "value", "qualifier"}
SHARED = Path("/work/shared")  # hand-coded pages that are no part of the product


def read(case: dict[str, Any]) -> tuple[Article, list[Statistic]]:
    """The article of a case and its figures in the order of the text."""
    article = read_article(case["text"], RULES, case.get("provinces", ()), case.get("published"))
    return article, sorted(statistics.find(article, RULES), key=lambda figure: figure.start)


def coded(article: Article, figure: Statistic, keys: Sequence[str]) -> dict[str, Any]:
    """What the extractor says of a figure, in these columns."""
    said: dict[str, Any] = {}
    for key in keys:
        if key == "surface":
            said[key] = article.text[figure.start : figure.end]
        else:
            said[key] = getattr(figure.numeral if key in OF_THE_NUMBER else figure, key)
    return said


@pytest.mark.parametrize("case", cases("figures"))
def test_find(case: dict[str, Any]) -> None:
    """Every figure as coded, in the columns that the case gives, and no other."""
    article, found = read(case)
    wanted = case["figures"]
    given = [list(row) for row in wanted]
    short = ["surface", "measure", "value", "object", "change", "predicate"]
    keys = given + [short] * (len(found) - len(given))
    assert [coded(article, figure, of) for figure, of in zip(found, keys, strict=False)] == wanted


def harmless() -> list[tuple[str, list[list[str]]]]:
    """Sentences with a clause before or behind them that says nothing of their figures, and these."""
    texts = {row["id"]: row["texts"] for row in load_cases("harmless")}
    told = [(row["text"], row["figures"]) for row in texts["sentences"]]
    before = [(f"{clause}, {text}.", figures) for clause in texts["before"] for text, figures in told]
    behind = [(f"{text}, {clause}.", figures) for clause in texts["behind"] for text, figures in told]
    return [(text[0].upper() + text[1:], figures) for text, figures in before + behind]


@pytest.mark.parametrize(("text", "wanted"), harmless(), ids=[text for text, _ in harmless()])
def test_what_says_nothing_of_a_figure_changes_nothing(text: str, wanted: list[list[str]]) -> None:
    found = statistics.find(read_article(text, RULES), RULES)
    assert [[text[row.start : row.end], row.object, row.change] for row in found] == wanted


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason=f"no hand-coded pages in {SHARED}")
def test_seed_pages_are_read_as_a_person_coded_them() -> None:
    score = scorer()
    found = extract(clean(read_pages(SHARED / "seeds" / "pages"))["articles"])["statistics"]
    rows = list(csv.DictReader(io.StringIO(tables.csv_text(found))))
    gold_folder = SHARED / "seeds" / "gold"
    gold = score.read_gold(gold_folder, "statistics")
    result = score.score_statistics(gold, rows, score.scored_pages(gold_folder, gold), errors=20)
    assert result["detect"] >= 0.98
    assert result["comparable"] >= 0.96
    assert result["tuple"] >= 0.95


def scorer() -> ModuleType:
    """score.py of the hand-coded pages."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
