"""Pages of lines: one a word, linked to its place and to the figures; words without a page are no links."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag

from made_up_report import HOSTILE, build
from tinhgon import links, tables
from tinhgon.concordance import concordance
from tinhgon.site import concordances, publish
from tinhgon.site.markup import essay

WORDS = ["thôn", "tỉnh", "hợp nhất", "nhân dân tệ"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up report with a concordance, as a site."""
    folder = tmp_path_factory.mktemp("words")
    built, notebooks = build(folder)
    tables.write(built, "concordance", concordance(tables.read(built, "articles"), WORDS))
    publish(built, notebooks, folder / "site")
    return folder / "site"


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")


def rows(site: Path, word: str) -> list[Tag]:
    return page(site, links.concordance(word)).select(".kwic tbody tr")


def test_every_word_found_has_a_page_in_both_languages(site: Path) -> None:
    for folder in (site, site / "vi"):
        assert {file.name for file in folder.glob("concordance-*.html")} == {
            links.concordance(word) for word in WORDS[:3]
        }
    listed = page(site, "concordances.html").select("tbody a")
    assert [link.get_text() for link in listed] == ["hợp nhất", "thôn", "tỉnh"]


def test_a_line_stands_with_its_word_in_the_middle(site: Path) -> None:
    first = rows(site, "thôn")[0]
    assert [cell.get_text() for cell in first.find_all(["td", "th"])][:3] == [
        "Núi Xanh giảm 815 ",
        "thôn",
        "",
    ]
    assert "3 lines, in 1 article" in page(site, links.concordance("thôn")).get_text().replace("\u00a0", " ")


def test_a_word_in_a_figure_leads_to_the_figure_and_so_does_its_number(site: Path) -> None:
    second, third = rows(site, "thôn")[1:]
    figure = links.article("a.txt#1", "id1")
    assert third.select_one("th a")["href"] == figure  # type: ignore[index]
    assert [link.get_text() for link in third.select("td.left a") if link["href"] == figure] == ["2.509 "]
    after = second.select("td a.evidence")
    assert ("2.509 thôn", figure) in [(link.get_text(), link["href"]) for link in after]


def test_a_word_in_no_figure_leads_to_its_paragraph(site: Path) -> None:
    href = str(rows(site, "hợp nhất")[0].select_one("th a")["href"])  # type: ignore[index]
    name, _, anchor = href.partition("#")
    paragraph = page(site, name).find(id=anchor)
    assert paragraph is not None
    assert "hợp nhất" in paragraph.get_text()


def test_a_word_in_a_title_leads_to_the_article(site: Path) -> None:
    assert rows(site, "thôn")[0].select_one("td.from a")["href"] == links.article("a.txt#1")  # type: ignore[index]


def test_hostile_lines_are_shown_and_do_nothing(site: Path) -> None:
    shown = page(site, links.concordance("tỉnh"))
    assert HOSTILE[:20] in shown.get_text()
    assert not shown.select("[onerror], script:not([src])")


def test_a_page_of_many_lines_stays_small(tmp_path: Path) -> None:
    built, notebooks = build(tmp_path)
    articles = tables.read(built, "articles")
    one = concordance(articles, "thôn")
    many = pd.concat([one] * 400, ignore_index=True)
    many["found"] = pd.array([1200] * len(many), dtype="Int64")
    tables.write(built, "concordance", many)
    publish(built, notebooks, tmp_path / "site")
    file = tmp_path / "site" / links.concordance("thôn")
    shown = page(tmp_path / "site", file.name)
    assert len(shown.select(".kwic tbody tr")) == concordances.MOST
    assert "300 of them are shown" in shown.get_text()
    assert file.stat().st_size < 500_000


def test_only_words_with_a_page_are_links() -> None:
    links = [f'<a class="word" href="concordance-{name}.html">{name}</a>' for name in "ab"]
    _, body = essay(f"<p>{links[0]} {links[1]}</p>", "en", words={"concordance-a.html"})
    assert body == f"<p>{links[0]} b</p>"


def test_a_report_without_words_has_no_such_page(tmp_path: Path) -> None:
    publish(*build(tmp_path), tmp_path / "site")
    assert not list((tmp_path / "site").glob("concordance*.html"))


def test_a_table_that_nobody_declared_is_published(tmp_path: Path) -> None:
    built, notebooks = build(tmp_path)
    pd.DataFrame({"word": ["xã", None], "count": [1, 2], "rate": [0.5, None]}).to_parquet(
        built / "own.parquet"
    )
    publish(built, notebooks, tmp_path / "site")
    written = (tmp_path / "site/downloads/own.csv").read_text(encoding="utf-8-sig")
    assert written.splitlines() == ["word,count,rate", "xã,1,0.5", ",2,"]
