"""Short mentions to full symbols, within one article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from tinhgon.rules import Entry

_short = re.compile(r"(?>0*(?=\d))(\d++)[a-z]?(?:/(\d{4}))?$")
_full = re.compile(r"(?>0*(?=\d))(\d++)[a-z]?(?:/(\d{4}))?[-/]")
CALLED = re.compile(r"gọi (?:chung |tắt )*(?:là )?:?\s*+[\"“‘(]*+\s*+$")


REACH = 1000  # characters between a document and the short name that a bracket gives it


class Mentioned(Protocol):
    """What `resolve` needs of a mention."""

    @property
    def start(self) -> int: ...
    @property
    def entry(self) -> Entry: ...
    @property
    def numbers(self) -> tuple[str, ...]: ...


class Symbols:
    """The full symbols that an article prints, by kind and number, in the order of their places."""

    def __init__(self, mentions: Sequence[Mentioned]) -> None:
        self._known: dict[tuple[str, str], list[tuple[int, str, str | None]]] = {}
        for mention in mentions:
            for number in mention.numbers:
                if match := _full.match(number):
                    place = (mention.start, number, match[2])
                    self._known.setdefault((mention.entry["id"], match[1]), []).append(place)

    def nearest(self, kind: str, number: str, at: int) -> str:
        """The symbol that `number` stands for at `at`: the last before it, else the first after."""
        match = _short.match(number)
        known = self._known.get((kind, match[1]), []) if match else []
        if match and match[2]:
            known = [one for one in known if one[2] == match[2]]
        if not known:
            return number
        return known[max(0, bisect_right(known, at, key=lambda one: one[0]) - 1)][1]


def resolve(mentions: Sequence[Mentioned], folded: str) -> list[tuple[str, ...]]:
    """The numbers of each mention, in full where the article prints the symbol: the last one before, else the
    first after. `(gọi tắt là Nghị quyết …)` gives the document before it another name."""
    symbols = Symbols(mentions)
    alias: dict[tuple[str, str], str] = {}
    last: dict[str, tuple[int, str]] = {}
    resolved = []
    for mention in mentions:
        kind = mention.entry["id"]
        numbers = tuple(
            alias.get((kind, number)) or symbols.nearest(kind, number, mention.start)
            for number in mention.numbers
        )
        if len(numbers) == 1 and not _full.match(numbers[0]) and kind in last:
            place, symbol = last[kind]
            between = folded[max(place, mention.start - REACH) : mention.start]
            if mention.start - place < REACH and "\n" not in between and CALLED.search(between):
                alias[kind, mention.numbers[0]] = symbol
                numbers = (symbol,)
        if _full.match(numbers[-1]):
            last[kind] = (mention.start, numbers[-1])
        resolved.append(numbers)
    return resolved
