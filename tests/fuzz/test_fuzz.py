"""Fuzzing for a minute, what it once found, and properties of every public parser by hypothesis."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from containers import CONTAINERS
from fuzz.targets import SUFFIXES, TARGETS
from hostile_pages import ADDRESSES, BREAKOUTS, FORMULAS, GOOD
from made_up_text import texts

FINDINGS = sorted((Path(__file__).parent / "findings").iterdir())
SECONDS = {"numerals": 15, "cleaning": 25, "pages": 15}  # under a minute in all

_hostile = st.sampled_from([*BREAKOUTS, *FORMULAS, *ADDRESSES])
_values = st.sampled_from([b"text", b"html", b"date", b"url", b"\xff\xff\xff\x7f", b"\xd8\x00", bytes(4)])
_lines = st.lists(st.one_of(texts(strange=True), _hostile, st.sampled_from(GOOD.split("\n"))), max_size=12)
_tags = st.sampled_from(["p", "div", "b", "table", "td", "script", "h1", "figcaption", "br", "nav", "li"])
_html = st.recursive(
    texts(strange=True) | _hostile,
    lambda inner: st.tuples(_tags, st.lists(inner, max_size=3), st.booleans()).map(
        lambda parts: f"<{parts[0]}>{''.join(parts[1])}" + (f"</{parts[0]}>" if parts[2] else "")
    ),
    max_leaves=12,
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(texts(strange=True), st.text(max_size=200), _lines.map("\n".join)))
def test_parsers_of_any_text(content: str) -> None:
    TARGETS["numerals"](content.encode("utf-8", "replace"))


@settings(max_examples=50, deadline=None)
@given(st.one_of(_lines.map("\n".join).map("t{}".format), _html.map("h{}".format)))
def test_cleaning_of_any_page(content: str) -> None:
    TARGETS["cleaning"](content.encode("utf-8", "replace"))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 6), st.one_of(st.binary(max_size=300), _html.map(str.encode)))
def test_pages_of_any_bytes(kind: int, data: bytes) -> None:
    TARGETS["pages"](bytes([kind]) + data)


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".parquet"])
@settings(max_examples=100, deadline=None)
@given(spoiled=st.lists(st.tuples(st.integers(0), st.binary(max_size=1) | _values), min_size=1, max_size=6))
def test_pages_of_spoilt_documents(suffix: str, spoiled: list[tuple[int, bytes]]) -> None:
    """A good document with some bytes overwritten or, by b"", lost; those near its end hold its structure."""
    data = bytearray(_document(suffix))
    for place, value in spoiled:
        at = len(data) - 1 - place % len(data)
        data[at : at + max(1, len(value))] = value
    TARGETS["pages"](bytes([SUFFIXES.index(suffix)]) + data)


@cache
def _document(suffix: str) -> bytes:
    return CONTAINERS[suffix](GOOD)


@pytest.mark.parametrize("finding", FINDINGS, ids=[file.name for file in FINDINGS])
def test_what_was_found_stays_repaired(finding: Path) -> None:
    TARGETS[finding.name.split("-")[0]](finding.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_fuzzing_finds_nothing(target: str, tmp_path: Path) -> None:
    if find_spec("atheris") is None:
        pytest.skip("atheris is for Linux on x86-64")
    run = [sys.executable, Path(__file__).with_name("run.py"), target, str(SECONDS[target]), tmp_path]
    done = subprocess.run(run, capture_output=True, text=True)
    kept = [file.read_bytes() for file in (tmp_path / target).iterdir() if file.is_file()]
    _, _, raised = (done.stdout + done.stderr).partition("Uncaught Python exception")
    assert done.returncode == 0, f"{kept}\n{raised[:3000] or done.stderr[-3000:]}"
