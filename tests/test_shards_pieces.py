"""Shards cut into pieces; choices, faults and the command that makes tables of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sharded import MADE, made_up, tabulated, written
from tinhgon import cleaning, counts, extraction, scale, shards, tables
from tinhgon.check import check
from tinhgon.errors import InputError
from tinhgon.pages.files import BULK
from tinhgon.shards import pieces, ready


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("shards"), made_up())


def test_pieces_of_a_file_hold_all_its_records_once(tmp_path: Path) -> None:
    rows = [{"text": f"Trang {at}"} for at in range(23)]
    written(tmp_path, rows)
    written(tmp_path, rows, "b.parquet")
    for name in ("a.jsonl", "b.parquet"):
        found = pieces.cut(str(tmp_path), (name,), 4)
        read = [row["content"] for piece in found for row in pieces.read(str(tmp_path), piece)]
        assert len(found) == 6
        assert sorted(read) == sorted(row["text"] for row in rows)


def test_only_the_records_that_are_asked_for_are_read(tmp_path: Path) -> None:
    rows = [{"text": f"Trang {at}"} for at in range(1, 12)]
    written(tmp_path, rows)
    written(tmp_path, rows, "b.parquet")
    for name in ("a.jsonl", "b.parquet"):
        found = [
            (row["source_file"], row["content"])
            for piece in pieces.cut(str(tmp_path), (name,), 4)
            for row in pieces.read(str(tmp_path), piece, only={f"{name}#2", f"{name}#11", "c.jsonl#3"})
        ]
        assert found == [(f"{name}#2", "Trang 2"), (f"{name}#11", "Trang 11")]


def test_a_large_file_has_larger_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST", 3)
    rows = [{"text": f"Trang {at}"} for at in range(23)]
    written(tmp_path, rows)
    written(tmp_path, rows, "b.parquet")
    for name in ("a.jsonl", "b.parquet"):
        found = pieces.cut(str(tmp_path), (name,), 2)
        counts = [len(pieces.read(str(tmp_path), piece)) for piece in found]
        assert counts == [8, 8, 7]


def test_files_in_the_order_of_their_rows(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a!.txt", "a-b.jsonl", "a/x.txt", "README.md", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True) if "/" in name else None
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert pieces.groups(str(tmp_path)) == [("a!.txt",), ("a-b.jsonl",), ("a.jsonl",), ("a/x.txt",)]


def test_the_kinds_of_bulk_files_are_known_by_all() -> None:
    assert set(scale.BULK) == set(BULK)


def test_a_large_corpus_is_beyond_notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, made_up())
    assert scale.beyond_notebooks(str(tmp_path)) == ""
    monkeypatch.setattr(scale, "BYTES", 1000)
    assert "MB" in scale.beyond_notebooks(str(tmp_path))
    monkeypatch.setattr(scale, "BYTES", 10**9)
    monkeypatch.setattr(scale, "PAGES", 0)
    assert scale.beyond_notebooks(str(tmp_path)).startswith("1 pages")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"similar": 1.5}, "similar=1.5"),
        ({"least_relevance": -1.0}, "least_relevance"),
        ({"only": ("04_compare",)}, "--only 04_compare"),
        ({"rules": "no/such/rules"}, "no such folder of rules"),
    ],
)
def test_a_wrong_call(corpus: Path, tmp_path: Path, options: dict, told: str) -> None:
    with pytest.raises(InputError, match=told):
        tabulated(corpus, tmp_path, **options)


def test_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        tabulated(tmp_path / "none", tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no pages"):
        tabulated(tmp_path / "empty", tmp_path / "out")


def test_pages_without_any_article(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", [{"text": "Trang chủ"}, {"text": ""}, {"body": "x"}])
    with pytest.raises(InputError, match="no article on any of the 3 pages"):
        tabulated(corpus, tmp_path / "out")
    assert not (tmp_path / "out" / "tables").exists()


def test_a_foreign_folder_is_left_alone(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "own.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="no build made"):
        tabulated(corpus, tmp_path)
    assert (tmp_path / "tables" / "own.txt").read_text(encoding="utf-8") == "mine"


def test_one_run_at_a_time(corpus: Path, tmp_path: Path) -> None:
    from tinhgon.build import lock

    (tmp_path / ".work").mkdir()
    with lock.held(tmp_path / ".work" / "lock"), pytest.raises(InputError, match="another build"):
        tabulated(corpus, tmp_path)


# --- The command -----------------------------------------------------------------------------------


def test_the_command_says_why_there_is_no_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from tinhgon import cli

    corpus = written(tmp_path / "corpus", made_up())
    monkeypatch.setattr(scale, "BYTES", 1000)
    arguments = ["build", "--corpus", str(corpus), "--output", str(tmp_path / "out"), "--jobs", "1"]
    done = CliRunner().invoke(cli.commands, [*arguments, "-p", "similar", "0.5"])
    assert done.exit_code == 0, done.output
    assert "30 pages read, 2 skipped" in done.output
    assert "notebooks and site are left out" in done.output
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"]["similar"] == 0.5
    refused = CliRunner().invoke(cli.commands, [*arguments, "--corrections", str(corpus)])
    assert isinstance(refused.exception, InputError)


def test_results_can_lie_at_an_address(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec comes with tinhgon[scale]")
    corpus = written(tmp_path / "corpus", made_up()[:12])
    (corpus / "sources.csv").write_text("source_file,publisher\na.jsonl#2,Báo Một\n", encoding="utf-8")
    address = f"local://{corpus}"
    tabulated(address, tmp_path / "out", scratch=f"local://{tmp_path / 'scratch'}", size=5)
    tabulated(corpus, tmp_path / "plain", size=5)
    assert {name: (tmp_path / "out" / "tables" / f"{name}.csv").read_bytes() for name in MADE} == {
        name: (tmp_path / "plain" / "tables" / f"{name}.csv").read_bytes() for name in MADE
    }
    assert not [*(tmp_path / "scratch").rglob("*.part")]
    shutil.rmtree(corpus)
    with pytest.raises(InputError):
        tabulated(address, tmp_path / "out", scratch=f"local://{tmp_path / 'scratch'}")


def test_nobody_asks_for_what_is_unknown() -> None:
    assert shards.Request("a", Path("b"), only=("02_terms",)).settings().steps == {"sketches", "words"}


def test_an_engine_for_some_tables_makes_them_alone(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from tinhgon import cli

    corpus = written(tmp_path / "corpus", made_up()[:8])
    arguments = ["build", "--corpus", str(corpus), "--output", str(tmp_path / "out"), "--jobs", "1"]
    done = CliRunner().invoke(
        cli.commands, [*arguments, "--engine", "process", "--only", "02_terms", "--filter"]
    )
    assert done.exit_code == 0, done.output
    assert "makes tables alone" in done.output
    assert (tmp_path / "out" / "tables" / "terms.csv").exists()
    assert set(scale.STEPS) == shards.STEPS.keys()


@pytest.mark.slow
def test_an_engine_for_a_small_corpus_leaves_the_report_to_notebooks(tmp_path: Path) -> None:
    from conftest import run_build

    corpus = written(tmp_path / "corpus", made_up()[:8])
    done = run_build(corpus, tmp_path / "out", "--engine", "process", "--jobs", "1", "--only", "01_clean")
    done = run_build(corpus, tmp_path / "out", "--engine", "process", "--jobs", "1", "--only", "site")
    assert done.returncode == 0, done.stderr
    assert "the report is in" in done.stdout
    assert (tmp_path / "out" / "site" / "index.html").exists()
    assert check(tmp_path / "out")["links"] > 10


def test_what_makes_a_worker_ready_is_read_to_the_end() -> None:
    page = {"source_file": "a", "container": "text", "status": "read"}
    table = tables.frame("pages", [page]).assign(content=ready._TEXT)
    articles = cleaning.clean(table, similar=0.0)["articles"]
    assert all(len(extraction.extract(articles)[name]) for name in ("statistics", "ledger", "references"))
    assert len(counts.counted(articles).names) > 20
