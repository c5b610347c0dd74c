"""How numbers, dates and coded values are written in English and in Vietnamese."""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import pandas as pd

from tinhgon import rules, text
from tinhgon.charts.display import Language, rulebook

# Where the name of a coded value stands, besides `labels`.
FILES = {
    "object": ("objects",),
    "change": ("changes",),
    "predicate": ("models", "standards"),
    "tier": ("tiers",),
    "why_not": ("reasons",),
}
MISSING = "–"
ALPHABET = " -0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

_ISO_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def number(value: Any, language: Language, digits: int = 2) -> str:
    """A number as readers of the language write it, with at most `digits` decimals; missing is a dash.

    >>> number(2818, "en"), number(2818, "vi"), number(24.07, "vi"), number(None, "en")
    ('2,818', '2.818', '24,07', '–')
    """
    if missing(value):
        return MISSING
    words = f"{float(value):,.{digits}f}"
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    words = "0" if words == "-0" else words
    return words.translate(str.maketrans(",.", ".,")) if language == "vi" else words


def percent(value: Any, language: Language, digits: int = 2) -> str:
    """A percentage, `24.07%` or `24,07%`.

    >>> percent(24.07, "vi")
    '24,07%'
    """
    return MISSING if missing(value) else number(value, language, digits) + "%"


def part(numerator: Any, denominator: Any, language: Language) -> str:
    """A part of a whole in words.

    >>> part(224, 226, "en"), part(224, 226, "vi")
    ('224 of 226', '224 trên 226')
    """
    joint = " of " if language == "en" else " trên "
    return number(numerator, language) + joint + number(denominator, language)


def date(value: Any, language: Language) -> str:
    """An ISO date or interval as readers of the language write it.

    >>> date("2018-09-12", "vi"), date("2018-01-01/2018-12-31", "vi"), date("2018", "vi")
    ('12/09/2018', '01/01/2018–31/12/2018', '2018')
    """
    if missing(value):
        return MISSING
    words = str(value).replace("/", "–")
    return words if language == "en" else _ISO_DATE.sub(_day_first, words)


def _day_first(found: re.Match[str]) -> str:
    return "/".join(filter(None, reversed(found.groups())))


def count(quantity: int, language: Language, en: str, vi: str, plural: str = "") -> str:
    """So many things: the English noun takes its plural, the Vietnamese has none.

    >>> count(1, "en", "page", "trang"), count(2, "en", "page", "trang"), count(2, "vi", "page", "trang")
    ('1 page', '2 pages', '2 trang')
    """
    noun = vi if language == "vi" else en if quantity == 1 else plural or f"{en}s"
    return f"{number(quantity, language)} {noun}"


def listing(words: Sequence[str], language: Language) -> str:
    """Words as a list in a sentence.

    >>> listing(["a", "b", "c"], "en"), listing(["a", "b"], "vi"), listing([], "en")
    ('a, b and c', 'a và b', '')
    """
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + (" and " if language == "en" else " và ") + words[-1]


def alphabetical(name: Any) -> tuple[list[int], str]:
    """A key that sorts names as Vietnamese dictionaries do: ă and â after a, đ after d, tones last.

    >>> sorted(["Đắk Lắk", "Điện Biên", "Đà Nẵng", "Lai Châu"], key=alphabetical)
    ['Đà Nẵng', 'Đắk Lắk', 'Điện Biên', 'Lai Châu']
    """
    marks = unicodedata.normalize("NFD", str(name).lower())
    bare = "".join(mark for mark in marks if mark in text.SHAPES or not unicodedata.combining(mark))
    return [ALPHABET.find(letter) for letter in unicodedata.normalize("NFC", bare)], str(name)


def missing(value: Any) -> bool:
    """Whether a cell says nothing.

    >>> missing(pd.NA), missing(""), missing(0)
    (True, True, False)
    """
    return value is None or value is pd.NA or value != value or value == ""


def escaped(value: Any) -> str:
    """Text of the corpus, safe inside HTML; missing is a dash."""
    return MISSING if missing(value) else html.escape(str(value))


def heading(column: str, language: Language) -> str:
    """What heads a column.

    >>> heading("surface", "en"), heading("surface", "vi")
    ('As printed', 'Nguyên văn')
    """
    return _named(rulebook(), "column", column, language) or plain(column)


def label(column: str, value: Any, language: Language) -> str:
    """What a coded value is called; a value that no rule names is written as it is.

    >>> label("scope", "whole", "vi"), label("kind", "nghị quyết", "en"), label("tier", None, "en")
    ('toàn bộ', 'nghị quyết', '–')
    """
    if missing(value):
        return MISSING
    return _named(rulebook(), column, str(value), language) or plain(str(value))


def plain(name: str) -> str:
    """An id in words.

    >>> plain("some_new_object")
    'some new object'
    """
    return name.replace("_", " ") if re.fullmatch(r"[a-z_.]+", name) else name


@functools.cache
def _named(book: rules.Rulebook, kind: str, value: str, language: Language) -> str:
    entry = book.by_id("labels").get(f"{kind}.{value}")
    for file in FILES.get(kind, ()):
        entry = entry or book.by_id(file).get(value)
    return str(entry[language]) if entry else ""
