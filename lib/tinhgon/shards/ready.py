"""A worker made ready, once: it has the right library and, where there is work, all that every page needs."""

from __future__ import annotations

import functools
import gc

from tinhgon import cleaning, counts, extraction, tables
from tinhgon.errors import InputError
from tinhgon.shards.work import Settings, version

SELDOM = (50_000, 20, 20)  # new objects, and passes over younger ones, between two passes of the collector
_TEXT = """Tỉnh Sơn La sáp nhập các phòng
Thứ Hai, 7/1/2019
Theo Nghị quyết số 18-NQ/TW, từ năm 2018 tỉnh Sơn La đã giảm 12 phòng, 3 chi cục và 25% số cấp phó; ba xã \
của huyện Mai Sơn có bí thư đồng thời là chủ tịch Ủy ban nhân dân, còn 4/12 huyện chưa đạt mục tiêu.
Đến nay tỉnh còn 9 phòng, trong đó hai phòng mới thành lập, và phấn đấu đến năm 2021 giảm thêm 10% biên chế.
"""  # an article, though short: what makes none would load nothing


def ready(settings: Settings) -> None:
    """Raises InputError where this worker's library or rules are not those of the one who asks."""
    if settings.version and version(settings.rules) != settings.version:
        raise InputError(
            "a worker has another version of TinhGon, its packages or its rules; install the same"
        )


def load(settings: Settings) -> None:
    """Load the rules and tables, and let the garbage collector pass over them from then on and work more
    seldom: it would look at all of them again and again."""
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
