"""What kind of number the words next to it make it, where they make it no figure."""

from __future__ import annotations

import functools
import re

from tinhgon.rules import Rulebook
from tinhgon.text import fold

REACH = 40


def context(folded: str, start: int, end: int, rulebook: Rulebook) -> str:
    """The class of the ledger that the words before and behind `folded[start:end]` name, or an empty string.

    >>> from tinhgon.rules import book
    >>> texts = ("cụm thi đua số 5", "dài 5 km", "5 sở")
    >>> [context(text, text.index("5"), text.index("5") + 1, book()) for text in texts]
    ['name', 'other', '']
    """
    tail = folded[end : end + REACH]
    for kind, _, after in _patterns(rulebook):
        if before_only(folded, start, kind, rulebook) or (after and after.match(tail)):
            return kind
    return ""


def before_only(folded: str, start: int, kind: str, rulebook: Rulebook) -> bool:
    """Whether the words before position `start` alone make a number of this class."""
    lead = folded[max(0, start - REACH) : start]
    spared = rulebook.by_id("ledger")[kind].get("except", ())
    if lead.rstrip().endswith(tuple(spared)):
        return False
    return any(name == kind and before and before.search(lead) for name, before, _ in _patterns(rulebook))


def enumerates(folded: str, start: int, end: int) -> bool:
    """`(1)`, `1.` at the head of a line, `Một là`: a number that only orders items."""
    if not folded[start:end].isalnum():
        return False
    head = folded[:start].rstrip(" ")[-1:]
    opens = head in {"", "\n", ";", ":", ".", "(", "-"}
    tail = folded[end : end + 4]
    if re.match(r"\s+là\b", tail):
        return opens
    if head == "(":
        ahead = folded[:start].rstrip(" ")[:-1].rstrip(" ")[-1:]
        return tail.startswith(")") and end - start < 3 and ahead in {"", "\n", ";", ":", ".", ","}
    return opens and head != "." and re.match(r"[.)/]\s", tail) is not None


@functools.cache
def _patterns(rulebook: Rulebook) -> list[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None]]:
    return [
        (
            entry["id"],
            _pattern(entry["before"], r"(?<!\w)(?:{})\s*$"),
            _pattern(entry["after"], r"\s*(?:{})(?!\w)"),
        )
        for entry in rulebook.entries("ledger")
        if entry["id"] != "enumerator"
    ]


def _pattern(phrases: list[str], form: str) -> re.Pattern[str] | None:
    if not phrases:
        return None
    options = sorted(
        (re.escape(fold(phrase)).replace(r"\ ", r"\s+") for phrase in phrases), key=len, reverse=True
    )
    return re.compile(form.format("|".join(options)))
