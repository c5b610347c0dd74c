"""Runs a notebook by papermill, in a fresh kernel or in the one that this worker keeps warm.

A kernel costs a second to start; the provinces' runs share one a worker, emptied between two of them.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import IO, Any

from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook
from papermill.log import logger

# Whatever the machine's own settings are, a kernel sees these.
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "1735689600",
    "PYTHONUTF8": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "JUPYTER_PREFER_ENV_PATH": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}
# Empties the kernel for the next notebook: names, open figures, settings that a cell may have changed.
RESET = """
get_ipython().run_line_magic("reset", "-f -s")
import sys as _sys
if "matplotlib.pyplot" in _sys.modules:
    _sys.modules["matplotlib.pyplot"].close("all")
    _sys.modules["matplotlib"].rcdefaults()
if "pandas" in _sys.modules:
    _sys.modules["pandas"].reset_option("all", silent=True)
del _sys
"""
STARTS = 3  # tries to start a kernel
_warm: dict[str, Any] = {}


class Stopped(Exception):
    """A cell whose kernel died, or that ran for longer than it may: which one, and what happened."""

    def __init__(self, notebook: Any, cell_index: int, fault: str) -> None:
        super().__init__(fault)
        self.notebook, self.cell_index, self.fault = notebook, cell_index, fault
        self.source = notebook.cells[cell_index].source


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, which says in which cell a kernel was lost."""

    def execute_cell(self, cell: Any, cell_index: int, **options: Any) -> Any:
        try:
            return super().execute_cell(cell, cell_index, **options)
        except CellTimeoutError:
            fault = f"ran for more than {self.timeout} seconds; allow it more with --timeout"
        except DeadKernelError:
            fault = "its kernel died (out of memory?); run the build again"
        raise Stopped(self.nb, cell_index, fault)


class Engine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine, with a kernel that says nothing about itself and keeps no history."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, execution_timeout: int, **options: Any
    ) -> None:
        """Run the notebook of `nb_man` in a kernel of its own."""
        with _log() as log:
            _client(nb_man, kernel_name, execution_timeout).execute(stderr=log)


class WarmEngine(NBClientEngine):  # type: ignore[misc]
    """An engine whose kernel outlives the notebook."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, execution_timeout: int, **options: Any
    ) -> None:
        """Run the notebook of `nb_man` in this worker's warm kernel, emptied first."""
        client = _client(nb_man, kernel_name, execution_timeout, km=_warm.get("manager"))
        client.kc = _warm.get("client")
        if client.kc is not None:
            run_sync(client.kc.execute_interactive)(RESET, silent=True, store_history=False)
        try:
            with _log() as log:
                client.execute(cleanup_kc=False, stderr=log)
        finally:
            _warm.update(manager=client.km, client=client.kc, last=client)


papermill_engines.register("tinhgon", Engine)
papermill_engines.register("tinhgon-warm", WarmEngine)


def _client(nb_man: Any, kernel_name: str, timeout: int, km: Any = None) -> _Client:
    from traitlets.config import Config

    return _Client(
        nb_man,
        km=km,
        kernel_name=kernel_name,
        timeout=timeout or None,
        startup_timeout=120,
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
        log=logger,
        config=Config(KernelManager={"transport_encryption": "auto"}),
        extra_arguments=["--HistoryManager.enabled=False"],
    )


def _log() -> IO[bytes]:
    """Where a kernel may complain about itself; what a cell writes to standard error is in its output."""
    return Path(os.environ["IPYTHONDIR"]).with_name("kernel.log").open("ab")


def run(
    source: Path, parameters: dict[str, Any], *, warm: bool, scratch: Path, timeout: int = 0
) -> tuple[Any, Any]:
    """The executed notebook, and what ended it early: a papermill error, Stopped, or None.

    `scratch` is a folder that this run alone uses; the kernel works in the notebook's own folder, as in Lab.
    A cell may run for `timeout` seconds, 0 for as long as it likes.
    """
    os.environ.update(
        ENVIRONMENT, IPYTHONDIR=str(scratch / "ipython"), JUPYTER_RUNTIME_DIR=str(scratch / "runtime")
    )
    engine = "tinhgon-warm" if warm else "tinhgon"
    for attempt in range(STARTS):
        try:
            return _execute(source, scratch / source.name, parameters, engine, timeout), None
        except PapermillExecutionError as error:
            import nbformat

            return nbformat.read(scratch / source.name, as_version=4), error
        except Stopped as error:
            stop()
            return error.notebook, error
        except RuntimeError as error:
            # Another program took one of the ports that were free when this kernel chose them.
            if "Kernel died before replying" not in str(error) or attempt == STARTS - 1:
                raise
            stop()
    raise AssertionError("unreachable")


def _execute(source: Path, target: Path, parameters: dict[str, Any], engine: str, timeout: int) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return execute_notebook(
            str(source),
            str(target),
            parameters,
            engine_name=engine,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            cwd=str(source.parent),
            execution_timeout=timeout,
        )


def stop() -> None:
    """End this worker's warm kernel, if it has one."""
    if manager := _warm.pop("manager", None):
        _warm.pop("client").stop_channels()
        client = _warm.pop("last")
        client.km, client.kc = manager, None
        client._cleanup_kernel()
