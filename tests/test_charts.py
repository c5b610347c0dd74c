"""Displays: both languages, well formed, escaped, described, the same every time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from made_up_tables import HOSTILE, tables_empty, tables_made_up
from tinhgon import audits, charts, comparison
from tinhgon.charts import captions
from tinhgon.errors import InputError

Tables = dict[str, pd.DataFrame]
EVERY: dict[str, Callable[[Tables], charts.Display]] = {
    "funnel": lambda t: charts.funnel(t["pages"], t["articles"], t["statistics"]),
    "losses": lambda t: charts.losses(t["pages"]),
    "by_year": lambda t: charts.corpus_by(t["articles"], "year"),
    "by_outlet": lambda t: charts.corpus_by(t["articles"], "outlet"),
    "by_publisher": lambda t: charts.corpus_by(t["articles"], "publisher"),
    "by_provinces": lambda t: charts.corpus_by(t["articles"], "provinces"),
    "timeline": lambda t: charts.timeline(t["articles"]),
    "attention": lambda t: charts.attention(t["pages"], t["articles"]),
    "labels_of_lines": lambda t: charts.labels_of_lines(t["lines"]),
    "labelled_lines": lambda t: charts.labelled_lines(t["lines"]),
    "table": lambda t: charts.table(t["articles"], HOSTILE, HOSTILE, limit=1),
    "top_terms": lambda t: charts.top_terms(t["terms"]),
    "term_heat": lambda t: charts.term_heat(t["terms"]),
    "digest_note": lambda t: charts.digest_note(t["articles"]),
    "figures_by_object": lambda t: charts.figures_by_object(t["statistics"]),
    "evidence": lambda t: charts.evidence(t["statistics"], t["articles"]),
    "ledger_shares": lambda t: charts.ledger_shares(t["ledger"]),
    "not_understood": lambda t: charts.not_understood(t["ledger"], t["articles"]),
    "references_cited": lambda t: charts.references_cited(t["references"]),
    "told_without_figure": lambda t: charts.told_without_figure(t["adoptions"]),
    "admissions": lambda t: charts.admissions(t["shortfalls"], t["articles"]),
    "scored": lambda t: charts.scored(t["scores"], t["articles"], ["a<b>.txt"]),
    "score_dots": lambda t: charts.score_dots(t["scores"]),
    "score_table": lambda t: charts.score_table(t["scores"]),
    "confused": lambda t: charts.confused(t["confusion"], "object"),
    "missed": lambda t: charts.mistakes(t["errors"], "missed"),
    "false": lambda t: charts.mistakes(t["errors"], "false"),
    "wrong": lambda t: charts.mistakes(t["errors"], "wrong"),
    "rules_at_fault": lambda t: charts.rules_at_fault(t["rule_precision"]),
    "read_by_people": lambda t: charts.read_by_people(t["statistics"], t["corrections"]),
    "settled": lambda t: charts.settled(t["corrections"]),
    "queue": lambda t: charts.queue(t["review"]),
    "pasteable": lambda t: charts.pasteable(t["review"]),
    "arithmetic": lambda t: charts.arithmetic(t["audits"]),
    "model_shares": lambda t: charts.model_shares(t["statistics"], HOSTILE, HOSTILE),
    "shares": lambda t: charts.shares(t["comparison"], t["indicators"]),
    "counts": lambda t: charts.counts(t["comparison"], t["indicators"]),
    "reasons": lambda t: charts.reasons(t["comparison"]),
    "cut_and_left": lambda t: charts.cut_and_left(t["comparison"], t["indicators"]),
    "adoption_matrix": lambda t: charts.adoption_matrix(t["adoptions"], t["statistics"]),
    "compared": lambda t: charts.compared(t["comparison"], t["indicators"], t["statistics"]),
    "not_comparable": lambda t: charts.not_comparable(t["comparison"], t["indicators"], t["statistics"]),
    "disagreements": lambda t: charts.disagreements(t["conflicts"], t["indicators"], t["statistics"]),
    "since_2025": lambda t: charts.since_2025(t["comparison_34"], t["indicators"]),
    "target_list": lambda t: charts.target_list(t["targets"]),
    "coverage": lambda t: charts.coverage(t["coverage"]),
    "values_of": lambda t: charts.values_of(t["comparison"], t["indicators"], t["statistics"]),
    "robust": lambda t: charts.robust(t["robustness"], t["indicators"], t["articles"]),
    "coverage_heat": lambda t: charts.coverage_heat(t["comparison"], t["indicators"]),
    "coverage_map": lambda t: charts.coverage_map(t["coverage"]),
    "since_2025_map": lambda t: charts.since_2025_map(t["comparison_34"]),
    "findings": lambda t: charts.findings(comparison.findings(t), t["statistics"]),
    "prose.corpus": lambda t: charts.prose.corpus(t["pages"], t["articles"]),
    "prose.cleaning": lambda t: charts.prose.cleaning(t["lines"]),
    "prose.vocabulary": lambda t: charts.prose.vocabulary(t["terms"]),
    "prose.figures": lambda t: charts.prose.figures(t["statistics"], t["articles"]),
    "prose.digits": lambda t: charts.prose.digits(t["ledger"]),
    "prose.audits": lambda t: charts.prose.audits(t["audits"], audits.FAILED),
    "prose.comparison": lambda t: charts.prose.comparison(t["comparison"]),
    "prose.province": lambda t: charts.prose.province(
        HOSTILE, t["statistics"], t["adoptions"], t["articles"]
    ),
}
FIGURES = (
    "funnel",
    "by_publisher",
    "timeline",
    "top_terms",
    "figures_by_object",
    "score_dots",
    "ledger_shares",
    "model_shares",
    "cut_and_left",
    "coverage_map",
    "since_2025_map",
)


@pytest.fixture(scope="module")
def made_up() -> Tables:
    return tables_made_up()


@pytest.fixture(scope="module")
def empty() -> Tables:
    return tables_empty()


# --- Every display ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_well_formed_in_both_languages(name: str, made_up: Tables) -> None:
    shown = EVERY[name](made_up)
    for fragment in (shown.en, shown.vi):
        assert "<div" not in fragment
        ElementTree.fromstring(f"<x>{fragment.replace('&nbsp;', ' ')}</x>")
    assert re.findall(r"<div[^>]*>", shown._repr_html_()) == ['<div lang="en">', '<div lang="vi">']


@pytest.mark.parametrize("name", EVERY)
def test_corpus_text_never_becomes_markup(name: str, made_up: Tables) -> None:
    soup = BeautifulSoup(EVERY[name](made_up)._repr_html_(), "html.parser")
    assert not soup.find_all(["script", "b", "i", "u"])
    assert not [tag for tag in soup.find_all(True) for key in tag.attrs if key.startswith("on")]


@pytest.mark.parametrize("name", EVERY)
def test_empty_tables_are_a_line_not_an_error(name: str, empty: Tables) -> None:
    shown = EVERY[name](empty)
    assert "<svg" not in shown.en or name == "funnel"
    assert "nan" not in (shown.en + shown.vi).lower()


@pytest.mark.parametrize("name", EVERY)
def test_no_memory_address_anywhere(name: str, made_up: Tables) -> None:
    shown = EVERY[name](made_up)
    assert not re.search(r"0x[0-9a-f]{6,}", shown._repr_html_() + repr(shown))


# --- Figures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_title_description_caption_and_data(name: str, made_up: Tables) -> None:
    soup = BeautifulSoup(EVERY[name](made_up).vi, "html.parser")
    svg = soup.find("svg")
    assert svg is not None
    assert svg["role"] == "img"
    named = [soup.find(id=ident) for ident in str(svg["aria-labelledby"]).split()]
    assert [tag.name for tag in named if tag] == ["title", "desc"]
    assert all(tag and tag.get_text(strip=True) for tag in named)
    assert soup.find("figcaption")
    assert soup.select("details.data table caption")
    assert not svg.find_all(["a", "style", "metadata"])


def test_ids_are_unique_on_a_page_of_all_figures(made_up: Tables) -> None:
    page = "".join(EVERY[name](made_up)._repr_html_() for name in FIGURES)
    ids = Counter(re.findall(r'\bid="([^"]*)"', page))
    assert [ident for ident, count in ids.items() if count > 1] == []
    targets = set(re.findall(r'href="#([^"]*)"|url\(#([^)]*)\)', page))
    assert {first or second for first, second in targets} <= ids.keys()


def test_the_description_tells_the_plotted_values(made_up: Tables) -> None:
    shown = EVERY["model_shares"](made_up)
    descriptions = [BeautifulSoup(text, "html.parser").find("desc") for text in (shown.en, shown.vi)]
    assert ["7 of 14" in str(descriptions[0]), "7 trên 14" in str(descriptions[1])] == [True, True]


def test_a_percent_that_repeats_its_ratio_is_no_dot_and_one_that_contradicts_it_is(made_up: Tables) -> None:
    rows = made_up["statistics"]
    rows = rows[rows["predicate"].notna() & (rows["province"] == "Sơn La")]
    counts = []
    for percent in (50.0, 50.04, 50.5, 100.0):
        changed = rows.assign(value=rows["value"].where(rows["measure"] != "percent", percent))
        shown = charts.model_shares(changed, "Shares", "Tỷ lệ").en
        counts.append(str(BeautifulSoup(shown, "html.parser").find("desc")).count("one office"))
    assert counts == [1, 1, 2, 2]


def test_letters_stay_text(made_up: Tables) -> None:
    """Text is text in the SVG, so that it can be searched and read out; dollars are no mathematics."""
    shown = EVERY["by_publisher"](made_up).en
    assert "$a_1$" in str(BeautifulSoup(shown, "html.parser").find("svg"))


def digest(made: Tables) -> str:
    """A hash of all that is shown of these tables."""
    return hashlib.sha256("".join(EVERY[name](made)._repr_html_() for name in EVERY).encode()).hexdigest()


def test_the_same_bytes_in_another_process_with_another_hash_seed(made_up: Tables) -> None:
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    done = subprocess.run(
        [sys.executable, "-c", "from test_charts import *; print(digest(tables_made_up()))"],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest(made_up)


# --- Tables and words ------------------------------------------------------------------------------


def test_a_table_heads_its_rows_and_columns(made_up: Tables) -> None:
    shown = charts.table(made_up["statistics"], "Figures", "Số liệu", ["surface", "object", "value"])
    soup = BeautifulSoup(shown.en, "html.parser")
    assert {th["scope"] for th in soup.select("thead th")} == {"col"}
    assert {row.find("th")["scope"] for row in soup.select("tbody tr")} == {"row"}  # type: ignore[index]
    assert [th.get_text() for th in soup.select("thead th.number")] == ["Value"]
    assert len(soup.select("td.number")) == len(made_up["statistics"])


def test_rows_beyond_the_limit_are_counted_not_hidden(made_up: Tables) -> None:
    shown = charts.table(made_up["statistics"], "Figures", "Số liệu", ["surface"], limit=2)
    assert shown.en.count("<tr>") == 3
    assert "3 more" in shown.en
    assert "Còn 3 dòng" in shown.vi


def test_figures_link_to_their_place_and_are_marked_there(made_up: Tables) -> None:
    shown = charts.evidence(made_up["statistics"], made_up["articles"]).en
    soup = BeautifulSoup(shown, "html.parser")
    assert [mark.get_text() for mark in soup.find_all("mark")][:2] == ["815 thôn", "2.509 thôn"]
    assert all(str(link["href"]).startswith("article-") for link in soup.select("a.evidence"))
    assert "digest" in shown


# --- Which language JupyterLab shows ----------------------------------------------------------------


def test_lab_hides_the_language_not_chosen() -> None:
    shown = charts.paragraph("yes", "có")
    try:
        assert "div[lang=vi]{display:none}" in shown._repr_html_()
        assert repr(shown) == "yes"
        charts.use(language="vi")
        assert "div[lang=en]{display:none}" in shown._repr_html_()
        assert repr(shown) == "có"
    finally:
        charts.use()


def test_another_language_is_refused() -> None:
    with pytest.raises(InputError, match="language fr"):
        charts.use(language="fr")


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_says_its_source_unit_and_period_and_what_to_know(name: str, made_up: Tables) -> None:
    shown = EVERY[name](made_up)
    for page, language in ((shown.en, 0), (shown.vi, 1)):
        figures = page.split("<figure")[1:]
        assert figures
        for figure in figures:
            assert [
                term[language]
                for term in captions.TERMS.values()
                if f"<strong>{term[language]}:</strong>" not in figure
            ] == []
