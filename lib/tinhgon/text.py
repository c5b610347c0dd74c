"""Vietnamese text as data: Unicode, tone marks, lines and sentences, always with offsets.

`normalise` is what is published; `fold` is what rules match against. `fold` keeps the length of its
argument, so a match in the folded text has the same offsets in the printed one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text, `text[start:end]`, in code points."""

    start: int
    end: int


# --- Unicode ---------------------------------------------------------------------------------------

LOOK_ALIKES = dict(
    zip("аеорсухіАВЕКМНОРСТХІοΟΑΒΕΗΙΚΜΝΡΤΧΥ", "aeopcyxiABEKMHOPCTXIoOABEHIKMNPTXY", strict=True)
)
INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: the letter
TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot: the tone

_invisible = re.compile(f"[{INVISIBLE}]")
_spaces = re.compile(f"[{SPACES}]")
_eth = re.compile("[Ðð]")
_tone_first = re.compile(f"([{TONES}])([{SHAPES}])")
_look_alike = re.compile(f"[{''.join(LOOK_ALIKES)}]")
_mixed_word = re.compile(rf"(?<!\w)\w*[{''.join(LOOK_ALIKES)}]\w*")
_latin = re.compile("[A-Za-zÀ-ɏḀ-ỿ]")
_suspect = re.compile(f"[{INVISIBLE}{SPACES}{SHAPES}{TONES}Ðð{''.join(LOOK_ALIKES)}]")
_look_alike_table = str.maketrans(LOOK_ALIKES)


def normalise(text: str) -> str:
    """`text` as it is published: NFC, `Ð` as `Đ`, look-alike letters and spaces put right, invisible
    characters gone. Nothing else changes: tone style, quotes and dashes stay as printed.

    >>> normalise("Ðại hội, hoà\\u00a0giải, x\\u00adã")
    'Đại hội, hoà giải, xã'
    """
    if _is_clean(text):
        return text
    text = _spaces.sub(" ", _invisible.sub("", text))
    text = _mixed_word.sub(_latinise, text)
    return _compose(text).replace("Ð", "Đ").replace("ð", "đ")


def repairs(text: str) -> dict[str, int]:
    """How often `normalise` changes something, by kind; kinds that do not occur are left out.

    >>> repairs("Ðại hội x\\u00adã")
    {'eth': 1, 'invisible': 1}
    """
    if _is_clean(text):
        return {}
    counts = {
        "eth": len(_eth.findall(text)),
        "invisible": len(_invisible.findall(text)),
        "look_alike": sum(_latinise(match) != match[0] for match in _mixed_word.finditer(text))
        if _look_alike.search(text)
        else 0,
        "space": len(_spaces.findall(text)),
        "unicode": sum(char not in text for char in set(_compose(text))),
    }
    return {kind: count for kind, count in counts.items() if count}


def _is_clean(text: str) -> bool:
    """Whether `normalise` has nothing to do, as in most texts."""
    return unicodedata.is_normalized("NFC", text) and not _suspect.search(text)


def _compose(text: str) -> str:
    if unicodedata.is_normalized("NFC", text) and not _loose_mark(text):
        return text
    marks = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _tone_first.sub(r"\2\1", marks))


def _loose_mark(text: str) -> bool:
    return any(mark in text for mark in SHAPES + TONES)


def _latinise(match: re.Match[str]) -> str:
    word = match[0]
    return word.translate(_look_alike_table) if _latin.search(word) else word


# --- Tone style and case ---------------------------------------------------------------------------

_marks = "\u0300\u0301\u0309\u0303\u0323"


def _styles() -> tuple[dict[str, str], dict[str, str]]:
    """Syllable ends `oà` → `òa` and back, in lower, title and upper case."""
    to_new: dict[str, str] = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in _marks:
            for one in (first, first.upper()):
                for two in (second, second.upper()):
                    old = unicodedata.normalize("NFC", one + two + mark)
                    new = unicodedata.normalize("NFC", one + mark + two)
                    to_new[old] = new
    return to_new, {new: old for old, new in to_new.items()}


_to_new, _to_old = _styles()


def _ends(ends: dict[str, str]) -> re.Pattern[str]:
    """Two-letter syllable ends, not after q. Classes of letters are ten times as fast as a list of ends."""
    groups: dict[str, str] = {}
    for end in ends:
        groups[end[0]] = groups.get(end[0], "") + end[1]
    branches = (f"{first}(?<![qQ]{first})[{seconds}]" for first, seconds in groups.items())
    return re.compile(rf"(?:{'|'.join(branches)})(?!\w)")


