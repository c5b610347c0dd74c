"""The published parts of a build (tables, notebooks, site, manifest) change together, by rename.

The new parts are made ready beside the old ones; a journal says so; then each old part is moved away and
each new one in. A run that was killed half-way left the journal, and the next one ends the swap from it.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

PARTS = ("tables", "notebooks", "site", "manifest.json")
TRIES, PAUSE = (
    50,
    0.1,
)  # how often, and after how many seconds, a folder is removed into which somebody writes


class Swap:
    """The swap of one output folder; `work` is the hidden folder inside it."""

    def __init__(self, output: Path, work: Path) -> None:
        self.output = output
        self.next, self.old, self.journal = work / "next", work / "old", work / "swap.journal"

    def mend(self) -> None:
        """End a swap that was cut short, or throw away parts that never were complete."""
        if self.journal.exists():
            self._move()
        remove(self.next)
        remove(self.old)

    def stage(self, files: Mapping[str, Path], manifest: str) -> None:
        """Make the next parts ready: `files` by their path in the output folder, and the manifest."""
        remove(self.next)
        for name, source in files.items():
            link(source, self.next / name)
        (self.next / "manifest.json").write_text(manifest, encoding="utf-8")

    def commit(self) -> None:
        """Put the staged parts in the place of the published ones. A part that was not staged stays."""
        part = self.journal.with_suffix(".part")
        part.write_text("\n".join(sorted(entry.name for entry in self.next.iterdir())), encoding="utf-8")
        part.replace(self.journal)
        self._move()

    def _move(self) -> None:
        for name in PARTS:
            new, public, old = self.next / name, self.output / name, self.old / name
            if not new.exists():
                continue  # not staged, or moved before the run was cut short
            if public.exists():
                remove(old)
                old.parent.mkdir(parents=True, exist_ok=True)
                public.rename(old)
            new.rename(public)
        self.journal.unlink()
        remove(self.next)
        remove(self.old)


def link(source: Path, target: Path) -> None:
    """`target` as a second name of the file `source`, or a copy where the file system has no links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it, if it is there.

    The kernel of a run that was killed may write on for a moment: then it is tried again.
    """
    if not path.is_dir() or path.is_symlink():
        path.unlink(missing_ok=True)
        return
    for left in reversed(range(TRIES)):
        try:
            return shutil.rmtree(path)
        except OSError as error:
            if error.errno != errno.ENOTEMPTY or not left:
                raise
        time.sleep(PAUSE)


def foreign(output: Path) -> tuple[str, ...]:
    """Parts in `output` that no build of TinhGon put there: folders of that name without its manifest."""
    manifest = output / "manifest.json"
    if manifest.is_file() and '"tinhgon"' in manifest.read_text(encoding="utf-8", errors="replace"):
        return ()
    return tuple(name for name in PARTS if (output / name).exists())
