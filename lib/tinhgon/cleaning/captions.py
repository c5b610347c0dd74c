"""Captions by their form: a mark of the photographer, a scene named and nothing told of it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from tinhgon.cleaning.furniture import phrases_of
from tinhgon.cleaning.lines import Line
from tinhgon.rules import Rulebook

LONGEST = 90  # words of a line that a picture's mark at its end makes a caption
_SOURCE = re.compile(
    r"\((?:nguồn|theo|ảnh|photo|hình)(?:\s*:)?+\s++[^()]{2,40}\)[\s.]*+$"
    r"|\([^()]{2,30}/(?:ttxvn|vietnam\+|vgp|vov)\)[\s.]*+$"
)
_CLOSING = re.compile(
    r"(?:[-–—.,;(\[*|\"”’)]\s*+|(?<!\s)\s{2,}+)(?:nguồn )?(?:ảnh|đồ họa|clip|video)"
    r"(?:(?:\s*[:/.]|\s)\s*+(?:[^.;:!?]|\.(?=\S)){1,40}|\s++(?:minh họa|tư liệu|chụp).{0,40})?[)\]]?[\s.]*+$"
)
_REST = r"[^.;:“”\"]"  # of one clause, without speech
_HALF = r"[^.;:,“”\"]"  # of one part of a clause


class Form(NamedTuple):
    """A form of caption: the id of its rule, its pattern and the most words of a line that has it."""

    rule: str
    pattern: re.Pattern[str]
    longest: int


class Captions(NamedTuple):
    opening: re.Pattern[str]
    telling: re.Pattern[str]
    forms: tuple[Form, ...]


@functools.cache
def compiled(book: Rulebook) -> Captions:
    """The words of `captions.yml` in the forms that captions have."""
    entries = book.by_id("captions")
    words = {name: phrases_of(entry) for name, entry in entries.items()}
    who, does, scene = words["people"], words["act"], words["scene"]
    behind = rf"(?:{_REST}{{0,80}} )?(?:tại|với|ở|trong|cho) {_REST}{{0,90}}(?:{words['event']})"
    forms = (
        (rf"(?:{scene})(?!\w) .{{3,160}}|(?:quang|toàn) cảnh\.?", "scene", 30),
        (rf"(?:{who}) .{{2,200}}?(?:{does}) {behind}{_HALF}{{0,80}}\.?", "speaker", 45),
        (rf"{_REST}{{8,160}} (?:tại|trong|dự) (?:{words['meeting']}){_HALF}{{0,80}}", "speaker", 30),
        (rf"(?:{who}) {_REST}{{2,120}}?(?:{does})(?!\w){_REST}{{3,120}}(?<![.!?…])", "act", 30),
        (
            rf"(?:{words['building']}) {_HALF}{{0,80}}(?:{words['area']})\.? {_HALF}{{2,60}}\.?",
            "building",
            16,
        ),
    )
    besides = "".join(
        f"(?<!{phrase[: -len(word)]})"
        for phrase in entries["telling"].get("except", ())
        for word in phrase.split()[-1:]
    )
    return Captions(
        re.compile(
            rf"^[(\[]?\s*(?:{words['picture']})(?:\s+(?:minh họa|tư liệu|chụp|trên|dưới|\d+))?\s*[:.]\s*\S"
        ),
        re.compile(rf"{besides}(?:{words['telling']}|(?<!\w)ngày \d)(?!\w)"),
        tuple(
            Form(f"caption.{name}", re.compile(f"^(?:{pattern})$"), longest)
            for pattern, name, longest in forms
        ),
    )


def marked(line: Line, rules: Captions) -> str:
    """The id of the rule where the line carries a picture's mark (`Ảnh: …`, `(ảnh: …)`), or "".

    >>> from tinhgon.rules import book
    >>> lines = [Line(1, text) for text in ("Cầu Pá Uôn (ảnh: Lò An)", "Cầu Pá Uôn dài 900 m.")]
    >>> [marked(line, compiled(book())) for line in lines]
    ['caption.mark', '']
    """
    if line.words > LONGEST:
        return ""
    folded = line.folded
    if rules.opening.match(folded) or _SOURCE.search(folded):
        return "caption.mark"
    if "ảnh" in folded or "đồ họa" in folded or "clip" in folded or "video" in folded:
        found = _CLOSING.search(folded)
        if found and found.start() > 0:
            return "caption.mark"
    return ""


def scene(line: Line, rules: Captions) -> str:
    """The id of the form where the line names a scene or a speaker and tells nothing of it, or "".

    >>> from tinhgon.rules import book
    >>> lines = [Line(1, text) for text in ("Quang cảnh hội nghị", "Quang cảnh hội nghị đã đổi khác")]
    >>> [scene(line, compiled(book())) for line in lines]
    ['caption.scene', '']
    """
    if line.words > max(form.longest for form in rules.forms) or rules.telling.search(line.folded):
        return ""
    fitting = (form for form in rules.forms if line.words <= form.longest and form.pattern.match(line.folded))
    return next((form.rule for form in fitting), "")
