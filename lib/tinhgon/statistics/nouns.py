"""What a figure counts: the noun behind it, or the noun that the sentence spoke of before."""

from __future__ import annotations

from dataclasses import dataclass

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import ends, equals, lengths
from tinhgon.lexicon import Lexicon, Mention, lexicon
from tinhgon.rules import Rulebook

ANYTHING = "anything"  # the entry of nouns that say nothing of what they stand for
JOINING_MARKS = {",", "-", "–", "/", "("}


@dataclass(frozen=True, slots=True)
class Noun:
    """The noun phrase of a figure: what it counts, where it ends. `generic` where it stands for another."""

    object: str
    kind: str
    end: int
    generic: bool
    start: int


def noun_after(sentence: Sentence, at: int, rulebook: Rulebook) -> Noun | None:
    """The noun phrase that begins at `at`, the longest that the rules know.

    Two objects joined (`cán bộ, công chức`) are what the rules say of the whole; `phòng, trung tâm` of two
    entries is the first.
    """
    first = sentence.word_at(at)
    if first == len(sentence.words) or sentence.between(at, sentence.words[first].start).strip():
        return None
    objects = lexicon(rulebook, "objects")
    for index in _openings(sentence, first):
        found = _longest(objects, sentence, index)
        if found is not None:
            return _extended(objects, sentence, found, rulebook)
    return None


def nouns_before(sentence: Sentence, at: int) -> list[Mention]:
    """The nouns of the rules that end before `at` and head their phrase: `người làm việc` and not `đơn vị` in
    `người làm việc trong đơn vị`."""
    return [
        mention
        for mention in sentence.said("objects", end=at, form="phrases")
        if mention.id != "other"
        and not ends(sentence, mention.start, "noun_modifier")
        and not ends(sentence, mention.start, "whole_of")
    ]


def kind_of(object_id: str, rulebook: Rulebook) -> str:
    """Whether an object is people, bodies, places or other.

    >>> from tinhgon.rules import book
    >>> kind_of("civil_servants", book()), kind_of("", book())
    ('people', 'other')
    """
    entry = rulebook.by_id("objects").get(object_id)
    return entry["kind"] if entry else "other"


def is_called(sentence: Sentence, noun: Noun, context: str) -> bool:
    """Whether the noun phrase is one of the context's phrases, word for word."""
    return equals(sentence, noun.start, noun.end, context)


def _openings(sentence: Sentence, first: int) -> list[int]:
    """The words with which the noun may begin: the first, or one behind filler words."""
    behind = [first + size for size in lengths(sentence, first, "filler")]
    return [first, *(index for index in behind if index < len(sentence.words))]


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    after: int
    object: str
    generic: bool


def _longest(objects: Lexicon, sentence: Sentence, index: int) -> _Found | None:
    found = None
    if index in sentence.seams:
        return None
    for after, leaf in objects.at(sentence.words, index):
        nouns = [label for label in leaf.labels if label.concern == "objects"]
        if nouns and after not in sentence.seams:
            found = _Found(index, after, nouns[0].id, nouns[0].form == "generic")
    return found


def _extended(objects: Lexicon, sentence: Sentence, found: _Found, rulebook: Rulebook) -> Noun:
    """Add what is joined to the noun and of the same entry: `thôn` + `, bản, tổ dân phố`."""
    words, after = sentence.words, found.after
    while after + 1 < len(words) and _joins(sentence, after):
        more = _longest(objects, sentence, after + 1)
        if more is None or (more.object != found.object and not more.generic):
            break
        if words[after].text == "," and _is_counted(sentence, more.after):
            break
        after = more.after
    kind = rulebook.by_id("objects")[found.object]["kind"]
    return Noun(found.object, kind, words[after - 1].end, found.generic, words[found.first].start)


def _is_counted(sentence: Sentence, index: int) -> bool:
    """Whether a number begins at the word: the noun before it says where: `1.340 người, địa phương 1.660`."""
    return index < len(sentence.words) and sentence.words[index].text[0].isdigit()


def _joins(sentence: Sentence, index: int) -> bool:
    word = sentence.words[index]
    return word.text in JOINING_MARKS or equals(sentence, word.start, word.end, "noun_joint")
