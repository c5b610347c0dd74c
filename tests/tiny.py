"""A tiny corpus and tiny notebooks, so that the build's own tests need neither rules nor words."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat

PAGES = {
    "lai-chau.txt": "Lai Châu\nTỉnh giảm 12 đầu mối.\n",
    "son-la.txt": "Sơn La\nTỉnh giảm 815 bản và 40 tổ dân phố.\n",
}
CLEAN = """
from tinhgon import pages, tables
read = pages.read(corpus)
tables.write(output, "pages", read.drop(columns="content"))
good = read[read["status"] == "read"]
rows = [
    {"article_id": f"{name}#1", "source_file": name, "article": 1, "title": text.splitlines()[0],
     "provinces": [text.splitlines()[0]], "text": text.strip(), "characters": len(text.strip())}
    for name, text in zip(good["source_file"], good["content"])
]
tables.write(output, "articles", tables.frame("articles", rows))
"""
COUNT = """
import re
from tinhgon import tables
articles = tables.read(tables_folder, "articles")
rows = [
    {"statistic_id": f"{name}-{found.start()}", "article_id": name, "source_file": name[:-2], "article": 1,
     "surface": found[0], "measure": "count", "value": float(found[0]) * factor, "province": title,
     "sentence": found[0], "start": found.start(), "end": found.end()}
    for name, title, text in zip(articles["article_id"], articles["title"], articles["text"])
    for found in re.finditer(r"[0-9]+", text)
]
tables.write(output, "statistics", tables.frame("statistics", rows))
"""
SIZES = """
from tinhgon import tables
print(int(tables.read(tables_folder, "pages")["bytes"].sum()), "bytes")
"""
PROVINCE = """
from tinhgon import tables
seen = tables.read(tables_folder, "statistics")
assert set(seen["province"]) == {province}, set(seen["province"])
leftover = "seen_before" in globals()
seen_before = True
print(province, int(seen["value"].sum()), leftover)
"""
NOTEBOOKS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "10_clean": (
        'corpus: str = "../corpus/raw"  # pages\noutput: str = ""  # tables go here',
        CLEAN,
        {"reads": [], "writes": ["pages", "articles"]},
    ),
    "20_count": (
        'tables_folder: str = ""  # tables\noutput: str = ""  # go here\nfactor: int = 1  # multiplies',
        COUNT,
        {"reads": ["articles"], "writes": ["statistics"]},
    ),
    "30_sizes": ('tables_folder: str = ""  # tables', SIZES, {"reads": ["pages"], "writes": []}),
    "05_province": (
        'tables_folder: str = ""  # tables\nprovince: str = "Sơn La"  # whose figures',
        PROVINCE,
        {"reads": ["statistics", "articles"], "writes": [], "each": "province"},
    ),
}


def notebook(folder: Path, stem: str, parameters: str, code: str, about: dict[str, Any] | None) -> Path:
    """Write a notebook of a title, a parameters cell and one cell of code."""
    node = nbformat.v4.new_notebook()
    title = {"en": stem, "vi": stem}
    node.metadata = {} if about is None else {"tinhgon": {"title": title} | about}
    node.cells = [
        nbformat.v4.new_markdown_cell(f"# {stem}"),
        nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(code.strip()),
    ]
    path = folder / f"{stem}.ipynb"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(node, path)
    return path


def notebooks(folder: Path) -> Path:
    """All tiny notebooks."""
    for stem, (parameters, code, about) in NOTEBOOKS.items():
        notebook(folder, stem, parameters, code, about)
    return folder


def corpus(folder: Path) -> Path:
    """The tiny corpus."""
    folder.mkdir(parents=True)
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def publish(tables: Path, notebooks: Path, site: Path, *, language: str, **said: str) -> None:
    """A site in the place of the real one, which has tests of its own: a page a notebook, and an index."""
    site.mkdir()
    for path in sorted(notebooks.glob("*.ipynb")):
        (site / f"{path.stem}.html").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    names = sorted(path.name for path in tables.iterdir())
    (site / "index.html").write_text(f"{language} {names}", encoding="utf-8")


def build_alone(root: Path, **changes: Any) -> None:
    """Build `root` (a folder of corpus and notebooks) into its `out`, as a process of its own would."""
    from tinhgon.build import Settings, build, digests
    from tinhgon.cli import Progress

    sys.modules["tinhgon.site"] = SimpleNamespace(publish=publish)  # type: ignore[assignment]
    digests.library = lambda *, presentation: f"library {presentation}"  # type: ignore[assignment]
    settings = Settings(root / "corpus", root / "out", notebooks=root / "notebooks", **changes)
    build(settings, Progress(quiet=True, verbose=False))


if __name__ == "__main__":
    build_alone(Path(sys.argv[1]), jobs=int(sys.argv[2]))
