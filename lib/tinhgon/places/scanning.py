"""Candidates for places: runs of capitalised words, with the word that says what they are.

The reader of a run goes from left to right and takes, at each word, the longest name that the gazetteer knows
and that the words around it allow; a type word (`huyện`, `xã`, `bản`) makes a place of an unknown name too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from tinhgon.places.gazetteer import OTHERS, District, Gazetteer, Province, written

CAPITALS = "A-Z" + "".join(char for char in map(chr, range(0xC0, 0x1EFA)) if char.isupper())
_rest = r"\w*(?:['’]\w+)*"  # of a word: "H’Drai"
_word = rf"[{CAPITALS}]{_rest}"
RUN = re.compile(
    rf"[{CAPITALS}](?<!\w.){_rest}(?:(?:\s?[-–]\s?| )(?:{_word}|\d{{1,3}}(?![\w.,/%]*\d)(?!\w)))*"
)
_token = re.compile(r"\w+(?:['’]\w+)*")

PROVINCE, DISTRICT, COMMUNE, VILLAGE = "province", "district", "commune", "village"
CITY = "city"  # of either rank: the name decides
TYPES = {
    PROVINCE: ["tỉnh"],
    CITY: ["thành phố", "tp", "t.p"],
    DISTRICT: ["huyện", "quận", "thị xã", "tx"],
    COMMUNE: ["xã", "phường", "thị trấn"],
    VILLAGE: ["thôn", "bản", "ấp", "buôn", "làng", "khóm", "xóm", "tiểu khu", "khu phố", "tổ dân phố"],
}
LEVELS = {word: level for level, words in TYPES.items() for word in words}
_types = "|".join(sorted(map(re.escape, LEVELS), key=len, reverse=True))
_type_before = re.compile(
    rf"(?<!\w)(?P<type>{_types})(?:(?<=tp)\. ?|(?<=tx)\. ?| (?P<are>(?:là|gồm):? )?)[\"“]?$"
)
_last_words = {name.split()[-1] for name in LEVELS} | {"là", "gồm"}
_links = product(LEVELS, (" ", ".", ". ", " là ", " là: ", " gồm ", " gồm: "), ("", '"', "“"))
_type_ends = {"".join(parts)[-3:] for parts in _links}  # of all that it matches
_first_words = {name.split()[0] for name in LEVELS}
# Before these a name is a street, a river, a battle or a person.
_no_place = re.compile(
    r"(?<!\w)(?:đường|phố|đại lộ|ngõ|(?<!yêu )(?<!nhu )(?<!toàn )cầu|sông|hồ|(?<!miền )núi|đèo|vịnh"
    r"|chiến thắng|chiến dịch|chiến trường|(?<!mặt )trận|công viên|nhà hát|khách sạn|công ty|xí nghiệp"
    r"|tập đoàn|ông|bà|anh|chị|cô|đồng chí|đ/c|nhà báo|tác giả|phóng viên|nhà văn|(?:ảnh|tin|bài):)\s*$"
)
_official = re.compile(r"(?<!\w)(?:tỉnh|ủy|ubnd|hđnd|đảng bộ|thành phố|tp|tại|ở)\.?\s*$")
OPENING_TYPES = frozenset(  # "Xã Nghĩa Hợp" begins a sentence
    {"xã", "phường", "thị", "huyện", "quận", "thôn", "bản", "ấp", "xóm", "làng", "buôn"}
)
COMMITTEES = frozenset({"ủy", "uỷ"})
NO_NAMES = frozenset({*COMMITTEES, "hội", "đội", "đoàn", "và"})  # behind a type word they begin no name
_committee = re.compile(r"(?<!\w)(?:huyện|quận|thị) (?:ủy|uỷ) $")
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


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its folded twin of the same length, and the names to look for."""

    text: str
    folded: str
    names: Gazetteer


