"""Articles as sentences of words: what collocation, concordance and term candidates read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from tinhgon.text import sentences
from tinhgon.words import Words, key, words

BLOCK = 100
_syllable = re.compile(r"[^\s,;]+")


@dataclass(frozen=True)
class Passage:
    """A sentence of the article at position `article` of a table: word n is `text[starts[n] : ends[n]]`."""

    article: int
    text: str
    starts: list[int]
    ends: list[int]

    @cached_property
    def keys(self) -> list[str]:
        """The words as they are counted; figures and signs stand among them."""
        return [key(self.text[start:end]) for start, end in zip(self.starts, self.ends, strict=True)]

    @cached_property
    def syllables(self) -> frozenset[str]:
        """What stands between spaces in the words as they are counted."""
        return frozenset(syllable for word in self.keys for syllable in word.split(" "))


def passages(articles: pd.DataFrame, rules: str | Path = "") -> Iterator[Passage]:
    """Every sentence of every article, in order, with offsets in the article's text.

    >>> found = passages(pd.DataFrame({"text": ["Giảm biên chế. Hợp nhất sở."]}))
    >>> [passage.keys for passage in found]
    [['giảm', 'biên chế', '.'], ['hợp nhất', 'sở', '.']]
    """
    texts = articles["text"].fillna("").tolist()
    for start in range(0, len(texts), BLOCK):
        block = [text.split("\n") for text in texts[start : start + BLOCK]]
        found = iter(words([line for lines in block for line in lines], rules))
        for number, lines in enumerate(block, start):
            offset = 0
            for line in lines:
                yield from _cut(number, texts[number], next(found), offset)
                offset += len(line) + 1


def _cut(article: int, text: str, line: Words, offset: int) -> Iterator[Passage]:
    first = 0
    for sentence in sentences(line.line):
        last = first
        while last < len(line) and line.starts[last] < sentence.end:
            last += 1
        starts = [offset + start for start in line.starts[first:last]]
        yield Passage(article, text, starts, [offset + end for end in line.ends[first:last]])
        first = last


def phrase(text: str) -> list[str]:
    """A word or phrase as a list of syllables to look for, commas left out.

    >>> phrase("Sở, ban, ngành")
    ['sở', 'ban', 'ngành']
    """
    return _syllable.findall(key(text))


def occurrences(keys: Sequence[str], syllables: Sequence[str]) -> list[tuple[int, int]]:
    """Where words, first to last (not included), are these syllables; from the left, apart from one another.

    A phrase begins and ends where a word does: `bản` is not in `bản thân`.

    >>> occurrences(["giảm", "biên chế", "bản", "bản thân"], ["bản"])
    [(2, 3)]
    """
    found: list[tuple[int, int]] = []
    wanted = list(syllables)
    for first in range(len(keys)):
        if found and first < found[-1][1]:
            continue
        matched: list[str] = []
        for last in range(first, len(keys)):
            matched += keys[last].split(" ")
            if matched != wanted[: len(matched)]:
                break
            if len(matched) == len(wanted):
                found.append((first, last + 1))
                break
    return found
