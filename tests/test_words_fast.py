"""The tables against the reference, and the reference against underthesea itself."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhgon import words as segmentation
from tinhgon.text import normalise
from tinhgon.words import fast, model, reference
from tinhgon.words.tokens import tokens

CORPUS = sorted((Path(__file__).parent.parent / "corpus" / "raw").rglob("*.txt"))
PARTS = sorted({part for word in model.dictionary() for part in word.split()})
token = st.one_of(
    st.sampled_from(PARTS),
    st.sampled_from(PARTS).map(str.capitalize),
    st.from_regex(r"[+-]?[0-9]{1,14}", fullmatch=True),
    st.sampled_from(["BOS", "EOS", "True", "False", "uỷ", "ủy", ",", ".", "%", "UBND"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=5),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(token, max_size=10), max_size=4))
def test_tables_decide_as_the_reference(lines):
    assert fast.joined(lines) == reference.joined(lines)


def test_tables_decide_as_the_reference_on_the_corpus():
    assert CORPUS
    lines = [
        tokens(normalise(line)).forms for file in CORPUS for line in file.read_text("utf-8").splitlines()
    ]
    assert fast.joined(lines) == reference.joined(lines)


def test_tables_decide_as_the_reference_across_batches():
    lines = list(fast.samples(900))
    assert sum(map(len, lines)) > fast.BATCH
    assert fast.joined(lines) == reference.joined(lines)


@settings(max_examples=50, deadline=None)
@given(st.lists(token, min_size=1, max_size=12))
def test_the_reference_decides_as_underthesea(parts):
    from underthesea import word_tokenize
    from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize

    line = normalise(" ".join(parts))
    cut = tokenize(line, use_token_normalize=False)
    tags = reference.joined([cut])[0]
    words: list[str] = []
    for form, joins in zip(cut, tags, strict=True):
        words[-1:] = [f"{words[-1]} {form}"] if joins else [*words[-1:], form]
    assert words == word_tokenize(line, use_token_normalize=False)


def test_the_installed_model_is_known():
    assert model.digest() in fast.KNOWN
    assert fast.fit()


@pytest.fixture
def fresh_check(monkeypatch):
    fast.fit.cache_clear()
    monkeypatch.setitem(segmentation._done, "tokens", segmentation.WORTH_TABLES)
    yield
    fast.fit.cache_clear()


def test_another_model_falls_back_with_a_notice(monkeypatch, fresh_check):
    monkeypatch.setattr(fast, "KNOWN", frozenset())
    with pytest.warns(UserWarning, match="another model"):
        assert segmentation.words(["tinh giản biên chế"])[0].surfaces == ["tinh giản", "biên chế"]


def test_a_disagreement_falls_back_with_a_notice(monkeypatch, fresh_check):
    monkeypatch.setattr(fast, "joined", lambda lines: [[False] * len(line) for line in lines])
    with pytest.warns(UserWarning, match="disagree"):
        assert segmentation.words(["tinh giản biên chế"])[0].surfaces == ["tinh giản", "biên chế"]


def test_a_tie_goes_to_the_reference(monkeypatch):
    monkeypatch.setattr(fast, "TOO_CLOSE", 1e6)
    asked = []
    monkeypatch.setattr(
        reference, "joined", lambda lines: asked.extend(lines) or [[False] * len(line) for line in lines]
    )
    fast.joined([["tinh", "giản"], [], ["biên", "chế"]])
    assert asked == [["tinh", "giản"], ["biên", "chế"]]


def test_forgetting_tokens_changes_nothing():
    tables = fast.Tables()
    lines = list(fast.samples(20))
    before = tables.joined(lines)
    tables.forget()
    assert tables.joined(lines) == before
