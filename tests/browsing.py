"""A browser for tests, with the network off, and axe-core to judge what is accessible."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# .ci/run puts it there (`npm install --prefix .axe axe-core@4.10.3`); it is no part of the product.
AXE = Path(__file__).parents[1] / ".axe/node_modules/axe-core/axe.min.js"
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (.ci/run installs it)")
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true })"


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless Chromium, or a skip that says why there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (on Debian: apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def violations(browser: Any, pages: Iterable[Path]) -> list[tuple[str, str, str]]:
    """What axe-core finds on pages with all that folds opened: page, rule and the first element."""
    context = browser.new_context(viewport=DESK, offline=True, bypass_csp=True)
    page = context.new_page()
    axe = AXE.read_text(encoding="utf-8")
    found = []
    for file in pages:
        page.goto(file.as_uri())
        page.evaluate(OPEN_ALL)
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(file.name, rule["id"], rule["nodes"][0]["html"]) for rule in result["violations"]]
    context.close()
    return found
