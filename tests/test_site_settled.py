"""What a person settled, on the site: what was read before stands beside what was set."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from made_up_report import build
from tinhgon import links, tables
from tinhgon.site import publish


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("settled")
    built, notebooks = build(folder)
    statistics = tables.read(built, "statistics")
    said = {"corrected": ["object=communes;tier=", "added"], "confirmed": [None, "Lan <i> 2026-01-03"]}
    for column, values in said.items():
        first = list(statistics.index[statistics["article_id"] == "a.txt#1"])[: len(values)]
        statistics.loc[first, column] = values
    tables.write(built, "statistics", statistics)
    publish(built, notebooks, folder / "site")
    return folder / "site"


def text(file: Path) -> str:
    page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    return " ".join(page.get_text().split())


def test_a_figure_set_right_shows_what_was_read_and_one_added_says_so(site: Path) -> None:
    english, vietnamese = (text(site / folder / links.article("a.txt#1")) for folder in ("", "vi"))
    assert "corrected by a person read before as What is counted: commune-level places; Tier: –" in english
    assert "added by a person" in english
    assert "read by a person Lan <i> 2026-01-03" in english
    assert "có người hiệu chỉnh trước đó đọc là Đối tượng: xã, phường, thị trấn; Cấp: –" in vietnamese


def test_the_index_counts_what_a_person_has_read(site: Path) -> None:
    assert "2/5" in text(site / "index.html")
