"""The downloads: Stata files with labels, codes of provinces, what describes the tables, their licence."""

from __future__ import annotations

import json
import math
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from conftest import load_cases
from made_up_report import HOSTILE, build
from tinhgon import audits, comparison, tables
from tinhgon.build import digests
from tinhgon.rules import book
from tinhgon.site import publish, stata, variables
from tinhgon.site.datapackage import KEYS, LINKED, MEDIA, Licence
from tinhgon.site.downloads import BESIDE

LICENCE = "Ours, under CC BY 4.0: https://creativecommons.org/licenses/by/4.0/\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up report as a site, its corpus licensed."""
    folder = tmp_path_factory.mktemp("licensed")
    publish(*build(folder), folder / "site", licence=LICENCE)
    return folder / "site"


@pytest.fixture(scope="module")
def package(site: Path) -> dict[str, Any]:
    return json.loads((site / "downloads/datapackage.json").read_text(encoding="utf-8"))


# --- Stata -----------------------------------------------------------------------------------------


def reader(table: pd.DataFrame, file: Path, name: str = "statistics") -> pd.io.stata.StataReader:
    stata.write(table, file, name)
    return pd.read_stata(file, iterator=True)


def test_stata_keeps_text_numbers_days_and_gaps(tmp_path: Path) -> None:
    long = "đ" * 40_000
    table = tables.frame(
        "statistics",
        [
            {"surface": long, "value": 24.07, "target": True, "start": 3, "end": 5, "province": "Đắk Lắk"},
            {"surface": "=1+1", "start": 9},
        ],
    )
    with reader(table, tmp_path / "t.dta") as file:
        read, labels, values = (
            file.read(convert_categoricals=False),
            file.variable_labels(),
            file.value_labels(),
        )
    assert read["surface"].tolist() == [long, "=1+1"]
    assert read["province"].tolist() == ["Đắk Lắk", ""]
    assert read["value"].tolist()[0] == 24.07
    assert math.isnan(read["value"].tolist()[1])
    assert read["target"].tolist()[0] == 1
    assert math.isnan(read["target"].tolist()[1])
    assert list(values["target"].values()) == ["no", "yes"]
    assert labels["end_"] == variables.meaning("statistics", "end")
    assert all(labels.values())


@pytest.mark.parametrize(
    ("days", "kept"), [(["2019-06-12", None], "M"), (["2019-06", "2019-06-12"], "O"), ([None, None], "O")]
)
def test_stata_dates_are_days_or_text(days: list[str | None], kept: str, tmp_path: Path) -> None:
    table = pd.DataFrame({"published": pd.Series(days, dtype="str")})
    with reader(table, tmp_path / "t.dta", "articles") as file:
        assert (file.read()["published"].dtype.kind == "M") == (kept == "M")


def test_stata_file_of_no_rows_and_the_same_bytes(tmp_path: Path) -> None:
    table = tables.frame("statistics", [])
    for name in ("a", "b"):
        stata.write(table, tmp_path / f"{name}.dta", "statistics")
    assert (tmp_path / "a.dta").read_bytes() == (tmp_path / "b.dta").read_bytes()
    assert pd.read_stata(tmp_path / "a.dta").empty


# --- Codes of provinces ----------------------------------------------------------------------------


@pytest.mark.parametrize("case", load_cases("province_codes"), ids=itemgetter("id"))
def test_codes_of_provinces(case: dict[str, Any]) -> None:
    articles = tables.frame("articles", [{"article_id": "a", "published": case.get("published", "")}])
    row = pd.DataFrame([{"article_id": "a", "province": case["province"], **case.get("row", {})}])
    coded = comparison.coded(row, articles).iloc[0]
    for column, value in case["codes"].items():
        assert (None if pd.isna(coded[column]) else coded[column]) == value, column


def test_codes_stand_at_the_right_end_and_change_nothing_else() -> None:
    table = tables.frame("statistics", [{"province": "Sơn La", "as_of": "2018"}, {}])
    coded = comparison.coded(table, tables.frame("articles", []))
    assert coded[table.columns].equals(table)
    assert coded.columns[len(table.columns)] == "borders"
    plain = tables.frame("lines", [{"text": "a"}])
    assert comparison.coded(plain, tables.frame("articles", [])) is plain


def test_lists_of_provinces_have_lists_of_codes() -> None:
    rows = [
        {"article_id": "a", "provinces": "Sơn La;Lào Cai", "published": "2018-05-02"},
        {"article_id": "b", "provinces": "Lào Cai", "published_within": "2025-08-01/2025-08-31"},
        {"article_id": "c", "provinces": "Sơn La;Lào Cai"},
        {"article_id": "d"},
    ]
    table = tables.frame("articles", rows)
    coded = comparison.coded(table, table)
    assert coded["provinces_gso"].fillna("").tolist() == ["14;10", "15", "14;", ""]
    assert coded["provinces_iso"].fillna("").tolist() == ["VN-05;VN-02", "VN-02", "VN-05;VN-02", ""]
    counted = tables.frame("robustness", [{"provinces": 3}])
    assert comparison.coded(counted, table) is counted


def test_provinces_of_both_sets_lead_to_each_other() -> None:
    listing = comparison.listing()
    old, new = (listing[listing["borders"] == borders] for borders in ("63", "34"))
    assert sorted(";".join(new["members"]).split(";")) == sorted(old["name"])
    assert set(old["merged"]) == set(new["name"])
    assert not old["province_gso"].duplicated().any()
    assert not listing["region"].isna().any()


