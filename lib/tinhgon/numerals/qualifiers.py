"""The words that say how exact a printed number is, before it (`gần 600`) and behind it (`10% trở lên`)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tinhgon.rules import Rulebook

REACH = 40  # characters before a number in which its phrases stand


class Numeral(NamedTuple):
    """A number of a text: `text[start:end]` with its qualifier, the bare number from `number_start`.

    `value` is the number, a percent as printed (24.07), money in đồng; of a ratio the numerator over the
    denominator times 100, two decimals. A range is two numerals of the same span, `≥` and `≤`.
    """

    start: int
    number_start: int
    end: int
    measure: str
    value: float
    numerator: float | None = None
    denominator: float | None = None
    qualifier: str = "="
    in_words: bool = False
    ranged: bool = False


class Qualifiers(NamedTuple):
    """The phrases of `rules/qualifiers.yml`, and the sign that each stands for."""

    before: re.Pattern[str]
    last_words: tuple[str, ...]  # of the phrases before a number
    behind: re.Pattern[str]
    first_words: frozenset[str]  # of the phrases behind a number
    graded: tuple[str, ...]  # words behind which these are said of a grade
    signs: dict[str, str]


@functools.cache
def qualifiers(rulebook: Rulebook) -> Qualifiers:
    """The qualifiers of one book of rules."""
    entries = rulebook.entries("qualifiers")
    before = {phrase: entry["id"] for entry in entries for phrase in entry["phrases"]}
    behind = {phrase: entry["id"] for entry in entries for phrase in entry.get("after", ())}
    return Qualifiers(
        re.compile(rf"(?:(?<!\w)(?P<phrase>{_any(before)})\s+)+"),
        tuple(sorted({phrase.split()[-1] for phrase in before})),
        re.compile(rf"(?:\s+[^\W\d]+){{0,6}}?\s+(?P<phrase>{_any(behind)})(?!\w)"),
        frozenset(phrase.split()[0] for phrase in behind),
        tuple(word for entry in entries for word in entry.get("except", ())),
        before | behind,
    )


def _any(phrases: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True)).replace(r"\ ", r"\s+")


def qualified(folded: str, numerals: Iterable[Numeral], known: Qualifiers) -> Iterator[Numeral]:
    """Each of the numerals of a text with the phrase next to it; a range keeps its own bounds."""
    behind = known.behind if any(word in folded for word in known.first_words) else None
    for numeral in numerals:
        if found := _before(folded, numeral.start, known):
            sign = numeral.qualifier if numeral.ranged else _sign(found, known)
            yield numeral._replace(start=found.start(), qualifier=sign)
        elif behind and not numeral.ranged and (found := behind.match(folded, numeral.end)):
            of_grade = folded[numeral.end : found.start("phrase")].rstrip().endswith(known.graded)
            yield numeral if of_grade else numeral._replace(qualifier=_sign(found, known))
        else:
            yield numeral


def _before(folded: str, start: int, known: Qualifiers) -> re.Match[str] | None:
    """The phrases that end where a number starts."""
    found, reach = None, max(0, start - REACH)
    if folded[reach:start].rstrip().endswith(known.last_words):
        for match in known.before.finditer(folded, reach, start):
            found = match if match.end() == start else None
    return found


def _sign(found: re.Match[str], known: Qualifiers) -> str:
    return known.signs[" ".join(found["phrase"].split())]
