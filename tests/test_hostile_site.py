"""A report of hostile pages, built in earnest and opened in a browser: nothing in it runs or leads astray.

Some pages are asked for over http as well: there a browser allows more than it does from a file.
"""

from __future__ import annotations

import csv
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
from bs4 import BeautifulSoup

import hostile_pages
from conftest import run_build
from tinhgon import tables
from tinhgon.build import digests

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MARKS_OF_DIRECTION = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
pytestmark = pytest.mark.xdist_group("hostile_site")  # one build for all


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a hostile corpus was built by the shipped notebooks, and what stood there before."""
    home = tmp_path_factory.mktemp("hostile")
    hostile_pages.speaking(home / "corpus")
    before = digests.tree(home)
    done = run_build(home / "corpus", home / "out")
    assert done.returncode == 0, done.stderr
    after = digests.tree(home)
    assert {name: after[name] for name in before} == before
    assert {name.split("/")[0] for name in after.keys() - before.keys()} == {"out"}
    return home


@pytest.fixture(scope="module")
def site(home: Path) -> Path:
    return home / "out" / "site"


def test_all_pages_are_read_and_their_names_legible(home: Path) -> None:
    pages = tables.read(home / "out" / "tables", "pages")
    assert (pages["status"] == "read").all(), pages["reason"].dropna().tolist()
    names = set(pages["source_file"])
    assert len(names) == len(pages)
    assert {"x\\u202etxt.exe.txt", "a\\u000ab.txt", "\\xff\\xfe.txt"} <= names
    for text in tables.read(home / "out" / "tables", "articles")["text"]:
        assert not MARKS_OF_DIRECTION & set(text)


def test_nothing_acts_in_any_page(site: Path) -> None:
    files = sorted(site.rglob("*.html"))
    assert len(files) > 60
    for file in files:
        source = file.read_text(encoding="utf-8")
        assert not MARKS_OF_DIRECTION & set(source), file
        page = BeautifulSoup(source, "html.parser")
        policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]  # type: ignore[index]
        assert "script-src 'self'" in policy
        assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
        assert not page.select("iframe, object, embed, base, form[action], meta[http-equiv=refresh]"), file
        for script in page.find_all("script"):
            is_data = script.get("type") == "application/ld+json"
            assert is_data or (script.get("src") and not script.get_text(strip=True)), file
        for element in page.find_all(True):
            assert not [name for name in element.attrs if name.startswith("on")], (file, element.name)
        for element in page.select("[href], [src]"):
            address = str(element.get("href") or element.get("src"))
            assert urlsplit(address).scheme in {"", "http", "https"} or address.startswith("data:image/"), (
                file
            )
            assert not address.startswith("//"), file


def test_formulas_are_text_in_the_spreadsheet_and_exact_in_the_data(site: Path) -> None:
    seen: set[str] = set()
    for file in sorted((site / "downloads").glob("*.xlsx")):
        for sheet in openpyxl.load_workbook(file).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f", (file.name, cell.coordinate, cell.value)
                    assert cell.hyperlink is None
                    if isinstance(cell.value, str) and cell.value[:1] in "=+-@":
                        assert cell.data_type == "s"
                        assert cell.number_format == "@"
                        seen.add(cell.value)
    assert any(value.startswith("=cmd|") for value in seen)
    with (site / "downloads" / "articles.csv").open(encoding="utf-8-sig", newline="") as stream:
        publishers = {row["publisher"] for row in csv.DictReader(stream)}
    assert hostile_pages.FORMULAS[0] in publishers


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *arguments: Any) -> None: ...


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The address of the site on this machine."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("way", ["file", "http"])
def test_nothing_runs_in_a_browser(site: Path, served: str, way: str) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    language = {"file": site, "http": site / "vi"}[way]  # each page in one of the two ways
    files = [*sorted(language.glob("*.html")), site / "index.html"]
    start = served if way == "http" else site.as_uri()
    troubles: list[str] = []
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_context().new_page()
        page.on("dialog", lambda dialog: (troubles.append(f"ran: {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("popup", lambda window: troubles.append(f"opened: {window.url}"))
        page.on("request", lambda asked: troubles.append(asked.url) if foreign(asked.url, start) else None)
        for file in files:
            page.goto(f"{start}/{file.relative_to(site).as_posix()}")
            assert page.evaluate("document.querySelectorAll('script:not([src]):not([type])').length") == 0
        page.goto(f"{start}/search.html")
        page.fill("#query", "script alert")
        page.wait_for_selector(".results a")
        chromium.close()
    assert troubles == []


def foreign(address: str, start: str) -> bool:
    """Whether a page asked for something outside the site."""
    return not address.startswith((start, "data:"))
