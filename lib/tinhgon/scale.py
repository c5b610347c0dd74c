"""How large a corpus is: whether notebooks can take it, or only its tables can be made, shard by shard."""

from __future__ import annotations

import os
from pathlib import Path

PAGES = 5000  # files that notebooks read, and a report has a page for
BYTES = 25 * 2**20  # of bulk files: as many pages of 5 kB
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
