"""What the tests share."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

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


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Report:
    """The report of tests/cases/corpus, built once for all tests that look at it, whatever their process."""
    base = tmp_path_factory.getbasetemp()
    root = (base if worker_id == "master" else base.parent) / "report"
    root.mkdir(exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = root / "said"
        if not said.exists():
            corpus = shutil.copytree(CASES / "corpus", root / "corpus", dirs_exist_ok=True)
            done = run_build(corpus, root / "build")
            assert done.returncode == 0, done.stderr
            said.write_text(done.stdout, encoding="utf-8")
    return Report(root / "corpus", root / "build", said.read_text(encoding="utf-8"))
