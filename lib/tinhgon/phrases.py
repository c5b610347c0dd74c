"""Phrases of the rules: what a pattern stands for, and where its phrases stand in a sentence.

A phrase is words and punctuation marks. `(a|b)` is a choice, `[x]` may be missing; both may nest. So that a
sentence can be searched for whole words at the speed of `re` and `str`, it is written with one character a
word (`Alphabet`), and so are the phrases (`Phrases`).
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count, repeat
from typing import Any

from tinhgon.errors import InputError
from tinhgon.kept import kept
from tinhgon.text import fold

MOST = 5000  # sequences of one phrase: every optional word doubles them
WORD = re.compile(r"([^\W_]+|[^\w\s]|\n)")  # a word, a mark or a line end
Sequence = tuple[str, ...]

_part = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")


@functools.cache
def expand(phrase: str) -> tuple[Sequence, ...]:
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


def _choices(parts: list[str], at: int, phrase: str) -> tuple[list[Sequence], int]:
    """Sequences up to a closing bracket or the end: alternatives split by `|`."""
    found: list[Sequence] = []
    current: list[Sequence] = [()]
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
            words = tuple(WORD.findall(fold(parts[at])))
            options, at = [words], at + 1
        if len(current) * len(options) > MOST:
            raise InputError(f'rules: split "{phrase}": it stands for more than {MOST} sequences of words')
        current = [before + option for before in current for option in options]
    return found + current, at


# --- One character a word ----------------------------------------------------------------------------

UNKNOWN = "\0"  # a word that no phrase has
FIRST = 0x3400  # the character of the first word; there is room for 41,984
JOINED = 0xE000  # the character of the first word that goes on a compound; there is room for 6,400
_joined = "(?![\ue000-\uf8ff])"


class Alphabet:
    """A character for each word of the rules.

    Words that go on one of the `compounds` (`phố` in `thành phố`) have a second one there, so that no phrase
    begins or ends inside the compound.

    >>> letters = Alphabet([("thành", "phố")])
    >>> city, street = letters.write(["thành", "phố"]), letters.write(["phố"])
    >>> len(city), street == city[1], street == letters.joined(city)[1]
    (2, True, False)
    """

    def __init__(self, compounds: Collection[Sequence] = ()) -> None:
        new = map(chr, count(FIRST))
        self._letters: defaultdict[str, str] = defaultdict(lambda: next(new))
        known = Phrases(map(self.spell, compounds))
        inner = dict.fromkeys(letter for compound in known.all for letter in compound[1:])
        self.inner = dict(zip(inner, map(chr, count(JOINED)), strict=False))
        self._compounds = known.pattern
        self._joined = {one: one[0] + "".join(map(self.inner.__getitem__, one[1:])) for one in known.all}

    def spell(self, words: Sequence) -> str:
        """The words of a phrase, each of which gets a character if it has none."""
        return "".join(map(self._letters.__getitem__, words))

    def write(self, words: Iterable[str]) -> str:
        """The words of a sentence: `UNKNOWN` for those of no phrase."""
        return "".join(map(self._letters.get, words, repeat(UNKNOWN)))

    def joined(self, written: str) -> str:
        """The same, with the second character of words that go on a compound. Compounds do not overlap:
        `môi trường hợp nhất` holds `môi trường`, and so no `trường hợp`."""
        return self._compounds.sub(lambda found: self._joined[found[0]], written)


class Phrases:
    """Some phrases, spelled with an alphabet, and where they stand in a sentence written with it.

    `inner` are the second characters of words that go on a compound.
    """

    def __init__(self, spelled: Iterable[str], inner: Mapping[str, str] | None = None) -> None:
        self.all = frozenset(spelled)
        self._inner = inner
        self._opening, self._closing = _grouped(self.all, 0), _grouped(self.all, -1)

    def begin(self, written: str, at: int) -> bool:
        """Whether one of them begins at word `at`."""
        return written.startswith(self._opening.get(written[at : at + 1], ()), at)

    def end(self, written: str, at: int, since: int = 0) -> bool:
        """Whether one of them ends before word `at`, begun at word `since` or later."""
        return written.endswith(self._closing.get(written[at - 1 : at], ()), since, at)

    def sizes(self, written: str, at: int) -> list[int]:
        """How many words those have that begin at word `at`, the shortest first."""
        opening = self._opening.get(written[at : at + 1])
        if opening is None:  # as of most words
            return []
        return sorted(len(phrase) for phrase in opening if written.startswith(phrase, at))

    def found(self, written: str) -> bool:
        """Whether one of them stands anywhere."""
        return self.pattern.search(written) is not None

    def first(self, written: str, start: int, stop: int) -> tuple[int, int] | None:
        """The first word of the first one inside a stretch of words, the longest that begins there, and the
        word behind it."""
        found = self.pattern.search(written, start, stop)
        return found.span() if found else None

    def longest(self, written: str, at: int) -> int:
        """The word behind the longest one that begins at word `at`; `at` where none does."""
        found = self.pattern.match(written, at)
        return found.end() if found else at

    def overlapping(self, written: str) -> Iterator[tuple[int, int]]:
        """The longest that begins at each word."""
        found = self.pattern.search(written)
        while found:
            yield found.span()
            found = self.pattern.search(written, found.start() + 1)

    def cover(self, written: str, start: int, stop: int) -> bool:
        """Whether a stretch of words is nothing but these phrases; an empty one is."""
        while start < stop:
            found = self.pattern.match(written, start, stop)
            if found is None:
                return False
            start = found.end()
        return True

    @kept
    def pattern(self) -> re.Pattern[str]:
        """For the longest that begins with each word: a tree whose branches begin with one word each, so that
        `re` passes over all others at once."""
        tree: dict[str, Any] = {}
        for phrase in sorted(self.all):
            node = tree
            for letter in phrase:
                node = node.setdefault(letter, {})
            node[""] = {}
        inner = self._inner or {}
        branches = "|".join(letter + _branches(node, inner) for letter, node in tree.items())
        return re.compile(f"(?:{branches or '(?!)'})" + (_joined if self._inner else ""))


def _branches(tree: Mapping[str, Any], inner: Mapping[str, str]) -> str:
    """A regular expression for the rest of the phrases below a node; the longest is tried first."""
    tails: dict[str, str] = {}
    for letter, node in tree.items():
        if letter:
            tail = _branches(node, inner)
            tails[tail] = tails.get(tail, "") + letter + inner.get(letter, "")
    if not tails:
        return ""
    branches = "|".join(f"[{letters}]{tail}" for tail, letters in tails.items())
    return f"(?:{branches})" + ("?" if "" in tree else "")


def _grouped(phrases: Iterable[str], place: int) -> dict[str, tuple[str, ...]]:
    """The phrases by the character at a place."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for phrase in sorted(phrases):
        found[phrase[place]] += (phrase,)
    return dict(found)
