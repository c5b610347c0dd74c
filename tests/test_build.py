"""`tinhgon build` on tiny notebooks: what reruns, what fails, and what never gets lost."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

import tiny
from tinhgon import tables
from tinhgon.build import Result, Settings, build, digests, kernels, manifest, swap
from tinhgon.cli import main
from tinhgon.errors import CheckError, InputError


class Heard:
    """A progress that remembers which steps ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.expected = self.ended = 0

    def expect(self, steps: int) -> None:
        self.expected += steps

    def begin(self, name: str) -> None: ...

    def end(self, name: str, *, ran: bool) -> None:
        self.ended += 1
        self.ran += [name] * ran


class Place:
    """A folder with a corpus, notebooks and a build."""

    def __init__(self, root: Path) -> None:
        self.root, self.corpus, self.output = root, root / "corpus", root / "out"
        self.notebooks = root / "notebooks"

    def build(self, **changes: object) -> tuple[Result, list[str]]:
        heard = Heard()
        settings = Settings(corpus=self.corpus, output=self.output, notebooks=self.notebooks, **changes)  # type: ignore[arg-type]
        result = build(settings, heard)
        assert heard.expected == heard.ended
        return result, sorted(heard.ran)

    def published(self) -> dict[str, str]:
        return digests.tree(self.output)


def isolate(patch: pytest.MonkeyPatch) -> None:
    """Neither the real site nor the library's own files matter here: someone may be editing them."""
    patch.setattr(digests, "library", lambda *, presentation: f"library {presentation}")
    patch.setattr(manifest, "_rules", lambda folder: {})
    patch.setitem(sys.modules, "tinhgon.site", SimpleNamespace(publish=tiny.publish))


@pytest.fixture(autouse=True)
def isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test builds in isolation."""
    isolate(monkeypatch)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("built"))
    tiny.corpus(place.corpus)
    tiny.notebooks(place.notebooks)
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch)
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
    return place


@pytest.fixture
def place(built_once: Place, tmp_path: Path) -> Place:
    """A copy of what was built once, to do anything with."""
    shutil.copytree(built_once.root, tmp_path / "place")
    return Place(tmp_path / "place")


# --- What reruns -----------------------------------------------------------------------------------


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


# --- What fails ------------------------------------------------------------------------------------


def test_a_failing_cell_is_named_and_the_last_site_stands(place: Place) -> None:
    before = place.published()
    path = place.notebooks / "20_count.ipynb"
    node = nbformat.read(path, as_version=4)
    node.cells.append(nbformat.v4.new_code_cell("\nshare = 1 / 0\nprint(share)"))
    nbformat.write(node, path)
    with pytest.raises(CheckError) as raised:
        place.build()
    lines = str(raised.value).splitlines()
    assert lines[0] == "20_count.ipynb, cell 4, `share = 1 / 0`:"
    assert lines[1] == "  ZeroDivisionError: division by zero"
    assert Path(lines[2].removeprefix("  the run so far is in ")).exists()
    assert place.published() == before
    tiny.notebooks(place.notebooks)  # put right again: nothing was lost
    assert place.build()[1] == []


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("pass", "statistics.csv is not written"),
        (
            'from pathlib import Path; Path(output, "more.csv").write_text("")',
            "more.csv is written but not named",
        ),
    ],
)
def test_a_notebook_that_does_not_keep_its_word(place: Place, code: str, fault: str) -> None:
    parameters, count, about = tiny.NOTEBOOKS["20_count"]
    tiny.notebook(
        place.notebooks, "20_count", parameters, code if code == "pass" else f"{count}\n{code}", about
    )
    with pytest.raises(CheckError, match=fault):
        place.build()


def test_an_input_error_in_a_cell_is_the_inputs_fault(place: Place) -> None:
    parameters, _, about = tiny.NOTEBOOKS["20_count"]
    code = 'from tinhgon.errors import InputError\nraise InputError("objects.yml:3: wrong")'
    tiny.notebook(place.notebooks, "20_count", parameters, code, about)
    with pytest.raises(InputError, match=r"^objects\.yml:3: wrong$"):
        place.build()


def test_a_fault_of_the_program_is_told_in_two_lines(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise KeyError("concordance")

    before = place.published()
    (place.corpus / "son-la.txt").write_text("Sơn La\nTỉnh giảm 7 bản.\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "tinhgon.site", SimpleNamespace(publish=fail))
    with pytest.raises(CheckError) as raised:
        place.build()
    first, second = str(raised.value).splitlines()
    assert first == "site: KeyError: 'concordance'"
    kept = Path(second.removeprefix("  the traceback is in "))
    assert "Traceback" in kept.read_text(encoding="utf-8")
    assert place.published() == before


def test_notebooks_in_a_circle(place: Place) -> None:
    tiny.notebook(place.notebooks, "a", "x: int = 1  # x", "pass", {"reads": ["b"], "writes": ["a"]})
    tiny.notebook(place.notebooks, "b", "x: int = 1  # x", "pass", {"reads": ["a"], "writes": ["b"]})
    with pytest.raises(InputError, match="circle"):
        place.build()


def test_a_worker_that_is_killed_ends_the_build(place: Place) -> None:
    before = place.published()
    parameters, _, about = tiny.NOTEBOOKS["20_count"]
    code = "import os, signal, subprocess\nworker = os.getppid()\nos.kill(worker, signal.SIGKILL)\n"
    tiny.notebook(place.notebooks, "20_count", parameters, code, about)
    with pytest.raises(CheckError, match="worker process was killed"):
        place.build()
    assert place.published() == before


def test_a_build_that_is_killed_leaves_nothing_held(place: Place) -> None:
    """kill -9 in the midst of a notebook: the workers go, the lock is free, the finished steps are kept."""
    before = place.published()
    slow = "import time\ntime.sleep(600)"
    tiny.notebook(
        place.notebooks, "30_sizes", 'tables_folder: str = ""  # tables', slow, {"reads": ["pages"]}
    )
    parent = subprocess.Popen([sys.executable, tiny.__file__, str(place.root), "2"])
    try:
        assert _within(60, lambda: len(_family(parent.pid)) >= 2)  # a worker and its kernel
        family = _family(parent.pid)
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert _within(20, lambda: not any(_alive(process) for process in family))
    assert place.published() == before
    tiny.notebooks(place.notebooks)
    assert place.build()[1] == []


def _within(seconds: float, met: object) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():  # type: ignore[operator]
            return True
        time.sleep(0.2)
    return False


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _family(process: int) -> list[int]:
    """The process's children and theirs."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_family(child)]
    return found


