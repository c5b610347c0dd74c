"""The built site in a real browser, with the network off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from browsing import CHROMIUM, DESK, FLAGS, PHONE
from conftest import Report

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (on Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass(frozen=True)
class Visit:
    """What a page was like: faults while it loaded, its language and title, its width on a phone."""

    faults: list[str]
    language: str
    title: str
    width: int


def visit(context: Any, paths: Iterable[Path]) -> Iterator[Visit]:
    """Open pages one after the other, for a tab each is what takes long; each on a desk, then on a phone."""
    faults: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: faults.extend(_elsewhere(request.url)))
    page.on("requestfailed", lambda request: faults.extend(_failed(request)))
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("console", lambda message: faults.extend(_complaint(message)))
    for path in paths:
        faults.clear()
        page.set_viewport_size(DESK)
        page.goto(path.as_uri(), wait_until="load")
        language, title = page.evaluate("[document.documentElement.lang, document.title]")
        page.set_viewport_size(PHONE)
        width = page.evaluate("document.scrollingElement.scrollWidth")
        yield Visit([*faults], language, title, width)
    page.close()


def _failed(request: Any) -> list[str]:
    """The icon is asked for after the page is there, and given up when the next one is opened."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}"]


def _elsewhere(url: str) -> list[str]:
    return [] if url.startswith(("file:", "data:")) else [f"asked for {url}"]


def _complaint(message: Any) -> list[str]:
    return [f"console: {message.text}"] if message.type in {"error", "warning"} else []


@pytest.fixture(scope="module")
def context(browser: Any) -> Any:
    """A window with the network off."""
    return browser.new_context(offline=True, viewport=DESK)


@pytest.fixture(scope="module")
def visits(report: Report, context: Any) -> dict[str, Visit]:
    """Every page of the site, by its path there."""
    site = report.output / "site"
    paths = sorted(site.rglob("*.html"))
    return {
        path.relative_to(site).as_posix(): seen
        for path, seen in zip(paths, visit(context, paths), strict=True)
    }


def test_every_page_is_there(visits: dict[str, Visit]) -> None:
    assert {"index.html", "vi/index.html", "01_clean.html", "province-son-la.html"} <= visits.keys()


def test_no_page_asks_for_anything_or_complains(visits: dict[str, Visit]) -> None:
    assert {name: seen.faults for name, seen in visits.items() if seen.faults} == {}


def test_each_page_says_its_language_and_has_a_title(visits: dict[str, Visit]) -> None:
    said = {name: seen.language for name, seen in visits.items()}
    assert said == {name: "vi" if name.startswith("vi/") else "en" for name in visits}
    assert all(seen.title for seen in visits.values())


def test_no_page_is_wider_than_a_phone(visits: dict[str, Visit]) -> None:
    assert {name: seen.width for name, seen in visits.items() if seen.width > PHONE["width"]} == {}


def test_a_fault_would_be_heard(tmp_path: Path, context: Any) -> None:
    """The listeners above do hear: a page that asks another host, throws and is too wide."""
    page = tmp_path / "bad.html"
    body = '<img src="https://example.org/x.png" style="width: 999px"><script>throw Error("oh")</script>'
    page.write_text(f'<html lang="en"><title>x</title>{body}</html>', encoding="utf-8")
    (seen,) = visit(context, [page])
    heard = " ".join(seen.faults)
    assert "asked for https://example.org/x.png" in heard
    assert "script: oh" in heard
    assert seen.width > PHONE["width"]
