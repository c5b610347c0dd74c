"""What a person settled: applied as said, shown with what was printed, refused where it is out of date."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import corrections, tables
from tinhgon.audits import audit, flags
from tinhgon.corrections import COLUMNS
from tinhgon.corrections.places import occurrence, places
from tinhgon.errors import InputError

TEXT = (
    "Sơn La\nTỉnh giảm 815 thôn, nay còn 2.509 thôn. Có 76/186 xã (40,3%) đã hợp nhất."
    "\nMỗi huyện có 4-5 cấp phó; giảm 12 chi cục."
)
CASES = load_cases("corrections")
SHARE = {"object": "communes", "change": "adoption", "predicate": "other_model", "tier": "commune"}
VILLAGES = {"object": "villages", "tier": "village"}
DEPUTIES = {"object": "deputies", "change": "level"}


def figure(surface: str, value: float, **more: Any) -> dict[str, Any]:
    start = TEXT.index(surface)
    sentence = next(part for part in TEXT.splitlines() if surface in part)
    place = {"article_id": "a.txt#1", "source_file": "a.txt", "article": 1, "statistic_id": surface}
    known = {"measure": "count", "qualifier": "=", "target": False, "province": "Sơn La", "rule": "verb"}
    where = {"start": start, "end": start + len(surface), "sentence": sentence}
    return place | known | {"surface": surface, "value": value} | where | more


def extracted() -> dict[str, pd.DataFrame]:
    """What the rules are taken to have read of TEXT."""
    rows = [
        figure("815 thôn", 815, change="decrease", **VILLAGES),
        figure("2.509 thôn", 2509, change="level", **VILLAGES),
        figure("76/186 xã", 40.86, measure="ratio", numerator=76, denominator=186, **SHARE),
        figure("4-5 cấp phó", 4, qualifier="≥", **DEPUTIES),
        figure("4-5 cấp phó", 5, qualifier="≤", **DEPUTIES) | {"statistic_id": "second"},
    ]
    digits = {"815": "statistic", "2.509": "statistic", "76/186": "statistic", "40,3%": "other"}
    digits |= {"4-5": "statistic", "12": "unknown"}
    ledger = [
        {"article_id": "a.txt#1", "source_file": "a.txt", "article": 1, "surface": run, "kind": kind}
        | {"start": TEXT.index(run), "end": TEXT.index(run) + len(run)}
        for run, kind in digits.items()
    ]
    found = {"statistics": tables.frame("statistics", rows), "ledger": tables.frame("ledger", ledger)}
    found["audits"] = audit(found["statistics"], articles())
    return found


def articles() -> pd.DataFrame:
    row = {"article_id": "a.txt#1", "source_file": "a.txt", "article": 1, "text": TEXT}
    return tables.frame("articles", [row])


def file(folder: Path, *entries: str) -> Path:
    path = folder / "corrections.csv"
    path.write_text("\n".join([",".join(COLUMNS), *entries, ""]), encoding="utf-8")
    return path


def settle(folder: Path, *entries: str) -> dict[str, pd.DataFrame]:
    return corrections.apply(extracted(), corrections.read(file(folder, *entries)), articles())


@pytest.mark.parametrize("case", [c for c in CASES if "fault" not in c], ids=itemgetter("id"))
def test_what_an_entry_does(case: dict[str, Any], tmp_path: Path) -> None:
    found = settle(tmp_path, case["entry"])
    rows, ledger = tables.records(found["statistics"]), tables.records(found["ledger"])
    after = case.get("after", {})
    for row in [row for row in rows if row["surface"] == case.get("figure")]:
        assert {name: row[name] for name in after} == after
    assert case.get("figure") is None or case["figure"] in {row["surface"] for row in rows}
    assert case.get("gone") not in {row["surface"] for row in rows}
    kinds = {row["surface"]: row["kind"] for row in ledger}
    assert {str(run): kinds[str(run)] for run in case.get("kinds", {})} == {
        str(run): kind for run, kind in case.get("kinds", {}).items()
    }
    assert len(rows) == case.get("figures", len(rows))
    assert all(TEXT[row["start"] : row["end"]] == row["surface"] for row in rows)


@pytest.mark.parametrize("case", [c for c in CASES if "fault" in c], ids=itemgetter("id"))
def test_what_is_refused_and_where(case: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        settle(tmp_path, case["entry"])
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'corrections.csv'}:")
    assert case["fault"] in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"source_file,artikel\n", ':1: unknown column "artikel"'),
        (b"source_file;article;surface;occurrence;action;field;value;reason\n", ":1: columns are parted by"),
        (b"source_file,article\n", ":1: no column surface"),
        (b"a\xff\n", ":1: not UTF-8"),
        (b'source_file,"art\n', ":1: not CSV"),
    ],
)
def test_a_file_that_is_none(content: bytes, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=fault):
        corrections.read(path)
    with pytest.raises(InputError, match="cannot be read"):
        corrections.read(tmp_path / "none.csv")


def test_no_entry_changes_nothing(tmp_path: Path) -> None:
    before = extracted()
    after = corrections.apply(before, corrections.read(file(tmp_path)), articles())
    assert after.keys() - before.keys() == {"corrections"}
    assert after["corrections"].empty
    for name, table in before.items():
        pd.testing.assert_frame_equal(after[name], table)


def test_apply_leaves_its_arguments_as_they_were(tmp_path: Path) -> None:
    before, untouched = extracted(), extracted()
    entry = "a.txt,1,815 thôn,1,set,object,communes,misread,the page,Lan,2026-01-03"
    corrections.apply(before, corrections.read(file(tmp_path, entry)), articles())
    for name, table in before.items():
        pd.testing.assert_frame_equal(untouched[name], table)


def test_the_table_of_corrections_keeps_entry_and_what_was_printed(tmp_path: Path) -> None:
    made = settle(
        tmp_path,
        "a.txt,1,2.509 thôn,1,drop,,,false,the page,Lan,2026-01-03",
        "a.txt,1,815 thôn,1,set,object,communes,misread,the page,Lan,2026-01-03",
    )["corrections"]
    rows = {row["action"]: row for row in tables.records(made)}
    assert rows["drop"]["printed"] == "object=villages;change=level;value=2509"
    assert rows["set"]["printed"] == "object=villages"
    assert (rows["set"]["statistic_id"], rows["set"]["by"]) == ("815 thôn", "Lan")
    assert TEXT[rows["drop"]["start"] : rows["drop"]["end"]] == "2.509 thôn"


def test_the_arithmetic_is_checked_again(tmp_path: Path) -> None:
    text = "76/186 xã (tương đương 40,3%) hợp nhất."
    place = {
        "article_id": "a#1",
        "source_file": "a",
        "article": 1,
        "sentence": text,
        "target": False,
        **SHARE,
    }
    rows = [
        {"statistic_id": "ratio", "surface": "76/186 xã", "measure": "ratio", "value": 40.86}
        | {"numerator": 76, "denominator": 186, "start": 0, "end": 9, "qualifier": "="},
        {"statistic_id": "percent", "surface": "40,3%", "measure": "percent", "value": 40.3}
        | {"start": 22, "end": 27, "qualifier": "="},
    ]
    texts = tables.frame("articles", [{"article_id": "a#1", "source_file": "a", "article": 1, "text": text}])
    statistics = tables.frame("statistics", [place | row for row in rows])
    found = {"statistics": statistics, "ledger": tables.frame("ledger", [])}
    found["audits"] = audit(statistics, texts)
    assert flags(statistics, found["audits"]).notna().all()
    entry = "a,1,76/186 xã,1,set,numerator,75,misprint,decision 12,Lan,2026-01-03"
    after = corrections.apply(found, corrections.read(file(tmp_path, entry)), texts)
    assert after["statistics"]["check"].isna().all()
    assert set(after["audits"]["verdict"]) == {"agrees"}


def test_an_added_figure_has_an_id_of_its_own(tmp_path: Path) -> None:
    entry = "a.txt,1,12 chi cục,1,add,object;change,divisions;{},missed,the page,Lan,2026-01-03"
    rows = settle(tmp_path, entry.format("decrease"), entry.format("transfer"))["statistics"]
    added = rows[rows["corrected"] == "added"]
    assert len(added) == added["statistic_id"].nunique() == 2


# --- The review queue ------------------------------------------------------------------------------


def rules(**precision: float) -> pd.DataFrame:
    rows = [{"rule": rule, "figures": 9, "precision": value} for rule, value in precision.items()]
    return tables.frame("rule_precision", rows)


def test_failed_checks_come_first_then_unknown_digits_then_weak_rules() -> None:
    found = extracted()
    found["statistics"]["check"] = [
        "repeated" if s == "2.509 thôn" else None for s in found["statistics"]["surface"]
    ]
    found["statistics"]["rule"] = [
        "weak" if s == "76/186 xã" else "odd" for s in found["statistics"]["surface"]
    ]
    queue = corrections.review(found, articles(), rules(weak=0.5, odd=0.89)).sort_values("rank")
    assert queue["surface"].tolist()[:3] == ["2.509 thôn", "12", "76/186 xã"]
    assert queue["why"].tolist() == ["repeated", "unknown", "rule", "rule", "rule"]
    assert queue["rank"].tolist() == [1, 2, 3, 4, 5]
    sure = corrections.review(found, articles(), rules(weak=0.9, odd=1.0))
    assert sure["why"].tolist() == ["repeated", "unknown"]


def test_what_a_person_has_read_is_not_asked_again() -> None:
    found = extracted()
    found["statistics"]["confirmed"] = "Lan 2026-01-03"
    assert corrections.review(found, articles(), rules(verb=0.1))["why"].tolist() == ["unknown"]


def test_rows_of_the_queue_can_be_pasted_once_they_are_signed(tmp_path: Path) -> None:
    found = extracted()
    queue = corrections.review(found, articles(), rules(verb=0.5))
    figures = queue[queue["why"] == "rule"]
    for signed in (False, True):
        signature = {"by": "Lan", "on": "2026-01-03"} if signed else {}
        path = tmp_path / "corrections.csv"
        path.write_text(tables.csv_text(figures.assign(**signature)[list(COLUMNS)]), encoding="utf-8")
        if not signed:
            with pytest.raises(InputError, match=":2: no by: say who settled it"):
                corrections.read(path)
    settled = corrections.apply(found, corrections.read(path), articles())["statistics"]
    assert settled["confirmed"].eq("Lan 2026-01-03").all()


# --- Places ----------------------------------------------------------------------------------------


@given(st.text("3 13.,/phòngb", max_size=40), st.sampled_from(["3", "3 phòng", "13", "phòng", "%"]))
def test_every_place_prints_the_surface_and_has_its_number(text: str, surface: str) -> None:
    found = places(text, surface)
    assert all(text[slice(*place)] == surface for place in found)
    assert [occurrence(text, surface, place.start) for place in found] == list(range(1, len(found) + 1))
