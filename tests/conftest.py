"""What the tests share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"


def load_cases(name: str) -> list[dict[str, Any]]:
    """Rows of tests/cases/NAME.yml; each has an `id`, and no id stands twice."""
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    ids = [row["id"] for row in rows]
    doubled = sorted({i for i in ids if ids.count(i) > 1})
    if doubled:
        raise ValueError(f"tests/cases/{name}.yml: id given twice: {', '.join(doubled)}")
    return rows
