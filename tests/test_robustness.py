"""Each comparison without any one article and without approximate figures: tables made by hand."""

from __future__ import annotations

import re
from itertools import combinations
from operator import itemgetter
from typing import Any

import pandas as pd
import pytest

from benchmarks import made
from conftest import load_cases
from hand_made import articles, statistics
from tinhgon import charts, comparison, tables
from tinhgon import figures as records
from tinhgon.comparison.jackknife import Jackknife
from tinhgon.comparison.robustness import _again
from tinhgon.extraction import extract
from tinhgon.rules import book

DEFAULTS = {
    "as_of": "2018-01-01/2018-12-31",
    "as_of_basis": "sentence",
    "object": "communes",
    "measure": "percent",
    "change": "adoption",
    "predicate": "joint_office",
    "tier": "commune",
}
ARTICLES = [{"id": f"{name}.txt#1", "title": f"Bài {name}"} for name in "abcd"]


def compared(case: dict[str, Any]) -> dict[str, pd.DataFrame]:
    given = articles([{"title": f"Bài {row['id'][0]}", **row} for row in case.get("articles", ARTICLES)])
    figures = statistics(case["figures"], **DEFAULTS)
    made = comparison.compare(figures, tables.frame("adoptions", []), given)
    return made | {"statistics": figures, "articles": given}


@pytest.mark.parametrize("case", load_cases("robustness"), ids=itemgetter("id"))
def test_robustness(case: dict[str, Any]) -> None:
    rows = compared(case)["robustness"]
    assert rows.empty == case.get("none", False)
    rows = rows.assign(left_out=rows["without"].fillna(rows["kind"]), loses=rows["loses"].fillna(""))
    for want in case.get("rows", []):
        found = rows[rows["left_out"] == want["without"]]
        assert len(found) == 1, want
        got = {name: found.iloc[0][name] for name in want if name != "without"}
        assert got == {name: value for name, value in want.items() if name != "without"}


@pytest.mark.parametrize("case", load_cases("robustness"), ids=itemgetter("id"))
def test_all_articles_give_what_the_comparison_holds(case: dict[str, Any]) -> None:
    made = compared(case)
    whole = made["robustness"][made["robustness"]["kind"] == "all"]
    fits = made["comparison"][made["comparison"]["comparable"].fillna(False)]
    assert whole["provinces"].sum() == fits["province"].nunique()
    if len(whole):
        assert (whole["lowest"].min(), whole["highest"].max()) == (fits["value"].min(), fits["value"].max())


def said(case_id: str) -> dict[str, comparison.Finding]:
    made = compared(next(case for case in load_cases("robustness") if case["id"] == case_id))
    starts = ("rests-on", "end-rests-on", "stands-without", "without-approximate")
    return {f.id: f for f in comparison.findings(made) if f.id.startswith(starts)}


def test_words_for_a_comparison_that_hangs_on_each_article() -> None:
    (finding,) = said("two-provinces-rest-on-each-article").values()
    assert finding.en.endswith("the comparison of 2 provinces ends without any one of its 2 articles.")
    assert finding.vi.endswith("so sánh 2 tỉnh không còn nếu bỏ bất kỳ bài nào trong 2 bài.")


def test_words_for_an_end_that_rests_on_one_article() -> None:
    low, high = said("three-provinces-lose-one").values()
    plain = low.en.replace("\u00a0", " ")
    assert plain.endswith(
        "the lowest value, 40 % (Sơn La), rests on one article, “Bài a”; "
        "without it the lowest is 50 % (Hà Giang)."
    )
    assert "cao nhất, 60 % (Lai Châu)" in high.vi.replace("\u00a0", " ")
    assert low.statistic_ids == ("s1",)


def test_words_for_approximate_figures() -> None:
    found = said("approximate-figures-carry-it")
    (told,) = [finding for name, finding in found.items() if name.startswith("without-approximate")]
    assert "1 of 2 provinces are left" in told.en


def test_words_where_one_of_several_articles_is_needed() -> None:
    (finding,) = said("a-second-article-that-agrees-holds-a-province").values()
    assert finding.en.endswith("ends without one of 1 of its 3 articles.")


