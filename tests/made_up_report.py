"""A report of three made-up articles, one of them hostile, as tables and executed notebooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tinhgon import audits, comparison, tables

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
TEXTS = {
    "a.txt": "Núi Xanh giảm 815 thôn\nTỉnh giảm 815 thôn, còn 2.509 thôn. "
    "Theo Nghị quyết 18-NQ/TW, hợp nhất 4 sở.",
    "b.txt": "Sông Vàng gọn hơn\n76/186 xã (40,3%) có bí thư là chủ tịch HĐND, Đồng Cỏ cũng vậy.",
    f"{HOSTILE}.txt": f"{HOSTILE}\nTỉnh {HOSTILE} giảm 5 xã.",
}
PROVINCES = {"a.txt": "Núi Xanh", "b.txt": "Sông Vàng", f"{HOSTILE}.txt": HOSTILE}
VILLAGES = {"object": "villages", "tier": "village"}
MODEL = {
    "object": "communes",
    "change": "adoption",
    "predicate": "secretary_is_council_chair",
    "tier": "commune",
}
RATIO = {"measure": "ratio", "value": 40.86, "numerator": 76, "denominator": 186}
FIGURES: list[dict[str, Any]] = [
    {"file": "a.txt", "surface": "815 thôn", "value": 815, "change": "decrease", **VILLAGES},
    {"file": "a.txt", "surface": "2.509 thôn", "value": 2509, "change": "level", **VILLAGES},
    {"file": "b.txt", "surface": "76/186 xã", **RATIO, **MODEL},
    {"file": "b.txt", "surface": "40,3%", "measure": "percent", "value": 40.3, **MODEL},
    {"file": f"{HOSTILE}.txt", "surface": "5 xã", "value": 5, "object": "communes", "change": "decrease"},
]
MENU = {"source_file": "menu.html", "status": "no_article", "reason": HOSTILE}


def build(folder: Path) -> tuple[Path, Path]:
    """Write the tables and the notebooks below `folder`; their two folders."""
    _write_tables(folder / "tables")
    _write_notebooks(folder / "notebooks")
    return folder / "tables", folder / "notebooks"


def _write_tables(folder: Path) -> None:
    articles = tables.frame("articles", [_article(file) for file in TEXTS])
    statistics = tables.frame("statistics", [_figure(n, row) for n, row in enumerate(FIGURES)])
    checked = audits.audit(statistics, articles)
    statistics["check"] = audits.flags(statistics, checked)
    adoptions = tables.frame("adoptions", [_adoption()])
    references = tables.frame("references", [_place("a.txt", "Nghị quyết 18-NQ/TW") | {"number": "18-NQ/TW"}])
    built = {
        "pages": tables.frame("pages", [*map(_page, TEXTS), MENU]),
        "articles": articles,
        "statistics": statistics,
        "adoptions": adoptions,
        "references": references,
        "audits": checked,
        **comparison.compare(statistics, adoptions, articles),
    }
    for name, table in built.items():
        tables.write(folder, name, table)


def _place(file: str, surface: str) -> dict[str, Any]:
    start = TEXTS[file].rindex(surface)
    return {
        "article_id": f"{file}#1", "source_file": file, "article": 1,
        "surface": surface, "start": start, "end": start + len(surface),
    }  # fmt: skip


def _page(file: str) -> dict[str, Any]:
    return {"source_file": file, "status": "read", "articles": 1, "bytes": 100}


def _article(file: str) -> dict[str, Any]:
    title = TEXTS[file].split("\n")[0]
    urls = {"a.txt": "https://example.vn/a", f"{HOSTILE}.txt": "javascript:alert(1)"}
    return {
        "article_id": f"{file}#1", "source_file": file, "article": 1, "title": title, "text": TEXTS[file],
        "provinces": [PROVINCES[file]], "url": urls.get(file), "text_kind": "digest", "publisher": "Báo Thử",
        "published": "2019-05-01" if file == "a.txt" else None, "characters": len(TEXTS[file]),
    }  # fmt: skip


def _figure(n: int, row: dict[str, Any]) -> dict[str, Any]:
    cells = {key: value for key, value in row.items() if key not in {"file", "surface"}}
    return {
        "statistic_id": f"id{n}", "measure": "count", "qualifier": "=", "scope": "whole", "target": False,
        "province": PROVINCES[row["file"]], "sentence": TEXTS[row["file"]].split("\n")[1],
        "as_of": "2019-01-01/2019-12-31" if row["file"] == "a.txt" else None,
    } | _place(row["file"], row["surface"]) | cells  # fmt: skip


def _adoption() -> dict[str, Any]:
    return _place("a.txt", "hợp nhất 4 sở") | {
        "province": "Núi Xanh",
        "predicate": "departments_merged",
        "level": "province",
    }


def _write_notebooks(folder: Path) -> None:
    folder.mkdir(parents=True)
    shown = (
        '<style>.jp{}</style><div lang="en"><p>In English</p></div>'
        '<div lang="vi"><p>Bằng tiếng Việt</p></div>'
        f"<p>{HOSTILE}</p>"
    )
    for stem, title in (("01_clean", "What is an article?"), ("05_province-nui-xanh", "Núi Xanh, as told")):
        cells = [
            new_markdown_cell(f"# {title}\n\nProse in English.", metadata={"tags": ["en"]}),
            new_markdown_cell("# Đâu là bài báo?\n\nLời bằng tiếng Việt.", metadata={"tags": ["vi"]}),
            new_code_cell("secret = 1", metadata={"tags": ["parameters"]}),
            new_code_cell("secret = 2", metadata={"tags": ["injected-parameters"]}),
            new_code_cell(
                "shown()", outputs=[_output(shown), new_output("stream", name="stderr", text="a warning")]
            ),
        ]
        nbformat.write(new_notebook(cells=cells), folder / f"{stem}.ipynb")


def _output(html: str) -> Any:
    return new_output("execute_result", {"text/html": html, "text/plain": "shown"}, execution_count=1)
