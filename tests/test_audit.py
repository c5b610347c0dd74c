"""`make audit` says that nothing is known only where somebody was asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import audit

GOOD = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
UNASKED = {"name": "c", "skip_reason": "not found on PyPI"}


@pytest.mark.parametrize(
    ("osv", "pypi", "code", "told"),
    [
        (0, [], 0, ""),
        (1, [], 1, ""),
        (2, [GOOD], 0, "PyPI knows 0 faults of 1 packages"),
        (2, [GOOD, BAD], 1, "b 2: PYSEC-1, repaired in 3"),
        (2, [GOOD, UNASKED], 3, "could not be asked about c"),
        (2, [UNASKED], 3, "this says nothing about them"),
        (2, None, 3, "nobody could be asked"),
    ],
)
def test_who_answers_and_what(tmp_path: Path, osv: int, pypi: list | None, code: int, told: str) -> None:
    answer = "no answer" if pypi is None else json.dumps({"dependencies": pypi})
    uv = tmp_path / "uv"
    uv.write_text(f"#!/bin/sh\ntest $1 = audit && exit {osv}\necho '{answer}'\n", encoding="utf-8")
    uv.chmod(0o755)
    done = subprocess.run([sys.executable, audit.__file__, uv], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (code, "")
    assert told in done.stdout


def test_all_pins_are_asked_about() -> None:
    pins = audit.PINNED.findall(audit.REQUIREMENTS.read_text(encoding="utf-8"))
    assert len(pins) > 100
    assert any(pin.startswith("pandas==") for pin in pins)
