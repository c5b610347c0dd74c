"""Values that no page prints but whose parts one article does: the share that was cut, posts of both kinds.

Each carries its formula and the ids of its parts. Nothing is derived across articles, from figures with
a qualifier, or where an article prints two values for a part. A plan is one where what it leaves is planned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tinhgon.comparison.periods import when
from tinhgon.comparison.stocks import is_left
from tinhgon.comparison.values import Value
from tinhgon.figures import Figure
from tinhgon.indicators import Indicator, of
from tinhgon.tables import decimal

PEOPLE = ("civil_servants", "public_employees")


def derive(figures: Iterable[Figure], printed: Iterable[Value] = ()) -> list[Value]:
    """The derived values of `figures`, none where one is `printed` of the same indicator, province and
    time; articles that come to the same value are one."""
    known = {told(v) for v in printed if not v.part}
    once = {(*told(v), v.formula): v for v in candidates(figures)}
    return [v for v in once.values() if told(v) not in known]


def candidates(figures: Iterable[Figure]) -> list[Value]:
    """All that each article alone gives to derive, whatever others print or derive."""
    articles: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if _whole(figure):
            articles[figure.article_id, figure.province].append(figure)
    return [value for group in articles.values() for value in (*_cuts(group), *_quotas(group))]


def told(value: Value) -> tuple[object, ...]:
    """What a value says the number of: nothing is derived that is printed."""
    return value.indicator.id, value.province, value.start, value.end, value.target


def _whole(figure: Figure) -> bool:
    return bool(
        figure.province and figure.exact and figure.value is not None and figure.measure == "count"
        and figure.scope == "whole" and not figure.place
    )  # fmt: skip


def _cuts(group: list[Figure]) -> Iterator[Value]:
    """The share of a stock that was or is to be cut: from what stood before, or from cut and what is left."""
    befores = _single(f for f in group if f.change == "level" and f.role == "from" and not f.target)
    for planned in (False, True):
        same = [f for f in group if f.target == planned]
        lefts = _single(f for f in same if f.change == "level" and f.role != "from" and is_left(f))
        cuts = [f for f in same if f.change == "decrease" and f.role != "part"]
        for key, left in lefts.items():
            if (before := befores.get(key)) is not None and _values(before) > _values(left):
                yield _fall(before, left)
            elif (cut := _cut_beside(left, [f for f in cuts if _key(f) == key])) is not None:
                stock = _values(cut) + _values(left)
                formula = f"{_n(cut)} / ({_n(cut)} + {_n(left)})"
                yield _share(left, (cut, left), _values(cut), stock, formula)


def _single(figures: Iterable[Figure]) -> dict[tuple[str, str], Figure]:
    """The figures by object and tier, those left out for which the article prints two values."""
    found: defaultdict[tuple[str, str], dict[float, Figure]] = defaultdict(dict)
    for figure in figures:
        found[_key(figure)].setdefault(_values(figure), figure)
    return {key: next(iter(values.values())) for key, values in found.items() if len(values) == 1}


def _key(figure: Figure) -> tuple[str, str]:
    return figure.object, of(figure).tier


def _cut_beside(left: Figure, cuts: list[Figure]) -> Figure | None:
    """The one cut that an article prints; of several the one in the sentence of what is left."""
    beside = [cut for cut in cuts if cut.sentence and cut.sentence == left.sentence] or cuts
    return beside[0] if len({_values(cut) for cut in beside}) == 1 else None


def _fall(before: Figure, left: Figure) -> Value:
    cut, stock = _values(before) - _values(left), _values(before)
    return _share(left, (before, left), cut, stock, f"({_n(before)} - {_n(left)}) / {_n(before)}")


def _share(left: Figure, parts: tuple[Figure, ...], cut: float, stock: float, formula: str) -> Value:
    indicator = Indicator(left.object, "decrease", "", "percent", of(left).tier, "whole", "before", "")
    return _derived(indicator, parts, round(100 * cut / stock, 2), formula, cut, stock)


def _quotas(group: list[Figure]) -> Iterator[Value]:
    """Civil servants and public employees together, where an article prints both of one kind and time."""
    kinds: defaultdict[tuple[str, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in group:
        if figure.object in PEOPLE and figure.change in ("decrease", "level") and not figure.target:
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
        target=first.target, sources=tuple(sorted(f.statistic_id for f in parts)),
        article_ids=(first.article_id,),
    )  # fmt: skip


def _values(figure: Figure) -> float:
    return figure.value or 0.0


def _n(figure: Figure) -> str:
    return decimal(_values(figure))
