"""Collocation: by hand-worked cases, and by what must hold of any text."""

from operator import itemgetter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import tables
from tinhgon.collocation import collocations, cooccurrences
from tinhgon.errors import InputError

WORDS = ["xã", "thôn", "sáp nhập", "biên chế", "giảm", "12"]
texts = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=6
)


def articles_of(*given_texts: str) -> pd.DataFrame:
    rows = [{"text": text, "source_file": f"{n}.txt", "article": 1} for n, text in enumerate(given_texts)]
    return tables.frame("articles", rows)


@pytest.mark.parametrize("case", load_cases("collocations"), ids=itemgetter("id"))
def test_collocations(case):
    found = collocations(articles_of(case["text"]), case["node"], **case["options"]).set_index("collocate")
    if "absent" in case:
        assert case["absent"] not in found.index
    else:
        row = dict(case["row"])
        assert found.loc[row.pop("collocate"), list(row)].to_dict() == row


@settings(max_examples=40, deadline=None)
@given(texts, st.sampled_from(["window", "sentence"]))
def test_no_frequency_exceeds_its_margins(lines, span):
    text = "\n".join(["xã giảm", *lines])
    found = collocations(articles_of(text), "xã", span=span, minimum=1)
    assert (found["frequency"] <= found["collocate_frequency"]).all()
    assert (found["log_dice"] <= 14).all()
    assert (found["npmi"].between(-1, 1)).all()
    if span == "window":
        assert (found["before"] + found["after"] == found["frequency"]).all()


@settings(max_examples=20, deadline=None)
@given(texts)
def test_the_order_of_articles_does_not_matter(lines):
    articles = articles_of("xã giảm", *lines)
    pd.testing.assert_frame_equal(
        collocations(articles, "xã", minimum=1), collocations(articles.iloc[::-1], "xã", minimum=1)
    )


def test_a_wrong_span_is_refused():
    with pytest.raises(InputError, match="window or sentence"):
        collocations(articles_of("xã giảm"), "xã", span="page")


@pytest.mark.parametrize("node", ["tỉnh", "", "xã giảm thôn"], ids=["absent", "empty", "longer"])
def test_a_node_that_does_not_occur_has_no_collocates(node):
    found = collocations(articles_of("xã giảm"), node, minimum=1)
    assert found.empty
    assert list(found.columns) == list(tables.COLUMNS["collocations"])


def test_cooccurrences_are_edges():
    found = cooccurrences(articles_of("Xã sáp nhập. Xã sáp nhập thôn. Thôn giảm."), minimum=2)
    assert found[["first", "second", "frequency", "log_dice"]].to_numpy().tolist() == [
        ["sáp nhập", "xã", 2, 14.0]
    ]


def test_cooccurrences_of_the_most_frequent_words_only():
    text = "Xã sáp nhập. Xã sáp nhập. Xã giảm."
    assert cooccurrences(articles_of(text), minimum=1, words_kept=2)["second"].tolist() == ["xã"]
    assert len(cooccurrences(articles_of(text), minimum=1, words_kept=3)) == 2


def test_a_term_is_one_word_of_the_network():
    text = "Xã tinh giản biên chế. Xã đã tinh giản biên chế."
    found = cooccurrences(articles_of(text), minimum=2)
    assert found[["first", "second"]].to_numpy().tolist() == [["tinh giản biên chế", "xã"]]
