"""How long a build takes: python tests/bench.py [CORPUS] (`make bench`). Prints seconds, keeps nothing."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from conftest import run_build


def timed(corpus: Path, output: Path, *arguments: str) -> float:
    """The seconds of one build; a build that fails ends the benchmark."""
    began = time.perf_counter()
    done = run_build(corpus, output, *arguments)
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - began


def main(shipped: Path) -> None:
    """A build from nothing, one with nothing to do, and one after an edit."""
    with tempfile.TemporaryDirectory() as root:
        corpus, output = shutil.copytree(shipped, Path(root) / "corpus"), Path(root) / "build"
        pages = sorted(path for path in corpus.rglob("*.txt") if path.is_file())
        print(f"{'from nothing':<22}{timed(corpus, output):8.1f} s")
        print(f"{'nothing to do':<22}{timed(corpus, output):8.1f} s")
        pages[0].write_text(pages[0].read_text(encoding="utf-8") + "\nThêm một dòng.\n", encoding="utf-8")
        print(f"{'one page edited':<22}{timed(corpus, output):8.1f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "corpus/raw"))
