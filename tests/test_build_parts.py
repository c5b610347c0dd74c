"""The build's rooms one by one: notebooks read, parameters typed, slices cut."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tiny
from conftest import load_cases
from tinhgon.build import digests, executed, notebooks, parameters, slices
from tinhgon.build.notebooks import Notebook, Parameter
from tinhgon.errors import InputError


def a_notebook(stem: str, each: str = "", **kinds: str) -> Notebook:
    found = {name: Parameter(name, kind, None) for name, kind in kinds.items()}
    return Notebook(Path(f"{stem}.ipynb"), "", found, (), (), each)


BOOKS = (
    a_notebook("02_terms", output="str", top="int", share="float", stop="bool", groups="list[str]"),
    a_notebook("03_statistics", output="str", top="int"),
    a_notebook("05_province", province="str", each="province"),
)


@pytest.mark.parametrize("case", load_cases("parameters"), ids=lambda case: case["id"])
def test_parameters(case: dict[str, Any]) -> None:
    pairs = [tuple(pair) for pair in case["given"]]
    if "error" in case:
        with pytest.raises(InputError) as raised:
            parameters.assign(BOOKS, pairs)
        assert str(raised.value) == case["error"]
    else:
        values = parameters.assign(BOOKS, pairs)
        assert {stem: found for stem, found in values.items() if found} == case["values"]


@given(st.integers() | st.booleans() | st.text() | st.floats(allow_nan=False) | st.none())
def test_a_value_is_typed_or_refused(value: Any) -> None:
    for kind, python in {"str": str, "int": int, "float": float, "bool": bool}.items():
        with contextlib.suppress(InputError):
            assert type(parameters.typed("x", Parameter("x", kind, None), value)) is python


def test_a_file_of_parameters(tmp_path: Path) -> None:
    file = tmp_path / "p.yml"
    file.write_text("top: 5\n03_statistics:\n  top: 7\n", encoding="utf-8")
    assert parameters.from_file(file) == [("top", 5), ("03_statistics.top", 7)]


@pytest.mark.parametrize("text", ["- 1\n", "a: [1\n", "just words"])
def test_a_broken_file_of_parameters(tmp_path: Path, text: str) -> None:
    file = tmp_path / "p.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"p\.yml"):
        parameters.from_file(file)


def test_discover(tmp_path: Path) -> None:
    tiny.notebooks(tmp_path)
    tiny.notebook(tmp_path, "90_own", "top: int = 3  # how many", "print(top)", None)
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "draft.ipynb")
    found = {book.stem: book for book in notebooks.discover(tmp_path)}
    assert list(found) == ["05_province", "10_clean", "20_count", "30_sizes", "90_own"]
    assert found["20_count"].parameters["factor"] == Parameter("factor", "int", 1)
    assert found["90_own"].reads is None
    assert notebooks.writers(tuple(found.values()))["articles"] == "10_clean"


@pytest.mark.parametrize(
    ("parameters_cell", "about", "fault"),
    [
        ("top = 3", {}, "has no type"),
        ("top: complex = 3j", {}, "is a complex"),
        ("top: int = len('abc')", {}, "no plain value"),
        ("top: int = (", {}, "parameters cell, line 1"),
        ("top: int = 3", {"each": "district"}, "'district'"),
        ("top: int = 3", {"reads": ["nothing"]}, "reads the table nothing"),
        ("top: int = 3", {"writes": ["pages"]}, "writes the table pages, as 10_clean does"),
    ],
)
def test_a_notebook_that_cannot_join(
    tmp_path: Path, parameters_cell: str, about: dict[str, Any], fault: str
) -> None:
    tiny.notebooks(tmp_path)
    tiny.notebook(tmp_path, "80_wrong", parameters_cell, "pass", about)
    with pytest.raises(InputError, match=fault) as raised:
        notebooks.discover(tmp_path)
    assert "80_wrong.ipynb" in str(raised.value)


def test_a_file_that_is_no_notebook(tmp_path: Path) -> None:
    (tmp_path / "x.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.ipynb: not a notebook"):
        notebooks.discover(tmp_path)


def test_outputs_do_not_change_a_notebooks_digest(tmp_path: Path) -> None:
    path = tiny.notebook(tmp_path, "a", "top: int = 3  # how many", "print(top)", {})
    before = notebooks.read(path)
    node = nbformat.read(path, as_version=4)
    node.cells[2].outputs = [nbformat.v4.new_output("stream", text="3\n")]
    nbformat.write(node, path)
    after = notebooks.read(path)
    node.cells[2].source += "  # more"
    nbformat.write(node, path)
    changed = notebooks.read(path)
    assert before
    assert after
    assert changed
    assert before.digest == after.digest != changed.digest


def test_settled_notebook_has_no_folder_of_this_machine() -> None:
    node = nbformat.v4.new_notebook()
    source = 'tables_folder = "/tmp/x"\noutput = "/tmp/y"\nprovince = "S\\u01a1n La"'
    node.cells = [nbformat.v4.new_code_cell(source, metadata={"tags": ["injected-parameters"]})]
    settled = executed.settle(node, title="t", province="Sơn La")
    assert settled.cells[0].source == "tables_folder = \"../tables\"\nprovince = 'Sơn La'"
    assert settled.cells[0].id == "cell-1"


# --- Digests and slices ----------------------------------------------------------------------------


def test_a_corpus_is_its_pages_and_its_sources(tmp_path: Path) -> None:
    corpus = tiny.corpus(tmp_path / "corpus" / "raw")
    seen = [digests.corpus(corpus)]
    (tmp_path / "corpus" / "sources.csv").write_text("source_file\n", encoding="utf-8")
    seen.append(digests.corpus(corpus))
    (corpus / "new.txt").write_text("x", encoding="utf-8")
    seen.append(digests.corpus(corpus))
    (corpus / ".hidden").write_text("x", encoding="utf-8")
    assert digests.corpus(corpus) == seen[-1]
    assert len(set(seen)) == 3


def test_the_site_alone_depends_on_how_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("text.py", "site/page.py", "cli.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    monkeypatch.setattr(digests, "PACKAGE", tmp_path)
    runs, shown = digests.library(presentation=False), digests.library(presentation=True)
    (tmp_path / "site" / "page.py").write_text("2", encoding="utf-8")
    assert digests.library(presentation=False) == runs
    assert digests.library(presentation=True) != shown
    (tmp_path / "text.py").write_text("2", encoding="utf-8")
    assert digests.library(presentation=False) != runs


def test_a_slice_is_a_provinces_own() -> None:
    frames = {
        "statistics": pd.DataFrame({"province": ["A", "B", None], "article_id": ["x#1", "y#1", "y#1"]}),
        "adoptions": pd.DataFrame({"province": ["C"], "article_id": ["z#1"]}),
        "articles": pd.DataFrame({"article_id": ["x#1", "y#1", "z#1"], "provinces": ["A", "A;B", None]}),
        "lines": pd.DataFrame({"source_file": ["x", "y", "z"], "line": [1, 1, 1]}),
        "comparison": pd.DataFrame({"indicator": ["i", "j"], "province": ["A", "B"]}),
        "indicators": pd.DataFrame({"indicator": ["i", "j"]}),
        "terms": pd.DataFrame({"term": ["t", "t"], "group": ["A", "B"]}),
        "other": pd.DataFrame({"anything": [1, 2]}),
    }
    assert slices.provinces(frames) == ["A", "B", "C"]
    assert {name: rows.tolist() for name, rows in slices.kept(frames, "A").items()} == {
        "statistics": [True, False, False],
        "adoptions": [False],
        "articles": [True, True, False],
        "lines": [True, True, False],
        "comparison": [True, False],
        "indicators": [True, False],
        "terms": [True, False],
        "other": [True, True],
    }


def test_a_failed_cell_is_numbered_as_in_the_source() -> None:
    tags = [["parameters"], ["injected-parameters"], []]
    node = SimpleNamespace(cells=[SimpleNamespace(metadata={"tags": found}) for found in tags])
    assert executed.number(node, 2) == 2


def test_digest_of_data_ignores_the_order_of_keys() -> None:
    assert digests.value(json.loads('{"a": 1, "b": "ă"}')) == digests.value({"b": "ă", "a": 1})
