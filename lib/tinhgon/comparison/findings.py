"""What the tables say, in sentences for the index: general templates over indicators, nothing typed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from tinhgon.amounts import LANGUAGES, Said, listed, number, percent, printed, say
from tinhgon.audits import FAILED
from tinhgon.comparison import lookup
from tinhgon.comparison.gate import OWN_RATINGS
from tinhgon.comparison.lookup import Row, Tables
from tinhgon.rules import book
from tinhgon.text import slug

BOUNDS = frozenset(
    {"percent_range", "part_of_whole"}
)  # told only where they fail: passing them proves little
SILENT = frozenset({"told_without_number", "not_reported"})


class Finding(NamedTuple):
    """A sentence in both languages, the ids of the figures it rests on, and how far it is to be trusted:
    `agreed` (by sources or by arithmetic), `derived`, `single` (one article), `disputed`, `counted`."""

    id: str
    en: str
    vi: str
    statistic_ids: tuple[str, ...]
    strength: str


def findings(tables: Mapping[str, pd.DataFrame], rules: str = "") -> list[Finding]:
    """The findings of a build, best first, from its tables `statistics`, `articles`, `audits`,
    `indicators`, `comparison`, `conflicts` and `coverage`. A table that is missing counts as empty.

    >>> findings({})
    []
    """
    given = lookup.of(tables, book(rules))
    return [finding for section in SECTIONS for finding in section(given)]


def _finding(
    given: Tables, template: str, key: str, ids: Iterable[str | None], strength: str, **words: Said
) -> Finding:
    entry = given.book.by_id("findings")[template]
    english, vietnamese = (say(entry[language], words, language) for language in LANGUAGES)
    name = "-".join(part for part in (template.replace("_", "-"), slug(key)) if part)
    return Finding(name, english, vietnamese, tuple(dict.fromkeys(i for i in ids if i)), strength)


def _same(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)


# --- What was cut ----------------------------------------------------------------------------------


def cuts(given: Tables) -> Iterator[Finding]:
    """The share of a stock that was cut, where its parts are printed."""
    for row in given.values:
        if row["status"] != "derived" or row["denominator"] is None:
            continue
        indicator, parts = given.indicators[row["indicator"]], given.parts(row)
        left = row["denominator"] - row["numerator"]
        template = "cut_and_left" if any(part["change"] == "decrease" for part in parts) else "from_and_to"
        yield _finding(
            given, template, f"{row['province']}-{indicator['object']}", [part["statistic_id"] for part in parts],
            "derived", province=_same(row["province"]), object=given.object(indicator["object"]),
            cut=row["numerator"], left=left, before=row["denominator"], share=round(row["value"], 1),
        )  # fmt: skip


def sources_add_up(given: Tables) -> Iterator[Finding]:
    """Two articles that print other cuts of one stock and come to the same number before them."""
    shares: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in given.values:
        if row["status"] == "derived" and row["denominator"] is not None and " + " in (row["formula"] or ""):
            shares[row["province"], row["indicator"]].append(row)
    for (province, indicator), rows in sorted(shares.items()):
        for one, two in combinations(rows, 2):
            if one["denominator"] == two["denominator"] and one["numerator"] < two["numerator"]:
                ids = [part["statistic_id"] for row in (one, two) for part in given.parts(row)]
                yield _finding(
                    given, "sources_add_up", f"{province}-{indicator}", ids, "agreed", province=_same(province),
                    object=given.object(given.indicators[indicator]["object"]), before=one["denominator"],
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
            yield _finding(
                given, "quota", f"{row['province']}-{change}-{row['period_end'] or ''}",
                [servants["statistic_id"], employees["statistic_id"]], "derived", province=_same(row["province"]),
                servants=servants["value"], employees=employees["value"], together=row["value"],
                change={"en": {"decrease": "fewer"}.get(change, "in place"), "vi": {"decrease": "giảm"}.get(change, "hiện có")},
            )  # fmt: skip


def bare_cuts(given: Tables) -> Iterator[Finding]:
    """Cuts of a whole province that print no base, one sentence a province."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in given.values:
        indicator = given.indicators[row["indicator"]]
        if "no_base" in (row["why_not"] or "") and row["status"] == "reported" and not row["part"]:
            if indicator["change"] == "decrease" and indicator["measure"] == "count":
                found[row["province"]].append(row)
    for province, rows in sorted(found.items()):
        if len(rows) > 1:
            rows = sorted(rows, key=lambda row: -row["value"])[:6]
            things = {
                language: listed([_counted(given, row, language) for row in rows], language)
                for language in LANGUAGES
            }
            ids = [row["statistic_id"] for row in rows]
            yield _finding(
                given, "bare_cuts", province, ids, "single", province=_same(province), things=things
            )


