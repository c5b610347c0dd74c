"""References: which documents a text mentions, resolved within it; and the digits of the law."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import references
from tinhgon.rules import book

RULES = book()


@pytest.mark.parametrize("case", load_cases("references"), ids=itemgetter("id"))
def test_find(case: dict[str, Any]) -> None:
    text = case["text"]
    found = references.find(text, RULES)
    if "rows" in case:
        assert [[one.surface, one.number, one.issuer, one.date] for one in found] == case["rows"]
    else:
        assert [one.number for one in found] == case["numbers"]
    assert all(text[one.start : one.end] == one.surface for one in found)
    for field in ("kind", "issuer", "date", "surface"):
        if field in case:
            assert getattr(found[0], field) == case[field]


EXAMPLES = [
    pytest.param(example, id=f"{entry['id']}-{number}")
    for entry in RULES.entries("references")
    for number, example in enumerate(entry["examples"], 1)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_of_the_rules(example: dict[str, Any]) -> None:
    text = example["text"]
    found = references.find(text, RULES)
    if "numbers" in example:
        assert [one.number for one in found] == example["numbers"]
    if "issuer" in example:
        assert found[0].issuer == example["issuer"]
    if "spans" in example:
        assert [text[start:end] for start, end, _ in references.spans(text, RULES)] == example["spans"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (
            "Điểm c, Khoản 4, Điều 7 Thông tư số 09/2012/TT-BNV",
            ["Khoản 4", "Điều 7", "Thông tư số 09/2012/TT-BNV"],
        ),
        ("Điều 4, 5 và 6", ["Điều 4, 5 và 6"]),
        ("điều 5 cán bộ về xã", []),
        ("Đại hội Đảng bộ lần thứ 14", ["lần thứ 14"]),
        ("kỳ họp thứ 9 HĐND khoá IX", ["kỳ họp thứ 9", "khoá IX"]),
        ("Trung ương 6", ["Trung ương 6"]),
        ("Trung ương 1.340 người", []),
        ("giảm 12 văn bản, 5 quyết định", []),
        ("Công văn số 1234/UBND-NC", ["Công văn số 1234/UBND-NC"]),
    ],
)
def test_spans(text: str, spans: list[str]) -> None:
    assert [text[start:end] for start, end, _ in references.spans(text, RULES)] == spans


@given(st.integers(1, 9999), st.sampled_from(["NQ/TW", "KL/TW", "NQ/TU", "CT/TW", "KH/UBND", "QĐ/TW"]))
def test_a_symbol_is_read_back(number: int, tail: str) -> None:
    (found,) = references.find(f"Thực hiện {number}-{tail}, các cấp ủy", RULES)
    assert found.number == f"{number}-{tail}"


WORDS = [
    *("Nghị quyết", "số", "18", "18-NQ/TW", "và", ",", "của", "Trung ương", "4", "ngày"),
    *(
        "25/10/2017",
        "(",
        ")",
        "khóa XII",
        "gọi tắt là",
        "ban hành",
        "Điều",
        "\n",
        "108/2014/NĐ-CP",
        "Kết luận",
    ),
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_text(text: str) -> None:
    for found in references.find(text, RULES):
        assert text[found.start : found.end] == found.surface
        assert re.search(r"\d", found.number)
    end = 0
    for span in references.spans(text, RULES):
        assert end <= span.start < span.end <= len(text)
        end = span.end
