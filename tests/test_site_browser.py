"""The site in a browser with the network off: no error, no request, nothing runs wide, tables that work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import DESK, PHONE, chromium, needs_axe, violations
from made_up_report import build
from tinhgon import links
from tinhgon.site import publish

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up report as a site."""
    folder = tmp_path_factory.mktemp("report")
    publish(*build(folder), folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser with the network off, or a skip that says why there is none."""
    with chromium() as started:
        yield started


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
    page.wait_for_selector(":target", state="attached")
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


FOCUSABLE = "a[href], button, input, summary, [tabindex='0']"
MARK_ALL = f"""() => [...document.querySelectorAll("{FOCUSABLE}")].filter((one) => one.checkVisibility())
  .map((one, n) => (one.dataset.n = n)).length"""
FOCUSED = """() => { const one = document.activeElement, style = getComputedStyle(one);
  return [one.dataset.n || "", style.outlineStyle !== "none" || one.className === "skip"] }"""


@pytest.mark.parametrize("name", ["index", "province-nui-xanh", "article-a-txt-1", "search", "downloads"])
def test_keyboard_alone_reaches_everything_and_shows_where_it_is(site: Path, page: Any, name: str) -> None:
    page.goto((site / f"{name}.html").as_uri())
    count = page.evaluate(MARK_ALL)
    seen: dict[str, bool] = {}
    for _ in range(count):
        page.keyboard.press("Tab")
        where, shown = page.evaluate(FOCUSED)
        seen[where] = shown
    assert seen == {str(n): True for n in range(count)}


KINDS = (
    *("index", "articles", "article-a-txt-1", "province-nui-xanh", "province-song-vang", "01_clean"),
    *("methods", "downloads", "search", "vi/index"),  # the code book takes minutes: see test_shipped_axe.py
)


@needs_axe
def test_axe_finds_no_violation_on_a_page_of_each_kind(site: Path, browser: Any) -> None:
    assert violations(browser, [site / f"{name}.html" for name in KINDS]) == []


@needs_axe
def test_axe_would_find_one(tmp_path: Path, browser: Any) -> None:
    """A picture without words, and words too faint to read."""
    page = tmp_path / "bad.html"
    body = '<main><h1>x</h1><img src="data:,"><p style="color:#bbb">faint</p></main>'
    page.write_text(f'<!doctype html><html lang="en"><title>x</title>{body}</html>', encoding="utf-8")
    assert {rule for _, rule, _ in violations(browser, [page])} == {"image-alt", "color-contrast"}
