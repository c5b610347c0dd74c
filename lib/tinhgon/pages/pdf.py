"""Text PDFs to plain text by pypdf (`tinhgon[documents]`): printed lines are joined to paragraphs again.

A line goes on in the next where that stands right below it, in letters of the same size and not indented,
and where the line is so full that the next line's first word did not fit.
"""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from itertools import pairwise
from typing import Any, NamedTuple

from tinhgon.pages.decoding import NotText
from tinhgon.pages.word import NEEDED

HEADER = b"%PDF-"
MOST_PAGES = 500
MOST_CONTENT = 20 * 2**20  # bytes of a document's drawing instructions, unpacked
WIDE = 0.5  # width of a letter, of its size, on average
FULL = 0.9  # share of the widest line that a full one has, with the next line's first word
SPACING = 1.9  # distance of two lines of a paragraph, of the size of their letters
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_ligatures = str.maketrans(_LIGATURES)
_number = re.compile(r"\d+")
_edge = re.compile(
    r"(?:(?:https?|file)://\S+\s*+)?(?:(?:trang|page)\s*+)?[-–]?\s*+"
    r"\d{1,4}(?:\s*+(?:/|of)\s*+\d{1,4})?\s*+[-–]?",
    re.I,
)


class Printed(NamedTuple):
    """One printed line: its place in points from the lower left, the size of its letters, its words."""

    x: float
    y: float
    size: float
    text: str

    @property
    def width(self) -> float:
        return len(self.text) * self.size * WIDE


def read(data: bytes) -> str:
    """The text of a PDF, a line a paragraph; running heads and page numbers left out. A scan gives none.

    Raises NotText for a broken or locked document, one of more than MOST_PAGES pages or MOST_CONTENT bytes
    of content, or where pypdf is not installed.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise NotText(NEEDED.format(kind="PDF")) from error
    try:
        return paragraphs(_pages(PdfReader(io.BytesIO(data))))
    except PyPdfError as error:
        raise NotText("a broken or locked PDF") from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError) as error:
        raise NotText("a broken PDF") from error
    except (RecursionError, MemoryError, NotImplementedError) as error:
        raise NotText("a PDF that cannot be unpacked") from error


def _pages(reader: Any) -> list[list[Printed]]:
    if len(reader.pages) > MOST_PAGES:
        raise NotText(f"a PDF of more than {MOST_PAGES} pages")
    found, content = [], 0
    for page in reader.pages:
        stream = page.get_contents()
        content += len(stream.get_data()) if stream is not None else 0
        if content > MOST_CONTENT:
            raise NotText(f"a PDF whose pages unpack to more than {MOST_CONTENT >> 20} MB")
        found.append(_lines(page))
    return found


def _lines(page: Any) -> list[Printed]:
    """The printed lines of a page in its own order; pieces on one base line are one line."""
    lines: list[Printed] = []

    def visit(text: str, outer: Any, inner: Any, font: Any, size: float) -> None:
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        height = abs(size) * math.hypot(inner[2], inner[3]) * math.hypot(outer[2], outer[3])
        for part in text.translate(_ligatures).split("\n"):
            last = lines[-1] if lines else None
            if last and abs(last.y - y) < 0.3 * max(height, last.size) and part:
                lines[-1] = last._replace(text=last.text + part, size=max(last.size, height))
            elif part.strip():
                lines.append(Printed(x, y, height or 1.0, part))

    page.extract_text(visitor_text=visit)
    return [line._replace(text=line.text.strip()) for line in lines if line.text.strip()]


def paragraphs(pages: list[list[Printed]]) -> str:
    """The paragraphs of pages of printed lines.

    >>> rows = ["Tỉnh đã giảm gần một phần tư số bản và tiểu khu, kéo theo", "nhiều chi bộ nhập lại.", "Lò"]
    >>> print(paragraphs([[Printed(50, 700 - 14 * at, 11, row) for at, row in enumerate(rows)]]))
    Tỉnh đã giảm gần một phần tư số bản và tiểu khu, kéo theo nhiều chi bộ nhập lại.
    Lò
    """
    lines = [line for page in _without_edges(pages) for line in page]
    if not lines:
        return ""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size)] += len(line.text)
    usual = letters.most_common(1)[0][0]
    widest = max(line.width for line in lines if line.size <= 1.1 * usual or len(lines) == 1)
    done, margin = [lines[0].text], lines[0].x
    for above, line in pairwise(lines):
        if _goes_on(above, line, margin, usual, widest):
            done[-1] += ("" if done[-1].endswith(("-", "/")) and line.text[:1].isdigit() else " ") + line.text
            margin = min(margin, line.x)
        else:
            done.append(line.text)
            margin = line.x
    return "\n".join(done)


def _goes_on(above: Printed, line: Printed, margin: float, usual: float, widest: float) -> bool:
    if abs(above.size - line.size) > 0.1 * line.size or line.x > margin + 0.5 * line.size:
        return False
    fall = above.y - line.y
    if fall > SPACING * line.size:
        return False
    if fall <= 0 and re.search(r"[.!?…:;]\W*$", above.text):  # the next page or column
        return False
    if line.size > 1.1 * usual:
        return fall > 0
    word = line.text.split()[0]
    return above.width + (len(word) + 1) * line.size * WIDE >= FULL * widest


def _without_edges(pages: list[list[Printed]]) -> list[list[Printed]]:
    """Pages without what stands on the edge of most of them, page numbers and addresses of print-outs."""
    edges = Counter(key for page in pages for key in {_number.sub("0", line.text) for line in _edges(page)})
    often = {key for key, count in edges.items() if count > 1 and count >= 0.5 * len(pages)}

    def is_edge(line: Printed, page: list[Printed]) -> bool:
        return (
            _number.sub("0", line.text) in often or bool(_edge.fullmatch(line.text)) or _is_small(line, page)
        )

    return [[line for line in page if line not in _edges(page) or not is_edge(line, page)] for page in pages]


def _edges(page: list[Printed]) -> list[Printed]:
    heights = sorted({line.y for line in page})
    return [line for line in page if line.y in (*heights[:2], *heights[-2:])]


def _is_small(line: Printed, page: list[Printed]) -> bool:
    """A line in smaller letters at the very edge, well apart from the text: a browser's head or foot."""
    others = [other for other in page if other.size > 1.15 * line.size]
    gap = min((abs(other.y - line.y) for other in others), default=0.0)
    return bool(others) and gap > 2 * line.size and (line.y < 40 or line.y > max(other.y for other in others))
