"""The first pass over a web-scale corpus: which pages may be about the field, by a few words in their bytes.

It is made to leave out nothing: it looks for words in the letters without marks, spaces and case, so Unicode
in any form, the old fonts, HTML entities, both tone styles and text without marks all look alike. What it
lets pass is still read and cleaned with care.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tinhgon.errors import InputError
from tinhgon.rules import Rulebook, book
from tinhgon.text import new_tone, old_tone, plain

CUES = "first_pass"
NEEDED = 2  # different cues after a +
LEAST = 4  # letters that a cue must keep
UNMARKED = (b"cua", b"duoc", b"nguoi", b"khong")  # in letters with their marks beside them, or without any

_struck = bytes([*range(33), *b"-.,;:", *range(127, 256)])
_lower = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_entity = re.compile(rb"&(?:#x?[0-9a-f]{2,6}|[a-z]{2,8});", re.IGNORECASE)


class Cues(NamedTuple):
    """What is looked for, as `skeleton` leaves it: cues that are enough by themselves, and groups of
    spellings of one cue, of which two groups are needed."""

    enough: tuple[bytes, ...]
    some: tuple[tuple[bytes, ...], ...]


def skeleton(data: bytes) -> bytes:
    """The plain letters and digits of UTF-8, an old font or UTF-16, in lower case: marked letters, spaces and
    full stops are struck out.

    >>> skeleton("Tinh giản biên  chế".encode()), skeleton("bi&ecirc;n chế".encode())
    (b'tinhginbinch', b'binch')
    """
    if b"&" in data:
        data = _entity.sub(b"", data)
    return data.translate(_lower, _struck)


def relevant(rules: str | Path = "") -> Callable[[bytes], bool]:
    """What tells from a page's bytes whether it may be about the field (`first_pass.txt`).

    Raises InputError for a cue of which too few letters are left.

    >>> may_be = relevant()
    >>> may_be("Tỉnh đã tinh giản nhiều vị trí.".encode()), may_be("Trận đấu kết thúc 2-1.".encode())
    (True, False)
    """
    return _judge(book(rules))


@functools.cache
def _judge(rulebook: Rulebook) -> Callable[[bytes], bool]:
    marked, unmarked = cues(rulebook)

    def judge(data: bytes) -> bool:
        found = skeleton(data)
        return _holds(found, marked) or (any(word in found for word in UNMARKED) and _holds(found, unmarked))

    return judge


def _holds(found: bytes, cues: Cues) -> bool:
    for cue in cues.enough:
        if cue in found:
            return True
    needed = NEEDED
    for spellings in cues.some:
        for cue in spellings:
            if cue in found:
                needed -= 1
                if not needed:
                    return True
                break
    return False


def cues(rulebook: Rulebook) -> tuple[Cues, Cues]:
    """The cues of `first_pass.txt` as texts with marked letters show them, and as others do."""
    enough: list[tuple[bytes, ...]] = []
    some: list[tuple[bytes, ...]] = []
    plain_enough: list[tuple[bytes, ...]] = []
    plain_some: list[tuple[bytes, ...]] = []
    for line in rulebook.lines(CUES):
        cue = line.removeprefix("+").strip()
        here, there = (some, plain_some) if line.startswith("+") else (enough, plain_enough)
        spellings = tuple(sorted({skeleton(style(cue).encode()) for style in (new_tone, old_tone)}))
        if min(map(len, spellings)) < LEAST:
            raise InputError(f"{CUES}.txt: of the cue {cue!r} fewer than {LEAST} letters have no mark")
        here.append(spellings)
        bare = plain(cue)
        there.append(tuple(sorted({skeleton(bare.encode()), skeleton(_without_d(cue).encode())})))
    return (
        Cues(tuple(one for group in enough for one in group), tuple(some)),
        Cues(tuple(one for group in plain_enough for one in group), tuple(plain_some)),
    )


def _without_d(cue: str) -> str:
    """The cue where marks stand beside their letters: `đ` has none to set apart."""
    return plain(cue.lower().replace("đ", ""))
