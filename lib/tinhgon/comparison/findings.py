"""What the tables say, in sentences for the index: general templates over indicators, nothing typed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

import pandas as pd

from tinhgon.amounts import LANGUAGES, listed, printed
from tinhgon.comparison import lookup
from tinhgon.comparison.firmness import firmness
from tinhgon.comparison.gate import OWN_RATINGS, UNSPECIFIC
from tinhgon.comparison.lookup import Row, Tables
from tinhgon.comparison.reliability import agreed, checks, conflicts, like_for_like, no_figure, shared_kinds
from tinhgon.comparison.sentences import Finding, finding, same
from tinhgon.rules import book

PLACES = {"district": "districts", "commune": "communes"}
CHANGES = {"decrease": {"en": "fewer", "vi": "giảm"}, "level": {"en": "in place", "vi": "hiện có"}}
LONGEST = 6  # things that one sentence lists


def findings(tables: Mapping[str, pd.DataFrame], rules: str = "") -> list[Finding]:
    """The findings of a build, best first, from its tables `statistics`, `articles`, `audits`,
    `indicators`, `comparison`, `conflicts`, `coverage` and `robustness`. One that is missing counts as empty.

    >>> findings({})
    []
    """
    given = lookup.of(tables, book(rules))
    return [item for section in SECTIONS for item in section(given)]


# --- What was cut ----------------------------------------------------------------------------------


def cuts(given: Tables) -> Iterator[Finding]:
    """The share of a stock that was cut, where its parts are printed."""
    for row in given.values:
        if row["status"] == "derived" and row["denominator"] is not None:
            thing, parts = given.indicators[row["indicator"]]["object"], given.parts(row)
            cut_printed = any(part["change"] == "decrease" for part in parts)
            yield finding(
                given, "cut_and_left" if cut_printed else "from_and_to",
                f"{row['province']}-{thing}-{row['formula']}",
                [part["statistic_id"] for part in parts], "derived", province=same(row["province"]),
                object=given.object(thing), cut=row["numerator"], left=row["denominator"] - row["numerator"],
                before=row["denominator"], share=round(row["value"], 1),
            )  # fmt: skip


def sources_add_up(given: Tables) -> Iterator[Finding]:
    """Two articles that print other cuts of one stock and come to the same number before them."""
    shares: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in given.values:
        if row["status"] == "derived" and row["denominator"] is not None and " + " in (row["formula"] or ""):
            shares[row["province"], row["indicator"]].append(row)
    for (province, indicator), rows in sorted(shares.items()):
        for one, two in combinations(sorted(rows, key=lambda row: row["numerator"]), 2):
            if one["denominator"] == two["denominator"] and one["numerator"] < two["numerator"]:
                yield finding(
                    given, "sources_add_up", f"{province}-{indicator}-{one['formula']}-{two['formula']}",
                    [part["statistic_id"] for row in (one, two) for part in given.parts(row)], "agreed",
                    province=same(province), object=given.object(given.indicators[indicator]["object"]),
                    before=one["denominator"],
                    left_one=one["denominator"] - one["numerator"], cut_one=one["numerator"],
                    left_two=two["denominator"] - two["numerator"], cut_two=two["numerator"],
                )  # fmt: skip


def quotas(given: Tables) -> Iterator[Finding]:
    """Civil servants and public employees together."""
    for row in given.values:
        if row["status"] != "derived" or row["denominator"] is not None:
            continue
        parts = {part["object"]: part for part in given.parts(row)}
        if {"civil_servants", "public_employees"} <= parts.keys():
            change = given.indicators[row["indicator"]]["change"]
            servants, employees = parts["civil_servants"], parts["public_employees"]
            yield finding(
                given, "quota", f"{row['province']}-{change}-{row['formula']}",
                [servants["statistic_id"], employees["statistic_id"]], "derived",
                province=same(row["province"]), servants=servants["value"], employees=employees["value"],
                together=row["value"], change=CHANGES.get(change, CHANGES["level"]),
            )  # fmt: skip


def bare_cuts(given: Tables) -> Iterator[Finding]:
    """Cuts of a whole province that print no base, one sentence a province."""
    found: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in sorted(given.values, key=lambda row: -row["value"]):
        indicator = given.indicators[row["indicator"]]
        bare = "no_base" in (row["why_not"] or "") and row["status"] == "reported" and not row["part"]
        cut = indicator["change"] == "decrease" and indicator["measure"] == "count"
        if bare and cut and indicator["object"] not in UNSPECIFIC:
            found[row["province"]].setdefault(indicator["object"], row)
    for province, by_object in sorted(found.items()):
        rows = list(by_object.values())[:LONGEST]
        if len(rows) > 1:
            counted = {lang: [_counted(given, row, lang) for row in rows] for lang in LANGUAGES}
            things = {lang: listed(words, lang) for lang, words in counted.items()}
            ids = [row["statistic_id"] for row in rows]
            yield finding(given, "bare_cuts", province, ids, "single", province=same(province), things=things)


def _counted(given: Tables, row: Row, language: str) -> str:
    name = given.object(given.indicators[row["indicator"]]["object"])[language]
    return f"{printed(row['value'], 'count', row['qualifier'] or '=', language)} {name}"


# --- Models and ratings ----------------------------------------------------------------------------


def models_run(given: Tables) -> Iterator[Finding]:
    """In how many of its districts or communes a province runs the models that it counts."""
    found: defaultdict[tuple[str, float, str], dict[str, Row]] = defaultdict(dict)
    for row in given.values:
        indicator = given.indicators[row["indicator"]]
        running = indicator["change"] == "adoption" and not indicator["stage"] and not row["part"]
        if running and row["numerator"] is not None and indicator["tier"] in PLACES:
            place = PLACES[indicator["tier"]]
            found[row["province"], row["denominator"], place][indicator["predicate"]] = row
    for (province, whole, place), models in sorted(found.items()):
        if len(models) > 1:
            most = sum(2 * row["numerator"] >= whole for row in models.values())
            yield finding(
                given, "models_run", f"{province}-{whole:g}-{place}",
                [row["statistic_id"] for row in models.values()], "single", province=same(province),
                most=most, models=len(models), whole=whole, object=given.object(place),
            )  # fmt: skip


def models_named(given: Tables) -> Iterator[Finding]:
    """How many provinces and models are named together without a figure."""
    told = [row for row in given.rows["comparison"] if row["status"] == "told_without_number"]
    pairs = {(row["province"], given.indicators[row["indicator"]]["predicate"]) for row in told}
    if pairs:
        provinces, models = (len({pair[i] for pair in pairs}) for i in (0, 1))
        yield finding(
            given, "models_named", "", [], "counted", provinces=provinces, models=models, pairs=len(pairs)
        )


def ratings(given: Tables) -> Iterator[Finding]:
    """Provinces that report what they rated themselves."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in given.values:
        if given.indicators[row["indicator"]]["predicate"] in OWN_RATINGS and row["status"] == "reported":
            found[row["province"]].append(row["statistic_id"])
    for province, ids in sorted(found.items()):
        if len(ids) > 1:
            yield finding(given, "ratings", province, ids, "single", province=same(province), count=len(ids))


SECTIONS: tuple[Callable[[Tables], Iterator[Finding]], ...] = (
    cuts, sources_add_up, quotas, bare_cuts, models_run, like_for_like, shared_kinds, ratings, models_named,
    firmness, agreed, conflicts, checks, no_figure,
)  # fmt: skip
