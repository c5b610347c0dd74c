"""The frequency table of a corpus of shards, its memory and how both grow: the part `frequencies`.

Pages of 5 kB are generated; `tinhgon build --engine process --only 02_terms` reads and cleans them, finds
copies, counts words and merges the counts. `python -m benchmarks frequencies --pages 10000 100000` is the
measurement of issue 5: 100,000 pages, some 500 MB, should need 1,500 MB at most.
"""

from __future__ import annotations

import math
import sys
import tempfile
from pathlib import Path

from benchmarks.generated import shards
from benchmarks.timing import Used, used

COMMAND = (sys.executable, "-m", "tinhgon.cli", "build", "--quiet", "--jobs", "2", "--engine=process")


def measured(quick: bool = False, sizes: tuple[int, ...] = (), folder: str = "") -> dict[str, float | None]:
    """Of the largest of `sizes` (1,000 and 10,000 pages unless others are given): `terms_pages`, the
    megabytes of their files, seconds that passed, pages a second of processor time, and `terms_peak_rss_mb`,
    the memory of the largest process. `terms_growth_exponent` says how processor time grows with the number
    of pages, `terms_memory_growth` how many times the memory of the smallest corpus the largest needs.

    The corpora are made in `folder`, where those that lie there are taken; without one, where the system puts
    what is temporary.
    """
    sizes = sizes or ((20, 40) if quick else (1_000, 10_000))
    with tempfile.TemporaryDirectory() as root:
        home = Path(folder or root)
        corpora = {size: shards(home / f"pages-{size}", size) for size in sizes}
        bytes_ = sum(file.stat().st_size for file in corpora[sizes[-1]].glob("*.jsonl"))
        runs = {size: _run(corpus, Path(root) / f"out-{size}") for size, corpus in corpora.items()}
        empty = _run(shards(home / "pages-1", 1), Path(root) / "out-1").processor
    first, last = runs[sizes[0]], runs[sizes[-1]]
    small, large = first.processor - empty, last.processor - empty
    growth = math.log(large / small) / math.log(sizes[-1] / sizes[0]) if large > 0 < small != large else None
    return {
        "terms_pages": sizes[-1],
        "terms_mb": round(bytes_ / 1e6),
        "terms_passed_s": round(last.passed, 1),
        "terms_pages_s_core": round(sizes[-1] / last.processor, 1),
        "terms_peak_rss_mb": round(last.peak_mb),
        "terms_growth_exponent": None if growth is None else round(growth, 3),
        "terms_memory_growth": round(last.peak_mb / first.peak_mb, 2),
    }


def _run(corpus: Path, output: Path) -> Used:
    return used([*COMMAND, "--only=02_terms", f"--corpus={corpus}", f"--output={output}"])


if __name__ == "__main__":
    for name, value in measured(sizes=tuple(map(int, sys.argv[1:]))).items():
        print(f"{name:<24}{value!s:>10}")