# --- Bad input, by the command line: one line, exit 2, nothing good overwritten ---------------------


@pytest.fixture
def tinhgon(place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    """Runs the command line on the tiny notebooks; gives its exit code, output and error."""
    from tinhgon.build import settings

    monkeypatch.setattr(settings, "shipped", lambda: place.notebooks)
    monkeypatch.chdir(place.root)

    def run(*arguments: object) -> tuple[int, str, str]:
        code = 0
        try:
            main(["build", *map(str, arguments)])
        except SystemExit as error:
            code = int(str(error.code or 0))
        out, err = capsys.readouterr()
        return code, out, err

    return run


WRONG = {
    "missing corpus": (["--corpus", "nowhere"], "no such folder of pages"),
    "empty corpus": (["--corpus", "empty"], "no pages in this folder"),
    "corpus is a file": (["--corpus", "corpus/son-la.txt"], "no such folder of pages"),
    "output in the corpus": (["--corpus", "corpus", "--output", "corpus/out"], "inside the corpus"),
    "output under a file": (["--corpus", "corpus", "--output", "corpus/son-la.txt/out"], "son-la.txt"),
    "output of someone else": (["--corpus", "corpus", "--output", "."], "holds notebooks"),
    "missing rules": (
        ["--corpus", "corpus", "--output", "out", "--rules", "nowhere"],
        "no such folder of rules",
    ),
    "unknown parameter": (
        ["--corpus", "corpus", "--output", "out", "-p", "factr", "2"],
        "did you mean factor?",
    ),
    "ill-typed parameter": (
        ["--corpus", "corpus", "--output", "out", "-p", "factor", "two"],
        "'two' is no int",
    ),
    "unknown option": (["--corpse", "corpus"], "No such option"),
    "ill-typed option": (["--jobs", "many"], "many"),
    "missing parameter file": (["--params", "nowhere.yml"], "nowhere.yml"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_call(tinhgon, place: Place, case: str) -> None:
    (place.root / "empty").mkdir()
    before = place.published()
    arguments, told = WRONG[case]
    code, out, err = tinhgon(*arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("tinhgon: ")
    assert told in err
    assert place.published() == before


def test_broken_rules(tinhgon, place: Place) -> None:
    before = place.published()
    (place.root / "rules").mkdir()
    (place.root / "rules" / "objects.yml").write_text("- id: villages\n  phrase: [bản]\n", encoding="utf-8")
    code, _, err = tinhgon("--corpus", "corpus", "--output", "out", "--rules", "rules")
    assert code == 2
    assert err.count("\n") == 1
    assert re.search(r"rules/objects\.yml:\d: ", err)
    assert place.published() == before


def test_a_file_that_is_not_text(tinhgon, place: Place) -> None:
    (place.corpus / "scan.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    code, out, _ = tinhgon("--corpus", "corpus", "--output", "out")
    assert code == 0
    assert out.startswith("2 pages read, 1 skipped (scan.txt: not text")
    assert out.endswith("the report is in out/site/index.html\n")
    pages = tables.read(place.output / "tables", "pages").set_index("source_file")
    assert pages.loc["scan.txt", "status"] == "skipped"


def test_no_page_can_be_read(tinhgon, place: Place) -> None:
    before = place.published()
    for page in place.corpus.iterdir():
        page.write_bytes(b"PK\x03\x04 a ZIP")
    code, out, err = tinhgon("--corpus", "corpus", "--output", "out")
    assert (code, out) == (2, "")
    assert "no article on any of the 2 pages. First: lai-chau.txt: not text" in err
    assert place.published() == before


def test_a_second_build_in_the_same_folder(tinhgon, place: Place) -> None:
    code = "import sys; from pathlib import Path; from tinhgon.build import lock\n"
    code += "with lock.held(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    lock = place.output / ".work" / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        code_, _, err = tinhgon("--corpus", "corpus", "--output", "out")
        other.kill()
    assert code_ == 2
    assert err.count("\n") == 1
    assert f"another build runs in this folder (process {other.pid})" in err


def test_a_full_disk_at_the_swap(tinhgon, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    before = place.published()
    (place.corpus / "son-la.txt").write_text("Sơn La\nTỉnh giảm 7 bản.\n", encoding="utf-8")

    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(swap, "link", full)
    code, _, err = tinhgon("--corpus", "corpus", "--output", "out")
    assert code == 2
    assert err.count("\n") == 1
    assert "No space left on device" in err
    assert place.published() == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to mount a small disk"
)
def test_a_disk_that_is_really_full(tinhgon, place: Place) -> None:
    disk = place.root / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", disk], capture_output=True
    ).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        code, _, err = tinhgon("--corpus", "corpus", "--output", "disk/out")
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
    assert code in {1, 2}
    assert "No space left on device" in err
    assert err.startswith("tinhgon: ")
