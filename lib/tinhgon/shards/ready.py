"""A worker made ready, once: it has the right library, and all that every page needs is loaded."""

from __future__ import annotations

import functools
import gc

from tinhgon import cleaning, counts, extraction, tables
from tinhgon.errors import InputError
from tinhgon.shards.work import Settings, version

SELDOM = (50_000, 20, 20)  # new objects, and passes over younger ones, between two passes of the collector
_TEXT = "Sơn La sáp nhập bản\nTỉnh Sơn La đã giảm 12 phòng, 3 chi cục theo Nghị quyết số 18-NQ/TW từ 2018."


def ready(settings: Settings) -> None:
    """Load the rules and tables, and let the garbage collector pass over them from then on and work more
    seldom: it would look at all of them again and again, for a quarter of the time.

    Raises InputError where this worker's library or rules are not those of the one who asks.
    """
    if settings.version and version(settings.rules) != settings.version:
        raise InputError(
            "a worker has another version of TinhGon, its packages or its rules; install the same"
        )
    _loaded(settings.rules, settings.steps)


@functools.cache
def _loaded(rules: str, steps: frozenset[str]) -> None:
    page = {"source_file": "a", "container": "text", "status": "read"}
    table = tables.frame("pages", [page]).assign(content=_TEXT)
    articles = cleaning.clean(table, rules=rules, similar=0.0)["articles"]
    if "figures" in steps:
        extraction.extract(articles, rules)
    if "words" in steps:
        counts.counted(articles, rules)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
