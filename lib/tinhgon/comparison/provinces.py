"""The provinces within their borders: 63 until 30 June 2025, 34 since; their codes, and who became what."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from tinhgon.places.gazetteer import Province, gazetteer
from tinhgon.rules import Rulebook, book
from tinhgon.tables import declare, frame

MERGER = "2025-07-01"  # since then 34 provinces stand where 63 stood

CODES = ("province_gso", "province_iso", "province_ascii", "region", "region_vi")
LISTS = ("provinces_gso", "provinces_iso", "provinces_ascii", "regions")
DAYS = ("period_end", "as_of", "last_published", "published")  # columns that date a row, the best first

declare(
    "provinces",
    "name borders kind province_gso province_iso province_ascii region region_vi merged members:list",
)


class Provinces(NamedTuple):
    """Both sets of provinces by their names."""

    old: Mapping[str, Province]
    new: Mapping[str, Province]

    def borders(self, day: str, name: str) -> str:
        """The borders that a province's name stands for on an ISO day: `63` before 1 July 2025, `34` since.

        A name of one set alone stands for that set whatever the day; without a day other names are "".

        >>> names = both(book())
        >>> names.borders("2018-12-31", "Sơn La"), names.borders("2025-07-01", "Lào Cai")
        ('63', '34')
        >>> names.borders("", "Lào Cai"), names.borders("2026-01-01", "Hà Giang")
        ('', '63')
        """
        if (name in self.old) != (name in self.new):
            return "63" if name in self.old else "34"
        return "" if not day or name not in self.new else "34" if day >= MERGER else "63"

    def codes(self, name: str, borders: str) -> tuple[str, ...]:
        """The codes of a province within its borders, in the order of `CODES`; where the borders are not
        known, what both sets agree on, else "".

        >>> both(book()).codes("Lào Cai", "34")[:3], both(book()).codes("Lào Cai", "")[:3]
        (('15', 'VN-02', 'Lao Cai'), ('', 'VN-02', 'Lao Cai'))
        """
        sets = {"63": [self.old], "34": [self.new]}.get(borders, [self.old, self.new])
        found = [_codes(names[name]) for names in sets if name in names]
        return tuple(cells[0] if len(set(cells)) == 1 else "" for cells in zip(*found, strict=True)) or _NONE


_NONE = ("",) * len(CODES)


def _codes(province: Province) -> tuple[str, ...]:
    return province.gso, province.iso, province.ascii, province.region, province.region_vi


@functools.cache
def both(rulebook: Rulebook) -> Provinces:
    """The provinces of a book of rules."""
    names = gazetteer(rulebook)
    return Provinces(names.provinces, names.merged)


def listing(rules: str = "") -> pd.DataFrame:
    """The table `provinces`: both sets, each with its borders, codes and regions, what a province of the 63
    became part of (`merged`) and what one of the 34 was made of (`members`).

    >>> listing().groupby("borders").size().to_dict()
    {'34': 34, '63': 63}
    """
    known = both(book(rules))
    rows = [
        {"name": one.name, "borders": borders, "kind": one.kind, "merged": one.merged, "members": one.members}
        | dict(zip(CODES, _codes(one), strict=True))
        for borders, names in (("63", known.old), ("34", known.new))
        for one in names.values()
    ]
    return frame("provinces", rows)


def coded(table: pd.DataFrame, articles: pd.DataFrame, rules: str = "") -> pd.DataFrame:
    """`table` with the borders and codes of its column `province` at the right end, so that other data join.

    A row is of the day that it names, else of the day that its article was published, or the last of those
    between which it was. Where a column `provinces` lists several, so do the codes (`LISTS`), an empty one
    for a name whose borders are not known. A table without either comes back as it is.

    >>> figures = pd.DataFrame({"province": ["Hà Giang"], "as_of": ["2018-01-01/2018-12-31"]})
    >>> coded(figures, frame("articles", []))[["borders", "province_iso", "region"]].iloc[0].tolist()
    ['63', 'VN-03', 'Northern midlands and mountains']
    """
    known = both(book(rules))
    if "province" not in table.columns:
        return _coded_lists(table, articles, known)
    names = table["province"].astype(object).where(table["province"].notna(), "")
    if "borders" in table.columns:
        borders = table["borders"].astype(object).where(table["borders"].notna(), "").tolist()
    else:
        borders = [known.borders(*row) for row in zip(_days(table, articles), names, strict=True)]
    cells = [known.codes(*row) if row[0] else _NONE for row in zip(names, borders, strict=True)]
    added = pd.DataFrame(cells, columns=list(CODES), index=table.index)
    if "borders" not in table.columns:
        added.insert(0, "borders", borders)
    fresh = [column for column in added.columns if column not in table.columns]
    return pd.concat([table, added[fresh].replace("", None).astype("str")], axis=1)


def _coded_lists(table: pd.DataFrame, articles: pd.DataFrame, known: Provinces) -> pd.DataFrame:
    if "provinces" not in table.columns or pd.api.types.is_numeric_dtype(table["provinces"]):
        return table
    cells = []
    for day, names in zip(_days(table, articles), table["provinces"], strict=True):
        listed = [] if pd.isna(names) else str(names).split(";")
        codes = [known.codes(name, known.borders(day, name))[: len(LISTS)] for name in listed]
        cells.append([";".join(column) for column in zip(*codes, strict=True)] or [""] * len(LISTS))
    added = pd.DataFrame(cells, columns=list(LISTS), index=table.index)
    return pd.concat([table, added.replace("", None).astype("str")], axis=1)


def _days(table: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    days = pd.Series([None] * len(table), index=table.index, dtype=object)
    for column in DAYS:
        if column in table.columns:
            days = days.fillna(table[column].astype(object))
    if "article_id" in table.columns:
        for column in ("published", "published_within"):
            dates = dict(zip(articles["article_id"], articles[column].astype(object), strict=True))
            days = days.fillna(table["article_id"].map(dates).astype(object))
    return ["" if pd.isna(day) else str(day).rpartition("/")[2] for day in days]
