"""The map of provinces: all shapes, told apart what is zero, not reported and told without a number."""

from __future__ import annotations

import re
from itertools import accumulate
from xml.etree import ElementTree

import pandas as pd
import pytest

from tinhgon import charts, tables
from tinhgon.charts import Caption, shapes
from tinhgon.charts.maps import SHADES, Words, province_map
from tinhgon.comparison import listing

PROVINCES = listing()
OLD = PROVINCES[PROVINCES["borders"] == "63"]
NEW = PROVINCES[PROVINCES["borders"] == "34"]
WORDS = Words(("Figures", "Số liệu"), ("no article", "không có bài"))


def drawing(display: charts.Display) -> ElementTree.Element:
    found = re.search(r"<svg.*?</svg>", display.en, re.DOTALL)
    assert found is not None
    return ElementTree.fromstring(found[0])


def inks(display: charts.Display) -> dict[str, str]:
    """The fill of each province by its tooltip."""
    return {
        path.findtext("{*}title") or "": path.attrib["fill"]
        for path in drawing(display).iter("{http://www.w3.org/2000/svg}path")
        if path.find("{*}title") is not None
    }


def corners(path: str) -> list[list[tuple[float, float]]]:
    """The rings of a path as points."""
    rings = []
    for start, steps in re.findall(r"M([^l]*)l([^z]*)z", path):
        numbers = [float(word) for word in steps.split()]
        moves = [tuple(map(float, start.split())), *zip(numbers[::2], numbers[1::2], strict=True)]
        xs, ys = (list(accumulate(side)) for side in zip(*moves, strict=True))
        rings.append(list(zip(xs, ys, strict=True)))
    return rings


def area(path: str) -> float:
    return sum(
        abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2
        for ring in corners(path)
    )


# --- Shapes ----------------------------------------------------------------------------------------


def test_every_province_has_a_shape() -> None:
    assert shapes.names() == set(OLD["name"])


@pytest.mark.parametrize("name", sorted(shapes.names()))
def test_a_shape_is_closed_and_lies_in_the_drawing(name: str) -> None:
    for ring in corners(shapes.province(name)):
        assert len(ring) > 3
        assert ring[0] == pytest.approx(ring[-1], abs=0.051)
        assert all(0 <= x <= shapes.WIDTH and 0 <= y <= shapes.HEIGHT for x, y in ring)


@pytest.mark.parametrize("members", NEW["members"], ids=NEW["name"])
def test_a_merged_province_is_as_large_as_its_members_and_has_no_border_inside(members: str) -> None:
    parts = members.split(";")
    whole = shapes.province(*parts)
    assert area(whole) == pytest.approx(sum(area(shapes.province(name)) for name in parts), rel=0.01)
    if len(parts) > 1:
        assert len(corners(whole)) < sum(len(corners(shapes.province(name))) for name in parts)


def test_provinces_lie_where_they_are() -> None:
    def middle(name: str) -> tuple[float, float]:
        points = max(corners(shapes.province(name)), key=len)
        return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)

    north_to_south = ["Hà Giang", "Bắc Kạn", "Thái Nguyên", "Hà Nội", "Thanh Hóa", "Nghệ An", "Quảng Bình"]
    north_to_south += ["Quảng Nam", "Kon Tum", "Đắk Lắk", "Đồng Nai", "Bến Tre", "Cà Mau"]
    assert north_to_south == sorted(north_to_south, key=lambda name: middle(name)[1])
    west_to_east = ["Điện Biên", "Sơn La", "Hòa Bình", "Hưng Yên", "Hải Dương", "Quảng Ninh"]
    assert west_to_east == sorted(west_to_east, key=lambda name: middle(name)[0])


def test_both_archipelagos_are_drawn_at_their_latitudes() -> None:
    (_, north, _, south), (_, top, right, bottom) = map(shapes.extent, ("Hoàng Sa", "Trường Sa"))
    assert north < south < top < bottom < shapes.HEIGHT
    assert right < shapes.WIDTH
    for name in ("Hoàng Sa", "Trường Sa"):
        assert len(corners(shapes.archipelago(name))) > 7
    assert len(corners(shapes.islands())) == 11


