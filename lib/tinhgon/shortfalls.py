"""Passages in which an article tells what went wrong, kept as quotations.

A tool that keeps figures alone keeps the flattering half of what a page says.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from tinhgon import tables
from tinhgon.rules import Rulebook, book
from tinhgon.searching import one_of
from tinhgon.text import Span, fold, lines, normalise, sentences_of

NEAR = 24  # characters before a phrase in which a word of `not_after` excuses it


def passages(articles: pd.DataFrame, rules: str = "") -> pd.DataFrame:
    """The table `shortfalls`: one row a sentence of an article that tells of something amiss.

    `surface` is the first telling phrase, `start` and `end` its place in the article's `text`, `rule` the
    entry of `shortfalls.yml` that names the phrase.

    >>> row = {"article_id": "a#1", "source_file": "a", "article": 1, "text": "Tốt. Còn một số hạn chế."}
    >>> list(passages(pd.DataFrame([row]))["sentence"])
    ['Còn một số hạn chế.']
    """
    rulebook = book(rules)
    rows: list[dict[Any, Any]] = []
    columns = ["article_id", "source_file", "article"]
    for place, text in zip(articles[columns].to_dict("records"), articles["text"], strict=True):
        for start, end in _suspected(text, rulebook):
            if found := telling(text[start:end], rulebook):
                first, last = start + found[0].start, start + found[0].end
                told = {"sentence": text[start:end], "surface": text[first:last], "rule": found[1]}
                rows.append({**place, **told, "start": first, "end": last})
    return tables.frame("shortfalls", rows)


def _suspected(text: str, rulebook: Rulebook) -> Iterator[Span]:
    """The sentences of the lines in which some phrase stands: few."""
    folded, phrases = fold(text), _phrases(rulebook)
    if phrases.search(folded):
        for line in lines(text):
            if phrases.search(folded, line.start, line.end):
                yield from sentences_of(text, line)


def telling(sentence: str, rulebook: Rulebook) -> tuple[Span, str] | None:
    """Where the first phrase of `sentence` stands that tells of something amiss, and its rule; else None.

    >>> telling("Còn một số hạn chế.", book())
    (Span(start=11, end=18), 'weaknesses')
    """
    folded = fold(sentence)
    for found in _phrases(rulebook).finditer(folded):
        rule, excuses = _entries(rulebook)[found[1]]
        before = folded[max(0, found.start() - NEAR) : found.start()]
        if not (excuses and excuses.search(before)):
            return Span(found.start(1), found.end(1)), rule
    return None


@functools.cache
def _phrases(rulebook: Rulebook) -> re.Pattern[str]:
    phrases = _entries(rulebook)
    return re.compile(rf"({one_of(phrases) if phrases else '(?!)'})(?!\w)")


@functools.cache
def _entries(rulebook: Rulebook) -> dict[str, tuple[str, re.Pattern[str] | None]]:
    """By folded phrase: the id of its entry, and what excuses it."""
    found: dict[str, tuple[str, re.Pattern[str] | None]] = {}
    for entry in rulebook.entries("shortfalls"):
        words = "|".join(re.escape(fold(normalise(word))) for word in entry.get("not_after", ()))
        excuses = re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None
        found |= {fold(normalise(phrase)): (str(entry["id"]), excuses) for phrase in entry["phrases"]}
    return found
