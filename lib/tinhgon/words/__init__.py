"""Vietnamese words: underthesea's segmentation, put right for press texts, with offsets.

A Vietnamese word is one or more syllables (`tinh giản`, `đơn vị`); what counts them must join them first.
The corrections, measured together on `tests/cases/segmented.txt`: line by line, the tone style that the model
knows, capitals in lower case, figures, dates and document symbols kept whole, words of the field's lexicon.
"""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import not_
from pathlib import Path
from typing import NamedTuple, overload

from tinhgon import rules as rulebooks
from tinhgon.errors import InputError
from tinhgon.rules import Rulebook
from tinhgon.text import fold
from tinhgon.words import fast, reference
from tinhgon.words.runs import part_runs
from tinhgon.words.terminology import Term, join_lexicon, terms
from tinhgon.words.tokens import Tokens, tokens

__all__ = ["Term", "Word", "Words", "is_word", "key", "terms", "words"]

WORTH_TABLES = 30_000  # tokens; below, loading the tables takes longer than they save
BLOCK = 500  # lines worked on together
_done = Counter[str]()


class Word(NamedTuple):
    """A stretch of a line: `line[start:end] == surface`."""

    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class Words(Sequence[Word]):
    """The words of one line, a sequence of `Word`. `surfaces` and `keys` are lists, for counting."""

    line: str
    starts: list[int]
    ends: list[int]

    @property
    def surfaces(self) -> list[str]:
        """The words as printed."""
        line = self.line
        return [line[start:end] for start, end in zip(self.starts, self.ends, strict=True)]

    @property
    def keys(self) -> list[str]:
        """The words as they are counted: see `key`."""
        return list(map(key, self.surfaces))

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.starts, self.ends, self.surfaces)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> list[Word]: ...
    def __getitem__(self, index: int | slice) -> Word | list[Word]:
        if isinstance(index, slice):
            return list(self)[index]
        start, end = self.starts[index], self.ends[index]
        return Word(start, end, self.line[start:end])


def words(lines: Iterable[str], rules: str | Path = "") -> list[Words]:
    """The words of each line, punctuation and figures among them (see `is_word`), with their offsets in it.

    Words of `lexicon.txt` in the rules that the model took apart are joined. Raises InputError for a line
    that is not in Unicode NFC; `text.normalise` makes it so.

    >>> [line.surfaces for line in words(["Tinh giản 2.818 biên chế.", "TỈNH ỦY SƠN LA"])]
    [['Tinh giản', '2.818', 'biên chế', '.'], ['TỈNH ỦY', 'SƠN LA']]
    >>> words(["giảm biên chế"])[0][1]
    Word(start=5, end=13, surface='biên chế')
    """
    given = list(lines)
    for line in given:
        if not unicodedata.is_normalized("NFC", line):
            raise InputError(f"not in Unicode NFC: {line[:40]!r}; call text.normalise first")
    book = rulebooks.book(rules)
    found: list[Words] = []
    for start in range(0, len(given), BLOCK):
        block = given[start : start + BLOCK]
        cut = [tokens(line) for line in block]
        found += [_words(*item, book) for item in zip(block, cut, _joined(cut), strict=True)]
    return found


def _joined(cut: list[Tokens]) -> list[list[bool]]:
    """The model's decisions; by tables once the work done is worth the second that loading them takes."""
    forms = [line.forms for line in cut]
    _done["tokens"] += sum(map(len, forms))
    engine = fast if _done["tokens"] > WORTH_TABLES and fast.fit() else reference
    return engine.joined(forms)


def _words(line: str, cut: Tokens, tags: list[bool], book: Rulebook) -> Words:
    """The tokens joined as decided, but figures and signs never, runs that are no word in parts, and words of
    the lexicon always."""
    starts, ends, forms = cut
    for place in compress(count(), tags):
        if not (line[starts[place]].isalpha() and line[starts[place - 1]].isalpha()):
            tags[place] = False
    part_runs(forms, tags, line.isupper(), book)
    join_lexicon(forms, tags, book)
    begins = [*map(not_, tags), True]
    return Words(line, [*compress(starts, begins)], [*compress(ends, begins[1:])])


@functools.lru_cache(maxsize=1 << 17)
def key(surface: str) -> str:
    """What a word is counted as: lower case, new tone style, single spaces.

    >>> key("Nhất thể  hoá")
    'nhất thể hóa'
    """
    return " ".join(fold(surface).split())


def is_word(surface: str) -> bool:
    """Whether `surface` is a word and not a figure, a symbol or punctuation: it begins with a letter.

    >>> [is_word(surface) for surface in ("biên chế", "24,07%", "18-NQ/TW", "…")]
    [True, False, False, False]
    """
    return surface[:1].isalpha()
