"""The gate: two values share an axis only if tier, scope, base, stage and what is counted agree.

A value that passes has a like in another province: the same indicator, both plans or both results, of
one round. One that does not pass says why, in the codes of `rules/reasons.yml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from tinhgon.comparison.stocks import is_all, is_province_wide, is_where
from tinhgon.comparison.values import Value
from tinhgon.figures import Figure
from tinhgon.indicators import OWN_TIER, OWN_UNITS, UNSAID
from tinhgon.rules import Rulebook

OWN_RATINGS = frozenset({"strong_and_clean", "task_done_well", "task_done", "fair_or_good"})
UNSPECIFIC = frozenset({"other_model", "other_standard", "other"})
ONE_EACH = frozenset({"party_members"})  # whom every tier counts once: a number of all of them needs no tier
QUOTAS = frozenset({"payroll", "civil_servants", "public_employees"})
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


def axis_name(value: Value, book: Rulebook) -> str:
    """The axis of a value as one token: rows of the same one, and no others, may be set side by side."""
    indicator, counted, round_, target, before = axis(value, book)
    extras = [counted, "plan" if target else "", "before" if before else ""]
    return "@".join([f"{indicator}", ".".join(str(part) for part in (round_, *extras) if part)])


def round_of(value: Value, book: Rulebook) -> str:
    """The round of streamlining that the value's period lies in, "" where no date is known.

    Of a period that reaches into several it is the last that holds a quarter of it or more: 2015 to 2018 is
    of the round since 2017, 2023 to the end of 2024 of the round before December 2024.
    """
    rounds = book.entries("rounds")
    if not value.end or not value.start or value.start == value.end:
        return round_of_day(value.end, book)
    spans = [(max(entry["first"], value.start), min(entry["last"], value.end)) for entry in rounds]
    whole = _days(value.start, value.end)
    held = [entry for entry, span in zip(rounds, spans, strict=True) if 4 * _days(*span) >= whole]
    return str(held[-1]["id"]) if held else round_of_day(value.end, book)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


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
        "no_tier": indicator.tier == UNSAID and not _of_all_tiers(value),
        "no_base": _lacks_base(value),
        "no_total": _maybe_some(value),
        "where": indicator.measure == "count" and any(is_where(f) for f in _printed(value)),
        "no_date": not round_of(value, book),
        "own_ratings": indicator.predicate in OWN_RATINGS,
        "own_units": indicator.object in OWN_UNITS and indicator.measure != "percent",
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


def _of_all_tiers(value: Value) -> bool:
    """Whether a value that names no tier is of all: people whom each tier counts once, and the share cut of
    what a province was allotted in a year that the page names, since the quota is the whole province's."""
    indicator = value.indicator
    if indicator.scope != "whole" or value.place:
        return False
    quota = indicator.object in QUOTAS and indicator.measure == "percent" and indicator.base[:4].isdigit()
    return indicator.object in ONE_EACH or quota


def _maybe_some(value: Value) -> bool:
    """Whether a bare number is not said to be that of the whole province: of what is there, all of it; of
    what happened, in a sentence about the province."""
    indicator, figures = value.indicator, _printed(value)
    if indicator.measure != "count" or indicator.scope != "whole" or value.place or not figures:
        return False
    said = is_all if indicator.change == "level" else is_province_wide
    return not any(said(figure) for figure in figures)


def _printed(value: Value) -> list[Figure]:
    return [figure for group in value.classes for figure in group]


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
