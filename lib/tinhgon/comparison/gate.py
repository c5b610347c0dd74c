"""The gate: two values share an axis only if tier, scope, base, stage and what is counted agree.

A value that passes has a like in another province: the same indicator, both plans or both results, of
one round. One that does not pass says why, in the codes of `rules/reasons.yml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tinhgon.comparison.values import Value
from tinhgon.indicators import OWN_TIER, OWN_UNITS, UNSAID
from tinhgon.rules import Rulebook

OWN_RATINGS = frozenset({"strong_and_clean", "task_done_well", "task_done", "fair_or_good"})
UNSPECIFIC = frozenset({"other_model", "other_standard", "other"})
PLACES = frozenset({*OWN_TIER, "schools", "school_sites", "classes", "departments"})
GENERIC = frozenset({"units_merged", "places_merged", "departments_merged", "competitive_selection"})
SILENT = frozenset({"told_without_number", "not_reported", "partly_reported"})

Axis = tuple[object, ...]
Look = tuple[object, ...]
Looks = Mapping[Look, set[str]]

DIMENSIONS = ("tier", "scope", "base", "stage", "count", "round", "target")


def judge(values: Sequence[Value], book: Rulebook) -> list[tuple[str, ...]]:
    """For each value the reasons why it stands on no axis, sorted; none for one that is comparable."""
    alone = [own_reasons(value, book) for value in values]
    axes: defaultdict[Axis, set[str]] = defaultdict(set)
    looks: defaultdict[str, defaultdict[Look, set[str]]] = defaultdict(lambda: defaultdict(set))
    for value, reasons in zip(values, alone, strict=True):
        if not reasons:
            axes[axis(value, book)].add(value.province)
        if value.status not in SILENT:
            looks[value.family][_look(value, book)].add(value.province)
    return [
        ()
        if not reasons and len(axes[axis(value, book)]) > 1
        else _why_not(value, reasons, looks[value.family], book)
        for value, reasons in zip(values, alone, strict=True)
    ]


def axis(value: Value, book: Rulebook) -> Axis:
    """What values must have in common to stand on one axis."""
    counted = value.indicator.object if value.indicator.predicate in GENERIC else ""
    return value.indicator.id, counted, round_of(value, book), value.target, value.before


def round_of(value: Value, book: Rulebook) -> str:
    """The round of streamlining in which the value's period ends, "" where no date is known."""
    return round_of_day(value.end, book)


def round_of_day(day: str, book: Rulebook) -> str:
    """The id of the round that an ISO day lies in, "" where there is none.

    >>> from tinhgon.rules import book
    >>> round_of_day("2018-12-31", book()), round_of_day("", book())
    ('round_2017', '')
    """
    rounds = book.entries("rounds")
    return next((str(entry["id"]) for entry in rounds if entry["first"] <= day <= entry["last"]), "")


def own_reasons(value: Value, book: Rulebook) -> set[str]:
    """The reasons that lie in the value itself, whatever others report."""
    if value.status in SILENT:
        return {value.status}
    indicator = value.indicator
    tests = {
        "conflict": value.status == "conflict",
        "smaller_place": bool(value.place),
        "subset": indicator.scope == "subset",
        "some": indicator.scope == "some",
        "no_scope": indicator.scope == UNSAID,
        "no_tier": indicator.tier == UNSAID,
        "no_base": _lacks_base(value),
        "no_date": not round_of(value, book),
        "own_ratings": indicator.predicate in OWN_RATINGS,
        "own_units": indicator.object in OWN_UNITS
        and indicator.measure != "percent"
        and indicator.change != "adoption",
        "unspecific": value.named or bool({indicator.object, indicator.predicate} & UNSPECIFIC),
    }
    return {reason for reason, holds in tests.items() if holds}


def _lacks_base(value: Value) -> bool:
    """A change is a share of something or counted since some time: without it only places, counted
    within one round, can be set side by side."""
    indicator = value.indicator
    if indicator.base or indicator.change not in ("decrease", "increase", "transfer"):
        return False
    return indicator.measure == "percent" or indicator.object not in PLACES


def _why_not(value: Value, reasons: set[str], looks: Looks, book: Rulebook) -> tuple[str, ...]:
    """The value's own reasons, and how it differs from its nearest look-alike in another province."""
    if value.status in SILENT:
        return tuple(sorted(reasons))
    mine = _look(value, book)
    others = [_unlike(mine, look) for look, provinces in looks.items() if provinces - {value.province}]
    unlike = min(others, key=lambda codes: (len(codes), sorted(codes)), default={"single_province"})
    return tuple(sorted(reasons | unlike)) or ("single_province",)


def _unlike(mine: Look, theirs: Look) -> set[str]:
    pairs = zip(DIMENSIONS, mine, theirs, strict=True)
    return {f"other_{dimension}" for dimension, one, other in pairs if one != other}


def _look(value: Value, book: Rulebook) -> Look:
    indicator = value.indicator
    scope = (indicator.scope, bool(value.place), value.before)
    return (
        indicator.tier,
        scope,
        indicator.base,
        indicator.stage,
        indicator.predicate,
        round_of(value, book),
        value.target,
    )
