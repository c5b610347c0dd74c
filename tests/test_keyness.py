"""Key words: values of others' tests, planted words found, chance words not, small groups refused."""

import random
from collections import Counter
from operator import itemgetter

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from conftest import load_cases
from tinhgon import tables
from tinhgon.errors import InputError
from tinhgon.keyness import Sides, attempt, keyness, largest, listed, table


def side(text: str, names: list[str]) -> tuple[sparse.csr_array, np.ndarray]:
    counts = Counter(text.split())
    return sparse.csr_array(np.array([[counts[name] for name in names]])), np.array([counts.total()])


@pytest.mark.parametrize("case", load_cases("keyness"), ids=itemgetter("id"))
def test_published(case):
    names = sorted(set((case["target"] + " " + case["reference"]).split()))
    sides = Sides(names, *side(case["target"], names), *side(case["reference"], names))
    found = table(sides, "target", "list", minimum=0, documents=0)
    assert found["term"].tolist() == case["order"]
    if "row" in case:
        row = found[found["term"] == case["row"]["term"]].iloc[0]
        assert row[list(case["row"])].to_dict() == case["row"]


PLACES = ["xã", "thôn", "huyện", "phường", "tỉnh", "trường", "phòng", "chi bộ", "đảng viên", "biên chế"]


def corpus(planted: str = "sáp nhập", alone: str = "", articles: int = 12, words: int = 200) -> pd.DataFrame:
    """Articles of chance words; `planted` stands in all those of Sơn La, `alone` often in one of them."""
    chance = random.Random(7)
    rows = []
    for number in range(articles):
        text = chance.choices(PLACES, k=words)
        province = "Sơn La" if number % 2 else "Lai Châu"
        if province == "Sơn La":
            text += [planted] * chance.randint(5, 9)
            text += [alone] * 40 if number == 1 else []
        rows.append(
            {"source_file": f"{number:02}.txt", "article": 1, "text": ", ".join(text), "provinces": province}
        )
    return tables.frame("articles", rows)


def test_a_planted_word_is_key_and_chance_words_are_not():
    found = keyness(corpus(), "Sơn La")
    first = found.iloc[0]
    assert first["term"] == "sáp nhập"
    assert first["q_value"] < 0.001
    assert first["log_ratio_low"] > 1
    assert first["reference_frequency"] == 0
    assert pd.isna(first["percent_difference"])
    rest = found[found["term"] != "sáp nhập"]
    assert (rest["q_value"] > 0.001).all()
    assert ((rest["log_ratio_low"] < 0.2) & (rest["log_ratio_high"] > -0.2)).all()


def test_a_word_of_one_article_is_no_key_word():
    assert "nhất thể hóa" not in set(keyness(corpus(alone="nhất thể hóa"), "Sơn La")["term"])
    assert "nhất thể hóa" in set(keyness(corpus(alone="nhất thể hóa"), "Sơn La", documents=1)["term"])


def test_the_interval_of_a_word_of_one_article_is_wide():
    found = keyness(corpus(alone="nhất thể hóa"), "Sơn La", documents=1).set_index("term")
    alone, planted = found.loc["nhất thể hóa"], found.loc["sáp nhập"]
    wide, narrow = (row["log_ratio_high"] - row["log_ratio_low"] for row in (alone, planted))
    assert wide > narrow
    assert alone["dispersion_dpnorm"] == pytest.approx(1, abs=0.05)
    assert planted["dispersion_dpnorm"] < 0.2


def test_the_other_side_has_the_opposite_sign():
    one, two = keyness(corpus(), "Sơn La"), keyness(corpus(), "Lai Châu")
    merged = one.merge(two, on="term")
    assert merged["log_likelihood_x"].tolist() == pytest.approx((-merged["log_likelihood_y"]).tolist())
    assert merged["log_ratio_x"].tolist() == pytest.approx((-merged["log_ratio_y"]).tolist())


def test_against_another_group_is_as_against_the_rest_where_there_are_two():
    one, two = keyness(corpus(), "Sơn La"), keyness(corpus(), "Sơn La", reference="Lai Châu")
    pd.testing.assert_frame_equal(one.drop(columns="reference"), two.drop(columns="reference"))


def test_against_a_list():
    listed = {"xã": 5000, "thôn": 5000, "Sáp nhập": 3, "khác": 90_000}
    found = keyness(corpus(), "Sơn La", reference=listed).set_index("term")
    assert found.loc["sáp nhập", "reference_frequency"] == 3
    assert found.loc["sáp nhập", "reference_per_million"] == round(3e6 / 100_003, 2)
    assert found["reference_document_frequency"].isna().all()


def test_the_same_in_any_order_of_articles():
    articles = corpus()
    pd.testing.assert_frame_equal(keyness(articles, "Sơn La"), keyness(articles.iloc[::-1], "Sơn La"))


@pytest.mark.parametrize(
    ("articles", "options", "reason"),
    [
        (corpus(articles=4, words=400), {}, "the group has 2 articles"),
        (corpus(articles=12, words=20), {}, "the group has"),
        (corpus(), {"group": "Huế"}, "no such group"),
        (corpus(), {"reference": "Huế"}, "no such group"),
        (corpus(), {"by": "region"}, "no column"),
        (corpus(), {"reference": {"xã": 3}}, "the reference has 3 words"),
    ],
    ids=["few-articles", "few-words", "no-group", "no-reference", "no-column", "short-list"],
)
def test_what_says_nothing_is_refused_with_its_reason(articles, options, reason):
    with pytest.raises(InputError, match=reason):
        keyness(articles, **({"group": "Sơn La"} | options))


def test_an_attempt_says_why_not_instead():
    found, refusal = attempt(corpus(articles=4, words=400), "Sơn La")
    assert found.empty
    assert refusal == ("group", "articles", 2, 3)
    assert attempt(corpus(), "Sơn La")[1] is None
    assert attempt(tables.frame("articles", []), "")[1] == ("group", "articles", 0, 3)


def test_the_largest_group():
    assert largest(corpus(articles=5)) == "Lai Châu"
    assert largest(corpus(articles=4)) == "Lai Châu"
    assert largest(tables.frame("articles", [])) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [("word,count\nxã,5\n", ""), ("word,count\nxã\n", "not a CSV"), ("word,count\nxã,five\n", "not a CSV")],
    ids=["good", "no-number", "words-for-numbers"],
)
def test_a_list_of_ones_own(text, reason, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8-sig")
    if reason:
        with pytest.raises(InputError, match=reason):
            listed(file)
    else:
        assert listed(file) == {"xã": 5}


def test_a_list_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        listed(tmp_path / "none.csv")


def test_columns():
    found = keyness(corpus(), "Sơn La")
    assert list(found.columns) == list(tables.COLUMNS["keyness"])
    assert keyness(corpus(), "Sơn La", minimum=10**6).empty
