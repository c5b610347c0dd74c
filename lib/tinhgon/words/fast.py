"""The decisions of `reference` by table look-up, some thirty times as fast.

The tagger is a chain of two labels: a token begins a word or continues one. What speaks for continuing is a
sum of weights over stretches of one, two and three tokens near it, and two weights for the step from the
label before. The reference builds a string for each stretch and looks it up. Here tokens become numbers
once, a stretch is one number, all stretches of a batch of lines are looked up at once, and the best chain is
found from the difference of the two labels' scores. Where that difference is too close to zero to trust the
order of a sum of floats, the line goes to the reference.

It reads the model's files, so it serves only the files it knows, and only after agreeing with the
reference on lines made for the purpose; otherwise `fit` is false and says so once.
"""

from __future__ import annotations

import bisect
import functools
import random
import warnings
from collections.abc import Iterator, Sequence

import numpy as np

from tinhgon.words import model, reference
from tinhgon.words.weights import AFTER, BEFORE, Singles, Stretches

KNOWN = frozenset({"803da69fa46dd1042bfada42744206e75c59ee030d6c2d95defbe91f60eda90b"})
TOO_CLOSE = 1e-9
BATCH = 1 << 13


def joined(lines: Sequence[Sequence[str]]) -> list[list[bool]]:
    """For each token of each line, whether it continues the word of the token before it, as `reference`.

    >>> joined([["tinh", "giản", "biên", "chế"]])
    [[False, True, False, True]]
    """
    return [tags for batch in _batches(lines) for tags in _tables().joined(batch)]


@functools.cache
def fit() -> bool:
    """Whether the tables may stand for the reference: the model's files are known and samples agree."""
    if model.digest() not in KNOWN:
        reason = "the installed underthesea has another model"
    else:
        lines = list(samples(300))
        if joined(lines) == reference.joined(lines):
            return True
        reason = "the tables disagree with the installed underthesea"
    warnings.warn(f"tinhgon: words are segmented slowly: {reason}", stacklevel=2)
    return False


def samples(count: int) -> Iterator[list[str]]:
    """Lines for the comparison, always the same: dictionary words in three spellings, figures, signs."""
    chance = random.Random(20171025)
    words = sorted(model.dictionary())
    others = ["18", "2.818", "24,07", "25/10/2017", ",", ".", "(", ")", "-", "%", "…", "UBND", "TP.", "v.v."]
    for _ in range(count):
        line: list[str] = []
        while len(line) < 12:
            word = chance.choice(words)
            spelled = chance.choice([word, word, word.capitalize(), word.title(), word.upper()])
            line += spelled.split() if chance.random() < 0.8 else [chance.choice(others)]
        yield line


