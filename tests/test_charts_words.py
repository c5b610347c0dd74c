"""Figures of words: what is called key, what is drawn and told; refusals as sentences, no corpus text run."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from conftest import load_cases
from tinhgon import charts, collocation, dispersion, frequency, keyness, richness, tables
from tinhgon.candidates import candidates
from tinhgon.charts import growing
from tinhgon.concordance import concordance
from tinhgon.keyness import Refusal

HOSTILE = '<script>alert("x")</script> & <b>'
ARTICLES = [
    ("a.txt", "Sơn La", "2018-03-01", "Sáp nhập thôn. Tỉnh sáp nhập thôn, giảm biên chế. Hợp nhất ban."),
    ("b.txt", "Sơn La", "2018-09-01", f"Sáp nhập thôn {HOSTILE}\nSáp nhập thôn rồi giảm biên chế."),
    ("c.txt", "Lai Châu", "2020-01-02", "Giảm biên chế. Biên chế giảm nhiều. Sáp nhập thôn."),
    ("d.txt", "Lai Châu;Sơn La;Huế", None, "Hợp nhất ban, giảm biên chế."),
]
Show = Callable[[pd.DataFrame], charts.Display]


def articles_of(rows: list[tuple[str, str, Any, str]]) -> pd.DataFrame:
    named = ("source_file", "provinces", "published", "text")
    found = [
        {
            **dict(zip(named, row, strict=True)),
            "article": 1,
            "article_id": f"{row[0]}#1",
            "characters": len(row[3]),
        }
        for row in rows
    ]
    return tables.frame("articles", found)


def key_row(term: str, q: float, ratio: float, low: float, high: float, **more: Any) -> dict[str, Any]:
    return {
        "term": term, "group": "Sơn La", "reference": "rest", "frequency": 8, "reference_frequency": 2,
        "document_frequency": 3, "log_likelihood": 10 * ratio, "q_value": q, "log_ratio": ratio,
        "log_ratio_low": low, "log_ratio_high": high, **more,
    }  # fmt: skip


def key_table(*rows: dict[str, Any]) -> pd.DataFrame:
    return tables.frame("keyness", rows).sort_values("log_likelihood", ascending=False, ignore_index=True)


KEYS = key_table(
    key_row("sáp nhập", 0.001, 2.0, 1.0, 3.0),
    key_row(HOSTILE, 0.001, 1.5, 0.5, 2.0, reference_frequency=0),
    key_row("biên chế", 0.001, -2.5, -4.0, -1.0),
    key_row("tỉnh", 0.9, 0.2, -1.0, 1.0),
)
EVERY: dict[str, Show] = {
    "top_terms": lambda a: charts.top_terms(frequency.terms(a)),
    "spread": lambda a: charts.spread(dispersion.spread(a, ["thôn", "biên chế"] if len(a) else [])),
    "dispersion": lambda a: charts.dispersion(concordance(a, ["thôn", "biên chế"]), a),
    "key_words": lambda a: charts.key_words(KEYS if len(a) else KEYS.head(0)),
    "refused": lambda a: charts.key_words(KEYS.head(0), Refusal("group", "words", 12, 500), HOSTILE),
    "over_time": lambda a: charts.over_time(frequency.terms(a, by="year"), a, ["thôn", HOSTILE]),
    "company": lambda a: charts.company(collocation.collocations(a, "thôn", minimum=1), "thôn"),
    "network": lambda a: charts.network(collocation.cooccurrences(a, minimum=2)),
    "lines_of": lambda a: charts.lines_of(concordance(a, "thôn")),
    "words_opened": lambda a: charts.words_opened(concordance(a, ["thôn", "biên chế"])),
    "growth": lambda a: charts.growth(richness.growth(a, step=5)),
    "proposals": lambda a: charts.proposals(candidates(a, minimum=2)),
}
FIGURES = ("top_terms", "dispersion", "key_words", "over_time", "network", "growth")


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return articles_of(ARTICLES)


def bare(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text()


# --- Every display ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_well_formed_escaped_and_in_both_languages(name: str, articles: pd.DataFrame) -> None:
    shown = EVERY[name](articles)
    for fragment in (shown.en, shown.vi):
        assert "<div" not in fragment
        ElementTree.fromstring(f"<x>{fragment.replace('&nbsp;', ' ')}</x>")
        assert not BeautifulSoup(fragment, "html.parser").find_all(["script", "b"])
    assert shown.en != shown.vi or name == "words_opened"


@pytest.mark.parametrize("name", EVERY)
def test_without_an_article_a_line_and_no_error(name: str, articles: pd.DataFrame) -> None:
    shown = EVERY[name](articles.head(0))
    assert "<svg" not in shown.en
    assert "nan" not in (shown.en + shown.vi).lower()


@pytest.mark.parametrize("name", EVERY)
def test_one_article_is_enough(name: str, articles: pd.DataFrame) -> None:
    assert bare(EVERY[name](articles.head(1)).en).strip()


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_says_what_it_shows_and_has_its_data(name: str, articles: pd.DataFrame) -> None:
    for fragment in (EVERY[name](articles).en, EVERY[name](articles).vi):
        soup = BeautifulSoup(fragment, "html.parser")
        svg = soup.find("svg")
        assert svg is not None
        told = [soup.find(id=part).get_text() for part in str(svg["aria-labelledby"]).split()]  # type: ignore[union-attr]
        assert all(told)
        assert re.search(r"\d", told[1])
        assert soup.select("details.data table")
        assert not svg.find_all("a")


def digest(shown: pd.DataFrame) -> str:
    """A hash of all that is shown of these articles."""
    return hashlib.sha256("".join(EVERY[name](shown)._repr_html_() for name in EVERY).encode()).hexdigest()


def test_the_same_bytes_with_another_hash_seed_and_order(articles: pd.DataFrame) -> None:
    call = "from test_charts_words import *; print(digest(articles_of(ARTICLES[::-1])))"
    done = subprocess.run(
        [sys.executable, "-c", call],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest(articles)


# --- Key words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", load_cases("charts_words"), ids=lambda case: case["id"])
def test_what_is_called_a_key_word(case: dict[str, Any]) -> None:
    found = charts.key_rows(
        key_table(key_row(*(case[name] for name in ("term", "q", "ratio", "low", "high"))))
    )
    sides = ["more" if ratio > 0 else "less" for ratio in found["log_ratio"]]
    assert (sides or ["no"]) == [case["key"]]


def test_both_sides_strongest_first_and_the_limit_is_of_each() -> None:
    rows = [key_row(f"hơn {n}", 0.001, n, 0.5, 9) for n in (1.0, 2.0, 3.0)]
    rows += [key_row(f"kém {n}", 0.001, -n, -9, -0.5) for n in (1.0, 2.0)]
    found = charts.key_rows(key_table(*rows), limit=2)
    assert found["term"].tolist() == ["hơn 3.0", "hơn 2.0", "kém 2.0", "kém 1.0"]


def test_the_words_that_differ_most_begin_with_the_key_words() -> None:
    assert charts.most_different(KEYS, 2)["term"].tolist() == ["sáp nhập", HOSTILE, "biên chế", "tỉnh"]
    assert charts.most_different(KEYS, 1)["term"].tolist() == ["sáp nhập", "biên chế"]
    assert charts.most_different(KEYS.head(0)).empty


def test_the_figure_tells_times_intervals_and_what_one_side_lacks() -> None:
    svg = BeautifulSoup(charts.key_words(KEYS).en, "html.parser").find("svg")
    told = svg.find("desc").get_text()  # type: ignore[union-attr]
    assert "sáp nhập, more in Sơn La, ×4 (from ×2 to ×8)" in told
    assert "biên chế, more in all other articles, ×5.7 (from ×2 to ×16)" in told
    assert "only there" in told


@pytest.mark.parametrize(
    ("refusal", "en", "vi"),
    [
        (
            Refusal("group", "articles", 1, 3),
            "Huế has 1 article, and at least 3 articles",
            "Huế có 1 bài, cần ít nhất 3 bài",
        ),
        (
            Refusal("reference", "words", 12, 500),
            "what it is compared with has 12 words",
            "phần đối chiếu có 12 từ",
        ),
    ],
    ids=["group", "reference"],
)
def test_a_refusal_is_a_sentence(refusal: Refusal, en: str, vi: str) -> None:
    shown = charts.key_words(KEYS.head(0), refusal, "Huế")
    assert en in bare(shown.en)
    assert vi in bare(shown.vi)


def test_a_refusal_without_a_group(articles: pd.DataFrame) -> None:
    _, refusal = keyness.attempt(articles.head(0), "")
    assert "no group has 0 articles" in bare(charts.key_words(KEYS.head(0), refusal).en)


def test_none_key_is_said_and_not_drawn() -> None:
    shown = charts.key_words(key_table(key_row("tỉnh", 0.9, 0.2, -1.0, 1.0))).en
    assert "of 1 word compared, 0 are used more there and 0 less" in bare(shown)
    assert "<svg" not in shown


# --- Years, growth ---------------------------------------------------------------------------------


def test_a_word_that_a_year_lacks_is_zero_and_a_year_without_an_article_is_no_row(
    articles: pd.DataFrame,
) -> None:
    found = growing.by_year(frequency.terms(articles, by="year"), articles, ["hợp nhất"])
    assert found[["year", "articles", "frequency"]].to_numpy().tolist() == [[2018, 2, 1], [2020, 1, 0]]


def test_one_year_alone_is_a_sentence(articles: pd.DataFrame) -> None:
    few = articles[articles["published"].str.startswith("2018") | articles["published"].isna()]
    shown = charts.over_time(frequency.terms(few, by="year"), few, ["thôn"])
    assert "2 of 3 articles have a known date" in bare(shown.en)


def test_the_curve_ends_where_the_corpus_does() -> None:
    curve = tables.frame("growth", [{"words": 100 * n, "types": 10 * n} for n in range(1, 400)])
    soup = BeautifulSoup(charts.growth(curve).en, "html.parser")
    rows = soup.select("details tbody tr")
    assert len(rows) < 150
    assert [cell.get_text() for cell in rows[-1].find_all(["th", "td"])] == ["39,900", "3,990"]


# --- Lines and links -------------------------------------------------------------------------------


def test_lines_lead_to_their_articles_and_are_counted(articles: pd.DataFrame) -> None:
    soup = BeautifulSoup(charts.lines_of(concordance(articles, "thôn"), limit=2).en, "html.parser")
    assert soup.caption.get_text() == "thôn: 2 of 5 lines"  # type: ignore[union-attr]
    assert [link["href"] for link in soup.select("a.evidence")] == ["article-a-txt-1.html"] * 2
    assert [mark.get_text() for mark in soup.find_all("mark")] == ["thôn"] * 2


def test_an_article_on_many_provinces_is_named_by_the_first(articles: pd.DataFrame) -> None:
    shown = charts.lines_of(concordance(articles, "ban")).en
    assert ">Lai Châu +2<" in shown


def test_the_plot_counts_every_place_and_says_when_it_draws_a_sample(articles: pd.DataFrame) -> None:
    whole = charts.dispersion(concordance(articles, ["thôn"]), articles).en
    sample = charts.dispersion(concordance(articles, ["thôn"], sample=2), articles).en
    assert "thôn 5 in 3 of 4 articles" in bare(whole)
    assert "random sample" not in whole
    assert "random sample" in sample


@pytest.mark.parametrize("name", ["top_terms", "spread", "company", "words_opened", "network", "proposals"])
def test_words_open_their_lines(name: str, articles: pd.DataFrame) -> None:
    links = BeautifulSoup(EVERY[name](articles).en, "html.parser").select("a.word")
    assert links
    assert all(re.fullmatch(r"concordance-[\w-]+\.html", str(link["href"])) for link in links)


def test_words_that_differ_in_marks_have_pages_of_their_own() -> None:
    from tinhgon.links import concordance as page

    assert len({page(word) for word in ("bản", "bán", "bàn", "ban", "Ban", "<ban>", "…")}) == 7


def test_proposals_can_be_pasted(articles: pd.DataFrame) -> None:
    table = candidates(articles, minimum=2)
    pasted = BeautifulSoup(charts.proposals(table).en, "html.parser").pre.get_text()  # type: ignore[union-attr]
    assert pasted.split("\n") == table["term"].tolist()
