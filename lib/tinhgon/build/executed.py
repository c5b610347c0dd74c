"""What a run leaves in a notebook, put into a form that is the same every time and in every folder."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from tinhgon.build.parameters import OWN

INJECTED = "injected-parameters"


def settle(notebook: Any, *, title: str, province: str = "") -> Any:
    """`notebook` (an executed NotebookNode) without timings, random ids and folders of this machine.

    The cell that papermill injected keeps the values that a person gave; the tables are named by their
    place beside the published notebook, so that it can be opened and run again there.
    """
    metadata = notebook.metadata
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "tinhgon": dict(metadata.get("tinhgon", {})) | ({"province": province} if province else {}),
        "title": title,
    }
    notebook.cells = [cell for cell in map(_cell, notebook.cells) if cell is not None]
    count = 0
    for number, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{number}"
        if cell["cell_type"] == "code":
            count += 1
            cell["execution_count"] = count
            cell["outputs"] = [_numbered(output, count) for output in cell["outputs"]]
    return notebook


def number(notebook: Any, index: int) -> int:
    """The place, from 1, that cell `index` of an executed notebook has in its source."""
    return sum(INJECTED not in cell.metadata.get("tags", []) for cell in notebook.cells[: index + 1])


def _cell(cell: Any) -> Any:
    cell["metadata"] = {key: value for key, value in cell["metadata"].items() if key in {"tags", "slideshow"}}
    if INJECTED in cell["metadata"].get("tags", []):
        cell["source"] = _portable(cell["source"])
        return cell if cell["source"] else None
    return cell


def _portable(source: str) -> str:
    given = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name == "tables_folder":
                given.append('tables_folder = "../tables"')
            elif name not in OWN:
                given.append(f"{name} = {ast.literal_eval(node.value)!r}")
    return "\n".join(given)


def _numbered(output: Any, count: int) -> Any:
    if "execution_count" in output:
        output["execution_count"] = count
    return output


def write(notebook: Any, path: Path) -> None:
    """Write `notebook` to `path` as every other run would."""
    import nbformat

    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.from_dict(notebook), path)
