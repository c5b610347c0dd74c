"""Asks whether the words of `rules/contexts.yml` stand before, behind or within a stretch of a sentence.

Phrases are matched on whole words, so one written over two spaces is found and `do` is not in `doanh nghiệp`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tinhgon.lexicon import expand
from tinhgon.rules import Rulebook
from tinhgon.text import Span

if TYPE_CHECKING:
    from tinhgon.clauses.sentence import Sentence


class Phrases(NamedTuple):
    """Sequences of words by their first and by their last word, the longest first."""

    opening: dict[str, list[list[str]]]
    closing: dict[str, list[list[str]]]


def ends(sentence: Sentence, at: int, context: str, *, since: int = 0, apart: int = 0) -> bool:
    """Whether a `before` phrase of the context ends right before `at`, begun at `since` or later.

    Up to `apart` words may stand between the phrase and `at`, but no mark.
    """
    closing = _phrases(sentence.rulebook, context, "before").closing
    texts, first = sentence.words.texts, sentence.word_at(at)
    if sentence.cuts_word(at, first):
        return False
    for stop in range(first, max(first - apart, 0) - 1, -1):
        if stop == 0:
            return False
        last = texts[stop - 1]
        if last in closing and _closed_by(sentence, closing[last], stop, since):
            return True
        if not last.isalnum():
            return False
    return False


def begins(sentence: Sentence, at: int, context: str) -> bool:
    """Whether an `after` phrase of the context begins right behind `at`."""
    index = sentence.word_at(at)
    phrases = _phrases(sentence.rulebook, context, "after")
    return not sentence.cuts_word(at, index) and _longest(sentence.words.texts, phrases, index) > 0


def lengths(sentence: Sentence, index: int, context: str) -> list[int]:
    """How many words the `after` phrases have that begin with word `index`, the shortest first."""
    phrases = _phrases(sentence.rulebook, context, "after")
    return list(_lengths(sentence.words.texts, phrases, index))[::-1]


def search(sentence: Sentence, start: int, end: int, context: str) -> Span | None:
    """The first phrase of the context inside a stretch, the longest that begins there."""
    phrases = _phrases(sentence.rulebook, context, "phrases")
    if phrases.opening.keys().isdisjoint(sentence.words.vocabulary):
        return None
    texts, starts = sentence.words.texts, sentence.words.starts
    for index in range(sentence.word_at(start), sentence.word_at(end)):
        if texts[index] in phrases.opening:
            for size in _lengths(texts, phrases, index):
                after = starts[index + size - 1] + len(texts[index + size - 1])
                if after <= end:
                    return Span(starts[index], after)
    return None


def search_last(sentence: Sentence, start: int, end: int, context: str) -> Span | None:
    """The last phrase of the context inside a stretch."""
    found = None
    while (span := search(sentence, start, end, context)) is not None:
        found, start = span, span.end
    return found


def says(sentence: Sentence, start: int, end: int, context: str) -> bool:
    """Whether a phrase of the context stands inside a stretch."""
    return search(sentence, start, end, context) is not None


def equals(sentence: Sentence, start: int, end: int, context: str) -> bool:
    """Whether a stretch is one phrase of the context and nothing else."""
    first, stop = sentence.word_at(start), sentence.word_at(end)
    phrases = _phrases(sentence.rulebook, context, "phrases")
    return stop - first in _lengths(sentence.words.texts, phrases, first)


def consists(sentence: Sentence, start: int, end: int, context: str) -> bool:
    """Whether a stretch is phrases of the context and nothing else; an empty one is."""
    phrases = _phrases(sentence.rulebook, context, "phrases")
    texts = sentence.words.texts
    index, stop = sentence.word_at(start), sentence.word_at(end)
    while index < stop:
        size = next((size for size in _lengths(texts, phrases, index) if index + size <= stop), 0)
        if not size:
            return False
        index += size
    return True


@functools.cache
def _phrases(rulebook: Rulebook, context: str, form: str) -> Phrases:
    entry = rulebook.by_id("contexts")[context]
    sequences = {words for phrase in entry[form] for words in expand(phrase)}
    found = Phrases({}, {})
    for words in sorted(sequences, key=lambda words: (-len(words), words)):
        found.opening.setdefault(words[0], []).append(list(words))
        found.closing.setdefault(words[-1], []).append(list(words))
    return found


def _lengths(texts: list[str], phrases: Phrases, index: int) -> Iterator[int]:
    """How many words the phrases have that begin with word `index`, the longest first."""
    if index < len(texts):
        for words in phrases.opening.get(texts[index], ()):
            if texts[index : index + len(words)] == words:
                yield len(words)


def _longest(texts: list[str], phrases: Phrases, index: int) -> int:
    return next(_lengths(texts, phrases, index), 0)


def _closed_by(sentence: Sentence, phrases: list[list[str]], stop: int, since: int) -> bool:
    """Whether one of the phrases ends before word `stop` and begins at `since` or later."""
    texts, starts = sentence.words.texts, sentence.words.starts
    return any(
        texts[max(stop - len(words), 0) : stop] == words and starts[stop - len(words)] >= since
        for words in phrases
    )