def _batches(lines: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    batch: list[Sequence[str]] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line) + 4
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class Tables:
    """The model as arrays, and the tokens seen so far as numbers."""

    def __init__(self) -> None:
        templates = model.templates()
        weights, self.moves = model.weights()
        of_length = {length: [t for t in templates if t.last - t.first == length - 1] for length in (1, 2, 3)}
        self.single = Singles(of_length[1], weights)
        self.stretches = [Stretches(length, of_length[length], weights) for length in (2, 3)]
        self.numbers: dict[str, int] = {}
        self.forget()

    def forget(self) -> None:
        """Start the numbering of tokens anew, so that a long run stays within its memory."""
        self.numbers.clear()
        self.size = 2
        self.rows = np.zeros((1024, len(self.single.offsets)))
        self.rows[BEFORE], self.rows[AFTER] = self.single.edge("BOS"), self.single.edge("EOS")
        self.parts = np.zeros((1024, 2 * len(self.stretches) + 1), dtype=np.int64)

    def number(self, form: str) -> int:
        """The number of a token; what is known of it is worked out when it is first seen."""
        number = self.size
        if number == len(self.rows):
            self.rows = np.concatenate([self.rows, np.zeros_like(self.rows)])
            self.parts = np.concatenate([self.parts, np.zeros_like(self.parts)])
        self.rows[number] = self.single.row(form)
        lower = form.lower()
        ids = [part for table in self.stretches for part in (table.exact.part(form), table.lower.part(lower))]
        self.parts[number] = [*ids, form[0].upper() == form[0]]
        self.numbers[form] = number
        self.size += 1
        return number

    def joined(self, lines: Sequence[Sequence[str]]) -> list[list[bool]]:
        """The decisions for a batch of lines."""
        if self.size > 1 << 18:
            self.forget()
        known = self.numbers
        sequence: list[int] = []
        for line in lines:
            try:
                numbers = [known[form] for form in line]
            except KeyError:
                numbers = [known[form] if form in known else self.number(form) for form in line]
            sequence += (BEFORE, BEFORE, *numbers, AFTER, AFTER)
        gains = self._gains(np.array(sequence, dtype=np.int64))
        starts = np.cumsum([2] + [len(line) + 4 for line in lines[:-1]]).tolist()
        bounds = [(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
        tags, doubtful = _chains(gains, bounds, self.moves)
        tags[starts] = False
        found = [tags[start:end].tolist() for start, end in bounds]
        for index in doubtful:
            found[index] = reference.joined([lines[index]])[0]
        return found

    def _gains(self, sequence: np.ndarray) -> np.ndarray:
        """For each token, how far its surroundings speak for joining it to the token before."""
        gains = np.zeros(len(sequence))
        for offset, column in zip(self.single.offsets, self.rows.T, strict=True):
            _shifted_add(gains, column[sequence], offset)
        parts = self.parts[sequence].T
        for index, table in enumerate(self.stretches):
            found = table.gains(parts[2 * index], parts[2 * index + 1], parts[-1].astype(bool), sequence)
            for offset, column in zip(table.offsets, found, strict=True):
                _shifted_add(gains, column, offset)
        return gains


def _shifted_add(gains: np.ndarray, values: np.ndarray, offset: int) -> None:
    """Add to each token the value of the stretch that begins `offset` tokens from it. The two marks on both
    sides of every line take up what would run over."""
    first = max(0, -offset)
    last = min(len(gains), len(values) - offset)
    gains[first:last] += values[first + offset : last + offset]


def _chains(
    gains: np.ndarray, bounds: Sequence[tuple[int, int]], moves: np.ndarray
) -> tuple[np.ndarray, set[int]]:
    """The best chain of labels (Viterbi) over all lines, and the lines that a tie makes doubtful.

    Of the two labels only the difference matters: `leads` says by how much the best chain that ends in
    "continues" is ahead of the best that ends in "begins".
    """
    (bb, bi), (ib, ii) = moves.tolist()
    to_begin, to_continue = bb - ib, bi - ii  # with a lead above, the label before that label is "continues"
    values = gains.tolist()
    leads = np.full(len(values), 1e9)
    for start, end in bounds:
        lead = values[start]
        history = values[start : min(start + 1, end)]
        for gain in values[start + 1 : end]:
            lead = gain + (lead + ii if lead > to_continue else bi) - (lead + ib if lead > to_begin else bb)
            history.append(lead)
        leads[start:end] = history
    ends = np.array([end - 1 for start, end in bounds if end > start], dtype=np.int64)
    close = (np.abs(leads - to_begin) < TOO_CLOSE) | (np.abs(leads - to_continue) < TOO_CLOSE)
    close[ends] |= np.abs(leads[ends]) < TOO_CLOSE
    doubtful = {
        bisect.bisect_right(bounds, (place, len(values))) - 1 for place in np.flatnonzero(close).tolist()
    }
    return _backwards(leads, ends, to_begin, to_continue), doubtful


def _backwards(leads: np.ndarray, ends: np.ndarray, to_begin: float, to_continue: float) -> np.ndarray:
    """The labels, from the last of each line to its first. Where a label is not the same whatever follows,
    it is that of the next token, or the other one, according to which limit is higher."""
    continues = leads > to_continue
    settled = continues == (leads > to_begin)
    settled[ends], continues[ends] = True, leads[ends] > 0
    settled[-1] = True
    places = np.arange(len(leads))
    following = np.minimum.accumulate(np.where(settled, places, len(leads))[::-1])[::-1]
    changes = (following - places) % 2 == 1 if to_continue > to_begin else np.zeros(len(leads), dtype=bool)
    return continues[following] ^ changes


_tables = functools.cache(Tables)
