"""Indicators: which figures measure one thing, and how that thing is called.

An indicator is what is counted, what happened to it and the measure, with tier and scope:
`villages.decrease.count.village.whole`. For models it is the model and its tier, whatever the page
counted: `adoption.joint_office.district`. A ratio and a percentage are one measure, `percent`. What the
text does not say is `unsaid`. Base and stage, where printed, are part of the name, so that values that
differ in them never meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from tinhgon.figures import Figure
from tinhgon.rules import Rulebook
from tinhgon.tables import frame
from tinhgon.text import slug

UNSAID = "unsaid"
OWN_UNITS = frozenset(
    {"focal_points", "divisions", "leaders", "deputies", "money"}
)  # each province counts its own way
OWN_TIER = {"districts": "district", "communes": "commune", "villages": "village"}

_year = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_under_way = frozenset({"", "running"})


class Indicator(NamedTuple):
    """What a figure measures. `tier` and `scope` are `unsaid` where not known; `base` and `stage` are ""
    where the page prints none (a model under way has the stage "")."""

    object: str
    change: str
    predicate: str
    measure: str
    tier: str
    scope: str
    base: str
    stage: str

    @property
    def id(self) -> str:
        """The name of the indicator.

        >>> Indicator("communes", "adoption", "joint_office", "percent", "commune", "whole", "", "pilot").id
        'adoption.joint_office.commune.pilot'
        """
        extras = [part for part in (self.base and f"base_{self.base}", self.stage) if part]
        if self.change == "adoption":
            scope = [] if self.scope == "whole" else [self.scope]
            measure = [] if self.measure == "percent" else [self.measure, *self._counted()]
            return ".".join(["adoption", self.predicate or UNSAID, self.tier, *scope, *measure, *extras])
        what = [
            self.object or UNSAID,
            self.change,
            *([self.predicate] if self.predicate else []),
            self.measure,
        ]
        return ".".join([*what, self.tier, self.scope, *extras])

    def _counted(self) -> list[str]:
        """What a number of adopters counts, unless it is the places of the tier themselves."""
        return [] if OWN_TIER.get(self.object) == self.tier or not self.object else [self.object]

    @property
    def family(self) -> str:
        """What the indicator looks like at first sight: object, change and measure alone."""
        return ".".join([self.object or UNSAID, self.change, self.measure])


@lru_cache(maxsize=4096)
def _indicator(*parts: str) -> Indicator:
    return Indicator(*parts)


def of(figure: Figure) -> Indicator:
    """The indicator that `figure` is a value of.

    >>> bare = Figure(*[""] * len(Figure._fields))
    >>> of(bare._replace(object="villages", change="level", measure="count", scope="whole")).id
    'villages.level.count.village.whole'
    """
    tier = figure.tier or OWN_TIER.get(figure.object, UNSAID)
    measure = "percent" if figure.measure == "ratio" else figure.measure
    stage = "" if figure.stage in _under_way else figure.stage
    parts = (figure.object, figure.change, figure.predicate, measure, tier, figure.scope or UNSAID)
    return _indicator(*parts, base_year(figure.base), stage)


def of_model(predicate: str, level: str, stage: str = "") -> Indicator:
    """The indicator of a model that is told without a figure: its share of the places of that level."""
    stage = "" if stage in _under_way else stage
    return _indicator("", "adoption", predicate, "percent", level or UNSAID, "whole", "", stage)


def base_year(base: str) -> str:
    """A printed base as one token: its years, else its words.

    >>> base_year("so với số Trung ương giao năm 2015"), base_year("so với trước"), base_year("")
    ('2015', 'so-voi-truoc', '')
    """
    return "-".join(_year.findall(base)) or slug(base)[:40].strip("-")


def table(indicators: Iterable[Indicator], book: Rulebook) -> pd.DataFrame:
    """The table `indicators`: one row an indicator, with its labels in both languages, its unit, the
    direction of a higher value in a word and in a phrase a language.

    One model counted on several objects is one indicator; its row names the objects.
    """
    rows: dict[str, dict[str, object]] = {}
    objects: dict[str, set[str]] = {}
    for indicator in sorted(set(indicators)):
        objects.setdefault(indicator.id, set()).update({indicator.object} - {""})
        rows.setdefault(indicator.id, _row(indicator, book))
    for name, row in rows.items():
        row["object"] = ";".join(sorted(objects[name]))
    return frame("indicators", rows.values())


def _row(indicator: Indicator, book: Rulebook) -> dict[str, object]:
    pattern = _pattern(indicator, book)
    return {
        "indicator": indicator.id,
        **indicator._asdict(),
        "unit": _unit(indicator),
        "label_en": label(indicator, book, "en"),
        "label_vi": label(indicator, book, "vi"),
        "direction": pattern.get("direction", ""),
        "higher_en": pattern.get("higher_en", ""),
        "higher_vi": pattern.get("higher_vi", ""),
    }


def _unit(indicator: Indicator) -> str:
    if indicator.measure in ("percent", "money"):
        return {"percent": "%", "money": "đồng"}[indicator.measure]
    return indicator.object or "places"


def _pattern(indicator: Indicator, book: Rulebook) -> Mapping[str, str]:
    patterns = book.by_id("indicators")
    measure = "percent" if indicator.measure == "percent" else "count"
    return patterns.get(f"{indicator.change}.{measure}", {})


def label(indicator: Indicator, book: Rulebook, language: str) -> str:
    """What people call the indicator, in `language` ("en" or "vi"), its first letter a capital.

    Tier, scope, base and stage follow in brackets where the name alone does not say them.
    """
    pattern = _pattern(indicator, book).get(language, "{object}")
    model = _name(book, ("models", "standards"), indicator.predicate, language)
    text = pattern.format(object=_name(book, ("objects",), indicator.object, language), model=model)
    notes = [note for note in _notes(indicator, book, language) if note]
    text += f" ({'; '.join(notes)})" if notes else ""
    return text[:1].upper() + text[1:]


def _notes(indicator: Indicator, book: Rulebook, language: str) -> list[str]:
    own = OWN_TIER.get(indicator.object) if indicator.change != "adoption" else None
    tier = (
        ""
        if indicator.tier in (own, UNSAID)
        else _name(book, ("labels",), f"tier.{indicator.tier}", language)
    )
    scope = (
        ""
        if indicator.scope in ("whole", UNSAID)
        else _name(book, ("labels",), f"scope.{indicator.scope}", language)
    )
    stage = _name(book, ("labels",), f"stage.{indicator.stage}", language) if indicator.stage else ""
    return [tier, scope, stage, _base_note(indicator.base, language)]


def _base_note(base: str, language: str) -> str:
    if not base:
        return ""
    if base == "before":
        return {"en": "of what stood before", "vi": "so với trước sắp xếp"}[language]
    return {"en": f"against {base}", "vi": f"so với {base}"}[language]


def _name(book: Rulebook, files: tuple[str, ...], entry: str, language: str) -> str:
    for file in files:
        if entry in book.by_id(file):
            return str(book.by_id(file)[entry][language])
    return entry.rpartition(".")[2].replace("_", " ")
