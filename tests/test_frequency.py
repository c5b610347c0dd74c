"""Frequencies: by hand-worked cases, by a plain count, and in any order of articles."""

from collections import Counter
from operator import itemgetter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import dispersion, tables
from tinhgon.counts import Counts, combined, counted
from tinhgon.errors import InputError
from tinhgon.frequency import document_terms, table, terms
from tinhgon.words import key, words

WORDS = ["xã", "thôn", "sáp nhập", "biên chế", "tinh giản", "của", "24,07%"]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(", ".join)
rows_of_articles = st.lists(
    st.tuples(texts, st.sampled_from(["", "Sơn La", "Lai Châu;Sơn La"])), min_size=1, max_size=6
)


def articles_of(rows, **columns) -> pd.DataFrame:
    given_columns = [
        {"text": text, "provinces": provinces, "source_file": f"{n}.txt", "article": 1}
        | {name: values[n] for name, values in columns.items()}
        for n, (text, provinces) in enumerate(rows)
    ]
    return tables.frame("articles", given_columns)


@pytest.mark.parametrize("case", load_cases("frequency"), ids=itemgetter("id"))
def test_frequency(case):
    found = terms(articles_of(case["articles"]), **case.get("options", {}))
    wanted = case.get("row") or case["absent"]
    for column in ("term", "group"):
        found = found[found[column] == wanted[column]] if column in wanted else found
    if "absent" in case:
        assert found.empty
    else:
        assert found.iloc[0][list(wanted)].to_dict() == wanted


def test_published_frequencies():
    """Values of quanteda.textstats' own test of `textstat_frequency` (GPL-3; values, not code)."""
    documents = [Counter(text.split()) for text in ("a a b b c d", "a d d d", "a a a")]
    rows = [(at, "abcd".index(word), n) for at, found in enumerate(documents) for word, n in found.items()]
    sizes = np.array([sum(found.values()) for found in documents])
    groups = [("one", np.array([0, 2])), ("two", np.array([1]))]
    found = table(Counts(list("abcd"), sizes, *np.array(rows).T), groups).set_index(["group", "term"])
    columns = found["frequency"].astype(int), found["document_frequency"].astype(int)
    assert {key: (columns[0][key], columns[1][key]) for key in found.index} == {
        **{("all", "a"): (6, 3), ("all", "b"): (2, 1), ("all", "c"): (1, 1), ("all", "d"): (4, 2)},
        **{("one", "a"): (5, 2), ("one", "b"): (2, 1), ("one", "c"): (1, 1), ("one", "d"): (1, 1)},
        **{("two", "a"): (1, 1), ("two", "d"): (3, 1)},
    }


@settings(max_examples=30, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5))
def test_frequency_is_a_plain_count(lines):
    found = terms(articles_of([(text, "") for text in lines])).set_index("term")["frequency"]
    here = Counter(key(word.surface) for line in words(lines) for word in line)
    for term in ("xã", "thôn", "sáp nhập", "biên chế"):
        assert found.get(term, 0) == here[term]


@settings(max_examples=30, deadline=None)
@given(rows_of_articles, st.randoms())
def test_the_order_of_articles_does_not_matter(rows, random):
    articles = articles_of(rows)
    shuffled = articles.iloc[random.sample(range(len(rows)), len(rows))]
    pd.testing.assert_frame_equal(terms(articles), terms(shuffled))


@settings(max_examples=30, deadline=None)
@given(rows_of_articles, st.integers(0, 6))
def test_shards_count_as_one_table(rows, cut):
    articles = articles_of(rows)
    together = table(counted(articles))
    apart = table(combined([counted(articles.iloc[:cut]), counted(articles.iloc[cut:])]))
    pd.testing.assert_frame_equal(together, apart)


@settings(max_examples=30, deadline=None)
@given(rows_of_articles)
def test_dispersion_is_that_of_the_formula(rows):
    articles = articles_of(rows)
    counts = counted(articles)
    for row in table(counts).itertuples():
        index = counts.names.index(row.term)
        own = counts.term == index
        by_article = np.bincount(counts.article[own], counts.frequency[own], len(rows))
        for value, function in (
            (row.dispersion_dp, dispersion.dp),
            (row.dispersion_dpnorm, dispersion.dp_norm),
        ):
            wanted = function(by_article, counts.sizes)
            assert pd.isna(value) if np.isnan(wanted) else value == pytest.approx(wanted, abs=5.1e-5)


def test_dispersion_with_true_part_sizes():
    # Parts of 3 and 1 words: shares 0.75 and 0.25. "xã" stands once in each: DP = (|.5-.75| + |.5-.25|) / 2.
    found = terms(articles_of([("xã thôn thôn", ""), ("xã", "")])).set_index("term")
    assert found.loc["xã", "dispersion_dp"] == 0.25
    assert found.loc["xã", "dispersion_dpnorm"] == pytest.approx(0.3333)
    assert found.loc["thôn", "dispersion_dp"] == 0.25


def test_dispersion_of_one_article_is_missing():
    found = terms(articles_of([("xã", "Sơn La"), ("xã", "Lai Châu")]))
    assert found[found["group"] == "Sơn La"]["dispersion_dp"].isna().all()
    assert found[found["group"] == "all"]["dispersion_dp"].notna().all()


def test_duplicates_are_left_out():
    articles = articles_of([("xã", ""), ("xã", "")], duplicate_of=["", "0.txt#1"])
    assert terms(articles)["frequency"].tolist() == [1]


def test_by_year_and_publisher():
    rows = [("xã", ""), ("xã thôn", "")]
    articles = articles_of(rows, published=["2018-09-12", "2019-01-02"], publisher=["TTXVN", None])
    assert set(terms(articles, by="year")["group"]) == {"all", "2018", "2019"}
    assert set(terms(articles, by=["year", "publisher"])["group"]) == {"all", "2018", "2019", "TTXVN"}


@pytest.mark.parametrize(
    ("options", "reason"),
    [({"by": "region"}, "no column"), ({"n": 0}, "at least one"), ({"pattern": "("}, "regular expression")],
    ids=["column", "run", "pattern"],
)
def test_a_wrong_call_is_refused(options, reason):
    with pytest.raises(InputError, match=reason):
        terms(articles_of([("xã", "")]), **options)


def test_no_article_is_an_empty_table():
    found = terms(articles_of([]))
    assert found.empty
    assert list(found.columns) == list(tables.COLUMNS["terms"])


def test_sizes_count_stopwords_and_no_figures():
    assert counted(articles_of([("xã của 24 thôn", "")])).sizes.tolist() == [3]


@settings(max_examples=20, deadline=None)
@given(rows_of_articles)
def test_the_matrix_sums_to_the_frequencies(rows):
    articles = articles_of(rows)
    summed = document_terms(articles).groupby("term")["frequency"].agg(["sum", "size"])
    found = table(counted(articles)).set_index("term")
    assert summed["sum"].to_dict() == found["frequency"].to_dict()
    assert summed["size"].to_dict() == found["document_frequency"].to_dict()
