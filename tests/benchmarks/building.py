"""How long a build of the shipped corpus takes: from nothing, with nothing to do, after an edit of a page."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import made
from benchmarks.timing import used


def measured(quick: bool = False) -> dict[str, float]:
    """`build_cold_s`, `build_noop_s` and `build_edited_s`, seconds that passed; of one page if `quick`."""
    with tempfile.TemporaryDirectory() as root:
        corpus, output = Path(root) / "corpus", Path(root) / "build"
        shutil.copytree(made.CORPUS, corpus)
        pages = sorted(path for path in corpus.rglob("*.txt") if path.is_file())
        for page in pages[1:] if quick else ():
            page.unlink()
        command = [
            sys.executable,
            "-m",
            "tinhgon.cli",
            "build",
            "--corpus",
            str(corpus),
            "--output",
            str(output),
        ]
        cold, nothing = (used(command).passed for _ in range(2))
        pages[0].write_text(pages[0].read_text("utf-8") + "\nThêm một dòng.\n", encoding="utf-8")
        edited = used(command).passed
    return {
        "build_cold_s": round(cold, 1),
        "build_noop_s": round(nothing, 2),
        "build_edited_s": round(edited, 1),
    }
