"""A sentence and the questions that the rooms above ask of it: what stands before, behind, between."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tinhgon.dates import Date
from tinhgon.lexicon import Mention, Token, lexicon, tokens
from tinhgon.numerals import Numeral
from tinhgon.places import Place
from tinhgon.rules import Rulebook
from tinhgon.text import Span

if TYPE_CHECKING:
    from tinhgon.clauses.models import Model

_NO_NAMES = {"changes", "cues", "standards"}
_bracket = re.compile(r"\(([^()]*)\)")


CONCERNS = ("objects", "changes", "standards", "offices", "models", "tiers", "cues")


@dataclass
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
    rulebook: Rulebook

    @cached_property
    def words(self) -> list[Token]:
        """The words and marks of the sentence."""
        return tokens(self.folded, self.start, self.end)

    @cached_property
    def _read(self) -> tuple[list[Mention], frozenset[int]]:
        return lexicon(self.rulebook, *CONCERNS).find(self.words)

    @cached_property
    def seams(self) -> frozenset[int]:
        """Indices of words inside a compound, where no phrase begins or ends."""
        return self._read[1]

    @cached_property
    def mentions(self) -> dict[str, list[Mention]]:
        """The phrases of the rules by concern, in order; none inside the name of a place."""
        found: dict[str, list[Mention]] = {concern: [] for concern in CONCERNS}
        for mention in self._read[0]:
            if mention.concern not in _NO_NAMES or not self._named(mention):
                found[mention.concern].append(mention)
        return found

    def _named(self, mention: Mention) -> bool:
        return any(place.start <= mention.start and mention.end <= place.end for place in self.places)

    @cached_property
    def models(self) -> list[Model]:
        """The models that the sentence tells of, in order."""
        from tinhgon.clauses.models import find_models

        return find_models(self)

    @cached_property
    def brackets(self) -> list[Span]:
        """The stretches inside round brackets."""
        return [Span(m.start(1), m.end(1)) for m in _bracket.finditer(self.folded, self.start, self.end)]

    def bracket(self, at: int) -> Span | None:
        """The bracket that holds position `at`."""
        return next((span for span in self.brackets if span.start <= at < span.end), None)

    def segment(self, at: int) -> Span:
        """The stretch between semicolons (or the bracket) that holds `at`."""
        if inside := self.bracket(at):
            return inside
        start = max(self.start, self.folded.rfind(";", self.start, at) + 1)
        end = self.folded.find(";", at, self.end)
        return Span(start, self.end if end < 0 else end)

    def said(
        self, concern: str, *ids: str, start: int | None = None, end: int | None = None
    ) -> list[Mention]:
        """The mentions of a concern (of these ids, if any are given) inside a stretch, in order."""
        low, high = self.start if start is None else start, self.end if end is None else end
        return [
            m for m in self.mentions[concern] if low <= m.start and m.end <= high and (not ids or m.id in ids)
        ]

    def last_before(self, at: int, mentions: Iterable[Mention]) -> Mention | None:
        """The mention that ends last before `at`; brackets that do not hold `at` are closed."""
        home = self.bracket(at)
        near = [m for m in mentions if m.end <= at and self.bracket(m.start) in (None, home)]
        return max(near, key=lambda m: (m.end, -m.start), default=None)

    def first_after(self, at: int, mentions: Iterable[Mention], home: Span | None = None) -> Mention | None:
        """The one of these mentions that begins first from `at` on, in the bracket `home` (or in none)."""
        near = [m for m in mentions if m.start >= at and self.bracket(m.start) == home]
        return min(near, key=lambda m: (m.start, -m.end), default=None)

    def between(self, start: int, end: int) -> str:
        """The folded text of a stretch."""
        return self.folded[start:end]

    def word_at(self, at: int) -> int | None:
        """The index of the first word that begins at or after `at`."""
        return next((index for index, word in enumerate(self.words) if word.start >= at), None)