_old_style, _new_style = _ends(_to_new), _ends(_to_old)


def new_tone(text: str) -> str:
    """`text` with the mark on the first vowel of a final `oa`, `oe`, `uy`; same length.

    >>> new_tone("hoà, uỷ, khoẻ, quý, hoàn")
    'hòa, ủy, khỏe, quý, hoàn'
    """
    return _old_style.sub(lambda match: _to_new[match[0]], text)


def old_tone(text: str) -> str:
    """The inverse of `new_tone`; same length.

    >>> old_tone("hòa, ủy, khỏe, quý")
    'hoà, uỷ, khoẻ, quý'
    """
    return _new_style.sub(lambda match: _to_old[match[0]], text)


def fold(text: str) -> str:
    """Lower case and new tone style, for matching; as long as `text`, so offsets hold in both.

    >>> fold("UỶ BAN, Hoà Bình")
    'ủy ban, hòa bình'
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return new_tone(low)


def plain(text: str) -> str:
    """`text` without marks: ASCII letters for Vietnamese ones.

    >>> plain("Đắk Lắk, Thừa Thiên Huế")
    'Dak Lak, Thua Thien Hue'
    """
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def slug(text: str) -> str:
    """A name for a file or an anchor: lower-case ASCII words joined by hyphens.

    >>> slug("Bà Rịa - Vũng Tàu")
    'ba-ria-vung-tau'
    """
    return re.sub(r"[^a-z0-9]+", "-", plain(text).lower()).strip("-")


# --- Lines and sentences ---------------------------------------------------------------------------

# The marks and what closes after them are taken whole, so that a row of a million ends in linear time.
_sentence_end = re.compile(r"""[.!?…](?<![.!?…]{2})[.!?…]*+["”’»)\]]*+(?:(?=\s+["“‘«(\[]?(\w))|\s*$)""")
_abbreviation = re.compile(r"(?:^|[\s(\"“])(?:[^\W\d_]|TP|Tp|Tx|TX|TT|PGS|GS|TS|ThS|Ths|BS|KS|Th|St|Mr|No)$")
_ranked = re.compile(r"(?:quý|đợt|kỳ|khóa|hạng|loại|vực|cấp|bậc|đoạn|vùng|nhóm|phần|chương|mục)\s+[IVX]$")
_item_number = re.compile(r"\d{1,2}|[IVX]+")
_LONGEST_NUMBER = 12  # letters of a Roman item number


def lines(text: str) -> list[Span]:
    """The non-blank lines of `text`, white space at both ends left out.

    >>> lines("một\\n\\n  hai ")
    [Span(start=0, end=3), Span(start=7, end=10)]
    """
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if body := line.strip():
            first = start + line.index(body[0])
            found.append(Span(first, first + len(body)))
        start += len(line) + 1
    return found


def sentences(text: str) -> list[Span]:
    """The sentences of `text`, never across a line end; abbreviations and initials do not end one.

    >>> text = "Giảm 2.818 biên chế. TP. Hạ Long có 3 phòng."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Giảm 2.818 biên chế.', 'TP. Hạ Long có 3 phòng.']
    """
    return [sentence for line in lines(text) for sentence in sentences_of(text, line)]


def sentences_of(text: str, line: Span) -> Iterator[Span]:
    """The sentences of one of the `lines` of `text`."""
    start = line.start
    for match in _sentence_end.finditer(text, line.start, line.end):
        if match.end() < line.end and not _is_end(text, start, match):
            continue
        yield Span(start, match.end())
        start = match.end()
        while start < line.end and text[start].isspace():
            start += 1
    if start < line.end:
        yield Span(start, line.end)


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark in the middle of a line ends a sentence: a capital or a figure follows, and no
    abbreviation or item number (`1.` at the head) stands before it."""
    if match[1] is not None and not (match[1].isupper() or match[1].isdigit()):
        return False
    if match[0] != ".":
        return True
    end = match.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start <= _LONGEST_NUMBER and _item_number.fullmatch(text, start, end):
        return False
    if _ranked.search(text[max(start, end - 9) : end]):  # "trong quý I."
        return True
    return not _abbreviation.search(text[max(start, end - 6) : end])
