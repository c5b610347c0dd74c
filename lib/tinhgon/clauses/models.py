"""Models of the code book in a sentence: one person in two posts, one body made of several."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from tinhgon.clauses import unions
from tinhgon.clauses.contexts import consists
from tinhgon.clauses.sentence import Sentence
from tinhgon.rules import Entry, Rulebook

OTHER = "other_model"
UNITS = "units_merged"
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
    if not sentence.may_unite:
        return []
    named = [m.id for m in (*sentence.said("offices"), *sentence.said("models"))]
    if not named:
        return []
    once = frozenset(named)
    found: list[Model] = []
    for entry in _possible(sentence.rulebook, once, frozenset(one for one in once if named.count(one) > 1)):
        for model in _of_entry(sentence, entry):
            if not any(model.start < other.end and other.start < model.end for other in found):
                found.append(model)
    return sorted(_specific(found, sentence), key=attrgetter("start")) if found else []


@functools.lru_cache(maxsize=4096)
def _possible(rulebook: Rulebook, once: frozenset[str], twice: frozenset[str]) -> list[Entry]:
    """The entries of models that the posts, bodies and models named `once` can make, some of them `twice`:
    two bodies of one kind."""
    seen = Counter([*once, *twice])
    return [
        entry
        for entry in rulebook.entries("models")
        if entry["id"] in once or any(Counter(ids) <= seen for key in UNIONS for ids in entry.get(key, ()))
    ]


def _specific(found: list[Model], sentence: Sentence) -> list[Model]:
    """`other_model` says less than any other model of the same segment, and gives way to it; so do units that
    only go on with the list of another merger."""
    named = [sentence.segment(model.start) for model in found if model.id != OTHER]
    told = [m for m in found if m.id != OTHER or sentence.segment(m.start) not in named]
    ends = [m.end for m in told if m.id != UNITS]
    return [m for m in told if m.id != UNITS or not any(_goes_on(sentence, end, m.start) for end in ends)]


def _goes_on(sentence: Sentence, end: int, start: int) -> bool:
    return end < start and consists(sentence, end, start, "body_joint")


def _of_entry(sentence: Sentence, entry: Entry) -> Iterator[Model]:
    tier = entry.get("tier", "")
    for mention in sentence.said("models", entry["id"]):
        own = tier or _tier_inside(sentence, mention.start, mention.end)
        yield Model(mention.start, mention.end, entry["id"], own, mention.form == "generic", True)
    for group in _united(sentence, entry):
        own, name = tier or _tier(sentence, group, entry), unions.is_dashed(sentence, group)
        yield Model(group[0].start, group[-1].end, entry["id"], own, name=name)


def _united(sentence: Sentence, entry: Entry) -> Iterator[unions.Group]:
    """The posts or bodies of the entry where the sentence unites them."""
    named = unions.members(sentence)
    for key, unites in UNIONS.items():
        for wanted in entry.get(key, ()):
            yield from (group for group in unions.groups(sentence, named, wanted) if unites(sentence, group))


def _tier_inside(sentence: Sentence, start: int, end: int) -> str:
    """The tier of the first post or body named there that has one: of `Văn phòng Đoàn ĐBQH`, the province."""
    offices = sentence.rulebook.by_id("offices")
    named = sentence.said("offices", start=start, end=end)
    return next((tier for one in named if (tier := offices[one.id].get("tier", ""))), "")


def _tier(sentence: Sentence, group: unions.Group, entry: Entry) -> str:
    """The tier of the first post or body that has one."""
    offices = sentence.rulebook.by_id("offices")
    wanted = {one for key in UNIONS for ids in entry.get(key, ()) for one in ids}
    tiers = (offices[one].get("tier", "") for member in group for one in sorted(member.ids & wanted))
    return next((tier for tier in tiers if tier), "")
