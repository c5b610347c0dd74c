"""Vietnamese words: underthesea's segmentation, put right for press texts, with offsets.

A Vietnamese word is one or more syllables (`tinh giản`, `đơn vị`); what counts them must join them first.
The corrections, each measured on `tests/cases/segmented.txt`: line by line, the tone style that the model
knows, capitals in lower case, and figures, dates and document symbols kept whole.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tinhgon import rules as rulebooks
from tinhgon.errors import InputError
from tinhgon.rules import Rulebook
from tinhgon.text import fold
from tinhgon.words.reference import joined
from tinhgon.words.terminology import Term, terms
from tinhgon.words.tokens import Token, tokens

__all__ = ["Term", "Word", "is_word", "key", "terms", "words"]


class Word(NamedTuple):
    """A stretch of a line: `line[start:end] == surface`."""

    start: int
    end: int
    surface: str


def words(lines: Iterable[str], rules: str | Path = "") -> list[list[Word]]:
    """The words of each line, punctuation and figures among them (see `is_word`), with their offsets in it.

    Words of `lexicon.txt` in the rules that the model took apart are joined. Raises InputError for a line
    that is not in Unicode NFC; `text.normalise` makes it so.

    >>> [[word.surface for word in line] for line in words(["Tinh giản 2.818 biên chế.", "TỈNH ỦY SƠN LA"])]
    [['Tinh giản', '2.818', 'biên chế', '.'], ['TỈNH ỦY', 'SƠN LA']]
    """
    given = list(lines)
    for line in given:
        if not unicodedata.is_normalized("NFC", line):
            raise InputError(f"not in Unicode NFC: {line[:40]!r}; call text.normalise first")
    cut = [tokens(line) for line in given]
    tags = joined([[token.form for token in line] for line in cut])
    book = rulebooks.book(rules)
    found = map(_words, given, cut, tags)
    return [_mended(line, line_words, book) for line, line_words in zip(given, found, strict=True)]


def _words(line: str, cut: list[Token], tags: list[bool]) -> list[Word]:
    found: list[Word] = []
    for index, (start, end, _) in enumerate(cut):
        if tags[index] and line[start].isalpha() and line[cut[index - 1].start].isalpha():
            first = found[-1].start
            found[-1] = Word(first, end, line[first:end])
        else:
            found.append(Word(start, end, line[start:end]))
    return found


def _mended(line: str, found: list[Word], book: Rulebook) -> list[Word]:
    for term in reversed(terms([key(word.surface) for word in found], book, "lexicon")):
        start, end = found[term.first].start, found[term.last - 1].end
        found[term.first : term.last] = [Word(start, end, line[start:end])]
    return found


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
