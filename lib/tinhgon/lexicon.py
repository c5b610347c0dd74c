"""Finds the phrases of the rules in a text: one walk over its words, the longest phrase wins.

A phrase is words and punctuation marks. `(a|b)` is a choice, `[x]` may be missing; both may nest. Phrases
are matched on folded text, so case and tone style do not matter.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

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


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words and marks of `text[start:end]`.

    >>> [token.text for token in tokens("thôn, bản (mới)")]
    ['thôn', ',', 'bản', '(', 'mới', ')']
    """
    stop = len(text) if end is None else end
    return [Token(match[0], match.start(), match.end()) for match in _token.finditer(text, start, stop)]


class Lexicon:
    """A tree of words whose leaves are labels."""

    def __init__(self, phrases: Iterable[tuple[str, Label]]) -> None:
        self._root: dict[str, Any] = {}
        for phrase, label in phrases:
            for words in expand(phrase):
                node = self._root
                for word in words:
                    node = node.setdefault(word, {})
                labels = node.setdefault("", [])
                if label not in labels:
                    labels.append(label)

    def at(self, words: list[Token], index: int) -> Iterator[tuple[int, list[Label]]]:
        """Every phrase that begins at word `index`: the index after its last word, and its labels."""
        node = self._root.get(words[index].text)
        while node is not None:
            index += 1
            if "" in node:
                yield index, node[""]
            node = node.get(words[index].text) if index < len(words) else None

    def find(self, words: list[Token]) -> tuple[list[Mention], frozenset[int]]:
        """The longest phrases of each layer, left to right, not overlapping within a layer, and the seams.

        Seams are the indices of words that continue a compound (`phố` in `thành phố`): no phrase begins or
        ends there.
        """
        runs = [
            (index, list(self.at(words, index)))
            for index, word in enumerate(words)
            if word.text in self._root
        ]
        seams = _seams(runs)
        found: list[Mention] = []
        free: dict[str, int] = {}
        for index, phrases in runs:
            if index in seams:
                continue
            best: dict[str, tuple[int, list[Label]]] = {}
            for after, labels in phrases:
                if after in seams:
                    continue
                for label in labels:
                    kept = best.get(label.layer)
                    shared = kept[1] if kept is not None and kept[0] == after else []
                    best[label.layer] = (after, [*shared, label])
            for layer, (after, labels) in best.items():
                if layer != COMPOUNDS and free.get(layer, 0) <= index:
                    free[layer] = after
                    start, end = words[index].start, words[after - 1].end
                    found.extend(Mention(start, end, label.concern, label.id, label.form) for label in labels)
        return found, seams


def _seams(runs: list[tuple[int, list[tuple[int, list[Label]]]]]) -> frozenset[int]:
    inside: set[int] = set()
    for index, phrases in runs:
        for after, labels in phrases:
            if any(label.concern == COMPOUNDS for label in labels):
                inside.update(range(index + 1, after))
    return frozenset(inside)


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

_part = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")


@functools.cache
def expand(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Every sequence of words that `phrase` stands for, the empty one left out.

    >>> expand("[số] (xã|phường , thị trấn)")
    (('số', 'xã'), ('số', 'phường', ',', 'thị', 'trấn'), ('xã',), ('phường', ',', 'thị', 'trấn'))

    Raises InputError where brackets do not match.
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
            words = tuple(token.text for token in tokens(fold(parts[at])))
            options, at = [words], at + 1
        current = [before + option for before in current for option in options]
    return found + current, at
