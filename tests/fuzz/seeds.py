"""The texts and files that fuzzing begins with: the cases of the tests, in every encoding and container."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

TESTS = Path(__file__).parents[1]
CASES = TESTS / "cases"
MOST = 4000  # bytes of a seed


def write(target: str, folder: Path) -> None:
    """Put the seeds of a target into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, data in enumerate({"numerals": _lines, "cleaning": _contents, "pages": _files}[target]()):
        (folder / f"seed-{at:04}").write_bytes(data[:MOST] if target != "pages" else data)


def _lines() -> Iterator[bytes]:
    for name in ("numerals", "dates", "references", "places", "figures", "words"):
        for row in yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8")):
            yield str(row.get("text", "")).encode()


def _contents() -> Iterator[bytes]:
    for file in sorted((CASES / "pages").glob("*.txt")):
        lines = file.read_text(encoding="utf-8").split("\n")
        yield ("t" + "\n".join(line.partition("|")[2] or line for line in lines)).encode()
    for file in sorted((CASES / "corpus").glob("*.html")):
        yield b"h" + file.read_bytes()


def _files() -> Iterator[bytes]:
    sys.path.insert(0, str(TESTS))
    from containers import CONTAINERS, ENCODINGS
    from fuzz.targets import SUFFIXES

    page = (CASES / "corpus" / "son-la.txt").read_text(encoding="utf-8")[:1500]
    makers: list[tuple[str, Any]] = [*CONTAINERS.items(), *((".txt", make) for make in ENCODINGS.values())]
    for suffix, make in makers:
        if suffix in SUFFIXES:
            yield bytes([SUFFIXES.index(suffix)]) + make(page)
