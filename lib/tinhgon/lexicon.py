"""Finds the phrases of the rules in a text: one walk over its words, the longest phrase wins.

A phrase is words and punctuation marks. `(a|b)` is a choice, `[x]` may be missing; both may nest. Phrases
are matched on folded text, so case and tone style do not matter.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, overload

from tinhgon.errors import InputError
from tinhgon.rules import Rulebook
from tinhgon.text import fold

_token = re.compile(r"[^\W_]+|[^\w\s]")


class Token(NamedTuple):
    """A word or mark of a folded text, with its offsets."""

    text: str
    start: int
    end: int


class Mention(NamedTuple):
    """A phrase in a text: `concern` is its rules file, `id` its entry, `form` the list it is in there."""

    start: int
    end: int
    concern: str
    id: str
    form: str


@dataclass(frozen=True, slots=True)
class Label:
    """What a phrase stands for. Phrases of one `layer` (a concern, or one cue) do not overlap."""

    concern: str
    id: str
    form: str
    layer: str


def label(concern: str, entry_id: str, form: str) -> Label:
    """The label of a phrase that stands in the list `form` of an entry of the rules file `concern`."""
    if concern == "cues":
        return Label(concern, entry_id, form, f"cues.{entry_id}")
    return Label(concern, entry_id, form, "lead" if form == "lead" else concern)


class Words(Sequence[Token]):
    """The words and marks of a stretch of folded text, in columns: `texts` as written, `starts` as offsets.

    >>> Words("thôn, bản (mới)").texts
    ['thôn', ',', 'bản', '(', 'mới', ')']
    >>> Words("thôn, bản")[-1]
    Token(text='bản', start=6, end=9)
    """

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self._stretch = (text, start, len(text) if end is None else end)
        self.texts: list[str] = _token.findall(*self._stretch)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins; found when first asked for, since most stretches hold no phrase."""
        return [match.start() for match in _token.finditer(*self._stretch)]

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        text, start = self.texts[index], self.starts[index]
        return Token(text, start, start + len(text))


class Leaf(NamedTuple):
    """What ends at a node of the tree: its labels, also by layer, and whether one is of a compound."""

    labels: tuple[Label, ...]
    layers: tuple[tuple[str, tuple[Label, ...]], ...]
    compound: bool


Run = tuple[int, list[tuple[int, Leaf]]]  # a word, and for each phrase from it on the word behind it


class Lexicon:
    """A tree of words whose leaves are labels."""

    def __init__(self, phrases: Iterable[tuple[str, Label]]) -> None:
        labels: dict[tuple[str, ...], dict[Label, None]] = {}
        for phrase, label in phrases:
            for words in expand(phrase):
                labels.setdefault(words, {})[label] = None
        self._root: dict[str, Any] = {}
        for words, found in labels.items():
            node = self._root
            for word in words:
                node = node.setdefault(word, {})
            node[""] = _leaf(tuple(found))

    def at(self, words: Words, index: int) -> list[tuple[int, Leaf]]:
        """Every phrase that begins at word `index`: the index after its last word, and what it stands for."""
        found: list[tuple[int, Leaf]] = []
        texts, count = words.texts, len(words.texts)
        node = self._root.get(texts[index])
        while node is not None:
            index += 1
            if "" in node:
                found.append((index, node[""]))
            node = node.get(texts[index]) if index < count else None
        return found

    def find(self, words: Words) -> tuple[list[Mention], frozenset[int]]:
        """The longest phrases of each layer, left to right, not overlapping within a layer, and the seams.

        Seams are the indices of words that continue a compound (`phố` in `thành phố`): no phrase begins or
        ends there.
        """
        root, at = self._root, self.at
        opening = [index for index, text in enumerate(words.texts) if text in root]
        runs = [(index, phrases) for index in opening if (phrases := at(words, index))]
        seams = _seams(runs)
        return (_mentions(words, runs, seams) if runs else []), seams


