"""Concordance: cases as tables, offsets that hold, the same sample every time, corpus text never run."""

from operator import itemgetter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import tables
from tinhgon.concordance import as_html, concordance
from tinhgon.errors import InputError

WORDS = ["xã", "thôn", "sáp nhập", "Biên chế", "giảm,", "12", "hoà giải.", "\n"]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def articles_of(*given_texts: str) -> pd.DataFrame:
    rows = [
        {"text": text, "source_file": f"{n}.txt", "article": 1, "article_id": f"{n}.txt#1"}
        for n, text in enumerate(given_texts)
    ]
    return tables.frame("articles", [row | {"provinces": "Sơn La"} for row in rows])


@pytest.mark.parametrize("case", load_cases("concordance"), ids=itemgetter("id"))
def test_concordance(case):
    found = concordance(articles_of(case["text"]), case["query"], **case.get("options", {}))
    assert found["match"].tolist() == case["found"]
    if "right" in case:
        assert found["right"].tolist() == case["right"]


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3), st.sampled_from(["xã", "sáp nhập", "hòa giải", "*"]))
def test_offsets_and_contexts_hold(given_texts, query):
    articles = articles_of(*given_texts).set_index("article_id")["text"]
    for row in concordance(articles_of(*given_texts), query, context=20).itertuples():
        text = articles[row.article_id]
        assert text[row.start : row.end] == row.match
        assert text[: row.start].endswith(row.left)
        assert text[row.end :].startswith(row.right)
        assert "\n" not in row.left + row.match + row.right


def test_a_sample_is_the_same_in_any_order_of_articles():
    articles = articles_of(*["xã giảm, xã tăng, xã đổi"] * 5)
    one, two = concordance(articles, "xã", sample=4), concordance(articles.iloc[::-1], "xã", sample=4)
    assert len(one) == 4
    pd.testing.assert_frame_equal(one, two)
    assert not one.equals(concordance(articles, "xã", sample=4, seed=1))
    assert len(concordance(articles, "xã", sample=99)) == 15


def test_three_levels_of_sorting():
    articles = articles_of("một xã a. một xã b. hai xã a. ba thôn a.")
    found = concordance(articles, "*", sort=["match", "R1", "L1"])
    around = found[found["match"] == "xã"][["left", "right"]].to_numpy().tolist()
    nearest = [(left.split()[-1], right.split(".")[0].strip()) for left, right in around]
    assert nearest == [("hai", "a"), ("một", "a"), ("một", "b")]


@pytest.mark.parametrize(
    ("query", "options", "reason"),
    [
        ("", {}, "nothing to look for"),
        ("(", {"kind": "pattern"}, "regular expression"),
        ("xã", {"kind": "lemma"}, "word or pattern"),
        ("xã", {"sort": ["X1"]}, "L1 to L5"),
        ("xã", {"sort": ["L1", "L2", "R1", "R2"]}, "three"),
    ],
    ids=["nothing", "pattern", "kind", "level", "levels"],
)
def test_a_wrong_call_is_refused(query, options, reason):
    with pytest.raises(InputError, match=reason):
        concordance(articles_of("xã"), query, **options)


def test_the_table_can_be_coded(tmp_path):
    found = concordance(articles_of("xã giảm"), "xã")
    tables.write(tmp_path, "concordance", found)
    assert (tmp_path / "concordance.csv").read_text("utf-8-sig").splitlines()[0].endswith(",code")
    assert found["provinces"].tolist() == ["Sơn La"]


def test_several_queries_are_each_as_if_alone():
    articles = articles_of("xã giảm, thôn giảm", "giảm xã")
    both = concordance(articles, ["giảm", "xã", "giảm", "huyện"])
    assert both["query"].tolist() == ["giảm"] * 3 + ["xã"] * 2
    pd.testing.assert_frame_equal(both[both["query"] == "giảm"], concordance(articles, "giảm"))


def test_a_sample_says_how_many_there_are():
    found = concordance(articles_of("xã, xã, xã, thôn"), ["xã", "thôn"], sample=2)
    assert found[["query", "found"]].to_numpy().tolist() == [["xã", 3], ["xã", 3], ["thôn", 1]]


def test_jupyterlab_shows_lines_until_columns_are_gone():
    found = concordance(articles_of("hợp nhất hai xã mới"), "xã")
    assert "<mark>xã</mark>" in found._repr_html_()
    assert "<mark>" in found[found["match"] == "xã"]._repr_html_()
    assert "<mark>" not in found[["match", "start"]]._repr_html_()


def test_jupyterlab_shows_the_first_and_counts_the_rest():
    shown = concordance(articles_of("xã " * 130), "xã")._repr_html_()
    assert shown.count("<tr>") == 100
    assert "100 of 130 lines" in shown


def test_corpus_text_is_escaped_and_linked():
    page = as_html(concordance(articles_of("<script>alert(1)</script> xã"), "xã"))
    assert "<script>" not in page
    assert 'href="article-0-txt-1' in page
