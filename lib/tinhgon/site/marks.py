"""Marks in a text: spans that may cover, touch or cross one another, as properly nested HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup, escape


@dataclass(frozen=True)
class Mark:
    """A stretch `text[start:end]` to be marked. `anchor` is its id on the page; `note` numbers its note."""

    start: int
    end: int
    kind: str
    anchor: str
    note: int = 0
    words: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A line of the text with its marks, the numbers of the notes that belong to it, and where it begins."""

    html: Markup
    notes: tuple[int, ...]
    start: int = 0


def paragraphs(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """The lines of `text` that hold anything, each with its marks.

    A mark over a line end is cut there; the first piece keeps the anchor and the note.

    >>> lines = paragraphs("Giảm 5 xã\\nvà <8%", [Mark(5, 9, "figure", "s-1", 1)])
    >>> print(lines[0].html)
    Giảm <mark id="s-1" class="figure">5 xã<a class="note-link" href="#n-1" aria-label="1">1</a></mark>
    >>> lines[1].html, lines[0].notes
    (Markup('và &lt;8%'), (1,))
    """
    ordered = sorted(marks, key=_outer_first)
    found, offset = [], 0
    for line in text.split("\n"):
        end = offset + len(line)
        inside = [_clip(mark, offset, end) for mark in ordered if mark.start < end and mark.end > offset]
        if line.strip():
            notes = tuple(sorted(mark.note for mark in inside if mark.note and mark.anchor))
            found.append(Paragraph(_nested(text, offset, end, inside), notes, offset))
        offset = end + 1
    return found


def _outer_first(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, -mark.note


def _clip(mark: Mark, start: int, end: int) -> Mark:
    first = mark if mark.start >= start else replace(mark, anchor="", note=0)
    return replace(first, start=max(mark.start, start), end=min(mark.end, end))


def _nested(text: str, start: int, end: int, marks: list[Mark]) -> Markup:
    """`text[start:end]` with its marks; one that crosses another's end goes on after it."""
    pieces: list[Markup] = []
    at = start
    while marks:
        outer, marks = marks[0], marks[1:]
        pieces.append(escape(text[at : outer.start]))
        crossing = [mark for mark in marks if mark.start < outer.end < mark.end]
        inside = [replace(mark, end=min(mark.end, outer.end)) for mark in marks if mark.start < outer.end]
        rest = [mark for mark in marks if mark.start >= outer.end]
        rest += [replace(mark, start=outer.end, anchor="", note=0) for mark in crossing]
        marks = sorted(rest, key=_outer_first)
        pieces.append(
            _element(outer, _nested(text, outer.start, outer.end, sorted(inside, key=_outer_first)))
        )
        at = outer.end
    return Markup("").join([*pieces, escape(text[at:end])])


def _element(mark: Mark, inner: Markup) -> Markup:
    anchor = Markup(' id="{}"').format(mark.anchor) if mark.anchor else Markup("")
    words = Markup(' title="{}"').format(mark.words) if mark.words else Markup("")
    link = Markup("")
    if mark.note and mark.anchor:
        link = Markup('<a class="note-link" href="#n-{0}" aria-label="{0}">{0}</a>').format(mark.note)
    return Markup('<mark{} class="{}"{}>{}{}</mark>').format(anchor, mark.kind, words, inner, link)


def anchors(marks: Iterable[Mark]) -> Iterator[str]:
    """The ids that the marks put on a page."""
    return (mark.anchor for mark in marks if mark.anchor)
