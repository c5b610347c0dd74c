"""Places: names in text, the gazetteer behind them, the 63 and the 34."""

from __future__ import annotations

import importlib.util
import re
import sqlite3
from contextlib import closing
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import places
from tinhgon.rules import book
from tinhgon.text import new_tone, normalise, old_tone, plain

RULES = book()
OLD = places.provinces(RULES)
NEW = places.provinces(RULES, places.MERGER)


@pytest.mark.parametrize("case", load_cases("places"), ids=itemgetter("id"))
def test_find(case: dict[str, Any]) -> None:
    text = case["text"]
    found = places.find(text, RULES, case.get("day"))
    assert [[one.surface, one.level, one.province or ""] for one in found] == case["places"]
    assert all(text[one.start : one.end] == one.surface for one in found)


def test_every_province_has_one_successor_and_every_member_is_known() -> None:
    assert (len(OLD), len(NEW)) == (63, 34)
    assert sorted(member for one in NEW for member in one.members) == sorted(one.name for one in OLD)
    for one in OLD:
        assert one.name in next(new.members for new in NEW if new.name == one.merged)
        assert places.modern(one.name, RULES) == one.merged
    for table in (OLD, NEW):
        assert len({one.gso for one in table}) == len({one.iso for one in table}) == len(table)


def test_the_tables_are_written_in_house_style() -> None:
    for one in (*OLD, *NEW):
        assert one.name == normalise(one.name) == new_tone(one.name)
        assert one.ascii == plain(one.name).removeprefix("Thanh pho ")
        assert re.fullmatch(r"VN-(?:\d\d|[A-Z]{2})", one.iso)
    known = {one.name for one in OLD}
    for row in RULES.rows("districts"):
        assert row["province"] in known
        assert row["name"] == normalise(row["name"]) == new_tone(row["name"])
        assert re.fullmatch(r"\d{1,2}|[^\W\d_][\w' -]+", row["name"])
        assert row["kind"] in {"huyện", "quận", "thị xã", "thành phố"}
    codes = {one.gso for one in OLD}
    for row in RULES.rows("communes"):
        assert set(row["provinces"].split(";")) <= codes


def test_the_provinces_agree_with_an_independent_list() -> None:
    """vietnamadminunits has both sets of provinces with their codes (it calls Thừa Thiên Huế by its city)."""
    package = importlib.util.find_spec("vietnamadminunits")
    if package is None or package.origin is None:
        pytest.skip("vietnamadminunits is not installed")
    file = Path(package.origin).parent / "data" / "dataset.db"
    query = "SELECT DISTINCT provinceCode, provinceShort FROM "
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as data:
        for table, ours in (("admin_units_legacy", OLD), ("admin_units", NEW)):
            theirs = {code: new_tone(normalise(name)) for code, name in data.execute(query + table)}
            names = {one.gso: one.name.removeprefix("Thành phố ").removeprefix("Thừa Thiên ") for one in ours}
            assert names == theirs


@pytest.mark.parametrize(
    "form", [str, str.upper, old_tone, lambda name: f"tỉnh {name}", lambda name: f"({name})"]
)
def test_every_province_is_found(form: Any) -> None:
    for one in OLD:
        if one.kind == "thành phố" or (one.name == "Hòa Bình" and form is str.upper):
            continue
        (found,) = places.find(f"Theo {form(one.name)}, kết quả", RULES)
        assert (found.level, found.name, found.province) == ("province", one.name, one.name)


def test_every_district_with_its_type_is_found() -> None:
    for row in RULES.rows("districts"):
        text = f"tại {row['kind']} {row['name']} ({row['province']}), kết quả"
        first = places.find(text, RULES)[0]
        assert (first.surface, first.level, first.province) == (
            f"{row['kind']} {row['name']}",
            "district",
            row["province"],
        )


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("tỉnh Thanh Hoá", "Thanh Hóa"),
        ("Huế", "Huế"),
        ("hòa bình thế giới", ""),
        ("Hạ Long", ""),
    ],
)
def test_official_name(name: str, wanted: str) -> None:
    assert places.official(name, RULES) == wanted


WORDS = [
    *("tỉnh", "huyện", "xã", "TP", "Hà Nội", "Sơn La", "Nguyễn", "Thanh", "Hoá", "-", ","),
    *("và", "(", "3", "1", "\n", "quận", "bản", "Nậm", "Hồ Chí Minh", "đường", "."),
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_text(text: str) -> None:
    end = 0
    known = {one.name for one in OLD}
    for one in places.find(text, RULES):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.surface
        assert one.province is None or one.province in known
        assert one.level in {"province", "district", "commune", "village"}
        end = one.end
