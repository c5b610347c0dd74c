"""How rich the vocabulary of a text is: types, tokens, and the ratio that does not depend on length."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from tinhgon import tables
from tinhgon.counts import without_duplicates
from tinhgon.passages import passages
from tinhgon.words import is_word

tables.declare(
    "richness",
    "article_id source_file article:integer provinces:list words:integer types:integer "
    "ttr:number mattr:number",
)
tables.declare("growth", "words:integer types:integer")

WINDOW = 100


def ttr(words: Sequence[str]) -> float:
    """Types over tokens; NaN of no words. It falls with length: compare texts by `mattr`.

    >>> ttr("b a b a b a b a".split())
    0.25
    """
    return len(set(words)) / len(words) if words else math.nan


def mattr(words: Sequence[str], window: int = WINDOW) -> float:
    """The mean type-token ratio of every `window` running words (Covington & McFall 2010); NaN where there
    are fewer.

    >>> round(mattr("one one two one one two one".split(), 3), 4)
    0.6667
    """
    if window < 1:
        raise ValueError(f"a window of {window} words")
    if len(words) < window:
        return math.nan
    inside = Counter(words[:window])
    total = len(inside)
    for leaving, coming in zip(words, words[window:], strict=False):
        inside[leaving] -= 1
        if not inside[leaving]:
            del inside[leaving]
        inside[coming] += 1
        total += len(inside)
    return total / window / (len(words) - window + 1)


def richness(articles: pd.DataFrame, window: int = WINDOW, rules: str | Path = "") -> pd.DataFrame:
    """Table `richness`: words, types, `ttr` and `mattr` of each article that repeats no other; figures and
    signs are no words, stopwords are. `mattr` is missing where an article has fewer than `window` words."""
    kept = without_duplicates(articles)
    rows = []
    for record, words in zip(kept.to_dict("records"), _running(kept, rules), strict=True):
        known = {
            column: record.get(column) for column in ("article_id", "source_file", "article", "provinces")
        }
        ratios = {"ttr": ttr(words), "mattr": mattr(words, window)}
        measured = {name: None if math.isnan(value) else round(value, 4) for name, value in ratios.items()}
        rows.append(known | {"words": len(words), "types": len(set(words))} | measured)
    return tables.frame("richness", rows)


def growth(articles: pd.DataFrame, step: int = 100, rules: str | Path = "") -> pd.DataFrame:
    """Table `growth`, the type-token curve: types among the first `words` words of all articles in order,
    every `step` words and at the end."""
    seen: set[str] = set()
    rows = []
    running = [word for words in _running(without_duplicates(articles), rules) for word in words]
    for number, word in enumerate(running, 1):
        seen.add(word)
        if number % step == 0 or number == len(running):
            rows.append({"words": number, "types": len(seen)})
    return tables.frame("growth", rows)


def _running(articles: pd.DataFrame, rules: str | Path) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(len(articles))]
    for passage in passages(articles, rules):
        found[passage.article] += [word for word in passage.keys if is_word(word)]
    return found
