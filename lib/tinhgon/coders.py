"""How far two people who coded the same pages agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from tinhgon import tables
from tinhgon.errors import InputError
from tinhgon.quality.pairing import FIELDS, Unit, pair, rest, units
from tinhgon.quality.tallies import keys, pages

Coding = Mapping[str, pd.DataFrame]  # what `quality.read` returns
Row = dict[str, Any]
OTHERS = ("adoptions", "references")


def agreement(first: Coding, second: Coding) -> dict[str, pd.DataFrame]:
    """The tables `units`, `fields` and `disagreements` of two codings of the same pages.

    `units` (`part, first, second, both, f1`): what either coder saw at all, figures paired as in `evaluate`.
    `fields` (`part, field, units, same, alpha`): of the units that both coded, the share coded alike and
    Krippendorff's α for nominal data; α is missing where both use one value throughout. `disagreements`
    (`source_file, article, part, surface, field, first, second`): the rest, one row each. Pages that only one
    of them coded are left out. Raises InputError where they share no page.
    """
    shared = sorted(set(pages(first)) & set(pages(second)))
    if not shared:
        raise InputError("the two coders have no page in common")
    coded = [{name: _of(shared, table) for name, table in coding.items()} for coding in (first, second)]
    seen: list[Row] = []
    alike: list[Row] = []
    apart: list[Row] = []
    for part, compare in (("statistics", _figures), ("lines", _lines)):
        if all(part in coding for coding in coded):
            compare(part, coded[0][part], coded[1][part], seen, alike, apart)
    for part in OTHERS:
        if all(part in coding for coding in coded):
            _others(part, coded[0][part], coded[1][part], seen, apart)
    return {
        "units": pd.DataFrame(seen, columns=["part", "first", "second", "both", "f1"]),
        "fields": pd.DataFrame(alike, columns=["part", "field", "units", "same", "alpha"]),
        "disagreements": pd.DataFrame(
            apart, columns=["source_file", "article", "part", "surface", "field", "first", "second"]
        ),
    }


def alpha(first: Sequence[str], second: Sequence[str]) -> float | None:
    """Krippendorff's α of two codings of the same units, nominal: 1 − observed ÷ expected disagreement
    (Krippendorff 2019, chapter 12). None where all values are one, or where there is no unit.

    >>> alpha("0100000010", "1110010000")
    0.0952
    """
    import krippendorff

    domain = {value: place for place, value in enumerate(sorted({*first, *second}))}
    if len(domain) < 2:
        return None
    data = [[domain[value] for value in coder] for coder in (first, second)]
    return round(float(krippendorff.alpha(data, level_of_measurement="nominal")), 4)


def _of(shared: list[str], table: pd.DataFrame) -> pd.DataFrame:
    return table[table["source_file"].isin(shared)]


def _seen(part: str, first: int, second: int, both: int) -> Row:
    f1 = round(2 * both / (first + second), 4) if first + second else None
    return {"part": part, "first": first, "second": second, "both": both, "f1": f1}


def _alike(part: str, field: str, pairs: list[tuple[str, str]]) -> Row:
    same = round(sum(a == b for a, b in pairs) / len(pairs), 4) if pairs else None
    value = alpha([a for a, _ in pairs], [b for _, b in pairs])
    return {"part": part, "field": field, "units": len(pairs), "same": same, "alpha": value}


def _figures(
    part: str, first: pd.DataFrame, second: pd.DataFrame, seen: list[Row], alike: list[Row], apart: list[Row]
) -> None:
    ones, others = units(first), units(second)
    pairs: list[tuple[Unit, Unit]] = []
    for key in sorted(ones.keys() | others.keys()):
        one, other = ones.get(key, []), others.get(key, [])
        found = pair(one, other)
        pairs += [(one[i], other[j]) for i, j in found]
        apart += [_alone(part, unit.row, "first") for unit in rest(one, (i for i, _ in found))]
        apart += [_alone(part, unit.row, "second") for unit in rest(other, (j for _, j in found))]
    seen.append(_seen(part, len(first), len(second), len(pairs)))
    for place, field in enumerate(FIELDS):
        if field in first and field in second:
            alike.append(_alike(part, field, [(a.fields[place], b.fields[place]) for a, b in pairs]))
            apart += list(_differing(part, field, pairs))


def _differing(part: str, field: str, pairs: list[tuple[Unit, Unit]]) -> Iterator[Row]:
    for one, other in pairs:
        if not one.agrees(other, field):
            values = {"first": _said(one.row.get(field)), "second": _said(other.row.get(field))}
            yield {**_place(part, one.row), "field": field, **values}


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value or "")


def _place(part: str, row: Mapping[str, Any]) -> Row:
    place = {"source_file": row["source_file"], "article": row.get("article") or 1}
    return {**place, "part": part, "surface": row.get("surface") or row.get("text") or ""}


def _alone(part: str, row: Mapping[str, Any], coder: str) -> Row:
    """A unit that only one coder saw."""
    told = ", ".join(str(row[name]) for name in ("measure", "value", "predicate", "number") if row.get(name))
    return {**_place(part, row), "field": "", "first": "", "second": "", coder: told or "coded"}


def _others(part: str, first: pd.DataFrame, second: pd.DataFrame, seen: list[Row], apart: list[Row]) -> None:
    one, other = keys(part, first), keys(part, second)
    seen.append(_seen(part, len(first), len(second), (one & other).total()))
    for coder, left in (("first", one - other), ("second", other - one)):
        for key in sorted(left.elements()):
            place = {"source_file": key[0], "article": int(key[1]), "part": part, "surface": ""}
            told = ", ".join(word for word in key[2:] if word)
            apart.append({**place, "field": "", "first": "", "second": "", coder: told})


def _lines(
    part: str, first: pd.DataFrame, second: pd.DataFrame, seen: list[Row], alike: list[Row], apart: list[Row]
) -> None:
    one, other = (
        {(row["source_file"], row.get("line")): row for row in tables.records(table)}
        for table in (first, second)
    )
    both = [(one[key], other[key]) for key in one if key in other]
    seen.append(_seen(part, len(one), len(other), len(both)))
    alike.append(_alike(part, "label", [(a["label"], b["label"]) for a, b in both]))
    for a, b in both:
        if a["label"] != b["label"]:
            apart.append({**_place(part, a), "field": "label", "first": a["label"], "second": b["label"]})
