"""Models of the code book in a sentence: one person in two posts, one body made of several."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from tinhgon.clauses import unions
from tinhgon.clauses.sentence import Sentence
from tinhgon.rules import Entry, Rulebook

OTHER = "other_model"
UNIONS = {"one_person": unions.one_person, "one_body": unions.one_body, "dissolved": unions.dissolved}


@dataclass(frozen=True, slots=True)
class Model:
    """A model that a sentence tells of, with the words that name it.

    A `name` is a phrase of the rules or bodies joined by a dash, which no verb need unite; `generic` ones
    name no post or body.
    """

    start: int
    end: int
    id: str
    tier: str = ""
    generic: bool = False
    name: bool = False


def find_models(sentence: Sentence) -> list[Model]:
    """The models of `sentence`, in order; where two overlap, the one whose entry stands first in the rules.

    A model is said outright (`phrases`), or by its posts and bodies in any order with a word between, before
    or behind them that unites (`kiêm`, `hợp nhất`, a dash), or by a body that is dissolved.
    """
    present = _present(sentence) if sentence.may_unite else set()
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
    """The ids of posts, bodies and models that are named; none where a lone post or body makes no model."""
    named = [*sentence.said("offices"), *sentence.said("models")]
    ids = {mention.id for mention in named}
    lone = len(ids) == 1 and all(m.concern == "offices" for m in named) and len(named) == 1
    return set() if lone and ids.isdisjoint(_dissolvable(sentence.rulebook)) else ids


@functools.cache
def _dissolvable(rulebook: Rulebook) -> frozenset[str]:
    """Bodies that alone make a model, when they are dissolved."""
    return frozenset(
        one for e in rulebook.entries("models") for group in e.get("dissolved", ()) for one in group
    )


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
        yield Model(mention.start, mention.end, entry["id"], tier, mention.form == "generic", True)
    for group in _united(sentence, entry):
        own, name = tier or _tier(sentence, group, entry), unions.is_dashed(sentence, group)
        yield Model(group[0].start, group[-1].end, entry["id"], own, name=name)


def _united(sentence: Sentence, entry: Entry) -> Iterator[unions.Group]:
    """The posts or bodies of the entry where the sentence unites them."""
    named = unions.members(sentence)
    for key, unites in UNIONS.items():
        for wanted in entry.get(key, ()):
            yield from (group for group in unions.groups(sentence, named, wanted) if unites(sentence, group))


def _tier(sentence: Sentence, group: unions.Group, entry: Entry) -> str:
    """The tier of the first post or body that has one."""
    offices = sentence.rulebook.by_id("offices")
    wanted = {one for key in UNIONS for ids in entry.get(key, ()) for one in ids}
    tiers = (offices[one].get("tier", "") for member in group for one in sorted(member.ids & wanted))
    return next((tier for tier in tiers if tier), "")
