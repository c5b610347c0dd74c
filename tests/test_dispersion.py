"""Dispersion: published values, and what must hold of any term."""

import math
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import dispersion, tables

parts = st.lists(st.tuples(st.integers(0, 20), st.integers(20, 500)), min_size=2, max_size=12)


@pytest.mark.parametrize("case", load_cases("dispersion"), ids=itemgetter("id"))
def test_published_values(case):
    function = getattr(dispersion, case["measure"])
    sizes = case.get("sizes", [1000] * len(case["counts"]))
    found = function(case["counts"]) if case["measure"] == "range_share" else function(case["counts"], sizes)
    if case["value"] is None:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(case["value"], abs=0.501 * 10 ** -case["places"])


@given(parts)
def test_the_scale_holds(given_parts):
    counts, sizes = zip(*given_parts, strict=True)
    if not sum(counts):
        assert math.isnan(dispersion.dp(counts, sizes))
        return
    assert 0 <= dispersion.dp(counts, sizes) <= dispersion.dp_norm(counts, sizes) + 1e-12
    assert dispersion.dp_norm(counts, sizes) <= 1 + 1e-12
    assert -1e-9 <= dispersion.juilland_d(counts, sizes) <= 1


@given(parts, st.randoms())
def test_the_order_of_parts_does_not_matter(given_parts, random):
    shuffled = random.sample(given_parts, len(given_parts))
    for function in (dispersion.dp, dispersion.dp_norm, dispersion.juilland_d):
        one, two = (function(*zip(*order, strict=True)) for order in (given_parts, shuffled))
        assert one == pytest.approx(two, nan_ok=True)


def test_parts_and_frequencies_must_pair():
    with pytest.raises(ValueError, match="parts"):
        dispersion.dp([1, 2], [10])


def test_the_table_has_each_measure_in_the_order_asked_for():
    texts = {"a.txt": "hai xã, ba xã", "b.txt": "một thôn to", "c.txt": "Hợp nhất xã và thôn."}
    rows = [{"source_file": name, "article": 1, "text": text} for name, text in texts.items()]
    articles = tables.frame("articles", rows)
    found = dispersion.spread(articles, ["xã", "huyện", "thôn"])
    assert found["term"].tolist() == ["xã", "huyện", "thôn"]
    assert found[["frequency", "document_frequency"]].to_numpy().tolist() == [[3, 2], [0, 0], [2, 2]]
    sizes = [4, 3, 4]
    assert found.loc[0, "dispersion_dp"] == round(dispersion.dp([2, 0, 1], sizes), 4)
    assert found.loc[0, "juilland_d"] == round(dispersion.juilland_d([2, 0, 1], sizes), 4)
    assert found.loc[1, "range_share":].isna().all()
    assert list(found.columns) == list(tables.COLUMNS["spread"])


def test_a_copy_of_an_article_is_no_part_of_its_own():
    rows = [{"source_file": f"{n}.txt", "article": 1, "text": "hai xã"} for n in range(2)]
    articles = tables.frame("articles", [rows[0], rows[1] | {"duplicate_of": "0.txt#1"}])
    assert dispersion.spread(articles, ["xã"])["frequency"].tolist() == [1]
