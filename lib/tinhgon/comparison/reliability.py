"""The findings about what may be compared, what agrees and what does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tinhgon.amounts import LANGUAGES, listed
from tinhgon.audits import FAILED
from tinhgon.comparison.lookup import Row, Tables
from tinhgon.comparison.sentences import Finding, finding, same, value
from tinhgon.text import slug

BOUNDS = frozenset(
    {"percent_range", "part_of_whole"}
)  # told only where they fail: passing them proves little
MOST = 8  # findings of one kind
LISTED = 5  # provinces that one sentence names


def like_for_like(given: Tables) -> Iterator[Finding]:
    """What provinces report of the same thing, an axis a sentence: shares first, results before plans, those
    with the most provinces first. Of more than `LISTED` provinces only the ends are told."""
    axes: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in sorted(given.rows["comparison"], key=lambda row: row["period_end"] or ""):
        if row["comparable"] and row["value"] is not None:
            axes[row["axis"]][row["province"]] = row
    for name, rows in sorted(axes.items(), key=lambda axis: _rank(given, *axis)):
        if len(rows) > 1:
            yield _side_by_side(given, name, list(rows.values()))


def _rank(given: Tables, name: str, rows: dict[str, Row]) -> tuple[object, ...]:
    first = next(iter(rows.values()))
    counted = given.indicators[first["indicator"]]["measure"] != "percent"
    return counted, bool(first["target"]), -len(rows), name


def _side_by_side(given: Tables, name: str, rows: list[Row]) -> Finding:
    measure = given.indicators[rows[0]["indicator"]]["measure"]
    ordered = sorted(rows, key=lambda row: (row["value"], row["province"]))
    many = len(rows) > LISTED
    if many:
        told = [ordered[0], ordered[-1]]
    else:
        told = ordered[::-1] if measure == "percent" else sorted(rows, key=lambda row: slug(row["province"]))
    amounts = [
        {lang: f"{row['province']} {_amount(row, measure, lang)}" for lang in LANGUAGES} for row in told
    ]
    values = {lang: listed([amount[lang] for amount in amounts], lang) for lang in LANGUAGES}
    said = {"low": amounts[0], "high": amounts[-1], "count": len(rows)} if many else {"values": values}
    rounds = given.book.by_id("rounds")
    alone = all(len(str(row["article_ids"]).split(";")) == 1 for row in rows)
    return finding(
        given, "like_for_like" + "_many" * many + "_plan" * bool(rows[0]["target"]), name,
        [i for row in told for i in str(row["sources"] or "").split(";")], "each" if alone else "counted",
        label=_named(given, rows[0]),
        round={lang: str(rounds[rows[0]["round"]][lang]) for lang in LANGUAGES}, **said,
    )  # fmt: skip


def _named(given: Tables, row: Row) -> dict[str, str]:
    before = "before" in (row["part"] or "")
    words = {"en": ", before", "vi": ", trước sắp xếp"}
    return {lang: text + words[lang] * before for lang, text in given.label(row["indicator"]).items()}


def _amount(row: Row, measure: str, language: str) -> str:
    """A share in per cent, whatever the page prints; a number with its qualifier."""
    return value({**row, "numerator": None, "denominator": None}, measure)[language]


def shared_kinds(given: Tables) -> Iterator[Finding]:
    """How many kinds of figure two provinces print, and how many of them are like for like."""
    families: defaultdict[str, set[str]] = defaultdict(set)
    like: set[str] = set()
    for row in given.rows["comparison"]:
        if row["status"] in ("reported", "conflict"):
            families[row["family"]].add(row["province"])
            like |= {row["family"]} if row["comparable"] else set()
    shared = {family for family, provinces in families.items() if len(provinces) > 1}
    if shared:
        template = "shared_some" if shared & like else "shared_none"
        yield finding(given, template, "", [], "counted", shared=len(shared), like=len(shared & like))


def agreed(given: Tables) -> Iterator[Finding]:
    """Values that two independent articles or more print."""
    rows = [
        row
        for row in given.values
        if row["status"] == "reported" and not row["part"] and row["agreement"] > 1
    ]
    for row in sorted(rows, key=lambda row: (-row["agreement"], row["indicator"], row["province"]))[:MOST]:
        yield finding(
            given, "agreed", f"{row['province']}-{row['indicator']}-{row['period_end'] or ''}",
            str(row["sources"]).split(";"), "agreed", label=given.label(row["indicator"]),
            province=same(row["province"]), value=value(row, given.indicators[row["indicator"]]["measure"]),
            count=row["agreement"],
        )  # fmt: skip


def conflicts(given: Tables) -> Iterator[Finding]:
    """Values that cannot all be true, all of them. Those of unknown dates may be of different times and
    are left to the table."""
    found: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in given.rows["conflicts"]:
        if row["kind"] != "dates_unknown":
            key = ("province", "indicator", "part", "period_start", "period_end", "target")
            found[tuple(str(row[name] or "") for name in key)].append(row)
    for (province, indicator, *rest), rows in found.items():
        told = [value(row, given.indicators[indicator]["measure"]) for row in rows]
        template = "conflict_within" if rows[0]["kind"] == "same_article" else "conflict_between"
        yield finding(
            given, template, "-".join([province, indicator, *rest[:3]]),
            [row["statistic_id"] for row in rows], "disputed",
            label=given.label(indicator), province=same(province),
            values={lang: listed([words[lang] for words in told], lang) for lang in LANGUAGES},
        )  # fmt: skip


def checks(given: Tables) -> Iterator[Finding]:
    """How many checks of the pages' arithmetic failed, and each that did but for repeats, which are
    told as conflicts."""
    told = [row for row in given.rows["audits"] if row["kind"] not in BOUNDS or row["verdict"] in FAILED]
    failed = [row for row in told if row["verdict"] in FAILED]
    if told:
        yield finding(given, "checks", "", [], "counted", all=len(told), failed=len(failed))
    disputed = {row["statistic_id"] for row in given.rows["conflicts"]}
    for row in failed:
        ids = str(row["statistic_ids"]).split(";")
        if row["kind"] == "repeated" and disputed.issuperset(ids):
            continue
        province = next((given.statistics[i]["province"] for i in ids if i in given.statistics), None)
        where = province or given.titles.get(row["article_id"]) or row["source_file"]
        yield finding(
            given, "check_failed", "-".join([row["kind"], *ids]), ids, "disputed",
            province=same(where),
            explanation={lang: row[f"explanation_{lang}"] for lang in LANGUAGES},
        )  # fmt: skip


def no_figure(given: Tables) -> Iterator[Finding]:
    """Provinces that articles report on without a figure or a model."""
    names = [row["province"] for row in given.rows["coverage"] if not row["figures"] and not row["models"]]
    if names:
        provinces = {lang: listed(names, lang) for lang in LANGUAGES}
        yield finding(given, "no_figure", "", [], "counted", provinces=provinces)
