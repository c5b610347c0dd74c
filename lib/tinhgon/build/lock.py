"""One build at a time in an output folder."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tinhgon.errors import InputError

PATIENCE = 2.0  # seconds; the workers of a build that was killed hold its lock for up to half a second


@contextlib.contextmanager
def held(path: Path) -> Iterator[IO[str]]:
    """Hold the lock file at `path` for as long as the block runs, and give the open file.

    The system lets go of it when the process ends, however it ends. Raises InputError where another process
    holds it for longer than PATIENCE, or where the file cannot be written.
    """
    try:
        stream = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error
    with stream:
        end = time.monotonic() + PATIENCE
        while not _taken(stream):
            if time.monotonic() > end:
                stream.seek(0)
                owner = stream.read().strip()
                raise InputError(
                    f"{path.parent.parent}: another build runs in this folder (process {owner}); wait for it"
                )
            time.sleep(0.1)
        stream.seek(0)
        stream.truncate()
        stream.write(str(os.getpid()))
        stream.flush()
        yield stream


def _taken(stream: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        with contextlib.suppress(OSError):
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            return True
    else:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    return False
