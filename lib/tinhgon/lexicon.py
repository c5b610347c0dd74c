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
from operator import itemgetter
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

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words and marks, each once."""
        return frozenset(self.texts)

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


Run = tuple[int, int, int, tuple[Label, ...]]  # number, first word, word behind and labels of a phrase


class Reading:
    """Where the phrases of a lexicon stand among some words: in each layer the longest, left to right, not
    overlapping. That is settled when a layer is first asked for, since most never are.

    `seams` are the indices of words that continue a compound (`phố` in `thành phố`): no phrase begins or ends
    there.
    """

    def __init__(self, words: Words, layers: dict[str, list[Run]], seams: frozenset[int]) -> None:
        self._words, self._layers, self.seams = words, layers, seams

    def mentions(self, layers: Iterable[str]) -> list[Mention]:
        """The phrases of some layers, in order."""
        settled = [self._settled(self._layers[layer]) for layer in layers if layer in self._layers]
        if not settled:
            return []
        runs = settled[0] if len(settled) == 1 else sorted(itertools.chain(*settled), key=itemgetter(0))
        texts, starts = self._words.texts, self._words.starts if runs else []
        return [
            Mention(
                starts[first], starts[after - 1] + len(texts[after - 1]), label.concern, label.id, label.form
            )
            for _, first, after, labels in runs
            for label in labels
        ]

    def _settled(self, runs: list[Run]) -> list[Run]:
        """Those of a layer's runs that hold; of several that begin with one word the longest."""
        found: list[Run] = []
        seams, last, free = self.seams, -1, 0
        for run in runs:
            _, first, after, labels = run
            if seams and (first in seams or after in seams):
                continue
            if first == last:
                found[-1] = (found[-1][0], first, after, labels)
            elif first >= free:
                found.append(run)
            else:
                continue
            last, free = first, after
        return found


class Lexicon:
    """A tree of words whose leaves are labels. `layers` names those of a concern and id, or of a concern and
    no id."""

    def __init__(self, phrases: Iterable[tuple[str, Label]]) -> None:
        labels: dict[tuple[str, ...], dict[Label, None]] = {}
        self.layers: dict[tuple[str, str], dict[str, None]] = {}
        for phrase, label in phrases:
            for words in expand(phrase):
                labels.setdefault(words, {})[label] = None
            for key in ((label.concern, label.id), (label.concern, "")):
                self.layers.setdefault(key, {})[label.layer] = None
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

    def occurs(self, words: Words) -> bool:
        """Whether a phrase stands among `words`, be it in a compound."""
        root = self._root
        return any(text in root and self.at(words, index) for index, text in enumerate(words.texts))

    def read(self, words: Words) -> Reading:
        """Where the phrases stand among `words`."""
        layers: dict[str, list[Run]] = {}
        inside: set[int] = set()
        texts, number = [*words.texts, None], 0
        for first, node in enumerate(map(self._root.get, words.texts)):
            after = first + 1
            while node is not None:
                if "" in node:
                    number += 1
                    leaf: Leaf = node[""]
                    for layer, labels in leaf.layers:
                        layers.setdefault(layer, []).append((number, first, after, labels))
                    if leaf.compound:
                        inside.update(range(first + 1, after))
                node = node.get(texts[after])
                after += 1
        return Reading(words, layers, frozenset(inside))


def _leaf(labels: tuple[Label, ...]) -> Leaf:
    layers: dict[str, tuple[Label, ...]] = {}
    for label in labels:
        layers[label.layer] = (*layers.get(label.layer, ()), label)
    compound = layers.pop(COMPOUNDS, None) is not None
    return Leaf(labels, tuple(layers.items()), compound)


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
