"""The code book: every column, value, rule and example of what is in use, on the page and in the files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from made_up_report import build
from tinhgon import rules, tables
from tinhgon.site import publish
from tinhgon.site.code_book import FILES, files, held, patterns, rows, values
from tinhgon.site.edition import phrases

BOOK = rules.book()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("code-book")
    publish(*build(folder), folder / "site")
    return folder / "site"


def test_every_rule_file_has_its_place_and_its_words() -> None:
    shipped = {path.stem for path in rules.SHIPPED.glob("*.yml")} - {"labels"}  # told with the variables
    assert set(files()) == set(rows(BOOK)["file"]) == shipped
    assert shipped >= FILES.keys()
    assert all({f"book_{name}", f"book_{name}_note"} <= phrases().keys() for name in FILES)


def test_every_column_of_a_table_says_what_it_holds(site: Path) -> None:
    for page in (site / "code-book.html", site / "vi" / "code-book.html"):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for name in ("statistics", "articles", "adoptions"):
            told = soup.select(f"#table-{name} tbody tr")
            names = [row.select_one("th").get_text() for row in told]  # type: ignore[union-attr]
            assert names[: len(tables.COLUMNS[name])] == list(tables.COLUMNS[name])  # codes may follow
            assert all(cell.get_text(strip=True) for row in told for cell in row.find_all("td")[:2])


@pytest.mark.parametrize(
    ("table", "column", "some", "never"),
    [
        ("statistics", "object", {"villages", "money"}, {"decrease"}),
        ("statistics", "change", {"decrease", "share", "transfer"}, {"villages"}),
        ("statistics", "predicate", {"joint_office", "strong_and_clean"}, {"villages"}),
        ("statistics", "qualifier", {"=", "≈", "≥"}, {"about"}),
        ("statistics", "scope", {"whole", "subset", "some"}, {"total"}),
        ("ledger", "kind", {"statistic", "unknown"}, {"same_article", "missed"}),
        ("errors", "kind", {"missed", "wrong"}, {"statistic"}),
        ("pages", "status", {"read", "skipped"}, {"derived"}),
        ("comparison", "status", {"derived", "conflict"}, {"skipped"}),
        ("statistics", "place", set(), {"villages"}),
        ("references", "kind", set(), {"statistic"}),
    ],
)
def test_values_of_a_column(table: str, column: str, some: set[str], never: set[str]) -> None:
    found = {row["code"] for row in held(table, column, values(BOOK))}
    assert some <= found
    assert not never & found


def test_built_figures_hold_only_values_of_the_code_book(site: Path) -> None:
    known = values(BOOK)
    file = io.StringIO((site / "downloads" / "statistics.csv").read_text(encoding="utf-8-sig"), newline="")
    for row in csv.DictReader(file):
        for column in ("measure", "object", "change", "predicate", "tier", "scope", "role"):
            codes = {value["code"] for value in held("statistics", column, known)}
            assert not row[column] or row[column] in codes, (column, row[column])


def test_every_pattern_and_example_is_in_the_files(site: Path) -> None:
    made = rows(BOOK)
    for name in ("objects", "models", "shortfalls"):
        for entry in BOOK.entries(name):
            own = made[(made["file"] == name) & (made["id"] == entry["id"])]
            assert set(own.loc[own["part"] != "example", "text"]) == {text for _, text in patterns(entry)}
            assert list(own.loc[own["part"] == "example", "text"]) == [e["text"] for e in entry["examples"]]
    for name in ("code-book.md", "code-book.vi.md"):
        text = (site / "downloads" / name).read_text(encoding="utf-8")
        assert all(f"`{entry['id']}`" in text for entry in BOOK.entries("objects"))
        assert "### `statistics`" in text
    assert (site / "downloads" / "rules.csv").read_text(encoding="utf-8-sig").count("\n") == len(made) + 1


def test_the_markdown_is_made_of_whole_tables(site: Path) -> None:
    lines = (site / "downloads" / "code-book.md").read_text(encoding="utf-8").splitlines()
    widths: list[int] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            widths.append(line.replace("\\|", "").count("|"))
        else:
            assert len(set(widths)) <= 1
            widths = []


def test_the_page_names_files_that_are_there(site: Path) -> None:
    soup = BeautifulSoup((site / "vi" / "code-book.html").read_text(encoding="utf-8"), "html.parser")
    offered = [str(link["href"]) for link in soup.select("a.file")]
    assert len(offered) == 5
    assert all((site / "vi" / file).resolve().is_file() for file in offered)
