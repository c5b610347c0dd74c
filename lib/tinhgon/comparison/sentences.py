"""A finding, and the words that its sentence is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tinhgon.amounts import LANGUAGES, Said, number, percent, printed, say
from tinhgon.comparison.lookup import Row, Tables
from tinhgon.text import slug


class Finding(NamedTuple):
    """A sentence in both languages, the ids of the figures it rests on, and how far it is to be trusted:
    `agreed` (by sources or by arithmetic), `derived`, `single` (one article), `each` (one article behind
    each province), `disputed`, `counted`."""

    id: str
    en: str
    vi: str
    statistic_ids: tuple[str, ...]
    strength: str


def finding(
    given: Tables, template: str, key: str, ids: Iterable[str | None], strength: str, **words: Said
) -> Finding:
    """The finding of a template of `rules/findings.yml`; `key` tells it from others of the template."""
    entry = given.book.by_id("findings")[template]
    english, vietnamese = (say(entry[language], words, language) for language in LANGUAGES)
    name = "-".join(part for part in (template.replace("_", "-"), slug(key)) if part)
    return Finding(name, english, vietnamese, tuple(dict.fromkeys(i for i in ids if i)), strength)


def same(text: str) -> dict[str, str]:
    """A name that both languages share."""
    return dict.fromkeys(LANGUAGES, text)


def value(row: Row, measure: str) -> dict[str, str]:
    """A value of `comparison` or `conflicts` as it is printed: a ratio as one, a qualifier before it."""
    return {language: _value(row, measure, language) for language in LANGUAGES}


def _value(row: Row, measure: str, language: str) -> str:
    if row["numerator"] is not None and row["denominator"] is not None:
        return f"{number(row['numerator'], language)}/{number(row['denominator'], language)}"
    if measure == "percent" and (row["qualifier"] or "=") == "=":
        return percent(row["value"], language)
    return printed(row["value"], measure, row["qualifier"] or "=", language)
