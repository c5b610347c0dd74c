"""Mergers that no body of the code book takes part in: of places by their names, of things of a kind."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import pairwise

from tinhgon.clauses import Model, Sentence
from tinhgon.clauses.contexts import begins, consists, ends, says
from tinhgon.lexicon import Mention
from tinhgon.places import Place
from tinhgon.rules import Rulebook

PLACES = "places_merged"
TIERS = {"district", "commune", "village"}
VERB_REACH = 25  # characters between a verb of merging and the places that it merges
OBJECT_REACH = 30  # characters behind a verb of merging in which its object begins
GAP = 40  # characters between two places of one merger


def of_places(sentence: Sentence) -> list[Model]:
    """The mergers of two places by their names, the first of each tier: `nhập xã A vào xã B`."""
    if not sentence.said("cues", "one_body"):
        return []
    found: dict[str, Model] = {}
    for first, second in pairwise(p for p in sentence.places if _may_merge(sentence, p)):
        if first.level == second.level and first.level not in found and _are_merged(sentence, first, second):
            found[first.level] = Model(first.start, second.end, PLACES, first.level)
    return list(found.values())


def _may_merge(sentence: Sentence, place: Place) -> bool:
    return place.level in TIERS and not ends(sentence, place.start, "body_of_place")


def _are_merged(sentence: Sentence, first: Place, second: Place) -> bool:
    if sentence.bracket(first.start) != sentence.bracket(second.start) or ";" in sentence.between(
        first.end, second.start
    ):
        return False
    if second.start - first.end > GAP or says(sentence, first.end, second.start, "comma"):
        return False
    between = sentence.said("cues", "one_body", start=first.end, end=second.start)
    if between:
        return True
    if not consists(sentence, first.end, second.start, "merger_joint"):
        return False
    segment = sentence.segment(first.start)
    end = _end(sentence, second)
    low, high = max(segment.start, first.start - VERB_REACH), min(segment.end, end + VERB_REACH)
    before = sentence.said("cues", "one_body", start=low, end=first.start)
    after = sentence.said("cues", "one_body", start=second.end, end=high)
    after = [verb for verb in after if not _has_object(sentence, verb)]
    if before and not says(sentence, before[-1].end, first.start, "comma"):
        return True
    return bool(after) and not says(sentence, second.end, after[0].start, "comma")


def _end(sentence: Sentence, place: Place) -> int:
    """Where a place ends with the larger ones in which it lies: `thôn Đoài của xã Hồng Nam|`."""
    end = place.end
    for larger in sentence.places:
        lies = larger.start >= end and consists(sentence, end, larger.start, "lies_in")
        end = larger.end if lies else end
    return end


def _has_object(sentence: Sentence, verb: Mention) -> bool:
    """Whether the verb behind two places merges what is theirs: `huyện A và huyện B hợp nhất |Văn phòng …`,
    `… nhập |10 thôn`."""
    bodies = [one.start for one in sentence.said("offices", start=verb.end)]
    things = [*bodies, *(one.start for one in sentence.numerals)]
    near = [at for at in things if verb.end <= at <= verb.end + OBJECT_REACH]
    return bool(near) and not says(sentence, verb.end, min(near), "merged_into")


# --- Things of a kind --------------------------------------------------------------------------------


def of_kinds(sentence: Sentence) -> Iterator[Model]:
    """Mergers of things of a kind, right behind a verb that is told as done: `đã hợp nhất các phòng`."""
    kinds = _kinds(sentence.rulebook)
    for verb in sentence.said("cues", "one_body"):
        index = sentence.word_at(verb.end)
        for thing in sentence.said("objects", start=verb.end, form="phrases"):
            if thing.id not in kinds or not consists(sentence, verb.end, thing.start, "several"):
                continue
            if index < sentence.word_at(thing.start) and _is_done(sentence, verb.start):
                yield Model(verb.start, thing.end, kinds[thing.id], _tier(sentence.rulebook, kinds[thing.id]))
            break
    yield from _among_themselves(sentence)


def _among_themselves(sentence: Sentence) -> Iterator[Model]:
    """`các sở có việc gần nhau nhập với nhau`."""
    kinds = _kinds(sentence.rulebook)
    for verb in sentence.said("cues", "one_body"):
        things = sentence.said("objects", end=verb.start, form="phrases")
        if len(things) > 1 and not sentence.between(things[-2].end, things[-1].start).strip():
            things = things[:-1]  # "các phòng chuyên môn |cấp huyện"
        if not things or things[-1].id not in kinds:
            continue
        thing, kind = things[-1], kinds[things[-1].id]
        if not begins(sentence, verb.end, "reciprocal") and not _are_told_merged(sentence, thing, verb, kind):
            continue
        before = [m.end for m in sentence.models if m.end <= thing.start]
        if before and not sentence.between(max(before), thing.start).strip():
            continue  # "ban tổ chức và phòng nội vụ |cấp huyện đã nhập làm một"
        if not says(sentence, thing.end, verb.start, "comma"):
            yield Model(thing.start, verb.end, kind, _tier(sentence.rulebook, kind))


def _are_told_merged(sentence: Sentence, things: Mention, verb: Mention, kind: str) -> bool:
    """`các phòng chuyên môn |cũng| nhập`, `nhiều trường |đã được| sáp nhập`."""
    several = kind != PLACES and ends(sentence, things.start, "several_before")
    if ends(sentence, things.start, "owner_before"):
        return False
    return several and things.end < verb.start and consists(sentence, things.end, verb.start, "told_merged")


def _is_done(sentence: Sentence, at: int) -> bool:
    told = sentence.said("cues", "done", "decided", "carrying", end=at)
    return any(not says(sentence, m.end, at, "comma") and at - m.end <= VERB_REACH for m in told)


@functools.cache
def _kinds(rulebook: Rulebook) -> dict[str, str]:
    """The model that merging things of an object is."""
    return {one: entry["id"] for entry in rulebook.entries("models") for one in entry.get("merged", ())}


def _tier(rulebook: Rulebook, model_id: str) -> str:
    return str(rulebook.by_id("models")[model_id].get("tier", ""))
