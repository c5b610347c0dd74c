"""The comparison by the provinces since 1 July 2025: what the provinces of before report, put together.

Counts are summed, and ratios by their parts, where every province that a new one was made of reports the
same thing in one round. Where one does not, or a value cannot be added, the row is `partly_reported` and has
no value. Nothing is estimated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tinhgon.comparison import gate
from tinhgon.comparison.provinces import Provinces
from tinhgon.comparison.values import Value
from tinhgon.rules import Rulebook
from tinhgon.tables import decimal

MISSING = "?"  # stands in a formula for a province that reports nothing


def regroup(values: Iterable[Value], provinces: Provinces, book: Rulebook) -> list[Value]:
    """`values` by the provinces since 1 July 2025; those not reported are left out.

    A value of a part of a province stays what it is, its part led by the name that the province had.
    """
    kept: list[Value] = []
    whole: defaultdict[tuple[object, ...], dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        if value.status == "not_reported":
            continue
        new, members = _successor(value, provinces)
        if len(members) < 2:
            kept.append(replace(value, province=new))
        elif (value.part and not value.before) or value.place or value.status == "told_without_number":
            part = "; ".join(filter(None, (value.province, value.part)))
            kept.append(replace(value, province=new, part=part))
        else:
            whole[(new, *gate.axis(value, book))][value.province].append(value)
    for key, reported in whole.items():
        name = str(key[0])
        kept.append(_together(name, provinces.new[name].members, reported, book))
    return kept


def _successor(value: Value, provinces: Provinces) -> tuple[str, tuple[str, ...]]:
    """The province of the 34 that a value is of, and the provinces whose values make it up: none where the
    value is of its present borders or of a name that neither set knows."""
    name = value.province
    if provinces.borders(value.end, name) == "34" or name not in provinces.old:
        return name, ()
    new = provinces.old[name].merged
    return new, provinces.new[new].members


def _together(new: str, members: Sequence[str], reported: dict[str, list[Value]], book: Rulebook) -> Value:
    """One value of a new province from what its members report."""
    latest = {
        name: max(reported[name], key=lambda value: (value.end, value.start)) for name in sorted(reported)
    }
    parts = [latest[name] for name in members if name in latest]
    ratio = all(part.numerator is not None and part.denominator is not None for part in parts)
    added = len(parts) == len(members) and all(_addable(part, ratio, book) for part in parts)
    common = replace(
        parts[0], province=new, statistic_id="", confirmed="", classes=(), status="partly_reported",
        value=None, numerator=None, denominator=None, qualifier="", formula=_formula(members, latest, ratio),
        start=min((part.start for part in parts if part.start), default=""),
        end=max(part.end for part in parts),
        sources=_union(part.sources for part in parts),
        article_ids=_union(part.article_ids for part in parts),
    )  # fmt: skip
    if not added:
        return common
    common = replace(common, status="derived", qualifier=_qualifier({part.qualifier for part in parts}))
    if not ratio:
        return replace(common, value=sum(part.value or 0.0 for part in parts))
    above, below = (sum(getattr(part, side) for part in parts) for side in ("numerator", "denominator"))
    return replace(common, numerator=above, denominator=below, value=round(100 * above / below, 2))


def _addable(value: Value, ratio: bool, book: Rulebook) -> bool:
    """Whether a value may be added to another's: it is exactly what it says, and no bare percentage."""
    if value.value is None or gate.own_reasons(value, book):
        return False
    return bool(value.denominator) if ratio else value.indicator.measure in ("count", "money")


def _formula(members: Sequence[str], latest: dict[str, Value], ratio: bool) -> str:
    """Who reports what: `Sơn La 815 + Lai Châu ?`."""
    return " + ".join(f"{name} {_amount(latest.get(name), ratio)}" for name in members)


def _amount(value: Value | None, ratio: bool) -> str:
    if value is None or value.value is None:
        return MISSING
    if ratio and value.numerator is not None and value.denominator is not None:
        return f"{decimal(value.numerator)}/{decimal(value.denominator)}"
    sign = "" if value.qualifier in ("", "=") else value.qualifier
    return sign + decimal(value.value) + ("%" if value.indicator.measure == "percent" else "")


def _qualifier(signs: set[str]) -> str:
    """What a sum of figures with these qualifiers is.

    >>> _qualifier({"=", ">"}), _qualifier({"≥", ">"}), _qualifier({"<", ">"}), _qualifier({"="})
    ('>', '>', '≈', '=')
    """
    said = signs - {"=", ""}
    if len(said) < 2:
        return said.pop() if said else "="
    return ">" if said <= {">", "≥"} else "<" if said <= {"<", "≤"} else "≈"


def _union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({item for group in groups for item in group}))
