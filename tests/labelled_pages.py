"""Pages with labelled lines, `tests/cases/pages/*.txt`: a code, a bar and the line; `#` lines above say what
is expected of the article, `open` why a page is still read wrongly. A line without a code is as the page has
it: blank."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "cases" / "pages"
CODES = dict(
    zip("TDYBCFX", ("title", "dateline", "byline", "body", "caption", "furniture", "teaser"), strict=True)
)
_coded = re.compile(r"([TDYBCFX])\|(.*)", re.DOTALL)


@dataclass
class Page:
    """A test page: its raw text, the label of each line number, what its first article must say."""

    name: str
    content: str = ""
    labels: dict[int, str] = field(default_factory=dict)
    expected: dict[str, str] = field(default_factory=dict)


def pages() -> list[Page]:
    return [_page(file) for file in sorted(FOLDER.glob("*.txt"))]


def _page(file: Path) -> Page:
    page, raw = Page(file.stem), []
    for row in file.read_text(encoding="utf-8").split("\n")[:-1]:
        if row.startswith("# "):
            key, _, value = row[2:].partition(": ")
            page.expected[key] = value
            continue
        coded = _coded.fullmatch(row)
        raw.append(coded[2] if coded else row)
        if coded and coded[2].strip():
            page.labels[len(raw)] = CODES[coded[1]]
    page.content = "\n".join(raw)
    return page