def _counted(given: Tables, row: Row, language: str) -> str:
    name = given.object(given.indicators[row["indicator"]]["object"])[language]
    return f"{printed(row['value'], 'count', row['qualifier'] or '=', language)} {name}"


# --- Models ----------------------------------------------------------------------------------------


def models_run(given: Tables) -> Iterator[Finding]:
    """In how many of its districts or communes a province runs the models that it counts."""
    found: defaultdict[tuple[str, float, str], dict[str, Row]] = defaultdict(dict)
    for row in given.values:
        indicator = given.indicators[row["indicator"]]
        if (
            indicator["change"] == "adoption"
            and row["numerator"] is not None
            and not row["part"]
            and not indicator["stage"]
        ):
            place = {"district": "districts", "commune": "communes"}.get(indicator["tier"], "")
            if place:
                found[row["province"], row["denominator"], place][indicator["predicate"]] = row
    for (province, whole, place), models in sorted(found.items()):
        if len(models) > 1:
            most = sum(2 * row["numerator"] >= whole for row in models.values())
            yield _finding(
                given, "models_run", f"{province}-{place}", [row["statistic_id"] for row in models.values()], "single",
                province=_same(province), most=most, models=len(models), whole=whole, object=given.object(place),
            )  # fmt: skip


def models_named(given: Tables) -> Iterator[Finding]:
    """How many provinces and models are named together without a figure."""
    told = [row for row in given.rows["comparison"] if row["status"] == "told_without_number"]
    if told:
        pairs = {(row["province"], given.indicators[row["indicator"]]["predicate"]) for row in told}
        provinces, models = ({pair[i] for pair in pairs} for i in (0, 1))
        numbers = {"provinces": len(provinces), "models": len(models), "pairs": len(pairs)}
        yield _finding(given, "models_named", "", [], "counted", **numbers)


