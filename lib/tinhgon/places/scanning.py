"""Candidates for places: runs of capitalised words, with the word that says what they are.

The reader of a run goes from left to right and takes, at each word, the longest name that the gazetteer knows
and that the words around it allow; a type word (`huyện`, `xã`, `bản`) makes a place of an unknown name too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tinhgon.places.gazetteer import District, Gazetteer, Province, key
from tinhgon.text import fold

CAPITALS = "A-Z" + "".join(char for char in map(chr, range(0xC0, 0x1EFA)) if char.isupper())
_word = rf"[{CAPITALS}][\w']*"
RUN = re.compile(rf"(?<!\w){_word}(?:(?:\s?[-–]\s?| )(?:{_word}|\d{{1,3}}(?![\w.,/%]*\d)(?!\w)))*")
_token = re.compile(r"[\w']+")

PROVINCE, DISTRICT, COMMUNE, VILLAGE = "province", "district", "commune", "village"
TYPES = {
    "tỉnh": PROVINCE, "thành phố": "city", "tp": "city", "t.p": "city", "tx": DISTRICT, 
    "thị xã": DISTRICT, "huyện": DISTRICT, "quận": DISTRICT, "xã": COMMUNE, "phường": COMMUNE, "thị trấn": COMMUNE, "thôn": VILLAGE,
    "bản": VILLAGE, "ấp": VILLAGE, "buôn": VILLAGE, "làng": VILLAGE, "khóm": VILLAGE, "tiểu khu": VILLAGE,
    "khu phố": VILLAGE, "tổ dân phố": VILLAGE, "xóm": VILLAGE,
}  # fmt: skip
_types = "|".join(sorted(map(re.escape, TYPES), key=len, reverse=True))
_type_before = re.compile(
    rf"(?<!\w)(?P<type>{_types})(?:(?<=tp)\. ?|(?<=tx)\. ?| (?P<are>(?:là|gồm):? )?)[\"“]?$"
)
_type_words = {tuple(name.split()) for name in TYPES}
# Before these a name is a street, a river, a battle or a person.
_no_place = re.compile(
    r"(?<!\w)(?:đường|phố|đại lộ|ngõ|cầu|sông|hồ|núi|đèo|vịnh|biển|chiến thắng|chiến dịch|chiến trường|trận|ông"
    r"|bà|anh|chị|cô|chú|em|cháu|đồng chí|đ/c|nhà báo|tác giả|phóng viên|nhà văn|nhà thơ|ảnh|tin|bài|tên)\s*:?\s*$"
)
_official = re.compile(r"(?<!\w)(?:tỉnh|ủy|ubnd|hđnd|đảng bộ|thành phố|tp|tại|ở)\.?\s*$")
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
PERSONS = frozenset({"hồ chí minh", "hcm"})  # a place only with its type


LIST = re.compile(r"(?:,| và|, và)\s(?:các\s)?")


@dataclass(slots=True)
class Candidate:
    """A stretch that may be a place, before its province is settled.

    `options` are the provinces it can lie in; `typed`: surely a place, by its type word or its fame; `known`:
    in the gazetteer; `listed_only`: so like a person's name that it needs a list of districts before it.
    """

    start: int
    end: int
    level: str
    name: str
    options: tuple[str, ...]
    typed: bool
    known: bool = True
    listed_only: bool = False


class Word(NamedTuple):
    """A word of a run."""

    start: int
    end: int
    key: str


def candidates(text: str, names: Gazetteer) -> Iterator[Candidate]:
    """All candidates of `text`, in order, not overlapping."""
    last: Candidate | None = None
    for run in RUN.finditer(text):
        words = [Word(word.start(), word.end(), fold(word[0])) for word in _token.finditer(text, *run.span())]
        if last and last.level in {COMMUNE, VILLAGE} and LIST.fullmatch(text, last.end, run.start()):
            listed = _listed(text, words, last.level, names)
            if listed:
                yield listed
                last = listed
                continue
        for last in _read_run(text, words, names):
            yield last


def _listed(text: str, words: list[Word], level: str, names: Gazetteer) -> Candidate | None:
    """A name in a list after a commune or village with its type: `xã Kênh Giang, Văn Đức`."""
    found, width = _small(text, words, 0, level, names)
    if found is None or key(word.key for word in words[:width]) in names.by_key:
        return None
    return found if found.known or words[width - 1].key.isdigit() else None


def _read_run(text: str, words: list[Word], names: Gazetteer) -> Iterator[Candidate]:
    at, kind, kind_start = 0, *_type_left(text, words[0].start)
    while at < len(words):
        if (width := _type_width(words, at)) and not _is_name(words, at, names):
            kind, kind_start = fold(text[words[at].start : words[at + width - 1].end]), words[at].start
            at += width
            continue
        found, width = _at(text, words, at, kind, names)
        if found:
            found.start = kind_start if kind else found.start
            yield found
        at += width
        kind, kind_start = "", -1


def _type_left(text: str, start: int) -> tuple[str, int]:
    """The type word before a run and where it begins; "" where there is none."""
    left = max(0, start - 16)
    match = _type_before.search(fold(text[left:start]))
    if match is None:
        return "", start
    return match["type"], start if match["are"] else left + match.start()


def _type_width(words: list[Word], at: int) -> int:
    for width in (2, 1):
        if at + width < len(words) and tuple(word.key for word in words[at : at + width]) in _type_words:
            return width
    return 0


def _is_name(words: list[Word], at: int, names: Gazetteer) -> bool:
    """`Bản Nguyên`, `Làng Giàng`: the type word is part of a name that the gazetteer knows."""
    for width in range(2, min(4, len(words) - at) + 1):
        name = key(word.key for word in words[at : at + width])
        if name in names.districts or name in names.by_key:
            return True
    return False


def _at(text: str, words: list[Word], at: int, kind: str, names: Gazetteer) -> tuple[Candidate | None, int]:
    """The place at word `at`, with how many words to go on by."""
    level = TYPES.get(kind, "")
    if level in {COMMUNE, VILLAGE}:
        return _small(text, words, at, level, names)
    if not level and words[at].key not in names.firsts and not words[at].key.startswith("đ"):
        return None, 1
    for width in range(min(names.longest, len(words) - at), 0, -1):
        name = key(word.key for word in words[at : at + width])
        if name in OTHERS:
            return None, width
        found = _known(text, words, at, width, name, level, kind, names)
        if found:
            return found, width
    if level == DISTRICT and not words[at].key.isdigit():
        last = _name_end(words, at, names)
        start, end = words[at].start, words[last].end
        return Candidate(start, end, DISTRICT, text[start:end], (), True, False), last - at + 1
    return None, 1


def _known(
    text: str, words: list[Word], at: int, width: int, name: str, level: str, kind: str, names: Gazetteer
) -> Candidate | None:
    start, end = words[at].start, words[at + width - 1].end
    province, districts = names.by_key.get(name), names.districts.get(name, ())
    if level == DISTRICT or (level == "city" and not (province and province.kind == "thành phố")):
        fitting = [one for one in districts if one.kind == kind] or list(districts)
        if level == "city":
            fitting = [one for one in districts if one.kind in {"thành phố", "thị xã"}]
        if not fitting and province and level == DISTRICT:
            return Candidate(start, end, DISTRICT, province.name, (province.name,), True)
        return _district(start, end, fitting, typed=True) if fitting else None
    if level == "city" and province and name == "huế":
        return None
    if _is_person(text, words, at, level, names) or (name in PERSONS and level != "city"):
        return None
    if province and (level or _reads_as_place(text, start, end, name)):
        return Candidate(start, end, PROVINCE, province.name, (province.name,), bool(level))
    if level == PROVINCE:
        return None
    if districts and width > 1 and not text[start:end].isupper():
        found = _district(start, end, list(districts), typed=False)
        found.listed_only = words[at].key in names.surnames and not found.typed
        return found
    if districts and districts[0].bare:
        return _district(start, end, list(districts), typed=False)
    return None


def _district(start: int, end: int, fitting: list[District], typed: bool) -> Candidate:
    options = tuple(dict.fromkeys(one.province for one in fitting))
    return Candidate(
        start, end, DISTRICT, fitting[0].name, options, typed or any(one.bare for one in fitting)
    )


def _is_person(text: str, words: list[Word], at: int, level: str, names: Gazetteer) -> bool:
    """Part of a name (`Nguyễn Lai Châu`), a street or a battle."""
    if level:
        return False
    if at == 0:
        return _no_place.search(fold(text[max(0, words[0].start - 14) : words[0].start])) is not None
    before = words[max(0, at - 3) : at]
    if any(word.key in names.surnames for word in before):
        return text[before[-1].end : words[at].start] == " "
    return _no_place.search(before[-1].key) is not None


def _reads_as_place(text: str, start: int, end: int, name: str) -> bool:
    """`HÒA BÌNH` in capitals is as likely peace: only after a word of office."""
    if name == "hòa bình" and text[start:end].isupper():
        return _official.search(fold(text[max(0, start - 12) : start])) is not None
    return True


def _small(
    text: str, words: list[Word], at: int, level: str, names: Gazetteer
) -> tuple[Candidate | None, int]:
    """A commune or village after its type word: the longest known name, else the capitals up to a surname."""
    start = words[at].start
    if level == COMMUNE:
        for width in range(min(names.longest, len(words) - at), 0, -1):
            name = key(word.key for word in words[at : at + width])
            if name in names.communes:
                end = words[at + width - 1].end
                return Candidate(start, end, level, text[start:end], names.communes[name], True), width
    last = _name_end(words, at, names)
    end = words[last].end
    return Candidate(start, end, level, text[start:end], (), True, False), last - at + 1


def _name_end(words: list[Word], at: int, names: Gazetteer) -> int:
    """The index of the last word of an unknown name: at most four, none a surname, a number the last."""
    end = at
    while (
        end + 1 < len(words)
        and end - at < 3
        and words[end + 1].key not in names.surnames
        and not words[end].key.isdigit()
    ):
        end += 1
    return end


def province_of(name: str, names: Gazetteer) -> Province | None:
    """The province of a name or alias, in any spelling, of the 63 or the 34."""
    return names.by_key.get(key(name)) or names.merged.get(name)