def test_figure_and_table_show_every_article() -> None:
    made = compared(
        next(case for case in load_cases("robustness") if case["id"] == "three-provinces-lose-one")
    )
    shown = charts.robust(made["robustness"], made["indicators"], made["articles"])
    for page in (shown.en, shown.vi):
        assert page.count("<svg") == 1
        assert [f"Bài {name}" in page for name in "abc"] == [True] * 3
        assert 'href="article-a-txt-1.html"' in page
    description = re.search(r"<desc[^>]*>([^<]*)<", shown.en)
    assert description is not None
    assert ": 3, 2, 3" in description[1]


def test_nothing_compared_is_said_in_one_sentence() -> None:
    empty = tables.frame("robustness", [])
    shown = charts.robust(empty, tables.frame("indicators", []), tables.frame("articles", []))
    assert "<svg" not in shown.en + shown.vi
    assert shown.en != shown.vi


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_made_anew_is_what_all_gives_without_an_article(seed: int) -> None:
    """On pages of generated figures, for each article and every axis that all values stand on."""
    found = extract(made.articles(4_000, 25, share=0.7, seed=seed))
    days = ("2018-05-31", "2018-06-20", "2018-01-01/2018-12-31", "2019-11-02", "")
    figures = [
        figure._replace(province="Sơn La" if at % 3 else "Lai Châu", place="", as_of=days[at % 5],
                        as_of_basis="article" if at % 2 else "sentence")
        for at, figure in enumerate(records.read(found["statistics"]))
    ]  # fmt: skip
    left = Jackknife(figures, {}, book())
    names = sorted({figure.article_id for figure in figures})
    every = [["nobody"], *([name] for name in names), names[:3], names]
    alone = [_again([f for f in figures if f.article_id not in gone], {}, book()) for gone in every]
    axes = {axis for one in alone for axis in one}
    assert len(axes) > 20
    assert len({len(one) for one in alone}) > 3  # articles matter
    for gone, expected in zip(every, alone, strict=True):
        got = left.without(gone, axes)
        assert {axis: values for axis, values in got.items() if values} == expected


BLANK = records.Figure(*[""] * len(records.Figure._fields))._replace(
    province="Sơn La", object="villages", change="level", measure="count", scope="whole", target=False,
    as_of="2018-01-01/2018-12-31", as_of_basis="sentence", numerator=None, denominator=None, start=0, end=0,
)  # fmt: skip


def cut_and_left(article: str, cut: float, left: float) -> list[records.Figure]:
    """What an article prints that says which share of the villages was cut."""
    found = [BLANK._replace(change="decrease", value=cut), BLANK._replace(role="to", value=left)]
    return [
        figure._replace(article_id=article, statistic_id=f"{article}#{figure.change}") for figure in found
    ]


def test_what_is_derived_gives_way_to_what_is_printed_and_comes_back_without_it() -> None:
    printed = BLANK._replace(
        article_id="c", statistic_id="c", change="decrease", measure="percent", base="before", value=25.0
    )
    earlier = printed._replace(article_id="e", statistic_id="e", as_of="2018-01-01/2018-11-30", value=26)
    figures = [
        *cut_and_left("a", 94, 3230), *cut_and_left("b", 815, 2509), printed,
        *cut_and_left("d", 94, 3230), earlier,
    ]  # fmt: skip
    left = Jackknife(figures, {}, book())
    seen = set()
    for size in range(6):
        for gone in combinations("abcde", size):
            expected = _again([f for f in figures if f.article_id not in gone], {}, book())
            got = left.without(gone, [axis for axis in _again(figures, {}, book()) if "percent" in str(axis)])
            shares = {axis: values for axis, values in expected.items() if "percent" in str(axis)}
            assert {axis: values for axis, values in got.items() if values} == shares, gone
            seen |= {(value.status, value.formula) for one in shares.values() for value in one.values()}
    assert seen == {("reported", ""), ("derived", "94 / (94 + 3230)"), ("derived", "815 / (815 + 2509)")}
