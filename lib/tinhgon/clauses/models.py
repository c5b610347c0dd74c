"""Models of the code book in a sentence: one person in two posts, one body made of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tinhgon.clauses.sentence import Sentence
from tinhgon.lexicon import Mention, lexicon
from tinhgon.rules import Entry

OTHER = "other_model"
_DASHES = {"-", "–", "/"}
REACH = 90  # characters between two posts or bodies of one model


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
    named, _ = lexicon(sentence.rulebook, "offices", "models").find(sentence.words)
    if not named or (len(named) == 1 and named[0].concern == "offices"):
        return []
    present = {m.id for m in named}
    found: list[Model] = []
    for entry in sentence.rulebook.entries("models"):
        if not _possible(entry, present):
            continue
        for model in _of_entry(sentence, entry):
            if not any(model.start < other.end and other.start < model.end for other in found):
                found.append(model)
    return sorted(_specific(found, sentence), key=lambda model: model.start)


def _possible(entry: Entry, present: set[str]) -> bool:
    groups = [*entry.get("one_person", ()), *entry.get("one_body", ())]
    return entry["id"] in present or any(present.issuperset(group) for group in groups)


def _specific(found: list[Model], sentence: Sentence) -> list[Model]:
    """`other_model` says less than any other model of the same segment, and gives way to it."""
    named = [sentence.segment(model.start) for model in found if model.id != OTHER]
    return [model for model in found if model.id != OTHER or sentence.segment(model.start) not in named]


def _of_entry(sentence: Sentence, entry: Entry) -> Iterator[Model]:
    tier = entry.get("tier", "")
    for mention in sentence.said("models", entry["id"]):
        yield Model(mention.start, mention.end, entry["id"], tier)
    offices = sentence.said("offices")
    known = sentence.rulebook.by_id("offices")
    for key, unites in (("one_person", _one_person), ("one_body", _one_body)):
        for members in entry.get(key, ()):
            for group in _groups(offices, members):
                if unites(sentence, group):
                    tiers = [known[m.id]["tier"] for m in group if "tier" in known[m.id]]
                    yield Model(group[0].start, group[-1].end, entry["id"], tier or next(iter(tiers), ""))


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
    if any(sentence.between(a.end, b.start).strip() in _DASHES for a, b in pairwise(group)):
        return True
    before = sentence.said("cues", "one_person", start=max(sentence.start, start - 40), end=start)
    leads = before and sentence.between(before[-1].start, before[-1].end).startswith("nhất thể")
    return bool(leads) or any(
        sentence.said("cues", "one_person", start=a.end, end=b.start) for a, b in pairwise(group)
    )


def _one_body(sentence: Sentence, group: list[Mention]) -> bool:
    """A dash between the bodies, or a word of union before, between or right behind them, in one segment.

    A pair joined by `với` needs that word only somewhere before it: `A với B, C với D đã hợp nhất`.
    """
    start, end = group[0].start, group[-1].end
    gaps = [sentence.between(a.end, b.start).strip() for a, b in pairwise(group)]
    if any(";" in gap or gap == "," for gap in gaps):
        return False
    if any(gap in _DASHES for gap in gaps):
        return True
    joined = all(gap in {"với", "và", "cùng"} for gap in gaps)
    first = sentence.start if joined else sentence.segment(start).start
    return bool(
        sentence.said("cues", "one_body", start=first, end=min(sentence.segment(start).end, end + 40))
    )
