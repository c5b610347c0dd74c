"""Passages that tell what went wrong: the rules' own examples, and where they stand in the text."""

from __future__ import annotations

import pandas as pd
import pytest

from tinhgon.rules import book
from tinhgon.shortfalls import passages, telling

EXAMPLES = [(entry["id"], example) for entry in book().entries("shortfalls") for example in entry["examples"]]


def told(sentence: str) -> tuple[str, str] | None:
    """The telling phrase as printed, and its rule."""
    found = telling(sentence, book())
    return (sentence[slice(*found[0])], found[1]) if found else None


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[example["text"] for _, example in EXAMPLES])
def test_examples(rule: str, example: dict[str, str]) -> None:
    expected = (example["found"], rule) if example["found"] else None
    assert told(example["text"]) == expected


def test_old_tone_style_and_capitals_are_found() -> None:
    assert told("CÒN NHIỀU HẠN CHẾ") == ("HẠN CHẾ", "weaknesses")


def test_offsets_and_order() -> None:
    text = "Tiêu đề\nTỉnh làm tốt. Tuy nhiên, tiến độ còn chậm. Vẫn còn vướng mắc!"
    rows = pd.DataFrame([{"article_id": "a#1", "source_file": "a", "article": 1, "text": text}])
    found = passages(rows)
    assert list(found["rule"]) == ["half_hearted", "obstacles"]
    assert all(text[a:b] == s for a, b, s in found[["start", "end", "surface"]].itertuples(index=False))
    assert all(s in text and w in s for s, w in found[["sentence", "surface"]].itertuples(index=False))


def test_no_articles_no_rows() -> None:
    empty = pd.DataFrame({"article_id": [], "source_file": [], "article": [], "text": []})
    assert passages(empty).empty