def ratings(given: Tables) -> Iterator[Finding]:
    """Provinces that report what they rated themselves."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in given.values:
        if given.indicators[row["indicator"]]["predicate"] in OWN_RATINGS and row["status"] == "reported":
            found[row["province"]].append(row["statistic_id"])
    for province, ids in sorted(found.items()):
        if len(ids) > 1:
            yield _finding(
                given, "ratings", province, ids, "single", province=_same(province), count=len(ids)
            )


# --- Side by side ----------------------------------------------------------------------------------


def like_for_like(given: Tables) -> Iterator[Finding]:
    """Indicators that provinces can be compared by, those with the most provinces first."""
    axes: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in given.values:
        if row["comparable"]:
            axes[row["indicator"]].setdefault(row["province"], row)
    for name, rows in sorted(axes.items(), key=lambda axis: (-len(axis[1]), axis[0])):
        ordered = sorted(rows.values(), key=lambda row: (row["value"], row["province"]))
        low, high = ordered[0], ordered[-1]
        measure = given.indicators[name]["measure"]
        yield _finding(
            given, "like_for_like", name, [row["statistic_id"] for row in (low, high)], "single",
            label=given.label(name), count=len(rows), lowest=_same(low["province"]), highest=_same(high["province"]),
            low=_value(low, measure), high=_value(high, measure),
        )  # fmt: skip


def _value(row: Row, measure: str) -> dict[str, str]:
    return {
        language: printed(row["value"], measure, row["qualifier"] or "=", language) for language in LANGUAGES
    }


def shared_kinds(given: Tables) -> Iterator[Finding]:
    """How many kinds of figure two provinces print, and how many of them are like for like."""
    families: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for row in given.rows["comparison"]:
        if row["status"] in ("reported", "conflict") and row["family"]:
            families[row["family"]][row["province"]] = (
                families[row["family"]].get(row["province"], False) or row["comparable"]
            )
    shared = [any(provinces.values()) for provinces in families.values() if len(provinces) > 1]
    if shared:
        template = "shared_some" if any(shared) else "shared_none"
        yield _finding(given, template, "", [], "counted", shared=len(shared), like=sum(shared))


def agreed(given: Tables) -> Iterator[Finding]:
    """Values that two independent articles or more print."""
    rows = [
        row
        for row in given.values
        if (row["agreement"] or 0) > 1 and row["status"] == "reported" and not row["part"]
    ]
    for row in sorted(rows, key=lambda row: (-row["agreement"], row["indicator"], row["province"]))[:8]:
        yield _finding(
            given, "agreed", f"{row['province']}-{row['indicator']}-{row['period_end'] or ''}",
            str(row["sources"]).split(";"), "agreed", label=given.label(row["indicator"]), province=_same(row["province"]),
            value=_value(row, given.indicators[row["indicator"]]["measure"]), count=row["agreement"],
        )  # fmt: skip


def conflicts(given: Tables) -> Iterator[Finding]:
    """Values that cannot all be true, all of them."""
    found: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in given.rows["conflicts"]:
        key = ("province", "indicator", "part", "period_start", "period_end", "target")
        found[tuple(str(row[name] or "") for name in key)].append(row)
    for (province, indicator, *rest), rows in found.items():
        measure = given.indicators[indicator]["measure"]
        values = {
            language: listed([_ratio_or_value(row, measure, language) for row in rows], language)
            for language in LANGUAGES
        }
        template = "conflict_within" if rows[0]["kind"] == "same_article" else "conflict_between"
        yield _finding(
            given, template, "-".join([province, indicator, *rest[:3]]), [row["statistic_id"] for row in rows], "disputed",
            label=given.label(indicator), province=_same(province), values=values,
        )  # fmt: skip


def _ratio_or_value(row: Row, measure: str, language: str) -> str:
    if row["numerator"] is not None:
        return f"{number(row['numerator'], language)}/{number(row['denominator'], language)}"
    if measure == "percent":
        return percent(row["value"], language)
    return printed(row["value"], measure, row["qualifier"] or "=", language)


# --- How sure --------------------------------------------------------------------------------------


def checks(given: Tables) -> Iterator[Finding]:
    """How many checks of the pages' arithmetic failed, and each that did."""
    told = [row for row in given.rows["audits"] if row["kind"] not in BOUNDS or row["verdict"] in FAILED]
    failed = [row for row in told if row["verdict"] in FAILED]
    if told:
        yield _finding(given, "checks", "", [], "counted", all=len(told), failed=len(failed))
    for at, row in enumerate(failed, start=1):
        ids = str(row["statistic_ids"]).split(";")
        province = next((given.statistics[i]["province"] for i in ids if i in given.statistics), None)
        yield _finding(
            given, "check_failed", str(at), ids, "disputed", province=_same(province or row["source_file"]),
            explanation={language: row[f"explanation_{language}"] for language in LANGUAGES},
        )  # fmt: skip


def no_figure(given: Tables) -> Iterator[Finding]:
    """Provinces that articles report on without a figure or a model."""
    names = [row["province"] for row in given.rows["coverage"] if not row["figures"] and not row["models"]]
    if names:
        provinces = {language: listed(names, language) for language in LANGUAGES}
        yield _finding(given, "no_figure", "", [], "counted", provinces=provinces)


SECTIONS: tuple[Callable[[Tables], Iterator[Finding]], ...] = (
    cuts, sources_add_up, quotas, bare_cuts, models_run, like_for_like, shared_kinds, ratings, models_named, agreed, conflicts,
    checks, no_figure,
)  # fmt: skip
