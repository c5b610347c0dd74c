"""Unicode, tone marks, lines and sentences: cases, and properties over any text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from made_up_text import texts
from open_cases import cases
from tinhgon import text as rooms
from tinhgon.text import fold, lines, new_tone, normalise, old_tone, repairs, sentences

ANY = st.one_of(texts(), texts(strange=True), st.text(max_size=60))


@pytest.mark.parametrize("case", cases("text"))
def test_cases(case: dict[str, Any]) -> None:
    given_text = case["in"]
    came = getattr(rooms, case["do"])(given_text)
    if case["do"] in {"sentences", "lines"}:
        came = [given_text[start:end] for start, end in came]
    assert came == case.get("out", given_text)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Giảm 12 phòng", {}),
        ("\u00d0ại hội, h\u00f0nd", {"eth": 2}),
        ("x\u00adã\u200b", {"invisible": 2}),
        ("\u0441hi bộ", {"look_alike": 1}),
        ("đã\tgiảm", {}),
        ("12\u00a0phòng", {"space": 1}),
        ("việ\u0302c ho\u0301a", {"unicode": 1}),
    ],
)
def test_repairs_are_counted_by_kind(text: str, counts: dict[str, int]) -> None:
    assert repairs(text) == counts


@given(ANY)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert repairs(once) == {}


@given(ANY)
def test_a_normal_text_is_composed_and_shows_all_it_holds(text: str) -> None:
    once = normalise(text)
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set(rooms.INVISIBLE + rooms.SPACES + "\u00d0\u00f0")
    assert once.count("\n") == text.count("\n")


DISTINCT = "letters put together are counted once a letter, not each time, and a mark moved is not counted"


@pytest.mark.xfail(reason=DISTINCT, strict=True)
def test_repairs_are_counted_each_time() -> None:
    assert repairs("ho\u0301a ho\u0301a") == {"unicode": 2}


@pytest.mark.xfail(reason=DISTINCT, strict=True)
@given(ANY)
@example("\u0300\u0302")
def test_nothing_is_counted_where_nothing_changes(text: str) -> None:
    assert bool(repairs(text)) == (normalise(text) != text)


@given(ANY.map(lambda text: unicodedata.normalize("NFC", text)))
def test_folding_keeps_every_offset(text: str) -> None:
    low = fold(text)
    assert len(low) == len(text)
    assert fold(low) == low
    for one, other in zip(text, low, strict=True):
        assert rooms.plain(one).lower() == rooms.plain(other).lower()


@given(ANY.map(normalise))
def test_tone_styles_are_one_spelling_and_its_twin(text: str) -> None:
    assert len(new_tone(text)) == len(old_tone(text)) == len(text)
    assert new_tone(old_tone(new_tone(text))) == new_tone(text)
    assert old_tone(new_tone(old_tone(text))) == old_tone(text)


@given(ANY.map(normalise))
def test_lines_and_sentences_cut_the_text_and_lose_nothing(text: str) -> None:
    kept = lines(text)
    for start, end in kept:
        assert text[start:end] == text[start:end].strip()
        assert text[start:end]
        assert "\n" not in text[start:end]
    assert [text[start:end] for start, end in kept] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]
    cut = sentences(text)
    assert all(any(line.start <= start and end <= line.end for line in kept) for start, end in cut)
    assert all(one.end <= other.start for one, other in pairwise(cut))
    joined = "".join(text[start:end] for start, end in cut)
    assert "".join(joined.split()) == "".join(text.split())


@given(ANY)
def test_slugs_are_safe_names(text: str) -> None:
    name = rooms.slug(text)
    assert name == rooms.slug(name)
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789-" for char in name)
