"""TinhGon: saved press pages in; tables, figures and a web report out.

Six verbs, each from tables to tables, imported only when they are named (so that `tinhgon --help` is quick):
`read`, `clean`, `extract`, `terms`, `compare`, `publish`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tinhgon.cleaning import clean as clean
    from tinhgon.comparison import compare as compare
    from tinhgon.extraction import extract as extract
    from tinhgon.frequency import terms as terms
    from tinhgon.pages import read as read
    from tinhgon.site import publish as publish

__version__ = "0.1.0"

VERBS = {
    "read": "pages",
    "clean": "cleaning",
    "extract": "extraction",
    "terms": "frequency",
    "compare": "comparison",
    "publish": "site",
}

__all__ = ["__version__", "clean", "compare", "extract", "publish", "read", "terms"]


def __getattr__(name: str) -> Any:
    if name not in VERBS:
        raise AttributeError(f"module 'tinhgon' has no attribute {name!r}")
    return getattr(import_module(f"tinhgon.{VERBS[name]}"), name)


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
