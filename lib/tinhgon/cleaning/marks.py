"""What each line is by itself: date lines, furniture, captions, possible signatures, repetitions."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from tinhgon.cleaning import bylines, captions, datelines, furniture
from tinhgon.cleaning.lines import Line
from tinhgon.rules import Rulebook

_gap = re.compile(r"\W+")
_counter = re.compile(r"\d{1,3}/\d{1,3}")
_printed_head = re.compile(r"\d{1,2}/\d{1,2}/\d{4}\s")  # a browser prints it on each sheet
_begins = re.compile(r"\W*(\w+)\W+(\w+)")
BLOB, WORD = 1000, 30  # characters that no line of so many words has: data, not language
LONGEST = 200_000  # characters that no paragraph has
LEAD = 30  # words from which a repeated first paragraph is a lead, not a caption
SHORT = 12  # words of a line that stands on many pages of a site, as its menus do
REMEMBERED = 1 << 12  # such lines whose reading is kept


class Said(NamedTuple):
    """What one line says by itself, at most one of it; `marked` is the rule of a caption with a mark."""

    stamp: datelines.Stamp | None = None
    entry: furniture.Entry | None = None
    credit: bylines.Credit | None = None
    marked: str = ""


class Marks(NamedTuple):
    """Stamps and credits by the index of their line."""

    stamps: dict[int, datelines.Stamp]
    credits: dict[int, bylines.Credit]


def mark(lines: list[Line], book: Rulebook, repeated: Collection[int] = ()) -> Marks:
    """Label the lines that say what they are, wherever they stand; return their dates and signatures.

    `repeated` are the numbers of lines known to be the site's.
    """
    pictures = captions.compiled(book)
    marks = Marks({}, {})
    titled = False  # a line that could be the title stands above; before it, no scene is a caption
    for index, line in enumerate(lines):
        if len(line.text) > min(BLOB + WORD * line.words, LONGEST):
            line.mark("furniture", "line.blob")
            continue
        said = _remembered(line.text, line.folded, book) if line.words <= SHORT else _said(line, book)
        if said.stamp:
            marks.stamps[index] = said.stamp
            line.mark("dateline", "dateline.form")
        elif said.entry:
            line.mark(said.entry.label, f"furniture.{said.entry.id}", said.entry.opens)
        elif line.number in repeated:
            line.mark("furniture", "repeat.site")
        elif line.hint == "outside":
            line.mark("furniture", "html.outside")
        elif said.credit:
            marks.credits[index] = said.credit
        elif form := said.marked or (titled and captions.scene(line, pictures)):
            line.mark("caption", form)
        elif furniture.is_bare(line):
            line.mark("furniture", "furniture.unaccented")
        elif line.hint == "caption":
            line.mark("caption", "html.caption")
        else:
            titled = titled or line.words >= 4
    _mark_counters(lines)
    _mark_pictures(lines)
    _mark_repeated(lines, marks)
    return marks


def _said(line: Line, book: Rulebook) -> Said:
    rules = furniture.compiled(book)
    if stamp := datelines.parse(line, rules):
        return Said(stamp=stamp)
    if entry := furniture.match(line, rules):
        return Said(entry=entry)
    if credit := bylines.parse(line.text, bylines.compiled(book)):
        return Said(credit=credit)
    return Said(marked=captions.marked(line, captions.compiled(book)))


@functools.lru_cache(maxsize=REMEMBERED)
def _remembered(text: str, folded: str, book: Rulebook) -> Said:
    """What a short line says: the pages of a site have most of theirs in common."""
    return _said(Line(0, text, folded=folded), book)


def _mark_counters(lines: list[Line]) -> None:
    """`2/5` above the caption of a picture counts pictures; elsewhere it may be a cell of a table."""
    for index, line in enumerate(lines):
        if not line.label and line.words == 1 and _counter.fullmatch(line.text):
            below = next((one for one in lines[index + 1 : index + 3] if one.label != "furniture"), line)
            if below.label == "caption":
                line.mark("furniture", "caption.counter")


def _mark_pictures(lines: list[Line]) -> None:
    """A line that only gives a picture's name its marks back is that picture's caption or, above the text,
    the headline of the item that the picture belongs to."""
    names = [index for index, line in enumerate(lines) if line.rule == "furniture.unaccented"]
    bare = {furniture.unaccented(lines[index].text) for index in names}
    first = next(
        (
            index
            for index, line in enumerate(lines)
            if line.is_prose and not line.is_headline and not line.label
        ),
        0,
    )
    for index, line in enumerate(lines) if bare else ():
        if not line.label and line.words <= 40 and furniture.unaccented(line.text) in bare:
            line.mark("teaser" if index < first else "caption", "picture.name")
    heads = [index for index in range(first) if not lines[index].label and lines[index].is_headline]
    for index in heads[:-1]:
        if index - 1 in names:
            lines[index].mark("teaser", "picture.item")


def _mark_repeated(lines: list[Line], marks: Marks) -> None:
    alike: dict[str, list[int]] = defaultdict(list)  # lines that begin with the same two words
    for index, line in enumerate(lines):
        if line.words >= 2 and line.label in {"", "caption"} and index not in marks.credits:
            begins = _begins.match(line.folded)
            alike[f"{begins[1]} {begins[2]}" if begins else ""].append(index)
    places: dict[str, list[int]] = defaultdict(list)
    for group in alike.values():
        for index in group if len(group) > 1 else ():
            places[_gap.sub(" ", lines[index].folded).strip()].append(index)
    first = next((index for index, line in enumerate(lines) if line.is_prose and not line.label), len(lines))
    for group in places.values():
        if len(group) > 1:
            _mark_group(lines, group, first)


def _mark_group(lines: list[Line], group: list[int], first: int) -> None:
    """Label the places of one repeated line; `first` is the index of the first running text."""
    line = lines[group[0]]
    follows = group[1] - group[0] == 1
    if group[0] < first and line.is_headline and not line.label:
        for index in group[1:]:
            head = index < first or _printed_head.match(line.text)
            kind = ("furniture", "repeat.title") if head else ("caption", "repeat.caption")
            lines[index].mark(*kind)
    elif group[0] == first and line.words >= LEAD and group[1] <= first + 2:
        return
    elif follows or line.words >= 5:
        for index in group:
            if not lines[index].label:
                lines[index].mark("caption", "repeat.caption")
