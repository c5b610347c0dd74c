"""The time of a figure, and which figures are of one time."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict

from tinhgon.agreement import agree
from tinhgon.figures import Figure
from tinhgon.text import fold

_year = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

GAP = datetime.timedelta(days=31)  # articles printed within a month of each other speak of one time


def interval(as_of: str) -> tuple[str, str]:
    """The first and last day of an `as_of` cell.

    >>> interval("2018-01-01/2018-12-31"), interval("2018-09-12"), interval("")
    (('2018-01-01', '2018-12-31'), ('2018-09-12', '2018-09-12'), ('', ''))
    """
    first, _, last = as_of.partition("/")
    return first, last or first


def when(figure: Figure) -> tuple[str, str]:
    """The first and last day that a figure is of; where they were not worked out, of the years that its
    period prints."""
    if figure.as_of or not (years := _year.findall(figure.period)):
        return interval(figure.as_of)
    return f"{min(years)}-01-01", f"{max(years)}-12-31"


def _printed(figure: Figure) -> bool:
    return bool(figure.period) or (bool(figure.as_of) and figure.as_of_basis == "sentence")


def periods(group: list[Figure]) -> list[list[Figure]]:
    """The figures of one time together: a printed period by its interval, an article's date with those
    within a month of it. A cluster that only repeats another of the same value joins it, unless both
    print their period."""
    printed: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in group:
        if _printed(figure):
            printed[figure.as_of or fold(figure.period)].append(figure)
    dated = sorted(
        (f for f in group if f.as_of and not _printed(f)), key=lambda f: interval(f.as_of)[1], reverse=True
    )
    undated = [f for f in group if not f.as_of and not _printed(f)]
    clusters = list(printed.values())
    for cluster in (*_chains(dated), *([undated] if undated else [])):
        same = next((known for known in clusters if all(agree(a, b) for a in known for b in cluster)), None)
        if same is not None and not _apart(same, cluster):
            same.extend(cluster)
        else:
            clusters.append(cluster)
    return clusters


def _apart(known: list[Figure], cluster: list[Figure]) -> bool:
    """Whether more than three years lie between two clusters: then the same number is a new report."""
    if not known[0].as_of or not cluster[0].as_of:
        return False
    years = [int(interval(f.as_of)[1][:4]) for f in (known[0], cluster[0])]
    return abs(years[0] - years[1]) > 3


def _chains(dated: list[Figure]) -> list[list[Figure]]:
    chains: list[list[Figure]] = []
    for figure in dated:
        if chains and _day(chains[-1][-1]) - _day(figure) <= GAP:
            chains[-1].append(figure)
        else:
            chains.append([figure])
    return chains


def _day(figure: Figure) -> datetime.date:
    return datetime.date.fromisoformat(interval(figure.as_of)[1])
