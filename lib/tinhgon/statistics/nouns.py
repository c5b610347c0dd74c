"""What a figure counts: the noun behind it, or the noun that the sentence spoke of before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tinhgon.clauses import Sentence
from tinhgon.lexicon import Lexicon, Mention, Token, lexicon
from tinhgon.rules import Rulebook

# Words that may stand between a figure and its noun.
_FILLERS = {
    ("số",),
    ("tổng", "số"),
    ("lượt",),
    ("các",),
    ("loại",),
    ("trong", "số"),
    ("trong", "tổng", "số"),
    ("trên", "tổng", "số"),
    ("của",),
    ("suất",),
}
_JOINTS = {",", "và", "hoặc", "-", "–", "/", "hay", "("}
_modifier = re.compile(r"(?<!\w)(?:trong|của|thuộc|tại|ở|do|cho|từ|ngoài)\s+(?:các\s+|những\s+|toàn\s+)?$")


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
    words = sentence.words
    first = _index(words, at)
    if first is None or sentence.folded[at : words[first].start].strip():
        return None
    objects = lexicon(rulebook, "objects")
    for skip in _skips(words, first):
        found = _longest(objects, sentence, skip)
        if found is not None:
            return _extended(objects, sentence, found, rulebook)
    return None


def nouns_before(sentence: Sentence, at: int) -> list[Mention]:
    """The nouns of the rules that end before `at` and head their phrase: `người làm việc` and not `đơn vị` in
    `người làm việc trong đơn vị`."""
    return [
        mention
        for mention in sentence.said("objects", end=at)
        if mention.form == "phrases"
        and mention.id != "other"
        and not _modifier.search(sentence.folded, sentence.start, mention.start)
    ]


def kind_of(object_id: str, rulebook: Rulebook) -> str:
    """Whether an object is people, bodies, places or other."""
    entry = rulebook.by_id("objects").get(object_id)
    return entry["kind"] if entry else "other"


def _index(words: list[Token], at: int) -> int | None:
    return next((index for index, word in enumerate(words) if word.start >= at), None)


def _skips(words: list[Token], first: int) -> list[int]:
    """Where the noun may begin: at once, or behind one or two filler words."""
    options = [first]
    for size in (1, 2, 3):
        if tuple(word.text for word in words[first : first + size]) in _FILLERS and first + size < len(words):
            options.append(first + size)
            if words[first + size].text in {"các", "số"} and first + size + 1 < len(words):
                options.append(first + size + 1)
    return options


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    after: int
    object: str
    generic: bool


def _longest(objects: Lexicon, sentence: Sentence, index: int) -> _Found | None:
    found = None
    for after, labels in objects.at(sentence.words, index):
        nouns = [label for label in labels if label.concern == "objects"]
        if nouns and after not in sentence.seams:
            found = _Found(index, after, nouns[0].id, nouns[0].form == "generic")
    return found


def _extended(objects: Lexicon, sentence: Sentence, found: _Found, rulebook: Rulebook) -> Noun:
    """Add what is joined to the noun and of the same entry: `thôn` + `, bản, tổ dân phố`."""
    words, after = sentence.words, found.after
    while after + 1 < len(words) and words[after].text in _JOINTS:
        more = _longest(objects, sentence, after + 1)
        if more is None or (more.object != found.object and not more.generic):
            break
        after = more.after
    entry = rulebook.by_id("objects")[found.object]
    end = words[after - 1].end
    return Noun(found.object, entry["kind"], end, found.generic, words[found.first].start)
