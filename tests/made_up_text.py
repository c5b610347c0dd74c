"""Vietnamese-looking text for property tests: words of the press, figures and marks in any order."""

from __future__ import annotations

from hypothesis import strategies as st

from conftest import CASES

PIECES = [
    piece
    for line in (CASES / "pieces.txt").read_text(encoding="utf-8").split("\n")
    for piece in line.split("|")
]
MARKS = [*",.;:()-–/%…“”!?[]\t\n", "\n\n"]
STRANGE = [
    "Ð",
    "\u00a0",
    "\u200b",
    "с",
    "e\u0302\u0301",
    "İ",
    "ß",
    "Ǆ",
    "\u0301",
    "٣",
    "²",
    "🙂",
    "ﬁ",
    "１２",
]

_pieces = st.one_of(st.sampled_from(PIECES), st.sampled_from(MARKS), st.integers(0, 10**7).map(str))


def texts(strange: bool = False) -> st.SearchStrategy[str]:
    """Texts of up to forty pieces; `strange` ones hold letters that no clean page has."""
    pieces = st.one_of(_pieces, st.sampled_from(STRANGE)) if strange else _pieces
    return st.lists(st.tuples(pieces, st.sampled_from([" ", " ", " ", "", "  "])), max_size=40).map(
        lambda parts: "".join(piece + gap for piece, gap in parts)
    )