def _leaf(labels: tuple[Label, ...]) -> Leaf:
    layers: dict[str, tuple[Label, ...]] = {}
    for label in labels:
        layers[label.layer] = (*layers.get(label.layer, ()), label)
    compound = layers.pop(COMPOUNDS, None) is not None
    return Leaf(labels, tuple(layers.items()), compound)


def _seams(runs: list[Run]) -> frozenset[int]:
    return frozenset(
        inside
        for index, phrases in runs
        for after, leaf in phrases
        if leaf.compound
        for inside in range(index + 1, after)
    )


def _mentions(words: Words, runs: list[Run], seams: frozenset[int]) -> list[Mention]:
    """The longest phrase of each layer at each word where the layer is free."""
    found: list[Mention] = []
    free: dict[str, int] = {}
    texts, starts = words.texts, words.starts
    for index, phrases in runs:
        if index in seams:
            continue
        best: dict[str, tuple[int, tuple[Label, ...]]] = {}
        for after, leaf in phrases:
            if after not in seams:
                for layer, labels in leaf.layers:
                    best[layer] = (after, labels)
        for layer, (after, labels) in best.items():
            if free.get(layer, 0) <= index:
                free[layer] = after
                start, end = starts[index], starts[after - 1] + len(texts[after - 1])
                found += [Mention(start, end, label.concern, label.id, label.form) for label in labels]
    return found


COMPOUNDS = "compounds"
FORMS = ("phrases", "weak", "behind", "lead", "counted", "of_percent", "generic")


@functools.cache
def lexicon(rulebook: Rulebook, *concerns: str) -> Lexicon:
    """The phrases of these rules files (`objects`, `changes`, …) and the compounds as one lexicon."""
    compound = Label(COMPOUNDS, "", "phrases", COMPOUNDS)
    phrases = (
        (phrase, label(concern, entry["id"], form))
        for concern in concerns
        for entry in rulebook.entries(concern)
        for form in FORMS
        for phrase in entry.get(form, ())
    )
    return Lexicon(itertools.chain(((phrase, compound) for phrase in rulebook.lines(COMPOUNDS)), phrases))


# --- Phrases ---------------------------------------------------------------------------------------

MOST = 5000  # sequences of one phrase: every optional word doubles them
_part = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")


@functools.cache
def expand(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Every sequence of words that `phrase` stands for, the empty one left out.

    >>> expand("[số] (xã|phường , thị trấn)")
    (('số', 'xã'), ('số', 'phường', ',', 'thị', 'trấn'), ('xã',), ('phường', ',', 'thị', 'trấn'))

    Raises InputError where brackets do not match, and where the sequences are more than MOST.
    """
    parts = _part.findall(phrase)
    sequences, after = _choices(parts, 0, phrase)
    if after != len(parts):
        raise InputError(f'rules: brackets do not match in "{phrase}"')
    return tuple(dict.fromkeys(sequence for sequence in sequences if sequence))


def _choices(parts: list[str], at: int, phrase: str) -> tuple[list[tuple[str, ...]], int]:
    """Sequences up to a closing bracket or the end: alternatives split by `|`."""
    found: list[tuple[str, ...]] = []
    current: list[tuple[str, ...]] = [()]
    while at < len(parts) and parts[at] not in ")]":
        if parts[at] == "|":
            found, current, at = found + current, [()], at + 1
            continue
        if parts[at] in "([":
            inner, after = _choices(parts, at + 1, phrase)
            closing = ")" if parts[at] == "(" else "]"
            if after >= len(parts) or parts[after] != closing:
                raise InputError(f'rules: brackets do not match in "{phrase}"')
            options, at = inner + ([()] if closing == "]" else []), after + 1
        else:
            words = tuple(Words(fold(parts[at])).texts)
            options, at = [words], at + 1
        if len(current) * len(options) > MOST:
            raise InputError(f'rules: split "{phrase}": it stands for more than {MOST} sequences of words')
        current = [before + option for before in current for option in options]
    return found + current, at
