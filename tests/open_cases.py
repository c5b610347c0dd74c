"""Cases that hold and, beside them, those that do not hold yet."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import CASES, load_cases


def cases(name: str) -> list[Any]:
    """The cases of NAME.yml and of NAME_open.yml, by their ids. An open case tells its reason and must fail:
    one that passes fails the suite, so that it moves to NAME.yml."""
    held = [pytest.param(case, id=case["id"]) for case in load_cases(name)]
    if not (CASES / f"{name}_open.yml").exists():
        return held
    still_open = [
        pytest.param(case, id=case["id"], marks=pytest.mark.xfail(reason=case["reason"], strict=True))
        for case in load_cases(f"{name}_open")
    ]
    ids = [one.id for one in held + still_open]
    assert len(set(ids)) == len(ids), f"{name}: an id is both held and open"
    return held + still_open
