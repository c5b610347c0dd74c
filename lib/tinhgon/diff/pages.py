"""The changes as a page a language: the summary, then table by table; no script, nothing from elsewhere."""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jinja2

from tinhgon import links
from tinhgon.amounts import number
from tinhgon.charts import wording
from tinhgon.charts.display import Language
from tinhgon.diff.builds import Build
from tinhgon.diff.changes import Change, Tally
from tinhgon.diff.summary import called, say

NAMES: dict[str, str] = {"en": "index.html", "vi": "index.vi.html"}
SHOWN = 60  # rows of a table of changes; changes.csv has them all
CELL = 140  # characters of a cell
KINDS = ("added", "gone", "changed")
FILES = ("changes.csv", "tables.csv", "summary.en.txt", "summary.vi.txt")


def page(
    changes: Sequence[Change], tallies: Sequence[Tally], lines: Sequence[str], builds: tuple[Build, Build],
    output: Path, language: Language,
) -> str:  # fmt: skip
    """The whole HTML of the page in one language, to stand in `output`: its links lead from there to the
    articles of the builds' sites, where those are."""
    sites = [_site(build, output) for build in builds]
    by_table = {name: list(group) for name, group in itertools.groupby(changes, key=lambda item: item.table)}
    other = "vi" if language == "en" else "en"
    return _template().render(
        language=language,
        other=other,
        twin=NAMES[other],
        say=functools.partial(say, language=language),
        builds=[build.folder.name for build in builds],
        lines=lines,
        files=FILES,
        tallies=[_tally(item, language) for item in tallies],
        sections=[
            {"name": name, "title": called(name, language), "parts": list(_parts(found, sites, language))}
            for name, found in by_table.items()
        ],
    )


@functools.cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2")


def _site(build: Build, output: Path) -> str:
    """The way from `output` to the site of a build; nothing where it has none."""
    site = build.folder / "site"
    return Path(os.path.relpath(site, output)).as_posix() if (site / "index.html").is_file() else ""


def _tally(item: Tally, language: Language) -> dict[str, Any]:
    counts = {name: getattr(item, name) for name in ("old", "new", *KINDS)}
    told = {name: "–" if n is None else number(n, language) for name, n in counts.items()}
    return {
        "name": item.table,
        "title": called(item.table, language),
        "rows": any(getattr(item, kind) for kind in KINDS),
        **told,
    }


def _parts(found: Sequence[Change], sites: Sequence[str], language: Language) -> Iterator[dict[str, Any]]:
    """The changes of one table by kind, of many the first."""
    for kind in KINDS:
        rows = [item for item in found if item.what == kind]
        if rows:
            yield {
                "kind": kind,
                "title": say(kind, language),
                "count": number(len({item.key for item in rows}), language),
                "rows": [_row(item, sites, language) for item in rows[:SHOWN]],
                "more": number(len(rows) - SHOWN, language) if len(rows) > SHOWN else "",
            }


def _row(item: Change, sites: Sequence[str], language: Language) -> dict[str, str]:
    old, new = apart(_cell(item, item.old, language), _cell(item, item.new, language))
    site = sites[item.what != "gone"]
    address = links.article(item.article_id, item.statistic_id) if item.article_id else ""
    return {
        "row": _short(item.row),
        "field": wording.heading(item.column, language) if item.column else "",
        "old": old,
        "new": new,
        "sentence": _short(item.sentence, 2 * CELL),
        "href": f"{site}/{address}" if site and address else "",
    }


def _cell(item: Change, cell: str, language: Language) -> str:
    if not cell:
        return say("empty", language) if item.what == "changed" else ""
    codes = cell.split(";") if item.column not in ("sentence", "text", "surface", "") else [cell]
    return ", ".join(wording.label(item.column, code, language) for code in codes)


def apart(old: str, new: str) -> tuple[str, str]:
    """Two long cells from a little before the place where they part.

    >>> [len(cell) for cell in apart("a" * 500 + "b", "a" * 500 + "c")], apart("5", "6")
    ([42, 42], ('5', '6'))
    """
    pairs = enumerate(zip(old, new, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = max(0, same - 40) if max(len(old), len(new)) > CELL else 0
    lead = "…" if start else ""
    return _short(lead + old[start:]), _short(lead + new[start:])


def _short(text: str, most: int = CELL) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "…"
