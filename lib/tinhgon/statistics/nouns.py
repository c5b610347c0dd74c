"""What a figure counts: the noun behind it, or the noun that the sentence spoke of before."""

from __future__ import annotations

import functools
from typing import NamedTuple

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends, equals, lengths
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook

ANYTHING = "anything"  # the entry of nouns that say nothing of what they stand for
JOINING_MARKS = {",", "-", "–", "/", "("}


class Noun(NamedTuple):
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
    words = sentence.words
    first = words.at(at)
    if first == len(words) or sentence.between(at, words.starts[first]).strip():
        return None
    for index in _openings(sentence, first):
        found = _longest(sentence, index)
        if found is not None:
            return _extended(sentence, found, rulebook)
    return None


def nouns_before(sentence: Sentence, at: int) -> list[Mention]:
    """The nouns of the rules that end before `at` and head their phrase: `người làm việc` and not `đơn vị` in
    `người làm việc trong đơn vị`, nor the type word of a place (`huyện Yên Châu`)."""
    return [
        mention
        for mention in sentence.said("objects", end=at, form="phrases")
        if mention.id != "other"
        and not begins(sentence, mention.start, "bloc_named")
        and not any(p.start == mention.start and mention.end < p.end for p in sentence.places)
        and not ends(sentence, mention.start, "noun_modifier")
        and not ends(sentence, mention.start, "whole_of")
    ]


def kind_of(object_id: str, rulebook: Rulebook) -> str:
    """Whether an object is people, bodies, places or other.

    >>> from tinhgon.rules import book
    >>> kind_of("civil_servants", book()), kind_of("", book())
    ('people', 'other')
    """
    return _kinds(rulebook).get(object_id, "other")


@functools.cache
def _kinds(rulebook: Rulebook) -> dict[str, str]:
    return {entry["id"]: entry["kind"] for entry in rulebook.entries("objects")}


def is_called(sentence: Sentence, noun: Noun, context: str) -> bool:
    """Whether the noun phrase is one of the context's phrases, word for word."""
    return equals(sentence, noun.start, noun.end, context)


def _openings(sentence: Sentence, first: int) -> list[int]:
    """The words with which the noun may begin: the first, or one behind filler words."""
    behind = [first + size for size in lengths(sentence, first, "filler")]
    return [first, *(index for index in behind if index < len(sentence.words))]


class _Found(NamedTuple):
    first: int
    after: int
    object: str
    generic: bool


def _longest(sentence: Sentence, index: int) -> _Found | None:
    objects = sentence.lexicon.layers["objects"]
    after = objects.phrases.longest(sentence.words.joined, index)
    if after == index:
        return None
    cut = _cut_before_name(sentence, index, after)
    after = cut if sentence.words.written[index:cut] in objects.labels else after
    meant = objects.labels[sentence.words.written[index:after]][0]
    return _Found(index, after, meant.id, meant.form == "generic")


def _extended(sentence: Sentence, found: _Found, rulebook: Rulebook) -> Noun:
    """Add what is joined to the noun and of the same entry: `thôn` + `, bản, tổ dân phố`."""
    words, after = sentence.words, found.after
    silent = found.object == ANYTHING
    while after + 1 < len(words) and _joins(sentence, after):
        more = _longest(sentence, after + 1)
        if more is None or (more.object != found.object and (silent or not more.generic)):
            break
        next_at = words.starts[after + 1]
        if words.texts[after] == "," and (_names_body(sentence, next_at) or _names_place(sentence, next_at)):
            break
        if not _goes_on(sentence, found, more, rulebook):
            break
        if words.texts[after] == "," and _is_counted(sentence, more.after):
            break
        after = more.after
    kind = kind_of(found.object, rulebook)
    return Noun(found.object, kind, words.ends[after - 1], found.generic, words.starts[found.first])


def _goes_on(sentence: Sentence, found: _Found, more: _Found, rulebook: Rulebook) -> bool:
    """Whether a noun behind a joint goes on the one before: `12 sở, ngành`; no clause of its own begins (`205
    xã, nơi …`, `12 đơn vị sự nghiệp, đơn vị nào …`), nor of people: `30 biên chế, người …`."""
    words = sentence.words
    own = words.written[more.first : more.after]
    if words.written[found.first : found.after].startswith(own):
        return False
    if equals(sentence, words.starts[more.first], words.ends[more.after - 1], "where_to"):
        return False
    alike = more.object == found.object
    return alike or not any(_is_of_people(sentence, noun, rulebook) for noun in (found, more))


def _is_of_people(sentence: Sentence, found: _Found, rulebook: Rulebook) -> bool:
    words = sentence.words
    persons = equals(sentence, words.starts[found.first], words.ends[found.after - 1], "persons")
    return persons or kind_of(found.object, rulebook) == "people"


def _cut_before_name(sentence: Sentence, first: int, after: int) -> int:
    """Where a phrase ends that goes over a comma into the name of a body or place: `5 phòng|, Ban Tổ chức`,
    `5 xã|, phường An Lạc`."""
    texts = sentence.words.texts[first : after - 1]
    comma = first + texts.index(",") if "," in texts else after
    if comma >= after:
        return after
    at = sentence.words.starts[comma + 1]
    return comma if _names_body(sentence, at) or _names_place(sentence, at) else after


def _names_place(sentence: Sentence, at: int) -> bool:
    return any(place.start == at for place in sentence.places)


def _names_body(sentence: Sentence, at: int) -> bool:
    """Whether a body of its own is named: `còn 5 phòng, Ban Tổ chức giảm 2 phòng`."""
    if not sentence.text[at].isupper():
        return False
    return any(m.start == at for m in (*sentence.said("offices"), *sentence.said("cues", "agency")))


def _is_counted(sentence: Sentence, index: int) -> bool:
    """Whether a number begins at the word: the noun before it says where: `1.340 người, địa phương 1.660`."""
    texts = sentence.words.texts
    return index < len(texts) and texts[index][0].isdigit()


def _joins(sentence: Sentence, index: int) -> bool:
    words, joints = sentence.words, sentence.lexicon.phrases["noun_joint"].all
    return words.texts[index] in JOINING_MARKS or words.written[index] in joints
