"""One build at a time, one swap: what is published changes together, and what is left over goes."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tinhgon.build import digests, lock
from tinhgon.build.swap import Swap, foreign, remove
from tinhgon.errors import InputError


def test_the_lock_is_held_by_one(tmp_path: Path) -> None:
    path = tmp_path / "out" / ".work" / "lock"
    path.parent.mkdir(parents=True)
    code = "import sys; from pathlib import Path; from tinhgon.build import lock\n"
    code += "with lock.held(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    with pytest.raises(InputError, match=f"process {other.pid}"), lock.held(path):
        pass
    other.kill()  # the system lets go of it
    other.communicate()
    with lock.held(path):
        assert path.read_text(encoding="utf-8") == str(os.getpid())


def published(output: Path) -> dict[str, str]:
    """What stands in the output folder: the text of each file."""
    return {name: (output / name).read_text(encoding="utf-8") for name in digests.tree(output)}


@pytest.fixture
def swap(tmp_path: Path) -> Swap:
    """An output folder with an old build, and a new one staged."""
    output = tmp_path / "out"
    for part in ("tables", "site"):
        (output / part).mkdir(parents=True)
        (output / part / "old").write_text("old", encoding="utf-8")
    (output / "manifest.json").write_text('{"tinhgon": "old"}', encoding="utf-8")
    made = tmp_path / "made"
    made.write_text("new", encoding="utf-8")
    swap = Swap(output, output / ".work")
    swap.stage({"tables/new": made, "site/new": made}, '{"tinhgon": "new"}')
    return swap


NEW = {"tables/new": "new", "site/new": "new", "manifest.json": '{"tinhgon": "new"}'}
OLD = {"tables/old": "old", "site/old": "old", "manifest.json": '{"tinhgon": "old"}'}


def test_a_folder_into_which_a_killed_run_still_writes_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, really = tmp_path / "ipython", shutil.rmtree
    (folder / "profile_default").mkdir(parents=True)
    late = iter(["startup", "pid"])

    def removed_beside_a_writer(path: Path) -> None:
        really(path / "profile_default")
        if name := next(late, ""):
            (path / "profile_default" / name).mkdir(parents=True)
        path.rmdir()

    monkeypatch.setattr("tinhgon.build.swap.shutil.rmtree", removed_beside_a_writer)
    monkeypatch.setattr("tinhgon.build.swap.PAUSE", 0)
    remove(folder)
    assert not folder.exists()


@pytest.mark.parametrize(("error", "calls"), [(errno.ENOTEMPTY, 3), (errno.EACCES, 1)])
def test_what_cannot_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, calls: int
) -> None:
    tried = []

    def refuse(path: Path) -> None:
        tried.append(path)
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr("tinhgon.build.swap.shutil.rmtree", refuse)
    monkeypatch.setattr("tinhgon.build.swap.TRIES", 3)
    monkeypatch.setattr("tinhgon.build.swap.PAUSE", 0)
    with pytest.raises(OSError, match=os.strerror(error)):
        remove(tmp_path)
    assert len(tried) == calls


def test_a_swap(swap: Swap) -> None:
    swap.commit()
    assert published(swap.output) == NEW
    assert not list((swap.output / ".work").iterdir())


@pytest.mark.parametrize("renames", range(1, 7))
def test_a_swap_cut_short_is_mended(swap: Swap, monkeypatch: pytest.MonkeyPatch, renames: int) -> None:
    """Killed before each of the six renames in turn, the next start ends the swap."""
    real, left = Path.rename, renames - 1

    def mortal(path: Path, target: Path) -> Path:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1
        return real(path, target)

    monkeypatch.setattr(Path, "rename", mortal)
    with pytest.raises(KeyboardInterrupt):
        swap.commit()
    monkeypatch.undo()
    Swap(swap.output, swap.output / ".work").mend()
    assert published(swap.output) == NEW


def test_a_swap_without_its_journal_never_was(swap: Swap) -> None:
    Swap(swap.output, swap.output / ".work").mend()
    assert published(swap.output) == OLD


def test_folders_that_no_build_made_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    assert foreign(tmp_path) == ("notebooks",)
    (tmp_path / "manifest.json").write_text('{"name": "a web app"}', encoding="utf-8")
    assert foreign(tmp_path) == ("notebooks", "manifest.json")
    (tmp_path / "manifest.json").write_text('{"tinhgon": "0.1.0"}', encoding="utf-8")
    assert foreign(tmp_path) == ()
