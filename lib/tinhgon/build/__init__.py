"""The build: runs what is not up to date, then publishes tables, notebooks and site in one swap."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tinhgon.build import digests, lock, manifest
from tinhgon.build.plan import SITE, Plan
from tinhgon.build.schedule import Progress, run
from tinhgon.build.settings import Settings
from tinhgon.build.stamps import Stamps
from tinhgon.build.swap import PARTS, Swap, foreign, remove
from tinhgon.errors import InputError

__all__ = ["Progress", "Result", "Settings", "build"]

SUMS = "tables/SHA256SUMS"  # the digests of the tables, for `sha256sum -c`


@dataclass(frozen=True)
class Result:
    """What a build can say in its last line. `skipped` are reasons, one a page that was not read."""

    read: int
    skipped: tuple[str, ...]
    site: Path | None
    ran: int


class _Counting:
    """Counts the steps that ran, and passes on what it hears."""

    def __init__(self, progress: Progress) -> None:
        self.progress, self.ran = progress, 0

    def expect(self, steps: int) -> None:
        self.progress.expect(steps)

    def begin(self, name: str) -> None:
        self.progress.begin(name)

    def end(self, name: str, *, ran: bool) -> None:
        self.ran += ran
        self.progress.end(name, ran=ran)


def build(settings: Settings, progress: Progress) -> Result:
    """Bring the output folder up to date with the corpus, the rules, the parameters and the library.

    Raises InputError where the input or the call is wrong, CheckError where a cell failed; the last
    published build then stands as it was.
    """
    _check_folders(settings)
    plan = Plan(settings)
    with _work(settings) as swap:
        counting = _Counting(progress)
        stamps = Stamps(plan)
        if settings.rules:
            _check_rules(settings.rules)
        run(plan, stamps, counting)
        _publish(plan, stamps, swap)
        _forget(plan)
    return _result(settings, counting.ran)


def _check_folders(settings: Settings) -> None:
    corpus, output = settings.corpus, settings.output
    if not corpus.is_dir():
        raise InputError(f"{corpus}: no such folder of pages")
    if not any(digests.walk(corpus)):
        raise InputError(f"{corpus}: no pages in this folder; put .txt or .html files there")
    if output.resolve().is_relative_to(corpus.resolve()):
        raise InputError(f"{output}: lies inside the corpus folder; choose another --output")
    if settings.rules and not settings.rules.is_dir():
        raise InputError(f"{settings.rules}: no such folder of rules")
    if settings.gold and not settings.gold.is_dir():
        raise InputError(f"{settings.gold}: no such folder of hand-coded pages")
    if settings.corrections and not settings.corrections.is_file():
        raise InputError(f"{settings.corrections}: no such file of corrections")


def _check_rules(folder: Path) -> None:
    """Find a fault in the rules before any notebook runs."""
    from tinhgon import rules

    rules.check(folder)


@contextmanager
def _work(settings: Settings) -> Iterator[Swap]:
    """The hidden folder, locked, with a swap that was cut short put right."""
    try:
        settings.work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{settings.output}: cannot be written: {error.strerror}") from error
    with lock.held(settings.work / "lock"):
        swap = Swap(settings.output, settings.work)
        swap.mend()
        if strange := foreign(settings.output):
            raise InputError(
                f"{settings.output}: holds {', '.join(strange)} that no build made; choose an empty folder"
            )
        yield swap


def _publish(plan: Plan, stamps: Stamps, swap: Swap) -> None:
    """Swap in what the steps made, unless it stands there already."""
    made = {name: digest for step in plan.steps() for name, digest in stamps.outputs(step).items()}
    files = {name: digest for name, digest in made.items() if name.split("/")[0] in PARTS}
    output = plan.settings.output
    if plan.settings.only:
        before = manifest.read(output) or {"files": {}}
        kept = {name: digest for name, digest in before["files"].items() if name not in files}
    else:
        kept = {}
    kept.pop(SUMS, None)
    sums = plan.work / "tables.sums"
    remove(sums)  # the published file is a second name of it
    sums.write_text(_sums(files | kept), encoding="utf-8")
    files[SUMS] = digests.file(sums)
    text = manifest.text(plan, files | kept)
    if _stands(output, files | kept, text):
        return
    sources = {name: plan.work / name for name in files} | {name: output / name for name in kept}
    sources[SUMS] = sums
    swap.stage(sources, text)
    swap.commit()


def _sums(files: dict[str, str]) -> str:
    """The digests of the published tables as `sha256sum -c` reads them."""
    tables = {name.partition("/")[2]: digest for name, digest in files.items() if name.startswith("tables/")}
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(tables.items()))


def _stands(output: Path, files: dict[str, str], text: str) -> bool:
    try:
        if (output / "manifest.json").read_text(encoding="utf-8") != text:
            return False
        return all(digests.file(output / name) == digest for name, digest in files.items())
    except OSError:
        return False


def _forget(plan: Plan) -> None:
    """Remove what no step of a whole build makes any more: runs of provinces that are gone, old attempts."""
    remove(plan.work / "failed")
    if plan.settings.only:
        return
    due = {path.name for path in plan.executed().values()}
    for path in (plan.work / "notebooks").glob("*.ipynb"):
        if path.name not in due:
            path.unlink()


def _result(settings: Settings, ran: int) -> Result:
    """Counted from the published table of pages."""
    pages = settings.output / "tables" / "pages.csv"
    rows: list[dict[str, str]] = []
    if pages.exists():
        with pages.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    skipped = tuple(
        row["reason"] or f"{row['source_file']}: {row['status'].replace('_', ' ')}"
        for row in rows
        if row["status"] != "read"
    )
    index = settings.output / "site" / "index.html"
    site = index if index.exists() and (not settings.only or SITE in settings.only) else None
    return Result(len(rows) - len(skipped), skipped, site, ran)
