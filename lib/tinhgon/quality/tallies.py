"""Page by page: how many figures, models, references, words and articles were found as they were coded."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

import pandas as pd

from tinhgon import tables
from tinhgon.quality.pairing import FIELDS, Key, Unit, pair, printed, units

# Scores of figures, by the fields in which a pair must agree to count.
FIGURES: dict[str, tuple[str, ...]] = {
    "detect": (),
    "comparable": ("object", "change", "province"),
    "tuple": ("object", "change", "province", "predicate"),
    **{name: (name,) for name in FIELDS},
}
KEYS = {
    "adoptions": ("source_file", "article", "province", "predicate", "level"),
    "references": ("source_file", "article", "number"),
}
ABOUT = ("title", "published", "publisher", "author", "provinces")
SCORES = (*FIGURES, *KEYS, "words", "articles", *ABOUT)
Frames = Mapping[str, pd.DataFrame]


class Tally:
    """Counts by score and page: `hits` that are right, of those `found` and of those coded in the gold.

    `base` is what an accuracy is a share of (pairs of figures, coded articles); zero where there is none.
    """

    def __init__(self, pages: list[str]) -> None:
        self.pages = pages
        self.counts: dict[str, dict[str, list[int]]] = {}

    def add(
        self, score: str, page: str, *, hits: int = 0, found: int = 0, gold: int = 0, base: int = 0
    ) -> None:
        """Count for one page; pages that nobody coded do not count."""
        by_page = self.counts.setdefault(score, {name: [0, 0, 0, 0] for name in self.pages})
        if page in by_page:
            by_page[page] = [a + b for a, b in zip(by_page[page], (hits, found, gold, base), strict=True)]


def pages(gold: Frames) -> list[str]:
    """The pages that the coder read: all that `articles` names, else those with a row, sorted."""
    tables_of = [gold["articles"]] if "articles" in gold else list(gold.values())
    return sorted({str(name) for table in tables_of for name in table["source_file"]})


def tally(gold: Frames, found: Frames) -> Tally:
    """What of `gold` stands in `found`, page by page. Tables that `gold` has not are not counted."""
    counted = Tally(pages(gold))
    counters: dict[str, Callable[[Tally, Frames, Frames], None]] = {
        "statistics": _figures,
        "adoptions": lambda *all: _keys("adoptions", *all),
        "references": lambda *all: _keys("references", *all),
        "lines": _words,
        "articles": _articles,
    }
    for name, count in counters.items():
        if name in gold:
            count(counted, gold, found)
    return counted


def _figures(counted: Tally, gold: Frames, found: Frames) -> None:
    coded, read = units(gold["statistics"]), units(found["statistics"])
    for key in sorted(coded.keys() | read.keys()):
        _article(counted, key, coded.get(key, []), read.get(key, []))


def _article(counted: Tally, key: Key, coded: list[Unit], read: list[Unit]) -> None:
    pairs = [(coded[i], read[j]) for i, j in pair(coded, read)]
    for score, names in FIGURES.items():
        hits = sum(a.agrees(b, *names) for a, b in pairs)
        base = len(pairs) if score in FIELDS else 0
        counted.add(score, key[0], hits=hits, found=len(read), gold=len(coded), base=base)


def keys(name: str, table: pd.DataFrame) -> Counter[tuple[str, ...]]:
    """The rows of `adoptions` or `references` as what they are compared by."""
    return Counter(key_of(name, row) for row in tables.records(table))


def key_of(name: str, row: Mapping[str, object]) -> tuple[str, ...]:
    """What a row of `adoptions` or `references` is compared by.

    >>> key_of("references", {"source_file": "A.txt", "number": "18-NQ/TW"})
    ('a.txt', '1', '18-nq/tw')
    """
    missing = {"article": 1}
    values = (row.get(column) or missing.get(column, "") for column in KEYS[name])
    return tuple(printed(str(value)) for value in values)


def _keys(name: str, counted: Tally, gold: Frames, found: Frames) -> None:
    spelled = {printed(page): page for page in counted.pages}
    coded, read = keys(name, gold[name]), keys(name, found[name])
    for key in coded | read:
        page = spelled.get(key[0], "")
        counted.add(name, page, hits=min(coded[key], read[key]), found=read[key], gold=coded[key])


def _words(counted: Tally, gold: Frames, found: Frames) -> None:
    """The words of titles and bodies, each as often as it stands there."""
    own = gold["lines"][gold["lines"]["label"].isin(["title", "body"])]
    coded, read = _bags(own), _bags(found["articles"])
    for page in counted.pages:
        first, second = coded[page], read[page]
        hits = (first & second).total()
        counted.add("words", page, hits=hits, found=second.total(), gold=first.total())


def _bags(table: pd.DataFrame) -> defaultdict[str, Counter[str]]:
    bags: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in tables.records(table):
        bags[row["source_file"]].update(re.findall(r"\w+", printed(row.get("text") or "")))
    return bags


def _articles(counted: Tally, gold: Frames, found: Frames) -> None:
    read = {(row["source_file"], row["article"]): row for row in tables.records(found["articles"])}
    rows = {(row["source_file"], row["article"]): row for row in tables.records(gold["articles"])}
    for key in sorted(rows.keys() | read.keys()):
        counted.add("articles", key[0], hits=key in rows and key in read, found=key in read, gold=key in rows)
    for key, row in rows.items():
        for name in ABOUT:
            if name in row:
                right = _names(row[name]) == _names(read.get(key, {}).get(name))
                counted.add(name, key[0], hits=right, base=1)


def _names(value: object) -> set[str]:
    return {printed(name) for name in str(value or "").split(";")} - {""}
