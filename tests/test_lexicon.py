"""Phrases of the rules: what a pattern stands for, and which phrase wins."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up_text import texts
from tinhgon.errors import InputError
from tinhgon.lexicon import Lexicon, Mention, Token, Words, label, lexicon
from tinhgon.phrases import UNKNOWN, Alphabet, Phrases, expand
from tinhgon.rules import book
from tinhgon.text import fold

RULES = book()


def mentions(known: Lexicon, text: str, *layers: str) -> list[Mention]:
    """What some layers of a lexicon find in a text."""
    words = Words(text, known.alphabet)
    return [one for layer in layers for one in known.layers[layer].mentions(words)]


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
    known = Lexicon([(pattern, label("objects", "x", "phrases"))])
    for words in expand(pattern):
        text = " ".join(words)
        found = mentions(known, text, "objects")
        assert found[0].start == 0
        assert max(one.end for one in found) <= len(text)
        longest = max(len(" ".join(other)) for other in expand(pattern) if text.startswith(" ".join(other)))
        assert found[0].end >= longest


def test_the_longest_phrase_of_a_layer_wins_and_layers_may_overlap() -> None:
    known = Lexicon(
        [
            ("đơn vị", label("objects", "any", "phrases")),
            ("đơn vị sự nghiệp", label("objects", "service", "phrases")),
            ("sự nghiệp", label("objects", "cause", "phrases")),
            ("sự nghiệp", label("changes", "verb", "phrases")),
        ]
    )
    found = mentions(known, "các đơn vị sự nghiệp", "objects", "changes")
    assert [(one.concern, one.id, one.start, one.end) for one in found] == [
        ("objects", "service", 4, 20),
        ("changes", "verb", 11, 20),
    ]


def test_no_phrase_begins_or_ends_inside_a_compound() -> None:
    known = Lexicon(
        [(phrase, label("changes", "x", "phrases")) for phrase in ("thành", "phố", "thành phố mới", "mới")],
        ["thành phố", "phố mới"],
    )
    found = {text: [(one.start, one.end) for one in mentions(known, text, "changes")] for text in TOWNS}
    assert found == TOWNS


TOWNS: dict[str, list[tuple[int, int]]] = {
    "thành 3 phố": [(0, 5), (8, 11)],
    "thành phố": [],
    "thành phố mới": [(0, 13)],
    "phố mới": [],
    "thành thành phố, mới": [(0, 5), (17, 20)],
    "thành\nphố": [(0, 5), (6, 9)],
}


def test_offsets_are_those_of_the_text_and_a_part_of_it_can_be_read() -> None:
    text = "giảm  xã ,\tphường"
    words = Words(text)
    assert list(words.part(6, 17)) == [Token("xã", 6, 8), Token(",", 9, 10), Token("phường", 11, 17)]
    assert words.part(6, 8)[:] == [Token("xã", 6, 8)]
    assert [at for at in range(len(text)) if words.cuts(at)] == [1, 2, 3, 7, 12, 13, 14, 15, 16]
    assert [words.at(at) for at in (0, 1, 6, 7, 17)] == [0, 1, 1, 2, 4]
    assert [words.before(at) for at in (0, 3, 4, 8, 17)] == [0, 0, 1, 2, 4]
    known = Lexicon([("xã, phường", label("objects", "communes", "phrases"))])
    assert [(one.start, one.end) for one in mentions(known, text, "objects")] == [(6, 17)]


@given(texts())
@settings(deadline=None)
def test_phrases_of_a_layer_do_not_overlap_and_stand_in_order(text: str) -> None:
    known = lexicon(RULES)
    for layer in ("objects", "changes", "standards", "offices", "models", "cues.wish"):
        found = mentions(known, fold(text), layer)
        spans = list(dict.fromkeys((one.start, one.end) for one in found))
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert all(re.fullmatch(r"\S(.*\S)?", text[start:end], re.DOTALL) for start, end in spans)


# --- One character a word ----------------------------------------------------------------------------

LETTERS = st.text("abc", min_size=1, max_size=4)


@given(st.lists(LETTERS, min_size=1, max_size=6), st.text("abcd", max_size=12), st.integers(0, 12))
def test_phrases_stand_where_their_words_stand(listed: list[str], written: str, at: int) -> None:
    phrases, at = Phrases(listed), min(at, len(written))
    sizes = sorted({len(one) for one in listed if written.startswith(one, at)})
    assert phrases.sizes(written, at) == sizes
    assert phrases.begin(written, at) is bool(sizes)
    assert phrases.longest(written, at) == (at + sizes[-1] if sizes else at)
    assert phrases.end(written, at) is any(written[:at].endswith(one) for one in listed)
    assert phrases.found(written) is any(one in written for one in listed)
    first = phrases.first(written, 0, at)
    assert first == next(
        (
            (start, start + max(len(one) for one in listed if written[:at].startswith(one, start)))
            for start in range(at)
            if any(written[:at].startswith(one, start) for one in listed)
        ),
        None,
    )


@pytest.mark.parametrize(
    ("written", "covered"), [("", True), ("ab", True), ("abcab", True), ("aba", False), ("abcd", False)]
)
def test_phrases_cover_a_stretch_the_longest_first(written: str, covered: bool) -> None:
    assert Phrases(["ab", "cd", "abc"]).cover(written, 0, len(written)) is covered


def test_an_alphabet_has_a_character_for_each_word_of_its_phrases() -> None:
    letters = Alphabet()
    assert len({letters.spell(("xã",)), letters.spell(("thôn",)), UNKNOWN}) == 3
    assert letters.write(["thôn", "bản", "xã"]) == letters.spell(("thôn",)) + UNKNOWN + letters.spell(("xã",))
    assert not Phrases([]).found("abc")


@given(texts())
@settings(deadline=None)
def test_words_marks_and_line_ends_cover_all_that_is_printed(text: str) -> None:
    bare = "".join(token.text for token in Words(text))
    assert bare == re.sub(r"[^\S\n]+|_", "", text)
