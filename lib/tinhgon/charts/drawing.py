"""One style for every figure, and a figure as inline SVG with title, description, caption, source and data.

Figures are drawn 360 units wide with text of 10 to 11 units, so that they can be read on a phone; names
stand above their bars and are never cut off by them. The same data give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tinhgon import text
from tinhgon.charts import captions, tabular, wording
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import Display, Language

# Okabe and Ito's colours, which people with any colour vision tell apart; ACCENT is the house's.
ACCENT, CUT, INK, FAINT, GRID = "#0072b2", "#d55e00", "#1c2530", "#5b6470", "#d9dee3"
COLOURS = (
    ACCENT,
    CUT,
    "#009e73",
    "#e69f00",
    "#cc79a7",
    "#56b4e9",
    "#8a6d3b",
    "#5b6470",
    "#b8bec5",
    "#f0e442",
)
WIDTH = 360.0  # points
_of_a_file = re.compile(  # comments, metadata and rules for the whole page
    r"<!--(?:(?!<!--|-->).)*+-->\s*|<metadata>(?:(?!</?metadata>).)*+</metadata>\s*"
    r"|<defs>\s*<style(?:(?!</?style).)*+</style>\s*</defs>\s*",
    re.DOTALL,
)
STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "tinhgon",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10.5,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": GRID,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.formatter.use_locale": False,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}


def figure(
    caption: Caption,
    data: pd.DataFrame,
    describe: Callable[[Language], str],
    paint: Callable[[Axes, Language], None],
    height: float,
    columns: Sequence[str] | dict[str, tuple[str, str]] = (),
) -> Display:
    """A figure in both languages: the SVG that `paint` draws, `height` points high, its caption and source,
    and `data` (the plotted data) as a table under it.

    `describe` gives the words for those who cannot see it. A figure without data is one line that says so.
    """

    def draw(name: str, language: Language) -> str:
        return svg(name, caption.title(language), describe(language), paint, language, height)

    return captioned(caption, data, draw, columns)


def captioned(
    caption: Caption,
    data: pd.DataFrame,
    draw: Callable[[str, Language], str],
    columns: Sequence[str] | dict[str, tuple[str, str]] = (),
) -> Display:
    """A drawing between its title, its source line and its data as a table. `draw` writes the SVG, every id
    in it beginning with the name that it is given. A figure without data is one line that says so."""
    if data.empty:
        return tabular.table(data, caption.en, caption.vi)
    below = tabular.table(data, caption.en, caption.vi, columns or list(data.columns), limit=0)

    def write(language: Language) -> str:
        key = hashlib.sha256(data.to_csv(index=False).encode()).hexdigest()[:6]
        name = f"fig-{text.slug(caption.en)[:40].rstrip('-')}-{key}-{language}"
        summary = "The data" if language == "en" else "Dữ liệu"
        return (
            f'<figure class="chart">\n<figcaption>{wording.escaped(caption.title(language))}</figcaption>\n'
            + draw(name, language)
            + f"\n{captions.lines(caption, language)}"
            + f'\n<details class="data"><summary>{summary}</summary>\n'
            + f"{getattr(below, language)}\n</details>\n</figure>"
        )

    return Display.of(write)


def svg(
    name: str,
    title: str,
    description: str,
    paint: Callable[[Axes, Language], None],
    language: Language,
    height: float,
) -> str:
    """An `<svg>` element that stands by itself in a page: every id begins with `name`."""
    with matplotlib.rc_context(STYLE):
        canvas = Figure(figsize=(WIDTH / 72, height / 72))
        axes = canvas.add_axes((0, 0, 1, 1))
        paint(axes, language)
        out = io.StringIO()
        canvas.savefig(
            out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    return _inline(out.getvalue(), name, title, description)


def _inline(drawn: str, name: str, title: str, description: str) -> str:
    """matplotlib's file as an element: without preamble, comments and rules for the whole page."""
    body = drawn[drawn.index("<svg") :].rstrip()
    body = _of_a_file.sub("", body)
    body = re.sub(r'\bid="', f'id="{name}-', body)
    body = re.sub(r'(xlink:href="#|url\(#)', rf"\1{name}-", body)
    body = re.sub(r" font-family: [^;:\"]*;| transform=\"rotate\(-0 [^\"]*\"", "", body)
    box = re.search(r'viewBox="[^"]*"', body)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'{box.group() if box else ""} aria-labelledby="{name}-title {name}-desc" '
        "style=\"stroke-linejoin:round;font-family:system-ui,'DejaVu Sans',sans-serif\">\n"
        f'<title id="{name}-title">{wording.escaped(title)}</title>\n'
        f'<desc id="{name}-desc">{wording.escaped(description)}</desc>'
    )
    return opening + body[body.index(">") + 1 :]


