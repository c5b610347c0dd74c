"""Provinces side by side: one value a province, indicator and period, and what may be compared.

Values are claims of the press. Sources that disagree are all shown and never averaged; plans stay
apart from results, and what no page says apart from zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import product

import pandas as pd

from tinhgon import figures as records
from tinhgon.comparison import gate, sources
from tinhgon.comparison.coverage import coverage
from tinhgon.comparison.derived import derive
from tinhgon.comparison.findings import findings
from tinhgon.comparison.provinces import CODES, Provinces, both, coded, listing
from tinhgon.comparison.regrouped import regroup
from tinhgon.comparison.robustness import robustness
from tinhgon.comparison.sentences import Finding
from tinhgon.comparison.targets import targets
from tinhgon.comparison.values import Value, collect, unique
from tinhgon.figures import Figure
from tinhgon.indicators import Indicator, of_model, table
from tinhgon.rules import Rulebook, book
from tinhgon.tables import COLUMNS, declare, frame

__all__ = ["Finding", "coded", "comparable", "compare", "findings", "listing", "shared", "targets"]

declare("comparison_34", " ".join(f"{name}:{kind}" for name, kind in COLUMNS["comparison"].items()))
declare(
    "conflicts",
    "indicator province part period_start:date period_end:date target:boolean value:number numerator:number "
    "denominator:number qualifier statistic_id sources:list article_ids:list published:date publisher kind "
    "borders province_gso province_iso province_ascii region region_vi",
)
CODED = ("comparison", "comparison_34", "conflicts", "coverage")


def compare(
    statistics: pd.DataFrame, adoptions: pd.DataFrame, articles: pd.DataFrame, rules: str = ""
) -> dict[str, pd.DataFrame]:
    """The tables `indicators`, `comparison`, `comparison_34`, `conflicts`, `coverage`, `robustness` and
    `targets`.

    `comparison` has one row a province, indicator, period, `part` ("" is the whole province, else a
    smaller place, a named part or the state before) and plan or result. A row is `reported`, `derived`
    (with its formula), in `conflict` (no value: all of them stand in `conflicts`), `told_without_number`
    (a model named without a figure) or `not_reported` (nothing about an indicator that two other
    provinces report). `comparable` rows share an axis with another province's; the others say in
    `why_not` why they do not. `agreement` counts the independent articles that agree.

    `comparison_34` says the same by the provinces since 1 July 2025: a row is also `derived` where it is the
    sum of what all provinces that one was made of report, else `partly_reported`, without a value.

    >>> empty = {name: frame(name, []) for name in ("statistics", "adoptions", "articles")}
    >>> [*compare(**empty)]
    ['indicators', 'comparison', 'comparison_34', 'conflicts', 'coverage', 'robustness', 'targets']
    """
    rulebook = book(rules)
    known = sources.read(articles)
    every = records.read(statistics)
    figures = sources.dated(
        sources.independent(every, known), known, partial(gate.round_of_day, book=rulebook)
    )
    values = collect(figures, known)
    values += derive(figures, values)
    values = unique([*values, *_told(adoptions, values, known)])
    borders = both(rulebook)
    named = {province for source in known.values() for province in source.provinces}
    merged = unique(regroup(values, borders, rulebook))
    merged += _silent(merged, {borders.old[name].merged if name in borders.old else name for name in named})
    values += _silent(values, named)
    reasons = gate.judge(values, rulebook)
    fits = [not codes for codes in reasons]
    rows = [_row(v, codes, borders, rulebook) for v, codes in zip(values, reasons, strict=True)]
    merged_rows = [
        _row(v, codes, borders, rulebook) | {"borders": "34"}
        for v, codes in zip(merged, gate.judge(merged, rulebook), strict=True)
    ]
    compared = {
        "indicators": table({value.indicator for value in values}, rulebook),
        "comparison": frame("comparison", rows),
        "comparison_34": frame("comparison_34", merged_rows),
        "conflicts": frame("conflicts", [row for value in values for row in _conflict(value, known)]),
        "coverage": coverage(known, every, _flagged(statistics), values, fits, borders),
        "robustness": robustness(figures, known, values, fits, rulebook),
    }
    compared |= {name: _with_codes(compared[name], articles, rules) for name in CODED}
    return compared | {"targets": targets(compared["comparison"], compared["indicators"], rules)}


def _with_codes(table: pd.DataFrame, articles: pd.DataFrame, rules: str) -> pd.DataFrame:
    """`table` with its codes, behind the borders where it has them of its own."""
    own = list(table.columns).index("borders") < list(table.columns).index(CODES[0]) - 1
    return coded(table.drop(columns=[*CODES, *([] if own else ["borders"])]), articles, rules)


def comparable(comparison: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The rows of `comparison` that may share an axis for `indicator`: results of the round that most
    provinces report, the latest where two are as many, sorted by province; empty where there is none.
    """
    rows = comparison[(comparison["indicator"] == indicator) & comparison["comparable"].fillna(False)]
    rows = rows[~rows["target"].fillna(False)]
    sides: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, (day, part) in enumerate(zip(rows["round"], rows["part"].fillna(""), strict=True)):
        sides[str(day), part].append(at)
    if not sides:
        return rows.reset_index(drop=True)
    ends = rows["period_end"].fillna("")
    best = max(
        sides,
        key=lambda side: (
            rows["province"].iloc[sides[side]].nunique(), side[1] == "", ends.iloc[sides[side]].max()
        ),
    )  # fmt: skip
    return rows.iloc[sides[best]].sort_values("province", kind="stable").reset_index(drop=True)


