"""Shards: the same rows as by notebooks, whatever the shards; a run that was stopped goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sharded import MADE, RAW, by_verbs, made_up, same_rows, shipped, tabulated, written
from tinhgon.build.digests import tree
from tinhgon.check import check
from tinhgon.shards import parquet


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of two sites in a JSON Lines file of several pieces, a Parquet file and plain files between."""
    folder, rows = tmp_path_factory.mktemp("shards"), made_up()
    written(folder, rows[:17])
    written(folder, rows[17:26], "c/b.parquet" if (folder / "c").mkdir() is None else "")
    written(folder, rows[26:], "d.ndjson")
    for at, row in enumerate(made_up()[:9]):
        (folder / f"b{at}.txt").write_text(row["text"] + f"\nTrang số {at} của tờ báo.", encoding="utf-8")
    (folder / "e.jsonl").write_text('not JSON\n\n{"body": 1}\n', encoding="utf-8")
    (folder / "f.parquet").write_bytes(b"PAR1 cut short")
    (folder / "g.jsonl").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("built")
    tabulated(corpus, output)
    return output


# --- The same rows ---------------------------------------------------------------------------------


def test_the_shipped_corpus_as_shards_gives_the_rows_of_the_notebooks(tmp_path: Path) -> None:
    rows = shipped()
    written(tmp_path / "corpus", rows[:38])
    written(tmp_path / "corpus", rows[38:], "b.parquet")
    tabulated(tmp_path / "corpus", tmp_path / "out")
    assert same_rows(tmp_path / "out", by_verbs(tmp_path / "corpus")) == []


@pytest.mark.slow
def test_the_shipped_corpus_as_it_is(tmp_path: Path) -> None:
    tabulated(RAW, tmp_path, size=20)
    assert same_rows(tmp_path, by_verbs(RAW)) == []


def test_sites_copies_parts_and_faults(corpus: Path, built: Path) -> None:
    wanted = by_verbs(corpus)
    articles, lines = wanted["articles"], wanted["lines"]
    assert articles["duplicate_of"].notna().sum() > 5
    assert articles["contained_in"].notna().any()
    assert (lines["rule"] == "site.repeated").any() or (lines["label"] == "furniture").sum() > 20
    assert set(wanted["pages"]["status"]) > {"read", "skipped"}
    assert same_rows(built, wanted) == []


@pytest.mark.parametrize("options", [{"least_relevance": 0.02}, {"similar": 0.0}, {"similar": 0.4}])
@pytest.mark.slow
def test_parameters_mean_what_they_mean_in_notebooks(
    corpus: Path, tmp_path: Path, options: dict[str, float]
) -> None:
    tabulated(corpus, tmp_path, **options)
    assert same_rows(tmp_path, by_verbs(corpus, **options)) == []


@pytest.mark.parametrize(
    "options", [pytest.param({"size": 1}, marks=pytest.mark.slow), {"size": 1000}, {"jobs": 2}]
)
def test_neither_pieces_nor_jobs_change_a_byte(
    corpus: Path, built: Path, tmp_path: Path, options: dict[str, int]
) -> None:
    tabulated(corpus, tmp_path, **options)
    assert {name: (tmp_path / "tables" / f"{name}.csv").read_bytes() for name in MADE} == {
        name: (built / "tables" / f"{name}.csv").read_bytes() for name in MADE
    }


