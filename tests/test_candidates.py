"""Proposed terms: what holds together is proposed, what is known or stands inside a longer run is not."""

import pytest

from tinhgon import tables
from tinhgon.candidates import candidates

TEXT = "Phát triển nông thôn bền vững ở xã. Xã giảm hộ nghèo. Tinh giản biên chế của xã. Thôn tăng, giảm."


def articles_of(*texts: str):
    rows = [{"text": text, "source_file": f"{n}.txt", "article": 1} for n, text in enumerate(texts)]
    return tables.frame("articles", rows)


@pytest.fixture(scope="module")
def found():
    return candidates(articles_of(*[TEXT] * 3), minimum=3).set_index("term")


def test_a_run_that_holds_together_is_proposed(found):
    assert found.loc["phát triển nông thôn bền vững", "frequency"] == 3
    assert found.loc["phát triển nông thôn bền vững", "document_frequency"] == 3


@pytest.mark.parametrize(
    "term",
    ["tinh giản biên chế", "phát triển nông thôn", "biên chế của", "bền vững ở xã", "tăng giảm", "xã xã"],
    ids=[
        "known",
        "inside-a-longer",
        "stopword-last",
        "stopword-inside",
        "across-a-comma",
        "across-sentences",
    ],
)
def test_what_is_no_candidate(found, term):
    assert term not in found.index


def test_rare_runs_and_runs_of_one_article_are_left_out():
    assert candidates(articles_of(*[TEXT] * 3), minimum=4).empty
    assert candidates(articles_of(TEXT + "\n" + TEXT + "\n" + TEXT), minimum=3).empty


def test_what_mostly_belongs_to_a_figure_or_a_known_term_is_left_out():
    texts = [f"Có {n} phòng chức năng. Giảm biên chế viên chức. Nhập phòng họp." for n in (3, 5, 8)]
    found = set(candidates(articles_of(*texts), minimum=3)["term"])
    assert "phòng chức năng" not in found  # a figure stands before it
    assert "phòng họp" in " ".join(found)
    assert "biên chế viên chức" not in found


def test_a_pasted_candidate_is_known(found, tmp_path):
    (tmp_path / "terms.txt").write_text(found.index[0] + "\n", encoding="utf-8")
    again = candidates(articles_of(*[TEXT] * 3), minimum=3, rules=tmp_path)
    assert found.index[0] not in set(again["term"])
