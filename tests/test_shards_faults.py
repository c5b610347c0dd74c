"""A disk that fills up or cannot be written while shards are worked on: the next run ends what was begun."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sharded import made_up, tabulated, written
from tinhgon.build.digests import tree
from tinhgon.errors import InputError

ONLY = ("01_clean",)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=60k", "tmpfs", folder]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a disk is not allowed here (needs root)")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize(
    ("before", "fault"), [("size=60k", "No space left on device"), ("ro", "Read-only file system")]
)
def test_a_disk_that_takes_no_more(disk: Path, tmp_path: Path, before: str, fault: str) -> None:
    corpus = written(tmp_path / "corpus", made_up()[:12])
    tabulated(corpus, tmp_path / "plain", only=ONLY)
    subprocess.run(["mount", "-o", f"remount,{before}", disk], check=True)
    with pytest.raises((InputError, OSError), match=fault):
        tabulated(corpus, disk / "out", only=ONLY)
    assert not (disk / "out" / "tables").exists()
    subprocess.run(["mount", "-o", "remount,rw,size=64m", disk], check=True)
    tabulated(corpus, disk / "out", only=ONLY)
    assert tree(disk / "out" / "tables") == tree(tmp_path / "plain" / "tables")
