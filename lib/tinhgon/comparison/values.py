"""One value a province, indicator and period: repeats fold, sources agree or conflict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from tinhgon.agreement import agree, beside
from tinhgon.comparison.periods import periods, when
from tinhgon.comparison.sources import Source, directness
from tinhgon.figures import Figure, noun
from tinhgon.indicators import OWN_UNITS, Indicator, of


@dataclass(frozen=True)
class Value:
    """A row of `comparison` in the making. `part` names what of the province the value is of: "" is all
    of it. `classes` holds the printed figures, those that agree together; a conflict has several."""

    indicator: Indicator
    province: str
    target: bool = False
    part: str = ""
    start: str = ""
    end: str = ""
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    qualifier: str = ""
    statistic_id: str = ""
    status: str = "reported"
    formula: str = ""
    confirmed: str = ""
    place: str = ""
    before: bool = False
    named: bool = False
    sources: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()
    classes: tuple[tuple[Figure, ...], ...] = field(default=(), repr=False, compare=False)

    @property
    def family(self) -> str:
        """The look of the value: its indicator's object, change and measure."""
        return self.indicator.family


Preference = Callable[[Figure], tuple[object, ...]]


def collect(figures: Iterable[Figure], sources: dict[str, Source]) -> list[Value]:
    """The values that `figures` report: one a province, indicator, part, target and period."""
    prefer = preference(sources)
    return [
        value for group in grouped(figures) for value in reported([figure for _, figure in group], prefer)
    ]


def grouped(figures: Iterable[Figure]) -> list[list[tuple[int, Figure]]]:
    """The figures that speak of one thing, but for the time, each with its place among all; groups in the
    order of their first."""
    groups: defaultdict[tuple[object, ...], list[tuple[int, Figure]]] = defaultdict(list)
    for at, figure in enumerate(figures):
        if figure.province and figure.value is not None:
            groups[_key(figure)].append((at, figure))
    return list(groups.values())


def reported(group: Iterable[Figure], prefer: Preference) -> list[Value]:
    """The values of figures that speak of one thing: those of each period together."""
    return [value for cluster in periods(sorted(group, key=prefer)) for value in _things(cluster, prefer)]


def unique(values: Iterable[Value]) -> list[Value]:
    """`values` with no two of one indicator, province, period, part and plan: a later one is told apart
    by its formula or its number, as happens where no date is known."""
    seen: set[tuple[object, ...]] = set()
    told_apart = []
    for value in values:
        key = (value.indicator.id, value.province, value.start, value.end, value.target)
        if (*key, value.part) in seen:
            mark = value.formula or (value.classes[0][0].surface if value.classes else value.indicator.object)
            value = replace(value, part="; ".join(part for part in (value.part, mark) if part), named=True)
        seen.add((*key, value.part))
        told_apart.append(value)
    return told_apart


def _key(figure: Figure) -> tuple[object, ...]:
    """What must be equal for two figures to speak of one thing, but for the time. Named parts are told
    apart by their number: two of them are not known to be the same part. A range is one."""
    named = figure.scope in ("subset", "some")
    part = (figure.surface if figure.qualifier in ("≥", "≤") else figure.value) if named else None
    return (
        of(figure)._replace(object=_counted(figure)),
        figure.province,
        figure.target,
        figure.place,
        _before(figure),
        part,
    )


def _counted(figure: Figure) -> str:
    """Models are one indicator whatever object the page counted, shares of them at least."""
    return "" if figure.change == "adoption" and figure.measure != "count" else figure.object


def _before(figure: Figure) -> bool:
    return figure.role == "from" and figure.change == "level"


def preference(sources: dict[str, Source]) -> Preference:
    """The order of figures that agree: read by a person, a ratio, exact, late, direct, first printed."""

    def key(figure: Figure) -> tuple[object, ...]:
        source = sources.get(figure.article_id)
        late = -int(
            (figure.as_of.rpartition("/")[2] or (source.published if source else "") or "0").replace("-", "")
        )
        rank = directness(figure, sources)
        return (
            not figure.confirmed,
            figure.measure != "ratio",
            not figure.exact,
            late,
            rank,
            figure.article_id,
            figure.start,
        )

    return key


# --- Agreement -------------------------------------------------------------------------------------


