"""The pieces that pages are made of: marks in a text, essays, addresses, phrases."""

from __future__ import annotations

import re
from html import unescape
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon.site.edition import HERE, phrases
from tinhgon.site.frame import web
from tinhgon.site.marks import Mark, paragraphs
from tinhgon.site.markup import essay


@pytest.mark.parametrize("case", load_cases("site/marks"), ids=itemgetter("id"))
def test_marks(case: dict[str, Any]) -> None:
    marks = [Mark(*row) for row in case.get("marks", [])]
    link = r'<a class="note-link" href="#n-\1" aria-label="\1">\1</a>'
    expected = [re.sub(r"\{(\d+)\}", link, line) for line in case["html"]]
    assert [str(line.html) for line in paragraphs(case["text"], marks)] == expected


@given(
    st.text(alphabet="aáđ1 <&\n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=6),
)
def test_marks_keep_the_text_and_every_anchor(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        Mark(start, min(start + length, len(text)), "figure", f"s-{n}", n + 1)
        for n, (start, length) in enumerate(spans)
        if start < len(text)
    ]
    html = "\n".join(line.html for line in paragraphs(text, marks))
    anchors = re.findall(r'<mark id="([^"]*)"', html)
    bare = re.sub(r"<[^>]*>", "", re.sub(r'<a class="note-link".*?</a>', "", html))
    assert unescape(bare) == "\n".join(line for line in text.split("\n") if line.strip())
    assert len(anchors) == len(set(anchors))
    seen = {mark.anchor for mark in marks if text[mark.start : mark.end].split("\n")[0].strip()}
    assert seen <= set(anchors)


@pytest.mark.parametrize("case", load_cases("site/markup"), ids=itemgetter("id"))
def test_markup(case: dict[str, Any]) -> None:
    _, body = essay(case["html"], "en")
    assert case["keeps"] in body
    assert "drops" not in case or case["drops"] not in body


@pytest.mark.parametrize("case", load_cases("site/addresses"), ids=itemgetter("id"))
def test_addresses(case: dict[str, Any]) -> None:
    assert web(case["address"]) == case["link"]


def test_headings_get_ids_of_their_own() -> None:
    _, body = essay('<h2>Tỉnh</h2><p id="tinh-2"></p><h2>Tỉnh</h2><h3>Tỉnh</h3>', "en")
    ids = re.findall(r'id="([^"]*)"', body)
    assert ids == ["tinh", "tinh-2", "tinh-3", "tinh-4"]


def test_every_phrase_stands_in_both_languages() -> None:
    holes = re.compile(r"\{(\w+)\}")
    for name, words in phrases().items():
        assert set(words) == {"en", "vi"}, name
        assert isinstance(words["vi"], str), name
        if isinstance(words["en"], str):
            assert sorted(holes.findall(words["en"])) == sorted(holes.findall(words["vi"])), name


def test_every_phrase_asked_for_is_there_and_none_is_left_over() -> None:
    files = [*HERE.glob("*.py"), *(HERE / "template").glob("*.j2")]
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    asked = set(
        re.findall(r'(?:\bsay\(\s*|noun\([^"()]*|many\([^"()]*(?:\([^()]*\))?[^"()]*)"([a-z_]+)"', source)
    )
    assert asked <= set(phrases())
    made = ("table_", "book_", "findings_", "strength_", "type_")
    left_over = {name for name in phrases() if not name.startswith(made) and f'"{name}"' not in source}
    assert not left_over
