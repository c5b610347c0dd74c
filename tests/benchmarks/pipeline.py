"""The whole way from shards to tables, without notebooks: python tests/benchmarks/pipeline.py PAGES….

Prints, for each number of pages generated from the shipped corpus, pages a second a core, megabytes a second
a core and the greatest memory of any process, then the exponent of growth between the least and the greatest
number. `--frequencies` makes the frequency table alone, `--dask` compares a cluster of two workers with the
processes, byte by byte. Shards are kept in out/generated, results are not.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
from generated import shards

from tinhgon.build.digests import tree
from tinhgon.shards import Request, tabulate

OUT = Path(__file__).parents[2] / "out"


class Silent:
    """Hears of steps and says nothing."""

    def expect(self, steps: int) -> None: ...
    def begin(self, name: str) -> None: ...
    def end(self, name: str, *, ran: bool) -> None: ...


class Watch(threading.Thread):
    """The greatest memory (RSS) of this process or one below it, in MB, looked at ten times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak, self.over = 0.0, threading.Event()

    def run(self) -> None:
        me = psutil.Process()
        while not self.over.wait(0.1):
            for process in [me, *me.children(recursive=True)]:
                try:
                    self.peak = max(self.peak, process.memory_info().rss / 1e6)
                except psutil.Error:
                    continue


def measured(pages: int, jobs: int = 2, only: tuple[str, ...] = (), folder: Path = OUT) -> dict[str, float]:
    """`pages_s_core`, `mb_s_core`, `peak_rss_mb`, `seconds` of one run from nothing over so many pages."""
    corpus = shards(folder / "generated" / str(pages), pages)
    size = sum(file.stat().st_size for file in corpus.glob("*.jsonl"))
    watch = Watch()
    watch.start()
    with tempfile.TemporaryDirectory(dir=folder) as output:
        began = time.perf_counter()
        tabulate(Request(str(corpus), Path(output), jobs=jobs, only=only), Silent())
        seconds = time.perf_counter() - began
    watch.over.set()
    watch.join()
    cores = min(jobs, os.cpu_count() or 1)
    return {
        "pages": pages,
        "pages_s_core": round(pages / seconds / cores, 2),
        "mb_s_core": round(size / 1e6 / seconds / cores, 3),
        "peak_rss_mb": round(watch.peak, 1),
        "seconds": round(seconds, 1),
    }


def growth(least: dict[str, float], greatest: dict[str, float]) -> float:
    """The exponent with which seconds grow with pages, between two measurements."""
    return round(
        math.log(greatest["seconds"] / least["seconds"]) / math.log(greatest["pages"] / least["pages"]), 3
    )


def dask_equal(pages: int = 300, folder: Path = OUT) -> bool:
    """Whether a Dask cluster of two workers makes the same bytes as two processes."""
    corpus = shards(folder / "generated" / str(pages), pages, a_shard=max(1, pages // 3))
    made = []
    for engine in ("process", "dask"):
        with tempfile.TemporaryDirectory(dir=folder) as output:
            tabulate(Request(str(corpus), Path(output), engine=engine, size=max(1, pages // 9)), Silent())
            made.append(tree(Path(output) / "tables"))
    return len(made[0]) == 20 and made[0] == made[1]


def main(arguments: list[str]) -> None:
    """What the command line asks for."""
    OUT.mkdir(exist_ok=True)
    if "--dask" in arguments:
        print(f"dask_equal {dask_equal()}")
        return
    only = ("02_terms",) if "--frequencies" in arguments else ()
    runs = [measured(int(pages), only=only) for pages in arguments if pages.isdigit()]
    for run in runs:
        print("  ".join(f"{name} {value}" for name, value in run.items()), flush=True)
    if len(runs) > 1:
        print(f"growth_exponent {growth(runs[0], runs[-1])}")


if __name__ == "__main__":
    main(sys.argv[1:])
