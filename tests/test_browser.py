"""The built site in a real browser, with the network off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.xdist_group("report"),
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (on Debian: apt-get install chromium)"),
]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Visit:
    """A page opened offline, and what went wrong while it loaded."""

    def __init__(self, browser: Any, path: Path, width: int) -> None:
        self.faults: list[str] = []
        self.context = browser.new_context(offline=True, viewport={"width": width, "height": 800})
        self.page = self.context.new_page()
        self.page.on("request", self._asked)
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._said)
        self.page.goto(path.as_uri(), wait_until="load")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.faults.append(f"asked for {request.url}")

    def _said(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")


def pages(report: Report) -> list[str]:
    """Every page of the site, by its path there."""
    site = report.output / "site"
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def test_no_page_asks_for_anything_or_complains(report: Report, browser: Any) -> None:
    found = pages(report)
    assert {"index.html", "vi/index.html", "01_clean.html", "province-son-la.html"} <= set(found)
    faults = {}
    for name in found:
        visit = Visit(browser, report.output / "site" / name, 1280)
        if visit.faults:
            faults[name] = visit.faults
        visit.context.close()
    assert faults == {}


def test_the_language_of_each_page_is_said(report: Report, browser: Any) -> None:
    for name in ("index.html", "01_clean.html", "vi/index.html", "vi/01_clean.html"):
        visit = Visit(browser, report.output / "site" / name, 1280)
        assert visit.page.evaluate("document.documentElement.lang") == (
            "vi" if name.startswith("vi/") else "en"
        )
        assert visit.page.title()
        visit.context.close()


def test_nothing_is_wider_than_a_phone(report: Report, browser: Any) -> None:
    wide = {}
    for name in pages(report):
        visit = Visit(browser, report.output / "site" / name, 390)
        width = visit.page.evaluate("document.scrollingElement.scrollWidth")
        if width > 390:
            wide[name] = width
        visit.context.close()
    assert wide == {}


def test_a_fault_would_be_heard(tmp_path: Path, browser: Any) -> None:
    """The listeners above do hear: a page that asks another host and throws is caught at both."""
    page = tmp_path / "bad.html"
    body = '<img src="https://example.org/x.png"><script>throw Error("oh")</script>'
    page.write_text(f'<html lang="en"><title>x</title>{body}</html>', encoding="utf-8")
    heard = " ".join(Visit(browser, page, 1280).faults)
    assert "asked for https://example.org/x.png" in heard
    assert "script: oh" in heard