def shared(comparison: pd.DataFrame) -> pd.DataFrame:
    """The families (object, change and measure) that two or more provinces print a value of.

    Columns: `family`, `provinces` (a list), `comparable` (whether any two may share an axis), `why_not`
    (the reasons of all rows).
    """
    printed = comparison[~comparison["status"].isin(["told_without_number", "not_reported", "derived"])]
    rows = []
    for family, group in printed.groupby("family", sort=True):
        provinces = sorted(set(group["province"]))
        if len(provinces) > 1:
            codes = {code for cell in group["why_not"].dropna() for code in cell.split(";")}
            fits = bool(group["comparable"].any())
            rows.append((family, ";".join(provinces), fits, ";".join(sorted(codes))))
    return pd.DataFrame(rows, columns=["family", "provinces", "comparable", "why_not"])


# --- What is told without a number, and what is not told -------------------------------------------


def _told(adoptions: pd.DataFrame, values: Sequence[Value], known: dict[str, sources.Source]) -> list[Value]:
    """Models named of a province without a figure, once each, where no figure says how many."""
    counted = {
        (v.province, v.indicator.predicate, v.indicator.tier)
        for v in values
        if v.indicator.change == "adoption"
    }
    columns = ("article_id", "province", "predicate", "level", "place", "stage")
    behind: defaultdict[tuple[str, Indicator, str], set[str]] = defaultdict(set)
    for article_id, province, predicate, level, place, stage in records.records(adoptions, columns, {}):
        indicator = of_model(predicate, level, stage)
        copy = article_id in known and known[article_id].copy_of
        if province and not copy and (province, predicate, indicator.tier) not in counted:
            behind[province, indicator, place].add(article_id)
    return [
        Value(
            indicator=indicator, province=province, part=place, place=place, status="told_without_number",
            article_ids=tuple(sorted(articles)), start=date, end=date,
        )
        for (province, indicator, place), articles in behind.items()
        for date in [max((known[a].last_day for a in articles if a in known), default="")]
    ]  # fmt: skip


def _silent(values: Iterable[Value], named: set[str]) -> list[Value]:
    """`not_reported` for each province that an article or value names and each indicator of results that two
    others have."""
    have: defaultdict[Indicator, set[str]] = defaultdict(set)
    provinces = set(named)
    for value in values:
        provinces.add(value.province)
        if not value.target and not value.part:
            have[_same(value.indicator)].add(value.province)
    return [
        Value(indicator=indicator, province=province, status="not_reported")
        for indicator, province in product(sorted(have), sorted(provinces))
        if len(have[indicator]) > 1 and province not in have[indicator]
    ]


def _same(indicator: Indicator) -> Indicator:
    """One indicator a name: models are the same whatever was counted."""
    return (
        indicator._replace(object="")
        if indicator.change == "adoption" and indicator.measure != "count"
        else indicator
    )


# --- Rows ------------------------------------------------------------------------------------------


def _row(value: Value, reasons: tuple[str, ...], borders: Provinces, rulebook: Rulebook) -> dict[str, object]:
    return {
        "indicator": value.indicator.id,
        "province": value.province,
        "borders": borders.borders(value.end, value.province),
        "period_start": value.start,
        "period_end": value.end,
        "target": value.target,
        "value": value.value,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "qualifier": value.qualifier,
        "statistic_id": value.statistic_id,
        "sources": value.sources,
        "status": value.status,
        "comparable": not reasons,
        "why_not": reasons,
        "formula": value.formula,
        "confirmed": value.confirmed,
        "part": value.part,
        "family": value.family,
        "agreement": len({figure.article_id for figure in value.classes[0]})
        if value.classes
        else len(value.article_ids),
        "article_ids": value.article_ids,
        "round": gate.round_of(value, rulebook),
        "axis": "" if reasons else gate.axis_name(value, rulebook),
    }


def _conflict(value: Value, known: dict[str, sources.Source]) -> Iterable[dict[str, object]]:
    """Every value of a conflict with its sources; `kind` says whether one article contradicts itself."""
    if value.status != "conflict":
        return
    within = len(value.article_ids) == 1
    for group in value.classes:
        best: Figure = group[0]
        source = known.get(best.article_id)
        yield {
            "indicator": value.indicator.id,
            "province": value.province,
            "part": value.part,
            "period_start": value.start,
            "period_end": value.end,
            "target": value.target,
            "value": best.value,
            "numerator": best.numerator,
            "denominator": best.denominator,
            "qualifier": best.qualifier or "=",
            "statistic_id": best.statistic_id,
            "sources": {figure.statistic_id for figure in group},
            "article_ids": {figure.article_id for figure in group},
            "published": source.published if source else "",
            "publisher": source.publisher if source else "",
            "kind": "same_article" if within else "between_articles" if value.end else "dates_unknown",
        }


def _flagged(statistics: pd.DataFrame) -> frozenset[str]:
    if "check" not in statistics.columns:
        return frozenset()
    failed = statistics["check"].fillna("").ne("")
    return frozenset(statistics.loc[failed, "statistic_id"])
