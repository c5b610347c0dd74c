"""The shipped notebooks: essays in two languages that run on any corpus and overwrite nothing."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from conftest import Report
from made_up_tables import tables_empty, tables_made_up
from tinhgon import charts, tables
from tinhgon.errors import InputError

FOLDER = Path(__file__).parents[1] / "notebooks"
ORDER = ("01_clean", "02_terms", "03_statistics", "04_compare", "05_province", "06_quality", "90_template")
READING = [stem for stem in ORDER if stem != "01_clean"]
DEFAULTS = {"corpus": "../corpus/raw", "tables_folder": "../build/tables", "output": "", "rules": ""}
DEFAULTS |= {"gold": "", "corrections": ""}
VIETNAMESE = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)


def source(stem: str) -> Any:
    return nbformat.read(FOLDER / f"{stem}.ipynb", as_version=4)


def code(stem: str) -> list[Any]:
    return [cell for cell in source(stem).cells if cell.cell_type == "code"]


def headings(cell: Any) -> list[str]:
    return re.findall(r"^#+ ", cell.source, re.MULTILINE)


def parameters(stem: str) -> str:
    return next(str(cell.source) for cell in code(stem) if "parameters" in cell.metadata.get("tags", []))


# --- Form ------------------------------------------------------------------------------------------


def test_all_notebooks_are_known_here() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == sorted(ORDER)


@pytest.mark.parametrize("stem", ORDER)
def test_valid_without_outputs_and_with_names_for_cells(stem: str) -> None:
    notebook = source(stem)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert all(not cell.outputs and cell.execution_count is None for cell in code(stem))
    assert not [cell.id for cell in notebook.cells if re.fullmatch(r"[0-9a-f]{8}", cell.id)]


@pytest.mark.parametrize("stem", ORDER)
def test_prose_stands_in_pairs(stem: str) -> None:
    prose = [cell for cell in source(stem).cells if cell.cell_type == "markdown"]
    english, vietnamese = prose[::2], prose[1::2]
    for first, second in zip(english, vietnamese, strict=True):
        assert (first.metadata.tags, second.metadata.tags) == (["en"], ["vi"])
        assert first.id.removesuffix("-en") == second.id.removesuffix("-vi")
        assert re.findall(r"^#+", first.source, re.MULTILINE) == re.findall(
            r"^#+", second.source, re.MULTILINE
        )
        assert VIETNAMESE.search(second.source)


@pytest.mark.parametrize("stem", ORDER)
def test_the_title_is_a_question_in_both_languages(stem: str) -> None:
    titles = [cell.source.splitlines()[0] for cell in source(stem).cells[:2]]
    assert all(re.fullmatch(r"# .+\?", title) for title in titles)
    named = source(stem).metadata.tinhgon.title
    assert [f"# {named.en}", f"# {named.vi}"] == titles


@pytest.mark.parametrize("stem", ORDER)
def test_cells_are_short_and_define_nothing(stem: str) -> None:
    for cell in code(stem):
        tree = ast.parse(cell.source)
        assert not [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.Lambda))]
        assert len(cell.source.splitlines()) <= 8 or cell.id == "parameters"
    imports = [c.id for c in code(stem) if re.search(r"^(?:from|import) ", c.source, re.MULTILINE)]
    assert imports == ["imports"]


@pytest.mark.parametrize("stem", ORDER)
def test_more_prose_than_code_and_no_typed_in_figures(stem: str) -> None:
    english = [c.source for c in source(stem).cells if c.metadata.get("tags") == ["en"]]
    assert len(" ".join(english).split()) > len(" ".join(c.source for c in code(stem)).split())
    provinces = {"Sơn La", "Lạng Sơn", "Lai Châu", "Quảng Ninh", "Điện Biên"}
    assert not [name for name in provinces for text in english if name in text]


@pytest.mark.parametrize("stem", ORDER)
def test_parameters_have_types_comments_and_the_common_defaults(stem: str) -> None:
    lines = parameters(stem).splitlines()
    assert lines[0] == "# parameters"
    assert all(re.fullmatch(r"\w+: (?:str|int|float|bool) = \S.*  # \S.*", line) for line in lines[1:])
    values = {n.target.id: ast.literal_eval(n.value) for n in ast.parse(parameters(stem)).body}  # type: ignore
    assert all(values[name] == DEFAULTS[name] for name in DEFAULTS.keys() & values.keys())
    assert {"rules"} <= values.keys()


def test_each_table_has_one_writer_that_runs_before_its_readers() -> None:
    written: set[str] = set()
    for stem in ORDER:
        about = source(stem).metadata.tinhgon
        assert set(about.reads) <= written
        assert not set(about.writes) & written
        written |= set(about.writes)


# --- Running, in this process ----------------------------------------------------------------------


def run(stem: str, **values: Any) -> list[charts.Display]:
    """Run a notebook's cells here, parameters replaced by `values`, and return what they show."""
    names: dict[str, Any] = {}
    shown = []
    for cell in code(stem):
        body = ast.parse(cell.source).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), stem, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            assert values.keys() <= names.keys()
            names |= values
        result = eval(compile(ast.Expression(last.value), stem, "eval"), names) if last else None
        shown += [] if result is None else [result]
    return shown


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of tables: made up with hostile text, and without a row."""
    root = tmp_path_factory.mktemp("tables")
    for name, made in (("made_up", tables_made_up()), ("empty", tables_empty())):
        for table, frame in made.items():
            tables.write(root / name, table, frame)
    return {"made_up": root / "made_up", "empty": root / "empty"}


@pytest.mark.parametrize("kind", ["made_up", "empty"])
@pytest.mark.parametrize("stem", READING)
def test_runs_on_any_tables_and_shows_both_languages(stem: str, kind: str, folders: dict[str, Path]) -> None:
    before = sorted((path.name, path.stat().st_mtime_ns) for path in folders[kind].iterdir())
    shown = run(stem, tables_folder=str(folders[kind]))
    assert all(isinstance(item, charts.Display) for item in shown)
    assert len(shown) >= 3
    assert not re.search(r"<script|0x[0-9a-f]{6}", "".join(item._repr_html_() for item in shown))
    assert sorted((path.name, path.stat().st_mtime_ns) for path in folders[kind].iterdir()) == before


@pytest.mark.parametrize("stem", READING)
def test_without_tables_one_line_says_what_to_do(stem: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such table; run `make report`") as caught:
        run(stem, tables_folder=str(tmp_path))
    assert len(caught.value._render_traceback_()) == 1


def test_a_corpus_without_an_article_and_one_with_strange_files(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "zip.txt").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    shown = run("01_clean", corpus=str(tmp_path))
    assert "2 files gave 0 articles" in repr(shown[0])
    with pytest.raises(InputError, match="no such folder"):
        run("01_clean", corpus=str(tmp_path / "nowhere"))


# --- Running for real ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def runs(report: Report) -> dict[str, Any]:
    """Every notebook as papermill ran it for a build, each reading the tables of those before it."""
    paths = sorted((report.output / "notebooks").glob("*.ipynb"))
    return {path.stem: nbformat.read(path, as_version=4) for path in paths}


def test_papermill_ran_all_and_they_wrote_what_they_name(report: Report, runs: dict[str, Any]) -> None:
    assert {stem.split("-")[0] for stem in runs} == set(ORDER)
    written = {path.stem for path in (report.output / "tables").glob("*.parquet")}
    assert written == set(chain.from_iterable(source(stem).metadata.tinhgon.writes for stem in ORDER))


def test_figures_reach_the_province_page(report: Report, runs: dict[str, Any]) -> None:
    statistics = tables.read(report.output / "tables", "statistics")
    surfaces = statistics.loc[statistics["province"] == "Sơn La", "surface"]
    assert len(surfaces) > 2
    shown = json.dumps(runs["05_province-son-la"].cells, ensure_ascii=False)
    assert all(surface in shown for surface in surfaces)


def test_nothing_is_shown_that_changes_from_run_to_run(runs: dict[str, Any]) -> None:
    for node in runs.values():
        outputs = [output for cell in node.cells for output in cell.get("outputs", [])]
        assert [output.output_type for output in outputs if output.output_type == "error"] == []
        assert all(set(output.data) == {"text/html", "text/plain"} for output in outputs if "data" in output)
        assert not re.search(r" at 0x|/tmp/|/home/", json.dumps(outputs))


def test_default_folders_are_found_from_the_checkout_and_from_the_notebooks(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    tables.write(tmp_path / "build" / "tables", "articles", tables.frame("articles", []))
    program = "from tinhgon import tables; print(len(tables.read('../build/tables', 'articles')))"
    for folder in (tmp_path, tmp_path / "notebooks"):
        done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True)
        assert (done.stdout, done.returncode) == ("0\n", 0), done.stderr


def test_about_a_province() -> None:
    table = pd.DataFrame({"provinces": ["Lai Châu;Sơn La", "Sơn", None]})
    assert tables.about(table, "Sơn La").index.tolist() == [0]
    assert tables.about(pd.DataFrame({"province": ["Sơn La", None]}), "Sơn La").index.tolist() == [0]
