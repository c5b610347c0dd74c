"""Tables: types, order, the same cells in CSV and Parquet, files written whole or not at all."""

from __future__ import annotations

import csv
import errno
import io
import os
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import tables
from tinhgon.errors import InputError
from tinhgon.tables import COLUMNS, DTYPES, csv_text, decimal, frame, read, write

FIGURE = {
    "statistic_id": "a1",
    "article_id": "a.txt#1",
    "source_file": "a.txt",
    "article": 1,
    "surface": "24,07% đảng bộ xã",
    "measure": "percent",
    "value": 24.07,
    "target": False,
    "check": ["sum", "repeat"],
    "start": 10,
    "end": 27,
}

# --- Frames ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_a_frame_has_all_columns_in_order_and_of_their_types_also_without_rows(name: str) -> None:
    for rows in ([], [{}]):
        table = frame(name, rows)
        assert list(table.columns) == list(COLUMNS[name])
        assert [str(kind) for kind in table.dtypes] == [DTYPES[kind] for kind in COLUMNS[name].values()]
        assert table.isna().all(axis=None)
        assert len(table) == len(rows)


def test_missing_is_not_zero_and_not_false() -> None:
    row = frame("statistics", [FIGURE]).iloc[0]
    assert pd.isna(row["numerator"])
    assert pd.isna(row["province"])
    assert row["target"] is not pd.NA
    assert not row["target"]
    assert pd.isna(frame("statistics", [{**FIGURE, "target": None}])["target"][0])
    assert frame("statistics", [{**FIGURE, "value": 0}])["value"][0] == 0


@pytest.mark.parametrize(
    ("given_list", "cell"),
    [
        (["b", "a"], "a;b"),
        ({"x"}, "x"),
        ((), None),
        (frozenset({"2", "10"}), "10;2"),
        ("as;is", "as;is"),
        ("", None),
    ],
)
def test_lists_are_sorted_and_joined(given_list: Any, cell: str | None) -> None:
    made = frame("statistics", [{**FIGURE, "check": given_list}])["check"][0]
    assert made == cell if cell is not None else pd.isna(made)


def test_rows_stand_in_house_order() -> None:
    places = [("b", 1, 1), ("a", 2, 1), ("a", 1, 20), ("a", 1, 3), ("a", 10, 0)]
    rows = [{"source_file": file, "article": number, "start": at} for file, number, at in places]
    table = frame("ledger", rows)
    order = list(zip(table["source_file"], table["article"], table["start"], strict=True))
    assert order == [("a", 1, 3), ("a", 1, 20), ("a", 2, 1), ("a", 10, 0), ("b", 1, 1)]
    assert frame("ledger", reversed(rows)).equals(table)


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(ValueError, match="ledger: no column kin, sta"):
        frame("ledger", [{"sta": 1}, {"kin": "x"}])


def test_a_table_is_not_declared_twice_with_other_columns() -> None:
    before = dict(COLUMNS["ledger"])
    tables.declare("ledger", " ".join(f"{name}:{kind}" for name, kind in before.items()))
    with pytest.raises(ValueError, match="ledger: declared twice"):
        tables.declare("ledger", "start:integer")
    COLUMNS["ledger"] = before


@pytest.mark.parametrize("case", load_cases("columns"), ids=itemgetter("id"))
def test_columns_of_the_design_stand_first_and_in_order(case: dict[str, Any]) -> None:
    assert list(COLUMNS[case["id"]])[: len(case["columns"])] == case["columns"]


# --- Numbers in print --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (24.07, "24.07"),
        (2818, "2818"),
        (2818.0, "2818"),
        (12_500_000_000, "12500000000"),
        (1e22, "10000000000000000000000"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1 / 3, "0.3333333333333333"),
        (-0.5, "-0.5"),
        (0, "0"),
        (-0.0, "0"),
    ],
)
def test_numbers_are_printed_in_shortest_decimal_form(value: float, printed: str) -> None:
    assert decimal(value) == printed


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_printed_number_is_the_number(value: float) -> None:
    printed = decimal(value)
    assert float(printed) == value
    assert "e" not in printed.lower()
    assert not printed.endswith(".0")


# --- Files -------------------------------------------------------------------------------------------

CELLS = {
    "text": st.none()
    | st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1, max_size=12),
    "list": st.lists(st.sampled_from(["a", "b", "ư"]), max_size=3),
    "integer": st.none() | st.integers(-(2**53), 2**53),
    "number": st.none() | st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.none() | st.booleans(),
}
ROWS = st.lists(
    st.fixed_dictionaries({name: CELLS[kind] for name, kind in COLUMNS["statistics"].items()}), max_size=4
)


