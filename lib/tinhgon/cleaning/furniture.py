"""Lines that are furniture by what they say: the entries of `furniture.yml` against one line."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from tinhgon.cleaning.lines import Line
from tinhgon.errors import InputError
from tinhgon.phrases import expand
from tinhgon.rules import Rulebook
from tinhgon.searching import one_of
from tinhgon.text import fold, new_tone, plain

ROW = 30  # words of the longest row of buttons
PATTERN = 70  # words of the longest line that patterns are tried on

_first_word = re.compile(r"\W*(\w*)")
_spaced_mark = re.compile(r" ([./]) ")
_letter = re.compile(r"[^\W\d]")


class Entry(NamedTuple):
    id: str
    label: str
    place: str
    opens: str
    patterns: tuple[re.Pattern[str], ...]


class Furniture(NamedTuple):
    entries: tuple[Entry, ...]
    words: dict[str, Entry]
    excepted: frozenset[str]
    first: frozenset[str]
    row: re.Pattern[str]
    beside_date: re.Pattern[str]
    any_pattern: re.Pattern[str]


@functools.cache
def compiled(book: Rulebook) -> Furniture:
    """The furniture rules of a book, ready to match."""
    entries: list[Entry] = []
    words: dict[str, Entry] = {}
    for rule in book.entries("furniture"):
        patterns = patterns_of(rule, "furniture")
        entry = Entry(
            rule["id"],
            rule.get("label", "furniture"),
            rule.get("place", "any"),
            rule.get("opens", ""),
            patterns,
        )
        entries.append(entry)
        for word in rule.get("words", ()):
            words.setdefault(fold(word), entry)
    beside = {
        fold(word)
        for rule in book.entries("furniture")
        if rule.get("beside_date")
        for word in rule.get("words", ())
    }
    first = frozenset(re.match(r"\w*", word)[0] for word in words)  # type: ignore[index]
    either = re.compile("|".join(f"(?:{pattern.pattern})" for entry in entries for pattern in entry.patterns))
    row, dated = (re.compile(one_of(listed) + r"(?!\w)") for listed in (words, beside))
    excepted = frozenset(fold(line) for rule in book.entries("furniture") for line in rule.get("except", ()))
    return Furniture(tuple(entries), words, excepted, first, row, dated, either)


def patterns_of(rule: Mapping[str, Any], name: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a rule in new tone style. Raises InputError, naming file and rule, for a bad one."""
    try:
        return tuple(re.compile(new_tone(pattern)) for pattern in rule.get("patterns", ()))
    except re.error as error:
        raise InputError(f"rules/{name}.yml: {rule['id']}: not a regular expression: {error}") from error


def phrases_of(rule: Mapping[str, Any]) -> str:
    """A regular expression for any of the phrases of a rule, at the start of a word.

    >>> re.findall(phrases_of({"phrases": ["(tin|bài) [viết]", "t/h"]}), "tin, bài viết, (t/h)")
    ['tin', 'bài viết', 't/h']
    """
    sequences = (" ".join(words) for phrase in rule["phrases"] for words in expand(phrase))
    return one_of(_spaced_mark.sub(r"\1", sequence) for sequence in sequences)


def match(line: Line, rules: Furniture, place: str = "any") -> Entry | None:
    """The entry that makes `line` furniture where it stands (`head`, `tail` or `any`), or None."""
    if (line.words > PATTERN and not _is_blob(line)) or line.folded in rules.excepted:
        return None
    return _as_row(line.folded, line.words, rules, place) or _as_pattern(line.folded, rules, place)


def is_bare(line: Line) -> bool:
    """Vietnamese without any mark, of four words or more: the name of a picture, not a sentence.

    >>> is_bare(Line(1, "hop dong nhan dan tinh son la")), is_bare(Line(1, "họp Hội đồng nhân dân"))
    (True, False)
    """
    if line.words > 30 or not line.text.isascii():
        return False
    return sum(word.isalpha() for word in line.text.split()) >= 4 and _sounds(line.folded)


def _sounds(folded: str) -> bool:
    """Most words are Vietnamese syllables without their marks (and so no English)."""
    words = re.findall(r"[a-z]+", folded)
    fits = sum(bool(_syllable.fullmatch(word)) for word in words)
    return fits >= 0.9 * len(words)


_syllable = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
    r"(?:uye|ieu|yeu|uoi|uou|oai|oay|uay|oeo|uya|uyu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|a|e|i|o|u|y)"
    r"(?:ch|nh|ng|c|m|n|p|t)?"
)


def _as_row(folded: str, count: int, rules: Furniture, place: str) -> Entry | None:
    first = _first_word.match(folded)
    if count > ROW or first is None or (first[1] not in rules.first and not first[1].isdigit()):
        return None
    found = [rules.words[match[0]] for match in rules.row.finditer(folded)]
    if not found or _letter.search(rules.row.sub(" ", folded)):
        return None
    allowed = [entry for entry in found if entry.place in {"any", place}]
    if len(allowed) < len(found) and not (allowed and place == "any" and len(found) > 2):
        return None
    return next((entry for entry in allowed if entry.opens == "list"), allowed[0])


def _as_pattern(folded: str, rules: Furniture, place: str) -> Entry | None:
    if not rules.any_pattern.fullmatch(folded):
        return None
    for entry in rules.entries:
        if entry.place in {"any", place} and any(pattern.fullmatch(folded) for pattern in entry.patterns):
            return entry
    return None


def _is_blob(line: Line) -> bool:
    return len(line.text) > 400 * max(1, line.words // 4)


def unaccented(text: str) -> str:
    """The words of `text` without marks or case, to compare a picture's name with a line.

    >>> unaccented("Họp HĐND tỉnh?")
    'hop hdnd tinh'
    """
    return " ".join(re.findall(r"\w+", plain(text).lower()))
