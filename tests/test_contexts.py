"""Small words around numbers and verbs: the examples of the rules, and what is asked of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import tinhgon
from tinhgon.clauses import Sentence, contexts, read_article
from tinhgon.rules import book

RULES = book()
EXAMPLES = [(entry, example) for entry in RULES.entries("contexts") for example in entry["examples"]]
LIBRARY = Path(tinhgon.__file__).parent
ROOMS = [room for name in ("statistics", "clauses", "adoptions") for room in LIBRARY.glob(f"{name}/**/*.py")]
ASKING = "ends|begins|says|search|equals|consists|lengths|is_called"


def sentence(text: str) -> Sentence:
    """The only sentence of a text."""
    return read_article(text, RULES).sentences[0]


def holds(entry: dict[str, Any], text: str) -> bool:
    """Whether all lists of an entry hold: `before` at the first bar, `after` at the last."""
    bars = [match.start() for match in re.finditer(r"\|", text)]
    read = sentence(text.replace("|", ""))
    asked = {
        "before": lambda: contexts.ends(read, bars[0], entry["id"]),
        "after": lambda: contexts.begins(read, bars[-1] - len(bars) + 1, entry["id"]),
        "phrases": lambda: contexts.says(read, read.start, read.end, entry["id"]),
    }
    return all(ask() for form, ask in asked.items() if form in entry)


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=lambda given: given.get("id") or given["text"])
def test_examples(entry: dict[str, Any], example: dict[str, Any]) -> None:
    assert holds(entry, example["text"]) == example["holds"]


def test_every_entry_is_asked_for_and_every_question_has_an_entry() -> None:
    code = "\n".join(room.read_text(encoding="utf-8") for room in ROOMS)
    quoted = set(re.findall(r'"([a-z_]+)"', code))
    known = {entry["id"] for entry in RULES.entries("contexts")}
    assert known <= quoted
    asked = re.findall(
        r'(?:ends|begins|says|search|equals|consists|lengths|is_called)\([^()]*?"([a-z_]+)"', code
    )
    assert set(asked) <= known


@pytest.mark.parametrize(
    ("text", "at", "apart", "found"),
    [
        ("Công an huyện Mường La", "Mường La", 0, False),
        ("Công an huyện Mường La", "Mường La", 1, True),
        ("Công an, huyện Mường La", "Mường La", 1, False),
        ("Ủy viên thường trực huyện Mường La", "Mường La", 1, False),
        ("Mường La", "Mường La", 1, False),
    ],
)
def test_words_may_stand_between(text: str, at: str, apart: int, found: bool) -> None:
    read = sentence(text)
    assert contexts.ends(read, text.index(at), "place_of_office", apart=apart) is found


def test_a_phrase_begins_where_it_may() -> None:
    read = sentence("18 bản thuộc diện phải sáp nhập")
    verb = read.text.index("sáp")
    assert contexts.ends(read, verb, "passive", since=read.text.index("thuộc"))
    assert contexts.ends(read, verb, "passive", since=read.text.index("phải"))
    assert not contexts.ends(read, verb, "passive", since=verb)


@pytest.mark.parametrize(
    ("text", "ends", "begins"),
    [
        ("giảm  12 tại xã", True, True),
        ("giảm 12 doanh nghiệp", True, False),
        ("tỷ lệ tănggiảm 12, tại xã", False, False),
        ("giảm (12) tại xã", False, False),
        ("giảm 12km tại xã", True, False),
        ("12", False, False),
    ],
)
def test_whole_words_next_to_a_number(text: str, ends: bool, begins: bool) -> None:
    read = sentence(text)
    start = text.index("12")
    assert contexts.ends(read, start, "bare_figure") is ends
    assert contexts.begins(read, start + 2, "bare_figure") is begins


@pytest.mark.parametrize(
    ("gap", "made"),
    [("này đã", True), ("", True), ("còn lại sẽ", True), ("này phải", False), (", đã", False)],
)
def test_a_stretch_of_small_words_alone(gap: str, made: bool) -> None:
    read = sentence(f"18 bản {gap} nhập thành 9")
    start, end = len("18 bản"), read.text.index("nhập")
    assert contexts.consists(read, start, end, "auxiliary") is made


def test_the_first_and_longest_phrase_of_a_stretch() -> None:
    read = sentence("12 xã, gồm 3 xã nghèo, trong đó có 2 xã đảo")
    found = contexts.search(read, read.start, read.end, "new_clause")
    assert found is not None
    assert read.text[found.start : found.end] == ", gồm"
    assert contexts.search(read, found.start, found.end - 1, "new_clause") is None


def test_filler_words_from_the_shortest() -> None:
    read = sentence("24% tổng số các đảng viên")
    assert contexts.lengths(read, read.word_at(read.text.index("tổng")), "filler") == [2, 3]
    assert contexts.lengths(read, len(read.words), "filler") == []
