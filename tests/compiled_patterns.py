"""Every regular expression that TinhGon compiles, and how it is asked: python tests/compiled_patterns.py.

A process of its own, since patterns are compiled when a room is imported. It imports all rooms, reads and
extracts a small corpus, and prints a line of JSON a pattern: its text, flags, where it is compiled, and the
methods that were called on it, or else on others compiled at the same place. What was not compiled on the
way is taken from the source where its text stands there; where it does not, a line tells the place alone.
"""

from __future__ import annotations

import ast
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
_known: dict[tuple[str | bytes, int], Watched] = {}
_places: set[tuple[str, int]] = set()  # file and line of each compilation
_methods: dict[str, set[str]] = {}  # by the place of compilation
_compile = re._compile  # type: ignore[attr-defined]


class Watched:
    """A pattern that remembers what it was asked for; everything else it passes on."""

    def __init__(self, pattern: re.Pattern[Any], where: str) -> None:
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
    if not file.is_relative_to(PACKAGE):
        return made
    name = file.relative_to(PACKAGE).as_posix()
    _places.add((name, frame.f_lineno))
    return _known.setdefault((made.pattern, made.flags), Watched(made, f"{name}:{frame.f_lineno}"))


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
    _verbs(cleaned["articles"])
    for pattern in list(_known.values()):
        methods = pattern._methods or _methods.get(pattern._where, set())
        _print(pattern.pattern, pattern.flags, pattern._where, sorted(methods))
    for where, method, said in _written():
        if said is None:
            print(json.dumps(where))
        else:
            _print(said.pattern, said.flags, where, [] if method == "compile" else [method])


def _verbs(articles: Any) -> None:
    """Call what the way from pages to tables does not."""
    from tinhgon import shortfalls
    from tinhgon.cleaning import flat
    from tinhgon.corrections.places import places
    from tinhgon.pages import legacy
    from tinhgon.site import edition, figures, told

    shortfalls.passages(articles)
    flat.seen("<style>a</style><!-- b -->")
    legacy.vni("tænh")
    places("giảm 3 phòng, (3 phòng)", "3 phòng")
    places("giảm (ba) phòng", "(ba)")
    figures._capitals("<svg viewbox='0 0 1 1'>")
    row = {"numerator": None, "value": 2509, "denominator": None}
    told._mention("giảm 2,509 bản", row, [], edition.Edition("en", main="en"))


def _print(pattern: str | bytes, flags: int, where: str, methods: list[str]) -> None:
    """A pattern of bytes is timed as one of letters."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    print(json.dumps([text, flags & ~re.DEBUG, where, methods]))


def _written() -> Iterator[tuple[str, str, re.Pattern[Any] | None]]:
    """Calls of `re` in the source that were not come by: where, which, and the pattern if it stands there."""
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            by_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if not by_re or node.func.attr not in {"compile", *ASKING}:
                continue
            if not any((name, line) in _places for line in range(node.lineno, node.end_lineno + 1)):
                yield f"{name}:{node.lineno}", node.func.attr, _stated(node)


def _stated(call: ast.Call) -> re.Pattern[Any] | None:
    """The pattern of a call whose text and flags stand in it."""
    try:
        said = ast.literal_eval(call.args[0])
    except ValueError:
        return None
    given = [word.value for word in call.keywords if word.arg == "flags"]
    given += call.args[1:2] if ast.unparse(call.func) == "re.compile" else []
    return _compile(said, eval(ast.unparse(given[0])) if given else 0)


def _articles() -> Any:
    """All that stands in the tables of cases, as one article; and one whose title announces its number."""
    from tinhgon import tables

    strings = [text for file in sorted(CASES.glob("*.yml")) for text in _strings(yaml.safe_load(file.open()))]
    texts = ["\n".join(strings), "Sơn La giảm 2.509 đơn vị\nĐến nay, tỉnh đã giảm 2.509 thôn, bản."]
    rows = [
        {"article_id": f"a#{n}", "source_file": "a", "article": n, "text": t} for n, t in enumerate(texts, 1)
    ]
    return tables.frame("articles", rows)


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (list, dict)):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _strings(part)


if __name__ == "__main__":
    main()
