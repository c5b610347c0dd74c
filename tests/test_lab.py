"""JupyterLab for real: each notebook is opened in a browser, all its cells are run, none fails. Slow."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import chromium
from conftest import Report
from tinhgon.build import digests, notebooks

pytestmark = [pytest.mark.slow, pytest.mark.browser]
FOLDER = notebooks.shipped()
STEMS = sorted(path.stem for path in FOLDER.glob("*.ipynb"))
PATIENCE = 300  # seconds for a notebook
OPENED = "() => window.jupyterapp?.shell?.currentWidget?.context?.isReady === true"
KERNEL = "() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
RUN = "async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells') }"
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter((cell) => cell.model.type === 'code').map((cell) => cell.model.toJSON())"""


@pytest.fixture(scope="module")
def desk(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a researcher has it: notebooks, corpus and the tables of a build."""
    desk = tmp_path_factory.mktemp("desk")
    shutil.copytree(FOLDER, desk / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(report.corpus, desk / "corpus/raw")
    shutil.copytree(report.output / "tables", desk / "build/tables")
    return desk


@pytest.fixture(scope="module")
def lab(desk: Path) -> Iterator[str]:
    """The address of JupyterLab, on loopback alone, with settings of its own."""
    own = {f"JUPYTER_{name}_DIR": str(desk / f".{name.lower()}") for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(desk / ".settings"), "IPYTHONDIR": str(desk / ".ipython")}
    options = ["--no-browser", "--ip=127.0.0.1", "--port=0", "--ServerApp.root_dir=notebooks", "--allow-root"]
    options += ["--IdentityProvider.token=x", "--LabApp.expose_app_in_browser=True", "--LabApp.news_url="]
    command = [sys.executable, "-m", "jupyterlab", *options]
    log = (desk / "lab.log").open("w+")
    server = subprocess.Popen(command, cwd=desk, env={**os.environ, **own}, stderr=log, stdout=log)
    try:
        yield _address(server, desk / "lab.log")
    finally:
        server.terminate()
        server.wait(30)
        log.close()


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(240):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8"))
        if found:
            with urllib.request.urlopen(f"{found[0]}/api?token=x", timeout=30) as answer:
                assert answer.status == 200
            return found[0]
        time.sleep(0.5)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    with chromium() as started:
        yield started


@pytest.mark.parametrize("stem", STEMS)
def test_every_cell_runs_in_jupyterlab(stem: str, lab: str, desk: Path, browser: Any) -> None:
    before = {path: digests.file(path) for path in digests.walk(desk / "build")}
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(1000 * PATIENCE)
    page.goto(f"{lab}/lab/tree/{stem}.ipynb?token=x&reset", wait_until="domcontentloaded")
    page.wait_for_function(OPENED)
    page.wait_for_function(KERNEL)
    page.evaluate(RUN)
    cells = page.evaluate(CELLS)
    assert cells
    failed = [
        (one["source"], out) for one in cells for out in one["outputs"] if out["output_type"] == "error"
    ]
    assert failed == []
    assert [one["source"] for one in cells if one["execution_count"] is None] == []
    assert page.locator(".jp-Notebook .jp-RenderedHTMLCommon").count() > 0
    page.close()
    assert {path: digests.file(path) for path in digests.walk(desk / "build")} == before
