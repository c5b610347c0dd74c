"""The report of the shipped corpus as a reader has it: links, clicks, weights, width; slow."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from browsing import PHONE, chromium
from conftest import Report
from tinhgon import links, tables

HEAVY = {"04_compare.html": 1_000_000}  # the page with the maps; a long article may be as long as it is
LIMIT = 500_000
CLICKED = 10
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    with chromium() as started:
        yield started


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


# --- Links -----------------------------------------------------------------------------------------


def crawl(site: Path) -> tuple[set[Path], list[str]]:
    """The pages that links lead to from the index, and links that lead nowhere."""
    waiting, seen, faults = [site / "index.html"], set(), []
    soups: dict[Path, BeautifulSoup] = {}

    def read(path: Path) -> BeautifulSoup:
        if path not in soups:
            soups[path] = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        return soups[path]

    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        for link in read(page).select("[href], [src]"):
            parts = urlsplit(str(link.get("href") or link.get("src")))
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.is_file():
                faults.append(f"{page.name}: {parts.path}")
            elif target.suffix == ".html":
                waiting.append(target)
                if parts.fragment and read(target).find(id=unquote(parts.fragment)) is None:
                    faults.append(f"{page.name}: {parts.path}#{parts.fragment}")
    return seen, faults


def test_every_link_resolves_and_every_page_is_linked(shipped: Path) -> None:
    site = (shipped / "site").resolve()
    seen, faults = crawl(site)
    assert faults == []
    assert set(pages(site)) - seen == set()


def test_a_dead_link_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="a.html#x">a</a><a href="no.html">b</a>', encoding="utf-8")
    (tmp_path / "a.html").write_text('<p id="y">a</p>', encoding="utf-8")
    seen, faults = crawl(tmp_path.resolve())
    assert len(seen) == 2
    assert faults == ["index.html: a.html#x", "index.html: no.html"]


# --- Two clicks ------------------------------------------------------------------------------------


def values(shipped: Path) -> pd.DataFrame:
    rows = tables.read(shipped / "tables", "comparison")
    return rows[rows["status"].isin(["reported", "derived", "conflict"])].reset_index(drop=True)


def figures_behind(row: Any) -> list[str]:
    return [row["statistic_id"]] if row["status"] == "reported" else str(row["sources"]).split(";")


@pytest.mark.browser
def test_ten_numbers_lead_in_two_clicks_to_their_marked_sentences(shipped: Path, browser: Any) -> None:
    rows = values(shipped)
    chosen = random.Random(18).sample(range(len(rows)), CLICKED)
    statistics = tables.read(shipped / "tables", "statistics").set_index("statistic_id")
    page = browser.new_context(offline=True).new_page()
    for row in rows.iloc[chosen].to_dict("records"):
        ident = figures_behind(row)[0]
        figure = statistics.loc[ident]
        page.goto((shipped / "site/index.html").as_uri())
        page.click(f'#provinces a[href="{links.province(row["province"])}"]')
        page.click(f'main table a.evidence[href="{links.article(figure["article_id"], ident)}"] >> nth=0')
        page.wait_for_selector(":target")
        assert page.url.endswith(f"#s-{ident}")
        told = page.evaluate("document.querySelector(':target').textContent")
        assert "".join(str(figure["surface"]).split()) in "".join(told.split()), row
        top = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
        assert 0 <= top < 720


def test_every_number_of_the_comparison_has_its_two_clicks(shipped: Path) -> None:
    """The same for all of them, without a browser."""
    site = shipped / "site"
    articles = tables.read(shipped / "tables", "statistics").set_index("statistic_id")["article_id"]
    found: dict[str, set[str]] = {}
    missing = []
    for row in values(shipped).to_dict("records"):
        name = links.province(row["province"])
        if name not in found:
            soup = BeautifulSoup((site / name).read_text(encoding="utf-8"), "lxml")
            found[name] = {str(link["href"]) for link in soup.select("main table a.evidence")}
        wanted = {links.article(articles[ident], ident) for ident in figures_behind(row)}
        if not wanted <= found[name]:
            missing.append((row["indicator"], row["province"]))
    assert missing == []


# --- Weight, width, noise --------------------------------------------------------------------------


def test_no_page_is_heavy(shipped: Path) -> None:
    """With the style sheet and the scripts that it loads."""
    heavy = {}
    for path in pages(shipped / "site"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        loaded = [
            tag.get("src") or tag.get("href") for tag in soup.select("script[src], link[rel=stylesheet]")
        ]
        weight = path.stat().st_size + sum((path.parent / str(name)).stat().st_size for name in loaded)
        if weight > HEAVY.get(path.name, LIMIT) and not path.name.startswith("article-"):
            heavy[path.relative_to(shipped / "site").as_posix()] = weight
    assert heavy == {}


@pytest.mark.browser
def test_no_page_runs_wide_or_asks_or_complains(shipped: Path, browser: Any) -> None:
    faults: list[str] = []
    page = browser.new_context(viewport=PHONE, offline=True).new_page()
    page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(("file:", "data:")) else faults.append(asked.url),
    )
    for path in pages(shipped / "site"):
        page.goto(path.as_uri())
        if (width := page.evaluate("document.scrollingElement.scrollWidth")) > PHONE["width"]:
            faults.append(f"{path.name}: {width} pixels wide")
    assert faults == []


def test_figures_can_be_taken_away(shipped: Path) -> None:
    site = shipped / "site"
    named = {path.stem for path in (site / "figures").glob("*.svg")}
    assert named == {path.stem for path in (site / "figures").glob("*.png")}
    drawn = sum(path.read_text(encoding="utf-8").count("<svg") for path in pages(site))
    taken = sum(path.read_text(encoding="utf-8").count('class="take"') for path in pages(site))
    assert drawn == taken > 0


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_tiny_report_is_linked_throughout(report: Report, language: str) -> None:
    seen, faults = crawl((report.output / "site").resolve())
    assert faults == []
    assert (report.output / "site" / ("" if language == "en" else "vi") / "methods.html").resolve() in seen
