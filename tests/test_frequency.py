"""Frequencies: by hand-worked cases, by a plain count, and in any order of articles."""

from collections import Counter
from operator import itemgetter

import numpy as np
import pandas as pd
import pytest
from conftest import load_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from tinhgon import tables
from tinhgon.errors import InputError
from tinhgon.frequency import counted, terms
from tinhgon.words import key, words

WORDS = ["xã", "thôn", "sáp nhập", "biên chế", "tinh giản", "của", "24,07%"]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(", ".join)


def articles_of(rows) -> pd.DataFrame:
    given_columns = [
        {"text": text, "provinces": provinces, "source_file": f"{n}.txt", "article": 1}
        for n, (text, provinces) in enumerate(rows)
    ]
    return tables.frame("articles", given_columns)


@pytest.mark.parametrize("case", load_cases("frequency"), ids=itemgetter("id"))
def test_frequency(case):
    table = terms(articles_of(case["articles"]))
    wanted = case.get("row") or case["absent"]
    place = {column: wanted[column] for column in ("term", "group") if column in wanted}
    found = table[np.logical_and.reduce([table[column] == value for column, value in place.items()])]
    if "absent" in case:
        assert found.empty
    else:
        assert found.iloc[0][list(wanted)].to_dict() == wanted


@settings(max_examples=30, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5))
def test_frequency_is_a_plain_count(lines):
    table = terms(articles_of([(text, "") for text in lines])).set_index("term")
    counted_here = Counter(key(word.surface) for line in words(lines) for word in line)
    for term in ("xã", "thôn", "sáp nhập", "biên chế"):
        assert (table["frequency"].get(term, 0)) == counted_here[term]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(texts, st.sampled_from(["", "Sơn La", "Lai Châu;Sơn La"])), min_size=1, max_size=5),
    st.randoms(),
)
def test_the_order_of_articles_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))
    pd.testing.assert_frame_equal(terms(articles_of(rows)), terms(articles_of(shuffled)))


def test_dispersion_with_true_part_sizes():
    # Parts of 3 and 1 words: shares 0.75 and 0.25. "xã" stands once in each: DP = (|.5-.75| + |.5-.25|) / 2.
    table = terms(articles_of([("xã thôn thôn", ""), ("xã", "")])).set_index("term")
    assert table.loc["xã", "dispersion_dp"] == 0.25
    assert table.loc["xã", "dispersion_dpnorm"] == pytest.approx(0.3333)
    assert table.loc["thôn", "dispersion_dp"] == 0.25


def test_dispersion_of_one_article_is_missing():
    table = terms(articles_of([("xã", "Sơn La"), ("xã", "Lai Châu")]))
    alone = table[table["group"] == "Sơn La"]
    assert alone["dispersion_dp"].isna().all()
    assert table[table["group"] == "all"]["dispersion_dp"].notna().all()


def test_duplicates_are_left_out():
    articles = articles_of([("xã", ""), ("xã", "")])
    articles["duplicate_of"] = articles["duplicate_of"].astype("str")
    articles.loc[1, "duplicate_of"] = "0.txt#1"
    assert terms(articles)["frequency"].tolist() == [1]


def test_by_year_and_publisher():
    articles = articles_of([("xã", ""), ("xã thôn", "")])
    articles["published"] = pd.Series(["2018-09-12", "2019-01-02"], dtype="str")
    articles["publisher"] = pd.Series(["TTXVN", None], dtype="str")
    assert set(terms(articles, by="year")["group"]) == {"all", "2018", "2019"}
    assert set(terms(articles, by=["year", "publisher"])["group"]) == {"all", "2018", "2019", "TTXVN"}


def test_an_unknown_column_is_refused():
    with pytest.raises(InputError, match="no column"):
        terms(articles_of([("xã", "")]), by="region")


def test_no_article_is_an_empty_table():
    table = terms(articles_of([]))
    assert table.empty
    assert list(table.columns) == list(tables.COLUMNS["terms"])


def test_least_frequency():
    assert terms(articles_of([("xã xã thôn", "")]), minimum=2)["term"].tolist() == ["xã"]


def test_sizes_count_stopwords_and_no_figures():
    assert counted(articles_of([("xã của 24 thôn", "")])).sizes.tolist() == [3]
