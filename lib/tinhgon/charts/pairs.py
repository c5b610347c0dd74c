"""Words that keep company, as a network: few nodes on a grid of wide cells, so that names can be read.

The cells of rows of three and two stand like bricks. Which word gets which cell is settled by exchanging two
as long as that shortens the lines, uncrosses them or frees a name from one: the same words, the same figure.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from tinhgon.charts import captions, drawing, wording
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import Display, Language, paragraph
from tinhgon.charts.drawing import ACCENT, INK, WIDTH

NODES, EDGES = 14, 20  # the most that are drawn
ACROSS, DOWN = 120.0, 46.0  # points from cell to cell
STARTS = 3  # beginnings of the search for cells, of which the best end counts
CROSSED, COVERED = 1.5, 4.0  # what a crossing and a line over a name cost, in cells of line
NAME = 17  # letters of a line of a name
Points = np.ndarray
CAPTION = Caption(
    "Which words keep company",
    "Những từ nào đi cùng nhau",
    "A line: the two stand in the same sentence more often than their frequencies explain; the thicker, the "
    "stronger (logDice). Where a word stands on the figure has no meaning.",
    "Đường nối: hai từ đứng cùng một câu nhiều hơn mức tần số của chúng giải thích; càng đậm càng mạnh "
    "(logDice). Vị trí của từ trên hình không có ý nghĩa.",
    unit=("logDice, by sentences with both words", "logDice, theo số câu có cả hai từ"),
    origin=captions.TEXTS,
)
COLUMNS = {
    "term": ("Word", "Từ"),
    "collocate": ("Goes with", "Đi với"),
    "frequency": ("Sentences with both", "Số câu có cả hai"),
    "log_dice": ("logDice", "logDice"),
}


def network(cooccurrences: pd.DataFrame, nodes: int = NODES, edges: int = EDGES) -> Display:
    """The strongest pairs of a table `cooccurrences` as a network of `nodes` words and `edges` lines."""
    pairs = strongest(cooccurrences, nodes, edges)
    if pairs.empty:
        return paragraph(
            "No two words stand together often enough for a network.",
            "Không có hai từ nào đứng cùng nhau đủ nhiều để vẽ mạng.",
            "notice",
        )
    words = list(dict.fromkeys(itertools.chain(*zip(pairs["term"], pairs["collocate"], strict=True))))
    number = {word: place for place, word in enumerate(words)}
    ends = [(number[a], number[b]) for a, b in zip(pairs["term"], pairs["collocate"], strict=True)]
    weights = pairs["log_dice"].astype(float)
    share = ((weights - weights.min()) / max(float(np.ptp(weights)), 1e-9)).tolist()
    at = placed(len(words), ends, [0.5 + part for part in share])
    height = float(at[:, 1].max() + DOWN / 2)

    def paint(axes: Axes, language: Language) -> None:
        for (a, b), part in zip(ends, share, strict=True):
            axes.plot(*at[[a, b]].T, color=ACCENT, linewidth=0.8 + 3.2 * part, alpha=0.45, zorder=1)
        box = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": ACCENT, "linewidth": 0.9}
        for word, (x, y) in zip(words, at, strict=True):
            told = "\n".join(drawing.fitted(word, NAME))
            axes.text(x, y, told, ha="center", va="center", bbox=box, color=INK, linespacing=1.1, zorder=2)
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        axes.set_axis_off()

    def describe(language: Language) -> str:
        told = [
            f"{row.term} – {row.collocate} ({wording.number(row.log_dice, language)})"
            for row in pairs.itertuples()
        ]
        start = f"Network of {len(words)} words" if language == "en" else f"Mạng gồm {len(words)} từ"
        return f"{start}: {'; '.join(told)}."

    return drawing.figure(_caption(len(pairs), len(cooccurrences)), pairs, describe, paint, height, COLUMNS)


def _caption(drawn: int, pairs: int) -> Caption:
    en = f"{CAPTION.source_en} Drawn: {wording.part(drawn, pairs, 'en')} pairs."
    vi = f"{CAPTION.source_vi} Vẽ {wording.part(drawn, pairs, 'vi')} cặp."
    return replace(CAPTION, source_en=en, source_vi=vi)


def strongest(cooccurrences: pd.DataFrame, nodes: int = NODES, edges: int = EDGES) -> pd.DataFrame:
    """The strongest pairs, as `term` and `collocate`, that so many words and lines can show."""
    order = cooccurrences.sort_values(["log_dice", "first", "second"], ascending=[False, True, True])
    words: set[str] = set()
    chosen: list[dict[Any, Any]] = []
    for row in order.to_dict("records"):
        both = words | {row["first"], row["second"]}
        if len(both) <= nodes and len(chosen) < edges:
            words = both
            chosen.append(row)
    found = pd.DataFrame(chosen, columns=list(cooccurrences.columns))
    return found.rename(columns={"first": "term", "second": "collocate"})[list(COLUMNS)]


def placed(nodes: int, edges: Sequence[tuple[int, int]], weights: Sequence[float]) -> Points:
    """Where each node stands, in points: a row of x and y a node, no two in one cell.

    >>> placed(3, [(0, 1), (1, 2)], [1.0, 1.0]).shape
    (3, 2)
    """
    cells = _cells(nodes + 4)
    pairs, strength = np.array(edges, dtype=np.int64), np.array(weights)
    orders = [
        np.arange(len(cells)),
        *(np.random.default_rng(n).permutation(len(cells)) for n in range(1, STARTS)),
    ]
    ends = [_settled(cells[order], pairs, strength, nodes) for order in orders]
    found = min(ends, key=lambda end: end[0])[1][:nodes]
    _, row = np.unique(found[:, 1], return_inverse=True)  # rows without a word are closed
    return np.column_stack([found[:, 0], DOWN * (row + 0.5)])


def _settled(at: Points, edges: np.ndarray, weights: np.ndarray, nodes: int) -> tuple[float, Points]:
    """The cost and the cells when no exchange of two helps; the cells after the first `nodes` are free."""
    least = _cost(at, edges, weights, nodes)
    better = True
    while better:
        better = False
        for one in range(nodes):
            for other in range(one + 1, len(at)):
                changed = at.copy()
                changed[[one, other]] = at[[other, one]]
                cost = _cost(changed, edges, weights, nodes)
                if cost < least - 1e-9:
                    at, least, better = changed, cost, True
    return least, at


def _cells(count: int) -> Points:
    """The middles of so many cells or more: rows of three and two, like bricks, from the middle outward."""
    rows = math.ceil(count / 2.5)
    cells = [
        (ACROSS * (column + (0.5 if row % 2 == 0 else 1.0)), DOWN * (row + 0.5))
        for row in range(rows)
        for column in range(3 if row % 2 == 0 else 2)
    ]
    middle = WIDTH / 2, DOWN * rows / 2
    return np.array(sorted(cells, key=lambda at: (round(math.dist(at, middle), 6), at)))


def _cost(at: Points, edges: np.ndarray, weights: np.ndarray, nodes: int) -> float:
    """Length of the lines, in cells, with what crossings and covered names add."""
    a, b = at[edges[:, 0]], at[edges[:, 1]]
    long = (((b - a) / (ACROSS, DOWN)) ** 2).sum(axis=1)
    return float(
        (weights * long).sum()
        + CROSSED * _crossings(a, b, edges)
        + COVERED * _covered(a, b, edges, at[:nodes])
    )


def _side(a: Points, b: Points, c: Points) -> Points:
    """On which side of the line from a to b the point c lies."""
    way, point = b - a, c - a
    return np.asarray(np.sign(way[..., 0] * point[..., 1] - way[..., 1] * point[..., 0]))


def _crossings(a: Points, b: Points, edges: np.ndarray) -> int:
    """How many pairs of lines without a common end cross."""
    first, second = np.triu_indices(len(edges), 1)
    apart = (edges[first][:, :, None] != edges[second][:, None, :]).all(axis=(1, 2))
    first, second = first[apart], second[apart]
    one = _side(a[first], b[first], a[second]) * _side(a[first], b[first], b[second])
    other = _side(a[second], b[second], a[first]) * _side(a[second], b[second], b[first])
    return int(((one < 0) & (other < 0)).sum())


def _covered(a: Points, b: Points, edges: np.ndarray, at: Points) -> int:
    """How many names a line runs over that is not theirs: nearer than a third of a cell."""
    scale = np.array([ACROSS, DOWN])
    start, way = a[:, None] / scale, (b - a)[:, None] / scale
    point = at[None] / scale - start
    along = np.clip((point * way).sum(axis=2) / np.maximum((way**2).sum(axis=2), 1e-9), 0, 1)
    near = np.hypot(*np.moveaxis(point - along[..., None] * way, 2, 0)) < 0.34
    own = (np.arange(len(at))[None] == edges[:, :1]) | (np.arange(len(at))[None] == edges[:, 1:])
    return int((near & ~own).sum())
