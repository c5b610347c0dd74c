"""`tinhgon build` on tiny notebooks: what reruns."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import tiny
from building import Place
from tinhgon import tables
from tinhgon.build import digests, kernels
from tinhgon.errors import InputError

pytestmark = pytest.mark.usefixtures("isolated")


def test_a_first_build_runs_everything(tmp_path: Path) -> None:
    place = Place(tmp_path)
    tiny.corpus(place.corpus)
    tiny.notebooks(place.notebooks)
    result, ran = place.build()
    assert (result.read, result.skipped, result.ran) == (2, (), 7)
    assert ran == [
        "05_province.slices",
        "05_province:lai-chau",
        "05_province:son-la",
        "10_clean",
        "20_count",
        "30_sizes",
        "site",
    ]


def test_the_tables_carry_their_digests(built_once: Place) -> None:
    lines = (built_once.output / "tables" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = [path for path in (built_once.output / "tables").rglob("*") if path.name != "SHA256SUMS"]
    assert told == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_second_build_runs_nothing(place: Place) -> None:
    before = {path: path.stat().st_mtime_ns for path in digests.walk(place.output)}
    assert place.build()[1] == []
    assert {path: path.stat().st_mtime_ns for path in digests.walk(place.output)} == before


def test_one_page_edited_reruns_what_depends_on_it(place: Place) -> None:
    page = place.corpus / "son-la.txt"
    page.write_text(page.read_text(encoding="utf-8").replace("815", "816"), encoding="utf-8")
    ran = place.build()[1]
    # The other province's slice is as it was, so is the total of bytes but not the table of pages.
    assert ran == ["05_province.slices", "05_province:son-la", "10_clean", "20_count", "30_sizes", "site"]
    assert 816 in tables.read(place.output / "tables", "statistics")["value"].tolist()


def test_tables_with_the_same_bytes_wake_nobody(place: Place) -> None:
    path = place.notebooks / "20_count.ipynb"
    node = nbformat.read(path, as_version=4)
    node.cells[2].source += "\n# said otherwise, meaning the same"
    nbformat.write(node, path)
    assert place.build()[1] == ["20_count", "site"]


def test_a_parameter_reaches_the_notebook_and_reruns_it(place: Place) -> None:
    ran = place.build(parameters=(("factor", "10"),))[1]
    assert "20_count" in ran
    assert "10_clean" not in ran
    assert sorted(tables.read(place.output / "tables", "statistics")["value"]) == [120, 400, 8150]
    executed = nbformat.read(place.output / "notebooks" / "20_count.ipynb", as_version=4)
    assert any("factor = 10" in cell.source for cell in executed.cells)


def test_a_published_file_that_was_changed_is_put_back(place: Place) -> None:
    before = place.published()
    path = place.output / "tables" / "statistics.csv"
    path.unlink()
    path.write_text("spoilt", encoding="utf-8")
    assert place.build()[1] == []
    assert place.published() == before


def test_a_result_that_was_changed_is_made_again(place: Place) -> None:
    before = place.published()
    (place.output / ".work" / "tables" / "statistics.parquet").write_bytes(b"spoilt")
    assert "20_count" in place.build()[1]
    assert place.published() == before


def test_a_page_that_is_gone_takes_its_province_along(place: Place) -> None:
    (place.corpus / "lai-chau.txt").unlink()
    place.build()
    names = {path.name for path in (place.output / "notebooks").iterdir()}
    assert "05_province-son-la.ipynb" in names
    assert "05_province-lai-chau.ipynb" not in names


def test_only_runs_what_it_needs_and_leaves_the_site(place: Place) -> None:
    site = digests.tree(place.output / "site")
    page = place.corpus / "son-la.txt"
    page.write_text(page.read_text(encoding="utf-8").replace("815", "9"), encoding="utf-8")
    result, ran = place.build(only=("20_count",))
    assert ran == ["10_clean", "20_count"]
    assert result.site is None
    assert digests.tree(place.output / "site") == site
    assert 9 in tables.read(place.output / "tables", "statistics")["value"].tolist()
    assert (place.output / "notebooks" / "30_sizes.ipynb").exists()


def test_only_something_unknown(place: Place) -> None:
    with pytest.raises(InputError, match="--only 20: no such notebook; known are 05_province, 10_clean"):
        place.build(only=("20",))


def test_force_runs_everything(place: Place) -> None:
    before = place.published()
    result, ran = place.build(force=True, jobs=1)
    assert result.ran == len(ran) == 7
    assert place.published() == before


def test_a_notebook_dropped_in_joins(place: Place) -> None:
    tiny.notebook(
        place.notebooks,
        "90_own",
        'tables_folder: str = ""  # tables',
        'from pathlib import Path\nprint(sorted(path.stem for path in Path(tables_folder).glob("*.csv")))',
        None,
    )
    assert place.build()[1] == ["90_own", "site"]
    own = nbformat.read(place.output / "notebooks" / "90_own.ipynb", as_version=4)
    assert own.cells[-1].outputs[0].text == "['articles', 'pages', 'statistics']\n"
    assert (place.output / "site" / "90_own.html").exists()


def test_same_bytes_in_another_folder_with_another_hash_seed(built_once: Place, tmp_path: Path) -> None:
    shutil.copytree(built_once.corpus, tmp_path / "corpus")
    tiny.notebooks(tmp_path / "notebooks")
    environment = os.environ | {"PYTHONHASHSEED": "77", "TZ": "Asia/Ho_Chi_Minh"}
    subprocess.run([sys.executable, tiny.__file__, str(tmp_path), "1"], check=True, env=environment)
    for part in ("tables", "notebooks", "site"):
        assert digests.tree(tmp_path / "out" / part) == digests.tree(built_once.output / part)


def test_a_warm_kernel_is_as_good_as_a_fresh_one(place: Place) -> None:
    """The provinces' runs share one; `leftover` in the tiny notebook sees whether anything stays in it."""
    node = nbformat.read(place.notebooks / "05_province.ipynb", as_version=4)
    shutil.rmtree(place.output)
    place.build(jobs=1)
    for province, total in (("son-la", "Sơn La 855 False\n"), ("lai-chau", "Lai Châu 12 False\n")):
        run = nbformat.read(place.output / "notebooks" / f"05_province-{province}.ipynb", as_version=4)
        assert run.cells[-1].outputs[0].text == total
        assert [cell.execution_count for cell in run.cells if cell.cell_type == "code"] == [1, 2, 3]
        assert run.cells[-1].source == node.cells[-1].source


@pytest.mark.parametrize(("deaths", "runs"), [(2, True), (3, False)])
def test_a_kernel_that_finds_its_port_taken_is_started_again(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaths: int, runs: bool
) -> None:
    left, real = deaths, kernels.execute_notebook

    def unlucky(*arguments: object, **options: object) -> object:
        nonlocal left
        left -= 1
        if left >= 0:
            raise RuntimeError("Kernel died before replying to kernel_info")
        return real(*arguments, **options)

    monkeypatch.setattr(kernels, "execute_notebook", unlucky)
    given = {"tables_folder": str(place.output / "tables")}
    expected = contextlib.nullcontext() if runs else pytest.raises(RuntimeError, match="Kernel died")
    with expected:
        node, error = kernels.run(place.notebooks / "30_sizes.ipynb", given, warm=False, scratch=tmp_path)
        assert error is None
        assert node.cells[-1].outputs[0].text.endswith(" bytes\n")