def test_sources_reach_the_pieces_that_they_are_about(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", made_up()[:12])
    told = "source_file,publisher,published\na.jsonl#9,Báo Một,2020-01-02\na.jsonl#10#1,Báo Hai,\n"
    (corpus / "sources.csv").write_text(told, encoding="utf-8")
    tabulated(corpus, tmp_path / "out", size=4)
    wanted = by_verbs(corpus)
    assert {"Báo Một", "Báo Hai"} <= set(wanted["articles"]["publisher"].dropna())
    assert same_rows(tmp_path / "out", wanted) == []


def test_a_first_pass_leaves_out_and_tells(tmp_path: Path) -> None:
    rows = [*made_up()[:6], {"text": "Trận đấu kết thúc với tỷ số 2-1, khán giả ra về trong mưa."}]
    tabulated(written(tmp_path / "corpus", rows), tmp_path / "out", first_pass=True)
    found = parquet.read_rows("pages", tmp_path / "out" / "tables" / "pages.parquet")
    assert found["status"].tolist() == ["read"] * 6 + ["off_topic"]
    assert "first_pass.txt" in found["reason"].iloc[-1]


def test_a_build_of_shards_can_be_checked(built: Path) -> None:
    counts = check(built)
    assert counts["files"] == 2 * len(MADE)
    assert counts["figures"] > 300


def test_frequencies_alone(corpus: Path, built: Path, tmp_path: Path) -> None:
    tabulated(corpus, tmp_path, only=("02_terms",))
    assert {file.stem for file in (tmp_path / "tables").iterdir()} == {"pages", "articles", "lines", "terms"}
    assert (tmp_path / "tables" / "terms.csv").read_bytes() == (built / "tables" / "terms.csv").read_bytes()


# --- Resume ----------------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_done_again(corpus: Path, tmp_path: Path) -> None:
    first = tabulated(corpus, tmp_path)
    before = tree(tmp_path / "tables")
    again = tabulated(corpus, tmp_path)
    assert {step.split()[0] for step in first.ran} == {"survey", "clean", "read", "merge", "print"}
    assert {step.split()[0] for step in again.ran} == {"survey"}
    assert tree(tmp_path / "tables") == before


def test_a_shard_that_changed_is_done_again_alone(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", made_up()[:6])
    written(corpus, made_up()[6:12], "b.jsonl")
    tabulated(corpus, tmp_path / "out", similar=0.0)
    written(corpus, made_up()[7:12], "b.jsonl")
    heard = tabulated(corpus, tmp_path / "out", similar=0.0)
    assert "clean 1/2" in heard.fresh
    assert "clean 2/2" in heard.ran
    assert same_rows(tmp_path / "out", by_verbs(corpus, similar=0.0)) == []


def test_other_rules_do_all_again(corpus: Path, tmp_path: Path) -> None:
    tabulated(corpus, tmp_path / "out", only=("01_clean",))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "stopwords.txt").write_text("xyz\n", encoding="utf-8")
    heard = tabulated(corpus, tmp_path / "out", only=("01_clean",), rules=str(tmp_path / "rules"))
    assert not [step for step in heard.fresh if step.startswith("clean")]


def test_a_file_of_a_piece_that_was_cut_is_made_again(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", made_up()[:9])
    tabulated(corpus, tmp_path / "out")
    cut = next((tmp_path / "out" / ".work" / "shards").rglob("articles-0.parquet"))
    cut.write_bytes(cut.read_bytes()[:50])
    assert len([step for step in tabulated(corpus, tmp_path / "out").ran if step.startswith("clean ")]) == 1
    assert same_rows(tmp_path / "out", by_verbs(corpus)) == []


def test_pieces_of_shards_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", made_up()[:6])
    written(corpus, made_up()[6:12], "b.jsonl")
    tabulated(corpus, tmp_path / "out")
    (corpus / "b.jsonl").unlink()
    tabulated(corpus, tmp_path / "out")
    assert len([*(tmp_path / "out" / ".work" / "shards" / "pieces").iterdir()]) == 1
    assert same_rows(tmp_path / "out", by_verbs(corpus)) == []


def test_killed_it_goes_on_where_it_was(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", made_up()[:24] * 2)
    output = tmp_path / "out"
    program = (
        "from sharded import tabulated; import sys; from pathlib import Path\n"
        "tabulated(sys.argv[1], Path(sys.argv[2]), size=2)"
    )
    command = [sys.executable, "-c", program, str(corpus), str(output)]
    run = subprocess.Popen(command, cwd=Path(__file__).parent)
    pieces_folder = output / ".work" / "shards" / "pieces"
    while run.poll() is None and len([*pieces_folder.glob("*/clean-0.json")]) < 3:
        time.sleep(0.02)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    heard = tabulated(corpus, output, size=2)
    assert len([step for step in heard.fresh if step.startswith("clean")]) >= 3
    assert same_rows(output, by_verbs(corpus)) == []
