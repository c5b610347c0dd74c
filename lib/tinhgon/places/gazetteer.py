"""The provinces, districts and communes of `rules/*.csv`, indexed by their folded names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tinhgon.rules import Rulebook
from tinhgon.text import fold

_words = re.compile(r"[\w']+")
SPELLINGS = {"đăk": "đắk", "đak": "đắk", "đắc": "đắk", "đăc": "đắk"}

# Longer names that begin like a province and are none.
OTHERS = frozenset(
    {
        "thái bình dương",
        "hà nội mới",
        "sài gòn giải",
        "sài gòn tiếp",
        "sài gòn times",
        "hà nam ninh",
        "bình định vương",
    }
)


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city under the central government, of the 63 until 30 June 2025 or the 34 since.

    `merged` is the one of the 34 that it is or is part of; `members` the ones of the 63 that it was made of.
    """

    name: str
    kind: str
    gso: str
    iso: str
    ascii: str
    region: str
    region_vi: str
    merged: str
    members: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    """A district, town or city below the province; `bare`: known by its name alone, in any article."""

    name: str
    kind: str
    province: str
    bare: bool


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Names, folded (`key`), to what they can be. `communes` gives the provinces that have one so named.

    `firsts` are the first words of provinces and districts in any spelling, each with how many words its
    longest name has; `alone` are those that are a name.
    """

    provinces: dict[str, Province]
    merged: dict[str, Province]
    by_key: dict[str, Province]
    districts: dict[str, tuple[District, ...]]
    communes: dict[str, tuple[str, ...]]
    longest: int
    firsts: dict[str, int]
    alone: frozenset[str]
    surnames: frozenset[str]


def written(word: str) -> str:
    """A folded word as the gazetteer writes it.

    >>> written("đăk"), written("h’drai")
    ('đắk', "h'drai")
    """
    word = word.replace("’", "'")
    return SPELLINGS.get(word, word)


def key(words: Iterable[str] | str) -> str:
    """A name as it is looked up: lower case, new tone style, words joined by one space, Đắk spelled one way.

    >>> key("Bà Rịa - Vũng Tàu"), key("Thanh Hoá"), key("Đăk Lăk")
    ('bà rịa vũng tàu', 'thanh hóa', 'đắk lăk')
    """
    text = words if isinstance(words, str) else " ".join(words)
    return " ".join(SPELLINGS.get(word, word) for word in _words.findall(fold(text)))


@functools.cache
def gazetteer(book: Rulebook) -> Gazetteer:
    """The gazetteer of one book of rules."""
    merged = {row["name"]: _province(row) for row in book.rows("merged_provinces")}
    provinces = {row["name"]: _province(row) for row in book.rows("provinces")}
    by_key = {
        key(name): one
        for one in provinces.values()
        for name in (one.name, one.name.removeprefix("Thành phố "), *one.aliases)
    }
    districts: dict[str, list[District]] = {}
    for row in book.rows("districts"):
        one = District(row["name"], row["kind"], row["province"], row["bare"] == "yes")
        districts.setdefault(key(one.name), []).append(one)
    by_code = {one.gso: one.name for one in provinces.values()}
    communes = {
        key(row["name"]): tuple(by_code[code] for code in row["provinces"].split(";"))
        for row in book.rows("communes")
    }
    names = [*by_key, *districts, *communes]
    large = (*by_key, *districts)
    firsts: dict[str, int] = {}
    for name in (*large, *OTHERS):
        words = name.split(" ")
        firsts[words[0]] = max(len(words), firsts.get(words[0], 0))
    return Gazetteer(
        provinces=provinces,
        merged=merged,
        by_key=by_key,
        districts={name: tuple(found) for name, found in districts.items()},
        communes=communes,
        longest=max(name.count(" ") + 1 for name in names),
        firsts=firsts | {spelled: firsts[word] for spelled, word in SPELLINGS.items() if word in firsts},
        alone=frozenset(name for name in large if " " not in name),
        surnames=frozenset(map(fold, book.lines("surnames"))),
    )


def _province(row: Mapping[str, str]) -> Province:
    """A row of either table: that of the 63 names the successor, that of the 34 the members."""
    return Province(
        name=row["name"],
        kind=row["kind"],
        gso=row["gso"],
        iso=row["iso"],
        ascii=row["ascii"],
        region=row["region"],
        region_vi=row["region_vi"],
        merged=row.get("merged", row["name"]),
        members=tuple(row.get("members", row["name"]).split(";")),
        aliases=tuple(alias for alias in row.get("aliases", "").split(";") if alias),
    )
