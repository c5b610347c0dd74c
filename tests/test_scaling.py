"""SCALING.md: what it tells to type works."""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from sharded import made_up, tabulated, written
from tinhgon import cli, scale
from tinhgon.build.digests import tree
from tinhgon.build.notebooks import discover, shipped
from tinhgon.shards import pieces

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "SCALING.md").read_text(encoding="utf-8")
COMMANDS = [line.strip() for line in PAGE.splitlines() if line.startswith("    ") and "/bin/" in line]
CLUSTER = PAGE.split("## 3.")[1].split("## 4.")[0]


@pytest.mark.parametrize("option", sorted(set(re.findall(r"tinhgon build[^\n`]*?(--[a-z-]+)", PAGE))))
def test_options_exist(option: str) -> None:
    assert option in CliRunner().invoke(cli.commands, ["build", "--help"]).output


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`-p (\w+) ", PAGE))))
def test_parameters_exist(name: str) -> None:
    assert any(name in book.parameters for book in discover(shipped()))


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
def test_programs_are_python(code: str) -> None:
    compile(code, "SCALING.md", "exec")


def test_sizes_are_those_of_the_code() -> None:
    assert f"pieces of\n{pieces.PAGES} pages" in PAGE
    assert f"Up to {scale.BYTES >> 20} MB of shards, or {scale.PAGES:,} files" in PAGE


@pytest.mark.slow
def test_the_cluster_on_loopback(tmp_path: Path) -> None:
    """Scheduler, workers and build as the page has them, at a free port."""
    pytest.importorskip("distributed", reason="Dask comes with tinhgon[scale]")
    corpus = written(tmp_path / "shards", made_up())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    typed = [line.strip() for line in CLUSTER.splitlines() if line.startswith("    ")][-3:]
    commands = [_here(line, port, tmp_path) for line in typed]
    scheduler = subprocess.Popen([*commands[0], "--no-dashboard"], stderr=subprocess.DEVNULL)
    time.sleep(3)
    workers = subprocess.Popen([*commands[1], "--no-dashboard"], stderr=subprocess.DEVNULL, cwd=tmp_path)
    try:
        done = subprocess.run(
            [*commands[2], "--only", "01_clean"], capture_output=True, text=True, timeout=300
        )
    finally:
        for process in (workers, scheduler):
            process.terminate()
            process.wait(timeout=30)
    assert done.returncode == 0, done.stderr
    tabulated(corpus, tmp_path / "plain", only=("01_clean",))
    assert tree(tmp_path / "large" / "tables") == tree(tmp_path / "plain" / "tables")


def _here(command: str, port: str, home: Path) -> list[str]:
    """The command with this Python's programs, this port and these folders."""
    typed = command.replace("8786", port).replace("~", str(home))
    first, *rest = shlex.split(typed)
    program = {"dask": ["-m", "dask"], "tinhgon": ["-m", "tinhgon.cli"]}[Path(first).name]
    return [sys.executable, *program, *rest]
