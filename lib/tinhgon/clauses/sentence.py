"""A sentence and the questions that the rooms above ask of it: what stands before, behind, between."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from tinhgon.dates import Date
from tinhgon.lexicon import FORMS, Lexicon, Mention, Reading, Words, label, lexicon
from tinhgon.numerals import Numeral
from tinhgon.places import Place
from tinhgon.rules import Rulebook
from tinhgon.text import Span

if TYPE_CHECKING:
    from tinhgon.clauses.models import Model

_NO_NAMES = {"changes", "cues", "standards"}
_bracket = re.compile(r"\(([^()]*)\)")


CONCERNS = ("objects", "changes", "standards", "offices", "models", "tiers", "cues")


@functools.cache
def _lexicon(rulebook: Rulebook) -> Lexicon:
    return lexicon(rulebook, *CONCERNS)


@functools.cache
def _unions(rulebook: Rulebook) -> Lexicon:
    """What a model or merger cannot be told without: posts, bodies, models by name, verbs of merging."""
    named = [
        (c, entry, form) for c in ("offices", "models") for entry in rulebook.entries(c) for form in FORMS
    ]
    merging = [("cues", rulebook.by_id("cues")["one_body"], form) for form in FORMS]
    return Lexicon(
        (phrase, label(concern, entry["id"], form))
        for concern, entry, form in [*named, *merging]
        for phrase in entry.get(form, ())
    )


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
    rulebook: Rulebook
    _known: dict[tuple[str, str], list[Mention]] = field(default_factory=dict, repr=False)

    @cached_property
    def words(self) -> Words:
        """The words and marks of the sentence."""
        return Words(self.folded, self.start, self.end)

    def word_at(self, at: int) -> int:
        """The index of the first word that begins at or after `at`; one past the last where none does."""
        return bisect.bisect_left(self.words.starts, at)

    def cuts_word(self, at: int, index: int) -> bool:
        """Whether position `at` is inside a word, `index` being `word_at(at)`: behind the number of `5km`."""
        words = self.words
        return index > 0 and words.starts[index - 1] + len(words.texts[index - 1]) > at

    @cached_property
    def _reading(self) -> Reading:
        return _lexicon(self.rulebook).read(self.words)

    @cached_property
    def may_unite(self) -> bool:
        """Whether it can tell of a model or merger at all: most sentences cannot, and need not be read."""
        return "_reading" in self.__dict__ or _unions(self.rulebook).occurs(self.words)

    @property
    def seams(self) -> frozenset[int]:
        """Indices of words inside a compound, where no phrase begins or ends."""
        return self._reading.seams

    def _mentions(self, concern: str, one: str) -> list[Mention]:
        """The phrases of a concern, or of one id of it, in order; none inside the name of a place."""
        found = self._reading.mentions(_lexicon(self.rulebook).layers.get((concern, one), ()))
        if found:
            found = [m for m in found if m.concern == concern and one in ("", m.id)]
            if concern in _NO_NAMES and self.places:
                found = [m for m in found if not self._named(m)]
        self._known[concern, one] = found
        return found

    def _named(self, mention: Mention) -> bool:
        return any(place.start <= mention.start and mention.end <= place.end for place in self.places)

    @cached_property
    def models(self) -> list[Model]:
        """The models that the sentence tells of, in order."""
        from tinhgon.clauses.models import find_models

        return find_models(self)

    @cached_property
    def verbs(self) -> list[Mention]:
        """The verbs that can govern a figure behind them."""
        from tinhgon.clauses.verbs import find_verbs

        return find_verbs(self)

    @cached_property
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

    @cached_property
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
        """The mentions of a concern inside a stretch, in order; of these ids and this form, if given."""
        one = ids[0] if len(ids) == 1 else ""
        found = self._known.get((concern, one))
        if found is None:
            found = self._mentions(concern, one)
        if not found:
            return []
        if start is not None or end is not None:
            low, high = start or self.start, self.end if end is None else end
            found = [m for m in found if low <= m.start and m.end <= high]
        if len(ids) > 1:
            found = [m for m in found if m.id in ids]
        return [m for m in found if m.form == form] if form else found

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
