"""Sentences: what stands in them, their segments and brackets, and that any text at all can be read."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up_text import texts
from open_cases import cases
from tinhgon.clauses import Article, Sentence, read_article
from tinhgon.clauses.article import MOST_CHARACTERS, MOST_NUMBERS
from tinhgon.lexicon import Mention
from tinhgon.rules import book
from tinhgon.text import Span, sentences

RULES = book()
TEXTS = texts() | texts(strange=True)


def sentence(text: str) -> Sentence:
    """A text of one sentence."""
    (one,) = read_article(text, RULES).sentences
    return one


@pytest.mark.parametrize("case", cases("clauses"))
def test_what_stands_in_a_sentence(case: dict[str, Any]) -> None:
    one = sentence(case["text"])
    if "models" in case:
        assert [model.id for model in one.models] == case["models"]
    else:
        said = [[one.text[m.start : m.end], m.id] for m in one.said(case["concern"])]
        assert said == case["said"]


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("trưởng thôn kiêm bí thư chi bộ", "village"),
        ("hợp nhất Ban Tổ chức với Phòng Nội vụ", ""),
        ("hợp nhất Sở Tài chính với Sở Kế hoạch và Đầu tư", "province"),
        ("sáp nhập Trung tâm Chính trị vào Ban Tuyên giáo", "district"),
        ("giải thể chi bộ cơ quan xã", "commune"),
        ("bí thư kiêm chủ tịch UBND", ""),
    ],
)
def test_a_model_has_the_tier_that_its_words_name(text: str, tier: str) -> None:
    assert [model.tier for model in sentence(text).models] == [tier]


def test_a_model_stands_where_its_words_stand() -> None:
    text = "Đến nay, Bí thư xã đồng thời là Chủ tịch UBND ở nhiều nơi."
    (model,) = sentence(text).models
    assert text[model.start : model.end] == "Bí thư xã đồng thời là Chủ tịch UBND"


# --- Segments and brackets ---------------------------------------------------------------------------


def test_a_segment_lies_between_semicolons_and_a_bracket_is_its_own() -> None:
    text = "Giảm 5 phòng (2 phòng; 3 ban); giảm 7 sở; còn 9."
    one = sentence(text)
    pieces = {text.index(word): one.segment(text.index(word)) for word in ("5", "2", "3 ban", "7", "9")}
    assert [text[start:end] for start, end in pieces.values()] == [
        "Giảm 5 phòng (2 phòng",
        "2 phòng; 3 ban",
        "2 phòng; 3 ban",
        " giảm 7 sở",
        " còn 9.",
    ]
    assert one.bracket(text.index("7")) is None


def test_what_is_inside_a_bracket_does_not_govern_what_is_outside() -> None:
    text = "Giảm 5 phòng (sáp nhập 2 phòng), 3 ban."
    one = sentence(text)
    verbs = one.said("changes", "decrease", "adoption")
    assert [found.id for found in verbs] == ["decrease", "adoption"]
    last = one.last_before(text.index("3"), verbs)
    inside = one.last_before(text.index("2"), verbs)
    assert last is not None
    assert inside is not None
    assert (last.id, inside.id) == ("decrease", "adoption")
    after = one.first_after(0, verbs, one.bracket(text.index("2")))
    assert after is not None
    assert after.id == "adoption"
    assert one.first_after(text.index("3"), verbs) is None


# --- Any text ----------------------------------------------------------------------------------------


def spans(article: Article) -> list[tuple[Span, Any]]:
    """All that was found in an article, each with its sentence, if it belongs to one."""
    found: list[tuple[Span, Any]] = [
        (Span(one.start, one.end), None)
        for one in [
            *article.dates,
            *article.references,
            *article.places,
            *article.numerals,
            *article.legal_spans,
        ]
    ]
    for one in article.sentences:
        mentions: list[Mention] = [
            m for concern in ("objects", "changes", "cues", "tiers") for m in one.said(concern)
        ]
        found += [(Span(m.start, m.end), one) for m in [*mentions, *one.models, *one.words]]
    return found


@given(TEXTS, st.none() | st.dates(datetime.date(2015, 1, 1), datetime.date(2026, 1, 1)))
@settings(deadline=None)
def test_any_text_can_be_read(text: str, published: datetime.date | None) -> None:
    article = read_article(text, RULES, ["Sơn La"], published)
    assert len(article.folded) == len(text)
    assert [Span(one.start, one.end) for one in article.sentences] == sentences(text)
    for span, within in spans(article):
        assert 0 <= span.start < span.end <= len(text)
        if within is not None:
            assert within.start <= span.start
            assert span.end <= within.end


@given(texts())
@settings(deadline=None)
def test_numbers_are_neither_dates_nor_codes_and_belong_to_one_sentence(text: str) -> None:
    article = read_article(text, RULES)
    taken = [Span(one.start, one.end) for one in (*article.legal_spans, *article.dates)]
    for numeral in article.numerals:
        assert not any(numeral.number_start < end and start < numeral.end for start, end in taken)
    homes = [numeral for one in article.sentences for numeral in one.numerals]
    assert len(homes) == len(article.numerals)
    for one, other in pairwise(one.line for one in article.sentences):
        assert one <= other


@pytest.mark.parametrize("piece", ["giảm 12 xã, ", "(7/14 huyện) ", "hai mươi mốt ", "Chà Nưa ", "x", "“"])
def test_a_sentence_that_no_writer_writes_is_divided(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    article = read_article(text, RULES)
    parts = article.sentences
    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert "".join(text[one.start : one.end] for one in parts) == text.strip()
    assert len(parts) > 1
    assert max(len(one.numerals) for one in parts) <= MOST_NUMBERS
    assert max(one.end - one.start for one in parts) <= MOST_CHARACTERS
    assert [numeral for one in parts for numeral in one.numerals] == article.numerals


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Bí thư đồng thời là chủ tịch UBND xã.", True),
        ("Tỉnh đã hợp nhất hai chi cục.", True),
        ("Trời nắng đẹp suốt tuần.", False),
    ],
)
def test_a_sentence_that_names_no_post_body_or_merger_is_not_read_for_models(text: str, may: bool) -> None:
    assert sentence(text).may_unite is may
    assert may or sentence(text).models == []
