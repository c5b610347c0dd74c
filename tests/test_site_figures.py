"""Figures to take away: SVG and PNG that say what they are, and how to cite them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from markupsafe import Markup

from tinhgon.charts import Caption, bars, province_map
from tinhgon.charts.maps import Words
from tinhgon.site.edition import Edition
from tinhgon.site.figures import Gallery, raster, standalone
from tinhgon.site.markup import essay

ENGLISH = Edition("en", main="en")
CITED = "TinhGon 1: a <report>."
SVG = "{http://www.w3.org/2000/svg}"


def page(display: object) -> Markup:
    """A display as it stands on a page of the site."""
    return essay(display._repr_html_(), "en")[1]  # type: ignore[attr-defined]


def a_map() -> Markup:
    data = pd.DataFrame({"province": ["Sơn La"], "figures": [7]})
    return page(province_map(Caption("A <map>", "B"), data, "figures", Words(("Figures", "Số"))))


def some_bars(value: int = 7) -> Markup:
    frame = pd.DataFrame({"change": ["decrease", "increase"], "figures": [value, 3]})
    return page(bars(Caption("Cuts & more", "B", "Know this.", "Biết."), frame, "change", "figures"))


@pytest.fixture(scope="module")
def gallery() -> Gallery:
    """The gallery of a map and of bars."""
    found = Gallery()
    for body in (a_map(), some_bars()):
        found.dress(body, "page.html", CITED, ENGLISH)
    return found


def test_a_figure_gets_its_files_and_its_citation() -> None:
    found = Gallery()
    dressed = found.dress(some_bars(), "page.html", CITED, Edition("vi", main="en"))
    (name,) = found.pictures
    assert f'<figure class="chart" id="{name}">' in dressed
    assert f'href="../figures/{name}.svg" download' in dressed
    assert f'href="../figures/{name}.png" download' in dressed
    assert f"TinhGon 1: a &lt;report&gt;. page.html#{name}" in dressed


def test_a_page_without_figures_stays_as_it_is() -> None:
    assert Gallery().dress(Markup("<p>Words</p>"), "page.html", CITED, ENGLISH) == "<p>Words</p>"


def test_a_file_says_title_sources_and_citation(gallery: Gallery) -> None:
    for picture in gallery.pictures.values():
        drawing = ElementTree.fromstring(picture)
        words = " ".join(text.text or "" for text in drawing.findall(f"{SVG}text"))
        assert "Source: articles of this corpus" in words
        assert "TinhGon 1: a <report>." in words
    assert "Cuts & more" in words
    assert "Know this." in words


def test_a_file_is_svg_with_its_capitals(gallery: Gallery) -> None:
    (drawn, *_) = gallery.pictures.values()
    inner = ElementTree.fromstring(drawn).find(f"{SVG}svg")
    assert inner is not None
    assert inner.attrib["viewBox"].startswith("0 0 360 ")
    patterns = list(inner.iter(f"{SVG}pattern"))
    assert [pattern.attrib["patternUnits"] for pattern in patterns] == ["userSpaceOnUse"] * 2


def test_what_is_not_reported_is_not_white_in_the_png(gallery: Gallery) -> None:
    """Stripes, not the white of zero."""
    (drawn, *_) = gallery.pictures.values()
    name = drawn[drawn.index('pattern id="') + 12 :].split('"')[0]
    assert name.endswith("-silent")
    blank = drawn.replace(f"url(#{name})", "#ffffff")
    assert raster(drawn) != raster(blank)


def test_letters_with_marks_are_drawn() -> None:
    """Each letter has a shape of its own in the fonts that are used, not the box of a missing one."""
    drawn = {
        raster(standalone('<svg viewBox="0 0 60 20"></svg>', letter, []))
        for letter in ("ế", "ữ", "Đ", "ợ", "ỹ")
    }
    assert len(drawn) == 5


def test_the_same_name_with_other_contents_is_another_file() -> None:
    found = Gallery()
    body = str(some_bars())
    found.dress(Markup(body), "a.html", CITED, ENGLISH)
    found.dress(Markup(body), "a.html", CITED, ENGLISH)
    assert len(found.pictures) == 1
    found.dress(Markup(body.replace("Know this.", "Know that.")), "b.html", CITED, ENGLISH)
    assert len(found.pictures) == 2


def test_a_png_is_taken_from_the_site_before_where_its_svg_is_the_same(
    gallery: Gallery, tmp_path: Path
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    gallery.write(before / "figures", tmp_path / "none")
    files = {path.name: path.read_bytes() for path in (before / "figures").iterdir()}
    assert sorted({Path(name).suffix for name in files}) == [".png", ".svg"]
    marked = dict.fromkeys((name for name in files if name.endswith(".png")), b"marked")
    for name, data in marked.items():
        (before / "figures" / name).write_bytes(data)

    def summed(contents: dict[str, bytes]) -> None:
        lines = [f"{hashlib.sha256(data).hexdigest()}  figures/{name}\n" for name, data in contents.items()]
        (before / "SHA256SUMS").write_text("".join(lines))

    summed(files | marked)  # what the sums say stands there is taken
    gallery.write(after / "figures", before)
    assert {(after / "figures" / name).read_bytes() for name in marked} == {b"marked"}
    summed(files)  # a file that is not what they say is drawn anew
    gallery.write(after / "figures", before)
    assert {path.name: path.read_bytes() for path in (after / "figures").iterdir()} == files
