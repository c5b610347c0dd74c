"""Runs of syllables that the model joined though they are no word: taken apart into words.

The model sees that a name goes on and joins the verb behind it (`Bạc Liêu hợp`), or that two words often
stand together (`mục tiêu đề`). A run of three and more that no dictionary has is cut into the fewest words
that one has; names, of capitals alone, stay whole, without the level before them (`Tỉnh Sơn La`).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from tinhgon.rules import Rulebook
from tinhgon.text import fold, old_tone
from tinhgon.words import model

LONGEST = 6  # syllables of a word
MOST = 20  # of a run that is looked at: what is longer is no text, and would take long
SUFFIXES = frozenset({"hoá", "viên"})  # make a word of a word: nhất thể hóa, tuyên truyền viên
LEVELS = frozenset({"tỉnh", "huyện", "quận", "xã", "phường"})  # stand before a name
WORD, DERIVED, SINGLE = 2, 3, 3  # what a piece of more syllables costs, with a suffix, and one of one

Run = tuple[str, ...]


def part_runs(forms: Sequence[str], tags: list[bool], capitals: bool, book: Rulebook) -> None:
    """Take apart in `tags` (whether a token continues the word before it) what is no word. Of a line in
    `capitals`, whose names cannot be told, only a last syllable that the next word of the lexicon needs.

    >>> from tinhgon.rules import book
    >>> part_runs(["Bạc", "Liêu", "hợp", "nhất"], tags := [False, True, True, False], False, book())
    >>> tags
    [False, True, False, False]
    """
    marks = bytes(tags)
    at = marks.find(b"\1\1")
    while at > 0:
        end = marks.find(b"\0", at)
        end = len(marks) if end < 0 else end
        run = tuple(forms[at - 1 : end])
        following = forms[end] if end < len(forms) else ""
        for place in _last(run, following, book) if capitals else _cuts(run, book):
            tags[at - 1 + place] = False
        at = marks.find(b"\1\1", end)


@functools.lru_cache(maxsize=1 << 14)
def _cuts(run: Run, book: Rulebook) -> tuple[int, ...]:
    """Where words begin inside a run: nowhere where it is a word or a name, or not made of any."""
    if len(run) > MOST or _cost(run, 0, len(run), book) or not all(form[0].isalpha() for form in run):
        return ()
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())]  # cost of so many syllables, and where its words end
    for end in range(1, len(run) + 1):
        costs = {start: _cost(run, start, end, book) for start in range(end)}
        found = [(best[start][0] + cost, (*best[start][1], -end)) for start, cost in costs.items() if cost]
        best.append(min(found))  # of equal ones that with the longer word first
    ends = best[-1][1]
    return tuple(-end for end in ends[:-1]) if len(ends) < len(run) else ()


def _cost(run: Run, start: int, end: int, book: Rulebook) -> int:
    """What the piece costs; 0: it is no word."""
    piece = run[start:end]
    if len(piece) == 1:
        return SINGLE
    if all(form[0].isupper() for form in piece):
        return WORD if _is_name(run, start, end) else 0
    if len(piece) > LONGEST:
        return 0
    lower = " ".join(piece).lower()
    if lower in _known(book):
        return WORD
    stem, _, last = lower.rpartition(" ")
    return DERIVED if last in SUFFIXES and stem in _known(book) else 0


def _is_name(run: Run, start: int, end: int) -> bool:
    """Whether capitals are a whole name and neither a part of one nor one with its level."""
    before = [form for form in run[:start][-1:] if form[0].isupper() and form.lower() not in LEVELS]
    after = [form for form in run[end:][:1] if form[0].isupper()]
    return not before and not after and (end - start == 2 or run[start].lower() not in LEVELS)


def _last(run: Run, following: str, book: Rulebook) -> tuple[int, ...]:
    """The last syllable of a run that is no word, where it begins a word of the lexicon that goes on."""
    joined = fold(f"{run[-1]} {following}")
    return (len(run) - 1,) if joined in _listed(book) and " ".join(run).lower() not in _known(book) else ()


@functools.cache
def _listed(book: Rulebook) -> frozenset[str]:
    return frozenset(fold(label) for label in book.lines("lexicon"))


@functools.cache
def _known(book: Rulebook) -> frozenset[str]:
    """The words of the model's dictionary and of the lexicon, in the tone style that the model is shown."""
    return frozenset(old_tone(word.lower()) for word in (*model.dictionary(), *book.lines("lexicon")))
