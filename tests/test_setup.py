"""The set-up: one source of versions, and nothing heavy imported before it is needed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

import tinhgon
from tinhgon import rules

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def uv(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The uv that the Makefile installed, or the one on the path; offline, for it only compares files."""
    program = shutil.which("uv", path=str(ROOT / ".uv" / "bin")) or shutil.which("uv")
    if program is None:
        pytest.skip("no uv here; `make setup` brings it")
    command = [program, *arguments, "--offline", "--python", sys.executable]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_the_lock_follows_from_pyproject() -> None:
    done = uv("lock", "--check")
    assert done.returncode == 0, f"run `make lock`: {done.stderr}"


def test_the_requirements_follow_from_the_lock() -> None:
    options = ["--frozen", "--quiet", "--no-hashes", "--no-dev", "--no-emit-project", "--no-header"]
    done = uv("export", *options)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (ROOT / "requirements.txt").read_text(encoding="utf-8"), "run `make lock`"


def test_conda_takes_its_versions_from_the_requirements() -> None:
    pip = next(entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict))
    assert pip == ["-r requirements.txt", "-e ."]
    python = next(entry for entry in ENVIRONMENT["dependencies"] if str(entry).startswith("python="))
    assert re.fullmatch(r"python=3\.1[1-4]", python)
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.15"


def test_the_version_is_said_once() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert tinhgon.__version__ == PROJECT["project"]["version"] == citation["version"]


def test_bytecode_is_compiled_and_no_python_is_downloaded() -> None:
    settings = PROJECT["tool"]["uv"]
    assert settings["compile-bytecode"] is True
    assert settings["python-downloads"] == "never"


@pytest.mark.parametrize(
    "target", ["setup", "report", "lab", "test", "test-all", "lint", "bench", "screenshot", "lock", "help"]
)
def test_make_help_names_the_target(target: str) -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.search(rf"^make {target} +\S", done.stdout, re.MULTILINE)


def test_make_says_what_is_missing(tmp_path: Path) -> None:
    """With a Python that is too old, one line says so."""
    old = tmp_path / "python-old"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, tmp_path)
    done = subprocess.run(["make", "setup", f"PYTHON={old}"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0
    assert "TinhGon needs Python 3.11 to 3.14" in done.stderr


@pytest.mark.parametrize(("broken", "code"), [("none", 0), ("lint", 1), ("test", 1), ("setup", 1)])
def test_ci_fails_where_a_target_fails(tmp_path: Path, broken: str, code: int) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    (tmp_path / "bin").mkdir()
    for name, text in {"make": f'echo "make $1"; test "$1" != {broken}', "chromium": "exit 0"}.items():
        program = tmp_path / "bin" / name
        program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        program.chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    run = ["bash", str(tmp_path / ".ci" / "run")]
    done = subprocess.run(run, env=environment, capture_output=True, text=True)
    assert bool(done.returncode) == bool(code)
    if not code:
        assert done.stdout.split("\n")[:3] == ["make setup", "make lint", "make test"]


# --- The package -----------------------------------------------------------------------------------


@pytest.mark.parametrize("statement", ["import tinhgon", "import tinhgon.cli", "import tinhgon.build"])
def test_nothing_heavy_is_imported_early(statement: str) -> None:
    heavy = {"pandas", "numpy", "papermill", "matplotlib", "underthesea", "nbconvert", "pyarrow", "scipy"}
    code = f"{statement}\nimport sys\nprint(*sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_six_verbs() -> None:
    verbs = [name for name in tinhgon.__all__ if not name.startswith("_")]
    assert verbs == sorted(tinhgon.VERBS)
    assert len(verbs) == 6
    for verb in verbs:
        assert callable(getattr(tinhgon, verb))
        assert verb in dir(tinhgon)


def test_a_seventh_verb() -> None:
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        tinhgon.guess  # noqa: B018


@pytest.mark.slow
def test_a_wheel_carries_notebooks_and_rules(tmp_path: Path) -> None:
    program = shutil.which("uv", path=str(ROOT / ".uv" / "bin")) or shutil.which("uv")
    if program is None:
        pytest.skip("no uv here; `make setup` brings it")
    subprocess.run([program, "build", "--quiet", "--wheel", "-o", str(tmp_path)], cwd=ROOT, check=True)
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    assert {f"tinhgon/_notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")} <= names
    assert {f"tinhgon/rules/{path.name}" for path in rules.SHIPPED.glob("*.yml")} <= names
    assert not {name for name in names if not name.startswith("tinhgon")}


@pytest.mark.slow
def test_the_pip_section_of_conda_gives_the_command(tmp_path: Path) -> None:
    """What conda would hand to pip, in a new environment: the same versions, and `tinhgon` there."""
    pip = next(entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict))
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    bin_ = tmp_path / "env" / "bin"
    (tmp_path / "all.txt").write_text(
        "\n".join(line.replace("-r ", f"-r {ROOT}/").replace("-e .", f"-e {ROOT}") for line in pip),
        encoding="utf-8",
    )
    install = [bin_ / "python", "-m", "pip", "install", "--quiet", "-r", tmp_path / "all.txt"]
    subprocess.run(install, cwd=ROOT, check=True)
    done = subprocess.run([bin_ / "tinhgon", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"tinhgon {tinhgon.__version__}"
    frozen = subprocess.run(
        [bin_ / "python", "-m", "pip", "freeze"], capture_output=True, text=True, check=True
    )
    locked = re.findall(
        r"^([\w.-]+==[^\s;]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    there = {line.lower().replace("_", "-") for line in frozen.stdout.splitlines()}
    assert len({line.lower() for line in locked} & there) > 0.8 * len(locked)  # the rest is for other systems
