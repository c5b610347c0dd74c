"""Notebooks as the build sees them: parameters with types, tables read and written.

Read as JSON and syntax trees: papermill's own inspection takes two seconds to import.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinhgon.build import digests
from tinhgon.errors import InputError

KINDS = ("str", "int", "float", "bool", "list[str]")


@dataclass(frozen=True)
class Parameter:
    """One annotated name of a parameters cell."""

    name: str
    kind: str
    default: Any


@dataclass(frozen=True)
class Notebook:
    """A notebook that takes part in the build. `reads` is None where it does not say: it gets every table."""

    path: Path
    digest: str
    parameters: dict[str, Parameter]
    reads: tuple[str, ...] | None
    writes: tuple[str, ...]
    each: str

    @property
    def stem(self) -> str:
        """The file name without its ending, by which the command line calls the notebook."""
        return self.path.stem


def shipped() -> Path:
    """The folder of the notebooks that came with the package: in the wheel, or beside an editable install."""
    inside = digests.PACKAGE / "_notebooks"
    return inside if inside.is_dir() else digests.PACKAGE.parents[1] / "notebooks"


def discover(folder: Path) -> tuple[Notebook, ...]:
    """The notebooks of `folder` that have a parameters cell, by name.

    Raises InputError for a file that is no notebook, a parameter without a type, a table that two write.
    """
    found = [read(path) for path in sorted(folder.glob("*.ipynb"))]
    books = tuple(book for book in found if book is not None)
    if not books:
        raise InputError(f"{folder}: no notebook with a parameters cell")
    written = writers(books)
    for book in books:
        if lost := sorted(set(book.reads or ()) - written.keys()):
            raise InputError(f"{book.path}: reads the table {lost[0]}, which no notebook writes")
    return books


def writers(books: tuple[Notebook, ...]) -> dict[str, str]:
    """The notebook that writes each table, by stem. Raises InputError where two write the same one."""
    found: dict[str, str] = {}
    for book in books:
        for table in book.writes:
            other = found.setdefault(table, book.stem)
            if other != book.stem:
                raise InputError(
                    f"{book.path}: writes the table {table}, as {other} does; each has one writer"
                )
    return found


def read(path: Path) -> Notebook | None:
    """The notebook at `path`, or None where it has no parameters cell."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        cells = [
            (cell["cell_type"], _source(cell), cell["metadata"].get("tags", [])) for cell in content["cells"]
        ]
        about = content["metadata"].get("tinhgon", {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not a notebook ({type(error).__name__}: {error})") from error
    tagged = [source for kind, source, tags in cells if kind == "code" and "parameters" in tags]
    if not tagged:
        return None
    if about.get("each", "province") != "province":
        raise InputError(f'{path}: runs once each {about["each"]!r}; only "province" is known')
    return Notebook(
        path=path,
        digest=digests.value([cells, about]),
        parameters=_parameters(path, tagged[0]),
        reads=tuple(about["reads"]) if "reads" in about else None,
        writes=tuple(about.get("writes", ())),
        each=about.get("each", ""),
    )


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _parameters(path: Path, source: str) -> dict[str, Parameter]:
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise InputError(f"{path}: parameters cell, line {error.lineno}: {error.msg}") from error
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            raise InputError(
                f"{path}: the parameter `{ast.unparse(node)}` has no type; write `name: str = …`"
            )
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            found[node.target.id] = _parameter(path, node.target.id, node.annotation, node.value)
    return found


def _parameter(path: Path, name: str, annotation: ast.expr, default: ast.expr) -> Parameter:
    kind = ast.unparse(annotation)
    if kind not in KINDS:
        raise InputError(f"{path}: the parameter {name} is a {kind}; known are {', '.join(KINDS)}")
    try:
        return Parameter(name, kind, ast.literal_eval(default))
    except ValueError as error:
        raise InputError(f"{path}: the default of the parameter {name} is no plain value") from error
