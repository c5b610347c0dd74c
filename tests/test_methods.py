"""The Methods text: counts of the tables, thresholds of the rules, parameters as they ran, twice told."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook

from made_up_report import build
from tinhgon import tables
from tinhgon.rules import book
from tinhgon.site import methods, publish
from tinhgon.site.counting import facts
from tinhgon.site.edition import HERE, Edition
from tinhgon.site.notebooks import Notebook
from tinhgon.site.report import Report

ENGLISH, VIETNAMESE = Edition("en", main="en"), Edition("vi", main="en")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of the made-up tables and notebooks."""
    return build(tmp_path_factory.mktemp("methods"))


@pytest.fixture(scope="module")
def report(built: tuple[Path, Path]) -> Report:
    """The made-up report."""
    return Report.of(built[0], book(), {})


def run(stem: str, source: str, given: str = "") -> Notebook:
    cells = [new_code_cell(source, metadata={"tags": ["parameters"]})]
    if given:
        cells.append(new_code_cell(given, metadata={"tags": ["injected-parameters"]}))
    return Notebook(stem, nbformat.from_dict(new_notebook(cells=cells)))


SIMILAR = run("01_clean", '# parameters\nsimilar: float = 0.7  # how alike\ncorpus: str = "raw"  # folder')


def test_counts_are_those_of_the_tables(report: Report) -> None:
    told = methods.text(report, [SIMILAR], "9.9", ENGLISH)
    assert "holds 4 files or records, of which 3 were read" in told
    assert "Left out: no article 1." in told
    assert "They hold 3 articles on 3 provinces, of 1 publisher." in told
    assert "An exact date is known for 1 of them (2019)" in told
    assert "3 are digests written from the source" in told
    assert "found 5 figures (count 3, percent 1, ratio 1) in 3 of the articles" in told
    assert "Made with TinhGon 9.9 on Python 3." in told
    assert book().digest in told


def test_a_change_of_the_tables_changes_the_text(built: tuple[Path, Path], tmp_path: Path) -> None:
    for path in built[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    figures = tables.read(tmp_path, "statistics")
    tables.write(tmp_path, "statistics", figures.assign(confirmed="a person 2026-01-01", qualifier=">"))
    told = methods.text(Report.of(tmp_path, book(), {}), [], "1", ENGLISH)
    assert "A person confirmed 5 and corrected 0 of the figures" in told
    assert "5 are printed as about, more than or less than" in told


@pytest.mark.parametrize(
    ("given", "value"), [("", "0.7"), ("similar = 0.4", "0.4"), ("similar = 0.25\nother = 1", "0.25")]
)
def test_a_parameter_is_told_as_it_ran(report: Report, given: str, value: str) -> None:
    ran = run("01_clean", "similar: float = 0.7  # how alike", given)
    assert methods.parameters(ran)["similar"] == (float(value), "how alike")
    told = methods.text(report, [ran], "1", ENGLISH)
    assert f"from a similarity of {value} of" in told
    assert f"01_clean.similar = {value}" in told


def test_a_switch_that_is_off_is_no_threshold(report: Report) -> None:
    told = methods.text(report, [run("01_clean", "similar: float = 0.0  # x")], "1", ENGLISH)
    assert "from a similarity" not in told
    assert "01_clean.similar = 0.0" in told


def test_folders_of_a_machine_are_no_parameters(report: Report) -> None:
    assert "corpus = " not in methods.text(report, [SIMILAR], "1", ENGLISH)


def test_province_runs_are_told_once(report: Report) -> None:
    runs = [run(f"05_province-{name}", 'shown: int = 6  # x\nprovince: str = "A"') for name in "ab"]
    assert methods.text(report, runs, "1", ENGLISH).count("shown = 6") == 1


def test_thresholds_are_those_of_the_library(report: Report) -> None:
    from tinhgon.comparison.periods import GAP

    known = facts(report, ENGLISH)
    assert known["gap"] == str(GAP.days)
    assert (known["about"], known["over"], known["under"]) == ("10", "25", "20")
    assert all(str(entry["en"]) in known["rounds"] for entry in book().entries("rounds"))


@pytest.mark.parametrize("edition", [ENGLISH, VIETNAMESE], ids=["en", "vi"])
def test_nothing_is_left_to_fill_in(report: Report, edition: Edition) -> None:
    told = methods.text(report, [SIMILAR], "1", edition)
    assert not re.search(r"[{}]|None|\bnan\b", told)
    assert told.count("\n\n") >= 6


def test_no_number_is_typed_in() -> None:
    """Digits in the sentences stand only where they are no count: a digest's name, an interval of 95 %."""
    for part in yaml.safe_load((HERE / "methods.yml").read_text(encoding="utf-8")):
        for sentence in part["sentences"]:
            plain = re.sub(r"\{\w+\}|SHA-256|F1|95 %", "", sentence["en"] + sentence["vi"])
            assert not re.search(r"\d", plain), sentence
            names = [set(re.findall(r"\{(\w+)\}", sentence[language])) for language in ("en", "vi")]
            assert names[0] == names[1], sentence


def test_page_and_file_say_the_same(built: tuple[Path, Path], tmp_path: Path) -> None:
    publish(*built, tmp_path / "site")
    for folder, language in (("", "en"), ("vi/", "vi")):
        page = BeautifulSoup(
            (tmp_path / f"site/{folder}methods.html").read_text(encoding="utf-8"), "html.parser"
        )
        plain = (tmp_path / f"site/downloads/methods.{language}.txt").read_text(encoding="utf-8")
        copied = page.select_one("pre")
        assert copied is not None
        assert copied.get_text().strip() == plain.strip()
        link = page.select_one(f'a[href$="downloads/methods.{language}.txt"]')
        assert link is not None
        assert all(paragraph.get_text() in plain for paragraph in page.select(".essay h2[id] + p"))
