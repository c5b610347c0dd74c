"""Asks whether the words of `rules/contexts.yml` stand before, behind or within a stretch of a sentence.

Phrases are matched on whole words, so one written over two spaces is found and `do` is not in `doanh nghiệp`.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from tinhgon.lexicon import expand
from tinhgon.rules import Rulebook
from tinhgon.text import Span

if TYPE_CHECKING:
    from tinhgon.clauses.sentence import Sentence


class Phrases(NamedTuple):
    """Sequences of words, their first words, and how many words they have, the longest first."""

    sequences: frozenset[tuple[str, ...]]
    openings: frozenset[str]
    sizes: tuple[int, ...]


def ends(sentence: Sentence, at: int, context: str, *, since: int = 0, apart: int = 0) -> bool:
    """Whether a `before` phrase of the context ends right before `at`, begun at `since` or later.

    Up to `apart` words may stand between the phrase and `at`, but no mark.
    """
    phrases = _phrases(sentence.rulebook, context, "before")
    first = sentence.word_at(at)
    if sentence.cuts_word(at):
        return False
    for stop in range(first, max(first - apart, 0) - 1, -1):
        if _closed_by(sentence, phrases, stop, since):
            return True
        if stop == 0 or not sentence.words[stop - 1].text.isalnum():
            return False
    return False


def begins(sentence: Sentence, at: int, context: str) -> bool:
    """Whether an `after` phrase of the context begins right behind `at`."""
    phrases = _phrases(sentence.rulebook, context, "after")
    index = sentence.word_at(at)
    if sentence.cuts_word(at) or not sentence.texts[index : index + 1]:
        return False
    return any(_is_run(sentence, phrases, index, size) for size in phrases.sizes)


def lengths(sentence: Sentence, index: int, context: str) -> list[int]:
    """How many words the `after` phrases have that begin with word `index`, the shortest first."""
    phrases = _phrases(sentence.rulebook, context, "after")
    return [size for size in reversed(phrases.sizes) if _is_run(sentence, phrases, index, size)]


def search(sentence: Sentence, start: int, end: int, context: str) -> Span | None:
    """The first phrase of the context inside a stretch, the longest that begins there."""
    phrases = _phrases(sentence.rulebook, context, "phrases")
    words = sentence.words
    for index in range(sentence.word_at(start), sentence.word_at(end)):
        if words[index].text not in phrases.openings:
            continue
        for size in phrases.sizes:
            if _is_run(sentence, phrases, index, size) and words[index + size - 1].end <= end:
                return Span(words[index].start, words[index + size - 1].end)
    return None


def says(sentence: Sentence, start: int, end: int, context: str) -> bool:
    """Whether a phrase of the context stands inside a stretch."""
    return search(sentence, start, end, context) is not None


def equals(sentence: Sentence, start: int, end: int, context: str) -> bool:
    """Whether a stretch is one phrase of the context and nothing else."""
    first, stop = sentence.word_at(start), sentence.word_at(end)
    return _is_run(sentence, _phrases(sentence.rulebook, context, "phrases"), first, stop - first)


def consists(sentence: Sentence, start: int, end: int, context: str) -> bool:
    """Whether a stretch is phrases of the context and nothing else; an empty one is."""
    phrases = _phrases(sentence.rulebook, context, "phrases")
    index, stop = sentence.word_at(start), sentence.word_at(end)
    while index < stop:
        fitting = (s for s in phrases.sizes if index + s <= stop and _is_run(sentence, phrases, index, s))
        size = next(fitting, 0)
        if not size:
            return False
        index += size
    return True


@functools.cache
def _phrases(rulebook: Rulebook, context: str, form: str) -> Phrases:
    entry = rulebook.by_id("contexts")[context]
    sequences = frozenset(words for phrase in entry[form] for words in expand(phrase))
    sizes = {len(words) for words in sequences}
    return Phrases(sequences, frozenset(words[0] for words in sequences), tuple(sorted(sizes, reverse=True)))


def _is_run(sentence: Sentence, phrases: Phrases, index: int, size: int) -> bool:
    run = tuple(sentence.texts[index : index + size])
    return len(run) == size and run in phrases.sequences


def _closed_by(sentence: Sentence, phrases: Phrases, stop: int, since: int) -> bool:
    return any(
        size <= stop
        and sentence.words[stop - size].start >= since
        and _is_run(sentence, phrases, stop - size, size)
        for size in phrases.sizes
    )
