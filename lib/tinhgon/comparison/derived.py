"""Values that no page prints but whose parts one article does: the share that was cut, posts of both kinds.

Each carries its formula and the ids of its parts. Nothing is derived across articles, from figures with
a qualifier, or where an article prints two values for a part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tinhgon.comparison.periods import when
from tinhgon.comparison.values import Value
from tinhgon.figures import Figure
from tinhgon.indicators import Indicator, of
from tinhgon.tables import decimal
from tinhgon.text import fold

PEOPLE = ("civil_servants", "public_employees")

_left = re.compile(r"\b(?:còn|xuống)\b")


def derive(figures: Iterable[Figure], printed: Iterable[Value] = ()) -> list[Value]:
    """The derived values of `figures`, none where one is `printed` of the same indicator, province and
    time; articles that come to the same value are one."""
    articles: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if _whole(figure):
            articles[figure.article_id, figure.province].append(figure)
    values = [value for group in articles.values() for value in (*_cuts(group), *_quotas(group))]
    known = {(v.indicator.id, v.province, v.start, v.end) for v in printed if not v.part}
    once = {(v.indicator, v.province, v.start, v.end, v.formula): v for v in values}
    return [v for v in once.values() if (v.indicator.id, v.province, v.start, v.end) not in known]


def _whole(figure: Figure) -> bool:
    return bool(
        figure.province and figure.exact and figure.value is not None and figure.measure == "count"
        and figure.scope == "whole" and not figure.place and not figure.target
    )  # fmt: skip


def _cuts(group: list[Figure]) -> Iterator[Value]:
    """The share of a stock that was cut: from what stood before, or from cut and what is left."""
    befores = _single(f for f in group if f.change == "level" and f.role == "from")
    lefts = _single(f for f in group if f.change == "level" and f.role != "from" and _is_left(f))
    cuts = _single(f for f in group if f.change == "decrease" and f.role != "part")
    for key, left in lefts.items():
        if (before := befores.get(key)) is not None and _values(before) > _values(left):
            cut = _values(before) - _values(left)
            yield _share(
                left, (before, left), cut, _values(before), f"({_n(before)} - {_n(left)}) / {_n(before)}"
            )
        elif (cut_figure := cuts.get(key)) is not None:
            cut = _values(cut_figure)
            formula = f"{_n(cut_figure)} / ({_n(cut_figure)} + {_n(left)})"
            yield _share(left, (cut_figure, left), cut, cut + _values(left), formula)


def _single(figures: Iterable[Figure]) -> dict[tuple[str, str], Figure]:
    """The figures by object and tier, those left out for which the article prints two values."""
    found: defaultdict[tuple[str, str], dict[float, Figure]] = defaultdict(dict)
    for figure in figures:
        found[figure.object, of(figure).tier].setdefault(_values(figure), figure)
    return {key: next(iter(values.values())) for key, values in found.items() if len(values) == 1}


def _is_left(figure: Figure) -> bool:
    """Whether a stock is what is left after the cut: the page says `còn`, or breaks a change down."""
    if figure.role == "to" or not figure.sentence:
        return True
    sentence, surface = fold(figure.sentence), fold(figure.surface)
    at = sentence.find(surface)
    return bool(_left.search(sentence[max(0, at - 25) : at])) if at >= 0 else False


def _share(left: Figure, parts: tuple[Figure, ...], cut: float, stock: float, formula: str) -> Value:
    indicator = Indicator(left.object, "decrease", "", "percent", of(left).tier, "whole", "before", "")
    return _derived(indicator, parts, round(100 * cut / stock, 2), formula, cut, stock)


def _quotas(group: list[Figure]) -> Iterator[Value]:
    """Civil servants and public employees together, where an article prints both of one kind and time."""
    kinds: defaultdict[tuple[str, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in group:
        if figure.object in PEOPLE and figure.change in ("decrease", "level"):
            same = (figure.change, of(figure).tier, figure.as_of, of(figure).base, of(figure).stage)
            kinds[same][figure.object].append(figure)
    for (change, tier, _, base, stage), people in kinds.items():
        if set(people) == set(PEOPLE) and all(
            len({f.value for f in found}) == 1 for found in people.values()
        ):
            parts = tuple(people[kind][0] for kind in PEOPLE)
            indicator = Indicator("workers", change, "", "count", tier, "whole", base, stage)
            yield _derived(indicator, parts, sum(map(_values, parts)), " + ".join(map(_n, parts)))


def _derived(
    indicator: Indicator, parts: tuple[Figure, ...], value: float, formula: str,
    numerator: float | None = None, denominator: float | None = None,
) -> Value:  # fmt: skip
    first = parts[-1]
    start, end = when(first)
    return Value(
        indicator=indicator, province=first.province, start=start, end=end, value=value, numerator=numerator,
        denominator=denominator, qualifier="=", status="derived", formula=formula,
        sources=tuple(sorted(f.statistic_id for f in parts)), article_ids=(first.article_id,),
    )  # fmt: skip


def _values(figure: Figure) -> float:
    return figure.value or 0.0


def _n(figure: Figure) -> str:
    return decimal(_values(figure))
