"""Where each article of a page begins and ends: titles, ends, and what stands after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tinhgon.cleaning.lines import Line
from tinhgon.cleaning.marks import Marks

AHEAD = 80  # lines that are looked ahead, so that the work stays linear
ARTICLE = 80  # words of running text that make a second article of what would be a teaser
STAMPED = 40  # the same beside a date line
LISTED = 150  # the same below a heading of other items
BACK = 0.15  # share of the text so far that must follow a signature or box for the article to go on


class _Next(NamedTuple):
    """For each line the index of the next one, itself included, that is free (neither labelled nor a possible
    signature), a firm signature, the heading of a list; the number of lines where there is none."""

    free: list[int]
    firm: list[int]
    list: list[int]


@dataclass
class _Ahead:
    """What stands below a line, to the next end of an article."""

    prose: int = 0
    words: int = 0
    heads: int = 0
    distance: int = 0
    signed: bool = False


def split(lines: list[Line], marks: Marks) -> list[tuple[int, int]]:
    """Cut a page into stretches of one article each, label what stands below their ends.

    Returns (first, last + 1) index pairs; a page without running text is one stretch.
    """
    cuts, words, ended = [0], 0, ""
    coming = _coming(lines, marks)
    for index, line in enumerate(lines):
        if words and ended != "list":
            ended = _end(lines, marks, coming, index, words) or ended
        if line.label or (index in marks.credits and line.rule):
            _settle(line, index, ended, marks)
            continue
        if words and (ended or is_stamped(lines, index)) and _opens(lines, marks, index, ended):
            cuts.append(_with_stamps(lines, index))
            words, ended = 0, ""
        elif ended and line.is_prose and _goes_on(lines, marks, index, words, ended):
            ended = ""
        if ended:
            line.mark("teaser" if line.words >= 2 else "furniture", f"after.{ended}")
        elif line.is_prose and not (words == 0 and line.is_headline and _is_first(lines, cuts[-1], index)):
            words += line.words
    return list(zip(cuts, [*cuts[1:], len(lines)], strict=True))


def _coming(lines: list[Line], marks: Marks) -> _Next:
    """What comes next, for all lines in one walk: the lines ahead keep their labels while a page is cut."""
    last = len(lines)
    found = _Next([last] * (last + 1), [last] * (last + 1), [last] * (last + 1))
    for index in range(last - 1, -1, -1):
        line, credit = lines[index], marks.credits.get(index)
        found.free[index] = found.free[index + 1] if line.label or credit else index
        found.firm[index] = index if credit and credit.firm else found.firm[index + 1]
        found.list[index] = index if line.opens == "list" else found.list[index + 1]
    return found


def _is_first(lines: list[Line], start: int, index: int) -> bool:
    return all(lines[at].label for at in range(start, index))


def _end(lines: list[Line], marks: Marks, coming: _Next, index: int, words: int) -> str:
    """What ends the article at this line: a `byline`, a `list` heading, a `box`; "" where it goes on."""
    line = lines[index]
    if line.opens:
        return {"list": "list", "inset": "box"}[line.opens]
    if index in marks.credits and _signs(lines, marks, coming, index, words):
        line.mark("byline", "byline.firm" if marks.credits[index].firm else "byline.place")
        return "" if _mid_credit(lines, marks, coming, index, words) else "byline"
    return ""


def _signs(lines: list[Line], marks: Marks, coming: _Next, index: int, words: int) -> bool:
    """Whether a possible signature is one where it stands: firm ones always; a mere name under a picture, or
    at the end of a text. A name with text below and a signature below that is a heading."""
    if marks.credits[index].firm or (index and lines[index - 1].label == "caption"):
        return True
    at = coming.free[index + 1]
    if coming.firm[index + 1] < at:
        return True
    if at == len(lines) or _opens(lines, marks, at, "byline"):
        return True
    ahead = _look(lines, marks, at)
    if not ahead.prose:
        return True
    return not (
        marks.credits[index].place
        or ahead.signed
        or lines[at].text.isdigit()
        or _goes_on(lines, marks, at, words, "byline")
    )


def _mid_credit(lines: list[Line], marks: Marks, coming: _Next, index: int, words: int) -> bool:
    """A credit inside the text, such as the photographer's initials under a picture."""
    at = coming.free[index + 1]
    if coming.list[index + 1] < at:
        return False
    under_picture = lines[index - 1].label == "caption"
    return (
        at < len(lines)
        and under_picture
        and lines[at].is_prose
        and _goes_on(lines, marks, at, words, "byline")
    )


def _settle(line: Line, index: int, ended: str, marks: Marks) -> None:
    """Below a list's heading also dates and captions are those of the items."""
    if ended == "list" and line.label in {"dateline", "caption"}:
        marks.stamps.pop(index, None)
        line.mark("teaser", "after.list")


def _look(lines: list[Line], marks: Marks, index: int) -> _Ahead:
    ahead = _Ahead()
    for at in range(index, min(len(lines), index + AHEAD)):
        line = lines[at]
        if line.opens == "list" or (at > index and at in marks.credits and ahead.prose):
            ahead.signed = at in marks.credits
            break
        if line.label:
            continue
        if at > index and ahead.prose and line.is_headline and not line.is_prose and is_stamped(lines, at):
            break
        if line.is_prose and (at > index or not line.is_headline):
            ahead.prose += 1
            ahead.words += line.words
        else:
            ahead.heads += 1
            ahead.distance += not ahead.prose
    return ahead


def _opens(lines: list[Line], marks: Marks, index: int, ended: str) -> bool:
    """Whether the line is the title of another article: a headline with enough text of its own below."""
    line = lines[index]
    if not line.is_headline or index in marks.credits:
        return False
    ahead = _look(lines, marks, index)
    if ahead.distance > 4 or ahead.prose < 2:
        return False
    if ended == "list" and ahead.heads > 1 + ahead.prose // 2:
        return False
    return ahead.words >= (LISTED if ended == "list" else STAMPED if is_stamped(lines, index) else ARTICLE)


def _goes_on(lines: list[Line], marks: Marks, index: int, words: int, ended: str) -> bool:
    """Whether running text below an end belongs to the article above it after all."""
    ahead = _look(lines, marks, index)
    if ahead.heads > ahead.prose:
        return False
    if ended == "list":
        return ahead.prose >= 3 and ahead.words >= 0.5 * words
    if ended == "box" and ahead.signed:
        return True
    return ahead.words >= BACK * words and (ahead.prose >= 2 or ended == "box")


def is_stamped(lines: list[Line], index: int) -> bool:
    """A date line stands right above or below."""
    above = index and lines[index - 1].label == "dateline"
    below = next((line.label for line in lines[index + 1 : index + 3] if line.label != "furniture"), "")
    return bool(above) or below == "dateline"


def _with_stamps(lines: list[Line], index: int) -> int:
    while index and lines[index - 1].label == "dateline":
        index -= 1
    return index
