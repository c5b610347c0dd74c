"""Passages that tell what went wrong: the rules' own examples, and where they stand in the text."""

from __future__ import annotations

import pandas as pd
import pytest
from tinhgon.rules import book
from tinhgon.shortfalls import passages, telling

EXAMPLES = [(entry["id"], example) for entry in book().entries("shortfalls") for example in entry["examples"]]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[example["text"] for _, example in EXAMPLES])
def test_examples(rule: str, example: dict[str, str]) -> None:
    expected = (example["found"], rule) if example["found"] else None
    assert telling(example["text"], book()) == expected


def test_old_tone_style_and_capitals_are_found() -> None:
    assert telling("CÒN NHIỀU HẠN CHẾ", book()) == ("HẠN CHẾ", "weaknesses")


def test_offsets_and_order() -> None:
    text = "Tiêu đề\nTỉnh làm tốt. Tuy nhiên, tiến độ còn chậm. Vẫn còn vướng mắc!"
    rows = pd.DataFrame([{"article_id": "a#1", "source_file": "a", "article": 1, "text": text}])
    found = passages(rows)
    assert list(found["rule"]) == ["half_hearted", "obstacles"]
    assert all(
        text[a:b] == s for a, b, s in zip(found["start"], found["end"], found["sentence"], strict=True)
    )


def test_no_articles_no_rows() -> None:
    empty = pd.DataFrame({"article_id": [], "source_file": [], "article": [], "text": []})
    assert passages(empty).empty
