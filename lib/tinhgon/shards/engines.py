"""Who does the work: processes of this machine, or the workers of a Dask cluster.

Both do the same functions on the same pieces, with results in the same order.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from tinhgon.errors import CheckError, InputError

Given = TypeVar("Given")
Made = TypeVar("Made")
ANSWER = 10  # seconds in which a scheduler must answer
AHEAD = 4  # tasks a worker that are handed out before results are taken


class Engine(Protocol):
    """Does the same to many things at a time."""

    def map(self, function: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
        """What `function` makes of each, in order. Raises what it raises."""
        ...


class Alone:
    """This process itself."""

    def map(self, function: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
        """What `function` makes of each, in order."""
        return map(function, given)


class Processes:
    """Processes of this machine, each started once and kept."""

    def __init__(self, jobs: int, pool: ProcessPoolExecutor) -> None:
        self.jobs, self.pool = jobs, pool

    def map(self, function: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
        """What `function` makes of each, in order."""
        try:
            yield from _in_order(self.pool.submit, function, given, AHEAD * self.jobs)
        except BrokenProcessPool as error:
            raise CheckError("a worker process was killed (out of memory?); run the build again") from error


class Cluster:
    """The workers of a Dask cluster."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def map(self, function: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
        """What `function` makes of each, in order."""
        from distributed import KilledWorker

        def submit(function: Callable[[Given], Made], one: Given) -> Any:
            return self.client.submit(function, one, pure=False)

        workers = max(1, sum(self.client.nthreads().values()))
        try:
            yield from _in_order(submit, function, given, AHEAD * workers)
        except KilledWorker as error:
            raise CheckError(
                "a worker of the cluster was killed (out of memory?); run the build again"
            ) from error


def _in_order(
    submit: Callable[..., Any], function: Callable[[Given], Made], given: Iterable[Given], ahead: int
) -> Iterator[Made]:
    """Results in the order of what was given, with so many tasks under way at most."""
    under_way: deque[Future[Made]] = deque()
    try:
        for one in given:
            if len(under_way) == ahead:
                yield under_way.popleft().result()
            under_way.append(submit(function, one))
        while under_way:
            yield under_way.popleft().result()
    finally:
        for future in under_way:
            future.cancel()


@contextmanager
def started(engine: str, jobs: int, scheduler: str) -> Iterator[Engine]:
    """The engine of that name (`process` or `dask`), ended when the block is left.

    Raises InputError where Dask is not installed or nobody answers at the scheduler's address.
    """
    if engine == "dask":
        with _client(jobs, scheduler) as client:
            yield Cluster(client)
        return
    if jobs == 1:
        yield Alone()
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_warm, initargs=(os.getpid(),))
    try:
        yield Processes(jobs, pool)
    except BaseException:
        for process in [*(pool._processes or {}).values()]:  # else each ends what it has begun
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _warm(parent: int) -> None:
    """Make a worker ready: see to its end when its parent is gone, then import what takes long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, too, and ends its workers
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    from tinhgon.shards import cleaned, extracted  # noqa: F401


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


@contextmanager
def _client(jobs: int, scheduler: str) -> Iterator[Any]:
    """A client of the cluster at that address, or of one of this machine's own."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise InputError("--engine dask needs Dask; install tinhgon[scale]") from error
    logging.getLogger("distributed").setLevel(logging.ERROR)
    if scheduler:
        try:
            client = Client(scheduler, timeout=ANSWER, set_as_default=False)
        except (OSError, ValueError) as error:  # a time-out is an OSError
            raise InputError(f"--scheduler {scheduler}: no Dask scheduler answers there") from error
        with client:
            yield client
        return
    with (
        LocalCluster(
            jobs, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client
