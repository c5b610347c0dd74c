"""The field's terms in a line of words: longest match, whatever the tone style and case."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tinhgon.rules import Rulebook
from tinhgon.text import fold


class Term(NamedTuple):
    """Words `first` to `last` (not included) of a line are the term `label`, spelled as in terms.txt."""

    first: int
    last: int
    label: str


_LABEL = ""  # no syllable is empty, so the label of a path can stand among its branches


def terms(keys: Sequence[str], book: Rulebook, name: str = "terms") -> list[Term]:
    """The terms of `rules/NAME.txt` among words given by their keys: from the left, the longest first.

    A term begins and ends where a word does; between, the segmentation does not matter.

    >>> from tinhgon.rules import book
    >>> terms(["đơn vị", "sự nghiệp", "công lập", "của", "tỉnh"], book())
    [Term(first=0, last=3, label='đơn vị sự nghiệp công lập')]
    """
    tree = _tree(book, name)
    found: list[Term] = []
    free = 0
    for first, word in enumerate(keys):
        if first >= free and word.split(" ", 1)[0] in tree:
            term = _longest(keys, first, tree)
            if term:
                found.append(term)
                free = term.last
    return found


def _longest(keys: Sequence[str], first: int, tree: Mapping[str, Any]) -> Term | None:
    node, best = tree, None
    for index in range(first, len(keys)):
        for syllable in keys[index].split(" "):
            if syllable not in node:
                return best
            node = node[syllable]
        if _LABEL in node:
            best = Term(first, index + 1, node[_LABEL])
    return best


@functools.cache
def _tree(book: Rulebook, name: str) -> Mapping[str, Any]:
    tree: dict[str, Any] = {}
    for label in book.lines(name):
        node = tree
        for syllable in fold(label).replace(",", " ,").split():
            node = node.setdefault(syllable, {})
        node.setdefault(_LABEL, label)
    return tree