def candidates(text: str, folded: str, names: Gazetteer) -> Iterator[Candidate]:
    """All candidates of `text`, in order, not overlapping; `folded` is its folded twin."""
    page = Page(text, folded, names)
    last: Candidate | None = None
    for run in RUN.finditer(text):
        start, end = run.span()
        typed = folded[start - 3 : start] in _type_ends
        kind, kind_start = _type_left(folded, start) if typed else ("", start)
        listed = last and last.end + 8 > start and LIST.fullmatch(text, last.end, start)
        small = last.level if last and listed and last.level in {COMMUNE, VILLAGE} else ""
        if not (kind or small or _may_name(folded[start:end], names)):
            continue
        words = [
            Word(word.start(), word.end(), written(word[0])) for word in _token.finditer(folded, start, end)
        ]
        if small and (one := _listed(page, words, small)):
            last = one
            yield one
            continue
        for last in _read_run(page, words, kind, kind_start):
            yield last


def _may_name(run: str, names: Gazetteer) -> bool:
    """Whether a place without a type before it can stand in a run of words."""
    if run.isalnum():
        return run in names.alone
    keys = [written(word) for word in _token.findall(run)]
    return keys[0] in OPENING_TYPES or not names.firsts.keys().isdisjoint(keys)


def _joined(words: list[Word]) -> str:
    """The words of a run as the gazetteer writes a name."""
    return " ".join(word.key for word in words)


def _listed(page: Page, words: list[Word], level: str) -> Candidate | None:
    """A name in a list after a commune or village with its type: `xã Kênh Giang, Văn Đức`."""
    found, width = _small(page, words, 0, level)
    if found is None or _joined(words[:width]) in page.names.by_key:
        return None
    return found if found.known or words[width - 1].key.isdigit() else None


def _read_run(page: Page, words: list[Word], kind: str, kind_start: int) -> Iterator[Candidate]:
    """The places of one run; `kind` is the type word before it, which begins at `kind_start`."""
    at = 0
    while at < len(words):
        if (width := _type_width(words, at)) and not _is_name(words, at, page.names):
            kind, kind_start = page.folded[words[at].start : words[at + width - 1].end], words[at].start
            at += width
            if words[at].key in COMMITTEES:
                kind, kind_start, at = "", -1, at + 1
            continue
        found, width = _at(page, words, at, kind)
        if found:
            found.start = kind_start if kind else found.start
            yield found
        at += width
        kind, kind_start = "", -1


def _type_left(folded: str, start: int) -> tuple[str, int]:
    """The type word before a run and where it begins; "" where there is none."""
    left = max(0, start - 16)
    if folded[left:start].split()[-1].strip('.:(“"') not in _last_words:
        return "", start
    match = _type_before.search(folded[left:start])
    if match is None:
        return "", start
    return match["type"], start if match["are"] else left + match.start()


def _type_width(words: list[Word], at: int) -> int:
    """How many words the type that stands at `at` has, before a name: `Huyện Thọ Xuân`, `Thị Xã Chí Linh`."""
    if words[at].key not in _first_words:
        return 0
    for width in (3, 2, 1):
        if at + width < len(words) and _joined(words[at : at + width]) in LEVELS:
            return width
    return 0


def _is_name(words: list[Word], at: int, names: Gazetteer) -> bool:
    """`Bản Nguyên`, `Làng Giàng`: the type word is part of a name that the gazetteer knows."""
    return any(
        name in names.districts or name in names.by_key
        for name in (_joined(words[at : at + width]) for width in (2, 3, 4))
    )


def _at(page: Page, words: list[Word], at: int, kind: str) -> tuple[Candidate | None, int]:
    """The place at word `at`, with how many words to go on by."""
    level = LEVELS.get(kind, "")
    if level in {COMMUNE, VILLAGE}:
        return _small(page, words, at, level)
    if not level and words[at].key not in page.names.firsts:
        return None, 1
    for width in range(min(page.names.firsts.get(words[at].key, 1), len(words) - at), 0, -1):
        name = _joined(words[at : at + width])
        if name in OTHERS:
            return None, width
        if found := _known(page, words, at, width, name, kind):
            return found, width
    if level == DISTRICT and not words[at].key.isdigit():
        return _unknown(page, words, at, DISTRICT)
    return None, 1


