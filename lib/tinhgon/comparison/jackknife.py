"""Values without any one article, made anew only where that article has a part in them.

Figures that speak of one thing form a group whose values depend on its figures alone, and a derived value
depends on the figures of one article. So leaving out an article changes its groups and its own derivations,
and where a printed value goes, what others derive in its place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from tinhgon.comparison import gate
from tinhgon.comparison.derived import candidates, told
from tinhgon.comparison.sources import Source
from tinhgon.comparison.values import Value, grouped, preference, reported
from tinhgon.figures import Figure
from tinhgon.rules import Rulebook

Axis = tuple[object, ...]
Axes = dict[Axis, dict[str, Value]]
What = tuple[object, ...]


class Made(NamedTuple):
    """A value, its rank among all that are made, its axis (None where it has none) and its group."""

    rank: tuple[int, ...]
    value: Value
    axis: Axis | None
    group: int


class Jackknife:
    """The values of `figures`, to be had without those of some articles."""

    def __init__(self, figures: Sequence[Figure], known: dict[str, Source], book: Rulebook) -> None:
        self._prefer, self._book = preference(known), book
        self._groups = grouped(figures)
        self._made = [self._of(at, group) for at, group in enumerate(self._groups)]
        self._groups_of: defaultdict[str, set[int]] = defaultdict(set)
        self._on: defaultdict[Axis | None, list[Made]] = defaultdict(list)
        for at, group in enumerate(self._groups):
            for _, figure in group:
                self._groups_of[figure.article_id].add(at)
            for made in self._made[at]:
                self._on[made.axis].append(made)
        self._printed = _printed(made for group in self._made for made in group)
        self._derived: defaultdict[What, list[Made]] = defaultdict(list)
        self._derived_on: defaultdict[Axis | None, dict[What, None]] = defaultdict(dict)
        for rank, value in enumerate(candidates(figures)):
            made = Made((1, rank), value, self._axis(value), -1)
            key = (*told(value), value.formula)
            self._derived[key].append(made)
            self._derived_on[made.axis][key] = None

    def without(self, articles: Collection[str], axes: Collection[Axis]) -> Axes:
        """The values that stand on `axes` by province, the latest where a province has several, if the
        figures of `articles` are left out."""
        touched = {at for name in articles for at in self._groups_of.get(name, ())}
        left = {
            at: [pair for pair in self._groups[at] if pair[1].article_id not in articles] for at in touched
        }
        anew = [made for at, group in left.items() for made in self._of(at, group)]
        printed = _printed(anew)
        printed.subtract(_printed(made for at in touched for made in self._made[at]))
        found: Axes = {}
        for axis in axes:
            here = [made for made in self._on.get(axis, ()) if made.group not in touched]
            here += [made for made in anew if made.axis == axis]
            for key in self._derived_on.get(axis, ()):
                same = [made for made in self._derived[key] if made.value.article_ids[0] not in articles]
                what = key[:-1]
                if same and same[-1].axis == axis and self._printed[what] + printed[what] <= 0:
                    here.append(same[-1]._replace(rank=same[0].rank))
            here.sort(key=lambda made: (made.value.end, made.value.start, made.value.part, made.rank))
            found[axis] = {made.value.province: made.value for made in here}
        return found

    def _of(self, at: int, group: Sequence[tuple[int, Figure]]) -> list[Made]:
        """The values of a group, which stand where its first figure does."""
        values = reported([figure for _, figure in group], self._prefer)
        return [
            Made((0, group[0][0], rank), value, self._axis(value), at) for rank, value in enumerate(values)
        ]

    def _axis(self, value: Value) -> Axis | None:
        return None if gate.own_reasons(value, self._book) else gate.axis(value, self._book)


def _printed(made: Iterator[Made] | list[Made]) -> Counter[What]:
    """How often each thing is printed of a whole province: nothing is derived in its place."""
    return Counter(told(one.value) for one in made if not one.value.part)
