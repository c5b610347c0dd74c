"""The arithmetic of the pages: a table of articles and what their figures show."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import load_cases
from hand_made import articles, statistics
from tinhgon import audits, tables
from tinhgon.rules import book

BOUNDS = {"percent_range", "part_of_whole"}


def audited(case: dict[str, Any]) -> list[dict[str, Any]]:
    text = case.get("text", "")
    figures = statistics(case["figures"], text)
    found = audits.audit(figures, articles([{"id": "a.txt#1", "text": text}] if text else []))
    rows: list[dict[str, Any]] = found.to_dict("records")
    return [row for row in rows if row["kind"] not in BOUNDS or row["verdict"] in audits.FAILED]


@pytest.mark.parametrize("case", load_cases("audits"), ids=itemgetter("id"))
def test_audits(case: dict[str, Any]) -> None:
    rows = audited(case)
    expected = case["expect"]
    assert Counter((r["kind"], r["verdict"]) for r in rows) == Counter(
        (e["kind"], e["verdict"]) for e in expected
    )
    for want in expected:
        row = next(row for row in rows if row["kind"] == want["kind"])
        if "ids" in want:
            assert row["statistic_ids"] == ";".join(want["ids"])
        if "says" in want:
            assert row["explanation_en"].replace("\u00a0", " ") == want["says"]
        for number in {"printed", "computed"} & want.keys():
            assert row[number] == pytest.approx(want[number])


def test_every_check_that_passes_is_listed() -> None:
    figures = statistics([{"measure": "percent", "value": 50.0, "change": "share", "predicate": "task_done"}])
    assert audits.audit(figures, articles([]))["verdict"].tolist() == ["agrees"]


def test_flags_name_the_failed_checks_of_each_figure() -> None:
    figures = statistics(
        [
            {
                "id": "r",
                "measure": "ratio",
                "numerator": 15,
                "denominator": 14,
                "change": "adoption",
                "surface": "15/14",
            },
            {"id": "p", "measure": "percent", "value": 90.0, "change": "adoption", "surface": "90%"},
            {"id": "o", "value": 3, "object": "schools"},
        ]
    )
    cells = audits.flags(figures, audits.audit(figures, articles([])))
    by_id = dict(zip(figures["statistic_id"], cells, strict=True))
    assert by_id["r"] == "part_of_whole;ratio_percent"
    assert by_id["p"] == "ratio_percent"
    assert figures.loc[cells.isna(), "statistic_id"].tolist() == ["o"]


def test_truncation_is_no_failure() -> None:
    figures = statistics(
        [
            {
                "measure": "ratio",
                "numerator": 13,
                "denominator": 14,
                "change": "adoption",
                "surface": "13/14",
            },
            {"measure": "percent", "value": 92.8, "change": "adoption", "surface": "92,8%"},
        ]
    )
    assert audits.flags(figures, audits.audit(figures, articles([]))).isna().all()


def ratio_and_percent(part: int, whole: int, percent: Decimal) -> list[tuple[str, str]]:
    """What the audits say of `part/whole` printed as `percent`, bounds aside."""
    rows = [
        {"surface": f"{part}/{whole}", "measure": "ratio", "numerator": part, "denominator": whole},
        {"surface": f"{percent}%".replace(".", ","), "measure": "percent", "value": float(percent)},
    ]
    found = audits.audit(statistics(rows, change="adoption"), articles([])).to_dict("records")
    return [(row["kind"], row["verdict"]) for row in found if row["kind"] not in BOUNDS]


@given(st.integers(1, 2000), st.integers(1, 2000), st.integers(0, 2))
@settings(deadline=None, max_examples=60)
def test_rounded_and_cut_off_shares_are_right_and_others_are_not(a: int, b: int, places: int) -> None:
    part, whole = sorted((a, b))
    exact, unit = Decimal(100) * part / whole, Decimal(1).scaleb(-places)
    rounded, cut = exact.quantize(unit, ROUND_HALF_UP), exact.quantize(unit, ROUND_DOWN)
    assert ratio_and_percent(part, whole, rounded) == [("ratio_percent", "agrees")]
    (said,) = ratio_and_percent(part, whole, cut)
    assert said == ("ratio_percent", "agrees" if abs(exact - cut) <= unit / 2 else "truncated")
    for wrong in (cut - unit, cut + 2 * unit):
        if wrong >= 0:
            assert ratio_and_percent(part, whole, wrong) == [("ratio_percent", "contradicts")]


@given(st.lists(st.integers(1, 500), min_size=2, max_size=6), st.integers(-3, 3))
@settings(deadline=None, max_examples=40)
def test_a_closed_list_of_parts_adds_up_or_is_told(parts: list[int], error: int) -> None:
    total = max(1, sum(parts) + error)
    text = f"giảm {total} phòng ({', '.join(f'{part} phòng' for part in parts)})"
    rows = [{"surface": f"{total} phòng", "value": total, "role": "total"}]
    rows += [{"surface": f"{part} phòng", "value": part, "role": "part"} for part in parts]
    figures = statistics(rows, text, object="divisions", change="decrease")
    found = audits.audit(figures, articles([{"id": "a.txt#1", "text": text}])).to_dict("records")
    verdicts = [row["verdict"] for row in found if row["kind"] == "parts_total"]
    assert verdicts == ["agrees" if sum(parts) == total else "contradicts"]


def test_articles_are_checked_apart() -> None:
    rows = [
        {"in": "a.txt#1", "surface": "13/14 huyện", "measure": "ratio", "numerator": 13, "denominator": 14},
        {"in": "b.txt#1", "surface": "40%", "measure": "percent", "value": 40.0},
    ]
    found = audits.audit(statistics(rows, change="adoption"), articles([]))
    assert set(found["kind"]) <= BOUNDS


def test_nothing_of_an_empty_table() -> None:
    empty = tables.frame("statistics", [])
    found = audits.audit(empty, articles([]))
    assert found.empty
    assert audits.flags(empty, found).empty


def test_table_is_written_and_read_again(tmp_path: Path) -> None:
    figures = statistics([{"measure": "percent", "value": 682.0, "change": "share", "surface": "682%"}])
    found = audits.audit(figures, articles([]))
    tables.write(tmp_path, "audits", found)
    assert tables.read(tmp_path, "audits").equals(found)


def test_sentences_exist_in_both_languages_with_the_same_numbers() -> None:
    import string

    for entry in book().entries("audits"):
        names = [
            {field for _, field, _, _ in string.Formatter().parse(entry[lang]) if field}
            for lang in ("en", "vi")
        ]
        assert names[0] == names[1], entry["id"]


@pytest.mark.parametrize("size", [8_000])
def test_many_figures_take_linear_time(size: int) -> None:
    import time

    def seconds(n: int) -> float:
        rows = [{"surface": f"{i}/9", "measure": "ratio", "numerator": 1, "denominator": 9} for i in range(n)]
        rows += [{"surface": "11%", "measure": "percent", "value": 11.0} for _ in range(n // 10)]
        figures = statistics(rows, change="adoption")
        started = time.process_time()
        audits.audit(figures, articles([]))
        return time.process_time() - started

    assert seconds(size) < 12 * max(seconds(size // 4), 0.05)
