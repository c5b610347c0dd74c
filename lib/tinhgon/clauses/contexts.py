"""Asks whether the words of `rules/contexts.yml` stand before, behind or within a stretch of a sentence.

Phrases are matched on whole words, so one written over two spaces is found and `do` is not in `doanh nghiệp`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinhgon.text import Span

if TYPE_CHECKING:
    from tinhgon.clauses.sentence import Sentence


def ends(sentence: Sentence, at: int, context: str, *, since: int = 0, apart: int = 0) -> bool:
    """Whether a `before` phrase of the context ends right before `at`, begun at `since` or later; not where
    the name of a place ends there: `Đại Từ |12 thôn`.

    Up to `apart` words may stand between the phrase and `at`, but no mark.
    """
    phrases, words = sentence.lexicon.before[context], sentence.words
    first = words.at(at)
    if first and words.ends[first - 1] > at:  # inside a word: behind the number of "5km"
        return False
    low = words.at(since) if since else 0
    if not apart:
        return phrases.end(words.written, first, low) and not _ends_name(sentence, first)
    for stop in range(first, max(first - apart, 0) - 1, -1):
        if phrases.end(words.written, stop, low):
            return True
        if stop == 0 or not words.texts[stop - 1].isalnum():
            return False
    return False


def _ends_name(sentence: Sentence, index: int) -> bool:
    """Whether the word before the one of this index is the last of a place's name."""
    end = sentence.words.ends[index - 1]
    return any(place.end == end for place in sentence.places)


def begins(sentence: Sentence, at: int, context: str) -> bool:
    """Whether an `after` phrase of the context begins right behind `at`."""
    words = sentence.words
    index = words.at(at)
    return sentence.lexicon.after[context].begin(words.written, index) and not words.cuts(at)


def lengths(sentence: Sentence, index: int, context: str) -> list[int]:
    """How many words the `after` phrases have that begin with word `index`, the shortest first."""
    return sentence.lexicon.after[context].sizes(sentence.words.written, index)


def search(sentence: Sentence, start: int, end: int, context: str) -> Span | None:
    """The first phrase of the context inside a stretch, the longest that begins there."""
    words, phrases = sentence.words, sentence.lexicon.phrases[context]
    if not phrases.found(words.joined):  # most of what is asked for stands nowhere in the sentence
        return None
    found = phrases.first(words.joined, words.at(start), words.before(end))
    return Span(words.starts[found[0]], words.ends[found[1] - 1]) if found else None


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
    words = sentence.words
    return words.written[words.at(start) : words.at(end)] in sentence.lexicon.phrases[context].all


def consists(sentence: Sentence, start: int, end: int, context: str) -> bool:
    """Whether a stretch is phrases of the context and nothing else; an empty one is."""
    words = sentence.words
    phrases = sentence.lexicon.phrases[context]
    return phrases.cover(words.written, words.at(start), words.at(end))
