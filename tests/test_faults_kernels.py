"""A notebook's kernel that dies, sleeps or hangs: the build says which, and what was built before stands."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import tiny
from building import Place, built
from tinhgon.errors import CheckError

DEATH = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
SLEEP = "import time\ntime.sleep(600)"
DEAF = 'import re\nre.match("(?:a|aa|aaa)*$", "a" * 200 + "b")'  # no other thread of the kernel gets a turn
LOST = {
    "dies": (DEATH, "`import os, signal`: its kernel died (out of memory?)"),
    "sleeps": (SLEEP, "`import time`: ran for more than 2 seconds; allow it more with --timeout"),
    "hangs": (DEAF, "`import re`: ran for more than 2 seconds"),
}


pytestmark = pytest.mark.usefixtures("isolated")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return built(tmp_path_factory.mktemp("kernels"), "10_clean", "20_count")


@pytest.mark.parametrize("how", LOST)
@pytest.mark.parametrize("name", ["20_count", "05_province"])  # a fresh kernel, and one kept warm
def test_a_kernel_that_is_lost(place: Place, name: str, how: str) -> None:
    before = place.published()
    code, told = LOST[how]
    parameters, count, about = tiny.NOTEBOOKS[name]
    tiny.notebook(place.notebooks, name, parameters, f"{code}\n{count}", about)
    began = time.monotonic()
    with pytest.raises(CheckError) as raised:
        place.build(timeout=2, jobs=1)
    assert time.monotonic() - began < 60
    of = " (Lai Châu)" if name == "05_province" else ""
    assert str(raised.value).startswith(f"{name}.ipynb{of}, cell 3, {told}")
    assert "\n" not in str(raised.value)
    assert place.published() == before
    assert not kernels_of(place)
    place.put(name)
    place.build()
    tiny_runs = {path.stem for path in (place.output / "notebooks").iterdir()}
    assert name in tiny_runs or f"{name}-lai-chau" in tiny_runs


def kernels_of(place: Place) -> list[str]:
    """Processes that still work for a build of this place, once they had time to go."""
    for _ in range(50):
        found = [line for line in commands() if str(place.output) in line]
        if not found:
            break
        time.sleep(0.1)
    return found


def commands() -> Iterator[str]:
    """The command line of each process."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
