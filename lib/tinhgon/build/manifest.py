"""manifest.json: what a build was made from and the digest of every file in it. No times, no folders."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
import sys
from pathlib import Path
from typing import Any

from tinhgon import __version__
from tinhgon.build import digests
from tinhgon.build.plan import Plan


def text(plan: Plan, files: dict[str, str]) -> str:
    """The manifest of a build whose published `files` have these digests."""
    settings = plan.settings
    data = {
        "tinhgon": __version__,
        "python": ".".join(platform.python_version_tuple()[:2]),
        "platform": f"{sys.platform}-{platform.machine()}",
        "packages": _packages(),
        "corpus": {"name": settings.corpus.name, "sha256": digests.corpus(settings.corpus)},
        "rules": digests.value([_rules(digests.PACKAGE / "rules"), _rules(settings.rules)]),
        **{name: digests.value(given) for name, given in plan.given.items() if given},
        "library": plan.library[True],
        "notebooks": {book.stem: book.digest for book in plan.books},
        "parameters": {stem: values for stem, values in plan.values.items() if values},
        "language": settings.language,
        "files": dict(sorted(files.items())),
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def read(output: Path) -> dict[str, Any] | None:
    """The manifest of a built folder, or None where there is none."""
    try:
        data = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) and "files" in data else None


def _rules(folder: Path | None) -> dict[str, str]:
    return digests.tree(folder) if folder else {}


def _packages() -> dict[str, str]:
    """The versions of what TinhGon itself asks for."""
    try:
        needed = importlib.metadata.requires("tinhgon") or []
    except importlib.metadata.PackageNotFoundError:
        return {}
    names = sorted(re.split(r"[^\w.-]", need, maxsplit=1)[0] for need in needed if "extra ==" not in need)
    return {name: importlib.metadata.version(name) for name in names}
