"""A build that fails says where, and what was built before stands."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

import tiny
from building import Place
from tinhgon.errors import CheckError, InputError

pytestmark = pytest.mark.usefixtures("isolated")


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
