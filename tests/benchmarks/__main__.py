"""Runs the benchmarks: `python -m benchmarks [--quick] [--pages N …] [PART …]` in the folder `tests`, or
`make bench`.

Each part writes its keys into `out/bench.json` when it is done and leaves the others' as they were; then
BENCHMARKS.md is written from all of them.
"""

from __future__ import annotations

import argparse
import functools
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import building, cleaning, extracting, frequencies, pipeline, report, segmentation

ROOT = Path(__file__).parents[2]
PARTS: dict[str, Callable[..., dict[str, Any]]] = {
    "extracting": extracting.measured,
    "cleaning": cleaning.measured,
    "segmentation": segmentation.measured,
    "frequencies": frequencies.measured,
    "pipeline": pipeline.measured,
    "building": building.measured,
}


def run(parts: Sequence[str], quick: bool, pages: Sequence[int], root: Path) -> dict[str, Any]:
    """Measure the parts; all that is known then, as it stands in `out/bench.json` below `root`."""
    file = root / "out" / "bench.json"
    file.parent.mkdir(exist_ok=True)
    known: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    for name in parts:
        measure = PARTS[name]
        if name in {"pipeline", "frequencies"} and pages:
            measure = functools.partial(measure, sizes=tuple(sorted(pages)))
        found = measure(quick=quick)
        print(json.dumps({name: found}, indent=2))
        known |= found | {"machine": report.machine(), "quick": quick}
        file.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        if not quick:
            (root / "BENCHMARKS.md").write_text(report.written(known), encoding="utf-8")
    return known


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all unless named")
    parser.add_argument("--quick", action="store_true", help="tiny sizes: whether it runs, not how fast")
    parser.add_argument("--pages", type=int, nargs="+", default=[], help="sizes of the corpora of shards")
    given = parser.parse_args()
    if unknown := sorted(set(given.parts) - PARTS.keys()):
        parser.error(f"no part {unknown[0]}; there are {', '.join(PARTS)}")
    run(given.parts or list(PARTS), given.quick, given.pages, ROOT)


if __name__ == "__main__":
    main()
