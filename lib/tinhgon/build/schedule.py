"""doit runs the steps in their order, in worker processes; this room tells it what a step is.

Three things are ours: stamps in the place of doit's data base, a watch over the workers (doit waits for
ever for one that was killed), and an end to them when the build itself is gone.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from doit.control import TaskControl
from doit.exceptions import TaskFailed
from doit.runner import MRunner
from doit.task import DelayedLoader, Task

from tinhgon.build.plan import SITE, Plan, Step
from tinhgon.build.settings import Settings
from tinhgon.build.stamps import Stamps
from tinhgon.errors import CheckError, InputError


class Progress(Protocol):
    """Who is told how far the build is."""

    def expect(self, steps: int) -> None: ...
    def begin(self, name: str) -> None: ...
    def end(self, name: str, *, ran: bool) -> None: ...


class Failed(TaskFailed):  # type: ignore[misc]
    """A step that ended badly, with the line to print and whether the input is at fault."""

    def __init__(self, message: str, *, wrong_input: bool) -> None:
        super().__init__(message)
        self.wrong_input = wrong_input


def run(plan: Plan, stamps: Stamps, progress: Progress) -> None:
    """Do the steps of `plan` that are not up to date.

    Raises InputError or CheckError at the first that fails.
    """
    if sys.platform == "linux":  # workers that start with all imported; elsewhere each imports for itself
        multiprocessing.set_start_method("fork", force=True)
    reporter = _Reporter(progress)
    control = TaskControl(list(_tasks(plan, progress)))
    control.process(None)
    progress.expect(len(plan.fixed))
    jobs, force = plan.settings.jobs, plan.settings.force
    runner = _Runner(stamps, reporter, always_execute=force, num_process=jobs)
    runner.run_all(control.task_dispatcher())
    if reporter.failure is not None:
        raise reporter.failure


def _tasks(plan: Plan, progress: Progress) -> Iterator[Task]:
    """doit's tasks. The runs of the provinces are made when their slices are."""
    for step in plan.fixed.values():
        yield _task(plan, step)
        if step.kind == "slices":
            assert step.book is not None
            later = DelayedLoader(_Provinces(plan, step, progress), executed=step.name)
            yield Task(step.book.stem, None, loader=later)


@dataclass(frozen=True)
class _Provinces:
    """Makes the tasks of the provinces, once doit has done their slices."""

    plan: Plan
    slices: Step
    progress: Progress

    def __call__(self) -> Iterator[dict[str, Any]]:
        runs = self.plan.provinces(self.slices)
        self.progress.expect(len(runs))
        for step in runs:
            yield {
                "name": step.name.partition(":")[2],
                "actions": [(_perform, [step, self.plan.settings, {}])],
                "meta": {"step": step},
                "verbosity": 0,
            }


def _task(plan: Plan, step: Step) -> Task:
    needs = [name for name in step.needs if name in plan.fixed or step.name == SITE]
    notebooks: Any = _Executed(plan) if step.kind == "site" else {}
    return Task(
        step.name,
        [(_perform, [step, plan.settings, notebooks])],
        task_dep=needs,
        meta={"step": step},
        verbosity=0,
    )


@dataclass
class _Executed:
    """The executed notebooks, listed when the site's turn comes."""

    plan: Plan

    def items(self) -> Any:
        return self.plan.executed().items()


def _perform(step: Step, settings: Settings, notebooks: Any) -> dict[str, Any] | Failed:
    from tinhgon.build import runs

    try:
        return {"outputs": runs.perform(step, settings, dict(notebooks.items()))}
    except InputError as error:
        return Failed(str(error), wrong_input=True)
    except CheckError as error:
        return Failed(str(error), wrong_input=False)
    except OSError as error:
        return Failed(f"{error.filename or settings.output}: {error.strerror or error}", wrong_input=True)
    except Exception as error:
        kept = settings.work / "failed" / f"{step.name.replace(':', '-')}.txt"
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(traceback.format_exc(), encoding="utf-8")
        told = f"{step.name}: {type(error).__name__}: {error}\n  the traceback is in {kept}"
        return Failed(told, wrong_input=False)


class _Runner(MRunner):  # type: ignore[misc]
    """doit's runner of processes, with the watch over them."""

    processes: list[Any]

    def get_next_job(self, completed: Any) -> Any:
        job = super().get_next_job(completed)
        if job is not None and hasattr(job, "name"):
            import tinhgon.build.kernels  # noqa: F401  (two seconds, spent once: the workers are forked after it)
        return job

    def _run_start_processes(self, job_q: Any, result_q: Any) -> list[Any]:
        self.processes = super()._run_start_processes(job_q, result_q)
        wait = result_q.get

        def watchful() -> Any:
            while True:
                with contextlib.suppress(queue.Empty):
                    return wait(timeout=1)
                if any(process.exitcode for process in self.processes):
                    raise CheckError("a worker process was killed (out of memory?); run the build again")

        result_q.get = watchful
        return self.processes

    def run_tasks(self, task_dispatcher: Any) -> None:
        self.processes = []
        try:
            super().run_tasks(task_dispatcher)
        except BaseException:
            _end(self.processes)
            raise

    def execute_task_subprocess(self, job_q: Any, result_q: Any, reporter_class: Any) -> None:
        threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
        try:
            super().execute_task_subprocess(job_q, result_q, reporter_class)
        finally:
            from tinhgon.build import kernels

            kernels.stop()


def _end(processes: list[Any]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(timeout=3)
        if process.is_alive():
            process.kill()


def _follow(parent: int) -> None:
    """End this worker when the build that started it is gone; its kernel then ends itself."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


@dataclass
class _Reporter:
    """Hears from doit what begins and ends."""

    progress: Progress
    failure: Exception | None = field(default=None)

    def initialize(self, tasks: Any, selected: Any) -> None: ...
    def get_status(self, task: Any) -> None: ...
    def skip_ignore(self, task: Any) -> None: ...
    def teardown_task(self, task: Any) -> None: ...
    def cleanup_error(self, exception: Any) -> None: ...
    def complete_run(self) -> None: ...

    def execute_task(self, task: Any) -> None:
        if task.meta:
            self.progress.begin(task.name)

    def skip_uptodate(self, task: Any) -> None:
        if task.meta:
            self.progress.end(task.name, ran=False)

    def add_success(self, task: Any) -> None:
        if task.meta:
            self.progress.end(task.name, ran=True)

    def add_failure(self, task: Any, fail: Any) -> None:
        if self.failure is None:
            if isinstance(fail, Failed):
                self.failure = (InputError if fail.wrong_input else CheckError)(fail.message)
            else:
                self.failure = CheckError(f"{task.name}: {fail.get_msg().strip()}")

    def runtime_error(self, message: str) -> None:
        self.failure = self.failure or CheckError(message)
