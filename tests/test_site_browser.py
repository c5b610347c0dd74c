"""The site in a browser with the network off: no error, no request, nothing runs wide, tables that work."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up_report import build
from tinhgon import links
from tinhgon.site import publish

pytestmark = pytest.mark.browser
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# `npm install --no-save axe-core` puts it there.
AXE = Path(os.environ.get("AXE_CORE", Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"))
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up report as a site."""
    folder = tmp_path_factory.mktemp("report")
    publish(*build(folder), folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, or a skip that says why."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page with the network off."""
    context = browser.new_context(viewport=DESK, offline=True)
    yield context.new_page()
    context.close()


def test_no_error_and_no_request_leaves(site: Path, page: Any) -> None:
    troubles: list[str] = []
    failed: list[tuple[str, str]] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: troubles.append(f"hostile text ran: {dialog.message}"))
    page.on(
        "request", lambda request: None if request.url.startswith("file:") else troubles.append(request.url)
    )
    page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
    for file in sorted(site.rglob("*.html")):
        page.goto(file.as_uri())
    # The icon is asked for after the page is there, and given up when the next one is opened.
    troubles += [url for url, why in failed if why != "net::ERR_ABORTED"]
    assert troubles == []


def test_no_page_scrolls_sideways_on_a_phone(site: Path, page: Any) -> None:
    page.set_viewport_size(PHONE)
    wide = []
    for file in sorted(site.rglob("*.html")):
        page.goto(file.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(file.name)
    assert wide == []


def test_a_number_leads_to_its_marked_sentence(site: Path, page: Any) -> None:
    page.goto((site / "index.html").as_uri())
    page.click("#findings a.evidence >> nth=0")
    assert page.url.endswith(links.article("a.txt#1", "id0"))
    assert page.evaluate("document.querySelector(':target').firstChild.data") == "815 thôn"
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


def test_sorting_knows_the_vietnamese_alphabet(site: Path, page: Any) -> None:
    page.goto((site / "articles.html").as_uri())
    page.evaluate(
        """() => {
          const body = document.querySelector("tbody");
          const names = ["Đắk Lắk", "", "Đà Nẵng", "Bến Tre"];
          body.replaceChildren(...names.map((name) => {
            const row = body.insertRow();
            row.insertCell().textContent = name;
            return row;
          }));
        }"""
    )
    read = "[...document.querySelectorAll('tbody td')].map((cell) => cell.textContent)"
    page.click("thead button >> nth=0")
    assert page.evaluate(read) == ["Bến Tre", "Đà Nẵng", "Đắk Lắk", ""]
    page.click("thead button >> nth=0")
    assert page.evaluate(read) == ["Đắk Lắk", "Đà Nẵng", "Bến Tre", ""]


def test_filter_and_search_find_without_marks(site: Path, page: Any) -> None:
    page.goto((site / "code-book.html").as_uri())
    page.fill(".filter input >> nth=0", "thon ban")
    shown = page.locator("table >> nth=0").locator("tbody tr:visible th").all_inner_texts()
    assert shown == ["villages"]
    page.goto((site / "search.html").as_uri())
    page.fill("#query", "nui xanh 815")
    assert page.locator(".results a").first.inner_text().startswith("Núi Xanh giảm 815")
    page.fill("#query", "không có ở đâu")
    assert page.inner_text("#search [role=status]") == "Nothing found."


def test_reads_without_javascript(site: Path, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((site / "search.html").as_uri())
    assert page.is_visible("noscript a") or page.is_visible("p.notice a")
    page.goto((site / links.article("a.txt#1")).as_uri())
    assert page.is_visible("mark#s-id0")
    context.close()


def test_keyboard_reaches_the_content_first(site: Path, page: Any) -> None:
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm install --no-save axe-core)")
def test_axe_finds_no_violation(site: Path, browser: Any) -> None:
    context = browser.new_context(viewport=DESK, offline=True, bypass_csp=True)
    page = context.new_page()
    found = []
    for file in sorted(site.rglob("*.html")):
        page.goto(file.as_uri())
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(file.name, rule["id"], rule["nodes"][0]["html"]) for rule in result["violations"]]
    context.close()
    assert found == []
