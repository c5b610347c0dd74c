"""How large a corpus is: whether notebooks can take it, or only its tables can be made, shard by shard."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

PAGES = 5000  # files that notebooks read, and a report has a page for
BYTES = 25 * 2**20  # of bulk files: as many pages of 5 kB
STEPS = ("01_clean", "02_terms", "03_statistics")  # whose tables are made shard by shard
BULK = (".jsonl", ".ndjson", ".jl", ".parquet")


def beyond_notebooks(corpus: str) -> str:
    """Why notebooks cannot take this corpus, in a few words; "" where they can, or there is none.

    >>> beyond_notebooks("s3://bucket/pages"), beyond_notebooks("no/such/folder")
    ('it is no folder of this machine', '')
    """
    if "://" in corpus:
        return "it is no folder of this machine"
    files = size = 0
    for home, folders, names in os.walk(corpus):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += sum(not name.startswith(".") for name in names)
        bulk = (
            Path(home, name) for name in names if name.lower().endswith(BULK) and not name.startswith(".")
        )
        size += sum(path.stat().st_size for path in bulk if path.is_file())
    if size > BYTES:
        return f"{size >> 20} MB of shards are more than the {BYTES >> 20} MB that they take"
    return f"{files} pages are more than the {PAGES} that they take" if files > PAGES else ""


def tables_alone(engine: str | None, only: Sequence[str]) -> str:
    """Why no notebooks follow where an engine was named for tables that shards give; "" where they do.

    >>> tables_alone("process", ["02_terms"]), tables_alone(None, ["02_terms"]), tables_alone("dask", [])
    ('--engine with --only makes tables alone', '', '')
    """
    alone = engine and only and set(only) <= set(STEPS)
    return "--engine with --only makes tables alone" if alone else ""
