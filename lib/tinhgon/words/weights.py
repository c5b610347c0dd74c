"""The weights of the segmentation model as arrays: of single tokens, and of stretches of two and three."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from tinhgon.words import model
from tinhgon.words.model import Template

BEFORE, AFTER = 0, 1  # numbers of the two marks that stand before and after each line
Gains = Mapping[str, float]
Weights = Mapping[str, Gains]
_digits = re.compile(r"([+-]?)0*([0-9]{1,10})")


class Singles:
    """Weights of single tokens, by where the token stands."""

    def __init__(self, templates: list[Template], weights: Weights) -> None:
        self.offsets = sorted({template.first for template in templates})
        self._asked = [(self.offsets.index(t.first), t.kind, weights.get(t.name, {})) for t in templates]

    def row(self, form: str) -> np.ndarray:
        """What a token adds to the tokens around it, a number an offset."""
        lower = form.lower()
        return self._sum(
            {
                "": form,
                "lower": lower,
                "isdigit": str(_is_integer(form)),
                "istitle": str(form[0].upper() == form[0]),
                "is_in_dict": str(lower in model.dictionary()),
            }
        )

    def edge(self, mark: str) -> np.ndarray:
        """The same of the mark `BOS` before a line or `EOS` after it: the answer to every question."""
        return self._sum({kind: mark for _, kind, _ in self._asked})

    def _sum(self, answers: Mapping[str, str]) -> np.ndarray:
        row = np.zeros(len(self.offsets))
        for index, kind, gains in self._asked:
            row[index] += gains.get(answers[kind], 0.0)
        return row


def _is_integer(form: str) -> bool:
    """Whether `form` is a number of 32 bits, which is what the model takes for digits."""
    match = _digits.fullmatch(form)
    return match is not None and -(2**31) <= int(match[1] + match[2]) < 2**31


class Stretches:
    """Weights of stretches of two or three tokens, by where the stretch begins."""

    def __init__(self, length: int, templates: list[Template], weights: Weights) -> None:
        self.length = length
        self.offsets = sorted({template.first for template in templates})
        exact: list[Gains] = [{} for _ in self.offsets]
        lower: list[Gains] = [{} for _ in self.offsets]
        self._plain, self._title, self._before, self._after, listed = np.zeros((5, len(self.offsets)))
        for template in templates:
            index, gains = self.offsets.index(template.first), weights.get(template.name, {})
            self._before[index] += gains.get("BOS", 0.0)
            self._after[index] += gains.get("EOS", 0.0)
            if template.kind in ("istitle", "is_in_dict"):
                self._plain[index] += gains.get("False", 0.0)
                change = listed if template.kind == "is_in_dict" else self._title
                change[index] += gains.get("True", 0.0) - gains.get("False", 0.0)
            else:
                (lower if template.kind == "lower" else exact)[index] = gains
        self.exact = Phrases(length, exact)
        self.lower = Phrases(length, lower, model.dictionary())
        self.lower.matrix[:, self.lower.others] += listed[:, None]

    def gains(self, exact: np.ndarray, lower: np.ndarray, title: np.ndarray, line: np.ndarray) -> np.ndarray:
        """What the stretch that begins at each token adds, a row an offset.

        Of each token are given its part of `exact` and of `lower` phrases, whether it begins with a capital,
        and its number (`line`), which tells the marks around a line.
        """
        count = max(len(line) - self.length + 1, 0)
        titles = np.logical_and.reduce([title[shift : shift + count] for shift in range(self.length)])
        found = self._plain[:, None] + self._title[:, None] * titles
        for phrases, parts in ((self.exact, exact), (self.lower, lower)):
            positions, gains = phrases.find(parts, count)
            found[:, positions] += gains
        before = np.flatnonzero(line[:count] == BEFORE)
        after = np.flatnonzero((line[self.length - 1 :] == AFTER) & (line[:count] != BEFORE))
        found[:, before] = self._before[:, None]
        found[:, after] = self._after[:, None]
        return found


class Phrases:
    """Phrases of `length` tokens with a column of weights each (`matrix`), found by number."""

    def __init__(self, length: int, weights: Sequence[Gains], others: Iterable[str] = ()) -> None:
        """`weights` has the phrases of each row, `others` more phrases, whose columns are kept in `others`.
        Of all, those of `length` tokens are taken."""
        self.length = length
        columns: dict[str, int] = {}
        entries = [
            (row, columns.setdefault(phrase, len(columns)), gain)
            for row, gains in enumerate(weights)
            for phrase, gain in gains.items()
            if self._fits(phrase)
        ]
        fitting = sorted(phrase for phrase in others if self._fits(phrase))
        self.others = [columns.setdefault(phrase, len(columns)) for phrase in fitting]
        self.matrix = np.zeros((len(weights), len(columns)))
        if entries:
            row, column, gain = map(np.array, zip(*entries, strict=True))
            np.add.at(self.matrix, (row, column), gain)
        parts = [part for phrase in columns for part in phrase.split(" ")]
        self._numbers = {part: number for number, part in enumerate(dict.fromkeys(parts), 1)}
        numbers = np.array([self._numbers[part] for part in parts], dtype=np.int64)
        self._index = pd.Index(self._pack(list(numbers.reshape(-1, length).T)))

    def _fits(self, phrase: str) -> bool:
        return phrase.count(" ") == self.length - 1 and all(phrase.split(" "))

    def part(self, token: str) -> int:
        """The number of a token that is a part of some phrase, else 0."""
        return self._numbers.get(token, 0)

    def find(self, parts: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The positions below `count` at which a known phrase begins, and its weights, a column each."""
        columns = [parts[shift : shift + count] for shift in range(self.length)]
        positions = np.flatnonzero(np.logical_and.reduce(columns))
        found = self._index.get_indexer(pd.Index(self._pack([column[positions] for column in columns])))
        known = found >= 0
        return positions[known], self.matrix[:, found[known]]

    def _pack(self, columns: Sequence[np.ndarray]) -> np.ndarray:
        packed = columns[0].astype(np.int64)
        for column in columns[1:]:
            packed = packed * (len(self._numbers) + 1) + column
        return packed
