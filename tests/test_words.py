"""Segmentation: words as the cases say, offsets that hold on any text."""

from operator import itemgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon.errors import InputError
from tinhgon.rules import book
from tinhgon.text import normalise
from tinhgon.words import key, terms, words
from tinhgon.words.runs import part_runs

SYLLABLES = [
    "tinh",
    "giản",
    "biên",
    "chế",
    "Tỉnh",
    "ủy",
    "uỷ",
    "HĐND-UBND",
    "nhất",
    "thể",
    "hóa,",
    "hòa",
    "HOÀ",
]
SYLLABLES += ["18-NQ/TW", "24,07%", "(7/14)", "xã.", "TP.", "…", "ĐẢNG”", "UBND.", "sở,", "ban", "H.Sâm."]
vietnamese = st.lists(st.sampled_from(SYLLABLES), max_size=20).map(" ".join)
anything = st.text(max_size=60).map(normalise)


def surfaces(line: str, rules: str = "") -> list[str]:
    return [word.surface for word in words([line], rules)[0]]


@pytest.mark.parametrize("case", load_cases("words"), ids=itemgetter("id"))
def test_words(case):
    assert "|".join(surfaces(case["line"])) == case["words"]


@settings(max_examples=150, deadline=None)
@given(st.one_of(vietnamese, anything))
def test_words_cover_the_line_in_order(line):
    end = 0
    for word in words([line])[0]:
        assert line[word.start : word.end] == word.surface
        assert not line[end : word.start].strip()
        assert word.start < word.end
        end = word.end
    assert not line[end:].strip()


@settings(max_examples=60, deadline=None)
@given(st.lists(vietnamese, max_size=4))
def test_lines_do_not_touch_each_other(lines):
    assert words(lines) == [words([line])[0] for line in lines]


RUN = ["cơ", "quan", "hợp", "nhất", "Bạc", "Liêu", "Tỉnh", "và", "uỷ", "viên", "hoá", "Xã", "X", "7"]
pieces = st.lists(st.sampled_from(RUN), max_size=30)


@given(pieces, st.data(), st.booleans())
def test_runs_are_taken_apart_and_never_joined(forms, data, capitals):
    tags = data.draw(st.lists(st.booleans(), min_size=len(forms), max_size=len(forms)))
    tags[:1] = [False] * len(tags[:1])
    parted = list(tags)
    part_runs(forms, parted, capitals, book())
    assert all(before or not after for before, after in zip(tags, parted, strict=True))
    pairs = [at for at, tag in enumerate(tags) if tag and not (tags[at - 1] or any(tags[at + 1 : at + 2]))]
    assert all(parted[at] for at in pairs)  # two syllables that the model joined stay joined


def test_the_end_of_a_line_is_not_joined_to_the_next():
    assert [[word.surface for word in line] for line in words(["Tỉnh ủy Lạng", "Sơn"])] == [
        ["Tỉnh ủy", "Lạng"],
        ["Sơn"],
    ]


def test_decomposed_text_is_refused_in_one_line():
    with pytest.raises(InputError, match="NFC"):
        words(["ti\u0309nh"])


def test_a_lexicon_of_ones_own_joins_words(tmp_path):
    (tmp_path / "lexicon.txt").write_text("xây dựng nông thôn mới\n", encoding="utf-8")
    assert "xây dựng nông thôn mới" in surfaces("việc xây dựng nông thôn mới", str(tmp_path))
    assert "xây dựng nông thôn mới" not in surfaces("việc xây dựng nông thôn mới")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("đơn vị sự nghiệp công lập", ["đơn vị sự nghiệp công lập"]),
        ("đơn vị sự nghiệp của tỉnh", ["đơn vị sự nghiệp"]),
        ("NHẤT THỂ HOÁ chức danh", ["nhất thể hóa chức danh"]),
        ("Ban thường vụ tỉnh uỷ Lạng Sơn", ["Ban Thường vụ Tỉnh ủy"]),
        ("sở, ban, ngành", ["sở, ban, ngành"]),
        ("sở của ban", []),
        ("đơn vị và sự nghiệp công lập", []),
    ],
)
def test_longest_term(line, expected):
    keys = [key(surface) for surface in surfaces(line)]
    assert [term.label for term in terms(keys, book())] == expected


@settings(max_examples=100, deadline=None)
@given(vietnamese)
def test_terms_stand_apart_and_spell_their_words(line):
    keys = [key(surface) for surface in surfaces(line)]
    last = 0
    for term in terms(keys, book()):
        assert last <= term.first < term.last
        assert " ".join(keys[term.first : term.last]).replace(" ,", ",") == key(term.label)
        last = term.last


TERMS, STOPWORDS, LEXICON = (book().lines(name) for name in ("terms", "stopwords", "lexicon"))


def test_the_lists_are_long_enough_and_hold_nothing_twice():
    assert len(TERMS) >= 150
    assert len(STOPWORDS) >= 200
    for entries in (TERMS, STOPWORDS, LEXICON):
        assert len({key(entry) for entry in entries}) == len(entries)


def test_no_term_is_a_stopword():
    assert not {key(term) for term in TERMS} & {key(word) for word in STOPWORDS}


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_found_where_it_stands_alone(term):
    keys = words([f"Về {term} ."])[0].keys
    found = terms(keys, book())
    assert [key(one.label) for one in found] == [key(term)]


@pytest.mark.parametrize("word", LEXICON)
def test_a_word_of_the_lexicon_is_one_word(word):
    assert key(word) in words([f"Về {word} , có"])[0].keys
