"""What changed between two hand-made builds: by key, field by field, in words, on a page."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tinhgon import tables
from tinhgon.diff import Outcome, diff
from tinhgon.errors import InputError

TEXT = "Núi Xanh giảm thôn\nTỉnh giảm 12 thôn. Còn 40 thôn & <b>3</b> xã."
HEAD = {"source_file": "a.txt", "article": 1, "article_id": "a.txt#1"}


def figure(ident: str, surface: str, value: float, **cells: Any) -> dict[str, Any]:
    start = TEXT.index(surface)
    sentence = "Tỉnh giảm 12 thôn." if surface == "12 thôn" else "Còn 40 thôn & <b>3</b> xã."
    row = HEAD | {"statistic_id": ident, "surface": surface, "value": value, "sentence": sentence}
    return row | {"province": "Núi Xanh", "start": start, "end": start + len(surface)} | cells


FIGURES = [
    figure("one", "12 thôn", 12, object="villages", change="decrease"),
    figure("two", "40 thôn", 40, object="villages", change="level"),
]


def build(
    folder: Path, figures: list[dict[str, Any]], rules: str = "r1", more: dict[str, Any] | None = None
) -> Path:
    """A build of one article and its figures."""
    article = tables.frame("articles", [{**HEAD, "text": TEXT, "title": "Núi Xanh giảm thôn"}])
    built = {"articles": article, "statistics": tables.frame("statistics", figures), **(more or {})}
    for name, table in built.items():
        tables.write(folder / "tables", name, table)
    manifest = {"tinhgon": "0.1.0", "corpus": {"name": "raw", "sha256": "c"}, "rules": rules, "files": {}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


Compared = Callable[..., Outcome]


@pytest.fixture
def compared(tmp_path: Path) -> Compared:
    """Compares a build of `old` figures with one of `new` ones."""

    def run(old: list[dict[str, Any]], new: list[dict[str, Any]], **made: Any) -> Outcome:
        before = build(tmp_path / "old", old)
        return diff(before, build(tmp_path / "new", new, **made), tmp_path / "out")

    return run


def told(outcome: Outcome) -> list[tuple[str, ...]]:
    return [(item.table, item.what, item.row, item.column, item.old, item.new) for item in outcome.changes]


def test_the_same_build_has_no_change(compared: Compared) -> None:
    outcome = compared(FIGURES, FIGURES)
    assert outcome.changes == []
    assert outcome.summary["en"] == [
        "Both builds were made from the same pages, rules and versions.",
        "Every table is the same in both.",
    ]
    assert outcome.summary["vi"][1] == "Mọi bảng đều giống nhau."


def test_a_field_that_changed_stands_with_both_values_and_its_sentence(compared: Compared) -> None:
    outcome = compared(FIGURES, [FIGURES[0] | {"tier": "village"}, FIGURES[1] | {"value": 41}])
    assert told(outcome) == [
        ("statistics", "changed", "12 thôn · Núi Xanh", "tier", "", "village"),
        ("statistics", "changed", "40 thôn · Núi Xanh", "value", "40", "41"),
    ]
    assert outcome.changes[0].sentence == "Tỉnh giảm 12 thôn."
    assert outcome.changes[1].sentence == "Còn 40 thôn & <b>3</b> xã."


def test_rows_added_and_gone(compared: Compared) -> None:
    outcome = compared(FIGURES[:1], [FIGURES[1]])
    assert [(item.what, item.key) for item in outcome.changes] == [("added", "two"), ("gone", "one")]
    added, gone = outcome.changes
    assert "value=40" in added.new
    assert added.old == gone.new == ""
    assert "value=12" in gone.old
    assert "Figures: 1 added and 1 gone (1 before, 1 now)." in outcome.summary["en"]
    assert "Con số: thêm 1 và mất 1 (trước 1, nay 1)." in outcome.summary["vi"]


def test_a_place_that_only_moved_is_no_change(compared: Compared) -> None:
    assert (
        compared(
            FIGURES, [{**row, "start": row["start"] + 5, "end": row["end"] + 5} for row in FIGURES]
        ).changes
        == []
    )


def test_the_order_of_rows_is_no_change(compared: Compared) -> None:
    assert compared(FIGURES, FIGURES[::-1]).changes == []


def test_empty_is_told_apart_from_zero(compared: Compared) -> None:
    outcome = compared([FIGURES[0] | {"value": None}], [FIGURES[0] | {"value": 0}])
    assert told(outcome) == [("statistics", "changed", "12 thôn · Núi Xanh", "value", "", "0")]


def test_rows_that_share_a_key_are_matched_in_order(compared: Compared, tmp_path: Path) -> None:
    def references(*numbers: str) -> Any:
        return tables.frame("references", [{**HEAD, "surface": "Nghị quyết", "number": n} for n in numbers])

    old = build(tmp_path / "a", FIGURES, more={"references": references("18", "18")})
    new = build(tmp_path / "b", FIGURES, more={"references": references("18", "18", "18", "19")})
    found = diff(old, new, tmp_path / "c")
    assert [(item.what, item.key.rpartition(" · ")[2]) for item in found.changes] == [
        ("added", "#3"),
        ("added", "19"),
    ]


def test_a_table_and_a_column_of_one_build_are_named_not_listed(tmp_path: Path) -> None:
    pages = tables.frame("pages", [{"source_file": "a.txt", "status": "read"}])
    old = build(tmp_path / "a", FIGURES)
    new = build(tmp_path / "b", FIGURES, more={"pages": pages})
    for suffix in ("csv", "parquet"):
        (old / f"tables/articles.{suffix}").unlink()
    narrow = tables.csv_text(
        tables.frame("articles", [{**HEAD, "text": TEXT, "title": "Núi Xanh giảm thôn"}]).drop(
            columns="containment"
        )
    )
    (old / "tables/articles.csv").write_text(narrow, encoding="utf-8-sig", newline="")
    outcome = diff(old, new, tmp_path / "out")
    assert outcome.changes == []
    assert "Tables of the new build alone: files (1)." in outcome.summary["en"]
    assert any("the columns containment in one build alone" in line for line in outcome.summary["en"])


def test_what_the_builds_were_made_from_is_told(compared: Compared) -> None:
    assert (
        compared(FIGURES, FIGURES, rules="r2").summary["en"][0]
        == "The builds were not made from the same: rules."
    )


def test_csv_and_pages_say_the_same_and_let_no_text_act(compared: Compared, tmp_path: Path) -> None:
    outcome = compared(FIGURES[:1], FIGURES)
    with (tmp_path / "out/changes.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["table"], row["what"], row["key"]) for row in rows] == [("statistics", "added", "two")]
    english = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    vietnamese = (tmp_path / "out/index.vi.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;3&lt;/b&gt;" in english
    assert "<b>3" not in english
    assert "<script" not in english + vietnamese
    assert 'lang="vi"' in vietnamese[:40]
    plain = re.sub(r"\s+", " ", vietnamese)
    assert all(line in plain for line in outcome.summary["vi"])
    assert (tmp_path / "out/summary.vi.txt").read_text(encoding="utf-8").splitlines() == outcome.summary["vi"]


def test_a_row_leads_to_its_sentence_where_there_is_a_site(compared: Compared, tmp_path: Path) -> None:
    (tmp_path / "new/site").mkdir(parents=True)
    (tmp_path / "new/site/index.html").write_text("x", encoding="utf-8")
    compared(FIGURES[:1], FIGURES)
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert 'href="../new/site/article-a-txt-1.html#s-two"' in page


def test_of_very_many_changes_the_page_shows_some_and_the_csv_all(compared: Compared, tmp_path: Path) -> None:
    many = [figure(f"n{n:04}", "12 thôn", n) for n in range(500)]
    compared(FIGURES, [*FIGURES, *many])
    assert (tmp_path / "out/index.html").stat().st_size < 500_000
    assert "440 more in changes.csv." in (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert len((tmp_path / "out/changes.csv").read_text(encoding="utf-8").splitlines()) == 501


def test_the_same_builds_give_the_same_bytes(tmp_path: Path) -> None:
    folders = []
    for name, seed in (("x", "1"), ("y", "2")):
        base = tmp_path / name
        old, new = build(base / "old", FIGURES), build(base / "new", [FIGURES[0] | {"tier": "all"}])
        call = [sys.executable, "-m", "tinhgon.cli", "diff", old, new, "--output", base / "out", "--quiet"]
        subprocess.run(call, check=True, env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"})
        folders.append({path.name: path.read_bytes() for path in (base / "out").iterdir()})
    assert folders[0] == folders[1]
    assert len(folders[0]) == 6


def test_the_command_says_it_in_words(tmp_path: Path) -> None:
    old, new = build(tmp_path / "old", FIGURES), build(tmp_path / "new", FIGURES[:1])
    done = subprocess.run(
        [sys.executable, "-m", "tinhgon.cli", "diff", "old", "new"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "Figures: 1 gone (2 before, 1 now)." in done.stdout
    assert done.stdout.endswith("every change is listed in new/diff/index.html\n")
    assert (old / "diff").exists() is False
    assert (new / "diff/changes.csv").is_file()


@pytest.mark.parametrize("missing", ["old", "new"])
def test_a_folder_without_a_build_is_a_wrong_call(tmp_path: Path, missing: str) -> None:
    for name in {"old", "new"} - {missing}:
        build(tmp_path / name, FIGURES)
    with pytest.raises(InputError, match=f"{missing}: no build here"):
        diff(tmp_path / "old", tmp_path / "new", tmp_path / "out")
    done = subprocess.run(
        [sys.executable, "-m", "tinhgon.cli", "diff", "old", "new"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_broken_build_is_named(tmp_path: Path) -> None:
    old, new = build(tmp_path / "old", FIGURES), build(tmp_path / "new", FIGURES)
    (new / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="new: this build cannot be read"):
        diff(old, new, tmp_path / "out")