Names = Mapping[Language, Sequence[str]]


def fitted(words: str, width: int = 58) -> list[str]:
    """A name in at most two lines of a figure.

    >>> fitted("one two three four", 9)
    ['one two', 'three…']
    """
    return textwrap.wrap(words, width, max_lines=2, placeholder="…") or [""]


@dataclass(frozen=True)
class Rows:
    """Named rows of marks, the first on top: a name above the line of its marks, a value after them.

    Row i has its marks at y = i; y runs downward. Room is in points: `above` all rows for a legend, `below`
    them for an axis, and `under` each row's marks for words. All rows are as high as the longest name asks.
    """

    names: Names
    above: float = 0
    below: float = 0
    under: float = 0

    @property
    def row(self) -> float:
        """The height of one row in points."""
        lines = max((len(fitted(name)) for names in self.names.values() for name in names), default=1)
        return 31.0 + self.under + 14.0 * (lines - 1)

    @property
    def height(self) -> float:
        """The height of the figure in points.

        >>> Rows({"en": ["a", "b"], "vi": ["c", "d"]}, below=20).height
        82.0
        """
        return len(self.names["en"]) * self.row + self.above + self.below

    @property
    def bar(self) -> float:
        """The thickness of a bar, in rows."""
        return 11.0 / self.row

    def place(
        self, axes: Axes, language: Language, values: Sequence[str] = (), ends: Sequence[float] = ()
    ) -> None:
        """Put the axes in their place and write the names, and `values` after `ends`."""
        names = self.names[language]
        axes.set_position((0.0, self.below / self.height, 0.97, len(names) * self.row / self.height))
        foot = (8.0 + self.under) / self.row
        axes.set_ylim(len(names) - 1 + foot, -1 + foot)
        axes.set_yticks([])
        left = axes.get_yaxis_transform()
        for row, name in enumerate(names):
            told = "\n".join(fitted(name))
            axes.annotate(told, (0, row), (0, 8), left, "offset points", va="bottom", linespacing=1.15)
        for row, (value, end) in enumerate(zip(values, ends, strict=True)):
            axes.annotate(
                value, (end, row), (5, 0), textcoords="offset points", va="center", fontweight="bold"
            )


def bare(axes: Axes) -> None:
    """Take the line and ticks of the horizontal axis away: the values stand beside the marks."""
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])


def legend(axes: Axes, entries: Sequence[tuple[str, str]], top: float) -> None:
    """Names and colours in a line (or lines) above the marks, `top` points high."""
    x, y = 0.0, top - 10.0
    for name, colour in entries:
        room = 22 + 6.3 * len(name)
        if x and x + room > WIDTH:
            x, y = 0.0, y - 15.0
        for drawn, offset, ink in (("■", x, colour), (name, x + 13, INK)):
            axes.annotate(
                drawn, (0, 1), (offset, y), "axes fraction", "offset points", va="center", color=ink
            )
        x += room


def legend_height(names: Sequence[str]) -> float:
    """How many points `legend` takes for these names."""
    lines, x = 1, 0.0
    for name in names:
        room = 22 + 6.3 * len(name)
        if x and x + room > WIDTH:
            lines, x = lines + 1, 0.0
        x += room
    return 15.0 * lines + 8