def test_the_names_of_the_archipelagos_stand_clear_of_the_coast() -> None:
    data = pd.DataFrame({"province": ["Sơn La"], "figures": [1]})
    coast = [point for name in shapes.names() for ring in corners(shapes.province(name)) for point in ring]
    for shown in (lambda display: display.en, lambda display: display.vi):
        drawn = shown(province_map(Caption("A", "B"), data, "figures", WORDS))
        names = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="end"[^>]*>([^<]+)<', drawn)
        assert len(names) in (2, 4)
        for right, line, words in names:
            left = float(right) - 6.5 * len(words)
            assert float(line) < shapes.HEIGHT - 2
            inside = [(x, y) for x, y in coast if left - 4 < x and float(line) - 12 < y < float(line) + 4]
            assert inside == [], words


# --- The map ---------------------------------------------------------------------------------------


def test_zero_nothing_and_no_number_are_drawn_apart() -> None:
    data = pd.DataFrame({"province": ["Sơn La", "Lai Châu", "Hà Nội"], "figures": [0, 9, None]})
    found = inks(province_map(Caption("A", "B"), data, "figures", WORDS))
    assert len(found) == 63
    assert found["Sơn La: 0"] == "#ffffff"
    assert found["Lai Châu: 9"] in SHADES
    assert found["Hà Nội: told without a number"].endswith("-told)")
    assert found["Hà Giang: no article"].endswith("-silent)")


def test_shades_follow_values() -> None:
    names = sorted(shapes.names())[:10]
    data = pd.DataFrame({"province": names, "figures": range(1, 11)})
    found = inks(province_map(Caption("A", "B"), data, "figures", WORDS))
    shades = [SHADES.index(found[f"{name}: {n}"]) for n, name in enumerate(names, 1)]
    assert shades == sorted(shades)
    assert len(set(shades)) == len(SHADES)


def test_shares_have_fixed_shades() -> None:
    data = pd.DataFrame({"province": ["Sơn La", "Lai Châu", "Hà Nội"], "share": [100.0, 19.9, 20.0]})
    found = inks(province_map(Caption("A", "B"), data, "share", WORDS, unit="%"))
    assert [found[f"{name}%"] for name in ("Lai Châu: 19.9", "Hà Nội: 20", "Sơn La: 100")] == [
        SHADES[0], SHADES[1], SHADES[4],
    ]  # fmt: skip


def test_names_of_other_borders_are_named_and_not_drawn() -> None:
    data = pd.DataFrame({"province": ["Hà Giang", "Hà Nội"], "figures": [1, 2]})
    shown = province_map(Caption("A", "B"), data, "figures", WORDS, "34")
    assert len(inks(shown)) == 34
    assert "Not drawn: Hà Giang." in shown.en
    assert "Không vẽ: Hà Giang." in shown.vi


def test_a_province_reported_within_its_new_borders_is_not_its_old_self() -> None:
    rows = [
        {"province": "Lào Cai", "borders": "34", "figures": 7},
        {"province": "Huế", "borders": "34", "figures": 3},
    ]
    shown = charts.coverage_map(tables.frame("coverage", rows))
    found = inks(shown)
    assert found["Lào Cai: no article"].endswith("-silent)")
    assert "Not drawn: Lào Cai (2025)." in shown.en
    assert found["Thừa Thiên Huế: 3"] in SHADES


def test_the_map_says_what_it_shows_and_whose_shapes_they_are() -> None:
    data = pd.DataFrame({"province": ["Sơn La"], "figures": [7]})
    shown = province_map(Caption("Figures", "Số liệu"), data, "figures", WORDS)
    picture = drawing(shown)
    assert picture.attrib["role"] == "img"
    named = picture.attrib["aria-labelledby"].split()
    texts = {element.attrib.get("id"): element.text for element in picture.iter()}
    assert [texts[name] for name in named] == ["Figures", "Map of provinces: Sơn La: 7, 62 no article."]
    assert "Natural Earth" in shown.en
    assert ">Hoàng Sa</text>" in shown.en
    assert ">(Paracels)</text>" in shown.en
    assert "Trường Sa" in shown.vi
    assert len(shown.en) < 60_000
