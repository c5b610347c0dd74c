"""The report of a tiny corpus, built as a person builds it; each notebook alone, as in JupyterLab."""

from __future__ import annotations

import resource
import shutil
from pathlib import Path

import nbformat
import pytest

from conftest import Report, run_build
from tinhgon import tables
from tinhgon.build import digests, kernels, manifest, notebooks
from tinhgon.check import check

FOLDER = notebooks.shipped()
STEMS = sorted(path.stem for path in FOLDER.glob("*.ipynb"))


# --- Run by the build ------------------------------------------------------------------------------


def test_the_last_line_names_what_was_skipped(report: Report) -> None:
    assert report.said.startswith("2 pages read, 2 skipped (")
    assert "anh.txt: not text" in report.said
    assert "trang-trong.txt" in report.said
    assert report.said.endswith(f"the report is in {report.output}/site/index.html\n")


def test_skipped_files_are_in_the_table_of_pages_and_in_the_report(report: Report) -> None:
    pages = tables.read(report.output / "tables", "pages").set_index("source_file")
    assert pages["status"].to_dict() == {
        "anh.txt": "skipped",
        "lai-chau.html": "read",
        "son-la.txt": "read",
        "trang-trong.txt": "no_article",
    }
    assert str(pages.loc["anh.txt", "reason"]).startswith("anh.txt: not text")
    site = "".join(path.read_text(encoding="utf-8") for path in (report.output / "site").glob("*.html"))
    assert "anh.txt" in site


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem != "05_province"])
def test_every_notebook_ran_to_its_end(report: Report, stem: str) -> None:
    run = nbformat.read(report.output / "notebooks" / f"{stem}.ipynb", as_version=4)
    outputs = [output for cell in run.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error"]
    assert (report.output / "site" / f"{stem}.html").exists()
    assert (report.output / "site" / "vi" / f"{stem}.html").exists()


def test_each_province_has_its_run(report: Report) -> None:
    runs = sorted(path.stem for path in (report.output / "notebooks").glob("05_province-*.ipynb"))
    assert runs == ["05_province-lai-chau", "05_province-son-la"]
    assert (report.output / "site" / "province-son-la.html").exists()


def test_every_table_that_is_named_was_written(report: Report) -> None:
    due = {table for book in notebooks.discover(FOLDER) for table in book.writes}
    for suffix in (".csv", ".parquet"):
        assert {path.stem for path in (report.output / "tables").glob(f"*{suffix}")} == due


def test_no_folder_of_this_machine_is_published(report: Report) -> None:
    here = str(report.output.parent).encode()
    assert not [path for path in digests.walk(report.output) if here in path.read_bytes()]


def test_the_build_passes_its_own_check(report: Report) -> None:
    counts = check(report.output)
    assert min(counts.values()) > 0


def test_a_second_build_does_nothing_in_two_seconds(report: Report) -> None:
    if digests.library(presentation=True) != manifest.read(report.output)["library"]:
        report.build()  # someone edits the library while the tests run
    before = {path: path.stat().st_mtime_ns for path in digests.walk(report.output)}
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = report.build("--verbose")
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0
    assert {line.rpartition(": ")[2] for line in done.stderr.splitlines()} == {"up to date"}
    assert {path: path.stat().st_mtime_ns for path in digests.walk(report.output)} == before
    assert (
        now.ru_utime + now.ru_stime - spent.ru_utime - spent.ru_stime < 2
    )  # of the processor: others use it too


@pytest.mark.slow
def test_same_bytes_in_another_folder_with_one_job(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "42")
    monkeypatch.setenv("LC_ALL", "C")
    corpus = shutil.copytree(report.corpus, tmp_path / "elsewhere" / "corpus")
    done = run_build(corpus, tmp_path / "b", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    for part in ("tables", "notebooks", "site"):
        assert digests.tree(tmp_path / "b" / part) == digests.tree(report.output / part)


# --- Alone, as in JupyterLab -----------------------------------------------------------------------


@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_runs_alone_and_writes_nothing(report: Report, stem: str, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in digests.walk(report.output)}
    book = notebooks.read(FOLDER / f"{stem}.ipynb")
    assert book
    given = {"corpus": str(report.corpus), "tables_folder": str(report.output / "tables")}
    values = {name: value for name, value in given.items() if name in book.parameters}
    _, error = kernels.run(book.path, values, warm=True, scratch=tmp_path)
    assert error is None
    assert {path: path.stat().st_mtime_ns for path in digests.walk(report.output)} == before


@pytest.fixture(autouse=True, scope="module")
def stop_the_kernel() -> object:
    """The kernel that the runs above share ends with them."""
    yield
    kernels.stop()
