"""What stands in the cells of tables: numbers, marks in sentences, amounts, names in order."""

from __future__ import annotations

import html
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon.charts import display, extracted, tabular, wording
from tinhgon.charts.provinces import amount

Tables = dict[str, pd.DataFrame]


@pytest.mark.parametrize("case", load_cases("charts"), ids=lambda case: case["id"])
def test_cells(case: dict[str, object]) -> None:
    written = [tabular.cell(str(case["cell"]), case["value"], language) for language in display.LANGUAGES]
    assert written == [case["en"], case["vi"]]


@pytest.mark.parametrize("case", load_cases("charts_marks"), ids=lambda case: case["id"])
def test_marks(case: dict[str, list[tuple[int, int]]]) -> None:
    assert extracted.mark(str(case["sentence"]), case["places"]) == case["marked"]


@given(st.text("a<&5 ", max_size=12), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4))
def test_marking_changes_no_letter(sentence: str, places: list[tuple[int, int]]) -> None:
    inside = [(start, end) for start, end in places if start < end <= len(sentence)]
    marked = extracted.mark(sentence, inside)
    assert html.unescape(re.sub(r"<[^>]*>", "", marked)) == sentence


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_both_languages_write_the_same_number(value: float) -> None:
    english, vietnamese = (wording.number(value, language) for language in display.LANGUAGES)
    assert float(english.replace(",", "")) == float(vietnamese.replace(".", "").replace(",", "."))
    assert float(english.replace(",", "")) == pytest.approx(value, abs=0.0051)


def test_a_repeated_surface_is_marked_where_it_stands() -> None:
    text = "Có 5 xã. Có 5 xã và 5 thôn."
    rows = pd.DataFrame({"sentence": ["Có 5 xã và 5 thôn."], "start": [20], "end": [26]})
    assert extracted.spans(rows, text) == [(11, 17)]
    assert extracted.spans(rows.assign(sentence="Không đâu có."), text) == []


@pytest.mark.parametrize(
    ("row", "unit", "told"),
    [
        ({"value": 91.0, "qualifier": ">"}, "%", "> 91%"),
        ({"value": 815.0, "qualifier": "="}, "villages", "815"),
        ({"value": 50.0, "numerator": 7, "denominator": 14}, "%", "7 of 14"),
        ({"value": None, "qualifier": ""}, "%", ""),
        ({"value": 0.0}, "%", "0%"),
    ],
)
def test_amounts(row: dict[str, object], unit: str, told: str) -> None:
    assert amount(row, unit, "en").replace("\xa0", " ") == told


def test_names_sort_as_vietnamese_dictionaries_do() -> None:
    names = [
        "An Giang",
        "Bà Rịa - Vũng Tàu",
        "Bạc Liêu",
        "Cà Mau",
        "Đà Nẵng",
        "Đắk Lắk",
        "Điện Biên",
        "Thanh Hóa",
        "Yên Bái",
    ]
    assert sorted(set(names), key=wording.alphabetical) == names
