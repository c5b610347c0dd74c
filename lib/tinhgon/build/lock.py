"""One build at a time in an output folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tinhgon.errors import InputError


@contextlib.contextmanager
def held(path: Path) -> Iterator[IO[str]]:
    """Hold the lock file at `path` for as long as the block runs, and give the open file.

    The system lets go of it when the process ends, however it ends. Raises InputError at once where
    another process holds it, or where the file cannot be written.
    """
    try:
        stream = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error
    with stream:
        try:
            _take(stream)
        except OSError:
            stream.seek(0)
            owner = stream.read().strip()
            raise InputError(
                f"{path.parent.parent}: another build runs in this folder (process {owner}); wait for it"
            ) from None
        stream.seek(0)
        stream.truncate()
        stream.write(str(os.getpid()))
        stream.flush()
        yield stream


def _take(stream: IO[str]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
