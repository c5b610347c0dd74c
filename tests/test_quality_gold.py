"""Hand-coded pages read from JSON lines, and `tinhgon evaluate`, with the scores of the project's scorer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tinhgon import quality, tables
from tinhgon.cli import main
from tinhgon.errors import InputError
from tinhgon.quality.pairing import FIELDS
from tinhgon.quality.tallies import SCORES

SHARED = Path(__file__).parents[2] / "shared" / "score.py"


@pytest.mark.parametrize(
    ("name", "line", "fault"),
    [
        ("statistics", "{", ":2: not JSON"),
        ("statistics", "[1]", ":2: one JSON object a line is due"),
        ("statistics", '{"measure": "count"}', ":2: no source_file"),
        (
            "statistics",
            '{"source_file": "a", "measure": "many", "value": 1}',
            ':2: measure "many" is none of',
        ),
        ("statistics", '{"source_file": "a", "measure": "count"}', ":2: a count without a value"),
        (
            "statistics",
            '{"source_file": "a", "measure": "ratio", "numerator": 1}',
            ":2: a ratio without a denominator",
        ),
        (
            "statistics",
            '{"source_file": "a", "measure": "count", "value": "ba"}',
            ":2: value is 'ba', not a number",
        ),
        ("references", '{"source_file": "a"}', ":2: no number"),
    ],
)
def test_a_fault_in_gold_is_named_by_file_and_line(name: str, line: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        quality.read(tmp_path)
    assert f"{name}.jsonl{fault}" in str(caught.value)


def test_folders_without_gold(tmp_path: Path) -> None:
    assert quality.read("") == {}
    with pytest.raises(InputError, match="no such folder of hand-coded pages"):
        quality.read(tmp_path / "none")
    with pytest.raises(InputError, match=r"holds none of articles\.jsonl"):
        quality.read(tmp_path)


# --- The command line, and the project's own scorer ---------------------------------------------------


def corpus_gold(folder: Path) -> tuple[Path, Path]:
    """The shipped gold, and tables made from it with some mistakes in them."""
    gold = Path(__file__).parents[1] / "corpus" / "gold"
    rows = [json.loads(line) for line in (gold / "statistics.jsonl").read_text(encoding="utf-8").splitlines()]
    read = [{**row, "article_id": "", "start": n} for n, row in enumerate(rows) if n % 17]
    for n, row in enumerate(read):
        row["object"] = "other" if n % 7 == 0 else row["object"]
        row["province"] = "Sơn La" if n % 11 == 0 else row["province"]
        row["target"] = not row["target"] if n % 13 == 0 else row["target"]
        row["value"] = 77777 if n % 19 == 0 and row["measure"] != "ratio" else row["value"]
    articles = [json.loads(x) for x in (gold / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    made = {
        "statistics": tables.frame("statistics", read),
        "articles": tables.frame(
            "articles", [{**row, "article_id": "", "text": row["title"]} for row in articles]
        ),
        "adoptions": tables.frame("adoptions", []),
        "references": tables.frame("references", []),
    }
    for name, table in made.items():
        tables.write(folder / "tables", name, table)
    return gold, folder


def test_evaluate_prints_a_table_and_writes_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, output = corpus_gold(tmp_path)
    main(["evaluate", str(gold), "--output", str(output)])
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].split() == [
        "score",
        "coded",
        "found",
        "precision",
        "recall",
        "F1",
        "accuracy",
    ]
    assert [line.split()[0] for line in printed.splitlines()[1:] if line][: len(SCORES)] == list(SCORES)
    assert "optimistic" in printed
    assert {path.name for path in (output / "evaluation").glob("*.csv")} == {
        f"{name}.csv" for name in quality.MADE
    }
    assert (output / "evaluation" / "scores.csv").read_bytes().startswith(b"\xef\xbb\xbfscore,pages,")


@pytest.mark.parametrize("wrong", ["gold", "output"])
def test_evaluate_without_gold_or_tables_is_one_line(
    wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = Path(__file__).parents[1] / "corpus" / "gold"
    with pytest.raises(SystemExit) as caught:
        main(["evaluate", str(tmp_path / "none" if wrong == "gold" else gold), "--output", str(tmp_path)])
    assert caught.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(not SHARED.exists(), reason="the project's own scorer is not here")
def test_as_the_projects_own_scorer(tmp_path: Path) -> None:
    gold, output = corpus_gold(tmp_path)
    command = [sys.executable, str(SHARED), str(gold), str(output / "tables")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {name: tables.read(output / "tables", name) for name in quality.NEEDED}
    rows = {
        row["score"]: row for row in tables.records(quality.evaluate(quality.read(gold), found)["scores"])
    }
    theirs = re.findall(r"^statistics (\w+) +P ([\d.]+) +R ([\d.]+) +F1 ([\d.]+)", printed, re.MULTILINE)
    assert len(theirs) == 3
    for name, *values in theirs:
        ours = [f"{rows[name][measure]:.3f}" for measure in ("precision", "recall", "f1")]
        assert ours == values
    accuracies = re.findall(r"^statistics (\w+) +accuracy ([\d.]+)", printed, re.MULTILINE)
    assert len(accuracies) == len(FIELDS)
    assert accuracies == [(name, f"{rows[name]['accuracy']:.3f}") for name, _ in accuracies]