@given(ROWS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_csv_and_parquet_hold_the_same_cells(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    table = frame("statistics", rows)
    write(tmp_path, "statistics", table)
    again = read(tmp_path, "statistics")
    pd.testing.assert_frame_equal(again, table)
    with (tmp_path / "statistics.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *lines = list(csv.reader(file))
    assert head == list(COLUMNS["statistics"])
    for name, cells in zip(head, zip(*lines, strict=True), strict=False):
        for cell, value in zip(cells, again[name], strict=True):
            kind = COLUMNS["statistics"][name]
            if pd.isna(value):
                assert cell == ""
            elif kind == "boolean":
                assert cell == ("true" if value else "false")
            elif kind in {"integer", "number"}:
                assert float(cell) == value
            else:
                assert cell == value


def test_csv_is_for_spreadsheets_and_by_the_standard(tmp_path: Path) -> None:
    write(tmp_path, "statistics", frame("statistics", [{**FIGURE, "sentence": 'Ông nói: "giảm",\nrồi thôi'}]))
    text = (tmp_path / "statistics.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfstatistic_id,article_id,")
    assert text.endswith(b"\r\n")
    assert text.count(b"\r\n") == 2
    assert '"Ông nói: ""giảm"",\nrồi thôi"'.encode() in text
    assert ',"24,07% đảng bộ xã",percent,24.07,,,'.encode() in text
    assert b",false," in text


def test_parquet_states_its_types_and_nothing_of_the_library(tmp_path: Path) -> None:
    write(tmp_path, "statistics", frame("statistics", []))
    schema = pq.read_schema(tmp_path / "statistics.parquet")
    assert str(schema.field("value").type) == "double"
    assert str(schema.field("article").type) == "int64"
    assert str(schema.field("target").type) == "bool"
    assert str(schema.field("surface").type) == "string"
    assert not schema.metadata


def test_the_same_table_is_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        write(tmp_path / folder, "statistics", frame("statistics", [FIGURE, {**FIGURE, "start": 3}]))
    for name in ("statistics.csv", "statistics.parquet"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_columns_at_the_right_end_are_kept(tmp_path: Path) -> None:
    table = frame("ledger", [{"source_file": "a.txt", "kind": "date"}]).assign(
        more=pd.Series(["x"], dtype="str")
    )
    write(tmp_path, "ledger", table)
    assert list(read(tmp_path, "ledger")["more"]) == ["x"]
    assert (
        (tmp_path / "ledger.csv")
        .read_text(encoding="utf-8-sig")
        .startswith("article_id,source_file,article,")
    )


def test_a_column_that_is_gone_is_an_error_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ledger: columns are"):
        write(tmp_path, "ledger", frame("ledger", []).drop(columns="kind"))
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_is_not_there_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"statistics\.parquet: no such table; run `make report` first"):
        read(tmp_path, "statistics")


# --- A disk that refuses -----------------------------------------------------------------------------


def refuse(*_: Any, **__: Any) -> Any:
    """What a full disk says."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


HALF_WRITTEN = "pyarrow.parquet.write_table"


@pytest.mark.parametrize("where", ["pathlib.Path.write_bytes", "os.replace", HALF_WRITTEN])
def test_a_full_disk_leaves_the_old_file(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "ledger", frame("ledger", [{"source_file": "old.txt"}]))
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with monkeypatch.context() as patched:
        patched.setattr(where, refuse)
        with pytest.raises(InputError, match="cannot be written: No space left on device") as told:
            write(tmp_path, "ledger", frame("ledger", [{"source_file": "new.txt"}]))
    assert "\n" not in str(told.value)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def stop_while_writing(file: Path) -> None:
    """Ctrl-C in the middle of a file."""
    with tables.replacing(file) as part:
        part.write_text("ne")
        raise KeyboardInterrupt


def test_a_file_cut_short_is_never_in_place(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        stop_while_writing(file)
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]
    assert file.read_text() == "old"


def test_a_file_where_a_folder_is_due_is_told(tmp_path: Path) -> None:
    (tmp_path / "tables").touch()
    with pytest.raises(InputError, match="cannot be written"):
        write(tmp_path / "tables", "ledger", frame("ledger", []))


def test_folders_are_made(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b", "ledger", frame("ledger", []))
    assert read(tmp_path / "a" / "b", "ledger").empty


def test_csv_of_any_frame() -> None:
    table = pd.DataFrame({"a": [1.5, None], "b": [True, False], "c": ["é", ""]})
    assert list(csv.reader(io.StringIO(csv_text(table), newline=""))) == [
        ["a", "b", "c"],
        ["1.5", "true", "é"],
        ["", "false", ""],
    ]
