"""README, Makefile, `--help`, notebooks and tables say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tinhgon import VERBS, tables
from tinhgon.cli import commands

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ROWS = {
    cells[1].strip(" `"): cells
    for cells in (row.split("|") for row in README.splitlines())
    if len(cells) == 5
}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|    )make ([a-z][a-z-]+)", README))))
def test_make_targets_exist(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("option", sorted(set(re.findall(r"(?<![\w-])(--[a-z]+)", README)) - {"--help"}))
def test_options_exist(option: str) -> None:
    assert option in CliRunner().invoke(commands, ["build", "--help"]).output


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`tinhgon ([a-z]+)", README))))
def test_commands_exist(command: str) -> None:
    assert CliRunner().invoke(commands, [command, "--help"]).exit_code == 0


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_and_their_tables(notebook: Path) -> None:
    told = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]["tinhgon"]["writes"]
    assert re.findall(r"`(\w+)`", ROWS[notebook.stem][3]) == told


@pytest.mark.parametrize("name", re.findall(r"`tinhgon\.(\w+)`|= tinhgon\.(\w+)\(", README))
def test_verbs_exist(name: tuple[str, str]) -> None:
    assert "".join(name) in VERBS


def test_parameter_of_the_example_exists() -> None:
    notebook, parameter = re.findall(r"-p (\w+)\.(\w+) ", README)[0]
    assert re.search(
        rf"{parameter}: \w+ = ", (ROOT / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8")
    )


def test_columns_of_the_example_exist() -> None:
    columns = re.findall(r'"(\w+)"', re.findall(r'\["statistics"\]\[\[(.*?)\]\]', README)[0])
    assert set(columns) <= tables.COLUMNS["statistics"].keys()
