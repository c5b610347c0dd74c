"""The phrases of the rules and what they stand for, and the words of a sentence in which they are looked for.

Phrases are matched on folded text, so case and tone style do not matter.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple, overload

from tinhgon.phrases import WORD, Alphabet, Phrases, expand
from tinhgon.rules import Entry, Rulebook

FORMS = ("phrases", "weak", "behind", "lead", "counted", "of_percent", "generic")
CONCERNS = ("objects", "changes", "standards", "offices", "models", "tiers", "cues")
UNITING = (
    "models",
    "cues.one_body",
    "cues.dissolved",
)  # layers of which one phrase may tell of a model or merger


class Token(NamedTuple):
    """A word or mark of a folded text, with its offsets."""

    text: str
    start: int
    end: int


class Mention(NamedTuple):
    """A phrase in a text: `concern` is its rules file, `id` its entry, `form` the list it is in there."""

    start: int
    end: int
    concern: str
    id: str
    form: str


@dataclass(frozen=True, slots=True)
class Label:
    """What a phrase stands for. Phrases of one `layer` (a concern, or one cue) do not overlap."""

    concern: str
    id: str
    form: str
    layer: str


def label(concern: str, entry_id: str, form: str) -> Label:
    """The label of a phrase that stands in the list `form` of an entry of the rules file `concern`."""
    if concern == "cues":
        return Label(concern, entry_id, form, f"cues.{entry_id}")
    return Label(concern, entry_id, form, "lead" if form == "lead" else concern)


class Words(Sequence[Token]):
    """The words and marks of a folded text, in columns: `texts` as they are printed, `starts` and `ends` as
    offsets, `written` with one character of an alphabet each, `joined` the same where those that go on a
    compound have characters of their own. A line end is a mark, so that no compound goes beyond it.

    >>> Words("thôn, bản (mới)").texts
    ['thôn', ',', 'bản', '(', 'mới', ')']
    >>> Words("thôn, bản")[-1]
    Token(text='bản', start=6, end=9)
    """

    __slots__ = ("ends", "joined", "starts", "texts", "written")

    def __init__(self, text: str, alphabet: Alphabet | None = None) -> None:
        parts = WORD.split(text)  # a gap, a word, …, a gap
        offsets = [*accumulate(map(len, parts))]
        self.texts: list[str] = parts[1::2]
        self.starts: list[int] = offsets[:-1:2]
        self.ends: list[int] = offsets[1::2]
        self.written = alphabet.write(self.texts) if alphabet else ""
        self.joined = alphabet.joined(self.written) if alphabet else ""

    def part(self, start: int, end: int) -> Words:
        """Those that begin inside a stretch of the text; offsets stay those of the text."""
        inside = slice(bisect_left(self.starts, start), bisect_left(self.starts, end))
        part = Words.__new__(Words)
        part.texts, part.starts, part.ends = self.texts[inside], self.starts[inside], self.ends[inside]
        part.written, part.joined = self.written[inside], self.joined[inside]
        return part

    def at(self, at: int) -> int:
        """The index of the first word that begins at or after `at`; one past the last where none does."""
        return bisect_left(self.starts, at)

    def before(self, at: int) -> int:
        """The index behind the last word that ends at or before `at`."""
        return bisect_right(self.ends, at)

    def cuts(self, at: int) -> bool:
        """Whether position `at` is inside a word."""
        index = bisect_left(self.starts, at)
        return index > 0 and self.ends[index - 1] > at

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        if isinstance(index, slice):
            return [*map(Token, self.texts[index], self.starts[index], self.ends[index])]
        return Token(self.texts[index], self.starts[index], self.ends[index])


class Layer:
    """Phrases that do not overlap, each with what it stands for."""

    def __init__(self, labels: dict[str, list[Label]], alphabet: Alphabet) -> None:
        self.labels = labels
        self.phrases = Phrases(labels, alphabet.inner)

    def mentions(self, words: Words) -> list[Mention]:
        """Where its phrases stand, in order: the longest of those that begin with one word."""
        spans = [found.span() for found in self.phrases.pattern.finditer(words.joined)]
        if not spans:  # as of most layers in most sentences
            return []
        return [
            Mention(words.starts[first], words.ends[after - 1], label.concern, label.id, label.form)
            for first, after in spans
            for label in self.labels[words.written[first:after]]
        ]


class Lexicon:
    """All phrases in one alphabet: those of the `layers`, and small words by context: `before`, `after` and
    `phrases` hold those of `contexts.yml`."""

    def __init__(
        self,
        phrases: Iterable[tuple[str, Label]],
        compounds: Iterable[str] = (),
        contexts: Iterable[Entry] = (),
    ) -> None:
        self.alphabet = alphabet = Alphabet([words for phrase in compounds for words in expand(phrase)])
        labels: dict[str, dict[str, list[Label]]] = {}
        self.named: dict[tuple[str, str], dict[str, None]] = {}
        for phrase, label in phrases:
            layer = labels.setdefault(label.layer, {})
            for spelled in map(alphabet.spell, expand(phrase)):
                if label not in layer.setdefault(spelled, []):
                    layer[spelled].append(label)
            for key in ((label.concern, label.id), (label.concern, "")):
                self.named.setdefault(key, {})[label.layer] = None
        self.layers = {name: Layer(spelled, alphabet) for name, spelled in labels.items()}
        uniting = (spelled for layer in UNITING for spelled in labels.get(layer, ()))
        self._uniting, self._posts = Phrases(uniting), Phrases(labels.get("offices", ()))
        self.before, self.after, self.phrases = (
            {
                entry["id"]: Phrases(
                    (alphabet.spell(words) for phrase in entry[form] for words in expand(phrase)),
                    alphabet.inner,
                )
                for entry in contexts
                if form in entry
            }
            for form in ("before", "after", "phrases")
        )

    def may_unite(self, written: str) -> bool:
        """Whether a sentence can tell of a model or merger: it names one, or two posts or bodies."""
        return self._uniting.found(written) or len([*islice(self._posts.overlapping(written), 2)]) > 1


@functools.cache
def lexicon(rulebook: Rulebook) -> Lexicon:
    """The phrases by which a sentence is read."""
    phrases = (
        (phrase, label(concern, entry["id"], form))
        for concern in CONCERNS
        for entry in rulebook.entries(concern)
        for form in FORMS
        for phrase in entry.get(form, ())
    )
    return Lexicon(phrases, rulebook.lines("compounds"), rulebook.entries("contexts"))


@functools.cache
def layers_of(known: Lexicon, concern: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the layers in which the phrases of a concern stand, or of some ids of it."""
    named = (layer for one in ids or ("",) for layer in known.named.get((concern, one), ()))
    return tuple(dict.fromkeys(named))
