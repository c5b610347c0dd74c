"""The Methods text of a build, ready to quote: as a page and as plain text, in either language.

Nothing in it is typed in: counts are of the tables, thresholds of the rules and the library, parameters of
the notebooks as they ran.
"""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tinhgon.site.counting import Facts, facts
from tinhgon.site.edition import HERE, Edition
from tinhgon.site.frame import Page
from tinhgon.site.notebooks import Notebook
from tinhgon.site.report import Report

FILES = {"en": "methods.en.txt", "vi": "methods.vi.txt"}
# What a parameter cell names that says where things lie, not how they were read.
FOLDERS = frozenset({"corpus", "tables_folder", "output", "rules", "gold", "corrections", "province"})


class Part(NamedTuple):
    """A part of the text: its heading and its sentences."""

    id: str
    title: str
    sentences: list[str]


def page(report: Report, notebooks: Sequence[Notebook], version: str, edition: Edition) -> Page:
    """The page: the text in parts, the parameters as a table, the same as plain text to copy."""
    shown = {
        "parts": parts(report, notebooks, version, edition),
        "plain": text(report, notebooks, version, edition),
        "file": f"{edition.root}downloads/{FILES[edition.language]}",
        "note": report.note(edition),
        "parameters": list(_given(notebooks)),
    }
    return Page("methods.html", edition.say("methods"), "methods.html.j2", shown)


def write(report: Report, notebooks: Sequence[Notebook], version: str, folder: Path) -> None:
    """Write the text in both languages into `folder`."""
    for language, name in FILES.items():
        edition = Edition(language, main="en")  # type: ignore[arg-type]
        (folder / name).write_text(text(report, notebooks, version, edition), encoding="utf-8")


def text(report: Report, notebooks: Sequence[Notebook], version: str, edition: Edition) -> str:
    """The whole text, a heading and a paragraph a part."""
    told = [
        f"{part.title}\n{' '.join(part.sentences)}\n" for part in parts(report, notebooks, version, edition)
    ]
    return "\n".join([f"{edition.say('methods')}\n", *told, f"{edition.say('citation', version=version)}\n"])


def parts(report: Report, notebooks: Sequence[Notebook], version: str, edition: Edition) -> list[Part]:
    """The parts of the text with everything filled in."""
    given = {(stem, name): value for stem, name, value, _ in _given(notebooks)}
    told = [f"{stem}.{name} = {value!r}" for (stem, name), value in given.items()]
    known = facts(report, edition) | {
        "version": version,
        "python": ".".join(map(str, sys.version_info[:2])),
        "digest": report.book.digest,
        "parameters": "; ".join(told) or "–",
        "similar": _number(given, "01_clean", "similar", edition),
        "least_relevance": _number(given, "01_clean", "least_relevance", edition),
    }
    return [
        Part(entry["id"], entry["title"][edition.language], list(_told(entry["sentences"], known, edition)))
        for entry in _entries()
    ]


@functools.cache
def _entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((HERE / "methods.yml").read_text(encoding="utf-8"))
    return entries


def _told(sentences: Sequence[Mapping[str, str]], known: Facts, edition: Edition) -> Iterator[str]:
    for sentence in sentences:
        if "if" not in sentence or known[sentence["if"]] not in ("", "0"):
            told = sentence[edition.language].format_map(known).replace("\u00a0", " ")
            yield told[0].upper() + told[1:]


def _number(given: Mapping[tuple[str, str], Any], stem: str, name: str, edition: Edition) -> str:
    value = given.get((stem, name), 0)
    return edition.number(value) if isinstance(value, (int, float)) else str(value)


def _given(notebooks: Sequence[Notebook]) -> Iterator[tuple[str, str, Any, str]]:
    """The parameters of the notebooks as they ran: notebook, name, value, what it is; of a notebook that ran
    for each province once."""
    seen: set[str] = set()
    for run in notebooks:
        stem = run.stem.partition("-")[0] if run.province_slug else run.stem
        if stem not in seen:
            seen.add(stem)
            for name, (value, what) in parameters(run).items():
                if name not in FOLDERS:
                    yield stem, name, value, what


def parameters(run: Notebook) -> dict[str, tuple[Any, str]]:
    """The parameters of an executed notebook by name: the value that they had and their comment.

    Values that a person gave stand in a cell of their own behind the notebook's.
    """
    found: dict[str, tuple[Any, str]] = {}
    for cell in run.node.cells:
        if {"parameters", "injected-parameters"} & set(cell.metadata.get("tags", [])):
            for name, value, comment in _assigned(cell.source):
                found[name] = (value, comment or found.get(name, (None, ""))[1])
    return found


def _assigned(source: str) -> Iterator[tuple[str, Any, str]]:
    lines = source.split("\n")
    for node in ast.parse(source).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.expr):
            comment = lines[node.lineno - 1].partition("  # ")[2]
            yield target.id, ast.literal_eval(value), comment
