"""Lexical richness: published values, the plain definition, and the tables."""

import math
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import tables
from tinhgon.richness import growth, mattr, richness, ttr


@pytest.mark.parametrize("case", load_cases("richness"), ids=itemgetter("id"))
def test_published_values(case):
    words = case["text"].split() * case.get("times", 1)
    found, wanted = (
        (mattr(words, case["window"]), case["mattr"]) if "mattr" in case else (ttr(words), case["ttr"])
    )
    assert math.isnan(found) if wanted is None else found == pytest.approx(wanted)


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=40), st.integers(1, 10))
def test_mattr_is_the_mean_of_its_windows(words, window):
    windows = [words[start : start + window] for start in range(len(words) - window + 1)]
    if windows:
        assert mattr(words, window) == pytest.approx(sum(map(ttr, windows)) / len(windows))
    else:
        assert math.isnan(mattr(words, window))


def test_a_window_of_nothing_is_refused():
    with pytest.raises(ValueError, match="window"):
        mattr(["a"], 0)


ARTICLES = tables.frame(
    "articles",
    [
        {
            "source_file": "a.txt",
            "article": 1,
            "text": "Xã giảm 12 thôn.\nXÃ của tỉnh.",
            "provinces": "Sơn La",
        },
        {"source_file": "b.txt", "article": 1, "text": "Xã tăng."},
    ],
)


def test_richness_by_article():
    found = richness(ARTICLES, window=3)
    assert found["words"].tolist() == [6, 2]
    assert found["types"].tolist() == [5, 2]
    assert found["ttr"].tolist() == [0.8333, 1.0]
    assert found["mattr"].isna().tolist() == [False, True]


def test_growth_ends_with_all_words():
    found = growth(ARTICLES, step=3)
    assert found["words"].tolist() == [3, 6, 8]
    assert found["types"].tolist() == [3, 5, 6]