def _known(page: Page, words: list[Word], at: int, width: int, name: str, kind: str) -> Candidate | None:
    """The province or district called `name`, as far as the words around it allow."""
    start, end = words[at].start, words[at + width - 1].end
    level, province = LEVELS.get(kind, ""), page.names.by_key.get(name)
    districts = page.names.districts.get(name, ())
    if not (province or districts):
        return None
    if level == DISTRICT or (level == CITY and not (province and province.kind == "thành phố")):
        return _below(start, end, districts, province, kind)
    if _is_person(page, words, at, level) or (name in PERSONS and level != CITY):
        return None
    if province and (level or _reads_as_place(page, start, end, name)):
        return Candidate(start, end, PROVINCE, province.name, (province.name,), bool(level))
    if (
        level == PROVINCE
        or not districts
        or (width == 1 and not districts[0].bare)
        or page.text[start:end].isupper()
    ):
        return None
    committee = _committee.search(page.folded, max(0, start - 12), start)
    found = _district(start, end, list(districts), typed=bool(committee))
    certain = found.typed or _official.search(page.folded, max(0, start - 12), start)
    found.listed_only = words[at].key in page.names.surnames and not certain
    return found


def _below(
    start: int, end: int, districts: tuple[District, ...], province: Province | None, kind: str
) -> Candidate | None:
    """A district with its type; of a town that the lists lack, by the province of that name."""
    kinds = {"thành phố", "thị xã"} if LEVELS[kind] == CITY else {kind}
    fitting = [one for one in districts if one.kind in kinds]
    if LEVELS[kind] == DISTRICT:
        fitting = fitting or list(districts)
        if not fitting and province:
            return Candidate(start, end, DISTRICT, province.name, (province.name,), True)
    return _district(start, end, fitting, typed=True) if fitting else None


def _district(start: int, end: int, fitting: list[District], typed: bool) -> Candidate:
    options = tuple(dict.fromkeys(one.province for one in fitting))
    return Candidate(
        start, end, DISTRICT, fitting[0].name, options, typed or any(one.bare for one in fitting)
    )


def _is_person(page: Page, words: list[Word], at: int, level: str) -> bool:
    """Part of a name (`Nguyễn Lai Châu`), a street or a battle."""
    if level:
        return False
    if at == 0:
        start = words[0].start
        return _no_place.search(page.folded[max(0, start - 18) : start]) is not None
    before = words[max(0, at - 3) : at]
    if any(word.key in page.names.surnames for word in before):
        return page.text[before[-1].end : words[at].start] == " "
    return _no_place.search(before[-1].key) is not None


def _reads_as_place(page: Page, start: int, end: int, name: str) -> bool:
    """`HÒA BÌNH` in capitals is as likely peace: only after a word of office."""
    if name == "hòa bình" and page.text[start:end].isupper():
        return _official.search(page.folded[max(0, start - 12) : start]) is not None
    return True


def _small(page: Page, words: list[Word], at: int, level: str) -> tuple[Candidate | None, int]:
    """A commune or village after its type word: the longest known name, else the capitals up to a surname."""
    if level == COMMUNE:
        for width in range(min(page.names.longest, len(words) - at), 0, -1):
            if options := page.names.communes.get(_joined(words[at : at + width])):
                start, end = words[at].start, words[at + width - 1].end
                return Candidate(start, end, level, page.text[start:end], options, True), width
    return _unknown(page, words, at, level)


def _unknown(page: Page, words: list[Word], at: int, level: str) -> tuple[Candidate | None, int]:
    """A name that no list has: at most four words, none but the first a surname, a number the last. None
    where it is no name."""
    last = at
    while last + 1 < len(words) and last - at < 3 and not words[last].key.isdigit():
        if words[last + 1].key in page.names.surnames:
            break
        last += 1
    start, end = words[at].start, words[last].end
    if words[at].key in NO_NAMES or _is_shouted(page.text, start, end):
        return None, last - at + 1
    return Candidate(start, end, level, page.text[start:end], (), True, False), last - at + 1


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Capitals behind a type word in capitals: any words of a headline, not only a name."""
    return end - start > 2 and text[max(0, start - 2) : end].isupper()
