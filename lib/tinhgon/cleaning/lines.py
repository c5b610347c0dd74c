"""A page as lines: what each says, where it stands and, once labelled, what it is and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tinhgon.text import fold, normalise

LABELS = ("title", "dateline", "byline", "body", "caption", "furniture", "teaser")
KEPT = frozenset({"title", "body"})

_CLOSING = "\"'”’»)]" + "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_ENDS = frozenset(".!?:;…")


@dataclass(slots=True)
class Line:
    """One non-blank line. `gap` is the number of blank lines above it, `hint` what the markup said of it."""

    number: int
    text: str
    gap: int = 0
    hint: str = ""
    label: str = ""
    rule: str = ""
    opens: str = ""
    article: int = 0
    folded: str = field(default="", repr=False)
    words: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.folded = self.folded or fold(self.text)
        self.words = len(self.text.split())

    def mark(self, label: str, rule: str, opens: str = "") -> None:
        """Give the line its label and the rule that gave it."""
        self.label, self.rule, self.opens = label, rule, opens

    @property
    def is_prose(self) -> bool:
        """Running text: long, or a sentence of some length."""
        return self.words >= 25 or (self.words >= 9 and self.ends_sentence)

    @property
    def is_headline(self) -> bool:
        """Of a title's length, and not closed by a full stop."""
        if not 3 <= self.words <= 35 or self.text[-1] in ",;:":
            return False
        bare = self.text.rstrip(_CLOSING)
        return not bare.endswith(".") or bare.endswith("..")

    @property
    def ends_sentence(self) -> bool:
        return self.text[-1] in "”»" or self.text.rstrip(_CLOSING)[-1:] in _ENDS


def of_text(content: str) -> list[Line]:
    """The non-blank lines of a plain text, normalised, ends stripped; numbers count from 1.

    >>> [(line.number, line.text, line.gap) for line in of_text("Một\\n\\n\\u00a0 Hai \\n")]
    [(1, 'Một', 0), (3, 'Hai', 1)]
    """
    printed = normalise(content)
    rows = zip(printed.split("\n"), fold(printed).split("\n"), strict=True)
    return number((body.strip(), "", folded.strip()) for body, folded in rows)


def number(rows: Iterable[tuple[str, str, str]]) -> list[Line]:
    """Lines of (text, hint, folded text or "") rows; blank ones are counted and left out."""
    found: list[Line] = []
    gap = 0
    for place, (body, hint, folded) in enumerate(rows, start=1):
        if not body:
            gap += 1
            continue
        found.append(Line(place, body, gap, hint, folded=folded))
        gap = 0
    return found
