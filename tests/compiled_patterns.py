"""Every regular expression that TinhGon compiles, and how it is asked: python tests/compiled_patterns.py.

A process of its own, since patterns are compiled when a room is imported. It imports all rooms, reads and
extracts a small corpus, and prints a line of JSON a pattern: its text, flags, where it is compiled, and the
methods that were called on it, or else on others compiled at the same place.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

PACKAGE = Path(__file__).parents[1] / "lib" / "tinhgon"
CASES = Path(__file__).parent / "cases"
ASKING = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "scanner")
_known: dict[tuple[str, int], Watched] = {}
_methods: dict[str, set[str]] = {}  # by the place of compilation
_compile = re._compile  # type: ignore[attr-defined]


class Watched:
    """A pattern that remembers what it was asked for; everything else it passes on."""

    def __init__(self, pattern: re.Pattern[str], where: str) -> None:
        self._pattern, self._where = pattern, where
        self._methods: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name in ASKING:
            self._methods.add(name)
            _methods.setdefault(self._where, set()).add(name)
        return getattr(self._pattern, name)


def watched(pattern: Any, flags: int) -> Any:
    """Stands in for `re`'s own compiler: TinhGon's patterns are watched, others are left alone."""
    made = _compile(pattern, flags)
    frame = sys._getframe(2)
    file = Path(frame.f_code.co_filename)
    if not file.is_relative_to(PACKAGE) or not isinstance(made.pattern, str):
        return made
    key = (made.pattern, made.flags)
    return _known.setdefault(key, Watched(made, f"{file.relative_to(PACKAGE).as_posix()}:{frame.f_lineno}"))


def main() -> None:
    """Print them."""
    re._compile = watched  # type: ignore[attr-defined]
    import tinhgon

    for module in pkgutil.walk_packages(tinhgon.__path__, "tinhgon."):
        importlib.import_module(module.name)
    from tinhgon import clean, compare, extract, read
    from tinhgon.cleaning import html
    from tinhgon.pages import pdf
    from tinhgon.words import tokens

    for folder in ("corpus", "pages"):
        cleaned = clean(read(CASES / folder))
        extracted = extract(cleaned["articles"])
    compare(extracted["statistics"], extracted["adoptions"], cleaned["articles"])
    extract(_articles())
    html.of_html("<div hidden class=caption><p>Tin</p>" + "<b>" * 9999)
    pdf.paragraphs([[pdf.Printed(50, 700 - at, 9, "trang 1/2 của tỉnh.") for at in (0, 12, 300)]])
    tokens("NXB. v.v. 18-NQ/TW T.P.H. 12A1")
    for pattern in _known.values():
        methods = pattern._methods or _methods.get(pattern._where, set())
        print(json.dumps([pattern.pattern, pattern.flags, pattern._where, sorted(methods)]))


def _articles() -> Any:
    """All that stands in the tables of cases, as one article."""
    from tinhgon import tables

    strings = [text for file in sorted(CASES.glob("*.yml")) for text in _strings(yaml.safe_load(file.open()))]
    row = {"article_id": "a#1", "source_file": "a", "article": 1, "text": "\n".join(strings)}
    return tables.frame("articles", [row])


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (list, dict)):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _strings(part)


if __name__ == "__main__":
    main()
