"""The published site: every link leads somewhere, nothing hostile acts, same report, same bytes."""

from __future__ import annotations

import functools
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from made_up_report import HOSTILE, build
from tinhgon import links
from tinhgon.errors import InputError
from tinhgon.site import downloads, publish
from tinhgon.site.frame import CSP


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up report as a site, English in its root."""
    folder = tmp_path_factory.mktemp("report")
    publish(*build(folder), folder / "site", corpus_note={"en": "Made up.", "vi": "Bịa ra."})
    return folder / "site"


@functools.cache
def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


# --- The whole site --------------------------------------------------------------------------------


def test_pages_of_both_languages(site: Path) -> None:
    english = {file.name for file in site.glob("*.html")}
    assert english == {file.name for file in (site / "vi").glob("*.html")}
    expected = {
        "index",
        "articles",
        "01_clean",
        "province-nui-xanh",
        "code-book",
        "methods",
        "downloads",
        "search",
    }
    assert {f"{name}.html" for name in expected} <= english
    assert links.article("a.txt#1") in english


def test_frame_of_every_page(site: Path) -> None:
    for file in pages(site):
        page = soup(file)
        language = "vi" if file.parent.name == "vi" else "en"
        assert page.html is not None
        assert page.html["lang"] == language
        policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy is not None
        assert policy["content"] == CSP
        assert len(page.find_all("h1")) == 1
        assert len(page.find_all("main")) == 1
        assert page.select_one("title").get_text(strip=True)  # type: ignore[union-attr]
        switch = page.select_one(".switch")
        assert switch is not None
        assert (file.parent / str(switch["href"])).resolve().name == file.name
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), file


def test_every_link_leads_somewhere(site: Path) -> None:
    for file in pages(site):
        for tag in soup(file).select("[href], [src]"):
            address = str(tag.get("href") or tag.get("src"))
            if address.startswith(("http:", "https:")):
                assert tag.name == "a", f"{file.name} asks another host: {address}"
                continue
            name, _, anchor = address.partition("#")
            target = (file.parent / unquote(name)).resolve() if name else file
            assert target.is_file(), f"{file.name}: {address}"
            if anchor:
                assert soup(target).find(id=unquote(anchor)), f"{file.name}: {address}"


def test_figures_stand_marked_in_their_article(site: Path) -> None:
    page = soup(site / links.article("a.txt#1"))
    assert [page.find(id=f"s-id{n}").find(string=True) for n in (0, 1)] == ["815 thôn", "2.509 thôn"]  # type: ignore[union-attr]
    assert page.select_one(".reading mark.adoption").get_text().startswith("hợp nhất")  # type: ignore[union-attr]
    assert page.select_one(".reading mark.reference").get_text() == "Nghị quyết 18-NQ/TW"  # type: ignore[union-attr]
    assert page.select_one('a[href="https://example.vn/a"]')


def test_digest_is_said_beside_its_source(site: Path) -> None:
    assert "not quotations of the publisher" in soup(site / links.article("a.txt#1")).get_text()


def test_figure_that_fails_a_check_is_flagged(site: Path) -> None:
    page = soup(site / links.article("b.txt#1"))
    assert page.select("mark.flagged")
    assert not soup(site / links.article("a.txt#1")).select("mark.flagged")
    assert "76 of 186 is 40.86" in " ".join(
        soup(site / "index.html").select_one("#checks").get_text().split()
    )  # type: ignore[union-attr]


def test_index_answers_first(site: Path) -> None:
    page = soup(site / "index.html")
    assert "3 provinces, 5 figures" in page.h1.get_text().replace("\u00a0", " ")  # type: ignore[union-attr]
    order = [section["id"] for section in page.select("main > section")]
    assert order.index("findings") < order.index("checks") < order.index("notebooks") < order.index("cite")
    sentence = next(item for item in page.select("#findings li") if "815" in item.get_text())
    assert [a["href"] for a in sentence.select("a")] == [links.article("a.txt#1", f"id{n}") for n in (0, 1)]
    assert "menu.html" in page.select_one("#skipped").get_text()  # type: ignore[union-attr]


def test_hostile_text_is_shown_and_does_nothing(site: Path) -> None:
    for file in pages(site):
        page = soup(file)
        assert not page.select("[onerror], [src=x], a[href^='javascript']"), file
        scripts = page.select("script:not([type='application/ld+json'])")
        assert {str(tag["src"]).split("/")[-1] for tag in scripts} <= {"site.js", "search.js"}
        assert not any(tag.get_text(strip=True) for tag in scripts), file
    assert HOSTILE in soup(site / "index.html").get_text()
    assert "</script" not in (site / "assets/search.js").read_text(encoding="utf-8")


def test_notebook_in_one_language_with_its_code_folded(site: Path) -> None:
    english, vietnamese = soup(site / "01_clean.html"), soup(site / "vi/01_clean.html")
    assert "In English" in english.get_text()
    assert "Bằng tiếng Việt" not in english.get_text()
    assert "Bằng tiếng Việt" in vietnamese.get_text()
    assert "In English" not in vietnamese.get_text()
    assert english.h1.get_text() == "What is an article?"  # type: ignore[union-attr]
    assert [code.get_text(strip=True) for code in english.select("details.code pre")] == ["shown()"]
    assert "a warning" not in english.get_text()


def test_province_without_a_run_has_a_page(site: Path) -> None:
    page = soup(site / links.province("Sông Vàng"))
    assert page.select_one(f'a[href="{links.article("b.txt#1", "id2")}"]')


def test_tables_can_be_read_out(site: Path) -> None:
    for file in pages(site):
        for table in soup(file).select("table"):
            assert table.find("caption"), file
            assert all(head.get("scope") and head.get_text(strip=True) for head in table.find_all("th")), file
            region = table.find_parent(class_="scroll")
            assert region is not None, file
            assert (region["tabindex"], bool(region["aria-label"])) == ("0", True), file


def test_pages_stay_small(site: Path) -> None:
    assert {file.name: size for file in pages(site) if (size := file.stat().st_size) > 500_000} == {}


def test_vietnamese_in_the_root(tmp_path: Path) -> None:
    publish(*build(tmp_path), tmp_path / "site", language="vi")
    assert soup(tmp_path / "site/index.html").html["lang"] == "vi"  # type: ignore[index]
    assert soup(tmp_path / "site/en/index.html").html["lang"] == "en"  # type: ignore[index]


# --- Downloads -------------------------------------------------------------------------------------


def test_spreadsheet_keeps_text_as_text(tmp_path: Path) -> None:
    texts = ["=cmd|' /C calc'!A0", "+1", "007", "2019-05-01", "https://example.vn", "a\nb", "@x"]
    table = pd.DataFrame(
        {"text": texts, "value": [24.07, 2818, None, 0, 1, 2, 3], "yes": [True] + [False] * 6}
    )
    downloads.spreadsheet(table, tmp_path / "t.xlsx", "t")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} == {"s"}
    assert [sheet.cell(line, 2).value for line in (2, 3, 4, 5)] == [24.07, 2818, None, 0]
    assert sheet.cell(2, 3).value is True


def test_text_longer_than_a_cell_is_cut(tmp_path: Path) -> None:
    downloads.spreadsheet(pd.DataFrame({"text": ["á" * 40_000]}), tmp_path / "t.xlsx", "t")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert len(str(sheet.cell(2, 1).value)) == downloads.CELL


def test_checksums_hold_for_every_file(site: Path) -> None:
    for folder in (site, site / "downloads"):
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        sums = dict(reversed(line.split("  ", 1)) for line in lines)
        files = [file for file in folder.rglob("*") if file.is_file() and file != folder / "SHA256SUMS"]
        assert sums == {
            file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in files
        }


# --- Runs ------------------------------------------------------------------------------------------


def test_same_bytes_in_another_folder_and_process(site: Path, tmp_path: Path) -> None:
    call = (
        "import sys; from pathlib import Path; from made_up_report import build; "
        "from tinhgon.site import publish; folder = Path(sys.argv[1]); "
        "publish(*build(folder), folder / 'x', corpus_note={'en': 'Made up.', 'vi': 'Bịa ra.'})"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "77",
        "PYTHONPATH": str(Path(__file__).parent),
        "PYTHONUTF8": "1",
    }
    subprocess.run([sys.executable, "-c", call, str(tmp_path)], check=True, env=environment)
    assert (tmp_path / "x/SHA256SUMS").read_text() == (site / "SHA256SUMS").read_text()


def test_a_failed_run_leaves_the_last_site(tmp_path: Path) -> None:
    tables, notebooks = build(tmp_path)
    publish(tables, notebooks, tmp_path / "site")
    before = (tmp_path / "site/SHA256SUMS").read_bytes()
    (notebooks / "02_broken.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"02_broken\.ipynb: not a notebook"):
        publish(tables, notebooks, tmp_path / "site")
    assert (tmp_path / "site/SHA256SUMS").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_second_run_replaces_the_site(tmp_path: Path) -> None:
    tables, notebooks = build(tmp_path)
    publish(tables, notebooks, tmp_path / "site")
    (notebooks / "01_clean.ipynb").unlink()
    publish(tables, notebooks, tmp_path / "site")
    assert not (tmp_path / "site/01_clean.html").exists()


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not a site"):
        publish(tmp_path, tmp_path, tmp_path / "home")
    assert (tmp_path / "home/thesis.txt").read_text(encoding="utf-8") == "mine"


def test_missing_tables_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such table"):
        publish(tmp_path / "tables", tmp_path / "notebooks", tmp_path / "site")


def test_another_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="language fr: not one of en, vi"):
        publish(tmp_path, tmp_path, tmp_path / "site", language="fr")
