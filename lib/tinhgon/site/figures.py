"""Figures to take away: each as SVG and as PNG with its title and its sources in it, and how to cite it."""

from __future__ import annotations

import functools
import hashlib
import html
import re
import textwrap
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from markupsafe import Markup, escape

from tinhgon.site.edition import Edition

FOLDER = "figures"
MARGIN, TITLE, LINE = 10.0, 15.0, 10.5  # room in a picture, of its edges and of lines
SCALE = 2.0  # pixels of the PNG for a unit of the drawing
# HTML knows no capitals in the names of SVG; a file of its own must have them.
CAPITALS = {
    name.lower(): name
    for name in ("viewBox", "patternUnits", "patternTransform", "clipPath", "clipPathUnits", "gradientUnits")
}

# Each looks no further than where the next one begins, so that one without an end costs nothing.
_figure = re.compile(r'<figure class="chart">((?:(?!<figure\b).)*?)</figure>', re.DOTALL)
_name = re.compile(r'<title id="([^"]+)-title">')
_drawn = re.compile(r"<svg\b(?:(?!<svg\b).)*?</svg>", re.DOTALL)
_caption = re.compile(r"<figcaption>((?:(?!<figcaption>).)*?)</figcaption>", re.DOTALL)
_source = re.compile(r'<p class="source">((?:(?!<p\b).)*?)</p>', re.DOTALL)
_box = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')


@dataclass
class Gallery:
    """The figures of a site by the names of their files."""

    pictures: dict[str, str] = field(default_factory=dict)

    def dress(self, body: Markup, where: str, citation: str, edition: Edition) -> Markup:
        """`body` with links under each figure to its files, and how to cite it; the figures are kept.

        `where` is the page that it stands on: its name and what it is called.
        """
        return Markup(_figure.sub(lambda found: self._dressed(found, where, citation, edition), str(body)))

    def _dressed(self, found: re.Match[str], where: str, citation: str, edition: Edition) -> str:
        inside = found[1]
        named, drawn = _name.search(inside), _drawn.search(inside)
        if not named or not drawn:
            return found[0]
        title = _words(_caption, inside)
        source = _source.search(inside)
        lines = [_plain(line) for line in re.split(r"<br\s*/?>", source[1])] if source else []
        name = self._keep(named[1], standalone(drawn[0], title, [*lines, citation]))
        files = Markup(" ").join(
            Markup('<a class="file" href="{}" download>{}</a>').format(
                f"{edition.root}{FOLDER}/{name}.{kind}", kind.upper()
            )
            for kind in ("svg", "png")
        )
        told = edition.say("cite_figure", title=title, citation=citation, where=f"{where}#{named[1]}")
        return (
            f'<figure class="chart" id="{named[1]}">{inside}'
            f'<p class="take">{escape(edition.say("take_figure"))} {files}</p>\n'
            f'<details class="cite"><summary>{escape(edition.say("cite"))}</summary>'
            f"<p>{escape(told)}</p></details>\n</figure>"
        )

    def _keep(self, name: str, picture: str) -> str:
        """The name under which a picture is kept: another where one of that name looks otherwise."""
        while self.pictures.setdefault(name, picture) != picture:
            name += "-b"
        return name

    def write(self, folder: Path, before: Path) -> None:
        """Write every figure as SVG and PNG into `folder`. A PNG that the site `before` has of the same SVG
        is taken from there: drawing it takes a tenth of a second."""
        folder.mkdir(parents=True, exist_ok=True)
        sums = _sums(before / "SHA256SUMS")
        for name, picture in self.pictures.items():
            (folder / f"{name}.svg").write_text(picture, encoding="utf-8")
            old = before / FOLDER / f"{name}.png"
            same = sums.get(f"{FOLDER}/{name}.svg") == _digest(picture.encode())
            kept = old.read_bytes() if same and old.is_file() else b""
            if _digest(kept) != sums.get(f"{FOLDER}/{name}.png"):
                kept = raster(picture)
            (folder / f"{name}.png").write_bytes(kept)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sums(file: Path) -> dict[str, str]:
    """The checksums of a site by its files; none where there is no site."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def standalone(drawn: str, title: str, lines: list[str]) -> str:
    """An SVG of a page as a file of its own, `title` above it and `lines` below, on white.

    >>> made = standalone('<svg viewbox="0 0 360 50"><title id="a-title">A</title></svg>', "A & b", ["S"])
    >>> 'viewBox="0 0 360 50"' in made, "A &amp; b" in made, made.count("<svg")
    (True, True, 2)
    """
    inner = _capitals(drawn).replace("&nbsp;", "&#160;")
    found = _box.search(inner)
    width, height = (float(found[1]), float(found[2])) if found else (360.0, 360.0)
    heads = textwrap.wrap(title, int(width / 7.6)) or [""]
    notes = [part for line in lines for part in textwrap.wrap(line, int(width / 4.4))]
    top = MARGIN + TITLE * len(heads)
    whole = top + height + LINE * (len(notes) + 1) + MARGIN
    wide = width + 2 * MARGIN
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{wide:g}" height="{whole:g}" viewBox="{-MARGIN:g} 0 {wide:g} {whole:g}" '
        "style=\"font-family:system-ui,'DejaVu Sans',sans-serif\">\n"
        f'<rect x="{-MARGIN:g}" y="0" width="{wide:g}" height="{whole:g}" fill="#fff"/>\n'
    )
    above = _text(heads, MARGIN + 11, TITLE, "font-size:12px;font-weight:600;fill:#1c2530")
    below = _text(notes, top + height + LINE, LINE, "font-size:8px;fill:#56606c")
    placed = re.sub(
        r"^<svg\b", f'<svg x="0" y="{top:g}" width="{width:g}" height="{height:g}"', inner, count=1
    )
    return f"{opening}{above}{placed}\n{below}<!-- PNG: resvg-py {_painter()} --></svg>\n"


@functools.cache
def _painter() -> str:
    """The version of what draws the PNG: another one may draw it otherwise."""
    return version("resvg-py")


def _text(lines: list[str], first: float, step: float, style: str) -> str:
    return "".join(
        f'<text x="0" y="{first + step * n:g}" style="{style}">{escape(line)}</text>\n'
        for n, line in enumerate(lines)
    )


def _capitals(drawn: str) -> str:
    names = "|".join(CAPITALS)
    return re.sub(rf"(?<=[\s</])({names})(?=[\s=>])", lambda found: CAPITALS[found[1]], drawn)


def raster(picture: str) -> bytes:
    """An SVG as PNG, its letters drawn with the fonts that matplotlib brings: the same on every machine.

    >>> raster('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>')[1:4]
    b'PNG'
    """
    import matplotlib
    import resvg_py

    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=picture,
            zoom=SCALE,
            skip_system_fonts=True,
            font_files=[str(fonts / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")],
            font_family="DejaVu Sans",
            sans_serif_family="DejaVu Sans",
        )
    )


def _words(pattern: re.Pattern[str], source: str) -> str:
    found = pattern.search(source)
    return _plain(found[1]) if found else ""


def _plain(source: str) -> str:
    """HTML as plain words."""
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", "", source)).split())
