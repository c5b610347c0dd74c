"""Finds the phrases of the rules in a text: one walk over its words, the longest phrase wins.

A phrase is words and punctuation marks. `(a|b)` is a choice, `[x]` may be missing; both may nest. Phrases
are matched on folded text, so case and tone style do not matter.
"""

from __future__ import annotations

import functools
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

    @property
    def layer(self) -> str:
        return (
            f"{self.concern}.{self.id}" if self.concern == "cues" else f"{self.concern}.{self.form == 'lead'}"
        )


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

    def find(self, words: list[Token], seams: frozenset[int] = frozenset()) -> list[Mention]:
        """The longest phrases of each layer, left to right, not overlapping within a layer.

        None begins or ends at one of the `seams` (indices of words inside a compound)."""
        found: list[Mention] = []
        free: dict[str, int] = {}
        for index in range(len(words)):
            if words[index].text not in self._root or index in seams:
                continue
            best: dict[str, tuple[int, list[Label]]] = {}
            for after, labels in self.at(words, index):
                if after in seams:
                    continue
                for label in labels:
                    kept = best.get(label.layer)
                    best[label.layer] = (
                        after,
                        [label] if kept is None or kept[0] < after else [*kept[1], label],
                    )
            for layer, (after, labels) in best.items():
                if free.get(layer, 0) <= index:
                    free[layer] = after
                    start, end = words[index].start, words[after - 1].end
                    found.extend(Mention(start, end, label.concern, label.id, label.form) for label in labels)
        return found


FORMS = ("phrases", "weak", "behind", "lead", "counted", "of_percent", "generic")


@functools.cache
def lexicon(rulebook: Rulebook, *concerns: str) -> Lexicon:
    """The phrases of these rules files (`objects`, `changes`, …) as one lexicon."""
    return Lexicon(
        (phrase, Label(concern, entry["id"], form))
        for concern in concerns
        for entry in rulebook.entries(concern)
        for form in FORMS
        for phrase in entry.get(form, ())
    )


@functools.cache
def _compounds(rulebook: Rulebook) -> Lexicon:
    label = Label("compounds", "", "phrases")
    return Lexicon((phrase, label) for phrase in rulebook.lines("compounds"))


def seams(words: list[Token], rulebook: Rulebook) -> frozenset[int]:
    """Indices of words that continue a compound of the rules (`phố` in `thành phố`): no phrase cuts there."""
    compounds = _compounds(rulebook)
    inside: set[int] = set()
    for index in range(len(words)):
        longest = max((after for after, _ in compounds.at(words, index)), default=index)
        inside.update(range(index + 1, longest))
    return frozenset(inside)


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
