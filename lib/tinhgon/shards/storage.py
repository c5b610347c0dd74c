"""Where shards and their results lie: a folder of this machine, or an address that fsspec knows (`s3://…`).

Paths are strings. A file is written whole or not at all; one at an address is read through a copy on this
machine's disk.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from tinhgon.errors import InputError
from tinhgon.tables import replacing


def is_address(path: str) -> bool:
    """Whether `path` is an address and no folder of this machine.

    >>> is_address("s3://bucket/pages"), is_address("corpus/raw")
    (True, False)
    """
    return "://" in path


def join(base: str, *names: str) -> str:
    """`names` below `base`.

    >>> join("s3://bucket/", "pieces", "a")
    's3://bucket/pieces/a'
    """
    return "/".join([base.rstrip("/") or "/", *names])


def listing(folder: str) -> dict[str, int]:
    """The size of each file below `folder` by its path there, hidden ones left out. Raises InputError where
    there is no such folder."""
    if is_address(folder):
        return _remote_listing(folder)
    root = Path(folder)
    if not root.is_dir():
        raise InputError(f"{folder}: no such folder of pages")
    found = {}
    for home, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                file = Path(home) / name
                found[file.relative_to(root).as_posix()] = file.stat().st_size if file.exists() else 0
    return found


def _remote_listing(folder: str) -> dict[str, int]:
    system, root = _system(folder)
    try:
        files = system.find(root, detail=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be read: {error}") from error
    if not files:
        raise InputError(f"{folder}: no pages at this address")
    base = root.strip("/")
    names = {name.strip("/").removeprefix(base).lstrip("/"): about for name, about in files.items()}
    return {
        name: int(about.get("size") or 0)
        for name, about in names.items()
        if not any(part.startswith(".") for part in name.split("/"))
    }


def _system(path: str) -> tuple[Any, str]:
    """The file system of an address and its path there."""
    try:
        import fsspec
    except ImportError as error:
        raise InputError(f"{path}: needs fsspec; install tinhgon[scale]") from error
    try:
        return fsspec.core.url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise InputError(f"{path}: {error}") from error


def size(path: str) -> int:
    """The bytes of the file at `path`, or -1 where there is none."""
    if is_address(path):
        system, name = _system(path)
        return int(system.size(name)) if system.exists(name) else -1
    try:
        return Path(path).stat().st_size
    except OSError:
        return -1


@contextmanager
def opened(path: str) -> Iterator[Path]:
    """A file of this machine with what stands at `path`: the file itself, or a copy for as long as it is
    needed. Raises InputError where it cannot be read."""
    if not is_address(path):
        yield Path(path)
        return
    system, name = _system(path)
    with tempfile.TemporaryDirectory(prefix="tinhgon-") as folder:
        copy = Path(folder) / Path(name).name
        try:
            system.get_file(name, str(copy))
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error}") from error
        yield copy


@contextmanager
def written(path: str) -> Iterator[Path]:
    """A file of this machine to write to, which then stands at `path`; on failure nothing does. Raises
    InputError in one line where the system refuses."""
    if not is_address(path):
        with replacing(Path(path)) as part:
            yield part
        return
    system, name = _system(path)
    with tempfile.TemporaryDirectory(prefix="tinhgon-") as folder:
        copy = Path(folder) / Path(name).name
        yield copy
        try:
            system.makedirs(name.rpartition("/")[0], exist_ok=True)
            system.put_file(str(copy), f"{name}.part")
            system.mv(f"{name}.part", name)
        except OSError as error:
            raise InputError(f"{path}: cannot be written: {error}") from error


def read(path: str) -> bytes | None:
    """The bytes at `path`; None where there is no such file."""
    try:
        if is_address(path):
            system, name = _system(path)
            return bytes(system.cat_file(name))
        return Path(path).read_bytes()
    except OSError:
        return None


def write(path: str, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all."""
    with written(path) as file:
        file.write_bytes(data)


def stream(path: str) -> IO[bytes]:
    """The file at `path` opened for reading at any place. Raises OSError."""
    if is_address(path):
        system, name = _system(path)
        return system.open(name, "rb")
    return Path(path).open("rb")


def remove(path: str) -> None:
    """Remove a file or a folder with all that is in it, if it is there."""
    if is_address(path):
        system, name = _system(path)
        with suppress(FileNotFoundError):
            system.rm(name, recursive=True)
        return
    try:
        shutil.rmtree(path) if Path(path).is_dir() else Path(path).unlink()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise InputError(f"{path}: cannot be removed: {error.strerror}") from error
