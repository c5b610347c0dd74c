"""Models of the code book in a sentence: one person in two posts, one body made of several."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tinhgon.clauses.contexts import begins, equals
from tinhgon.clauses.sentence import Sentence
from tinhgon.lexicon import Mention, lexicon
from tinhgon.rules import Entry, Rulebook

OTHER = "other_model"
UNIONS = ("one_person", "one_body")
DASHES = {"-", "–", "/"}
REACH = 90  # characters between two posts or bodies of one model
UNION_REACH = 40  # characters between a word of union and the posts or bodies next to it


@dataclass(frozen=True, slots=True)
class Model:
    """A model that a sentence tells of, with the words that name it."""

    start: int
    end: int
    id: str
    tier: str = ""


def find_models(sentence: Sentence) -> list[Model]:
    """The models of `sentence`, in order; where two overlap, the one whose entry stands first in the rules.

    A model is said outright (`phrases`), or by its posts and bodies in any order with a word between
    or before them that unites (`kiêm`, `hợp nhất`, a dash).
    """
    present = _present(sentence)
    if not present:
        return []
    found: list[Model] = []
    for entry, groups in _groups_of_models(sentence.rulebook):
        if entry["id"] not in present and not any(present >= group for group in groups):
            continue
        for model in _of_entry(sentence, entry):
            if not any(model.start < other.end and other.start < model.end for other in found):
                found.append(model)
    return sorted(_specific(found, sentence), key=lambda model: model.start)


def _present(sentence: Sentence) -> set[str]:
    """The ids of posts, bodies and models that are named; none where a lone post or body makes no model.

    A sentence that nobody has read yet is looked through for these alone, for most tell of no model.
    """
    if sentence.is_read:
        named = [*sentence.said("offices"), *sentence.said("models")]
    else:
        named, _ = lexicon(sentence.rulebook, "offices", "models").find(sentence.words)
    lone = len(named) == 1 and named[0].concern == "offices"
    return set() if lone else {m.id for m in named}


@functools.cache
def _groups_of_models(rulebook: Rulebook) -> list[tuple[Entry, list[frozenset[str]]]]:
    """The entries of the models, each with the posts or bodies that it can unite."""
    return [
        (entry, [frozenset(ids) for key in UNIONS for ids in entry.get(key, ())])
        for entry in rulebook.entries("models")
    ]


def _specific(found: list[Model], sentence: Sentence) -> list[Model]:
    """`other_model` says less than any other model of the same segment, and gives way to it."""
    named = [sentence.segment(model.start) for model in found if model.id != OTHER]
    return [model for model in found if model.id != OTHER or sentence.segment(model.start) not in named]


def _of_entry(sentence: Sentence, entry: Entry) -> Iterator[Model]:
    tier = entry.get("tier", "")
    for mention in sentence.said("models", entry["id"]):
        yield Model(mention.start, mention.end, entry["id"], tier)
    for group in _united(sentence, entry):
        yield Model(group[0].start, group[-1].end, entry["id"], tier or _tier(sentence, group))


def _united(sentence: Sentence, entry: Entry) -> Iterator[list[Mention]]:
    """The posts or bodies of the entry where the sentence unites them."""
    offices = sentence.said("offices")
    for key, unites in zip(UNIONS, (_one_person, _one_body), strict=True):
        for members in entry.get(key, ()):
            yield from (group for group in _groups(offices, members) if unites(sentence, group))


def _tier(sentence: Sentence, group: list[Mention]) -> str:
    """The tier of the first post or body that has one."""
    offices = sentence.rulebook.by_id("offices")
    return next((offices[m.id]["tier"] for m in group if "tier" in offices[m.id]), "")


def _groups(offices: list[Mention], members: list[str]) -> Iterator[list[Mention]]:
    """Runs of neighbouring mentions that name all `members`, in any order."""
    size = len(members)
    wanted = sorted(members)
    for first in range(len(offices) - size + 1):
        group = offices[first : first + size]
        near = all(b.start - a.end <= REACH for a, b in pairwise(group))
        if near and sorted(m.id for m in group) == wanted:
            yield group


def _one_person(sentence: Sentence, group: list[Mention]) -> bool:
    """A word of union between two of the posts, or right before them; no semicolon."""
    start, end = group[0].start, group[-1].end
    if ";" in sentence.between(start, end):
        return False
    if any(sentence.between(a.end, b.start).strip() in DASHES for a, b in pairwise(group)):
        return True
    nearby = max(sentence.start, start - UNION_REACH)
    before = sentence.said("cues", "one_person", start=nearby, end=start)
    if before and begins(sentence, before[-1].start, "united_posts"):
        return True
    return any(sentence.said("cues", "one_person", start=a.end, end=b.start) for a, b in pairwise(group))


def _one_body(sentence: Sentence, group: list[Mention]) -> bool:
    """A dash between the bodies, or a word of union before, between or right behind them, in one segment.

    A pair joined by `với` needs that word only somewhere before it: `A với B, C với D đã hợp nhất`.
    """
    gaps = [sentence.between(a.end, b.start).strip() for a, b in pairwise(group)]
    if any(";" in gap or gap == "," for gap in gaps):
        return False
    if any(gap in DASHES for gap in gaps):
        return True
    segment = sentence.segment(group[0].start)
    paired = all(equals(sentence, a.end, b.start, "pair") for a, b in pairwise(group))
    first = sentence.start if paired else segment.start
    last = min(segment.end, group[-1].end + UNION_REACH)
    return bool(sentence.said("cues", "one_body", start=first, end=last))
