"""How fast a corpus of shards goes through the whole pipeline, without notebooks, and how that grows.

Pages of 5 kB are generated and built by `tinhgon build` on two processes: read, cleaned, near-duplicates
found, words counted, figures extracted, tables merged and printed. `pipeline_pages_s_core` is pages a second
of processor time of the largest corpus, all processes together; `peak_rss_mb` the memory of the largest
process; and `growth_exponent` how processor time grows with the number of pages (1 is linear), start-up taken
off. `dask_equal`: whether a Dask cluster of two workers makes the same bytes of the smallest corpus.

Figures cost most, and those pages have as many as the shipped corpus, whose digests are made of figures
(`pipeline_figures_a_kb`, a kilobyte of the articles' text). `pipeline_press_pages_s_core` is the pace on
`pipeline_press_pages` pages with as many as pages of the press that were coded by hand.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import math
import random
import sys
import tempfile
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks import made
from benchmarks.timing import Used, used

SHARD = 2_000  # pages of one file
MOST = 10_000  # pages of the press: more take as long again and say the same
PAGE = 5_000  # bytes


def measured(quick: bool = False, sizes: tuple[int, ...] = ()) -> dict[str, float | bool | None]:
    """The figures of the corpora of `sizes` pages, the smallest first; 1,000 and 10,000 unless others are
    given, 100,000 for the bar of issue 7."""
    sizes = sizes or ((20, 40) if quick else (1_000, 10_000))
    with tempfile.TemporaryDirectory() as root:
        runs = {size: _run(Path(root), size) for size in sizes}
        empty = _run(Path(root), 1)
        press = min(sizes[-1], MOST)
        as_coded = _run(Path(root), press, share=made.CODED)
        dense, sparse = _density(Path(root), sizes[-1]), _density(Path(root), press, made.CODED)
        first, last = (runs[size].processor - empty.processor for size in (sizes[0], sizes[-1]))
        equal = _equal(Path(root), sizes[0])
    growth = math.log(last / first) / math.log(sizes[-1] / sizes[0]) if last > 0 < first else None
    return {
        "pipeline_pages": sizes[-1],
        "pipeline_pages_s_core": round(sizes[-1] / runs[sizes[-1]].processor, 1),
        "pipeline_figures_a_kb": round(dense, 2),
        "pipeline_press_pages": press,
        "pipeline_press_pages_s_core": round(press / as_coded.processor, 1),
        "pipeline_press_figures_a_kb": round(sparse, 2),
        "pipeline_passed_s": round(runs[sizes[-1]].passed, 1),
        "peak_rss_mb": round(max(run.peak_mb for run in runs.values())),
        "growth_exponent": None if growth is None else round(growth, 3),
        "dask_equal": equal,
    }


def _run(root: Path, size: int, *options: str, share: float | None = None) -> Used:
    corpus, output = _corpus(root, size, share), _output(root, size, *options, share=share)
    return used([*_COMMAND, "--corpus", str(corpus), "--output", str(output), *options])


def _output(root: Path, size: int, *options: str, share: float | None = None) -> Path:
    return root / f"out-{size}{'' if share is None else f'-{share}'}{''.join(options)}"


def _density(root: Path, size: int, share: float | None = None) -> float:
    """Figures a kilobyte of text in the built tables."""
    folder = _output(root, size, share=share) / "tables"
    lengths = pc.binary_length(pq.read_table(folder / "articles.parquet", columns=["text"])["text"])
    return float(1000 * pq.read_metadata(folder / "statistics.parquet").num_rows / pc.sum(lengths).as_py())


_TABLES = ("--engine=process", "--only=01_clean", "--only=02_terms", "--only=03_statistics")  # no notebooks
_COMMAND = (sys.executable, "-m", "tinhgon.cli", "build", "--quiet", "--jobs", "2", *_TABLES)


def _corpus(root: Path, size: int, share: float | None = None) -> Path:
    """A folder of shards with `size` pages in all, made once."""
    folder = root / f"corpus-{size}{'' if share is None else f'-{share}'}"
    if not folder.exists():
        folder.mkdir()
        for first in range(0, size, SHARD):
            lines = (json.dumps({"text": text}, ensure_ascii=False) for text in _pages(first, size, share))
            (folder / f"{first:08}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _pages(first: int, size: int, share: float | None) -> list[str]:
    seed = random.Random(first).randrange(10**9)
    return made.contents(PAGE, min(SHARD, size - first), share, seed)


def _equal(root: Path, size: int) -> bool | None:
    """Whether Dask makes the same bytes; None where it is not installed."""
    if importlib.util.find_spec("distributed") is None:
        return None
    _run(root, size, "--engine=dask")
    one, other = (_bytes(_output(root, size, *dask) / "tables") for dask in ((), ("--engine=dask",)))
    return bool(one) and one == other


def _bytes(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}
