"""The frequency table of a corpus of shards, and its memory: `python -m benchmarks.frequencies [PAGES]`.

Pages of 5 kB are generated; `tinhgon build --engine process --only 02_terms` reads and cleans them, finds
copies, counts words and merges the counts. 100,000 of them, some 500 MB, should need 1,500 MB at most.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.generated import shards
from benchmarks.timing import used

COMMAND = (sys.executable, "-m", "tinhgon.cli", "build", "--quiet", "--jobs", "2", "--engine=process")


def measured(pages: int = 1_000) -> dict[str, float]:
    """`terms_pages`, the megabytes of their files, seconds that passed, and `terms_peak_rss_mb`, the memory
    of the largest process."""
    with tempfile.TemporaryDirectory() as root:
        corpus = shards(Path(root) / "corpus", pages)
        size = sum(file.stat().st_size for file in corpus.glob("*.jsonl"))
        output = f"--output={root}/out"
        run = used([*COMMAND, "--only=02_terms", f"--corpus={corpus}", output])
    return {
        "terms_pages": pages,
        "terms_mb": round(size / 1e6),
        "terms_passed_s": round(run.passed, 1),
        "terms_peak_rss_mb": round(run.peak_mb),
    }


if __name__ == "__main__":
    for name, value in measured(*map(int, sys.argv[1:])).items():
        print(f"{name:<20}{value:>10}")
