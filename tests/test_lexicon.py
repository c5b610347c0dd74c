"""Phrases of the rules: what a pattern stands for, and which phrase wins."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up_text import texts
from tinhgon.errors import InputError
from tinhgon.lexicon import Lexicon, Token, Words, expand, label, lexicon
from tinhgon.rules import book
from tinhgon.text import fold

RULES = book()
CONCERNS = ("objects", "changes", "standards", "offices", "models", "tiers", "cues")


@pytest.mark.parametrize(
    ("phrase", "stands_for"),
    [
        ("phòng", ["phòng"]),
        ("đơn vị sự nghiệp", ["đơn vị sự nghiệp"]),
        ("Uỷ ban", ["ủy ban"]),
        ("(xã|phường)", ["xã", "phường"]),
        ("[số] xã", ["số xã", "xã"]),
        ("xã [, phường]", ["xã , phường", "xã"]),
        ("thôn,bản", ["thôn , bản"]),
        ("(cắt|[tinh] giản) biên chế", ["cắt biên chế", "tinh giản biên chế", "giản biên chế"]),
        ("[(a|b)] c [d]", ["a c d", "a c", "b c d", "b c", "c d", "c"]),
        ("(a|a)", ["a"]),
        ("[a]", ["a"]),
        ("số (lượng|) người", ["số lượng người", "số người"]),
        ("mttq - mặt trận", ["mttq - mặt trận"]),
        ("", []),
        ("[]", []),
    ],
)
def test_a_pattern_stands_for_its_phrases(phrase: str, stands_for: list[str]) -> None:
    assert [" ".join(words) for words in expand(phrase)] == stands_for


@pytest.mark.parametrize("phrase", ["(xã", "xã)", "[số xã", "số] xã", "(xã]", "[(xã]", "a (b|c", "((a)"])
def test_brackets_that_do_not_match_are_told(phrase: str) -> None:
    with pytest.raises(InputError, match="brackets do not match") as told:
        expand(phrase)
    assert phrase in str(told.value)


def test_a_phrase_of_too_many_options_is_refused() -> None:
    with pytest.raises(InputError, match="more than 5000 sequences"):
        expand(" ".join(f"[(một{n}|hai{n})]" for n in range(10)))


OPTIONS = st.recursive(
    st.sampled_from(["xã", "thôn", "bản", ",", "giảm"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        inner.map(lambda part: f"[{part}]"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
    ),
    max_leaves=6,
)


@given(OPTIONS)
def test_every_phrase_of_a_pattern_is_found_whole(pattern: str) -> None:
    tree = Lexicon([(pattern, label("objects", "x", "phrases"))])
    for words in expand(pattern):
        text = " ".join(words)
        found = tree.read(Words(text)).mentions(["objects", "changes"])
        assert found[0].start == 0
        assert max(one.end for one in found) <= len(text)
        longest = max(len(" ".join(other)) for other in expand(pattern) if text.startswith(" ".join(other)))
        assert found[0].end >= longest


def test_the_longest_phrase_of_a_layer_wins_and_layers_may_overlap() -> None:
    tree = Lexicon(
        [
            ("đơn vị", label("objects", "any", "phrases")),
            ("đơn vị sự nghiệp", label("objects", "service", "phrases")),
            ("sự nghiệp", label("objects", "cause", "phrases")),
            ("sự nghiệp", label("changes", "verb", "phrases")),
        ]
    )
    found = tree.read(Words("các đơn vị sự nghiệp")).mentions(["objects", "changes"])
    assert [(one.concern, one.id, one.start, one.end) for one in found] == [
        ("objects", "service", 4, 20),
        ("changes", "verb", 11, 20),
    ]


def test_offsets_are_those_of_the_text_and_a_part_of_it_can_be_read() -> None:
    text = "giảm  xã ,\tphường"
    assert list(Words(text, 6)) == [Token("xã", 6, 8), Token(",", 9, 10), Token("phường", 11, 17)]
    assert Words(text, 6, 8)[:] == [Token("xã", 6, 8)]
    tree = Lexicon([("xã, phường", label("objects", "communes", "phrases"))])
    found = tree.read(Words(text)).mentions(["objects", "changes"])
    assert [(one.start, one.end) for one in found] == [(6, 17)]


@given(texts())
@settings(deadline=None)
def test_phrases_of_a_layer_do_not_overlap_and_stand_in_order(text: str) -> None:
    folded = fold(text)
    words = Words(folded)
    tree = lexicon(RULES, *CONCERNS)
    reading = tree.read(words)
    found = reading.mentions({layer: None for layers in tree.layers.values() for layer in layers})
    inner = {words[index].start for index in reading.seams}
    for concern in CONCERNS[:5]:
        spans = sorted(
            {(one.start, one.end) for one in found if one.concern == concern and one.form != "lead"}
        )
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for one in found:
        assert one.start not in inner
        assert re.fullmatch(r"\S(.*\S)?", text[one.start : one.end], re.DOTALL)


@given(texts())
@settings(deadline=None)
def test_words_and_marks_cover_all_that_is_printed(text: str) -> None:
    bare = "".join(token.text for token in Words(text))
    assert bare == re.sub(r"[\s_]+", "", text)
