"""Models told without a figure: who runs which, and what is only wished for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from made_up_text import texts
from open_cases import cases
from tinhgon import adoptions, statistics
from tinhgon.adoptions import Adoption
from tinhgon.clauses import read_article
from tinhgon.rules import book

RULES = book()
MODELS = {entry["id"] for entry in RULES.entries("models")}


def find(text: str, provinces: list[str]) -> list[Adoption]:
    """The adoptions of a text."""
    article = read_article(text, RULES, provinces)
    return adoptions.find(article, statistics.find(article, RULES), RULES)


@pytest.mark.parametrize("case", cases("adoptions"))
def test_find(case: dict[str, Any]) -> None:
    found = find(case["text"], case.get("provinces", []))
    assert [[one.province, one.predicate, one.level] for one in found] == case["adoptions"]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Tỉnh thí điểm bí thư chi bộ kiêm trưởng thôn.", "pilot"),
        ("Tỉnh đã phê duyệt việc hợp nhất Sở Nội vụ với Sở Lao động.", "approved"),
        ("Tỉnh đã hợp nhất Sở Nội vụ với Sở Lao động.", "running"),
    ],
)
def test_how_far_a_model_is(text: str, stage: str) -> None:
    assert {one.stage for one in find(text, ["Cao Bằng"])} == {stage}


def test_the_smaller_place_and_the_words_are_kept() -> None:
    text = "Ở huyện Bắc Hà, bí thư chi bộ kiêm trưởng thôn đã thành nếp."
    (one,) = find(text, ["Lào Cai"])
    assert (one.province, one.place) == ("Lào Cai", "huyện Bắc Hà")
    assert text[one.start : one.end] == "bí thư chi bộ kiêm trưởng thôn"
    assert text[one.sentence.start : one.sentence.end] == text


@given(texts())
@settings(deadline=None)
def test_any_text(text: str) -> None:
    found = find(text, ["Sơn La", "Lai Châu"])
    for one in found:
        assert one.sentence.start <= one.start < one.end <= one.sentence.end <= len(text)
        assert one.predicate in MODELS
        assert one.level in {"", "province", "district", "commune", "village"}
        assert one.stage in {"approved", "pilot", "running"}
    keys = [(one.province, one.predicate, one.level) for one in found]
    assert len(keys) == len(set(keys))