# --- What describes them ---------------------------------------------------------------------------


def test_every_table_is_there_in_every_format(site: Path, package: dict[str, Any]) -> None:
    names = {file.name for file in (site / "downloads").iterdir()}
    expected = {f"{entry['name']}.{suffix}" for entry in package["resources"] for suffix in MEDIA}
    assert names == expected | set(BESIDE)
    assert {"statistics", "comparison", "provinces"} <= {entry["name"] for entry in package["resources"]}


def test_the_package_says_what_the_files_hold(site: Path, package: dict[str, Any]) -> None:
    casts = {"integer": int, "number": float, "date": pd.Timestamp, "boolean": ["false", "true"].index}
    for entry in package["resources"]:
        file = site / "downloads" / entry["path"]
        table = pd.read_csv(file, dtype=str, keep_default_na=False, encoding=f"{entry['encoding']}-sig")
        assert list(table.columns) == [field["name"] for field in entry["schema"]["fields"]]
        assert entry["hash"] == f"sha256:{digests.file(file)}"
        assert entry["bytes"] == file.stat().st_size
        for field in entry["schema"]["fields"]:
            assert field["description"]
            for cell in table[field["name"]]:
                if cell and field["type"] in casts:
                    casts[field["type"]](cell)  # raises where the cell is of another type


def test_keys_are_unique_and_lead_somewhere(site: Path, package: dict[str, Any]) -> None:
    found = {entry["name"]: tables.read(site / "downloads", entry["name"]) for entry in package["resources"]}
    for entry in package["resources"]:
        schema, table = entry["schema"], found[entry["name"]]
        if key := schema.get("primaryKey"):
            assert key == KEYS[entry["name"]]
            assert not table.duplicated(key).any()
            assert table[key].notna().all(axis=None)
        for link in schema.get("foreignKeys", []):
            assert link["fields"] == [LINKED[entry["name"]]]
            home = found[link["reference"]["resource"]]
            assert set(table[link["fields"][0]].dropna()) <= set(home[link["reference"]["fields"][0]])
    assert any("foreignKeys" in entry["schema"] for entry in package["resources"])


def test_structured_data_of_the_page_leads_to_its_files(site: Path) -> None:
    from bs4 import BeautifulSoup

    for page in (site / "downloads.html", site / "vi/downloads.html"):
        blocks = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(
            "script[type='application/ld+json']"
        )
        described = json.loads(blocks[0].string or "")
        assert described["@type"] == "Dataset"
        assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
        for file in described["distribution"]:
            target = page.parent / file["contentUrl"]
            assert digests.file(target) == file["sha256"]
        assert "<" not in (blocks[0].string or "")
    kept = json.loads((site / "downloads/dataset.jsonld").read_text(encoding="utf-8"))
    assert all((site / "downloads" / file["contentUrl"]).is_file() for file in kept["distribution"])


def test_hostile_names_end_no_block(tmp_path: Path) -> None:
    from tinhgon.site.datapackage import Dataset, inline
    from tinhgon.site.report import Report

    folder, _ = build(tmp_path)
    report = Report.of(folder, book(), {"en": HOSTILE})
    told = inline(Dataset(tmp_path, {}, report, "1", Licence()), "")
    assert "</script" not in told
    assert HOSTILE in json.loads(told)["description"]


def test_licence_and_citation(site: Path) -> None:
    folder = site / "downloads"
    assert (folder / "LICENSE.txt").read_text(encoding="utf-8") == LICENCE
    cited = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["type"], cited["license"]) == ("dataset", "CC-BY-4.0")
    assert cited["identifiers"][0]["value"] == book().digest


def test_without_a_licence_none_is_claimed(tmp_path: Path) -> None:
    publish(*build(tmp_path), tmp_path / "site")
    folder = tmp_path / "site/downloads"
    assert "No licence was given" in (folder / "LICENSE.txt").read_text(encoding="utf-8")
    assert "licenses" not in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "license" not in yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))


def test_a_licence_is_the_corpus_own(tmp_path: Path) -> None:
    (tmp_path / "home/raw").mkdir(parents=True)
    (tmp_path / "home/LICENSE").write_text("MIT", encoding="utf-8")
    assert digests.licence(tmp_path / "home/raw") == ""  # that of something else
    (tmp_path / "home/sources.csv").write_text("source_file\n", encoding="utf-8")
    assert digests.licence(tmp_path / "home/raw") == "MIT"
    before = digests.corpus(tmp_path / "home/raw")
    (tmp_path / "home/LICENSE").write_text("CC0", encoding="utf-8")
    assert digests.corpus(tmp_path / "home/raw") != before


# --- The code book ---------------------------------------------------------------------------------


def test_every_column_has_a_meaning_that_stata_keeps() -> None:
    assert audits.audit is not None  # declares its table
    for name, columns in tables.COLUMNS.items():
        for column in columns:
            told = {language: variables.meaning(name, column, language) for language in ("en", "vi")}  # type: ignore[arg-type]
            assert told["en"] != told["vi"], f"{name}.{column}: say in site/columns.yml what it holds"
            assert len(told["en"]) <= stata.LABEL, f"{name}.{column}"


def test_codes_of_the_code_book() -> None:
    codes = variables.codes(book())
    assert not codes.duplicated(["column", "code"]).any()
    assert codes[["label_en", "label_vi"]].notna().all(axis=None)
    assert {"villages", "joint_office", "commune", "decrease", "no_base"} <= set(codes["code"])
