"""What kind of number the words next to it make it, where they make it no figure."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from tinhgon.rules import Entry, Rulebook
from tinhgon.text import fold

REACH = 40  # characters that are read before and behind a number: no phrase of the ledger is longer
ENUMERATED_BY_WORDS = "enumerator"  # settled by `enumerates`, for it depends on where the line begins

_opens_clause = frozenset(("", "\n", ";", ":", ".", "(", "-"))
_opens_bracket = frozenset(("", "\n", ";", ":", ".", ","))
_says_is = re.compile(r"\s+là\b")
_thousands = re.compile(r"\d{1,3}(?:\.\d{3})+")
_LABELS = {"name", "ordinal"}  # classes whose numbers are never in the thousands: `Trung ương 1.340 người`
_item_mark = re.compile(r"[.)/][^\S\n]")


class Class(NamedTuple):
    """A class of the ledger: the phrases before and behind its numbers; `spared` ones only look like them."""

    kind: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    last_words: tuple[str, ...]
    spared: tuple[str, ...]


def context(folded: str, start: int, end: int, rulebook: Rulebook) -> str:
    """The class of the ledger that the words before and behind `folded[start:end]` name, or an empty string.

    >>> from tinhgon.rules import book
    >>> texts = ("cụm thi đua số 5", "dài 5 km", "5 sở")
    >>> [context(text, text.index("5"), text.index("5") + 1, book()) for text in texts]
    ['name', 'other', '']
    """
    lead, tail = folded[max(0, start - REACH) : start].rstrip(), folded[end : end + REACH].partition("\n")[0]
    if not _may_be_of_class(lead, tail, rulebook):
        return ""
    is_amount = _thousands.match(folded, start, end) is not None
    for known in _classes(rulebook).values():
        if is_amount and known.kind in _LABELS:
            continue
        if _follows(lead, known) or (known.after and known.after.match(tail)):
            return known.kind
    return ""


def before_only(folded: str, start: int, kind: str, rulebook: Rulebook) -> bool:
    """Whether the words before position `start` alone make a number of this class.

    >>> from tinhgon.rules import book
    >>> [before_only(text, len(text), "ordinal", book()) for text in ("lần thứ ", "giảm ")]
    [True, False]
    """
    if kind in _LABELS and _thousands.match(folded, start):
        return False
    return _follows(folded[max(0, start - REACH) : start].rstrip(), _classes(rulebook)[kind])


def enumerates(folded: str, start: int, end: int) -> bool:
    """Whether a number only orders items: `(1)`, `1.` at the head of a line, `Một là`.

    >>> enumerates("1. giảm 3 phòng", 0, 1), enumerates("1. giảm 3 phòng", 8, 9)
    (True, False)
    """
    if not folded[start:end].isalnum():
        return False
    ahead = folded[max(0, start - REACH) : start].rstrip(" ")
    tail = folded[end : end + 4]
    if _says_is.match(tail):
        return ahead[-1:] in _opens_clause
    if ahead.endswith("("):
        return tail.startswith(")") and end - start < 3 and ahead[:-1].rstrip(" ")[-1:] in _opens_bracket
    return ahead[-1:] in _opens_clause - {"."} and _item_mark.match(tail) is not None


def _follows(lead: str, known: Class) -> bool:
    """Whether `lead`, without spaces at its end, ends with a phrase of the class."""
    if known.before is None or not lead.endswith(known.last_words) or lead.endswith(known.spared):
        return False
    return known.before.search(lead) is not None


def _may_be_of_class(lead: str, tail: str, rulebook: Rulebook) -> bool:
    """Whether any class has words that end like `lead`, or that `tail` begins with."""
    last_words, after = _all_words(rulebook)
    return lead.endswith(last_words) or after.match(tail) is not None


@functools.cache
def _all_words(rulebook: Rulebook) -> tuple[tuple[str, ...], re.Pattern[str]]:
    classes = _classes(rulebook).values()
    after = (known.after.pattern for known in classes if known.after)
    return tuple({word for known in classes for word in known.last_words}), re.compile("|".join(after))


@functools.cache
def _classes(rulebook: Rulebook) -> dict[str, Class]:
    entries = [entry for entry in rulebook.entries("ledger") if entry["id"] != ENUMERATED_BY_WORDS]
    return {entry["id"]: _class(entry) for entry in entries}


def _class(entry: Entry) -> Class:
    last_words = {fold(phrase).split()[-1] for phrase in entry["before"]}
    return Class(
        entry["id"],
        re.compile(rf"(?<!\w)(?:{_any(entry['before'])})$") if entry["before"] else None,
        re.compile(rf"\s*(?:{_any(entry['after'])})(?!\w)") if entry["after"] else None,
        tuple(sorted(last_words)),
        tuple(entry.get("except", ())),
    )


def _any(phrases: list[str]) -> str:
    """A regular expression for any of the phrases, the longest first."""
    options = (re.escape(fold(phrase)).replace(r"\ ", r"\s+") for phrase in phrases)
    return "|".join(sorted(options, key=len, reverse=True))