def _things(cluster: list[Figure], prefer: Preference) -> list[Value]:
    """The values of one cluster: one, unless it counts different things.

    In one article other values in one sentence are of other things, and so are counts under other nouns
    (`59 phòng, ban` and `27 ban quản lý dự án`). Of units that each page counts its own way, other nouns
    are other things between articles too.
    """
    classes = _classes(_without_companions(sorted(cluster, key=prefer)))
    heads = [group[0] for group in classes]
    within = len({figure.article_id for group in classes for figure in group}) == 1
    if len(classes) == 1 or not (within or heads[0].object in OWN_UNITS):
        return [_value(classes)]
    things: defaultdict[tuple[object, ...], list[list[Figure]]] = defaultdict(list)
    sentences = Counter(head.sentence for head in heads)
    for head, group in zip(heads, classes, strict=True):
        told_apart = head.statistic_id if within and head.sentence and sentences[head.sentence] > 1 else ""
        things[told_apart, noun(head.surface) if head.measure == "count" else ()].append(group)
    return [_value(groups, named=len(things) > 1) for groups in things.values()]


def _value(classes: list[list[Figure]], named: bool = False) -> Value:
    """The value of figures of one thing. Where they cannot all be true it is a conflict without a value."""
    best = _kept_qualifier(classes[0])
    members = [figure for group in classes for figure in group]
    start, end = when(best) if len(classes) == 1 else _span(members)
    common = Value(
        indicator=of(best), province=best.province, target=best.target, part=_part(best, named), start=start,
        end=end, place=best.place, before=_before(best), named=named, sources=_ids(members),
        article_ids=_articles(members), classes=tuple(map(tuple, classes)), status="conflict",
        confirmed=best.confirmed,
    )  # fmt: skip
    return common if len(classes) > 1 else _reported(common, best)


def _reported(value: Value, best: Figure) -> Value:
    return replace(
        value, status="reported", value=best.value, numerator=best.numerator, denominator=best.denominator,
        qualifier=best.qualifier or "=", statistic_id=best.statistic_id,
    )  # fmt: skip


def _classes(cluster: list[Figure]) -> list[list[Figure]]:
    """Figures that agree together, in order. Equal ones are found at once, others by the first of each."""
    classes: list[list[Figure]] = []
    equal: dict[tuple[object, ...], list[Figure]] = {}
    for figure in cluster:
        key = (figure.measure, figure.value, figure.numerator, figure.denominator, figure.qualifier)
        home = equal.get(key) or next((group for group in classes if agree(group[0], figure)), None)
        if home is None:
            home = []
            classes.append(home)
        home.append(figure)
        equal.setdefault(key, home)
    return classes


def _without_companions(cluster: list[Figure]) -> list[Figure]:
    """`cluster` without percentages printed beside a ratio that they contradict: the ratio is what was
    counted, and `audits` shows that the page's percentage is wrong."""
    ratios: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in cluster:
        if figure.measure == "ratio":
            ratios[figure.article_id, figure.sentence].append(figure)
    return [
        figure
        for figure in cluster
        if figure.measure != "percent"
        or not any(
            beside(ratio, figure) and not agree(ratio, figure)
            for ratio in ratios[figure.article_id, figure.sentence]
        )
    ]


def _kept_qualifier(group: list[Figure]) -> Figure:
    """The preferred figure, or the one of the same article and value that keeps its qualifier: headlines
    drop the `hơn` of the text."""
    best = group[0]
    same = (
        f
        for f in group
        if f.article_id == best.article_id and f.value == best.value and f.measure == best.measure
    )
    return next((f for f in same if not f.exact), best)


def _span(members: list[Figure]) -> tuple[str, str]:
    spans = [span for span in map(when, members) if span[1]]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else ("", "")


def _part(figure: Figure, named: bool) -> str:
    words = figure.surface if named or figure.scope in ("subset", "some") else ""
    undated = figure.period if when(figure) == ("", "") else ""
    return "; ".join(
        part for part in (figure.place, "before" if _before(figure) else "", words, undated) if part
    )


def _ids(members: list[Figure]) -> tuple[str, ...]:
    return tuple(sorted({f.statistic_id for f in members}))


def _articles(members: list[Figure]) -> tuple[str, ...]:
    return tuple(sorted({f.article_id for f in members}))
