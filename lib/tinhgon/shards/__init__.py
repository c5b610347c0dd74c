"""From forty pages to millions: the tables of a corpus of any size, made piece by piece and merged.

`tabulate` does what the notebooks 01 to 03 do, without them: the same functions on some hundred pages at a
time, on processes of this machine or on a Dask cluster, with the same rows in the end.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from tinhgon import rules
from tinhgon.build import digests
from tinhgon.build.schedule import Progress
from tinhgon.errors import InputError
from tinhgon.shards import engines, pieces, publishing, running, storage
from tinhgon.shards.work import Settings, key, version

__all__ = ["Request", "Told", "tabulate"]

STEPS = {
    "01_clean": {"sketches"},
    "02_terms": {"sketches", "words"},
    "03_statistics": {"sketches", "figures"},
}
LISTED = 3  # reasons that are told


@dataclasses.dataclass(frozen=True)
class Request:
    """What is asked for. `corpus` is a folder or an address; `scratch`, where pieces are kept, must be seen
    by all workers (empty: inside `output`); `only` names notebooks whose tables are wanted (empty: all)."""

    corpus: str
    output: Path
    scratch: str = ""
    rules: str = ""
    engine: str = "process"
    scheduler: str = ""
    jobs: int = 2
    first_pass: bool = False
    least_relevance: float = 0.0
    similar: float = 0.7
    by: str = "provinces"
    n: int = 1
    only: tuple[str, ...] = ()
    force: bool = False
    published: bool = True  # else the pieces alone are made: notebooks follow, whose tables count
    size: int = pieces.PAGES

    def settings(self) -> Settings:
        """What holds for every piece."""
        steps: set[str] = set().union(*(STEPS[name] for name in self.only or STEPS))
        return Settings(
            corpus=self.corpus,
            scratch=self.scratch or str(self.output / ".work" / "shards"),
            rules=self.rules,
            least_relevance=self.least_relevance,
            similar=self.similar,
            n=self.n,
            by=self.by,
            first_pass=self.first_pass,
            steps=frozenset(steps if self.similar else steps - {"sketches"}),
            version=version(self.rules),
            environment=digests.environment(),
        )


@dataclasses.dataclass(frozen=True)
class Told:
    """What a run can say: pages by status, the first reasons of those not read, the tables' folder, and how
    many steps were done and not found done."""

    statuses: dict[str, int]
    reasons: tuple[str, ...]
    tables: Path
    ran: int

    @property
    def pages(self) -> int:
        """All pages, those not read among them."""
        return sum(self.statuses.values())


def tabulate(request: Request, progress: Progress) -> Told:
    """Bring the tables in the output folder up to date with the corpus.

    They are `pages`, `articles`, `lines`, `terms`, and what `extract` and `shortfalls` make. Raises
    InputError where the input or the call is wrong, CheckError where a worker was lost; the last published
    tables then stand as they were, and the next run goes on where this one was stopped.
    """
    settings = _checked(request)
    engine = engines.started(request.engine, request.jobs, request.scheduler)
    with publishing.locked(request.output) as swap, engine as workers:
        if request.force:
            storage.remove(storage.join(settings.scratch, "pieces"))
        run = running.Run(settings, workers, progress, request.size)
        among = running.survey(run)
        tasks = running.work(run, running.clean(run, among))
        parts = [[task.piece.name, task.piece.shard, task.round, task.inputs] for task in tasks]
        due = key("tables", settings.version, settings.environment, _asked(settings), parts)
        if request.published and (request.force or not publishing.stands(request.output, due)):
            running.find_copies(run, tasks)
            merged = running.merge(run, tasks)
            running.print_tables(run, merged)
            publishing.publish(settings, swap, sorted(merged), due, among)
        publishing.forget(settings, among)
    tables = request.output / "tables"
    statuses, reasons = publishing.statuses(tables, LISTED) if request.published else ({}, ())
    return Told(statuses, reasons, tables, run.ran)


def _asked(settings: Settings) -> list[Any]:
    return [sorted(settings.steps), settings.similar, settings.n, settings.by]


def _checked(request: Request) -> Settings:
    if request.only and (unknown := sorted({*request.only} - STEPS.keys())):
        raise InputError(f"--only {unknown[0]}: of a corpus of shards {', '.join(STEPS)} can be made alone")
    if not storage.is_address(request.corpus):
        corpus, output = Path(request.corpus).resolve(), request.output.resolve()
        if not corpus.is_dir():
            raise InputError(f"{request.corpus}: no such folder of pages")
        if output.is_relative_to(corpus):
            raise InputError(f"{request.output}: lies inside the corpus folder; choose another --output")
    for name, share in (("least_relevance", request.least_relevance), ("similar", request.similar)):
        if not 0 <= share <= 1:
            raise InputError(f"{name}={share}: a share lies between 0 and 1")
    rules.check(request.rules)
    return request.settings()
