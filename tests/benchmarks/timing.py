"""Seconds of processor time, and what a command used."""

from __future__ import annotations

import contextlib
import gc
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import psutil

SAMPLED = 0.1  # seconds between two looks at a command's processes


class Used(NamedTuple):
    """What a command and all that it started used: seconds that passed, seconds of processor time, megabytes
    of its largest process."""

    passed: float
    processor: float
    peak_mb: float


def least(call: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of processor time of the quickest of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        call()
        best = min(best, time.process_time() - began)
    return best


def used(command: Sequence[str]) -> Used:
    """Run a command to its end. Raises RuntimeError with what it said where it fails.

    Its processes are looked at from time to time, for not all are waited for by the one that is started here.
    """
    began, peak = time.perf_counter(), 0
    spent: dict[int, float] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        root = psutil.Process(process.pid)
        while process.poll() is None:
            with contextlib.suppress(psutil.NoSuchProcess):
                for one in [root, *root.children(recursive=True)]:
                    with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
                        times = one.cpu_times()
                        spent[one.pid] = times.user + times.system
                        peak = max(peak, one.memory_info().rss)
            time.sleep(SAMPLED)
        assert process.stderr is not None
        told = process.stderr.read()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {told}")
    return Used(time.perf_counter() - began, sum(spent.values()), peak / 2**20)
