"""Places: provinces, districts, communes and villages that a text names, and the province each lies in.

The 63 provinces hold until 30 June 2025, the 34 since. Names are found by their capitals (`hòa bình` is
peace), in either tone style, in capitals too, with the spellings of `rules/provinces.csv`; not inside the
names of persons, streets and battles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from tinhgon.places.gazetteer import Gazetteer, Province, gazetteer, key
from tinhgon.places.numbered import numbered
from tinhgon.places.scanning import (
    COMMUNE,
    DISTRICT,
    LIST,
    PROVINCE,
    VILLAGE,
    Candidate,
    candidates,
)
from tinhgon.rules import Rulebook
from tinhgon.text import fold

__all__ = ["MERGER", "Place", "Province", "find", "modern", "official", "provinces"]

MERGER = date(2025, 7, 1)
CITY_OF_HUE = date(2025, 1, 1)  # since then a city under the central government, and the whole province
_type_first = re.compile(r"^(?:tỉnh|thành phố|tp)(?:\.\s?|\s)", re.IGNORECASE)
_ORDER = {VILLAGE: 0, COMMUNE: 1, DISTRICT: 2, PROVINCE: 3}
_chain = re.compile(r"\s?[,(–-]?\s?(?:(?:thuộc|của|ở|tại) )?(?:tỉnh |thành phố |TP\.? ?)?")


class Place(NamedTuple):
    """A place named at `text[start:end]`, type word included.

    `level` is "province", "district", "commune" or "village"; `name` the official name (of a province as in
    `provinces`, of smaller places as printed, without the type); `province` the province it lies in, None
    where that is not known.
    """

    start: int
    end: int
    surface: str
    level: str
    name: str
    province: str | None


def find(
    text: str,
    book: Rulebook,
    on: date | None = None,
    folded: str | None = None,
    within: Collection[str] = (),
) -> list[Place]:
    """The places that `text` names, in order, not overlapping. `on` is the day that it speaks of: since
    1 July 2025 the names are those of the 34 provinces; without it those of the 63. `folded` is the folded
    text where it is at hand. `within` are the provinces that it is known to report on: bare names of their
    districts are places.

    >>> from tinhgon.rules import book
    >>> text = "Tại xã Trung Chải (huyện Nậm Nhùn, Lai Châu), ông Nguyễn Lai Châu nói về hòa bình."
    >>> [(place.surface, place.level, place.province) for place in find(text, book())]
    [('xã Trung Chải', 'commune', 'Lai Châu'), ('huyện Nậm Nhùn', 'district', 'Lai Châu'),
     ('Lai Châu', 'province', 'Lai Châu')]
    """
    names = gazetteer(book)
    folded = fold(text) if folded is None else folded
    found = sorted(
        [*candidates(text, folded, names), *numbered(folded)], key=lambda one: (one.start, -one.end)
    )
    found = _settled(text, _apart(found), within)
    if found and text[found[-1].start : found[-1].end] == _byline(text):
        found.pop()
    return [_place(text, one, names, on) for one in found]


def provinces(book: Rulebook, on: date | None = None) -> tuple[Province, ...]:
    """The 63 provinces by their code, or the 34 where `on` is 1 July 2025 or later.

    >>> from tinhgon.rules import book
    >>> len(provinces(book())), len(provinces(book(), MERGER))
    (63, 34)
    """
    names = gazetteer(book)
    table = names.merged if on and on >= MERGER else names.provinces
    return tuple(sorted(table.values(), key=lambda one: one.gso))


def modern(name: str, book: Rulebook) -> str:
    """The province since 1 July 2025 of one of the 63; a name of the 34 or no province comes back as it is.

    >>> from tinhgon.rules import book
    >>> modern("Bình Dương", book()), modern("Huế", book())
    ('Thành phố Hồ Chí Minh', 'Huế')
    """
    names = gazetteer(book)
    return names.provinces[name].merged if name in names.provinces else name


def official(name: str, book: Rulebook) -> str:
    """The official name of a province in any spelling; "" where it is none.

    >>> from tinhgon.rules import book
    >>> official("TP.HCM", book()), official("Đắc Lắc", book()), official("hòa bình thế giới", book())
    ('Thành phố Hồ Chí Minh', 'Đắk Lắk', '')
    """
    names, bare = gazetteer(book), _type_first.sub("", name)
    found = names.by_key.get(key(bare)) or names.merged.get(bare)
    return found.name if found else ""


def _apart(found: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _settled(text: str, found: list[Candidate], within: Collection[str]) -> list[Candidate]:
    """The candidates that are places, each with the province that the places around it leave.

    A place takes the province of the larger one that follows it directly (`xã A, huyện B, tỉnh C`); one of
    several possible provinces the only one that the text names. A bare name of a district is one where the
    text names its province or is known to lie `within` it, or in a list after a district with its type.
    """
    for one, larger in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if len(one.options) != 1 or not one.typed:
            inside = _ORDER[one.level] < _ORDER[larger.level] and len(larger.options) == 1
            if inside and _chain.fullmatch(text, one.end, larger.start) and _fits(one, larger.options[0]):
                one.options, one.typed = larger.options, True
    named = Counter(one.options[0] for one in found if one.level == PROVINCE)
    named.update(
        one.options[0] for one in found if one.level == DISTRICT and one.typed and len(one.options) == 1
    )
    named.update(within)
    typed = {one.name for one in found if one.typed and one.level == DISTRICT}
    kept: list[Candidate] = []
    for one in found:
        near = tuple(option for option in one.options if option in named)
        if len(one.options) > 1 and near:
            one.options = near[:1] if len(near) == 1 or one.level == DISTRICT else near
        elif one.level == COMMUNE and named and not near:
            one.options = ()  # one of that name elsewhere, or one merged long ago
        if not one.typed:
            listed = kept and kept[-1].level == DISTRICT and LIST.fullmatch(text, kept[-1].end, one.start)
            one.typed = bool(listed or (near and (one.name in typed or not one.listed_only)))
        if one.typed:
            kept.append(one)
    return kept


def _fits(one: Candidate, province: str) -> bool:
    return not one.options or province in one.options


def _place(text: str, one: Candidate, names: Gazetteer, on: date | None) -> Place:
    province = one.options[0] if len(one.options) == 1 else None
    level, name = one.level, one.name
    if name == "Huế" and on and on >= CITY_OF_HUE:
        level, name = PROVINCE, "Thừa Thiên Huế"
    if province and on and on >= MERGER:
        merged = names.provinces[province].merged
        if level != PROVINCE or province in names.merged or merged == "Huế":
            province = merged
    name = province if level == PROVINCE and province else name
    return Place(one.start, one.end, text[one.start : one.end], level, name, province)


def _byline(text: str) -> str:
    """The last line of several, without ornaments: a province that is all of it is who wrote the article."""
    return text.strip().rpartition("\n")[2].strip(" .*-–") if "\n" in text.strip() else ""
