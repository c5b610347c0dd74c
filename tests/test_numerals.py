"""Vietnamese numbers: printed forms, number words and back, and offsets that are always true."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from made_up_text import texts
from open_cases import cases
from tinhgon.amounts import number as printed
from tinhgon.numerals import find, parse_digits, parse_words, spell
from tinhgon.text import Span

NAMES = ("surface", "measure", "value", "qualifier", "numerator", "denominator")


@pytest.mark.parametrize("case", cases("numerals"))
def test_numbers_as_printed(case: dict[str, Any]) -> None:
    """Every number of the text in the columns that the case gives; or the value of the words."""
    if "words" in case:
        assert parse_words(case["words"]) == case["value"]
        return
    found, wanted = find(case["text"]), case["numerals"]
    said = [{name: getattr(one, name) for name in NAMES[1:]} for one in found]
    for row, one in zip(said, found, strict=True):
        row["surface"] = case["text"][one.start : one.end]
    keys = [list(row) for row in wanted] + [list(NAMES)] * (len(found) - len(wanted))
    assert [{key: row[key] for key in of} for row, of in zip(said, keys, strict=False)] == wanted


# --- There and back ----------------------------------------------------------------------------------

WHOLE = st.one_of(
    st.integers(0, 10**18 - 1),
    st.integers(0, 99_999),
    st.builds(lambda value, scale: value * 10**scale, st.integers(0, 999), st.integers(0, 15)),
    st.builds(
        lambda high, scale, low: high * 10**scale + low,
        st.integers(1, 99),
        st.integers(3, 15),
        st.integers(0, 99),
    ),
)


@given(WHOLE)
def test_a_number_spelled_is_read_back(value: int) -> None:
    assert parse_words(spell(value)) == value


@given(st.integers(1, 10**18 - 1))
def test_a_number_spelled_is_found_whole_in_a_sentence(value: int) -> None:
    words = spell(value)
    text = f"Cả vùng còn {words} biên chế."
    (one,) = find(text)
    assert (text[one.start : one.end], one.value, one.in_words) == (words, value, True)


@given(st.integers(0, 9_999))
def test_spelling_follows_the_grammar(value: int) -> None:
    words = spell(value).split()
    assert "một" not in words[words.index("mươi") + 1 :] if "mươi" in words else True
    assert ("linh" in words) == (0 < value % 100 < 10 and value > 100)
    assert ("lăm" in words) == (value % 10 == 5 and value % 100 > 10)
    assert ("mốt" in words) == (value % 10 == 1 and value % 100 > 11)


@pytest.mark.parametrize(
    "variant", [("lăm", "nhăm"), ("linh", "lẻ"), ("nghìn", "ngàn"), ("tỷ", "tỉ"), ("bảy", "bẩy")]
)
@given(value=WHOLE)
def test_variants_of_a_word_mean_the_same(variant: tuple[str, str], value: int) -> None:
    usual, other = variant
    assert parse_words(spell(value).replace(usual, other)) == value


@given(st.integers(-5, -1) | st.integers(10**18, 10**19))
def test_numbers_outside_the_range_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        spell(value)


@given(st.integers(0, 10**12))
def test_whole_numbers_printed_in_groups_are_read_back(value: int) -> None:
    run = printed(value, "vi")
    text = f"còn {run} biên chế"
    assert parse_digits(run) == value
    assert [(one.value, text[one.start : one.end]) for one in find(text)] == [(value, run)]


@given(st.decimals(0, 9_999, places=2, allow_nan=False, allow_infinity=False))
def test_decimals_printed_with_a_comma_are_read_back(value: Any) -> None:
    run = printed(float(value), "vi")
    text = f"đạt {run}% kế hoạch"
    (one,) = find(text)
    assert (one.measure, one.value) == ("percent", float(value))
    assert text[one.start : one.end] == f"{run}%"


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_ratios_keep_both_numbers(part: int, whole: int) -> None:
    (one,) = find(f"có {printed(part, 'vi')}/{printed(whole, 'vi')} xã")
    assert (one.measure, one.numerator, one.denominator) == ("ratio", part, whole)
    assert abs(one.value - 100 * part / whole) <= 0.0051


# --- Offsets -----------------------------------------------------------------------------------------


@given(texts())
def test_offsets_are_true(text: str) -> None:
    before = Span(0, 0)
    for one in find(text):
        assert 0 <= one.start <= one.number_start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        span = Span(one.start, one.end)
        assert span == before or one.number_start >= before.end
        before = span


@given(texts(), st.data())
def test_blocked_stretches_hold_no_number(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    assume(start < end)
    for one in find(text, [Span(start, end)]):
        assert one.end <= start or one.number_start >= end


@pytest.mark.parametrize(
    "text", ["một " + "tỷ " * 60, "5 " + "tỷ " * 60, "9" * 400, "một phẩy " + "chín " * 200, "hai " * 500]
)
def test_numbers_beyond_all_counting_are_none(text: str) -> None:
    assert all(abs(numeral.value) <= 10**36 for numeral in find(text))


def test_fractions_may_stand_apart() -> None:
    assert [numeral.value for numeral in find("một  phần  tư số xã")] == [25.0]
