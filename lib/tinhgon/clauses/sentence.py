"""A sentence and the questions that the rooms above ask of it: what stands before, behind, between."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from tinhgon.dates import Date
from tinhgon.kept import kept
from tinhgon.lexicon import Lexicon, Mention, Words, layers_of, lexicon
from tinhgon.numerals import Numeral
from tinhgon.places import Place
from tinhgon.rules import Rulebook
from tinhgon.text import Span

if TYPE_CHECKING:
    from tinhgon.clauses.models import Model

_NO_NAMES = {"changes", "cues", "standards"}
_bracket = re.compile(r"\(([^()]*)\)")


@dataclass(eq=False)
class Sentence:
    """One sentence of an article; all offsets are those of the article's text. What stands in it is read when
    first asked for."""

    text: str
    folded: str
    start: int
    end: int
    line: int
    numerals: list[Numeral]
    dates: list[Date]
    places: list[Place]
    words: Words
    rulebook: Rulebook
    lexicon: Lexicon = field(init=False, repr=False)
    _layers: dict[str, list[Mention]] = field(default_factory=dict, repr=False)
    _known: dict[tuple[str, tuple[str, ...], str], list[Mention]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.lexicon = lexicon(self.rulebook)

    def word_at(self, at: int) -> int:
        """The index of the first word that begins at or after `at`; one past the last where none does."""
        return self.words.at(at)

    def cuts_compound(self, at: int) -> bool:
        """Whether the word at or behind position `at` goes on a compound."""
        index = self.words.at(at)
        return self.words.joined[index : index + 1] != self.words.written[index : index + 1]

    @kept
    def may_unite(self) -> bool:
        """Whether it can tell of a model or merger at all: most sentences cannot, and need not be read."""
        return self.lexicon.may_unite(self.words.written)

    @kept
    def models(self) -> list[Model]:
        """The models that the sentence tells of, in order."""
        from tinhgon.clauses.models import find_models

        return find_models(self)

    @kept
    def verbs(self) -> list[Mention]:
        """The verbs that can govern a figure behind them."""
        from tinhgon.clauses.verbs import find_verbs

        return find_verbs(self)

    @kept
    def brackets(self) -> list[Span]:
        """The stretches inside round brackets."""
        return [Span(m.start(1), m.end(1)) for m in _bracket.finditer(self.folded, self.start, self.end)]

    def bracket(self, at: int) -> Span | None:
        """The bracket that holds position `at`."""
        brackets = self.brackets
        if not brackets:
            return None
        nearest = brackets[bisect.bisect_right(brackets, at, key=_start) - 1]
        return nearest if nearest.start <= at < nearest.end else None

    @kept
    def _undivided(self) -> Span | None:
        """The whole sentence where no semicolon or bracket divides it."""
        divided = self.brackets or ";" in self.folded[self.start : self.end]
        return None if divided else Span(self.start, self.end)

    def segment(self, at: int) -> Span:
        """The stretch between semicolons (or the bracket) that holds `at`."""
        if self._undivided:
            return self._undivided
        if inside := self.bracket(at):
            return inside
        start = max(self.start, self.folded.rfind(";", self.start, at) + 1)
        end = self.folded.find(";", at, self.end)
        return Span(start, self.end if end < 0 else end)

    def said(
        self, concern: str, *ids: str, start: int | None = None, end: int | None = None, form: str = ""
    ) -> list[Mention]:
        """The mentions of a concern inside a stretch, in order; of these ids and this form, if given.

        None of a change, cue or standard inside the name of a place.
        """
        found = self._known.get((concern, ids, form))
        if found is None:
            found = self._known[concern, ids, form] = self._find(concern, ids, form)
        if not found or (start is None and end is None):
            return found
        low, high = start or self.start, self.end if end is None else end
        return [m for m in found if low <= m.start and m.end <= high]

    def _find(self, concern: str, ids: tuple[str, ...], form: str) -> list[Mention]:
        found: list[Mention] = []
        layers = layers_of(self.lexicon, concern, ids)
        for layer in layers:
            if layer not in self._layers:
                self._layers[layer] = self.lexicon.layers[layer].mentions(self.words)
            found += self._layers[layer]
        if not found:
            return found
        if concern in _NO_NAMES and self.places:
            found = [m for m in found if not self._named(m)]
        if len(layers) > 1:
            found.sort(key=_by_start)
        return [m for m in found if (not ids or m.id in ids) and (not form or m.form == form)]

    def _named(self, mention: Mention) -> bool:
        return any(place.start <= mention.start and mention.end <= place.end for place in self.places)

    def last_before(self, at: int, mentions: Iterable[Mention]) -> Mention | None:
        """The mention that ends last before `at`; brackets that do not hold `at` are closed."""
        near = [m for m in mentions if m.end <= at]
        if near and self.brackets:
            home = self.bracket(at)
            near = [m for m in near if self.bracket(m.start) in (None, home)]
        return max(near, key=_by_end) if near else None

    def first_after(self, at: int, mentions: Iterable[Mention], home: Span | None = None) -> Mention | None:
        """The one of these mentions that begins first from `at` on, in the bracket `home` (or in none)."""
        near = [m for m in mentions if m.start >= at and self.bracket(m.start) == home]
        return min(near, key=_by_start) if near else None

    def between(self, start: int, end: int) -> str:
        """The folded text of a stretch."""
        return self.folded[start:end]

    def next_mark(self, at: int) -> str:
        """The first character behind `at` that is no space; empty at the end of the sentence."""
        return self.folded[at : self.end].lstrip()[:1]

    def last_mark(self, at: int) -> str:
        """The last character before `at` that is no space; empty at the start of the sentence."""
        return self.folded[self.start : at].rstrip()[-1:]


_start = attrgetter("start")


def _by_end(mention: Mention) -> tuple[int, int]:
    return mention.end, -mention.start


def _by_start(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end
