"""The field's terms in a line of words: longest match, whatever the tone style and case."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any, NamedTuple

from tinhgon.rules import Rulebook
from tinhgon.text import fold


class Term(NamedTuple):
    """Words `first` to `last` (not included) of a line are the term `label`, spelled as in terms.txt."""

    first: int
    last: int
    label: str


MOST_KNOWN = 1 << 17
_LABEL = ""  # no syllable is empty, so the label of a path can stand among its branches


def terms(keys: Sequence[str], book: Rulebook) -> list[Term]:
    """The terms of `rules/terms.txt` among words given by their keys: from the left, the longest first.

    A term begins and ends where a word does; between, the segmentation does not matter.

    >>> from tinhgon.rules import book
    >>> terms(["đơn vị", "sự nghiệp", "công lập", "của", "tỉnh"], book())
    [Term(first=0, last=3, label='đơn vị sự nghiệp công lập')]
    """
    tree, begins = _tree(book, "terms"), _begins(book, "terms")
    found: list[Term] = []
    free = 0
    for first in compress(range(len(keys)), map(begins.__getitem__, keys)):
        if first >= free:
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


def join_lexicon(tokens: Sequence[str], tags: list[bool], book: Rulebook) -> None:
    """Join in `tags` (whether a token continues the word before it) what `rules/lexicon.txt` has as one word:
    the longest from the left, where it begins and ends at ends of words as tagged.

    >>> from tinhgon.rules import book
    >>> join_lexicon(["hợp", "nhất", "hai", "sở"], tags := [False] * 4, book())
    >>> tags
    [False, True, False, False]
    """
    tree, begins = _tree(book, "lexicon"), _begins(book, "lexicon")
    for first in compress(range(len(tokens)), map(begins.__getitem__, tokens)):
        if tags[first]:
            continue
        node, last = tree[_folded(tokens[first])], first
        for place in range(first + 1, len(tokens)):
            node = node.get(_folded(tokens[place]))
            if not node:
                break
            if _LABEL in node and not any(tags[place + 1 : place + 2]):
                last = place
        if last > first:
            tags[first + 1 : last + 1] = [True] * (last - first)


class _Begins(dict[str, bool]):
    """Whether a token, or a word, begins one of the list; worked out when it is first asked about."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree

    def __missing__(self, token: str) -> bool:
        if len(self) > MOST_KNOWN:
            self.clear()
        return self.setdefault(token, fold(token).partition(" ")[0] in self._tree)


_folded = functools.lru_cache(maxsize=MOST_KNOWN)(fold)


@functools.cache
def _begins(book: Rulebook, name: str) -> _Begins:
    return _Begins(_tree(book, name))


@functools.cache
def _tree(book: Rulebook, name: str) -> Mapping[str, Any]:
    tree: dict[str, Any] = {}
    for label in book.lines(name):
        node = tree
        for syllable in fold(label).replace(",", " ,").split():
            node = node.setdefault(syllable, {})
        node.setdefault(_LABEL, label)
    return tree
