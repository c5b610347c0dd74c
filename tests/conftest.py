"""What the tests share."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import building

CASES = Path(__file__).parent / "cases"


def load_cases(name: str) -> list[dict[str, Any]]:
    """Rows of tests/cases/NAME.yml; each has an `id`, and no id stands twice."""
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8")) or []
    ids = [row["id"] for row in rows]
    doubled = sorted({i for i in ids if ids.count(i) > 1})
    if doubled:
        raise ValueError(f"tests/cases/{name}.yml: id given twice: {', '.join(doubled)}")
    return rows


@dataclass(frozen=True)
class Report:
    """A build of the tiny corpus by the shipped notebooks."""

    corpus: Path
    output: Path
    said: str

    def build(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `tinhgon build` on it once more."""
        return run_build(self.corpus, self.output, *arguments)


def run_build(corpus: Path, output: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`tinhgon build` as a person calls it."""
    command = [
        sys.executable,
        "-m",
        "tinhgon.cli",
        "build",
        "--corpus",
        corpus,
        "--output",
        output,
        *arguments,
    ]
    return subprocess.run(command, capture_output=True, text=True)


def once(factory: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name`, filled by `make` once for all processes that test."""
    base = factory.getbasetemp()
    root = (base if worker == "master" else base.parent) / name
    root.mkdir(exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "made").exists():
            make(root)
            (root / "made").touch()
    return root


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Report:
    """The report of tests/cases/corpus, built once for all tests that look at it."""

    def make(root: Path) -> None:
        corpus = shutil.copytree(CASES / "corpus", root / "corpus", dirs_exist_ok=True)
        done = run_build(corpus, root / "build")
        assert done.returncode == 0, done.stderr
        (root / "said").write_text(done.stdout, encoding="utf-8")

    root = once(tmp_path_factory, worker_id, "report", make)
    return Report(root / "corpus", root / "build", (root / "said").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of a build of the shipped corpus, made once."""

    def make(root: Path) -> None:
        done = run_build(CASES.parents[1] / "corpus/raw", root / "build")
        assert done.returncode == 0, done.stderr

    return once(tmp_path_factory, worker_id, "shipped", make) / "build"


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> building.Place:
    """A build of the tiny corpus by the tiny notebooks, to take copies of."""

    def make(root: Path) -> None:
        building.built(root / "place")

    return building.Place(once(tmp_path_factory, worker_id, "built", make) / "place")


@pytest.fixture
def isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that builds in isolation: see `building.isolate`."""
    building.isolate(monkeypatch)


@pytest.fixture
def place(built_once: building.Place, tmp_path: Path) -> building.Place:
    """A copy of what was built once, to do anything with."""
    return built_once.copy(tmp_path / "place")
